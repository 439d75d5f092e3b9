/**
 * The trainer of the page: goal, buttons, curve and growth around one TrainingSession.
 *
 * @import { Model } from '../core/types.js'
 * @import { Core } from '../core/nca.js'
 * @import { Goal } from '../studio/targets/goal.js'
 * @import { TrainingState } from './session.js'
 */
import snowflakeUrl from '../../assets/targets/snowflake.png?url';
import { NcaError } from '../core/nca.js';
import { createWholeCore } from '../core/shared.js';
import { resolveModel } from '../element/model-source.js';
import { parseSeed } from '../element/attributes.js';
import { byId, setText } from '../page/dom.js';
import { pickFile } from '../page/files.js';
import { shareModel } from '../page/keep-bar.js';
import { tell, tellError } from '../page/messages.js';
import { saveWeights } from '../page/stage.js';
import { openPicture } from '../studio/targets/open-picture.js';
import { TargetMaker, targetOf } from '../studio/targets/target-maker.js';
import { text } from '../text.js';
import { LiveGrowth } from './live-growth.js';
import { LossChart } from './loss-chart.js';
import { LossHistory } from './loss-history.js';
import { pageHost } from './page-host.js';
import { recipeNamed, recipes } from './recipes.js';
import { TrainingSession } from './session.js';

const words = text.training;

export class TrainerPanel {
  /** Its buttons need no checkpoints but those that a pause and the end make. */
  #session = new TrainingSession(pageHost, { checkpointEveryMs: Infinity, probeEveryMs: Infinity });
  #chart = new LossChart(byId('chart'));
  #live = new LiveGrowth(byId('live-frame'));
  /** What it shall grow. @type {Goal | undefined} */
  #goal;
  /** Whether it was said in this run that another goal counts from the next one. */
  #toldOfNewGoal = false;
  #maker = createWholeCore().then((core) => this.#makeTargets(core));
  /** Weights from a file, to go on from. @type {Model | undefined} */
  #loaded;
  #start = byId('train-start', HTMLButtonElement);
  #goOn = byId('train-continue', HTMLButtonElement);
  #pause = byId('train-pause', HTMLButtonElement);
  #stop = byId('train-stop', HTMLButtonElement);
  #use = byId('train-use', HTMLButtonElement);
  #save = byId('train-save', HTMLButtonElement);
  #share = byId('train-share', HTMLButtonElement);
  #recipe = byId('train-recipe', HTMLSelectElement);

  /** @param {{ adopt: (model: Model) => void }} page adopt: grow these weights on the stage */
  constructor({ adopt }) {
    this.#session.addEventListener('state', () => this.#showState());
    this.#session.addEventListener('progress', () => this.#showProgress());
    this.#start.addEventListener('click', () => this.#startAfresh().catch(tellError));
    this.#goOn.addEventListener('click', () => this.#continue().catch(tellError));
    this.#pause.addEventListener('click', () => (this.#session.state === 'paused' ? this.#session.resume() : this.#session.pause()));
    this.#stop.addEventListener('click', () => this.#session.stop());
    this.#use.addEventListener('click', () => this.#model && adopt(this.#model));
    this.#save.addEventListener('click', () => this.#model && saveWeights(this.#model, `${this.#model.name} ${this.#model.epochs}`).catch(tellError));
    this.#share.addEventListener('click', () => this.#model && shareModel(this.#model).catch(tellError));
    byId('train-load').addEventListener('click', async () => {
      const file = await pickFile('.safetensors,.json');
      if (file) await this.#loadWeights(file);
    });
    this.#recipe.append(...recipes.map(({ name, title }) => new Option(title, name)));
    this.#recipe.addEventListener('change', () => void this.#refresh());
    this.#showState();
    this.#maker.catch(tellError);
  }

  /** Make a picture the goal of the next run. @param {File} file */
  async choosePicture(file) {
    await (await this.#maker).usePicture(file);
  }

  /** @param {Core} core */
  async #makeTargets(core) {
    const maker = new TargetMaker({ root: byId('target-maker'), core, grid: () => this.#grid, onChange: (goal) => this.#useGoal(goal) });
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
      tell(words.goalWhileTraining);
    }
    this.#goal = goal;
    this.#showState();
  }

  async #refresh() {
    (await this.#maker).refresh();
  }

  /** The cells that shall grow it. */
  get #grid() {
    const { config, side, padding } = this.#chosen;
    return { height: side, width: side, padding, premultiplied: config === 'distill' };
  }

