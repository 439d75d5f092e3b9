/**
 * @import { GrowCore } from './grow-core.js'
 */
import { NcaError } from './error.js';
import { ERR_MEMORY } from './fields.js';

/** The export that gives back a model which core.borrowing() took. */
export const FREE_MODEL = 'nca_wasm_model_destroy';

/** What lives in wasm memory and is given back by hand. */
export class WasmObject {
  /** @param {GrowCore} core @param {number} pointer @param {string} destroyName */
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
