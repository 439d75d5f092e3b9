/**
 * Where one run lies open at a time. To open another one the desk waits until the one before has stopped, was saved and is released, in
 * whatever order and however fast one asks; of several that are asked for meanwhile the newest counts.
 *
 * Fires what the session of the open run fires (web/training/session.js), and
 *   run     when another run lies open
 *   saved   when a run was saved, or could not be
 *   left    when a run was left that could not be saved; detail: its `run`, and comeBack(), which puts it back on the desk
 *
 * @import { RunStore } from '../runs/store.js'
 * @import { TrainingHost } from '../training/page-host.js'
 * @import { Settings } from '../training/parameters.js'
 * @import { SessionOptions } from '../training/session.js'
 * @import { Means, TrainingDevice } from '../training/worker-service.js'
 * @import { TrainingPlan } from '../training/worker-team.js'
 * @import { RunAbout, RunKeeper } from './open-run.js'
 */
import { NcaError } from '../core/error.js';
import { newRunId } from '../runs/store.js';
import { readFacts, readTargetOf } from '../training/checkpoint-file.js';
import { settingsOfCheckpoint } from '../training/checkpoint-settings.js';
import { LossHistory } from '../training/loss-history.js';
import { packCheckpoint, unpackCheckpoint } from '../training/packed-checkpoint.js';
import { numWorkersFor, readSettings } from '../training/parameters.js';
import { TrainingSession } from '../training/session.js';
import { OpenRun } from './open-run.js';
import { goalOfTargets } from './targets/goal.js';

const EVENTS = ['state', 'progress', 'checkpoint', 'best', 'probe', 'moved'];

export class RunDesk extends EventTarget {
  #host;
  #store;
  #options;
  #sessionOptions;
  /** @type {OpenRun | undefined} */
  #run;
  /** Of no run, as long as none lies open. */
  #idle;
  #numWishes = 0;
  /** @type {Promise<unknown>} */
  #turn = Promise.resolve();

  /**
   * @param {object} options
   * @param {TrainingHost} options.host
   * @param {Promise<RunStore>} options.store
   * @param {RunKeeper['thumbnailOf']} options.thumbnailOf
   * @param {RunKeeper['onTrouble']} options.onTrouble
   * @param {number} [options.numCores]
   * @param {SessionOptions} [options.sessionOptions]
   */
  constructor({ host, store, thumbnailOf, onTrouble, numCores = 1, sessionOptions }) {
    super();
    this.#host = host;
    this.#store = store;
    this.#options = { thumbnailOf, onTrouble, numCores };
    this.#sessionOptions = sessionOptions;
    this.#idle = new TrainingSession(host, sessionOptions);
  }

  get run() {
    return this.#run;
  }

  get session() {
    return this.#run?.session ?? this.#idle;
  }

