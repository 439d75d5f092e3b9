/**
 * The trainer of the page: goal, buttons, curve and growth around one TrainingSession.
 *
 * @import { Model } from '../core/types.js'
 * @import { TrainingState } from './session.js'
 */
import snowflakeUrl from '../../assets/targets/snowflake.png?url';
import { NcaError } from '../core/nca.js';
import { createCore } from '../core/shared.js';
import { resolveModel } from '../element/model-source.js';
import { parseSeed } from '../element/attributes.js';
import { byId, setText } from '../page/dom.js';
import { pickFile } from '../page/files.js';
import { tell, tellError } from '../page/messages.js';
import { saveWeights } from '../page/stage.js';
import { text } from '../text.js';
import { LiveGrowth } from './live-growth.js';
import { LossChart } from './loss-chart.js';
import { LossHistory } from './loss-history.js';
import { readPicture } from './picture.js';
import { recipes } from './recipes.js';
import { TrainingSession } from './session.js';

/** The blog's grid. */
const SIDE_CELLS = 32;
const words = text.training;

export class TrainerPanel {
  #session = new TrainingSession();
  #chart = new LossChart(byId('chart'));
  #live = new LiveGrowth(byId('live-frame'));
  /** @type {Float32Array | undefined} */
  #target;
  #targetName = words.snowflake;
  /** Newest choice of a picture; an older one that comes late is forgotten. */
  #pictureChoice = 0;
  /** Weights from a file, to go on from. @type {Model | undefined} */
  #loaded;
  #start = byId('train-start', HTMLButtonElement);
  #goOn = byId('train-continue', HTMLButtonElement);
  #pause = byId('train-pause', HTMLButtonElement);
  #stop = byId('train-stop', HTMLButtonElement);
  #use = byId('train-use', HTMLButtonElement);
  #save = byId('train-save', HTMLButtonElement);
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
    byId('train-picture').addEventListener('click', async () => {
      const file = await pickFile('image/png,image/jpeg,image/webp,image/gif');
      if (file) await this.choosePicture(file);
    });
    byId('train-load').addEventListener('click', async () => {
      const file = await pickFile('.safetensors');
      if (file) await this.#loadWeights(file);
    });
    this.#recipe.append(...recipes.map(({ name, title }) => new Option(title, name)));
    this.#showState();
    void this.#readSnowflake();
  }

  /** Make a picture the goal of the next run. @param {File} file */
  async choosePicture(file) {
    if (await this.#setTarget(() => Promise.resolve(file), file.name)) {
      tell(this.#session.isActive ? words.pictureReadWhileTraining(file.name) : words.pictureRead(file.name));
    }
  }

  async #readSnowflake() {
    await this.#setTarget(async () => (await fetch(snowflakeUrl)).blob(), words.snowflake);
  }

  /** @param {() => Promise<Blob>} open @param {string} name @returns {Promise<boolean>} whether it is the goal now */
  async #setTarget(open, name) {
    const choice = ++this.#pictureChoice;
    try {
      const target = await readPicture(await open(), { height: SIDE_CELLS, width: SIDE_CELLS, keepAspect: true });
      if (choice !== this.#pictureChoice) return false;
      this.#target = target;
      this.#targetName = name;
    } catch (error) {
      if (choice === this.#pictureChoice) tellError(error);
      return false;
    }
    drawTarget(byId('goal', HTMLCanvasElement), this.#target);
    this.#showState();
    return true;
  }

  /** @param {File} file */
  async #loadWeights(file) {
    try {
      const { model, title } = await resolveModel(file, await createCore(), new AbortController().signal);
      if (model.config.alive !== 'post') throw new NcaError('OTHER_RULE', words.weightsConfig);
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

  /** What the buttons use: weights from a file until training makes its own. */
  get #model() {
    return this.#loaded ?? this.#session.model;
  }

  async #startAfresh() {
    const seed = parseSeed(byId('train-seed', HTMLInputElement).value), core = await createCore();
    const picture = this.#targetName.replace(/\.[^.]*$/, '');
    this.#loaded = undefined;
    await this.#run({ ...core.newModel('blog', seed), name: `${picture}, ${words.modelName.toLowerCase()}`, target: this.#targetName, height: SIDE_CELLS, width: SIDE_CELLS }, seed, false);
  }

  async #continue() {
    const model = this.#model;
    if (!model) return;
    // Another seed than before: the same rollouts again would teach less.
    const seed = (parseSeed(byId('train-seed', HTMLInputElement).value) + model.epochs) >>> 0;
    const keepHistory = this.#loaded === undefined;
    this.#loaded = undefined;
    await this.#run({ ...model, target: this.#targetName, height: SIDE_CELLS, width: SIDE_CELLS }, seed, keepHistory);
  }

  /** @param {Model} model @param {number} seed @param {boolean} keepHistory */
  async #run(model, seed, keepHistory) {
    if (!this.#target) return;
    const { recipe, minAlpha } = recipes.find(({ name }) => name === this.#recipe.value) ?? recipes[0];
    const target = (await createCore()).raiseAlpha(this.#target, minAlpha);
    const options = { height: SIDE_CELLS, width: SIDE_CELLS, seed, recipe };
    const numWorkers = Math.min(recipe.batch ?? 1, navigator.hardwareConcurrency || 1);
    void this.#session.start({ options, model, target }, { keepHistory, numWorkers });
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
    const { state, history } = this.#session, epoch = history.epochsBefore + history.length;
    setText(byId('train-state'), sentenceFor(state, epoch, history.length > 0));
    byId('train-state').classList.toggle('bad', state === 'died' || state === 'not-finite');
    if (!this.#session.isActive) this.#showNumbers();
    this.#showButtons();
  }

  #showButtons() {
    const { state, isActive } = this.#session, hasModel = (this.#model?.epochs ?? 0) > 0;
    this.#start.hidden = isActive;
    this.#start.disabled = !this.#target;
    setText(this.#start, hasModel ? words.again : words.start);
    this.#goOn.hidden = isActive || !hasModel;
    this.#goOn.disabled = !this.#target;
    this.#pause.hidden = this.#stop.hidden = !isActive;
    this.#pause.disabled = state === 'loading';
    setText(this.#pause, state === 'paused' ? words.resume : words.pause);
    this.#use.disabled = this.#save.disabled = !hasModel;
  }
}

/** @param {TrainingState} state @param {number} epoch @param {boolean} hasLearnt @returns {string} */
function sentenceFor(state, epoch, hasLearnt) {
  switch (state) {
    case 'idle': return words.idle;
    case 'loading': return words.loading;
    case 'running': return words.running;
    case 'paused': return words.paused(epoch);
    case 'stopped': return hasLearnt ? words.stopped(epoch) : words.idle;
    case 'not-finite': return words.notFinite(epoch);
    case 'died': return hasLearnt ? words.died(epoch) : words.diedEarly;
  }
}

/** @param {HTMLCanvasElement} canvas @param {Float32Array} target [height][width][4], straight alpha */
function drawTarget(canvas, target) {
  const rgba = Uint8ClampedArray.from(target, (value) => value * 255);
  canvas.getContext('2d')?.putImageData(new ImageData(rgba, SIDE_CELLS, SIDE_CELLS), 0, 0);
}
