/**
 * Where training runs on a page: in Web Workers, with the page's own core. Tests have a host of their own, for node.
 *
 * @import { Endpoint } from 'comlink'
 * @import { NcaError } from '../core/error.js'
 *
 * @typedef {object} StartedWorker
 * @property {Endpoint} endpoint to which a WorkerService listens
 * @property {(listener: (why?: NcaError) => void) => void} onDeath hear that it broke, and why it could not start where that is known; one
 *   that is killed may say nothing
 * @property {() => void} terminate
 *
 * @typedef {object} TrainingHost
 * @property {() => Promise<WebAssembly.Module>} loadModule the whole core, compiled
 * @property {() => StartedWorker} startWorker
 */
import workerUrl from './worker.js?worker&url';
import { hearPolicy, whyNoWorker } from '../core/refusal.js';
import { loadWholeModule } from '../core/shared.js';
import { scriptAddress } from '../core/script-address.js';

/** @returns {Worker} @throws where the page's host bars it */
const openWorker = () => new Worker(scriptAddress(workerUrl), { type: 'module', name: 'snowflake training' });

/** @type {TrainingHost} */
export const pageHost = Object.freeze({
  loadModule: loadWholeModule,
  startWorker() {
    const policy = hearPolicy();
    try {
      const worker = openWorker();
      return {
        endpoint: worker,
        onDeath: (/** @type {(why?: NcaError) => void} */ listener) => worker.addEventListener('error', () => void whyNoWorker(policy).then(listener), { once: true }),
        terminate() {
          policy.stop();
          worker.terminate();
        },
      };
    } catch (error) {
      return {
        endpoint: new MessageChannel().port1, // where nobody answers
        onDeath: (/** @type {(why?: NcaError) => void} */ listener) => void whyNoWorker(policy, error).then(listener),
        terminate: policy.stop,
      };
    }
  },
});
