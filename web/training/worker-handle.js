/**
 * A training worker from the page's side: started, called, and ended.
 *
 * @import { Remote } from 'comlink'
 * @import { Model, TargetOptions, TrainerOptions } from '../core/types.js'
 * @import { Failure, Outcome, Progress, WorkerService } from './worker-service.js'
 */
import { proxy, wrap } from 'comlink';
import { loadSharedModule } from '../core/shared.js';

/**
 * @typedef {object} TrainingPlan
 * @property {TrainerOptions} options
 * @property {Model} model where training starts
 * @property {Float32Array} target
 * @property {number} [numEpochs]
 *
 * @typedef {object} WorkerHandle
 * @property {Remote<WorkerService>} service
 * @property {Promise<'died'>} death settles when the worker breaks; one that is killed says nothing
 * @property {(plan: TrainingPlan, onProgress: (progress: Progress) => void) => Promise<Outcome>} train
 * @property {(bytes: Uint8Array, options: TargetOptions) => Promise<Float32Array | Failure>} readTarget
 * @property {() => void} close
 */

/** @returns {WorkerHandle} */
export function openWorker() {
  const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module', name: 'snowflake training' });
  /** @type {Remote<WorkerService>} */
  const service = wrap(worker);
  return {
    service,
    death: new Promise((resolve) => {
      worker.addEventListener('error', () => resolve('died'), { once: true });
    }),
    train: async (plan, onProgress) => service.train({ module: await loadSharedModule(), ...plan }, proxy(onProgress)),
    readTarget: async (bytes, options) => service.readTarget(await loadSharedModule(), bytes, options),
    close: () => worker.terminate(),
  };
}
