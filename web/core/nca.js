/**
 * The one owner of wasm memory: page, worker and node all reach the core through this module.
 *
 * Only numbers cross. The memory may grow in any call, so a view is made anew each time it is needed; what a method
 * returns as a *view* is valid until the next call into the same core, everything else is a copy.
 * The other side is src/nca.h and src/wasm_api.c; the lists of fields below stand there in the same order.
 *
 * @import { Config, Model, TargetOptions, TrainerOptions } from './types.js'
 */

export const NUM_CHANNELS = 16;
export const NUM_PARAMS = 8336;

const MODEL_FIELDS = Object.freeze({
  alive: 0, sobelScale: 1, fireRate: 2, aliveThreshold: 3, premultiplied: 4, height: 5, width: 6, padding: 7,
  epochs: 8,
});
const MODEL_TEXTS = Object.freeze({ name: 0, target: 1, license: 2 });
const TEXT_BYTES = 128; // NCA_TEXT_BYTES
const RECIPE_FIELDS = Object.freeze({
  numStepsMin: 0, numStepsMax: 1, batch: 2, learningRate: 3, beta1: 4, beta2: 5, epsilon: 6, clipNorm: 7, grads: 8, learningRateEnd: 9,
  decayBeginEpoch: 10, decayEndEpoch: 11, loss: 12, optimizer: 13, muonRate: 14,
});
/** @type {Readonly<Record<string, number>>} */
const RECIPE_WORDS = Object.freeze({ clip: 0, 'per-tensor': 1, last: 0, every: 1, adam: 0, muon: 1 });
const DTYPES = Object.freeze({ F32: 0, F16: 1 });
const ERR_MEMORY = -1;
const MAX_SIDE_CELLS = 4096;

/** A module of one function that splats a byte over a v128: valid only where SIMD is known. */
const SIMD_PROBE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

/** An error with a plain sentence for people and a code for programs. */
export class NcaError extends Error {
  /**
   * @param {string} code NO_WEBASSEMBLY, NO_SIMD, WRONG_SIMD, LOAD_FAILED, BAD_ARGUMENT, or a name of nca_status in src/nca.h
   * @param {string} message
   * @param {ErrorOptions} [options]
   */
  constructor(code, message, options) {
    super(message, options);
    this.name = 'NcaError';
    this.code = code;
  }
}

/**
 * Load the core.
 * @param {string | URL | Response | BufferSource | WebAssembly.Module} source
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {Promise<Core>}
 * @throws {NcaError} where the browser cannot run it, or it cannot be fetched
 */
export async function loadCore(source, { signal } = {}) {
  checkSupport();
  const module = source instanceof WebAssembly.Module ? source : await compile(source, signal);
  const instance = await WebAssembly.instantiate(module, {});
  return new Core(module, instance);
}

function checkSupport() {
  if (typeof WebAssembly !== 'object') {
    throw new NcaError('NO_WEBASSEMBLY', 'This browser has no WebAssembly, which the snowflake is computed with.');
  }
  if (!WebAssembly.validate(SIMD_PROBE)) {
    throw new NcaError('NO_SIMD', 'This browser has no WebAssembly SIMD. Chrome and Edge have it from version 91, Firefox from 89, Safari from 16.4.');
  }
}

/**
 * @param {string | URL | Response | BufferSource} source
 * @param {AbortSignal} [signal]
 */
async function compile(source, signal) {
  try {
    if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return await WebAssembly.compile(source);
    const response = source instanceof Response ? source : await fetch(source, { signal });
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    // Not compileStreaming: it insists on a MIME type that many blog hosts do not send, and the module is small.
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new NcaError('LOAD_FAILED', 'The WebAssembly core could not be loaded.', { cause: error });
  }
}

/** @param {unknown} value @param {string} what @param {number} max */
function checkCount(value, what, max) {
  if (!Number.isInteger(value) || Number(value) < 1 || Number(value) > max) {
    throw new NcaError('BAD_ARGUMENT', `${what} must be a whole number from 1 to ${max}.`);
  }
}

