/**
 * The core of a wasm that can show: beside what grows, new models and files of models, the pictures that they should become, and what is drawn to explain
 * them. All that nca_show.wasm exports.
 *
 * @import { CoreSource } from './instantiate.js'
 * @import { IceOptions, Model, ModelShape, TargetOptions } from './types.js'
 */
import { checkBytes, checkNumber, checkOptions, checkPixels, checkSeed, checkShape, checkSide, checkTarget, checkWhole, checkWord, isArray, MAX_INT32, SHAPE_KEYS, wrong } from './check.js';
import { Decoder } from './decoder.js';
import { NcaError } from './error.js';
import { DTYPES, MAX_ICE_STEPS, MAX_SIDE_PIXELS, MAX_TURNS, NUM_CRYSTAL_AXES } from './fields.js';
import { GrowCore } from './grow-core.js';
import { instantiate } from './instantiate.js';
import { FREE_MODEL } from './wasm-object.js';

const DTYPE_NAMES = /** @type {const} */ (['F32', 'F16']);

/**
 * @param {CoreSource} source
 * @returns {Promise<ShowCore>}
 * @throws {NcaError} where the browser cannot run it, or it cannot be fetched
 */
export async function loadShowCore(source) {
  const { module, instance } = await instantiate(source);
  return new ShowCore(module, instance);
}

export class ShowCore extends GrowCore {
  get memoryBytes() {
    return this.exports.memory.buffer.byteLength;
  }

  /**
   * A fresh, untrained model.
   * @param {'blog' | 'distill'} config
   * @param {number} seed
   * @param {ModelShape} [shape] what differs from that configuration's
   * @returns {Model}
   */
  newModel(config, seed, shape = {}) {
    checkWord(config, 'config', ['blog', 'distill']);
    checkSeed(seed, 'seed');
    checkShape(checkOptions(shape, 'shape', SHAPE_KEYS), 'shape');
    return this.borrowing((take) => {
      const pointer = take(this.newModelPointer(), FREE_MODEL), wasm = this.exports;
      wasm.nca_wasm_model_configure(pointer, Number(config === 'distill'));
      for (const [key, value] of Object.entries(shape)) if (value !== undefined) this.setField(pointer, key, value);
      const status = wasm.nca_wasm_model_init(pointer, seed);
      if (status < 0) throw this.errorOf(status);
      return this.modelAt(pointer);
    });
  }

  /**
   * Read a safetensors file.
   * @param {Uint8Array} bytes
   * @returns {Model}
   * @throws {NcaError}
   */
  readWeights(bytes) {
    return this.readBy(checkBytes(bytes, 'bytes'), 'nca_weights_read');
  }

  /**
   * The model as a safetensors file.
   * @param {Model} model
   * @param {{ dtype?: 'F32' | 'F16' }} [options]
   * @returns {Uint8Array<ArrayBuffer>}
   */
  writeWeights(model, { dtype = 'F32' } = {}) {
    checkWord(dtype, 'dtype', DTYPE_NAMES);
    return this.borrowing((take) => {
      const pointer = take(this.putModel(model), FREE_MODEL), sizeBytes = this.exports.nca_weights_write(0, 0, pointer, DTYPES[dtype]);
      const file = take(this.allocate(sizeBytes));
      this.exports.nca_weights_write(file, sizeBytes, pointer, DTYPES[dtype]);
      return /** @type {Uint8Array<ArrayBuffer>} */ (this.copyOut(Uint8Array, file, sizeBytes));
    });
  }

  /**
   * The same from pixels: RGBA8 in straight alpha, as ImageData has them.
   * @param {Uint8Array | Uint8ClampedArray} rgba
   * @param {number} heightPixels
   * @param {number} widthPixels
   * @param {TargetOptions} options
   * @returns {Float32Array}
   * @throws {NcaError}
   */
  targetFromRgba(rgba, heightPixels, widthPixels, options) {
    checkWhole(heightPixels, 'height', 0, MAX_INT32);
    checkWhole(widthPixels, 'width', 0, MAX_INT32);
    checkPixels(rgba, 'data', heightPixels, widthPixels);
    return this.makeTarget(options, rgba, (/** @type {number[]} */ target, /** @type {number} */ file) =>
      this.exports.nca_wasm_target_from_rgba(...target, file, heightPixels, widthPixels));
  }

