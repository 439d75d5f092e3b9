/** Models of others, which an address of the page names. */

export const guests = {
  heading: 'From elsewhere',
};

export const errors = {
  GUEST_ADDRESS: (/** @type {{ address: string }} */ { address }) => `“${address}” is no address on the web, so no model can be fetched from there.`,
  GUEST_MISSING: (/** @type {{ host: string, status: string }} */ { host, status }) => `${host} has nothing at this address: it answered ${status}.`,
  GUEST_BARRED: (/** @type {{ host: string }} */ { host }) => `Nothing came from ${host}. It is not reachable, or gives its files to no other pages; then it has to send Access-Control-Allow-Origin.`,
  GUEST_INSECURE: (/** @type {{ host: string }} */ { host }) => `${host} is asked by http, and a page that came by https may ask nobody so: its address has to begin with https://.`,
  /** @param {{ problem: 'json' | 'models' | 'entry' | 'long', number?: number, most: number }} details */
  GUEST_LIST: ({ problem, number, most }) => ({
    json: 'This list of models is no JSON, so none of it is shown.',
    models: 'This list names no models: it has to be {"models": [{"title": "…", "model": "address"}]}.',
    entry: `Number ${number} in this list of models has no address as “model”, or a title that is no text.`,
    long: `This list of models is too long: ${most} of them is the most.`,
  })[problem],
};
