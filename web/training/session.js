/**
 * A training run as the page sees it: workers of its own, the newest weights, the losses so far, checkpoints, and a state.
 * Whatever becomes of the workers, the newest weights stay, and so do the newest checkpoint and the best.
 *
 * Fires
 *   state       when the state changes
 *   progress    when there are new weights, some ten times a second
 *   checkpoint  when there is a new `latest`
 *   best        when `best` changes
 *   probe       when there is more in `probe`
 *   moved       when a run that the graphics card could not go on with goes on on the processor
 *
 * @import { Model } from '../core/types.js'
 * @import { RunChanges } from './checkpoint-file.js'
 * @import { Failure } from './failure.js'
 * @import { ProbeReport, ProbeTrials } from './health.js'
 * @import { TrainingHost } from './page-host.js'
 * @import { PoolSamples } from './pool-samples.js'
 * @import { Outcome, Progress, SavedRun, TrainingDevice } from './worker-service.js'
 * @import { ResumePlan, TrainingPlan } from './worker-team.js'
 */
import { NcaError } from '../core/error.js';
import { changeRun, readFacts } from './checkpoint-file.js';
import { Checkpoint } from './checkpoint.js';
import { failureOf } from './failure.js';
import { HealthWatch } from './health-watch.js';
import { LossHistory } from './loss-history.js';
import { WorkerTeam } from './worker-team.js';

/** Pool samples are copied and drawn between two epochs: not more often than this. */
const SAMPLES_EVERY_MS = 1000;
/** Pings that may go unanswered before workers count as dead; more of them while they load. */
const MISSED = 2, MISSED_LOADING = 6;
/** From one step back to the next: another seed, so that a run does not run into the same wall again. */
const SEED_STRIDE = 0x9e3779b9;

/**
 * @typedef {'idle' | 'loading' | 'running' | 'paused' | 'stopped' | 'not-finite' | 'died' | 'refused'} TrainingState refused: it could not
 *   begin, and `failure` says why
 *
 * @typedef {object} SessionOptions
 * @property {number} [checkpointEveryMs] with the time that keeping one takes at most five seconds are lost; Infinity: only at a pause, at the end, and when asked
 * @property {number} [probeEveryMs] Infinity: never
 * @property {ProbeTrials} [probeTrials] what a probe tries
 * @property {number} [pingEveryMs] ask this often whether the workers are there
 * @property {number} [pingPatienceMs] and give them some times this long to answer: slices last milliseconds
 *
 * @typedef {object} StartOptions
 * @property {LossHistory} [history] the losses so far: of a run that goes on, or of one whose curve a new run continues
 * @property {number} [numWorkers] on the processor
 * @property {TrainingDevice} [device] default: the processor
 *
 * @typedef {object} HealthReport
 * @property {number} numEpochs of the run, when the weights were probed
 * @property {number} epochs of the weights
 * @property {ProbeReport} report
 * @property {boolean} isComplete
 */

export class TrainingSession extends EventTarget {
  /** @type {TrainingState} */
  #state = 'idle';
  /** @type {WorkerTeam | undefined} */
  #team;
  #host;
  #options;
  #health;
  /** Weights as they are now. @type {Model | undefined} */
  model;
  history = new LossHistory();
  /** What each goal lost last; NaN: nothing yet. */
  goalLosses = /** @type {Float32Array} */ (new Float32Array());
  epochsPerSecond = 0;
  /** Why a run could not begin. @type {Failure | undefined} */
  failure;
  /** Why the graphics card could not go on with it, where it could not. @type {Failure | undefined} */
  movedFor;
  /** The newest probe, complete or not. @type {HealthReport | undefined} */
  probe;
  /** All complete ones of this run. @type {HealthReport[]} */
  probes = [];
  /** @type {Checkpoint | undefined} */
  #latest;
  /** @type {Checkpoint | undefined} */
  #best;
  /** What was the newest before the last step back. @type {Checkpoint | undefined} */
  #left;
  /** Who waits for the next checkpoint. @type {((checkpoint?: Checkpoint) => void)[]} */
  #askers = [];
  /** @type {{ sinceMs: number, answer: Promise<PoolSamples | undefined> } | undefined} */
  #samples;
  /** That the weights had learnt for when the run began. */
  #epochsBefore = 0;
  #numWorkers = 1;
  #device = /** @type {TrainingDevice} */ ('processor');
  #numEpochs = Infinity;
  #numStepsBack = 0;
  /** Whether it has trained at all. */
  #hasBegun = false;
  /** Whether `latest` is where a step back led, and the run is to take another way from there. */
  #isSteppedBack = false;