  /** @param {File} file */
  async #loadWeights(file) {
    try {
      const { model, title } = await resolveModel(file, await createWholeCore(), new AbortController().signal);
      const config = model.config.alive === 'post' ? 'blog' : 'distill';
      if (this.#chosen.config !== config) {
        this.#recipe.value = config === 'blog' ? recipes[0].name : 'regenerating';
        await this.#refresh();
      }
      this.#session.stop();
      this.#loaded = { ...model, name: title };
      this.#session.history = new LossHistory(model.epochs);
      this.#live.show(model);
      this.#showNumbers();
      this.#showState();
      tell(words.weightsRead(title));
    } catch (error) {
      tellError(error);
    }
  }

  get #chosen() {
    return recipeNamed(this.#recipe.value);
  }

  /** What the buttons use: weights from a file until training makes its own. */
  get #model() {
    return this.#loaded ?? this.#session.model;
  }

  async #startAfresh() {
    const seed = parseSeed(byId('train-seed', HTMLInputElement).value), core = await createWholeCore();
    const picture = (this.#goal?.name ?? '').replace(/\.[^.]*$/, '');
    this.#loaded = undefined;
    await this.#run({ ...core.newModel(this.#chosen.config, seed), name: `${picture}, ${words.modelName.toLowerCase()}` }, seed, false);
  }

  async #continue() {
    const model = this.#model;
    if (!model) return;
    if ((model.config.alive === 'post') !== (this.#chosen.config === 'blog')) throw new NcaError('OTHER_RULE', words.weightsConfig);
    // Another seed than before: the same rollouts again would teach less.
    const seed = (parseSeed(byId('train-seed', HTMLInputElement).value) + model.epochs) >>> 0;
    const keepHistory = this.#loaded === undefined;
    this.#loaded = undefined;
    await this.#run(model, seed, keepHistory);
  }

  /** @param {Model} start @param {number} seed @param {boolean} keepHistory */
  async #run(start, seed, keepHistory) {
    const goal = this.#goal, core = await createWholeCore();
    if (!goal) return;
    const { recipe, minAlpha, side, padding, numEpochs } = this.#chosen;
    const model = { ...start, target: goal.name, height: side, width: side, padding };
    const target = core.raiseAlpha(targetOf(core, goal, this.#grid), minAlpha);
    const options = { height: side, width: side, seed, recipe };
    const numWorkers = Math.min(recipe.batch ?? 1, navigator.hardwareConcurrency || 1);
    this.#toldOfNewGoal = false;
    void this.#session.start({ options, model, target, numEpochs }, { keepHistory, numWorkers });
    this.#live.show(model);
    this.#chart.show(this.#session.history);
    this.#showNumbers();
  }

  #showProgress() {
    if (this.#session.model) this.#live.show(this.#session.model);
    byId('chart-empty').hidden = true;
    this.#chart.show(this.#session.history);
    this.#showNumbers();
    this.#showButtons();
  }

  #showNumbers() {
    const { history, epochsPerSecond } = this.#session;
    setText(byId('train-epoch'), text.number(history.epochsBefore + history.length));
    setText(byId('train-loss'), text.loss(history.mean));
    setText(byId('train-rate'), epochsPerSecond > 0 ? text.rate(epochsPerSecond) : '–');
  }

  #showState() {
    const { state, history, failure } = this.#session, epoch = history.epochsBefore + history.length;
    setText(byId('train-state'), sentenceFor(state, epoch, history.length > 0, failure?.sentence));
    byId('train-state').classList.toggle('bad', state === 'died' || state === 'not-finite' || state === 'refused');
    if (!this.#session.isActive) this.#showNumbers();
    this.#showButtons();
  }

  #showButtons() {
    const { state, isActive } = this.#session, hasModel = (this.#model?.epochs ?? 0) > 0;
    this.#start.hidden = isActive;
    this.#start.disabled = !this.#goal;
    setText(this.#start, hasModel ? words.again : words.start);
    this.#goOn.hidden = isActive || !hasModel;
    this.#goOn.disabled = !this.#goal;
    this.#pause.hidden = this.#stop.hidden = !isActive;
    this.#pause.disabled = state === 'loading';
    setText(this.#pause, state === 'paused' ? words.resume : words.pause);
    this.#use.disabled = this.#save.disabled = this.#share.disabled = !hasModel;
  }
}

/** @param {TrainingState} state @param {number} epoch @param {boolean} hasLearnt @param {string} [failure] @returns {string} */
function sentenceFor(state, epoch, hasLearnt, failure = words.diedEarly) {
  switch (state) {
    case 'idle': return words.idle;
    case 'loading': return words.loading;
    case 'running': return words.running;
    case 'paused': return words.paused(epoch);
    case 'stopped': return hasLearnt ? words.stopped(epoch) : words.idle;
    case 'not-finite': return words.notFinite(epoch);
    case 'refused': return failure;
    case 'died': return hasLearnt ? words.died(epoch) : words.diedEarly;
  }
}
