/**
 * The owner of the memory of a wasm that can grow: models in, and grids. All that an element by itself needs, and nca_embed.wasm exports.
 *
 * Only numbers cross. The memory may grow in any call, so a view is made anew each time it is needed; what a method
 * returns as a *view* is valid until the next call into the same core, everything else is a copy.
 * The other side is src/nca.h and src/wasm/wasm_api.c.
 *
 * @import { Config, Model } from './types.js'
 */
import { checkBytes, checkModel } from './check.js';
import { NcaError } from './error.js';
import { CONFIG_WORDS, ERR_MEMORY, MODEL_FIELDS, MODEL_TEXTS, TEXT_BYTES } from './fields.js';
import { layoutOf } from './shape.js';
import { Sim } from './sim.js';
import { FREE_MODEL } from './wasm-object.js';

/** One instance of the wasm. */
export class GrowCore {
  /** @type {any} */
  #exports;

  /** @param {WebAssembly.Module} module @param {{ exports: Record<string, any> }} instance */
  constructor(module, instance) {
    /** The compiled module: post it to a worker, which then need not compile it again. Of plain JavaScript (web/core/without-wasm.js) there is none. */
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
   * Read a model in whatever format: safetensors, or the JSON of Distill's article.
   * @param {Uint8Array} bytes
   * @returns {Model}
   * @throws {NcaError}
   */
  readModel(bytes) {
    return this.readBy(checkBytes(bytes, 'bytes'), 'nca_model_read');
  }

  /** @param {Uint8Array} bytes @param {string} reader */
  readBy(bytes, reader) {
    return this.borrowing((take) => {
      const file = take(this.copyIn(bytes)), pointer = take(this.newModelPointer(), FREE_MODEL);
      const status = this.#exports[reader](pointer, file, bytes.byteLength);
      if (status < 0) throw this.errorOf(status);
      return this.modelAt(pointer);
    });
  }

  /**
   * An empty grid.
   * @param {{ height: number, width: number }} size in cells
   */
  createSim({ height, width }) {
    return new Sim(this, height, width);
  }

  /** @returns {number} a pointer to an empty model; free it by FREE_MODEL */
  newModelPointer() {
    const pointer = this.#exports.nca_wasm_model_create();
    if (!pointer) throw this.errorOf(ERR_MEMORY);
    return pointer;
  }

  /** @param {number} pointer to a model @param {string} key of MODEL_FIELDS @param {unknown} value a number, or one of the words of CONFIG_WORDS */
  setField(pointer, key, value) {
    const words = /** @type {readonly unknown[] | undefined} */ (CONFIG_WORDS[/** @type {keyof typeof CONFIG_WORDS} */ (key)]);
    this.#exports.nca_wasm_model_set(pointer, MODEL_FIELDS[/** @type {keyof typeof MODEL_FIELDS} */ (key)], words && value ? words.indexOf(value) : Number(value));
  }

  /** @param {Model} model @returns {number} a pointer; free it by FREE_MODEL */
  putModel(model) {
    checkModel(model);
    const { channels, hidden, goals } = layoutOf(model.config), config = { ...model.config, channels, hidden, goals };
    const pointer = this.newModelPointer(), wasm = this.#exports;
    for (const key of Object.keys(MODEL_FIELDS)) {
      this.setField(pointer, key, key in config ? config[/** @type {keyof Config} */ (key)] : (model[/** @type {keyof Model} */ (key)] ?? 0));
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
    const names = wasm.nca_wasm_model_goal_names(pointer), family = text(MODEL_TEXTS.family);
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
      ...(family && { family }),
      ...(names && { goalNames: this.textAt(names).split('\n') }),
      ...(get(MODEL_FIELDS.turns) && { turns: get(MODEL_FIELDS.turns) }),
      ...(get(MODEL_FIELDS.match) && { match: CONFIG_WORDS.match[get(MODEL_FIELDS.match)] }),
    };
  }
}