/** One instance of the wasm. */
export class Core {
  /** @type {any} */
  #exports;

  /** @param {WebAssembly.Module} module @param {WebAssembly.Instance} instance */
  constructor(module, instance) {
    /** The compiled module: post it to a worker, which then need not compile it again. */
    this.module = module;
    this.#exports = instance.exports;
    this.#exports._initialize();
    if (!this.#exports.nca_self_test()) {
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

  /** @param {number} sizeBytes @returns {number} a pointer; free it */
  allocate(sizeBytes) {
    const pointer = this.#exports.malloc(Math.max(sizeBytes, 1));
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
    this.view(Uint8Array, pointer, data.byteLength).set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    return pointer;
  }

  /** @param {number} status negative */
  errorOf(status) {
    const text = this.#textAt(this.#exports.nca_status_text(status));
    return new NcaError(this.#textAt(this.#exports.nca_status_name(status)), `${text[0].toUpperCase()}${text.slice(1)}.`);
  }

  /** @param {number} pointer to a text that ends with a zero byte */
  #textAt(pointer) {
    const bytes = new Uint8Array(this.#exports.memory.buffer, pointer);
    return new TextDecoder().decode(bytes.slice(0, bytes.indexOf(0)));
  }

  /**
   * A fresh, untrained model.
   * @param {'blog' | 'distill'} config
   * @param {number} seed
   * @returns {Model}
   */
  newModel(config, seed) {
    const pointer = this.#modelPointer();
    this.#exports.nca_wasm_model_init(pointer, Number(config === 'distill'), seed);
    return this.#takeModel(pointer);
  }

  /**
   * Read a safetensors file.
   * @param {Uint8Array} bytes
   * @returns {Model}
   * @throws {NcaError}
   */
  readWeights(bytes) {
    const file = this.copyIn(bytes), pointer = this.#modelPointer();
    const status = this.#exports.nca_weights_read(pointer, file, bytes.byteLength);
    this.free(file);
    const model = this.#takeModel(pointer);
    if (status < 0) throw this.errorOf(status);
    return model;
  }

  /**
   * The model as a safetensors file.
   * @param {Model} model
   * @param {{ dtype?: 'F32' | 'F16' }} [options]
   * @returns {Uint8Array<ArrayBuffer>}
   */
  writeWeights(model, { dtype = 'F32' } = {}) {
    const pointer = this.putModel(model);
    const sizeBytes = this.#exports.nca_weights_write(0, 0, pointer, DTYPES[dtype]);
    const file = this.allocate(sizeBytes);
    this.#exports.nca_weights_write(file, sizeBytes, pointer, DTYPES[dtype]);
    const bytes = this.view(Uint8Array, file, sizeBytes).slice();
    this.free(file);
    this.free(pointer);
    return bytes;
  }

  /**
   * A PNG as the cells shall look: [height][width][4], values in 0..1.
   * @param {Uint8Array} bytes
   * @param {TargetOptions} options
   * @returns {Float32Array}
   * @throws {NcaError}
   */
  readTarget(bytes, options) {
    return this.#target(options, bytes, (/** @type {number[]} */ target, /** @type {number} */ file) =>
      this.#exports.nca_wasm_target_read(...target, file, bytes.byteLength));
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
    if (rgba.length !== heightPixels * widthPixels * 4) throw new NcaError('BAD_ARGUMENT', 'The pixels do not fit the size given with them.');
    return this.#target(options, rgba, (/** @type {number[]} */ target, /** @type {number} */ file) =>
      this.#exports.nca_wasm_target_from_rgba(...target, file, heightPixels, widthPixels));
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
    this.#exports.nca_target_raise_alpha(pointer, target.length / 4, 1, minAlpha);
    const raised = this.view(Float32Array, pointer, target.length).slice();
    this.free(pointer);
    return raised;
  }

  /**
   * @param {TargetOptions} options
   * @param {Uint8Array | Uint8ClampedArray} data
   * @param {(target: number[], file: number) => number} call
   */
  #target({ height, width, padding = 0, premultiplied = false, keepAspect = false }, data, call) {
    checkCount(height, 'The height', MAX_SIDE_CELLS);
    checkCount(width, 'The width', MAX_SIDE_CELLS);
    if (!Number.isInteger(padding) || padding < 0 || 2 * padding >= Math.min(height, width)) {
      throw new NcaError('BAD_ARGUMENT', 'The padding must leave room for the picture.');
    }
    const length = height * width * 4, target = this.allocate(length * 4), file = this.copyIn(data);
    const status = call([target, height, width, padding, Number(premultiplied), Number(keepAspect)], file);
    const values = this.view(Float32Array, target, length).slice();
    this.free(file);
    this.free(target);
    if (status < 0) throw this.errorOf(status);
    return values;
  }

  /**
   * Which cells fire in a step: [height][width], 0 or 1.
   * @param {number} height @param {number} width @param {number} seed @param {number} step @param {number} fireRate
   * @returns {Uint8Array}
   */
  fireMask(height, width, seed, step, fireRate) {
    const pointer = this.allocate(height * width);
    this.#exports.nca_fire_mask(pointer, height, width, seed, step, fireRate);
    const mask = this.view(Uint8Array, pointer, height * width).slice();
    this.free(pointer);
    return mask;
  }

  /**
   * An empty grid.
   * @param {{ height: number, width: number }} size in cells
   */
  createSim({ height, width }) {
    checkCount(height, 'The height', MAX_SIDE_CELLS);
    checkCount(width, 'The width', MAX_SIDE_CELLS);
    return new Sim(this, height, width);
  }

  /**
   * @param {TrainerOptions} options
   * @param {Model} model where training starts
   * @param {Float32Array} target [height][width][4]
   */
  createTrainer(options, model, target) {
    checkCount(options.height, 'The height', MAX_SIDE_CELLS);
    checkCount(options.width, 'The width', MAX_SIDE_CELLS);
    if (target.length !== options.height * options.width * 4) throw new NcaError('BAD_ARGUMENT', 'The target does not fit the grid.');
    return new Trainer(this, options, model, target);
  }

  #modelPointer() {
    const pointer = this.#exports.nca_wasm_model_create();
    if (!pointer) throw this.errorOf(ERR_MEMORY);
    return pointer;
  }

  /** @param {Model} model @returns {number} a pointer; free it */
  putModel(model) {
    if (model.params.length !== NUM_PARAMS) throw new NcaError('BAD_ARGUMENT', `A model has ${NUM_PARAMS} parameters.`);
    const pointer = this.#modelPointer(), wasm = this.#exports;
    for (const [key, field] of Object.entries(MODEL_FIELDS)) {
      const value = key in model.config ? model.config[/** @type {keyof Config} */ (key)] : model[/** @type {keyof Model} */ (key)];
      wasm.nca_wasm_model_set(pointer, field, key === 'alive' ? Number(value === 'pre+post') : Number(value));
    }
    for (const [key, field] of Object.entries(MODEL_TEXTS)) {
      const bytes = this.view(Uint8Array, wasm.nca_wasm_model_text(pointer, field), TEXT_BYTES);
      new TextEncoder().encodeInto(String(model[/** @type {keyof Model} */ (key)]), bytes.subarray(0, TEXT_BYTES - 1));
    }
    this.view(Float32Array, wasm.nca_wasm_model_params(pointer), NUM_PARAMS).set(model.params);
    return pointer;
  }

  /** @param {number} pointer is freed @returns {Model} */
  #takeModel(pointer) {
    const wasm = this.#exports;
    const get = (/** @type {number} */ field) => wasm.nca_wasm_model_get(pointer, field);
    const text = (/** @type {number} */ field) => this.#textAt(wasm.nca_wasm_model_text(pointer, field));
    const model = {
      config: /** @type {Config} */ ({
        alive: get(MODEL_FIELDS.alive) ? 'pre+post' : 'post',
        sobelScale: get(MODEL_FIELDS.sobelScale),
        fireRate: get(MODEL_FIELDS.fireRate),
        aliveThreshold: get(MODEL_FIELDS.aliveThreshold),
        premultiplied: Boolean(get(MODEL_FIELDS.premultiplied)),
      }),
      params: this.view(Float32Array, wasm.nca_wasm_model_params(pointer), NUM_PARAMS).slice(),
      name: text(MODEL_TEXTS.name),
      target: text(MODEL_TEXTS.target),
      license: text(MODEL_TEXTS.license),
      height: get(MODEL_FIELDS.height),
      width: get(MODEL_FIELDS.width),
      padding: get(MODEL_FIELDS.padding),
      epochs: get(MODEL_FIELDS.epochs),
    };
    this.free(pointer);
    return model;
  }
}

