/**
 * The studio: what shall grow, how it shall learn, the run that lies open, and what becomes of it. The desk (run-desk.js) has the run.
 *
 * @import { Model } from '../core/types.js'
 * @import { Core } from '../core/nca.js'
 * @import { LibraryEntry } from '../library/entry.js'
 * @import { Failure } from '../training/failure.js'
 * @import { LossHistory } from '../training/loss-history.js'
 * @import { TrainingSession } from '../training/session.js'
 * @import { OpenRun } from './open-run.js'
 * @import { Goal } from './targets/goal.js'
 */
import '../styles/studio.css';
import snowflakeUrl from '../../assets/targets/snowflake.png?url';
import { NcaError } from '../core/error.js';
import { fetchAllowed } from '../core/refusal.js';
import { createCore, createWholeCore } from '../core/shared.js';
import { byId, make, makeButton, setDisabled, setHidden, setText } from '../page/dom.js';
import { fetchPart } from '../page/fetch-part.js';
import { tell, tellError, tellIfOutdated, tellUndoable } from '../page/messages.js';
import { openRuns } from '../runs/store.js';
import { sentenceOf } from '../text/sentence-of.js';
import { text } from '../text/text.js';
import { pageHost } from '../training/page-host.js';
import { readFacts } from '../training/checkpoint-file.js';
import { planOf } from '../training/parameters.js';
import { presetNamed, presets } from '../training/presets.js';
import { KeptRuns } from './kept-runs.js';
import { RecipeChooser } from './recipe-chooser.js';
import { ResultBar } from './result-bar.js';
import { RunDesk } from './run-desk.js';
import { RunView } from './run-view.js';
import { goalsIn, isSameGoal, nameOfGoal, targetsOf } from './targets/goal.js';
import { openPicture } from './targets/open-picture.js';
import { TargetMaker } from './targets/target-maker.js';
import { thumbnailOf } from './thumbnail.js';

/** Of a run that teaches several pictures. */
const MAX_NAME_LETTERS = 60;
/** What tells how far a run is. */
const FOLLOWED = ['run', 'state', 'progress'];

