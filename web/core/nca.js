/**
 * The wasm that can do everything: what show-core.js can, and read PNGs, train and probe.
 *
 * @import { CoreSource } from './instantiate.js'
 * @import { Model, ProbeOptions, Recipe, TargetOptions, TrainerOptions } from './types.js'
 */
import { NcaError } from './error.js';
import { ERR_MEMORY, MAX_AGES, MAX_SIDE_CELLS, NUM_WOUND_KINDS, RECIPE_FIELDS, RECIPE_NAMES, RECIPE_WORDS, RECIPE_WOUND_SHARES } from './fields.js';
import { instantiate } from './instantiate.js';
import { Probe } from './probe.js';
import { checkCount, ShowCore } from './show-core.js';
import { Sim } from './sim.js';
import { Trainer } from './trainer.js';

export { NUM_CHANNELS, NUM_PARAMS } from './fields.js';
export { NcaError, Probe, Sim, Trainer };

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
  /**
   * A PNG as the cells shall look: [height][width][4], values in 0..1.
   * @param {Uint8Array} bytes
   * @param {TargetOptions} options
   * @returns {Float32Array}
   * @throws {NcaError}
   */
  readTarget(bytes, options) {
    return this.makeTarget(options, bytes, (/** @type {number[]} */ target, /** @type {number} */ file) =>
      this.exports.nca_wasm_target_read(...target, file, bytes.byteLength));
  }

  /**
   * The same target with the alpha of every pixel that is not wholly transparent raised to at least this, so that its cell can live.
   * @param {Float32Array} target [height][width][4]
   * @param {number} minAlpha 0..1
   * @returns {Float32Array} a copy
   */
  raiseAlpha(target, minAlpha) {
    if (!(minAlpha >= 0 && minAlpha <= 1)) throw new NcaError('BAD_ARGUMENT', 'The alpha must lie between 0 and 1.');
    const pointer = this.copyIn(target);
    this.exports.nca_target_raise_alpha(pointer, target.length / 4, 1, minAlpha);
    const raised = this.view(Float32Array, pointer, target.length).slice();
    this.free(pointer);
    return raised;
  }

  /**
   * @param {TrainerOptions} options
   * @param {Model} model where training starts
   * @param {Float32Array} target [height][width][4]
   */
  createTrainer(options, model, target) {
    checkCount(options.height, 'The height', MAX_SIDE_CELLS);
    checkCount(options.width, 'The width', MAX_SIDE_CELLS);
    this.checkTarget(target, options, model.config.aliveThreshold);
    return Trainer.create(this, options, model, target);
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
    const { height, width, wide = 128, numSeeds = 8, ages = [1] } = options;
    checkCount(height, 'The height', MAX_SIDE_CELLS);
    checkCount(width, 'The width', MAX_SIDE_CELLS);
    checkCount(numSeeds, 'The number of seeds', 1e6);
    checkCount(ages.length, 'The number of ages', MAX_AGES);
    if (wide !== 0) checkCount(wide, 'The larger grid', MAX_SIDE_CELLS);
    if (wide !== 0 && wide < Math.max(height, width)) throw new NcaError('BAD_ARGUMENT', 'The larger grid must not be smaller than the model’s own.');
    if (ages.some((age, i) => !Number.isInteger(age) || age < (ages[i - 1] ?? 0))) throw new NcaError('BAD_ARGUMENT', 'Ages must be whole numbers of steps, ascending.');
    if (target.length !== height * width * 4) throw new NcaError('BAD_ARGUMENT', 'The target does not fit the grid.');
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
    if (target.length !== height * width * 4) throw new NcaError('BAD_ARGUMENT', 'The target does not fit the grid.');
    const pointer = this.copyIn(target);
    const status = this.exports.nca_wasm_target_check(pointer, height, width, padding, aliveThreshold);
    this.free(pointer);
    if (status < 0) throw this.errorOf(status);
    return { isOpaque: status === 1 };
  }

  /** @param {Partial<Recipe>} recipe what differs from the one it is based on @returns {number} a pointer; free it */
  putRecipe({ base = 'blog', numEpochs = 2000, woundShares, ...rest }) {
    const pointer = this.exports.nca_wasm_recipe_create(RECIPE_NAMES[base], numEpochs);
    if (!pointer) throw this.errorOf(ERR_MEMORY);
    const set = (/** @type {number} */ field, /** @type {number} */ value) => this.exports.nca_wasm_recipe_set(pointer, field, value);
    for (const [key, value] of Object.entries(rest)) {
      set(RECIPE_FIELDS[/** @type {keyof typeof RECIPE_FIELDS} */ (key)], typeof value === 'string' ? RECIPE_WORDS[value] : value);
    }
    for (let kind = 0; woundShares && kind < NUM_WOUND_KINDS; kind++) set(RECIPE_WOUND_SHARES + kind, woundShares[kind]);
    if (!this.exports.nca_recipe_valid(pointer)) {
      this.free(pointer);
      throw new NcaError('BAD_ARGUMENT', 'A number of the recipe is outside its range.');
    }
    return pointer;
  }
}
