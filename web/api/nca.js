/**
 * A model that grows.
 *
 * @import { ShowCore } from '../core/show-core.js'
 * @import { Model } from '../core/types.js'
 * @import { FileSource } from './bytes.js'
 * @import { WasmSource } from './wasm.js'
 */
import { checkModel, checkOptions, checkSeed, checkSide, checkSignal, checkWhole } from '../core/check.js';
import { NcaError } from '../core/error.js';
import { FIRST_FLAKE, isOfFamily, MAX_FLAKE, mixOfFlake as mixOf } from '../core/family.js';
import { isSameLayout, ownSizeOf } from '../core/shape.js';
import { loadShowCore } from '../core/show-core.js';
import { Sim } from '../core/sim.js';
import { bytesOf, reasonOf } from './bytes.js';
import { compiled } from './wasm.js';

const DEFAULT_SEED = 1;
const GROWTH_KEYS = Object.freeze(['height', 'width', 'seed']);

/** The smaller core, that only shows. A bundler that knows this form takes the file along. */
const showWasm = () => new URL('./nca_show.wasm', import.meta.url);

/**
 * @typedef {object} NcaOptions
 * @property {number} [height] cells; default: as the model was trained
 * @property {number} [width]
 * @property {number} [seed] of the random fire mask, default 1: the same seed grows the same flake, to the bit, on every machine
 * @property {WasmSource} [wasm] where the core is; default: `nca_show.wasm` beside this module
 * @property {AbortSignal} [signal] ends the loading
 */

/**
 * One grid and its model, one cell planted in the middle. Every instance has a wasm memory of its own, which is given back when nobody
 * refers to the instance any more; `destroy()` only empties it sooner.
 */
export class Nca extends Sim {
  /** @type {Model} */
  #model;
  #seed;

  /** @private @param {ShowCore} core @param {Model} model @param {{ height?: number, width?: number, seed?: number }} options */
  constructor(core, model, options) {
    if (!core || !model) throw new NcaError('BAD_ARGUMENT', 'An Nca is made by Nca.load().');
    const own = ownSizeOf(model), { height = own.height, width = own.width, seed = DEFAULT_SEED } = options;
    super(core, height, width);
    this.#model = model;
    this.#seed = seed;
    super.setModel(model);
    if (isOfFamily(model)) this.setFlake(FIRST_FLAKE);
    this.reset();
  }

  /**
   * @param {FileSource | Model} source a safetensors file, a JSON model of Distill's article, or a model as a trainer gives it
   * @param {NcaOptions} [options]
   * @returns {Promise<Nca>}
   * @throws {NcaError} with a code for programs and a sentence for people
   */
  static async load(source, options = {}) {
    const { wasm = showWasm(), signal, ...growth } = checkOptions(options, 'options', [...GROWTH_KEYS, 'wasm', 'signal']);
    checkGrowth(growth);
    checkSignal(signal, 'signal');
    if (signal?.aborted) throw reasonOf(signal);
    const file = isModel(source) ? checkModel(source, 'source') : bytesOf(source, { signal });
    const [core, loaded] = await Promise.all([compiled(wasm).then(loadShowCore), file]);
    if (signal?.aborted) throw reasonOf(signal);
    return new Nca(core, isModel(loaded) ? loaded : core.readModel(loaded), growth);
  }

  /** What grows. */
  get model() {
    return this.#model;
  }

  /** Another rule; the grid stays as it is. Of a family grows flake 48213, unless the rule before was of one of the same shape. @param {Model} model */
  setModel(model) {
    const before = this.#model;
    super.setModel(model);
    this.#model = model;
    if (isOfFamily(model) && !(isOfFamily(before) && isSameLayout(before.config, model.config))) this.setFlake(FIRST_FLAKE);
  }

  /** Grow the flake of this number, of a model that knows a family: the living one turns into it. Until then it is 48213. @param {number} number 0 to 4294967295 */
  setFlake(number) {
    if (!isOfFamily(this.#model)) throw new NcaError('BAD_ARGUMENT', 'This model knows no family of flakes.');
    this.setMix(mixOfFlake(number));
  }

  /** Grow again from one cell. @param {number} [seed] of the fire mask; default: the one it was made with */
  reset(seed = this.#seed) {
    super.reset(seed);
  }
}

/** How much of each corner of its family a flake has, for setMix() and setKinds(). @param {number} number 0 to 4294967295 @returns {readonly number[]} */
export function mixOfFlake(number) {
  checkWhole(number, 'number', 0, MAX_FLAKE);
  return mixOf(number);
}

/** What growing asks for, as load() and Trainer.grow() are given it. @param {unknown} options @returns {{ height?: number, width?: number, seed?: number }} */
export function checkGrowth(options) {
  const growth = checkOptions(options, 'options', GROWTH_KEYS), { height, width, seed } = growth;
  if (height !== undefined) checkSide(height, 'height');
  if (width !== undefined) checkSide(width, 'width');
  if (seed !== undefined) checkSeed(seed, 'seed');
  return growth;
}

/** @param {FileSource | Model} source @returns {source is Model} */
function isModel(source) {
  return typeof source === 'object' && source !== null && 'params' in source;
}
