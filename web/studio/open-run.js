/**
 * The run that lies open, in one value: what it shall grow and how, the session that trains it, and its place among the kept runs, which
 * this tab has to itself while it trains. It saves itself as it goes.
 *
 * @import { Model } from '../core/types.js'
 * @import { KeptGoal, RunState, Thumbnail } from '../runs/record.js'
 * @import { RunStore } from '../runs/store.js'
 * @import { Checkpoint } from '../training/checkpoint.js'
 * @import { Settings } from '../training/parameters.js'
 * @import { TrainingSession, TrainingState } from '../training/session.js'
 * @import { Means } from '../training/worker-service.js'
 */
import { NcaError } from '../core/error.js';
import { readTargetOf } from '../training/checkpoint-file.js';
import { stateCuts } from '../training/packed-checkpoint.js';
import { anotherRound, changesOf, fixedOf } from '../training/parameters.js';

const CURVE_POINTS = 60;

/**
 * @typedef {object} RunAbout
 * @property {string} name for people
 * @property {string} recipeName
 * @property {Settings} settings
 * @property {KeptGoal} goal
 *
 * @typedef {object} RunKeeper what all runs have in common
 * @property {RunStore} store
 * @property {(model: Model) => Promise<Thumbnail | undefined>} thumbnailOf
 * @property {(error: unknown) => void} onTrouble hears once in a run that it could not be saved; training goes on
 * @property {() => void} onSaved hears when the newest checkpoint has been saved, or could not be
 */

export class OpenRun {
  #keeper;
  /** @type {Promise<void> | undefined} */
  #saving;
  /** Settles when it was saved and released after it had stopped. */
  #over = Promise.resolve();
  /** Whether the newest checkpoint is to be saved after the one that is being saved. */
  #isDue = false;
  /** What was saved last. @type {{ checkpoint: Checkpoint, state: RunState } | undefined} */
  #saved;
  #hasFailed = false;

  /** @param {RunAbout & { id: string, session: TrainingSession }} about @param {RunKeeper} keeper */
  constructor({ id, name, recipeName, settings, goal, session }, keeper) {
    this.id = id;
    this.name = name;
    this.recipeName = recipeName;
    /** As they are now: some may change while it goes on. */
    this.settings = settings;
    this.goal = goal;
    this.session = session;
    this.#keeper = keeper;
    session.addEventListener('checkpoint', () => void this.save({ isDue: session.state !== 'running' })); // a run that pauses may be closed next
    session.addEventListener('state', () => {
      if (!session.isActive) this.#over = this.#settle();
    });
  }

  /** Whether all that it has learnt is kept. */
  get isSaved() {
    return !this.#hasFailed;
  }

  get isSaving() {
    return this.#saving !== undefined;
  }

  /** The weights that it has come to; undefined: it has learnt nothing that could be used. */
  get result() {
    const { model } = this.session;
    return model && model.epochs > 0 ? model : undefined;
  }

  /**
   * On from the newest checkpoint; one that was done learns for as long again.
   * @param {Settings} wanted what is fixed once a run has begun stays as it is
   * @param {Partial<Means>} means
   * @throws {NcaError} RUN_ELSEWHERE, RUN_WENT_ON
   */
  async goOn(wanted, means) {
    const { session, settings: before } = this, { numEpochsDone, numEpochsPlanned } = session;
    await this.#over;
    if (session.isActive) return;
    await this.#claim();
    const isDone = numEpochsDone >= numEpochsPlanned, after = isDone ? anotherRound(wanted, numEpochsDone) : wanted, fixed = fixedOf(before);
    this.settings = { ...wanted, ...fixed };
    const numEpochs = isDone || wanted.numEpochs !== before.numEpochs ? after.numEpochs || Infinity : numEpochsPlanned;
    void session.goOn({ ...changesOf(before, { ...after, ...fixed }), numEpochs, ...means });
  }

