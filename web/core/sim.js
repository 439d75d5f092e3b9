/**
 * @import { GrowCore } from './grow-core.js'
 * @import { Model, Wound } from './types.js'
 */
import { checkFloats, checkMix, checkNumber, checkSeed, checkSide, checkWhole, checkWound, isArray, MAX_INT32, wrong } from './check.js';
import { ERR_MEMORY, MAX_KINDS, WOUND_SHAPES } from './fields.js';
import { listOf } from './list-of.js';
import { layoutOf, USUAL_LAYOUT } from './shape.js';
import { FREE_MODEL, WasmObject } from './wasm-object.js';

const SHAPE_NAMES = Object.freeze(Object.keys(WOUND_SHAPES));
const MIN_INT32 = -(2 ** 31);

/** As src/wasm/wasm_api.c wants it. @param {Wound} wound */
function wordsOf(wound) {
  const { shape, x, y, size, angle } = checkWound(wound, SHAPE_NAMES);
  return [WOUND_SHAPES[shape], x, y, size, Math.cos(angle), Math.sin(angle)];
}

/** One grid and one rule, stepped forward. */
export class Sim extends WasmObject {
  #height;
  #width;
  #pixels;
  /** Copies of what the picture ought to be, of which the nearest counts. @type {number[]} */
  #targets = [];
  #layout = USUAL_LAYOUT;

  /** @param {GrowCore} core @param {number} height @param {number} width */
  constructor(core, height, width) {
    super(core, core.exports.nca_wasm_sim_create(checkSide(height, 'height'), checkSide(width, 'width')), 'nca_sim_destroy');
    this.#height = height;
    this.#width = width;
    try {
      this.#pixels = core.allocate(height * width * 4);
    } catch (error) {
      super.destroy();
      throw error;
    }
  }

  /** Cells. */
  get height() {
    return this.#height;
  }

  get width() {
    return this.#width;
  }

  /** Numbers of a cell, by the model that was set. */
  get numChannels() {
    return this.#layout.channels;
  }

  /** What the model that was set can grow. */
  get numGoals() {
    return this.#layout.goals;
  }

  /** Numbers that a cell perceives. */
  get numPerceived() {
    return this.#layout.perceived;
  }

