/**
 * The owner of the memory of a wasm that can show: models in and out, grids, the pictures they should become. All that nca_show.wasm exports.
 *
 * Only numbers cross. The memory may grow in any call, so a view is made anew each time it is needed; what a method
 * returns as a *view* is valid until the next call into the same core, everything else is a copy.
 * The other side is src/nca.h and src/wasm/wasm_api.c.
 *
 * @import { CoreSource } from './instantiate.js'
 * @import { Config, IceOptions, Model, ModelShape, TargetOptions } from './types.js'
 */
import { checkBytes, checkModel, checkNumber, checkOptions, checkPixels, checkSeed, checkShape, checkSide, checkTarget, checkWhole, checkWord, isArray, MAX_INT32, SHAPE_KEYS, wrong } from './check.js';
import { Decoder } from './decoder.js';
import { NcaError } from './error.js';
import { CONFIG_WORDS, DTYPES, ERR_MEMORY, MAX_ICE_STEPS, MAX_SIDE_PIXELS, MAX_TURNS, MODEL_FIELDS, MODEL_TEXTS, TEXT_BYTES } from './fields.js';
import { instantiate } from './instantiate.js';
import { layoutOf } from './shape.js';
import { Sim } from './sim.js';
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

/** One instance of the wasm. */
export class ShowCore {
  /** @type {any} */
  #exports;

