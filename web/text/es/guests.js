/** Modelos ajenos, que nombra una dirección de la página. */

/** @satisfies {typeof import('../en/guests.js').guests} */
export const guests = {
  heading: 'De otros sitios',
};

/** @satisfies {typeof import('../en/guests.js').errors} */
export const errors = {
  GUEST_ADDRESS: ({ address }) => `«${address}» no es una dirección de la web, así que de ahí no se puede traer ningún modelo.`,
  GUEST_MISSING: ({ host, status }) => `${host} no tiene nada en esta dirección: respondió ${status}.`,
  GUEST_BARRED: ({ host }) => `De ${host} no ha llegado nada. No está accesible, o no da sus archivos a otras páginas; entonces tiene que enviar Access-Control-Allow-Origin.`,
  GUEST_INSECURE: ({ host }) => `A ${host} se le pide por http, y una página que llegó por https no puede pedir nada así: su dirección tiene que empezar por https://.`,
  GUEST_LIST: ({ problem, number, most }) => ({
    json: 'Esta lista de modelos no es JSON, así que no se muestra nada de ella.',
    models: 'Esta lista no nombra ningún modelo: tiene que ser {"models": [{"title": "…", "model": "dirección"}]}.',
    entry: `El número ${number} de esta lista de modelos no tiene una dirección como «model», o tiene un título que no es texto.`,
    long: `Esta lista de modelos es demasiado larga: como mucho, ${most}.`,
  })[problem],
};
