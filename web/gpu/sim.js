/**
 * One grid and one rule, stepped forward on a GPU: what Sim of web/core/sim.js is for the core, by the same names. The same cells fire, bit by bit; the states are
 * the same to float rounding alone, so nothing that has to be told again to the bit may come from here.
 *
 * Whatever is asked of it is queued, in order, and nothing is read back unless by a method that says so and answers later.
 *
 * @import { Model, Wound } from '../core/types.js'
 * @import { Buffers, World } from './buffers.js'
 * @import { Plan } from './plan.js'
 */
import { checkFloats, checkMix, checkModel, checkNumber, checkSeed, checkSide, checkWhole, checkWound, isArray, MAX_INT32, wrong } from '../core/check.js';
import { NcaError } from '../core/error.js';
import { MAX_KINDS, WOUND_SHAPES } from '../core/fields.js';
import { layoutOf } from '../core/shape.js';
import { CLOCK_WORDS, makeBuffers, tilesOf, worldBytes } from './buffers.js';
import { isSamePlan, planOf, TILE } from './plan.js';
import { Programs } from './programs.js';
import { readBack } from './read-back.js';
import { floatBelow, isSpontaneous, mixRows, packWeights } from './rule.js';
import { spansOf } from './spans.js';
import { BUFFER } from './usage.js';

const SHAPE_NAMES = Object.freeze(/** @type {('disc' | 'half' | 'band')[]} */ (Object.keys(WOUND_SHAPES)));
const WORD_BYTES = 4;
/** In one submission. */
const MAX_STEPS_AT_ONCE = 256;
const HOT = 1, NONZERO = 2, LISTED = 8;
const ALPHA = 3;

export class GpuSim {
  #device;
  #height;
  #width;
  /** @type {Model | undefined} */
  #model;
  /** @type {Plan | undefined} */
  #plan;
  /** @type {Buffers} */
  #buffers = {};
  /** @type {Programs | undefined} */
  #programs;
  /** Of the goals, for each kind. @type {ArrayLike<number>[]} */
  #mixes = [];
  #radians = 0;
  #seed = 0;
  #numSteps = 0;

  /** @param {GPUDevice} device @param {{ height: number, width: number }} size in cells */
  constructor(device, { height, width }) {
    this.#device = device;
    this.#height = checkSide(height, 'height');
    this.#width = checkSide(width, 'width');
  }