  /** @param {TrainingHost} host @param {SessionOptions} [options] */
  constructor(host, { checkpointEveryMs = 4000, probeEveryMs = 20_000, probeTrials, pingEveryMs = 2000, pingPatienceMs = 5000 } = {}) {
    super();
    this.#host = host;
    this.#options = { checkpointEveryMs, pingEveryMs, pingPatienceMs };
    this.#health = new HealthWatch(host, { everyMs: probeEveryMs, trials: probeTrials }, (checkpoint, report) => this.#probed(checkpoint, report));
  }

  get state() {
    return this.#state;
  }

  get isActive() {
    return this.#state === 'loading' || this.#state === 'running' || this.#state === 'paused';
  }

  /** What it is trained on. */
  get device() {
    return this.#device;
  }

  /** Epochs of this run, those before it not counted. */
  get numEpochsDone() {
    return this.model ? this.model.epochs - this.#epochsBefore : 0;
  }

  /** After so many it is done; Infinity: it goes on until it is stopped. */
  get numEpochsPlanned() {
    return this.#numEpochs;
  }

  /** Where the run can go on from. */
  get latest() {
    return this.#latest;
  }

  /** The best of all checkpoints of the run: by the probe once there is one, until then by the loss. */
  get best() {
    return this.#best;
  }

  /**
   * Begin a run, or go on with one from a checkpoint; one that is under way ends. Settles when it is over, and never fails: `state` tells.
   * @param {TrainingPlan | ResumePlan} plan
   * @param {StartOptions} [options]
   */
  async start(plan, { history, numWorkers = 1, device = 'processor' } = {}) {
    if ('checkpoint' in plan) {
      let given;
      try {
        const { epochs, numEpochs } = readFacts(plan.checkpoint), known = (history ?? new LossHistory()).copy();
        known.cutTo(numEpochs);
        known.epochsBefore = epochs - known.length;
        given = new Checkpoint(/** @type {Uint8Array<ArrayBuffer>} */ (plan.checkpoint), { numEpochs, history: known }, { isOwn: false });
      } catch (error) {
        this.#begin(numWorkers, device);
        return this.#refuse(error);
      }
      this.#begin(numWorkers, device, plan.numEpochs);
      this.history = given.history.copy();
      this.#keepLatest(given);
      this.#keepBest(given);
      return this.#run(plan);
    }
    this.#begin(numWorkers, device, plan.numEpochs);
    this.history = history?.copy() ?? new LossHistory(plan.model.epochs);
    this.model = plan.model;
    this.#epochsBefore = plan.model.epochs;
    return this.#run(plan);
  }

