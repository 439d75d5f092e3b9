/**
 * The studio: what shall grow, how it shall learn, the run under way, and what becomes of it. One TrainingSession does the work.
 *
 * @import { Model } from '../core/types.js'
 * @import { Core } from '../core/nca.js'
 * @import { Goal } from './targets/goal.js'
 * @import { Run } from '../runs/record.js'
 * @import { Settings } from '../training/parameters.js'
 */
import '../styles/studio.css';
import snowflakeUrl from '../../assets/targets/snowflake.png?url';
import { NcaError } from '../core/nca.js';
import { createWholeCore } from '../core/shared.js';
import { byId, make, makeButton, setHidden, setText } from '../page/dom.js';
import { tell, tellError } from '../page/messages.js';
import { text } from '../text/text.js';
import { readFacts } from '../training/checkpoint-file.js';
import { pageHost } from '../training/page-host.js';
import { anotherRound, changesOf, numWorkersFor, planOf, readSettings } from '../training/parameters.js';
import { presetNamed } from '../training/presets.js';
import { TrainingSession } from '../training/session.js';
import { KeptRuns } from './kept-runs.js';
import { RecipeChooser } from './recipe-chooser.js';
import { ResultBar } from './result-bar.js';
import { RunView } from './run-view.js';
import { openPicture } from './targets/open-picture.js';
import { TargetMaker, targetOf } from './targets/target-maker.js';