  get height() { return this.#height; }
  get width() { return this.#width; }
  get numChannels() { return this.#layout.channels; }
  get numGoals() { return this.#layout.goals; }
  get numKinds() { return this.#mixes.length; }
  /** Steps since the reset. */
  get numSteps() { return this.#numSteps; }
  /** What draws reads these. */
  get device() { return this.#device; }
  get buffers() { return this.#buffers; }

  destroy() {
    for (const buffer of Object.values(this.#buffers)) buffer.destroy();
    this.#buffers = {};
    this.#plan = this.#programs = undefined;
  }

  /** Take a rule. @param {Model} model @returns {boolean} whether the grid is as it was; after a rule of another shape it is empty */
  setModel(model) {
    checkModel(model);
    const before = this.#model, isAlike = before !== undefined && this.#plan !== undefined && shapeOf(before) === shapeOf(model);
    if (!isAlike) {
      this.destroy();
      this.#mixes = [oneGoal(layoutOf(model.config).goals, 0)];
    }
    this.#model = model;
    this.#makeRoom();
    this.#putRule();
    if (isAlike && before.config.aliveThreshold !== model.config.aliveThreshold) this.#overTiles('refresh');
    return isAlike;
  }

  /** Grow this goal of the model. @param {number} goal */
  setGoal(goal) {
    this.setMix(oneGoal(this.numGoals, checkWhole(goal, 'goal', 0, this.numGoals - 1)));
  }

  /** Grow a mix of the model's goals. @param {ArrayLike<number>} weights how much of each; they should sum to 1 */
  setMix(weights) {
    this.#mixes[0] = checkMix(weights, 'weights', this.numGoals);
    this.#putRule();
  }

  /** Several kinds on one grid, see Sim. @param {ArrayLike<number>[]} mixes of the goals, 1 to 255 of them */
  setKinds(mixes) {
    if (!isArray(mixes) || mixes.length < 1 || mixes.length > MAX_KINDS) throw wrong('mixes', mixes, `an array of 1 to ${MAX_KINDS} mixes`);
    const checked = mixes.map((mix, kind) => checkMix(mix, `mixes[${kind}]`, this.numGoals)), isFewer = checked.length < this.numKinds;
    this.#mixes = checked;
    this.#makeRoom();
    this.#putRule();
    if (isFewer && this.#buffers.kinds) this.#overTiles('clampKinds');
  }

  /** The direction in which every cell perceives. @param {number} radians */
  setAngle(radians) {
    this.#radians = Math.fround(checkNumber(radians, 'radians'));
    if (this.#model) this.#putWorld();
  }

  /** Start again from one seed in the middle. @param {number} seed of the fire mask */
  reset(seed) {
    this.setClock(seed, 0);
    this.clear();
    this.plant(Math.floor(this.#width / 2), Math.floor(this.#height / 2));
  }

  /** Go on as if so many steps had been taken; the grid stays. @param {number} seed of the fire mask @param {number} numSteps since the reset */
  setClock(seed, numSteps) {
    this.#seed = checkSeed(seed, 'seed');
    this.#numSteps = checkSeed(numSteps, 'numSteps');
    this.#write('clock', new Uint32Array([this.#seed, this.#numSteps]));
  }

  clear() {
    const encoder = this.#device.createCommandEncoder();
    for (const name of ['state', 'marks', 'risen', 'lively', 'kinds']) if (this.#buffers[name]) encoder.clearBuffer(this.#buffers[name]);
    this.#device.queue.submit([encoder.finish()]);
  }

  /** @param {number} [numSteps] @param {(pass: GPUComputePassEncoder) => void} [afterEach] what else every step does to the cells */
  step(numSteps = 1, afterEach = () => {}) {
    checkWhole(numSteps, 'numSteps', 0, MAX_INT32);
    const programs = this.#ready;
    for (let left = numSteps; left > 0; left -= MAX_STEPS_AT_ONCE) {
      this.#compute((pass) => {
        for (let i = Math.min(left, MAX_STEPS_AT_ONCE); i > 0; i--) {
          this.#stepIn(pass, programs);
          afterEach(pass);
        }
      });
    }
    this.#numSteps = (this.#numSteps + numSteps) >>> 0;
  }

  /** Plant a seed. @param {number} x in cells @param {number} y @param {number} [kind] */
  plant(x, y, kind = 0) {
    checkWhole(kind, 'kind', 0, this.numKinds - 1);
    const [column, row] = [Math.floor(checkNumber(x, 'x')), Math.floor(checkNumber(y, 'y'))], cell = row * this.#width + column;
    if (column < 0 || row < 0 || column >= this.#width || row >= this.#height) return;
    const tile = Math.floor(row / TILE) * tilesOf(this).tilesX + Math.floor(column / TILE), { numChannels } = this;
    this.#write('state', Float32Array.from({ length: numChannels }, (_, c) => Number(c >= ALPHA)), cell * numChannels);
    this.#write('marks', new Uint32Array([(1 > this.#config.aliveThreshold ? HOT : 0) | NONZERO]), cell);
    this.#write('lively', new Uint32Array([1]), tile);
    if (this.#buffers.kinds) this.#write('kinds', new Uint32Array([kind]), cell);
  }

  /** Set to zero every cell whose centre lies in the disc. @param {number} x in cells @param {number} y @param {number} radius */
  damage(x, y, radius) {
    this.wound({ shape: 'disc', x: checkNumber(x, 'x'), y: checkNumber(y, 'y'), size: checkNumber(radius, 'radius') });
  }

  /** Set to zero what a wound covers. @param {Wound} wound */
  wound(wound) {
    this.#overSpans('erase', wound, 0);
  }

  /** Set what a wound covers to random numbers instead. @param {Wound} wound @param {number} seed of the numbers */
  noise(wound, seed) {
    this.#overSpans('noise', wound, checkSeed(seed, 'seed'));
  }

  /** All that the shape of a wound covers is of this kind from now on. @param {Wound} where @param {number} kind */
  graft(where, kind) {
    checkWhole(kind, 'kind', 0, this.numKinds - 1);
    if (this.#buffers.kinds) this.#overSpans('graft', where, kind);
  }

  /** @param {Float32Array} state [height][width][numChannels] */
  writeState(state) {
    this.#write('state', checkFloats(state, 'state', this.#height * this.#width * this.numChannels));
    this.#overTiles('refresh');
  }

  /** @param {Uint8Array} kinds [height][width] */
  writeKinds(kinds) {
    if (this.#buffers.kinds) this.#write('kinds', Uint32Array.from(kinds));
  }

  /** @returns {Promise<Float32Array<ArrayBuffer>>} [height][width][numChannels] */
  async readState() {
    return new Float32Array(await this.#read(this.#bufferOf('state'), this.#height * this.#width * this.numChannels * WORD_BYTES));
  }

  /** @returns {Promise<Uint8Array<ArrayBuffer> | undefined>} [height][width]; undefined where there is but one */
  async readKinds() {
    const { kinds } = this.#buffers;
    return kinds && Uint8Array.from(new Uint32Array(await this.#read(kinds, kinds.size)));
  }

  /** Which cells took an update in the last step. @returns {Promise<Uint8Array<ArrayBuffer>>} [height][width], 0 or 1 */
  async readFired() {
    return Uint8Array.from(new Uint32Array(await this.#read(this.#bufferOf('risen'), this.#height * this.#width * WORD_BYTES)), (mark) => Number((mark & LISTED) !== 0));
  }

  /** @returns {Promise<Uint8ClampedArray<ArrayBuffer>>} [height][width][4] in straight alpha */
  async rgba() {
    const size = this.#height * this.#width * WORD_BYTES, pixels = this.#device.createBuffer({ size, usage: BUFFER.STORAGE | BUFFER.COPY_SRC });
    this.#overTiles('paint', { pixels });
    const bytes = new Uint8ClampedArray(await this.#read(pixels, size));
    pixels.destroy();
    return bytes;
  }

  /** @returns {Promise<number>} cells that live */
  async numAlive() {
    this.#write('numAlive', new Uint32Array(1));
    this.#overTiles('countAlive');
    return new Uint32Array(await this.#read(this.#bufferOf('numAlive'), WORD_BYTES))[0];
  }

  /** What the last step had to look at. @returns {Promise<{ tiles: number, cells: number }>} cells: for which an update was computed */
  async readWork() {
    const [tiles] = new Uint32Array(await this.#read(this.#bufferOf('tileArguments'), WORD_BYTES));
    return { tiles, cells: new Uint32Array(await this.#read(this.#bufferOf('clock'), CLOCK_WORDS * WORD_BYTES))[CLOCK_WORDS - 1] };
  }

  get #layout() { return layoutOf(this.#model?.config ?? {}); }

  get #config() {
    if (!this.#model) throw new NcaError('BAD_ARGUMENT', 'The grid has no model yet.');
    return this.#model.config;
  }

  get #ready() {
    if (!this.#programs) throw new NcaError('BAD_ARGUMENT', 'The grid has no model yet, or was destroyed.');
    return this.#programs;
  }

  /** @param {GPUComputePassEncoder} pass @param {Programs} programs */
  #stepIn(pass, programs) {
    const { tileArguments, updateArguments } = this.#buffers;
    programs.set(pass, 'tiles');
    pass.dispatchWorkgroups(1);
    programs.set(pass, 'list');
    pass.dispatchWorkgroupsIndirect(tileArguments, 0);
    programs.set(pass, 'update');
    pass.dispatchWorkgroupsIndirect(updateArguments, 0);
    programs.set(pass, 'life');
    pass.dispatchWorkgroupsIndirect(tileArguments, 0);
  }

  /** Buffers and kernels for the model and so many kinds; what fits stays. */
  #makeRoom() {
    const config = this.#config, plan = planOf(config, this.numKinds > 1), old = this.#buffers;
    if (this.#plan && isSamePlan(this.#plan, plan) && old.bias.size === this.numKinds * plan.hidden * WORD_BYTES) return;
    const { bias, kinds, ...kept } = old;
    this.#buffers = makeBuffers(this.#device, this, plan, this.numKinds, { ...kept, ...(plan.hasKinds && kinds && { kinds }) });
    bias?.destroy();
    if (!plan.hasKinds) kinds?.destroy();
    this.#plan = plan;
    this.#programs = new Programs(this.#device, plan, this.#buffers);
    if (!old.clock) this.setClock(this.#seed, this.#numSteps);
  }

  #putRule() {
    const model = this.#model;
    if (!model || !this.#plan) return;
    this.#write('weights', packWeights(model, this.#plan));
    this.#write('bias', mixRows(model, this.#mixes));
    this.#putWorld();
  }

  #putWorld() {
    const model = /** @type {Model} */ (this.#model), { fireRate, aliveThreshold, sobelScale, premultiplied } = model.config;
    /** @type {World} */
    const world = {
      height: this.#height, width: this.#width, ...tilesOf(this), fireThreshold: Math.floor(fireRate * 2 ** 24), everywhere: Number(isSpontaneous(model, mixRows(model, this.#mixes))),
      aliveThreshold: floatBelow(aliveThreshold), sobelScale, cosAngle: Math.cos(this.#radians), sinAngle: Math.sin(this.#radians), premultiplied: Number(premultiplied), numKinds: this.numKinds,
    };
    this.#device.queue.writeBuffer(this.#bufferOf('world'), 0, worldBytes(world));
  }

  /** @param {string} name of a kernel of tiles @param {Buffers} [own] */
  #overTiles(name, own) {
    const { tilesY, tilesX } = tilesOf(this), programs = this.#ready;
    this.#compute((pass) => {
      programs.set(pass, name, own);
      pass.dispatchWorkgroups(tilesY * tilesX);
    });
  }

  /** @param {'erase' | 'noise' | 'graft'} name @param {Wound} wound @param {number} number */
  #overSpans(name, wound, number) {
    const programs = this.#ready, wraps = this.#plan?.wraps ?? false;
    const spans = spansOf(checkWound(wound, SHAPE_NAMES), { height: this.#height, width: this.#width, wraps }, number);
    if (spans.length === 0) return;
    const buffer = this.#device.createBuffer({ label: 'spans', size: spans.byteLength, usage: BUFFER.STORAGE | BUFFER.COPY_DST });
    this.#device.queue.writeBuffer(buffer, 0, spans);
    this.#compute((pass) => {
      programs.set(pass, name, { spans: buffer });
      pass.dispatchWorkgroups(spans.length / 4);
    });
    buffer.destroy(); // once it has been used
  }

  /** @param {(pass: GPUComputePassEncoder) => void} encode */
  #compute(encode) {
    const encoder = this.#device.createCommandEncoder(), pass = encoder.beginComputePass();
    encode(pass);
    pass.end();
    this.#device.queue.submit([encoder.finish()]);
  }

  /** @param {string} name */
  #bufferOf(name) {
    const buffer = this.#buffers[name];
    if (!buffer) throw new NcaError('BAD_ARGUMENT', 'The grid has no model yet, or was destroyed.');
    return buffer;
  }

  /** @param {string} name @param {Float32Array | Uint32Array} words @param {number} [at] */
  #write(name, words, at = 0) {
    if (name === 'clock' && !this.#buffers.clock) return; // it is written as soon as there is one
    this.#device.queue.writeBuffer(this.#bufferOf(name), at * WORD_BYTES, /** @type {Uint32Array<ArrayBuffer>} */ (words));
  }

  /** @param {GPUBuffer} buffer @param {number} size bytes @returns {Promise<ArrayBuffer>} */
  #read(buffer, size) {
    return readBack(this.#device, size, (encoder, into) => encoder.copyBufferToBuffer(buffer, 0, into, 0, size));
  }
}

/** What has to be the same for a grid to stay. @param {Model} model */
function shapeOf({ config }) {
  const { channels, hidden, goals } = layoutOf(config);
  return `${channels} ${hidden} ${goals} ${config.filters ?? 'sobel'}`;
}

/** @param {number} count @param {number} goal */
const oneGoal = (count, goal) => Float32Array.from({ length: count }, (_, i) => Number(i === goal));
