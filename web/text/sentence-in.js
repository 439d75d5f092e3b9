/** An error's sentence: found by its code, filled with its details. @typedef {string | ((details: any) => string)} Sentence */

/**
 * @param {Record<string, Sentence>} errors the sentences of a language, by code
 * @param {{ code: string, details?: Record<string, unknown> }} error an NcaError, or what was kept of one
 * @returns {string | undefined} undefined: it has none
 */
export function sentenceIn(errors, { code, details = {} }) {
  const sentence = errors[code];
  return typeof sentence === 'function' ? sentence(details) : sentence;
}