export class Studio {
  #session = new TrainingSession(pageHost);
  #chooser;
  #view;
  #kept;
  #maker;
  /** What it shall grow. @type {Goal | undefined} */
  #goal;
  /** Of the run that began last. @type {Settings | undefined} */
  #settings;
  /** Whether it was said in this run that another goal counts from the next one. */
  #toldOfNewGoal = false;
  #buttons = {
    start: makeButton(text.training.start, () => void this.#start().catch(tellError), 'primary'),
    goOn: makeButton(text.training.goOn, () => this.#goOn()),
    resume: makeButton('', () => this.#kept.goOnWithNewest()),
    pause: makeButton(text.training.pause, () => (this.#session.state === 'paused' ? this.#session.resume() : this.#session.pause())),
    stop: makeButton(text.training.stop, () => this.#session.stop()),
    back: makeButton(text.training.back(0), () => void this.#session.stepBack()),
  };

  /** @param {{ adopt: (model: Model) => void }} page adopt: grow these weights on the stage */
  constructor({ adopt }) {
    const { maker, recipe, learning, kept } = this.#build();
    this.#chooser = new RecipeChooser({ root: recipe, onChange: () => void this.#settingsChanged() });
    this.#view = new RunView(this.#session, learning);
    new ResultBar({ root: learning, session: this.#session, adopt });
    learning.append(this.#view.more);
    this.#kept = new KeptRuns({
      root: kept, session: this.#session, thumbnail: () => this.#view.live.picture, resume: (run) => this.#goOnWith(run), onList: () => this.#showButtons(),
    });
    this.#session.addEventListener('state', () => this.#showButtons());
    for (const event of ['progress', 'best', 'checkpoint']) this.#session.addEventListener(event, () => this.#showButtons());
    this.#maker = createWholeCore().then((core) => this.#makeTargets(core, maker));
    this.#maker.catch(tellError);
    this.#showButtons();
  }

  /** Make a picture the goal of the next run. @param {File} file */
  async choosePicture(file) {
    await (await this.#maker).usePicture(file);
  }

  /** Where the keys go when it opens. */
  focus() {
    this.#buttons.start.focus({ preventScroll: true });
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
      const snowflake = await openPicture(await (await fetch(snowflakeUrl)).blob());
      maker.show({ name: text.models.snowflake, ...snowflake }, { opensTab: false });
    } catch (error) {
      tellError(error); // others can still be made
    }
    return maker;
  }

  /** @param {Goal | undefined} goal */
  #useGoal(goal) {
    if (this.#session.isActive && goal !== this.#goal && !this.#toldOfNewGoal) {
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
    const { side, padding, rule } = this.#chooser.validSettings ?? presetNamed(this.#chooser.presetName).settings;
    return { height: side, width: side, padding, premultiplied: rule === 'distill' };
  }

  /** A new run. @param {{ start?: Model, keepHistory?: boolean }} [options] */
  async #start({ start, keepHistory = false } = {}) {
    const core = await createWholeCore(), goal = this.#goal;
    await this.#chooser.ready;
    if (!goal) return;
    const settings = (this.#settings = this.#chooser.settings), name = `${goal.name.replace(/\.[^.]*$/, '')}, ${text.training.modelName.toLowerCase()}`;
    const target = targetOf(core, goal, this.#grid);
    const plan = planOf(core, settings, { target, targetName: goal.name, name, start: start ?? this.#chooser.startModel });
    this.#toldOfNewGoal = false;
    this.#kept.begin({ name, recipeName: this.#chooser.presetName, settings });
    void navigator.storage?.persist?.().catch(() => false); // browsers without it, or that say no, keep runs all the same, as long as there is room
    void this.#session.start(plan, { keepHistory, numWorkers: this.#chooser.numWorkers });
  }

  /** On from the newest checkpoint; one that was done learns for as long again. */
  #goOn() {
    const session = this.#session, before = this.#settings, { numEpochsDone, numEpochsPlanned, model } = session;
    if (!session.latest || !before) return void this.#start({ start: model, keepHistory: true }).catch(tellError); // it died too early to have saved anything
    try {
      const wanted = this.#chooser.settings, isDone = numEpochsDone >= numEpochsPlanned;
      const after = isDone ? anotherRound(wanted, numEpochsDone) : wanted;
      this.#settings = { ...wanted, ...fixedOf(before) };
      const numEpochs = isDone || wanted.numEpochs !== before.numEpochs ? after.numEpochs || Infinity : numEpochsPlanned;
      void session.goOn({ ...changesOf(before, { ...after, ...fixedOf(before) }), numEpochs, numWorkers: this.#chooser.numWorkers });
    } catch (error) {
      tellError(error);
    }
  }

  /** One that was kept: to the same bits as if it had never stopped. @param {Run} run */
  #goOnWith({ checkpoint, losses, recipeName, settings }) {
    const { numEpochsPlanned, batch } = readFacts(checkpoint), known = settingsOf(settings) ?? presetNamed(recipeName).settings;
    this.#settings = known;
    this.#chooser.show(recipeName, known);
    const numWorkers = numWorkersFor({ ...known, batch }, navigator.hardwareConcurrency || 1);
    void this.#session.start({ checkpoint, numEpochs: numEpochsPlanned || undefined }, { losses, numWorkers });
  }

  #showButtons() {
    const { state, isActive, model, best, latest } = this.#session, { start, goOn, resume, pause, stop, back } = this.#buttons, hasModel = (model?.epochs ?? 0) > 0;
    setHidden(start, isActive);
    start.disabled = !this.#goal || !this.#chooser?.validSettings;
    setText(start, latest ? text.training.again : text.training.start);
    setHidden(goOn, isActive || !hasModel || (!latest && state !== 'died'));
    const newest = state === 'idle' ? this.#kept?.newest : undefined;
    setHidden(resume, !newest);
    if (newest) setText(resume, text.runs.goOnWith(newest.name, newest.epochs));
    for (const button of [pause, stop]) setHidden(button, !isActive);
    pause.disabled = state === 'loading';
    setText(pause, state === 'paused' ? text.training.resume : text.training.pause);
    setHidden(back, !isBackBetter(this.#session));
    if (best) setText(back, text.training.back(best.epochs));
    this.#chooser?.offerRun(hasModel && !isActive ? model : undefined);
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

/** What cannot be changed once a run has begun. @param {Settings} settings */
function fixedOf({ side, padding, rule, fireRate, minAlpha, poolSize }) {
  return { side, padding, rule, fireRate, minAlpha, poolSize };
}

/** As they were kept; undefined: an older or newer page kept them. @param {Record<string, unknown>} settings */
function settingsOf(settings) {
  try {
    return readSettings(settings);
  } catch (error) {
    if (error instanceof NcaError) return undefined;
    throw error;
  }
}