  /** @param {WebAssembly.Module} module @param {WebAssembly.Instance} instance */
  constructor(module, instance) {
    /** The compiled module: post it to a worker, which then need not compile it again. */
    this.module = module;
    this.#exports = instance.exports;
    if (!('nca_step' in this.#exports)) throw new NcaError('LOAD_FAILED', 'This WebAssembly module is another one than the core.');
    this.#exports._initialize();
    const { nca_self_test: ofAll, nca_self_test_showing: ofShowing } = this.#exports;
    if (!(ofAll ?? ofShowing)()) {
      throw new NcaError('WRONG_SIMD', 'This browser computes WebAssembly SIMD wrongly. A newer version does it right (Safari: 17 or newer).');
    }
  }

  /** The raw exports, for tests. */
  get exports() {
    return this.#exports;
  }

  get memoryBytes() {
    return this.#exports.memory.buffer.byteLength;
  }

  /**
   * A view into memory, valid until the next call.
   * @template {Float32Array | Float64Array | Uint8Array | Uint8ClampedArray | Int32Array} T
   * @param {new (buffer: ArrayBuffer, offset: number, length: number) => T} Type
   * @param {number} pointer
   * @param {number} length in elements
   * @returns {T}
   */
  view(Type, pointer, length) {
    return new Type(this.#exports.memory.buffer, pointer, length);
  }

  /**
   * A copy of what lies in memory.
   * @template {Float32Array | Uint8Array | Uint8ClampedArray} T
   * @param {new (buffer: ArrayBuffer, offset: number, length: number) => T} Type
   * @param {number} pointer
   * @param {number} length in elements
   * @returns {T}
   * @throws {NcaError} where JavaScript has no room for it
   */
  copyOut(Type, pointer, length) {
    try {
      return /** @type {T} */ (this.view(Type, pointer, length).slice());
    } catch (error) {
      throw this.errorOf(ERR_MEMORY, error);
    }
  }

  /** @param {number} sizeBytes @returns {number} a pointer; free it */
  allocate(sizeBytes) {
    const pointer = sizeBytes < 2 ** 32 ? this.#exports.malloc(Math.max(sizeBytes, 1)) : 0;
    if (!pointer) throw this.errorOf(ERR_MEMORY);
    return pointer;
  }

  /** @param {number} pointer */
  free(pointer) {
    this.#exports.free(pointer);
  }

  /** @param {ArrayBufferView} data @returns {number} a pointer; free it */
  copyIn(data) {
    const pointer = this.allocate(data.byteLength);
    if (data.byteLength > 0) this.view(Uint8Array, pointer, data.byteLength).set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    return pointer;
  }

  /**
   * Take memory for a call, and give it back however the call ends.
   * @template T
   * @param {(take: (pointer: number, destroy?: string) => number) => T} call every pointer that it takes is freed, by the export of that name
   * @returns {T}
   */
  borrowing(call) {
    /** @type {[number, string][]} */
    const taken = [];
    try {
      return call((pointer, destroy = 'free') => {
        taken.push([pointer, destroy]);
        return pointer;
      });
    } finally {
      for (const [pointer, destroy] of taken) this.#exports[destroy](pointer);
    }
  }

  /** @param {number} status negative @param {unknown} [cause] */
  errorOf(status, cause) {
    const text = this.textAt(this.#exports.nca_status_text(status));
    return new NcaError(this.textAt(this.#exports.nca_status_name(status)), `${text[0].toUpperCase()}${text.slice(1)}.`, { cause });
  }

  /** @param {number} pointer to a text that ends with a zero byte */
  textAt(pointer) {
    const bytes = new Uint8Array(this.#exports.memory.buffer, pointer);
    return new TextDecoder().decode(bytes.slice(0, bytes.indexOf(0)));
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
      const pointer = take(this.newModelPointer(), FREE_MODEL), wasm = this.#exports;
      wasm.nca_wasm_model_configure(pointer, Number(config === 'distill'));
      for (const [key, value] of Object.entries(shape)) if (value !== undefined) this.#setField(pointer, key, value);
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
    return this.#readModel(checkBytes(bytes, 'bytes'), 'nca_weights_read');
  }

  /**
   * Read a model in whatever format: safetensors, or the JSON of Distill's article.
   * @param {Uint8Array} bytes
   * @returns {Model}
   * @throws {NcaError}
   */
  readModel(bytes) {
    return this.#readModel(checkBytes(bytes, 'bytes'), 'nca_model_read');
  }

  /** @param {Uint8Array} bytes @param {string} reader */
  #readModel(bytes, reader) {
    return this.borrowing((take) => {
      const file = take(this.copyIn(bytes)), pointer = take(this.newModelPointer(), FREE_MODEL);
      const status = this.#exports[reader](pointer, file, bytes.byteLength);
      if (status < 0) throw this.errorOf(status);
      return this.modelAt(pointer);
    });
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
      const pointer = take(this.putModel(model), FREE_MODEL), sizeBytes = this.#exports.nca_weights_write(0, 0, pointer, DTYPES[dtype]);
      const file = take(this.allocate(sizeBytes));
      this.#exports.nca_weights_write(file, sizeBytes, pointer, DTYPES[dtype]);
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
      this.#exports.nca_wasm_target_from_rgba(...target, file, heightPixels, widthPixels));
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
      this.#exports.nca_fire_mask(pointer, height, width, seed, step, fireRate);
      return this.copyOut(Uint8Array, pointer, height * width);
    });
  }

  /**
   * An empty grid.
   * @param {{ height: number, width: number }} size in cells
   */
  createSim({ height, width }) {
    return new Sim(this, height, width);
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
      this.#exports.nca_wasm_ice(rgba, side, cells, next, radius, numSteps, fates, centre, tips);
      return /** @type {Uint8ClampedArray<ArrayBuffer>} */ (this.copyOut(Uint8ClampedArray, rgba, side * side * 4));
    });
  }

  /** @returns {number} a pointer to an empty model; free it by FREE_MODEL */
  newModelPointer() {
    const pointer = this.#exports.nca_wasm_model_create();
    if (!pointer) throw this.errorOf(ERR_MEMORY);
    return pointer;
  }

  /** @param {number} pointer to a model @param {string} key of MODEL_FIELDS @param {unknown} value a number, or one of the words of CONFIG_WORDS */
  #setField(pointer, key, value) {
    const words = /** @type {readonly unknown[] | undefined} */ (CONFIG_WORDS[/** @type {keyof typeof CONFIG_WORDS} */ (key)]);
    this.#exports.nca_wasm_model_set(pointer, MODEL_FIELDS[/** @type {keyof typeof MODEL_FIELDS} */ (key)], words && value ? words.indexOf(value) : Number(value));
  }

  /** @param {Model} model @returns {number} a pointer; free it by FREE_MODEL */
  putModel(model) {
    checkModel(model);
    const { channels, hidden, goals } = layoutOf(model.config), config = { ...model.config, channels, hidden, goals };
    const pointer = this.newModelPointer(), wasm = this.#exports;
    for (const key of Object.keys(MODEL_FIELDS)) {
      this.#setField(pointer, key, key in config ? config[/** @type {keyof Config} */ (key)] : (model[/** @type {keyof Model} */ (key)] ?? 0));
    }
    for (const [key, field] of Object.entries(MODEL_TEXTS)) {
      const bytes = this.view(Uint8Array, wasm.nca_wasm_model_text(pointer, field), TEXT_BYTES);
      new TextEncoder().encodeInto(String(model[/** @type {keyof Model} */ (key)] ?? ''), bytes.subarray(0, TEXT_BYTES - 1));
    }
    const names = model.goalNames && new TextEncoder().encode(`${model.goalNames.join('\n')}\0`), room = names ? wasm.nca_wasm_model_room_for_names(pointer, names.length) : 0;
    if (names && room) this.view(Uint8Array, room, names.length).set(names);
    const params = wasm.nca_wasm_model_params(pointer);
    if (!params || (names && !room)) {
      wasm[FREE_MODEL](pointer);
      throw this.errorOf(ERR_MEMORY);
    }
    this.view(Float32Array, params, model.params.length).set(model.params);
    return pointer;
  }

  /** @param {number} pointer @returns {Model} a copy */
  modelAt(pointer) {
    const wasm = this.#exports;
    const get = (/** @type {number} */ field) => wasm.nca_wasm_model_get(pointer, field);
    const text = (/** @type {number} */ field) => this.textAt(wasm.nca_wasm_model_text(pointer, field));
    const names = wasm.nca_wasm_model_goal_names(pointer);
    const config = /** @type {Config} */ ({
      alive: CONFIG_WORDS.alive[get(MODEL_FIELDS.alive)],
      filters: CONFIG_WORDS.filters[get(MODEL_FIELDS.filters)],
      edge: CONFIG_WORDS.edge[get(MODEL_FIELDS.edge)],
      channels: get(MODEL_FIELDS.channels),
      hidden: get(MODEL_FIELDS.hidden),
      ...(get(MODEL_FIELDS.goals) > 1 && { goals: get(MODEL_FIELDS.goals) }),
      ...(get(MODEL_FIELDS.decoder) && { decoder: get(MODEL_FIELDS.decoder), decoderScale: get(MODEL_FIELDS.decoderScale) }),
      sobelScale: get(MODEL_FIELDS.sobelScale),
      fireRate: get(MODEL_FIELDS.fireRate),
      aliveThreshold: get(MODEL_FIELDS.aliveThreshold),
      premultiplied: Boolean(get(MODEL_FIELDS.premultiplied)),
    });
    return {
      config,
      params: this.copyOut(Float32Array, wasm.nca_wasm_model_params(pointer), layoutOf(config).numParams),
      name: text(MODEL_TEXTS.name),
      target: text(MODEL_TEXTS.target),
      license: text(MODEL_TEXTS.license),
      height: get(MODEL_FIELDS.height),
      width: get(MODEL_FIELDS.width),
      padding: get(MODEL_FIELDS.padding),
      epochs: get(MODEL_FIELDS.epochs),
      ...(names && { goalNames: this.textAt(names).split('\n') }),
      ...(get(MODEL_FIELDS.turns) && { turns: get(MODEL_FIELDS.turns) }),
      ...(get(MODEL_FIELDS.match) && { match: CONFIG_WORDS.match[get(MODEL_FIELDS.match)] }),
    };
  }
}
