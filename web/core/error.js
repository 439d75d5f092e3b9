/** The one kind of error the core's wrapper throws. */

/**
 * An error with a code for programs and a plain English sentence for their authors. What visitors read is no part of it: whoever shows an
 * error has a sentence for its code in the language of the page (web/text/), so that a code may wait in storage, or come from a worker.
 */
export class NcaError extends Error {
  /**
   * @param {string} code NO_WEBASSEMBLY, NO_SIMD, WRONG_SIMD, LOAD_FAILED, BAD_ARGUMENT, of web/core/refusal.js, or a name of nca_status in src/nca.h
   * @param {string} [message] default: the code, where only the page will ever meet it
   * @param {ErrorOptions & { details?: Record<string, unknown> }} [options] details: the numbers and names that its sentence needs
   */
  constructor(code, message = code, { details, ...options } = {}) {
    super(message, options);
    this.name = 'NcaError';
    this.code = code;
    this.details = details;
  }
}
