/** Les modèles des autres, nommés par une adresse de la page. */

/** @satisfies {typeof import('../en/guests.js').guests} */
export const guests = {
  heading: 'Venus d’ailleurs',
};

/** @satisfies {typeof import('../en/guests.js').errors} */
export const errors = {
  GUEST_ADDRESS: ({ address }) => `« ${address} » n’est pas une adresse du web, on ne peut donc pas y chercher de modèle.`,
  GUEST_MISSING: ({ host, status }) => `${host} n’a rien à cette adresse : il a répondu ${status}.`,
  GUEST_BARRED: ({ host }) => `Rien n’est venu de ${host}. Il est injoignable, ou ne donne ses fichiers à aucune autre page ; il doit alors envoyer Access-Control-Allow-Origin.`,
  GUEST_INSECURE: ({ host }) => `${host} est demandé par http, et une page venue par https ne peut rien demander ainsi : il faut une adresse en https.`,
  GUEST_LIST: ({ problem, number, most }) => ({
    json: 'Cette liste de modèles n’est pas du JSON, rien n’en est donc montré.',
    models: 'Cette liste ne nomme aucun modèle : elle doit être {"models": [{"title": "…", "model": "adresse"}]}.',
    entry: `Le numéro ${number} de cette liste de modèles n’a pas d’adresse sous « model », ou a un titre qui n’est pas du texte.`,
    long: `Cette liste de modèles est trop longue : ${most} au plus.`,
  })[problem],
};
