/**
 * A training run as the page sees it: a worker of its own, the newest weights, the losses so far, and a state.
 * Whatever becomes of the worker, the newest weights stay.
 *
 * Fires `state` when the state changes and `progress` when there are new weights.
 *
 * @import { Model } from '../core/types.js'
 * @import { Outcome, Progress } from './worker-service.js'
 * @import { TrainingPlan, WorkerHandle } from './worker-handle.js'
 */
import { LossHistory } from './loss-history.js';
import { openWorker } from './worker-handle.js';

/** Ask this often whether the worker is there, and give it this long to answer: slices last milliseconds. */
const PING_EVERY_MS = 2000;
const PING_PATIENCE_MS = 10_000;

/** @typedef {'idle' | 'loading' | 'running' | 'paused' | 'stopped' | 'not-finite' | 'died'} TrainingState */

export class TrainingSession extends EventTarget {
  /** @type {TrainingState} */
  #state = 'idle';
  /** @type {WorkerHandle | undefined} */
  #worker;
  /** Weights as they are now. @type {Model | undefined} */
  model;
  history = new LossHistory();
  epochsPerSecond = 0;

  get state() {
    return this.#state;
  }

  get isActive() {
    return this.#state === 'loading' || this.#state === 'running' || this.#state === 'paused';
  }

  /**
   * Begin a run; one that is under way ends.
   * @param {TrainingPlan} plan
   * @param {{ keepHistory?: boolean }} [options] whether the curve goes on or begins anew
   */
  async start(plan, { keepHistory = false } = {}) {
    this.#closeWorker();
    if (!keepHistory) this.history = new LossHistory(plan.model.epochs);
    this.model = plan.model;
    this.#setState('loading');
    const worker = (this.#worker = openWorker());
    const isCurrent = () => this.#worker === worker;
    this.#watch(worker);
    try {
      const outcome = await Promise.race([worker.train(plan, (progress) => isCurrent() && this.#progressed(plan.model, progress)), worker.death]);
      if (isCurrent()) this.#ended(outcome);
    } catch (error) {
      console.error(error);
      if (isCurrent()) this.#ended('died');
    }
  }

  pause() {
    if (this.#state !== 'running') return;
    this.#worker?.service.pause();
    this.epochsPerSecond = 0;
    this.#setState('paused');
  }

  resume() {
    if (this.#state !== 'paused') return;
    this.#worker?.service.resume();
    this.#setState('running');
  }

  /** Ends with the weights as they are; `state` tells when. */
  stop() {
    if (this.#state === 'loading') this.#ended('stopped');
    else if (this.isActive) this.#worker?.service.stop();
  }

  /** @param {Model} start @param {Progress} progress */
  #progressed(start, { numEpochs, losses, epochsPerSecond, params }) {
    this.model = { ...start, params, epochs: start.epochs + numEpochs };
    this.history.add(losses);
    if (this.#state === 'loading') this.#setState('running');
    this.epochsPerSecond = this.#state === 'running' ? epochsPerSecond : 0;
    this.dispatchEvent(new Event('progress'));
  }

  /** @param {Outcome | 'died'} outcome */
  #ended(outcome) {
    this.#closeWorker();
    this.epochsPerSecond = 0;
    this.#setState(outcome === 'finished' ? 'stopped' : outcome);
  }

  /** A worker that is killed says nothing: it is asked. @param {WorkerHandle} worker */
  async #watch(worker) {
    while (this.#worker === worker) {
      const answer = await Promise.race([worker.service.ping(), delay(PING_PATIENCE_MS)]);
      if (this.#worker !== worker) return;
      if (!answer) return this.#ended('died');
      await delay(PING_EVERY_MS);
    }
  }

  #closeWorker() {
    this.#worker?.close();
    this.#worker = undefined;
  }

  /** @param {TrainingState} state */
  #setState(state) {
    this.#state = state;
    this.dispatchEvent(new Event('state'));
  }
}

/** @param {number} ms @returns {Promise<undefined>} */
function delay(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
