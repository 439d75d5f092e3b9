/** What the page has a sentence for, as a value: what is thrown across a worker loses its code. */

/** @import { NcaError } from '../core/error.js' */
/** @typedef {{ code: string, details?: Record<string, unknown> }} Failure */

/** @param {NcaError} error @returns {Failure} */
export const failureOf = ({ code, details }) => ({ code, details });
