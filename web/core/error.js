/** The one kind of error the core's wrapper throws. */

/** An error with a plain sentence for people and a code for programs. */
export class NcaError extends Error {
  /**
   * @param {string} code NO_WEBASSEMBLY, NO_SIMD, WRONG_SIMD, LOAD_FAILED, BAD_ARGUMENT, or a name of nca_status in src/nca.h
   * @param {string} message
   * @param {ErrorOptions} [options]
   */
  constructor(code, message, options) {
    super(message, options);
    this.name = 'NcaError';
    this.code = code;
  }
}
