/** Where a TrainingSession runs in tests: in node's workers. */
import { Worker } from 'node:worker_threads';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { compileShippedWasm } from './core.js';

/** @import { TrainingHost } from '../../web/training/page-host.js' */

/** @param {{ onStart?: (worker: Worker) => void, script?: URL, workerData?: unknown }} [options] script: of the worker, which may see workerData @returns {Promise<TrainingHost>} */
export async function nodeHost({ onStart, script = new URL('./training-worker.mjs', import.meta.url), workerData } = {}) {
  const module = await compileShippedWasm();
  return {
    loadModule: async () => module,
    startWorker() {
      const worker = new Worker(script, { workerData });
      onStart?.(worker);
      return {
        endpoint: nodeEndpoint(worker),
        // One that was terminated says nothing in a browser: nor here.
        onDeath: (listener) => void worker.on('error', listener),
        terminate: () => void worker.terminate(),
      };
    },
  };
}