  /** Back to the best checkpoint. @throws {NcaError} RUN_ELSEWHERE, RUN_WENT_ON */
  async stepBack() {
    await this.#toMove();
    void this.session.stepBack();
  }

  /** And to where it was before that. @throws {NcaError} RUN_ELSEWHERE, RUN_WENT_ON */
  async stepForth() {
    await this.#toMove();
    void this.session.stepForth();
  }

  async #toMove() {
    await this.#over;
    if (!this.session.isActive) await this.#claim();
  }

  /** One that has stopped was free for other tabs: what one of them has come to since then is not to be lost. */
  async #claim() {
    const { store } = this.#keeper;
    if (!(await store.claim(this.id))) throw new NcaError('RUN_ELSEWHERE');
    if (!(await store.hasGoneOn(this.id).catch(() => false))) return; // a storage that fails is told of when the run is saved
    await store.release(this.id);
    throw new NcaError('RUN_WENT_ON');
  }

  /** Stop, save, release, in this order. @returns {Promise<boolean>} false: it could not be saved, and the visitor hears of it now */
  async end() {
    const { session } = this, hadFailed = this.#hasFailed;
    const isOver = new Promise((resolve) => {
      const look = () => { if (!session.isActive) resolve(undefined); };
      session.addEventListener('state', look);
      look();
    });
    session.stop();
    await isOver;
    await this.#settle();
    return hadFailed || !this.#hasFailed;
  }

  /** Save the newest checkpoint. @param {{ isDue?: boolean }} [options] isDue: even where one is being saved: on a slow disk the others are left out */
  save({ isDue = false } = {}) {
    this.#isDue ||= isDue;
    this.#saving ??= this.#saveAll();
    return this.#saving;
  }

  async #saveAll() {
    do {
      this.#isDue = false;
      await this.#saveOne();
    } while (this.#isDue);
    this.#saving = undefined;
    this.#keeper.onSaved();
  }

  async #settle() {
    await this.save({ isDue: true });
    if (!this.session.isActive) await this.#keeper.store.release(this.id).catch(this.#keeper.onTrouble);
  }

  async #saveOne() {
    const { latest } = this.session, state = stateOf(this.session.state);
    if (!latest || latest.bytes.length === 0 || (this.#saved?.checkpoint === latest && this.#saved.state === state)) return;
    latest.hold();
    try {
      const { id, name, recipeName, settings, goal } = this, { height, width, padding } = latest.facts, { store, thumbnailOf } = this.#keeper;
      await store.save({
        id, name, recipeName, settings, goal, state, epochs: latest.epochs, loss: latest.meanLoss, thumbnail: latest.model && await thumbnailOf(latest.model),
        curve: thinned(latest.history.losses), checkpoint: latest.bytes, ...latest.history.toKept(), target: readTargetOf(latest.bytes), targetSize: { height, width, padding },
      }, stateCuts(latest.bytes));
      this.#saved = { checkpoint: latest, state };
      this.#hasFailed = false;
    } catch (error) {
      if (!this.#hasFailed) this.#keeper.onTrouble(error);
      this.#hasFailed = true; // the next checkpoint is tried again
    } finally {
      latest.release();
    }
  }
}

/** @param {TrainingState} state @returns {RunState} */
function stateOf(state) {
  return state === 'running' || state === 'loading' ? 'running' : state === 'paused' ? 'paused' : 'stopped';
}

/** Few enough for a small picture; each stands for a part of them. @param {ArrayLike<number>} losses */
function thinned(losses) {
  const count = Math.min(losses.length, CURVE_POINTS);
  return Float32Array.from({ length: count }, (_, i) => {
    const from = Math.floor((i * losses.length) / count), to = Math.max(from + 1, Math.floor(((i + 1) * losses.length) / count));
    let sum = 0;
    for (let at = from; at < to; at++) sum += losses[at];
    return sum / (to - from);
  });
}
