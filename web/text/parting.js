/** Long words may be parted where a name has little room, and only there: a name itself is without marks, as it goes into files and links. */

/** Shows where, and is not seen elsewhere. */
const SOFT_HYPHEN = '\u00ad';

/** @param {readonly string[]} words each with a hyphen where it may be parted @returns {(name: string) => string} the same name, to be shown */
export const partedAt = (words) => (name) => words.reduce((shown, word) => shown.replaceAll(word.replaceAll('-', ''), word.replaceAll('-', SOFT_HYPHEN)), name);
