/**
 * The wasm that can do everything: what show-core.js can, and read PNGs, train and probe.
 *
 * @import { CoreSource } from './instantiate.js'
 * @import { Model, ProbeOptions, Recipe, TargetOptions, TrainerOptions } from './types.js'
 */
import { checkBytes, checkFloats, checkNumber, checkSeed, checkSide, checkTarget, checkWhole, isArray, MAX_INT32, wrong } from './check.js';
import { drawCrystal } from './crystal.js';
import { NcaError } from './error.js';
import { ERR_MEMORY, MAX_AGES, MAX_SIDE_CELLS, MAX_SIDE_PIXELS, NUM_CRYSTAL_AXES } from './fields.js';
import { instantiate } from './instantiate.js';
import { Probe } from './probe.js';
import { putRecipe, recipeFieldsOf } from './recipe.js';
import { layoutOf } from './shape.js';
import { ShowCore } from './show-core.js';
import { Sim } from './sim.js';
import { Trainer } from './trainer.js';

export { NcaError, Sim, Trainer };

/**
 * Load the core.
 * @param {CoreSource} source
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {Promise<Core>}
 * @throws {NcaError} where the browser cannot run it, or it cannot be fetched
 */
export async function loadCore(source, { signal } = {}) {
  const { module, instance } = await instantiate(source, { signal });
  return new Core(module, instance);
}

/** One instance of the wasm. */
export class Core extends ShowCore {
  /** @param {WebAssembly.Module} module @param {WebAssembly.Instance} instance */
  constructor(module, instance) {
    super(module, instance);
    if (!('nca_train_epoch' in this.exports)) throw new NcaError('LOAD_FAILED', 'This WebAssembly module can only show: to train takes nca.wasm, not nca_show.wasm.');
    /** All that a recipe can say, in the order of C. */
    this.recipeFields = recipeFieldsOf(this);
  }

  /**
   * A PNG as the cells shall look: [height][width][4], values in 0..1.
   * @param {Uint8Array} bytes
   * @param {TargetOptions} options
   * @returns {Float32Array}
   * @throws {NcaError}
   */
  readTarget(bytes, options) {
    return this.makeTarget(options, checkBytes(bytes, 'bytes'), (/** @type {number[]} */ target, /** @type {number} */ file) =>
      this.exports.nca_wasm_target_read(...target, file, bytes.byteLength));
  }

  /**
   * The crystal at a point of the family, grown out of vapour and drawn smoothly: [side][side][4] bytes in straight alpha.
   * @param {number[]} point four numbers in 0..1, as crystalPoint() explains them
   * @param {number} [side] pixels
   * @returns {Uint8ClampedArray<ArrayBuffer>}
   */
  growCrystal(point, side = 128) {
    checkSide(side, 'side');
    if (!isArray(point) || point.length !== NUM_CRYSTAL_AXES) throw wrong('point', point, `an array of ${NUM_CRYSTAL_AXES} numbers`);
    point.forEach((value, i) => checkNumber(value, `point[${i}]`, 0, 1));
    const rgba = drawCrystal(this.exports, point, side);
    if (!rgba) throw this.errorOf(ERR_MEMORY);
    return rgba;
  }

  /**
   * The same target with the alpha of every pixel that is not wholly transparent raised to at least this, so that its cell can live.
   * @param {Float32Array} target [height][width][4]
   * @param {number} minAlpha 0..1
   * @returns {Float32Array} a copy
   */
  raiseAlpha(target, minAlpha) {
    checkNumber(minAlpha, 'minAlpha', 0, 1);
    if (!(target instanceof Float32Array) || target.length === 0 || target.length % 4 !== 0) throw wrong('target', target, 'a Float32Array of four numbers a cell');
    return this.borrowing((take) => {
      const pointer = take(this.copyIn(target));
      this.exports.nca_target_raise_alpha(pointer, target.length / 4, 1, minAlpha);
      return this.copyOut(Float32Array, pointer, target.length);
    });
  }

  /**
   * How far cells are from a target as a texture, wherever its patches lie: in the units of a mean squared error, and on a grid of any size.
   * @param {Sim} sim
   * @param {Float32Array} target [height][width][4]
   * @param {{ height: number, width: number }} size
   */
  textureError(sim, target, { height, width }) {
    checkTarget(target, { height, width });
    const state = sim.state.slice(); // its view does not outlive what memory is taken next
    const error = this.borrowing((take) => this.exports.nca_texture_error(take(this.copyIn(state)), sim.numChannels, sim.height, sim.width, take(this.copyIn(target)), height, width));
    if (error < 0) throw this.errorOf(ERR_MEMORY);
    return error;
  }