  /**
   * A new run. Settles when it has begun, or another one was asked for.
   * @param {RunAbout} about
   * @param {TrainingPlan} plan
   * @param {Partial<Means> & { history?: LossHistory }} [options] history: a curve that it continues
   */
  begin(about, plan, options) {
    return this.#inTurn(async () => {
      const run = await this.#open({ ...about, id: newRunId() });
      if (!run) return;
      await (await this.#store).claim(run.id).catch(() => false); // a storage that fails is told of when the run is saved
      void run.session.start(plan, options);
    });
  }

  /**
   * Go on with a run that was kept, on the processor to the same bits as if it had never stopped.
   * @param {string} id
   * @param {TrainingDevice} [device]
   * @returns {Promise<OpenRun | undefined>} undefined: another one was asked for meanwhile, or it lies open and trains
   * @throws {NcaError} RUN_ELSEWHERE, RUN_MISSING, RUN_DAMAGED, STORAGE_FAILED; the run that lies open trains on
   */
  resume(id, device) {
    return this.#inTurn(async () => {
      if (this.#run?.id === id) {
        if (this.session.isActive) return undefined;
        await this.#run.end();
      }
      const store = await this.#store;
      if (!(await store.claim(id))) throw new NcaError('RUN_ELSEWHERE');
      try {
        const kept = await store.load(id), { name, recipeName, checkpoint } = kept;
        const { goalNames } = readFacts(checkpoint); // refused here, if the disk gave back something else
        const settings = settingsOf(kept.settings) ?? settingsOfCheckpoint(checkpoint);
        const goal = kept.goal ?? goalOfTargets(kept.target, { ...kept.targetSize, premultiplied: settings.rule === 'distill' }, goalNames.length > 0 ? goalNames : [name]);
        const run = await this.#open({ id, name, recipeName, settings, goal });
        if (run) this.#goOnFrom(run, checkpoint, LossHistory.fromKept(kept.losses, kept.course), device);
        else await store.release(id);
        return run;
      } catch (error) {
        await store.release(id);
        throw error;
      }
    });
  }

  /**
   * Go on with a run from a file, as a run of its own: on the processor to the same bits wherever it came from.
   * @param {Uint8Array} file a checkpoint
   * @param {string} name for people
   * @param {TrainingDevice} [device]
   * @returns {Promise<OpenRun | undefined>} undefined: another one was asked for meanwhile
   * @throws {NcaError} where it is no checkpoint, or damaged; the run that lies open trains on
   */
  open(file, name, device) {
    return this.#inTurn(async () => {
      const checkpoint = packCheckpoint(unpackCheckpoint(file)), facts = readFacts(checkpoint), settings = settingsOfCheckpoint(checkpoint);
      const goal = goalOfTargets(readTargetOf(checkpoint), { ...facts, premultiplied: settings.rule === 'distill' }, facts.goalNames.length > 0 ? facts.goalNames : [name]);
      const run = await this.#open({ id: newRunId(), name, recipeName: '', settings, goal });
      if (run) this.#goOnFrom(run, checkpoint, new LossHistory(), device);
      return run;
    });
  }

  /** The open run goes on from its newest checkpoint. @throws {NcaError} RUN_ELSEWHERE, RUN_WENT_ON @param {Settings} wanted @param {Partial<Means>} means */
  goOn(wanted, means) {
    const run = this.#run;
    return this.#inTurn(async () => { if (run === this.#run) await run?.goOn(wanted, means); });
  }

  /** The open run goes back to its best checkpoint. @throws {NcaError} RUN_ELSEWHERE, RUN_WENT_ON */
  stepBack() {
    const run = this.#run;
    return this.#inTurn(async () => { if (run === this.#run) await run?.stepBack(); });
  }

  /** And to where it was before that. */
  stepForth() {
    const run = this.#run;
    return this.#inTurn(async () => { if (run === this.#run) await run?.stepForth(); });
  }

  /**
   * A kept run is kept no longer; if it lies open, what it has learnt stays there.
   * @param {string} id
   * @returns {ReturnType<RunStore['remove']>} puts it back
   * @throws {NcaError} RUN_ELSEWHERE, STORAGE_FAILED
   */
  async remove(id) {
    if (this.#run?.id === id) await this.#run.save();
    return (await this.#store).remove(id);
  }

  /**
   * One after the other.
   * @template T
   * @param {() => Promise<T>} act
   * @returns {Promise<T | undefined>} undefined: a newer wish took its place
   */
  #inTurn(act) {
    const wish = ++this.#numWishes, turn = this.#turn.then(() => (wish === this.#numWishes ? act() : undefined));
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** @param {OpenRun} run @param {Uint8Array} checkpoint @param {LossHistory} history @param {TrainingDevice} [device] */
  #goOnFrom(run, checkpoint, history, device) {
    const { batch, numEpochsPlanned } = readFacts(checkpoint), numWorkers = numWorkersFor({ ...run.settings, batch }, this.#options.numCores);
    void run.session.start({ checkpoint, numEpochs: numEpochsPlanned || undefined }, { history, numWorkers, device });
  }

  /** @param {RunAbout & { id: string }} about @returns {Promise<OpenRun | undefined>} undefined: the one before stays, for it could not be saved */
  async #open(about) {
    const store = await this.#store, { thumbnailOf, onTrouble } = this.#options;
    if (!(await this.#leave(about.id))) return undefined;
    const session = new TrainingSession(this.#host, this.#sessionOptions);
    const run = new OpenRun({ ...about, session }, { store, thumbnailOf, onTrouble, onSaved: () => this.dispatchEvent(new Event('saved')) });
    for (const name of EVENTS) session.addEventListener(name, () => { if (this.#run === run) this.dispatchEvent(new Event(name)); });
    this.#lay(run);
    return run;
  }

  /** @param {OpenRun} run */
  #lay(run) {
    this.#run = run;
    this.dispatchEvent(new Event('run'));
  }

  /**
   * What lies open makes room.
   * @param {string} next id
   * @param {{ isSure?: boolean }} [options] isSure: whether it could be saved or not
   * @returns {Promise<boolean>} false: it stays, for it could not be saved
   */
  async #leave(next, { isSure = false } = {}) {
    const run = this.#run;
    if (run && run.id !== next) {
      if (!(await run.end()) && !isSure) {
        this.#options.onTrouble(new NcaError('RUN_NOT_SAVED'));
        return false;
      }
      if (!run.isSaved) {
        run.session.close(); // and not more: it may be wanted back
        const comeBack = () => this.#inTurn(async () => { if (await this.#leave(run.id, { isSure: true })) this.#lay(run); });
        this.dispatchEvent(new CustomEvent('left', { detail: { run, comeBack } }));
        return true;
      }
    }
    run?.session.dispose();
    return true;
  }
}

/** As they were kept; undefined: an older or newer page kept them. @param {Record<string, unknown>} settings @returns {Settings | undefined} */
function settingsOf(settings) {
  try {
    return readSettings(settings);
  } catch (error) {
    if (error instanceof NcaError) return undefined;
    throw error;
  }
}
