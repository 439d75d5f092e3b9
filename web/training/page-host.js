/**
 * Where training runs on a page: in Web Workers, with the page's own core. Tests have a host of their own, for node.
 *
 * @import { Endpoint } from 'comlink'
 *
 * @typedef {object} StartedWorker
 * @property {Endpoint} endpoint to which a WorkerService listens
 * @property {(listener: () => void) => void} onDeath hear that it broke; one that is killed may say nothing
 * @property {() => void} terminate
 *
 * @typedef {object} TrainingHost
 * @property {() => Promise<WebAssembly.Module>} loadModule the whole core, compiled
 * @property {() => StartedWorker} startWorker
 */
import { loadWholeModule } from '../core/shared.js';

/** @type {TrainingHost} */
export const pageHost = Object.freeze({
  loadModule: loadWholeModule,
  startWorker() {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module', name: 'snowflake training' });
    return {
      endpoint: worker,
      onDeath: (/** @type {() => void} */ listener) => worker.addEventListener('error', listener, { once: true }),
      terminate: () => worker.terminate(),
    };
  },
});