export class Studio {
  #store = openRuns({ onProblem: (problem) => tell(sentenceOf(problem)) });
  #desk = new RunDesk({
    host: pageHost, store: this.#store, onTrouble: tellError, numCores: navigator.hardwareConcurrency, thumbnailOf: async (model) => thumbnailOf(await createCore(), model),
  });
  #chooser;
  #kept;
  #maker;
  /** What the next run shall grow. @type {Goal | undefined} */
  #goal;
  /** Whether it was said in this run that another goal counts from the next one. */
  #toldOfNewGoal = false;
  #buttons = {
    start: makeButton(text.training.start, () => void this.#start().catch(tellError), 'primary'),
    goOn: makeButton(text.training.goOn, () => void this.#goOn().catch(tellError)),
    resume: makeButton('', () => void this.#kept.goOnWithNewest().catch(tellError)),
    pause: makeButton(text.training.pause, () => (this.#desk.session.state === 'paused' ? this.#desk.session.resume() : this.#desk.session.pause())),
    stop: makeButton(text.training.stop, () => this.#desk.session.stop()),
    back: makeButton(text.training.back(0), () => void this.#stepBack().catch(tellError)),
  };

  /** @param {{ adopt: (model: Model, goal: Goal) => Promise<void> }} page adopt: grow these weights on the stage */
  constructor({ adopt }) {
    const { maker, recipe, learning, kept } = this.#build(), desk = this.#desk;
    this.#chooser = new RecipeChooser({ root: recipe, onChange: () => void this.#settingsChanged(), openRun: (file) => this.#openRun(file).catch(tellError) });
    const view = new RunView(desk, learning);
    new ResultBar({ root: learning, desk, adopt });
    learning.append(view.more);
    this.#kept = new KeptRuns({ root: kept, desk, store: this.#store, goOn: (id) => this.resume(id), onList: () => this.#showButtons() });
    for (const event of ['run', 'state', 'progress', 'best', 'checkpoint']) desk.addEventListener(event, () => this.#showButtons());
    desk.addEventListener('state', () => {
      const state = desk.run?.session.state;
      if (state === 'died' || state === 'refused') void tellIfOutdated(); // its worker may be one of an older page
    });
    desk.addEventListener('progress', () => { if (desk.run) this.#chooser.deviceChoice.watch(desk.session, desk.run.settings); });
    desk.addEventListener('moved', () => { if (desk.session.movedFor) tell(whyMoved(desk.session.movedFor), { isPassing: false }); });
    desk.addEventListener('left', (event) => {
      const { run, comeBack } = /** @type {CustomEvent<{ run: OpenRun, comeBack: () => Promise<void> }>} */ (event).detail;
      tellUndoable(text.runs.left(run.name), comeBack);
    });
    this.#maker = fetchPart(createWholeCore).then((core) => this.#makeTargets(core, maker));
    this.#maker.catch(tellError);
    this.#showButtons();
  }

  /** Settles when all of it stands there. */
  get ready() {
    return this.#maker.then(() => {}, () => {}); // why not was told
  }

  /** Make a picture the goal of the next run. @param {File} file */
  async choosePicture(file) {
    await (await this.#maker).usePicture(file);
  }

  /**
   * Learn to grow an emoji or a short text in the quickest way: a new run.
   * @param {string} content
   * @param {(share: number) => void} onProgress
   * @returns {Promise<{ model?: Model, goal?: Goal, trouble?: string }>} no model: it cannot be grown, or was stopped before it had learnt anything
   */
  async learnText(content, onProgress) {
    const [{ name, settings }] = presets, maker = await this.#maker, desk = this.#desk;
    this.#chooser.show(name, settings);
    this.#toldOfNewGoal = true; // it begins at once
    const trouble = maker.useText(content);
    if (trouble) return { trouble };
    await this.#start({ isFromScratch: true });
    const { run } = desk;
    return new Promise((resolve) => {
      const follow = () => {
        const { session } = desk, { state } = session;
        if (desk.run === run && (state === 'idle' || session.isActive)) return onProgress(session.numEpochsDone / session.numEpochsPlanned);
        for (const event of FOLLOWED) desk.removeEventListener(event, follow);
        resolve(desk.run === run ? { model: run?.result, goal: run?.goal } : {});
      };
      for (const event of FOLLOWED) desk.addEventListener(event, follow);
      follow();
    });
  }

  /** Go on with the run that a model came from, where it is kept; otherwise the next run begins with its weights. @param {LibraryEntry} entry */
  async trainOn(entry) {
    const model = await entry.load(createWholeCore()), name = nameOfRun(model.target), runs = await (await this.#store).list();
    const run = runs.find((each) => each.name === name);
    if (run) await this.resume(run.id);
    else await this.#chooser.beginWith(entry.id);
  }

  /** Settles when no run trains. */
  async untilIdle() {
    const desk = this.#desk;
    while (['loading', 'running'].includes(desk.session.state)) await new Promise((resolve) => { desk.addEventListener('state', resolve, { once: true }); });
  }

  /** Settles when the run that trains has stopped for now, and all that it has learnt is kept: the page may be left. */
  async standStill() {
    const { run, session } = this.#desk;
    if (!run || !['loading', 'running'].includes(session.state)) return;
    const stands = new Promise((resolve) => { session.addEventListener('checkpoint', resolve, { once: true }); });
    session.pause();
    await stands;
    await run.save({ isDue: true });
    await (await this.#store).release(run.id); // the page that comes may look before this one's locks are gone
  }

  #build() {
    const maker = make('div'), recipe = make('section', 'recipe'), learning = make('section', 'learning'), row = make('div', 'row'), kept = make('section', 'kept-runs');
    kept.id = 'kept-runs';
    kept.hidden = true; // until there is one
    for (const [name, button] of Object.entries(this.#buttons)) button.id = `train-${name === 'goOn' ? 'continue' : name}`;
    row.append(...Object.values(this.#buttons));
    learning.append(make('h3', '', text.studio.heading), row);
    byId('trainer').append(maker, recipe, learning, kept); // the list last: it comes and grows, and shall move nothing
    return { maker, recipe, learning, kept };
  }

  /** @param {Core} core @param {HTMLElement} root */
  async #makeTargets(core, root) {
    const maker = new TargetMaker({ root, core, grid: () => this.#grid, onChange: (goal) => this.#useGoal(goal) });
    try {
      const snowflake = await openPicture(await (await fetchAllowed(snowflakeUrl)).blob());
      maker.show({ name: text.models.snowflake, ...snowflake }, { opensTab: false });
    } catch (error) {
      tellError(error); // others can still be made
    }
    return maker;
  }

  /** @param {Goal | undefined} goal */
  #useGoal(goal) {
    const { run, session } = this.#desk;
    if (session.isActive && run && goal && !this.#toldOfNewGoal && !isSameGoal(goal, run.goal)) {
      this.#toldOfNewGoal = true;
      tell(text.training.goalWhileTraining);
    }
    this.#goal = goal;
    this.#showButtons();
  }

  async #settingsChanged() {
    if (this.#chooser?.validSettings) (await this.#maker)?.refresh(); // another grid shows the goal otherwise
    this.#showButtons();
  }

  /** The cells that shall grow it. */
  get #grid() {
    const { side, padding, rule, match } = this.#chooser.validSettings ?? presetNamed(this.#chooser.presetName).settings;
    return { height: side, width: side, padding, premultiplied: rule === 'distill', isTexture: match === 'texture' };
  }

  /** A new run. @param {{ start?: Model, history?: LossHistory, isFromScratch?: boolean }} [options] history: a curve that it continues */
  async #start({ start, history, isFromScratch = false } = {}) {
    const goal = this.#goal, core = await createWholeCore();
    await this.#chooser.ready;
    if (!goal) return;
    const { settings, presetName: recipeName, means } = this.#chooser, goals = goalsIn(goal), goalNames = goals.map(nameOfGoal);
    const target = targetsOf(core, goal, this.#grid), name = nameOfRun(goals.length > 1 ? goalNames.join(', ').slice(0, MAX_NAME_LETTERS) : goal.name);
    const plan = planOf(core, settings, { target, targetName: goal.name, goalNames: goals.length > 1 ? goalNames : [], name, start: isFromScratch ? undefined : start ?? this.#chooser.startModel });
    this.#toldOfNewGoal = false;
    void navigator.storage?.persist?.().catch(() => false); // browsers without it, or that say no, keep runs all the same, as long as there is room
    await this.#desk.begin({ name, recipeName, settings, goal }, plan, { history, ...means });
  }

  async #goOn() {
    const { latest, history, model } = this.#desk.session;
    if (latest) await this.#orFromThere(this.#desk.goOn(this.#chooser.settings, this.#chooser.means));
    else await this.#start({ start: model, history }); // it died too early to have saved anything
  }

  async #stepBack() {
    const { run, session: { latest, best } } = this.#desk;
    if (!(await this.#orFromThere(this.#desk.stepBack())) || !latest || !best) return;
    tellUndoable(text.training.steppedBack(latest.epochs, best.epochs), async () => { if (run === this.#desk.run) await this.#desk.stepForth(); });
  }

  /**
   * Where another tab has gone on with the run that lies open, it goes on from there.
   * @param {Promise<void>} work
   * @returns {Promise<boolean>} whether it was done
   */
  async #orFromThere(work) {
    const { run } = this.#desk;
    try {
      await work;
      return true;
    } catch (error) {
      if (!(error instanceof NcaError && error.code === 'RUN_WENT_ON') || !run) throw error;
      await this.resume(run.id);
      tell(sentenceOf(error));
      return false;
    }
  }

  /** Go on with one that was kept. @param {string} id */
  async resume(id) {
    await this.#showRun(await this.#desk.resume(id, await this.#chooser.deviceChoice.known));
  }

  /** Go on with one from a file, which is kept as one of this browser's from then on. @param {File} file */
  async #openRun(file) {
    const bytes = new Uint8Array(await file.arrayBuffer()), { name } = readFacts(bytes);
    await this.#showRun(await this.#desk.open(bytes, name, await this.#chooser.deviceChoice.known));
  }

  /** @param {OpenRun | undefined} run */
  async #showRun(run) {
    if (!run) return;
    this.#toldOfNewGoal = false;
    this.#chooser.show(run.recipeName, run.settings);
    (await this.#maker).showAll(run.goal);
  }

  #showButtons() {
    const { run, session } = this.#desk, { state, isActive, best, latest } = session, { start, goOn, resume, pause, stop, back } = this.#buttons;
    setDisabled(start, !this.#goal || !this.#chooser?.validSettings);
    setText(start, latest ? text.training.again : text.training.start);
    setHidden(goOn, isActive || !run?.result || (!latest && state !== 'died'));
    const newest = state === 'idle' ? this.#kept?.newest : undefined;
    setHidden(resume, !newest);
    if (newest) setText(resume, text.runs.goOnWith(newest.name, newest.epochs));
    for (const button of [pause, stop]) setHidden(button, !isActive);
    setHidden(start, isActive); // after those: who pressed it stands on the first of them then
    setText(pause, state === 'paused' ? text.training.resume : text.training.pause);
    setHidden(back, !isBackBetter(session));
    if (best) setText(back, text.training.back(best.epochs));
    this.#chooser?.offerRun(isActive ? undefined : run?.result);
  }
}

/**
 * Whether the best checkpoint beats the newest one: by a probe since then, or as long as there is none, by the loss.
 * @param {TrainingSession} session
 */
function isBackBetter({ best, latest, probes }) {
  if (!best || !latest || best.epochs >= latest.epochs) return false;
  return latest.meanLoss > best.meanLoss || (probes[probes.length - 1]?.epochs ?? 0) > best.epochs;
}

/** @param {string} goal its name, which may be a file's */
const nameOfRun = (goal) => text.training.modelName(goal.replace(/\.[^.]*$/, ''));

/** @param {Failure} failure */
function whyMoved(failure) {
  switch (failure.code) {
    case 'GPU_LOST': return text.training.moved.lost;
    case 'NO_WEBGPU': return text.training.moved.none;
    default: return text.training.moved.other(sentenceOf(failure));
  }
}
