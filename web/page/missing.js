/** What did not come that the page asked for, and why. */
import { NcaError } from '../core/error.js';

const CODES = ['LOAD_FAILED', 'PICTURE_FAILED'];
/** What browsers say of a module that did not come, and Vite of its styles. */
const NO_MODULE = /dynamically imported module|importing a module script|preload CSS/i;

/** Whether it may have failed for want of a file. @param {unknown} error */
export const isMissing = (error) => isModuleMissing(error) || (error instanceof NcaError && CODES.includes(error.code));

/** @param {unknown} error */
export const isModuleMissing = (error) => error instanceof Error && NO_MODULE.test(error.message);

/**
 * Whether the host has a newer version of the page by now. Then the pieces of this one that come when they are wanted are gone, and whatever
 * fails for want of them fails for this reason.
 *
 * @returns {Promise<boolean>}
 */
export async function isOutdated() {
  try {
    const { ok, status, headers } = await fetch(import.meta.url, { method: 'HEAD', cache: 'no-store' });
    // Some hosts have a page for what is not there.
    return status === 404 || status === 410 || (ok && /html/.test(headers.get('content-type') ?? ''));
  } catch {
    return false; // nobody can be asked
  }
}