  /** The epoch that is under way is completed, and saved: `checkpoint` tells when it stands still. */
  pause() {
    if (this.#state !== 'running' && this.#state !== 'loading') return;
    this.#team?.pause();
    this.epochsPerSecond = 0;
    this.#setState('paused');
  }

  resume() {
    if (this.#state !== 'paused') return;
    this.#team?.resume();
    this.#setState('running');
  }

  /** Ends with the weights as they are after the epoch that is under way, and a checkpoint of them; `state` tells when. */
  stop() {
    if (this.#state === 'loading') this.#ended('stopped');
    else if (this.isActive) this.#team?.stop();
  }

  /**
   * Go on from the newest checkpoint of a run that ended, to the same bits as if it had not.
   * @param {RunChanges & { numEpochs?: number, numWorkers?: number, device?: TrainingDevice }} [changes] numEpochs: of the whole run; unless something shall be different from there on
   */
  async goOn({ numEpochs = this.#numEpochs, numWorkers = this.#numWorkers, device = this.#device, ...changes } = {}) {
    const from = this.#latest;
    if (!from || this.isActive) return;
    // Where a step back led, another seed takes another way.
    const seed = this.#isSteppedBack ? (from.facts.seed + SEED_STRIDE * this.#numStepsBack) >>> 0 : undefined;
    const all = seed === undefined ? changes : { seed, ...changes };
    if (Object.keys(all).length > 0) {
      try {
        this.#keepLatest(new Checkpoint(changeRun(from.bytes, all), from));
      } catch (error) {
        return this.#refuse(error);
      }
    }
    this.#isSteppedBack = false;
    this.history = from.history.copy();
    this.model = from.model ?? this.model;
    this.#numEpochs = numEpochs;
    this.#numWorkers = numWorkers;
    this.#device = device;
    return this.#run({ checkpoint: this.#latest?.bytes ?? from.bytes, numEpochs });
  }

  /**
   * Back to the best checkpoint: weights and curve are those of then. A run that is under way goes on from there, with another seed; one
   * that is not, or is paused, stands there, and goOn() goes on.
   * @param {RunChanges} [changes] what shall be different from there on
   */
  async stepBack(changes = {}) {
    if (!this.#best) return;
    const left = this.#latest?.hold();
    this.#left?.release();
    this.#left = left;
    this.#numStepsBack++;
    this.#isSteppedBack = true;
    return this.#standAt(this.#best, changes);
  }

  /** Where it was before the last step back: as if that had not been. */
  async stepForth() {
    const left = this.#left;
    if (!left) return;
    this.#left = undefined;
    this.#isSteppedBack = false;
    const isOver = this.#standAt(left);
    left.release(); // it is the newest again, and held as that
    return isOver;
  }

  /** @param {Checkpoint} checkpoint @param {RunChanges} [changes] */
  async #standAt(checkpoint, changes = {}) {
    const isUnderWay = this.#state === 'running' || this.#state === 'loading';
    this.#closeTeam();
    this.#keepLatest(checkpoint);
    this.history = checkpoint.history.copy();
    this.model = checkpoint.model ?? this.model;
    this.epochsPerSecond = 0;
    if (this.isActive || this.#state === 'not-finite' || this.#state === 'died') this.#setState('stopped');
    this.dispatchEvent(new Event('progress'));
    if (isUnderWay) return this.goOn(changes);
  }

  /** A checkpoint of as soon as possible; of a run that is not running the newest one, if there is any. @returns {Promise<Checkpoint | undefined>} */
  async requestCheckpoint() {
    if (this.#state !== 'running') return this.#latest;
    this.#team?.askCheckpoint();
    return new Promise((resolve) => this.#askers.push(resolve));
  }

  /** Some states of the pool as pictures, at most once a second; undefined where there is no run under way. @returns {Promise<PoolSamples | undefined>} */
  async poolSamples(count = 8) {
    const team = this.#team, nowMs = performance.now();
    if (!team || this.#state === 'loading') return undefined;
    if (this.#samples && nowMs - this.#samples.sinceMs < SAMPLES_EVERY_MS) return this.#samples.answer;
    // A worker that is ended does not answer any more.
    const answer = Promise.race([team.poolSamples(count), team.end.then(() => undefined)]).catch(() => undefined);
    this.#samples = { sinceMs: nowMs, answer };
    return answer;
  }

  /** End everything; what was learnt stays. */
  close() {
    if (this.isActive) this.#ended('stopped');
    this.#health.close();
  }

  /** Give everything back: nobody looks at it any more. */
  dispose() {
    this.close();
    this.#forget();
  }

  /** @param {number} numWorkers @param {TrainingDevice} device @param {number} [numEpochs] */
  #begin(numWorkers, device, numEpochs = Infinity) {
    this.#closeTeam();
    this.#health.close();
    this.#forget();
    this.#numWorkers = numWorkers;
    this.#device = device;
    this.#numEpochs = numEpochs;
    this.#numStepsBack = 0;
    this.#isSteppedBack = false;
  }

  /** The run before, or one that could not begin: nothing of it may be taken for what another one has learnt. */
  #forget() {
    this.#latest?.release();
    this.#best?.release();
    this.#left?.release();
    this.#latest = this.#best = this.#left = this.probe = this.model = undefined;
    this.#hasBegun = false;
    this.goalLosses = new Float32Array();
    this.history = new LossHistory();
    this.probes = [];
  }

  /** @param {TrainingPlan | ResumePlan} plan @returns {Promise<void>} */
  async #run(plan) {
    const begun = { model: this.model, history: this.history.copy() }, isOnGraphics = this.#device === 'graphics';
    this.failure = this.movedFor = undefined;
    this.#setState('loading');
    const team = (this.#team = new WorkerTeam(this.#host, isOnGraphics ? 1 : this.#numWorkers));
    const isCurrent = () => this.#team === team;
    void this.#watch(team);
    try {
      const { checkpointEveryMs } = this.#options;
      const outcome = await Promise.race([team.train(plan, (progress) => { if (isCurrent()) this.#progressed(progress); }, checkpointEveryMs, this.#device), team.death, team.end]);
      if (!outcome || !isCurrent()) return;
      if (isOnGraphics && typeof outcome === 'object' && isOfGraphics(outcome)) return await this.#moveToProcessor(outcome, plan, begun);
      this.#ended(outcome);
    } catch (error) {
      if (!(error instanceof NcaError)) console.error(error);
      if (isCurrent()) this.#ended(error instanceof NcaError ? failureOf(error) : 'died');
    }
  }

  /**
   * The graphics card was taken away, or has no room, or does not know such a rule: from the newest checkpoint on, or from the beginning where there is none yet.
   * @param {Failure} why @param {TrainingPlan | ResumePlan} plan @param {{ model?: Model, history: LossHistory }} begun where it stood when the card took it
   * @returns {Promise<void>}
   */
  async #moveToProcessor(why, plan, begun) {
    const from = this.#latest, isHeld = this.#state === 'paused';
    this.#closeTeam();
    this.#device = 'processor';
    this.history = (from ?? begun).history.copy();
    this.model = from?.model ?? begun.model;
    this.epochsPerSecond = 0;
    const isOver = isHeld && from ? this.#ended('stopped') : this.#run(from ? { checkpoint: from.bytes, numEpochs: this.#numEpochs } : plan);
    this.movedFor = why;
    this.dispatchEvent(new Event('moved'));
    return isOver;
  }

  /** @param {Progress} progress */
  #progressed({ begun, losses, goalLosses, epochsPerSecond, params, numEpochs, checkpoint }) {
    if (begun) {
      this.#hasBegun = true;
      this.model = begun;
      this.#epochsBefore = begun.epochs - numEpochs;
      if (this.#latest && !this.#latest.model && this.#latest.numEpochs === numEpochs) this.#latest.model = begun;
    }
    if (!this.model) return;
    this.history.add(losses);
    this.goalLosses = goalLosses;
    this.model = { ...this.model, params, epochs: this.#epochsBefore + numEpochs };
    if (this.#state === 'loading') this.#setState('running');
    this.epochsPerSecond = this.#state === 'running' ? epochsPerSecond : 0;
    if (!begun) this.dispatchEvent(new Event('progress'));
    if (checkpoint) this.#saved(checkpoint);
  }

  /** @param {SavedRun} saved */
  #saved({ bytes, numEpochs, model }) {
    const history = this.history.copy();
    history.cutTo(model.epochs - history.epochsBefore); // the run has gone on meanwhile
    const checkpoint = new Checkpoint(bytes, { numEpochs, model, history });
    this.#keepLatest(checkpoint);
    if (!this.#best || (this.#best.score === undefined && checkpoint.isBetterThan(this.#best))) this.#keepBest(checkpoint);
    this.dispatchEvent(new Event('checkpoint'));
    for (const resolve of this.#askers.splice(0)) resolve(checkpoint);
    this.#health.look(checkpoint);
  }

  /** @param {Checkpoint} checkpoint @param {ProbeReport} report */
  #probed(checkpoint, report) {
    const isComplete = report.numDone === report.numTrials;
    this.probe = { numEpochs: checkpoint.numEpochs, epochs: checkpoint.epochs, report, isComplete };
    if (isComplete) {
      this.probes.push(this.probe);
      checkpoint.probe = report;
      if (this.#best !== checkpoint && (!this.#best || checkpoint.isBetterThan(this.#best))) this.#keepBest(checkpoint);
    }
    this.dispatchEvent(new Event('probe'));
  }

  /** @param {Checkpoint} checkpoint */
  #keepLatest(checkpoint) {
    const before = this.#latest;
    this.#latest = checkpoint.hold();
    before?.release();
  }

  /** @param {Checkpoint} checkpoint */
  #keepBest(checkpoint) {
    const before = this.#best;
    this.#best = checkpoint.hold();
    before?.release();
    this.dispatchEvent(new Event('best'));
  }

  /** @param {Outcome | 'died'} outcome */
  #ended(outcome) {
    this.#closeTeam();
    this.epochsPerSecond = 0;
    if (typeof outcome === 'object') {
      this.failure = outcome;
      if (!this.#hasBegun) this.#forget();
    }
    this.#setState(typeof outcome === 'object' ? 'refused' : outcome === 'finished' ? 'stopped' : outcome);
    if (this.#latest && !this.#latest.probe && this.#state !== 'refused') this.#health.look(this.#latest, { isLast: true });
  }

  /** @param {unknown} error */
  #refuse(error) {
    if (!(error instanceof NcaError)) throw error;
    this.failure = failureOf(error);
    this.epochsPerSecond = 0;
    this.#setState('refused');
  }

  /** A worker that is killed says nothing: it is asked, and asked again. @param {WorkerTeam} team */
  async #watch(team) {
    const { pingEveryMs, pingPatienceMs } = this.#options;
    for (let numMissed = 0; this.#team === team;) {
      const answer = await Promise.race([team.ping(), delay(pingPatienceMs)]);
      if (this.#team !== team) return;
      numMissed = answer ? 0 : numMissed + 1;
      if (numMissed >= (this.#state === 'loading' ? MISSED_LOADING : MISSED)) return this.#ended('died');
      if (answer) await delay(pingEveryMs);
    }
  }

  #closeTeam() {
    this.#team?.close();
    this.#team = this.#samples = undefined;
    for (const resolve of this.#askers.splice(0)) resolve(undefined);
  }

  /** @param {TrainingState} state */
  #setState(state) {
    this.#state = state;
    this.dispatchEvent(new Event('state'));
  }
}

/** Whether another device could do better. @param {Failure} failure */
const isOfGraphics = ({ code }) => code.startsWith('GPU_') || code === 'NO_WEBGPU';

/** @param {number} ms @returns {Promise<undefined>} */
function delay(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
