/** Modelle anderer, die eine Adresse der Seite nennt. */

/** @satisfies {typeof import('../en/guests.js').guests} */
export const guests = {
  heading: 'Von anderswo',
};

/** @satisfies {typeof import('../en/guests.js').errors} */
export const errors = {
  GUEST_ADDRESS: ({ address }) => `„${address}“ ist keine Adresse im Netz, also kann von dort kein Modell geholt werden.`,
  GUEST_MISSING: ({ host, status }) => `${host} hat nichts unter dieser Adresse: Die Antwort war ${status}.`,
  GUEST_BARRED: ({ host }) => `Von ${host} kam nichts. Es ist nicht erreichbar oder gibt seine Dateien keinen anderen Seiten; dann muss es Access-Control-Allow-Origin senden.`,
  GUEST_INSECURE: ({ host }) => `${host} wird über http gefragt, und eine Seite, die über https kam, darf niemanden so fragen: Die Adresse muss mit https:// beginnen.`,
  GUEST_LIST: ({ problem, number, most }) => ({
    json: 'Diese Liste von Modellen ist kein JSON, darum wird nichts daraus gezeigt.',
    models: 'Diese Liste nennt keine Modelle: Sie muss {"models": [{"title": "…", "model": "Adresse"}]} sein.',
    entry: `Nummer ${number} in dieser Liste von Modellen hat keine Adresse als „model“ oder einen Titel, der kein Text ist.`,
    long: `Diese Liste von Modellen ist zu lang: ${most} sind das Höchste.`,
  })[problem],
};
