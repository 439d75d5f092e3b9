/**
 * Errors that nobody caught, said in words. What others bring into the page, such as the scripts of extensions, fails on its own account: of that
 * the console knows, and the visitor need not.
 */
import { NcaError } from '../core/error.js';
import { tellError } from './messages.js';

/** Where our scripts lie. */
const OURS = new URL('.', document.baseURI).href;

/** @param {EventTarget} [target] @param {(error: unknown) => void} [tell] @param {string} [ours] address that all our scripts begin with */
export function tellFaults(target = globalThis, tell = tellError, ours = OURS) {
  const isOurs = (/** @type {unknown} */ error) => error instanceof NcaError || (error instanceof Error && String(error.stack).includes(ours));
  target.addEventListener('unhandledrejection', (event) => {
    const { reason } = /** @type {PromiseRejectionEvent} */ (event);
    if (isOurs(reason)) tell(reason);
  });
  target.addEventListener('error', (event) => {
    const { error, filename } = /** @type {ErrorEvent} */ (event);
    if (isOurs(error) || (error && filename?.startsWith(ours))) tell(error);
  });
}
