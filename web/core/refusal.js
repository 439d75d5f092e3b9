/**
 * Why the host of a page refuses something: its policy, a sandboxed frame, or what the visitor has set. Browsers say it in different places
 * and hardly ever in the error itself, so this is asked for wherever something can be refused.
 *
 *     POLICY_WASM, POLICY_WORKER, POLICY_FETCH   the Content-Security-Policy; details.directive: the part of it that forbade it
 *     WORKER_MISSING                             the script of a worker did not come
 *     NO_MODULE_WORKERS                          the browser is older than workers of modules
 *     POLICY_TRUSTED_TYPES                       the same, where it lists no policy of Trusted Types by our name
 *     SANDBOX_WORKER, SANDBOX_STORAGE            the page stands in a sandboxed frame, without an origin of its own
 *     SANDBOX_FETCH                              the same, and the server gives nothing to pages of another origin
 *     SANDBOX_DOWNLOAD                           in one that lets nobody save files
 *     STORAGE_DENIED                             the settings of the browser
 */
import { NcaError } from './error.js';

/** A module of nothing: valid everywhere, so where it may not be compiled a policy forbids it. */
const EMPTY_MODULE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
/** Violations are told of in a task of their own, soon after what was forbidden has failed. */
const TOLD_WITHIN_MS = 100;
const OF_WORKERS = ['worker-src', 'child-src', 'script-src', 'script-src-elem', 'default-src'];
const OF_FETCHES = ['connect-src', 'default-src'];
const OF_TRUSTED_TYPES = ['require-trusted-types-for', 'trusted-types'];

/** Hear of what the page's policy forbids from now on. */
export function hearPolicy() {
  const directives = /** @type {string[]} */ ([]), page = globalThis.document;
  const listen = (/** @type {SecurityPolicyViolationEvent} */ { effectiveDirective }) => { directives.push(effectiveDirective); };
  page?.addEventListener('securitypolicyviolation', listen);
  const stop = () => page?.removeEventListener('securitypolicyviolation', listen);
  return {
    stop,
    /** After something failed: which of these parts of the policy forbade it. @param {readonly string[]} parts @returns {Promise<string | undefined>} undefined: none did */
    async forbade(parts) {
      if (directives.length === 0) await new Promise((resolve) => { setTimeout(resolve, TOLD_WITHIN_MS); });
      stop();
      return directives.find((directive) => parts.includes(directive));
    },
  };
}

/** Whether the page stands in a sandboxed frame without an origin. A page from the disk has none either, but is in no sandbox. */
const isSandboxed = () => globalThis.origin === 'null' && globalThis.location?.protocol !== 'file:';

/** Why nothing could be compiled; undefined: not for want of leave. @param {unknown} cause */
export function whyNoWasm(cause) {
  try {
    new WebAssembly.Module(EMPTY_MODULE);
    return undefined;
  } catch {
    return new NcaError('POLICY_WASM', "The policy of this page does not allow WebAssembly: script-src of its Content-Security-Policy needs 'wasm-unsafe-eval'.", { cause });
  }
}

/**
 * As fetch(), but for its error where a policy forbids it.
 * @param {string | URL} address
 * @param {RequestInit} [options]
 */
export async function fetchAllowed(address, options) {
  const policy = hearPolicy();
  try {
    return await fetch(address, options);
  } catch (cause) {
    if (options?.signal?.aborted) throw cause;
    const directive = await policy.forbade(OF_FETCHES);
    if (!directive && isSandboxed()) throw new NcaError('SANDBOX_FETCH', 'The frame of this page is sandboxed, without an origin, and the server gives nothing to pages of another one: it has to send Access-Control-Allow-Origin, or the frame needs allow-same-origin.', { cause });
    if (!directive) throw cause;
    throw new NcaError('POLICY_FETCH', `The policy of this page does not allow it to be fetched: ${directive} of its Content-Security-Policy has to name where it lies.`, { cause, details: { directive } });
  } finally {
    policy.stop();
  }
}

/** Asked as this can be: a browser that knows of modules looks which kind of worker is wanted. */
export function canWorkersBeModules() {
  let isAsked = false;
  try {
    new Worker('data:,', { get type() { isAsked = true; return /** @type {const} */ ('module'); } }).terminate();
  } catch {
    return true; // forbidden, which older ones do not know to forbid
  }
  return isAsked;
}

/**
 * Why a worker could not be started; undefined: nobody forbade it, and it broke by itself.
 * @param {ReturnType<typeof hearPolicy>} policy heard since before it was tried
 * @param {unknown} [cause] what was thrown, or the error event of the worker
 */
export async function whyNoWorker(policy, cause) {
  if (isSandboxed() && isSecurityError(cause)) return new NcaError('SANDBOX_WORKER', undefined, { cause });
  const directive = await policy.forbade([...OF_WORKERS, ...OF_TRUSTED_TYPES]);
  if (directive && OF_TRUSTED_TYPES.includes(directive)) return new NcaError('POLICY_TRUSTED_TYPES', undefined, { cause });
  if (directive) return new NcaError('POLICY_WORKER', undefined, { cause, details: { directive } });
  // An error in a script has a message; of one that did not come there is only the event.
  return cause instanceof Event && !(cause instanceof ErrorEvent) ? new NcaError('WORKER_MISSING') : undefined;
}

/** Why nothing can be kept in the browser; undefined: nobody forbade it. @param {unknown} cause */
export function whyNoStorage(cause) {
  if (!isSecurityError(cause)) return undefined;
  return isSandboxed() ? new NcaError('SANDBOX_STORAGE', undefined, { cause }) : new NcaError('STORAGE_DENIED', undefined, { cause });
}

/**
 * Whether files can be saved from here, which no browser says itself. A frame of another origin hides what its own sandbox allows.
 * @returns {'yes' | 'no' | 'unknown'}
 */
export function canSaveFiles() {
  /** @type {Window} */
  let page = window;
  while (page !== page.parent) {
    const frame = frameOf(page);
    if (!frame) return 'unknown';
    if (frame.hasAttribute('sandbox') && !(frame instanceof HTMLIFrameElement && frame.sandbox.contains('allow-downloads'))) return 'no';
    page = page.parent;
  }
  return isSandboxed() ? 'unknown' : 'yes';
}

/** @param {Window} page */
function frameOf(page) {
  try {
    return page.frameElement;
  } catch {
    return null; // of another origin
  }
}

/** It may be the cause of an error of ours. @param {unknown} error */
function isSecurityError(error) {
  const { name, cause } = /** @type {Partial<Error>} */ (error ?? {});
  return name === 'SecurityError' || /** @type {Partial<Error> | undefined} */ (cause)?.name === 'SecurityError';
}
