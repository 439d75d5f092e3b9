/**
 * The training workers from the page's side: started, called, and ended together.
 *
 * @import { Remote } from 'comlink'
 * @import { Model, TargetOptions, TrainerOptions } from '../core/types.js'
 * @import { Failure } from './failure.js'
 * @import { TrainingHost } from './page-host.js'
 * @import { Outcome, Progress, TrainingDevice, WorkerService } from './worker-service.js'
 */
import { proxy, transfer, wrap } from 'comlink';
import { connectAll } from './exchange.js';
import { failureOf } from './failure.js';

/**
 * @typedef {object} TrainingPlan a new run
 * @property {TrainerOptions} options
 * @property {Model} model where training starts
 * @property {Float32Array} target
 * @property {number} [numEpochs] after which to end; default: never
 *
 * @typedef {object} ResumePlan a run that goes on
 * @property {Uint8Array} checkpoint
 * @property {number} [numEpochs] of the whole run; default: never
 */

export class WorkerTeam {
  #end = () => {};
  #host;
  #workers;
  /** @type {Remote<WorkerService>[]} */
  #services;

  /** @param {TrainingHost} host @param {number} [size] more than one share every batch */
  constructor(host, size = 1) {
    this.#host = host;
    this.#workers = Array.from({ length: size }, () => host.startWorker());
    this.#services = this.#workers.map(({ endpoint }) => wrap(endpoint));
    /** Settles when a worker breaks, or is refused; one that is killed says nothing. @type {Promise<'died' | Failure>} */
    this.death = new Promise((resolve) => {
      for (const worker of this.#workers) worker.onDeath((why) => resolve(why ? failureOf(why) : 'died'));
    });
    /** Settles when it is closed: what was asked of the workers is then never answered. @type {Promise<undefined>} */
    this.end = new Promise((resolve) => { this.#end = () => resolve(undefined); });
  }

  /**
   * @param {TrainingPlan | ResumePlan} plan
   * @param {(progress: Progress) => void} onProgress
   * @param {number} [checkpointEveryMs]
   * @param {TrainingDevice} [device]
   * @returns {Promise<Outcome>}
   */
  async train(plan, onProgress, checkpointEveryMs, device) {
    const module = await this.#host.loadModule(), count = this.#services.length, ports = connectAll(count);
    const outcomes = this.#services.map((service, index) => {
      const share = { index, count }, common = { module, numEpochs: plan.numEpochs, ports: ports[index], checkpointEveryMs, device };
      const job = 'checkpoint' in plan
        ? { ...common, checkpoint: plan.checkpoint, share }
        : { ...common, model: plan.model, target: plan.target, options: { ...plan.options, share } };
      return service.train(transfer(job, ports[index]), index === 0 ? proxy(onProgress) : undefined);
    });
    return Promise.race([outcomes[0], ...outcomes.slice(1).map(untilFailure)]);
  }

  /** @param {Uint8Array} bytes @param {TargetOptions} options @returns {Promise<Float32Array | Failure>} */
  async readTarget(bytes, options) {
    return this.#services[0].readTarget(await this.#host.loadModule(), bytes, options);
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
  askCheckpoint() { void this.#services[0].askCheckpoint(); }
  /** Of those the first one holds. @param {number} count */
  poolSamples(count) { return this.#services[0].poolSamples(count); }

  close() {
    this.#end();
    for (const worker of this.#workers) worker.terminate();
  }
}

/**
 * How the run ends is the first worker's to say; another one only where it could not begin, or fails.
 * @param {Promise<Outcome>} outcome
 * @returns {Promise<Outcome>}
 */
async function untilFailure(outcome) {
  const how = await outcome;
  return typeof how === 'object' ? how : new Promise(() => {});
}
