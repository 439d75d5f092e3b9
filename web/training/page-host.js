/**
 * Where training runs on a page: in Web Workers, with the page's own core. Tests have a host of their own, for node.
 *
 * @import { Endpoint } from 'comlink'
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
import { NcaError } from '../core/error.js';
import { canWorkersBeModules, hearPolicy, whyNoWorker } from '../core/refusal.js';
import { loadWholeModule } from '../core/shared.js';
import { scriptAddress } from '../core/script-address.js';

/** @returns {Worker} @throws where the page's host bars it */
const openWorker = () => new Worker(scriptAddress(workerUrl), { type: 'module', name: 'snowflake training' });

/** @param {ReturnType<typeof hearPolicy>} policy @param {Event} event */
const whyItBroke = async (policy, event) => await whyNoWorker(policy, event) ?? (canWorkersBeModules() ? undefined : new NcaError('NO_MODULE_WORKERS'));

/** @type {TrainingHost} */
export const pageHost = Object.freeze({
  loadModule: loadWholeModule,
  /** @returns {StartedWorker} */
  startWorker() {
    const policy = hearPolicy();
    try {
      const worker = openWorker();
      return {
        endpoint: worker,
        onDeath: (listener) => worker.addEventListener('error', (event) => void whyItBroke(policy, event).then(listener), { once: true }),
        terminate() {
          policy.stop();
          worker.terminate();
        },
      };
    } catch (error) {
      return {
        endpoint: new MessageChannel().port1, // where nobody answers
        onDeath: (listener) => void whyNoWorker(policy, error).then(listener),
        terminate: policy.stop,
      };
    }
  },
});
