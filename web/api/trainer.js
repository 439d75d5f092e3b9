/**
 * Learns a model from a picture, on the thread that calls it. In a browser that had better be a worker.
 *
 * @import { Core, Trainer as CoreTrainer } from '../core/nca.js'
 * @import { Model, ModelShape, Recipe } from '../core/types.js'
 * @import { FileSource } from './bytes.js'
 * @import { WasmSource } from './wasm.js'
 */
import { checkFunction, checkModel, checkObject, checkOptions, checkPixels, checkSeed, checkShape, checkSide, checkSignal, checkWhole, checkWord, MAX_INT32, SHAPE_KEYS, wrong } from '../core/check.js';
import { NcaError } from '../core/error.js';
import { loadCore } from '../core/nca.js';
import { nextTask } from '../core/next-task.js';
import { readFacts } from '../training/checkpoint-file.js';
import { bytesOf } from './bytes.js';
import { checkGrowth, Nca } from './nca.js';
import { compiled } from './wasm.js';

/** The whole core. A bundler that knows this form takes the file along. */
const wholeWasm = () => new URL('./nca.wasm', import.meta.url);

/** The grid of the blog post, and that of Distill's article; the native program has the same. */
const GRIDS = Object.freeze({ blog: { side: 32, padding: 0 }, distill: { side: 72, padding: 16 } });
/** How long train() keeps the thread before it lets other things happen: less than a frame. */
const SLICE_MS = 12;
const SLICE_STEPS = 8;
const PLAN_KEYS = Object.freeze(['target', 'recipe', 'config', 'shape', 'height', 'width', 'padding', 'seed', 'model', 'wasm']);

/**
 * What to grow: a PNG file, or pixels in straight alpha as an ImageData has them.
 * @typedef {FileSource | { data: Uint8Array | Uint8ClampedArray, height: number, width: number }} Picture
 */

/**
 * @typedef {object} NewTraining
 * @property {Picture} target
 * @property {Partial<Recipe>} [recipe] `{ base: 'regenerating', numEpochs: 2000 }` heals; default: the blog post's
 * @property {'blog' | 'distill'} [config] of the cells; default: blog for the blog's recipe, else distill
 * @property {ModelShape} [shape] of the cells, where it shall be another one: channels, hidden, filters, alive, edge
 * @property {number} [height] cells; default 32, for distill 72
 * @property {number} [width]
 * @property {number} [padding] cells of nothing around the picture; default 0, for distill 16
 * @property {number} [seed] of weights, rollouts and fire masks, default 1: the same seed learns the same weights, to the bit
 * @property {Model} [model] where to start; default: random weights
 * @property {WasmSource} [wasm] where the core is; default: `nca.wasm` beside this module
 */

export class Trainer {
  #core;
  #trainer;
  #isTraining = false;

  /** @private @param {Core} core @param {CoreTrainer} trainer */
  constructor(core, trainer) {
    if (!core || !trainer) throw new NcaError('BAD_ARGUMENT', 'A Trainer is made by Trainer.create() or Trainer.resume().');
    this.#core = core;
    this.#trainer = trainer;
  }

  /**
   * @param {NewTraining} plan
   * @returns {Promise<Trainer>}
   * @throws {NcaError} with a code for programs and a sentence for people
   */
  static async create(plan) {
    const { target, recipe = {}, config, shape: shaped, seed = 1, model, wasm = wholeWasm(), ...given } = checkPlan(plan);
    const isPicture = isPixels(target);
    const [core, file] = await Promise.all([compiled(wasm).then(loadCore), isPicture ? undefined : bytesOf(/** @type {FileSource} */ (target), { name: 'target' })]);
    core.checkRecipe(recipe); // before its name is used to choose the cells
    const kind = config ?? ((recipe.base ?? 'blog') === 'blog' ? 'blog' : 'distill'), grid = GRIDS[/** @type {keyof typeof GRIDS} */ (kind)];
    const start = model ?? core.newModel(kind, seed, shaped);
    const size = {
      height: given.height ?? (model?.height || grid.side), width: given.width ?? (model?.width || grid.side),
      padding: given.padding ?? (model ? model.padding ?? 0 : grid.padding),
    };
    const shape = { ...size, premultiplied: start.config.premultiplied, keepAspect: true };
    const goal = isPicture ? core.targetFromRgba(target.data, target.height, target.width, shape) : core.readTarget(/** @type {Uint8Array} */ (file), shape);
    return new Trainer(core, core.createTrainer({ ...size, seed, recipe }, { ...start, epochs: start.epochs ?? 0, padding: size.padding }, goal));
  }

  /**
   * Go on from a checkpoint: the end is the same, to the bit, as without the stop.
   * @param {FileSource} checkpoint @param {{ wasm?: WasmSource }} [options]
   * @returns {Promise<Trainer>}
   */
  static async resume(checkpoint, options = {}) {
    const { wasm = wholeWasm() } = checkOptions(options, 'options', ['wasm']);
    const [core, bytes] = await Promise.all([compiled(wasm).then(loadCore), bytesOf(checkpoint, { name: 'checkpoint' })]);
    return new Trainer(core, core.resumeTrainer(bytes));
  }