/** What lives in wasm memory and is given back by hand. */
class WasmObject {
  /** @param {Core} core @param {number} pointer @param {string} destroyName */
  constructor(core, pointer, destroyName) {
    if (!pointer) throw core.errorOf(ERR_MEMORY);
    this.core = core;
    /** @protected */
    this.wasm = core.exports;
    this.#pointer = pointer;
    this.#destroyName = destroyName;
  }

  #pointer;
  #destroyName;

  /** @protected */
  get pointer() {
    if (!this.#pointer) throw new NcaError('BAD_ARGUMENT', 'This object was destroyed.');
    return this.#pointer;
  }

  /** Give the memory back. Twice does no harm. */
  destroy() {
    if (this.#pointer) this.wasm[this.#destroyName](this.#pointer);
    this.#pointer = 0;
  }
}

/** One grid and one rule, stepped forward. */
export class Sim extends WasmObject {
  #pixels;

  /** @param {Core} core @param {number} height @param {number} width */
  constructor(core, height, width) {
    super(core, core.exports.nca_wasm_sim_create(height, width), 'nca_sim_destroy');
    this.height = height;
    this.width = width;
    this.#pixels = core.allocate(height * width * 4);
  }

  destroy() {
    super.destroy();
    if (this.#pixels) this.core.free(this.#pixels);
    this.#pixels = 0;
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

  clear() {
    this.wasm.nca_sim_clear(this.pointer);
  }

  /** @param {number} [numSteps] */
  step(numSteps = 1) {
    this.wasm.nca_step(this.pointer, numSteps);
  }

  /** Plant a seed. @param {number} x in cells @param {number} y */
  plant(x, y) {
    this.wasm.nca_seed(this.pointer, Math.floor(x), Math.floor(y));
  }

  /** Set to zero every cell whose centre lies in the disc. @param {number} x in cells @param {number} y @param {number} radius */
  damage(x, y, radius) {
    this.wasm.nca_damage(this.pointer, x, y, radius);
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
    if (target.length !== this.height * this.width * 4) throw new NcaError('BAD_ARGUMENT', 'The target does not fit the grid.');
    const pointer = this.core.copyIn(target);
    const loss = this.wasm.nca_sim_loss(this.pointer, pointer);
    this.core.free(pointer);
    return loss;
  }
}

/** Learns a rule: one optimiser update an epoch. */
export class Trainer extends WasmObject {
  #model;
  #batch;
  #share;

  /** @param {Core} core @param {TrainerOptions} options @param {Model} model @param {Float32Array} target */
  constructor(core, { height, width, seed, recipe = {}, share = { index: 0, count: 1 } }, model, target) {
    const recipePointer = core.exports.nca_wasm_recipe_create(), modelPointer = core.putModel(model), targetPointer = core.copyIn(target);
    for (const [key, value] of Object.entries(recipe)) {
      const number = typeof value === 'string' ? RECIPE_WORDS[value] : value;
      core.exports.nca_wasm_recipe_set(recipePointer, RECIPE_FIELDS[/** @type {keyof typeof RECIPE_FIELDS} */ (key)], number);
    }
    const pointer = core.exports.nca_wasm_trainer_create(height, width, seed, share.index, share.count, recipePointer, modelPointer, targetPointer);
    for (const used of [recipePointer, modelPointer, targetPointer]) core.free(used);
    super(core, pointer, 'nca_trainer_destroy');
    this.#model = { ...model, height, width };
    this.#batch = recipe.batch ?? 1;
    this.#share = share;
  }

  /** One whole epoch. @throws {NcaError} NCA_ERR_LOSS_NOT_FINITE: the parameters then are the last good ones */
  epoch() {
    const status = this.wasm.nca_train_epoch(this.pointer);
    if (status < 0) throw this.core.errorOf(status);
  }

  /**
   * A part of an epoch, so that a worker can hear messages in between.
   * @param {number} maxSteps of the rollout, forward or backward
   * @returns {boolean} whether the epoch is complete; for a trainer with a share: whether its share is, and finishEpoch() is due
   * @throws {NcaError} as epoch()
   */
  slice(maxSteps) {
    const status = this.wasm.nca_train_slice(this.pointer, maxSteps);
    if (status < 0) throw this.core.errorOf(status);
    return status === 1;
  }

  /** What this trainer's share came to. @returns {{ sample: number, loss: number, grads: Float32Array }[]} copies */
  shareResults() {
    const results = [];
    for (let sample = this.#share.index; sample < this.#batch; sample += this.#share.count) {
      const loss = this.#sampleLosses()[sample];
      results.push({ sample, loss, grads: this.#sampleGrads(sample).slice() });
    }
    return results;
  }

  /**
   * One update from the whole batch, when all shares are known.
   * @param {{ sample: number, loss: number, grads: Float32Array }[]} others results of the other shares
   * @throws {NcaError} as epoch()
   */
  finishEpoch(others) {
    for (const { sample, loss, grads } of others) {
      this.#sampleLosses()[sample] = loss;
      this.#sampleGrads(sample).set(grads);
    }
    const status = this.wasm.nca_trainer_finish_epoch(this.pointer);
    if (status < 0) throw this.core.errorOf(status);
  }

  /** @param {number} sample */
  #sampleGrads(sample) {
    return this.core.view(Float32Array, this.wasm.nca_trainer_sample_grads(this.pointer, sample), NUM_PARAMS);
  }

  #sampleLosses() {
    return this.core.view(Float64Array, this.wasm.nca_trainer_sample_losses(this.pointer), this.#batch);
  }

  /** A copy of the 8,336 parameters. */
  params() {
    return this.core.view(Float32Array, this.wasm.nca_trainer_params(this.pointer), NUM_PARAMS).slice();
  }

  /** The model as it is now. @returns {Model} */
  model() {
    return { ...this.#model, params: this.params(), epochs: this.#model.epochs + this.numEpochs };
  }

  /** Of the last complete epoch, before its update. @returns {number} */
  get loss() {
    return this.wasm.nca_trainer_loss(this.pointer);
  }

  /** Of the last complete epoch, before clipping. @returns {number} */
  get gradNorm() {
    return this.wasm.nca_trainer_grad_norm(this.pointer);
  }

  /** Epochs of this trainer. @returns {number} */
  get numEpochs() {
    return this.wasm.nca_wasm_trainer_num_epochs(this.pointer);
  }

  /**
   * The loss of one rollout from the seed and its gradient, laid out as the parameters. Changes nothing of the training.
   * @param {number} seed of the fire mask @param {number} numSteps
   */
  gradient(seed, numSteps) {
    const pointer = this.core.allocate(NUM_PARAMS * 4);
    const loss = this.wasm.nca_trainer_gradient(this.pointer, pointer, seed, numSteps);
    const grads = this.core.view(Float32Array, pointer, NUM_PARAMS).slice();
    this.core.free(pointer);
    return { loss, grads };
  }

  /** One clipped Adam update. @param {Float32Array} grads @returns {number} the norm before clipping */
  update(grads) {
    const pointer = this.core.copyIn(grads);
    const norm = this.wasm.nca_trainer_update(this.pointer, pointer);
    this.core.free(pointer);
    return norm;
  }
}