  /**
   * @param {TargetOptions} options
   * @param {Uint8Array | Uint8ClampedArray} data
   * @param {(target: number[], file: number) => number} call
   */
  makeTarget({ height, width, padding = 0, premultiplied = false, keepAspect = false, scale = 1 }, data, call) {
    checkSide(height, 'height');
    checkSide(width, 'width');
    checkWhole(scale, 'scale', 1, Math.max(1, Math.floor(MAX_SIDE_PIXELS / Math.max(height, width))));
    checkWhole(padding, 'padding', 0, Math.ceil(Math.min(height, width) / 2) - 1); // room is left for the picture
    return this.borrowing((take) => {
      const length = height * scale * width * scale * 4, target = take(this.allocate(length * 4)), file = take(this.copyIn(data));
      const status = call([target, height, width, padding, Number(Boolean(premultiplied)), Number(Boolean(keepAspect)), scale], file);
      if (status < 0) throw this.errorOf(status);
      return this.copyOut(Float32Array, target, length);
    });
  }

  /**
   * The same target turned about the cell of the seed by turn / numTurns of a full circle, as training with `turns` has it.
   * @param {Float32Array} target [height][width][4]
   * @param {{ height: number, width: number, turn: number, numTurns: number }} options
   * @returns {Float32Array} a copy
   */
  turnTarget(target, { height, width, turn, numTurns }) {
    checkTarget(target, { height, width });
    checkWhole(numTurns, 'numTurns', 1, MAX_TURNS);
    checkWhole(turn, 'turn', 0, numTurns - 1);
    return this.borrowing((take) => {
      const turned = take(this.allocate(target.byteLength));
      this.exports.nca_target_turn(turned, take(this.copyIn(target)), height, width, turn, numTurns);
      return this.copyOut(Float32Array, turned, target.length);
    });
  }

  /**
   * Which cells fire in a step: [height][width], 0 or 1.
   * @param {number} height @param {number} width @param {number} seed @param {number} step @param {number} fireRate
   * @returns {Uint8Array}
   */
  fireMask(height, width, seed, step, fireRate) {
    checkSide(height, 'height');
    checkSide(width, 'width');
    checkSeed(seed, 'seed');
    checkSeed(step, 'step');
    checkNumber(fireRate, 'fireRate', 0, 1);
    return this.borrowing((take) => {
      const pointer = take(this.allocate(height * width));
      this.exports.nca_fire_mask(pointer, height, width, seed, step, fireRate);
      return this.copyOut(Uint8Array, pointer, height * width);
    });
  }

  /**
   * What draws a picture finer than the grid, of a model that has a decoder.
   * @param {Model} model
   * @param {number} [scale] pixels a cell; default: that which it was trained at
   */
  createDecoder(model, scale) {
    return new Decoder(this, model, scale);
  }

  /**
   * The point of the family of crystals that a number names, for ever: four numbers in 0..1, the size of the plate in the middle, how far out side branches
   * start, how many and how long they are, and the width of the arms.
   * @param {number} number a whole one, 0..2^32 - 1
   * @returns {number[]}
   */
  crystalPoint(number) {
    checkSeed(number, 'number');
    return this.borrowing((take) => {
      const point = take(this.allocate(NUM_CRYSTAL_AXES * Float32Array.BYTES_PER_ELEMENT));
      this.exports.nca_crystal_point(point, number);
      return [...this.copyOut(Float32Array, point, NUM_CRYSTAL_AXES)];
    });
  }

  /**
   * A snowflake by a rule table on a hexagonal lattice, drawn smoothly: [side][side][4] bytes in straight alpha.
   * @param {IceOptions} [options]
   * @returns {Uint8ClampedArray<ArrayBuffer>}
   */
  growIce({ freeze = [1, 4, 5], melt = [2, 3, 6], numSteps = 12, side = 128, centre = 0x3d8bd4, tips = 0xa8dcf5 } = {}) {
    checkSide(side, 'side');
    checkWhole(numSteps, 'numSteps', 0, MAX_ICE_STEPS);
    for (const [name, counts] of Object.entries({ freeze, melt })) {
      if (!isArray(counts)) throw wrong(name, counts, 'an array of numbers');
      counts.forEach((count, i) => checkWhole(count, `${name}[${i}]`, 0, 6));
    }
    for (const [name, colour] of Object.entries({ centre, tips })) checkWhole(colour, name, 0, 0xffffff);
    if (freeze.some((count) => melt.includes(count))) throw new NcaError('BAD_ARGUMENT', 'With one number of neighbours a cell cannot both freeze and melt.');
    const fates = [0, 1, 2, 3, 4, 5, 6].reduce((bits, count) => bits | (freeze.includes(count) ? 1 : melt.includes(count) ? 2 : 0) << (2 * count), 0);
    const radius = Math.max(numSteps, 1), numCells = (2 * radius + 1) ** 2;
    return this.borrowing((take) => {
      const rgba = take(this.allocate(side * side * 4)), cells = take(this.allocate(numCells)), next = take(this.allocate(numCells));
      this.exports.nca_wasm_ice(rgba, side, cells, next, radius, numSteps, fates, centre, tips);
      return /** @type {Uint8ClampedArray<ArrayBuffer>} */ (this.copyOut(Uint8ClampedArray, rgba, side * side * 4));
    });
  }
}