  /** One epoch, without a break. @returns {number} its loss @throws {NcaError} NCA_ERR_LOSS_NOT_FINITE: the last good weights stay */
  epoch() {
    this.#mustBeIdle();
    this.#trainer.epoch();
    return this.loss;
  }

  /**
   * Many epochs, in slices of a few milliseconds between which the page or the server lives on.
   * @param {number} numEpochs
   * @param {{ onEpoch?: (loss: number, numEpochs: number) => void, signal?: AbortSignal }} [options] signal ends it after the epoch it is in
   * @returns {Promise<number>} the last loss
   * @throws {NcaError} NCA_ERR_LOSS_NOT_FINITE: the last good weights stay
   */
  async train(numEpochs, options = {}) {
    checkWhole(numEpochs, 'numEpochs', 0, Number.MAX_SAFE_INTEGER);
    const { onEpoch, signal } = checkOptions(options, 'options', ['onEpoch', 'signal']);
    checkFunction(onEpoch, 'onEpoch');
    checkSignal(signal, 'signal');
    this.#mustBeIdle();
    this.#isTraining = true;
    try {
      let sliceEndMs = performance.now() + SLICE_MS;
      for (let epoch = 0; epoch < numEpochs && !signal?.aborted; epoch++) {
        while (!this.#trainer.slice(SLICE_STEPS)) {
          if (performance.now() < sliceEndMs) continue;
          await nextTask();
          sliceEndMs = performance.now() + SLICE_MS;
        }
        onEpoch?.(this.loss, this.numEpochs);
      }
    } finally {
      this.#isTraining = false;
    }
    return this.loss;
  }

  /** Two at once would share the epochs between them. */
  #mustBeIdle() {
    if (this.#isTraining) throw new NcaError('BAD_ARGUMENT', 'This trainer is training: train() has not ended yet.');
  }

  /** Of the last epoch, before its update. */
  get loss() {
    return this.#trainer.loss;
  }

  /** Epochs of this training. */
  get numEpochs() {
    return this.#trainer.numEpochs;
  }

  /** The model as it is now. @returns {Model} */
  model() {
    return this.#trainer.model();
  }

  /** The model as it is now, growing. @param {{ height?: number, width?: number, seed?: number }} [options] @returns {Promise<Nca>} */
  async grow(options = {}) {
    return Nca.load(this.model(), { ...checkGrowth(options), wasm: this.#core.module });
  }

  /** The model as a safetensors file. @param {{ dtype?: 'F32' | 'F16' }} [options] @returns {Uint8Array<ArrayBuffer>} */
  save(options = {}) {
    return this.#core.writeWeights(this.model(), checkOptions(options, 'options', ['dtype']));
  }

  /** All that resume() needs, between epochs. @returns {Uint8Array<ArrayBuffer>} */
  checkpoint() {
    const { poolSize } = readFacts(this.#trainer.checkpointHead());
    return this.#trainer.checkpoint(poolSize);
  }

  /** Give the memory back now. Otherwise it comes back when nobody refers to the trainer any more. */
  destroy() {
    this.#trainer.destroy();
  }
}

/** All that can be checked before anything is loaded; the recipe, the core itself checks. @param {unknown} given @returns {NewTraining} */
function checkPlan(given) {
  const plan = checkOptions(given, 'plan', PLAN_KEYS), { target, recipe, config, shape, height, width, padding, seed, model } = plan;
  if (target === undefined) throw wrong('target', target, 'a picture');
  if (isPixels(target)) {
    checkWhole(target.height, 'target.height', 1, MAX_INT32);
    checkWhole(target.width, 'target.width', 1, MAX_INT32);
    checkPixels(target.data, 'target.data', target.height, target.width);
  }
  if (recipe !== undefined) checkObject(recipe, 'recipe');
  if (config !== undefined) checkWord(config, 'config', Object.keys(GRIDS));
  if (height !== undefined) checkSide(height, 'height');
  if (width !== undefined) checkSide(width, 'width');
  if (padding !== undefined) checkWhole(padding, 'padding', 0, MAX_INT32);
  if (seed !== undefined) checkSeed(seed, 'seed');
  if (shape !== undefined) checkShape(checkOptions(shape, 'shape', SHAPE_KEYS), 'shape');
  if (model === undefined) return plan;
  const own = checkModel(model).config.premultiplied ? 'distill' : 'blog'; // whatever its alive rule
  if (shape !== undefined) throw wrong('shape', shape, 'left out, for a model has its own');
  if (config !== undefined && config !== own) throw wrong('config', config, `"${own}" as in the model, or left out`);
  return plan;
}

/** @param {unknown} target @returns {target is { data: Uint8ClampedArray, height: number, width: number }} */
function isPixels(target) {
  return typeof target === 'object' && target !== null && 'data' in target;
}