  /**
   * @param {TrainerOptions} options
   * @param {Model} model where training starts
   * @param {Float32Array} targets [goals][height][width][4]: one for each goal of the model
   */
  createTrainer(options, model, targets) {
    checkSide(options.height, 'height');
    checkSide(options.width, 'width');
    const { goals } = layoutOf(model.config), size = options.height * options.width * 4;
    checkFloats(targets, 'target', goals * size);
    this.#checkFineTargets(options, model);
    this.#checkDetails(options, model);
    for (let goal = 0; goal < goals; goal++) this.checkTarget(targets.subarray(goal * size, (goal + 1) * size), options, model.config.aliveThreshold);
    return Trainer.create(this, options, model, targets);
  }

  /** Where details are learnt the model has some beyond what stays as it is. @param {TrainerOptions} options @param {Model} model */
  #checkDetails({ recipe: { learns, keptChannels = 0, keptHidden = 0 } = {} }, { config }) {
    const { channels, hidden } = layoutOf(config);
    if (learns !== 'details') return;
    if (keptChannels >= channels) throw wrong('keptChannels', keptChannels, `fewer than the ${channels} of the model`);
    if (keptHidden >= hidden) throw wrong('keptHidden', keptHidden, `fewer than the ${hidden} of the model`);
  }

  /** They are there where they count, and only there. @param {TrainerOptions} options @param {Model} model */
  #checkFineTargets({ height, width, recipe = {}, fineTargets }, { config }) {
    const { goals, decoderWidth } = layoutOf(config), scale = config.decoderScale ?? 0;
    const counts = decoderWidth > 0 && (recipe.fineWeight ?? 0) > 0;
    if (counts !== (fineTargets !== undefined)) throw wrong('fineTargets', fineTargets, counts ? 'what the decoder shall draw' : 'undefined, without a decoder and a fineWeight');
    if (!counts) return;
    if (Math.max(height, width) * scale > MAX_SIDE_PIXELS) throw wrong('width', Math.max(height, width), `at most ${Math.floor(MAX_SIDE_PIXELS / scale)} cells at ${scale} pixels each`);
    checkFloats(fineTargets, 'fineTargets', goals * height * scale * width * scale * 4);
  }

  /**
   * Go on from a checkpoint: the end is the same, to the bit, as without the stop.
   * @param {Uint8Array} bytes
   * @param {{ index: number, count: number }} [share] of every batch
   * @throws {NcaError}
   */
  resumeTrainer(bytes, share) {
    return Trainer.resume(this, bytes, share);
  }

  /**
   * @param {ProbeOptions} options
   * @param {Model} model
   * @param {Float32Array} target [height][width][4]
   */
  createProbe(options, model, target) {
    const { height, width, padding = 0, goal = 0, wide = 128, numSeeds = 8, seed = 1, ages = [1] } = options;
    checkWhole(goal, 'goal', 0, layoutOf(model.config).goals - 1);
    checkSide(height, 'height');
    checkSide(width, 'width');
    checkWhole(padding, 'padding', 0, Math.ceil(Math.min(height, width) / 2) - 1);
    checkWhole(numSeeds, 'numSeeds', 1, 1e6);
    checkSeed(seed, 'seed');
    if (wide !== 0) checkWhole(wide, 'wide', Math.max(height, width), MAX_SIDE_CELLS); // no smaller than the model's own grid
    if (!isArray(ages) || ages.length < 1 || ages.length > MAX_AGES) throw wrong('ages', ages, `an array of 1 to ${MAX_AGES} numbers`);
    ages.forEach((age, i) => checkWhole(age, `ages[${i}]`, ages[i - 1] ?? 0, MAX_INT32)); // ascending
    checkFloats(target, 'target', height * width * 4);
    return new Probe(this, options, model, target);
  }

  /**
   * Whether a target can be learnt.
   * @param {Float32Array} target [height][width][4]
   * @param {{ height: number, width: number, padding?: number }} options
   * @param {number} [aliveThreshold]
   * @returns {{ isOpaque: boolean }} isOpaque: all of the picture is, so a rectangle will grow
   * @throws {NcaError} where nothing in it can live, or it has another size
   */
  checkTarget(target, { height, width, padding = 0 }, aliveThreshold = 0.1) {
    checkSide(height, 'height');
    checkSide(width, 'width');
    checkWhole(padding, 'padding', 0, Math.ceil(Math.min(height, width) / 2) - 1);
    checkNumber(aliveThreshold, 'aliveThreshold', 0, 1);
    checkFloats(target, 'target', height * width * 4);
    const status = this.borrowing((take) => this.exports.nca_wasm_target_check(take(this.copyIn(target)), height, width, padding, aliveThreshold));
    if (status < 0) throw this.errorOf(status);
    return { isOpaque: status === 1 };
  }

  /** @param {Partial<Recipe>} recipe what differs from the one it is based on @returns {number} a pointer; free it */
  putRecipe(recipe) {
    return putRecipe(this, recipe);
  }

  /** @param {Partial<Recipe>} recipe @throws {NcaError} where a trainer could not be made with it */
  checkRecipe(recipe) {
    this.free(putRecipe(this, recipe));
  }
}
