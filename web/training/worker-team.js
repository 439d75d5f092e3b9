/**
 * The training workers from the page's side: started, called, and ended together.
 *
 * @import { Remote } from 'comlink'
 * @import { Model, TargetOptions, TrainerOptions } from '../core/types.js'
 * @import { Failure, Outcome, Progress, WorkerService } from './worker-service.js'
 */
import { proxy, transfer, wrap } from 'comlink';
import { loadWholeModule } from '../core/shared.js';
import { connectAll } from './exchange.js';

/**
 * @typedef {object} TrainingPlan
 * @property {TrainerOptions} options
 * @property {Model} model where training starts
 * @property {Float32Array} target
 * @property {number} [numEpochs]
 */

export class WorkerTeam {
  #workers;
  /** @type {Remote<WorkerService>[]} */
  #services;

  /** @param {number} [size] more than one share every batch */
  constructor(size = 1) {
    this.#workers = Array.from({ length: size }, () =>
      new Worker(new URL('./worker.js', import.meta.url), { type: 'module', name: 'snowflake training' }));
    this.#services = this.#workers.map((worker) => wrap(worker));
    /** Settles when a worker breaks; one that is killed says nothing. @type {Promise<'died'>} */
    this.death = new Promise((resolve) => {
      for (const worker of this.#workers) worker.addEventListener('error', () => resolve('died'), { once: true });
    });
  }

  /**
   * @param {TrainingPlan} plan
   * @param {(progress: Progress) => void} onProgress
   * @returns {Promise<Outcome>}
   */
  async train(plan, onProgress) {
    const module = await loadWholeModule(), count = this.#services.length, ports = connectAll(count);
    const outcomes = this.#services.map((service, index) => {
      const job = { module, ...plan, options: { ...plan.options, share: { index, count } }, ports: ports[index] };
      return service.train(transfer(job, ports[index]), index === 0 ? proxy(onProgress) : undefined);
    });
    return Promise.race([outcomes[0], ...outcomes.slice(1).map(untilFailure)]);
  }

  /** @param {Uint8Array} bytes @param {TargetOptions} options @returns {Promise<Float32Array | Failure>} */
  async readTarget(bytes, options) {
    return this.#services[0].readTarget(await loadWholeModule(), bytes, options);
  }

  /** Answers when all of them do. */
  async ping() {
    await Promise.all(this.#services.map((service) => service.ping()));
    return true;
  }

  // The others wait for what the first one sends them, so it is enough to hold that one.
  pause() { void this.#services[0].pause(); }
  resume() { void this.#services[0].resume(); }
  stop() { void this.#services[0].stop(); }

  close() {
    for (const worker of this.#workers) worker.terminate();
  }
}

/** How the run ends is the first worker's to say; another one only where it fails. @param {Promise<Outcome>} outcome @returns {Promise<Outcome>} */
async function untilFailure(outcome) {
  await outcome;
  return new Promise(() => {});
}
