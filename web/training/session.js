/**
 * A training run as the page sees it: workers of its own, the newest weights, the losses so far, and a state.
 * Whatever becomes of the workers, the newest weights stay.
 *
 * Fires `state` when the state changes and `progress` when there are new weights.
 *
 * @import { Model } from '../core/types.js'
 * @import { Outcome, Progress } from './worker-service.js'
 * @import { TrainingPlan } from './worker-team.js'
 */
import { LossHistory } from './loss-history.js';
import { WorkerTeam } from './worker-team.js';

/** Ask this often whether the worker is there, and give it this long to answer: slices last milliseconds. */
const PING_EVERY_MS = 2000;
const PING_PATIENCE_MS = 10_000;

/** @typedef {'idle' | 'loading' | 'running' | 'paused' | 'stopped' | 'not-finite' | 'died'} TrainingState */

export class TrainingSession extends EventTarget {
  /** @type {TrainingState} */
  #state = 'idle';
  /** @type {WorkerTeam | undefined} */
  #team;
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
   * @param {{ keepHistory?: boolean, numWorkers?: number }} [options] keepHistory: whether the curve goes on or begins anew
   */
  async start(plan, { keepHistory = false, numWorkers = 1 } = {}) {
    this.#closeTeam();
    if (!keepHistory) this.history = new LossHistory(plan.model.epochs);
    this.model = plan.model;
    this.#setState('loading');
    const team = (this.#team = new WorkerTeam(numWorkers));
    const isCurrent = () => this.#team === team;
    void this.#watch(team);
    try {
      const outcome = await Promise.race([team.train(plan, (progress) => isCurrent() && this.#progressed(plan.model, progress)), team.death]);
      if (isCurrent()) this.#ended(outcome);
    } catch (error) {
      console.error(error);
      if (isCurrent()) this.#ended('died');
    }
  }

  pause() {
    if (this.#state !== 'running') return;
    this.#team?.pause();
    this.epochsPerSecond = 0;
    this.#setState('paused');
  }

  resume() {
    if (this.#state !== 'paused') return;
    this.#team?.resume();
    this.#setState('running');
  }

  /** Ends with the weights as they are; `state` tells when. */
  stop() {
    if (this.#state === 'loading') this.#ended('stopped');
    else if (this.isActive) this.#team?.stop();
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
    this.#closeTeam();
    this.epochsPerSecond = 0;
    this.#setState(outcome === 'finished' ? 'stopped' : outcome);
  }

  /** A worker that is killed says nothing: it is asked. @param {WorkerTeam} team */
  async #watch(team) {
    while (this.#team === team) {
      const answer = await Promise.race([team.ping(), delay(PING_PATIENCE_MS)]);
      if (this.#team !== team) return;
      if (!answer) return this.#ended('died');
      await delay(PING_EVERY_MS);
    }
  }

  #closeTeam() {
    this.#team?.close();
    this.#team = undefined;
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