  destroy() {
    super.destroy();
    if (this.#pixels) this.core.free(this.#pixels);
    for (const target of this.#targets.splice(0)) this.core.free(target);
    this.#pixels = 0;
  }

  /** Copy a rule in; the grid stays as it is, of other channels those that both have. @param {Model} model */
  setModel(model) {
    const hasRoom = this.core.borrowing((take) => this.wasm.nca_sim_set_model(this.pointer, take(this.core.putModel(model), FREE_MODEL)));
    if (!hasRoom) throw this.core.errorOf(ERR_MEMORY);
    this.#layout = layoutOf(model.config);
  }

  /** Grow this goal of the model. After a model of another shape it is the first one. @param {number} goal */
  setGoal(goal) {
    checkWhole(goal, 'goal', 0, this.numGoals - 1);
    this.setMix(listOf(this.numGoals, (i) => Number(i === goal)));
  }

  /** Grow a mix of the model's goals. @param {ArrayLike<number>} weights how much of each; they should sum to 1 */
  setMix(weights) {
    const mix = checkMix(weights, 'weights', this.numGoals);
    this.core.borrowing((take) => this.wasm.nca_sim_set_mix(this.pointer, take(this.core.copyIn(mix))));
  }

  /**
   * Several kinds on one grid: every cell is of one, and grows by it; those that come to life take that of their living neighbour with the most alpha.
   * @param {ArrayLike<number>[]} mixes of the goals, 1 to 255 of them; cells are of the first until they are planted or grafted otherwise
   */
  setKinds(mixes) {
    if (!isArray(mixes) || mixes.length < 1 || mixes.length > MAX_KINDS) throw wrong('mixes', mixes, `an array of 1 to ${MAX_KINDS} mixes`);
    const all = new Float32Array(mixes.length * this.numGoals);
    mixes.forEach((mix, kind) => all.set(checkMix(mix, `mixes[${kind}]`, this.numGoals), kind * this.numGoals));
    if (!this.core.borrowing((take) => this.wasm.nca_sim_set_kinds(this.pointer, take(this.core.copyIn(all)), mixes.length))) throw this.core.errorOf(ERR_MEMORY);
  }

  get numKinds() {
    return this.wasm.nca_sim_num_kinds(this.pointer);
  }

  /** A view of [height][width]: of which kind each cell is; writable. Undefined where there is but one. */
  get kinds() {
    return this.numKinds > 1 ? this.core.view(Uint8Array, this.wasm.nca_sim_kinds(this.pointer), this.height * this.width) : undefined;
  }

  /** The direction in which every cell perceives. @param {number} radians */
  setAngle(radians) {
    this.wasm.nca_sim_set_angle(this.pointer, checkNumber(radians, 'radians'));
  }

  /** Start again from one seed in the middle. @param {number} seed of the fire mask */
  reset(seed) {
    this.wasm.nca_sim_reset(this.pointer, checkSeed(seed, 'seed'));
  }

  /**
   * Go on as if so many steps had been taken; the grid stays. A state that was saved and is put back then goes on to the same bits.
   * @param {number} seed of the fire mask
   * @param {number} numSteps since the reset
   */
  setClock(seed, numSteps) {
    this.wasm.nca_sim_set_clock(this.pointer, checkSeed(seed, 'seed'), checkSeed(numSteps, 'numSteps'));
  }

  clear() {
    this.wasm.nca_sim_clear(this.pointer);
  }

  /** @param {number} [numSteps] */
  step(numSteps = 1) {
    this.wasm.nca_step(this.pointer, checkWhole(numSteps, 'numSteps', 0, MAX_INT32));
  }

  /** Plant a seed. @param {number} x in cells @param {number} y @param {number} [kind] */
  plant(x, y, kind = 0) {
    checkWhole(kind, 'kind', 0, this.numKinds - 1);
    // Outside the grid, however far, there is nothing to plant.
    const cell = (/** @type {number} */ value, /** @type {string} */ name) => Math.min(Math.max(Math.floor(checkNumber(value, name)), MIN_INT32), MAX_INT32);
    this.wasm.nca_sim_seed_kind(this.pointer, cell(x, 'x'), cell(y, 'y'), kind);
  }

  /** Set to zero every cell whose centre lies in the disc. @param {number} x in cells @param {number} y @param {number} radius */
  damage(x, y, radius) {
    this.wasm.nca_sim_damage(this.pointer, checkNumber(x, 'x'), checkNumber(y, 'y'), checkNumber(radius, 'radius'));
  }

  /**
   * Set to zero what a wound covers. (x + 0.5, y + 0.5) is the centre of cell x, y.
   * @param {Wound} wound
   */
  wound(wound) {
    this.wasm.nca_wasm_sim_wound(this.pointer, ...wordsOf(wound));
  }

  /** Set what a wound covers to random numbers instead. @param {Wound} wound @param {number} seed of the numbers */
  noise(wound, seed) {
    this.wasm.nca_wasm_sim_noise(this.pointer, ...wordsOf(wound), checkSeed(seed, 'seed'));
  }

  /** All that the shape of a wound covers is of this kind from now on. @param {Wound} where @param {number} kind */
  graft(where, kind) {
    this.wasm.nca_wasm_sim_graft(this.pointer, ...wordsOf(where), checkWhole(kind, 'kind', 0, this.numKinds - 1));
  }

  /** A view of [height][width][numChannels]. After writing into it call stateChanged(). */
  get state() {
    return this.core.view(Float32Array, this.wasm.nca_sim_state(this.pointer), this.height * this.width * this.numChannels);
  }

  stateChanged() {
    this.wasm.nca_sim_state_changed(this.pointer);
  }

  /** Steps since the reset. */
  get numSteps() {
    return this.wasm.nca_sim_num_steps(this.pointer) >>> 0;
  }

  /** Cells that live. */
  get numAlive() {
    return this.wasm.nca_sim_num_alive(this.pointer);
  }

  /** A view of [height][width][4] bytes in straight alpha. */
  rgba() {
    this.wasm.nca_sim_rgba(this.pointer, this.#pixels);
    return this.core.view(Uint8ClampedArray, this.#pixels, this.height * this.width * 4);
  }

  /** Mean squared error of the picture. @param {Float32Array} target [height][width][4] @returns {number} */
  loss(target) {
    return this.core.borrowing((take) => this.wasm.nca_sim_loss(this.pointer, take(this.core.copyIn(this.#check(target)))));
  }

  /** Keep a copy of what the picture ought to be, or let it go. @param {Float32Array | null} target [height][width][4] */
  setTarget(target) {
    this.setTargets(target === null ? [] : [target]);
  }

  /** The same of several, the nearest of which counts. @param {readonly Float32Array[]} targets each [height][width][4] */
  setTargets(targets) {
    for (const target of this.pointer ? targets : []) this.#check(target); // one that does not fit leaves the old ones
    for (const old of this.#targets.splice(0)) this.core.free(old);
    for (const target of targets) this.#targets.push(this.core.copyIn(target));
  }

  /** Mean squared error of the picture against the nearest of the targets that were set. @returns {number | undefined} */
  get error() {
    return this.#targets.length > 0 ? Math.min(...this.#targets.map((target) => this.wasm.nca_sim_loss(this.pointer, target))) : undefined;
  }

  /**
   * What the next step would compute if every cell fired: perceived [height][width][numPerceived], delta [height][width][numChannels].
   * @returns {{ perceived: Float32Array, delta: Float32Array }} copies
   */
  inspect() {
    const { pointer, core } = this, numCells = this.height * this.width, numPerceived = numCells * this.numPerceived, numDelta = numCells * this.numChannels;
    return core.borrowing((take) => {
      const perceived = take(core.allocate(numPerceived * 4)), delta = take(core.allocate(numDelta * 4));
      this.wasm.nca_sim_inspect(pointer, perceived, delta);
      return { perceived: core.copyOut(Float32Array, perceived, numPerceived), delta: core.copyOut(Float32Array, delta, numDelta) };
    });
  }

  /** @param {Float32Array} target */
  #check(target) {
    return checkFloats(target, 'target', this.height * this.width * 4);
  }
}
