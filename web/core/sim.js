/**
 * @import { ShowCore } from './show-core.js'
 * @import { Model, Wound } from './types.js'
 */
import { NcaError } from './error.js';
import { NUM_CHANNELS, NUM_PERCEIVED, WOUND_SHAPES } from './fields.js';
import { WasmObject } from './wasm-object.js';

/** As src/wasm_api.c wants it. @param {Wound} wound */
const wordsOf = ({ shape, x, y, size = 0, angle = 0 }) => [WOUND_SHAPES[shape], x, y, size, Math.cos(angle), Math.sin(angle)];

/** One grid and one rule, stepped forward. */
export class Sim extends WasmObject {
  #pixels;
  #target = 0;

  /** @param {ShowCore} core @param {number} height @param {number} width */
  constructor(core, height, width) {
    super(core, core.exports.nca_wasm_sim_create(height, width), 'nca_sim_destroy');
    this.height = height;
    this.width = width;
    this.#pixels = core.allocate(height * width * 4);
  }

  destroy() {
    super.destroy();
    if (this.#pixels) this.core.free(this.#pixels);
    if (this.#target) this.core.free(this.#target);
    this.#pixels = this.#target = 0;
  }

  /** Copy a rule in; the grid stays as it is. @param {Model} model */
  setModel(model) {
    const pointer = this.core.putModel(model);
    this.wasm.nca_sim_set_model(this.pointer, pointer);
    this.core.free(pointer);
  }

  /** The direction in which every cell perceives. @param {number} radians */
  setAngle(radians) {
    this.wasm.nca_sim_set_angle(this.pointer, radians);
  }

  /** Start again from one seed in the middle. @param {number} seed of the fire mask */
  reset(seed) {
    this.wasm.nca_sim_reset(this.pointer, seed);
  }

  /**
   * Go on as if so many steps had been taken; the grid stays. A state that was saved and is put back then goes on to the same bits.
   * @param {number} seed of the fire mask
   * @param {number} numSteps since the reset
   */
  setClock(seed, numSteps) {
    this.wasm.nca_sim_set_clock(this.pointer, seed, numSteps);
  }

  clear() {
    this.wasm.nca_sim_clear(this.pointer);
  }

  /** @param {number} [numSteps] */
  step(numSteps = 1) {
    this.wasm.nca_step(this.pointer, numSteps);
  }

  /** Plant a seed. @param {number} x in cells @param {number} y */
  plant(x, y) {
    this.wasm.nca_sim_seed(this.pointer, Math.floor(x), Math.floor(y));
  }

  /** Set to zero every cell whose centre lies in the disc. @param {number} x in cells @param {number} y @param {number} radius */
  damage(x, y, radius) {
    this.wasm.nca_sim_damage(this.pointer, x, y, radius);
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
    this.wasm.nca_wasm_sim_noise(this.pointer, ...wordsOf(wound), seed);
  }

  /** A view of [height][width][16]. After writing into it call stateChanged(). */
  get state() {
    return this.core.view(Float32Array, this.wasm.nca_sim_state(this.pointer), this.height * this.width * NUM_CHANNELS);
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
    const { pointer } = this, copy = this.#copyOf(target);
    const loss = this.wasm.nca_sim_loss(pointer, copy);
    this.core.free(copy);
    return loss;
  }

  /** Keep a copy of what the picture ought to be, or let it go. @param {Float32Array | null} target [height][width][4] */
  setTarget(target) {
    const copy = target && this.pointer ? this.#copyOf(target) : 0;
    if (this.#target) this.core.free(this.#target);
    this.#target = copy;
  }

  /** Mean squared error of the picture against the target that was set. @returns {number | undefined} */
  get error() {
    return this.#target ? this.wasm.nca_sim_loss(this.pointer, this.#target) : undefined;
  }

  /**
   * What the next step would compute if every cell fired: perceived [height][width][48], delta [height][width][16].
   * @returns {{ perceived: Float32Array, delta: Float32Array }} copies
   */
  inspect() {
    const { pointer } = this, numCells = this.height * this.width, numPerceived = numCells * NUM_PERCEIVED, numDelta = numCells * NUM_CHANNELS;
    const perceived = this.core.allocate(numPerceived * 4), delta = this.core.allocate(numDelta * 4);
    this.wasm.nca_sim_inspect(pointer, perceived, delta);
    const seen = { perceived: this.core.view(Float32Array, perceived, numPerceived).slice(), delta: this.core.view(Float32Array, delta, numDelta).slice() };
    this.core.free(perceived);
    this.core.free(delta);
    return seen;
  }

  /** @param {Float32Array} target @returns {number} a pointer; free it */
  #copyOf(target) {
    if (target.length !== this.height * this.width * 4) throw new NcaError('BAD_ARGUMENT', 'The target does not fit the grid.');
    return this.core.copyIn(target);
  }
}
