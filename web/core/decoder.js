/**
 * @import { GrowCore } from './grow-core.js'
 * @import { Sim } from './sim.js'
 * @import { Area, Model } from './types.js'
 */
import { checkModel, checkOptions, checkWhole, wrong } from './check.js';
import { MAX_FINE_SCALE } from './fields.js';
import { layoutOf } from './shape.js';
import { FREE_MODEL, WasmObject } from './wasm-object.js';

const AREA_KEYS = Object.freeze(['top', 'left', 'height', 'width']);

/** The decoder of a model that has one, copied into wasm. @param {GrowCore} core @param {Model} model @param {number} scale */
function create(core, model, scale) {
  checkModel(model);
  if (!layoutOf(model.config).decoderWidth) throw wrong('model', model, 'a model with a decoder');
  checkWhole(scale, 'scale', 1, MAX_FINE_SCALE);
  return core.borrowing((take) => core.exports.nca_decoder_create(take(core.putModel(model), FREE_MODEL), scale));
}

/** Draws a picture finer than the grid. */
export class Decoder extends WasmObject {
  #layout;
  #scale;

  /** @param {GrowCore} core @param {Model} model @param {number} [scale] pixels a cell; that which it was trained at, or any other */
  constructor(core, model, scale = model?.config?.decoderScale ?? 0) {
    super(core, create(core, model, scale), 'nca_decoder_destroy');
    this.#layout = layoutOf(model.config);
    this.#scale = scale;
  }

  /** Pixels a cell. */
  get scale() {
    return this.#scale;
  }

  /** Other parameters, of a model whose decoder is as wide. @param {Model} model */
  setModel(model) {
    checkModel(model);
    const { channels, decoderWidth } = layoutOf(model.config), of = this.#layout;
    if (channels !== of.channels || decoderWidth !== of.decoderWidth) throw wrong('model', model, `a model of ${of.channels} channels whose decoder is ${of.decoderWidth} wide`);
    this.core.borrowing((take) => this.wasm.nca_decoder_set_model(this.pointer, take(this.core.putModel(model), FREE_MODEL)));
  }

  /**
   * What it makes of a grid, RGBA as its state has them: [height][width][4]. Where nothing is it may be a little more than nothing.
   * @param {Sim} sim of a model with as many channels
   * @param {Area} [area] pixels of the finer picture; default: all of it
   * @returns {Float32Array} a copy
   */
  decode(sim, area) {
    return this.#draw(Float32Array, sim, area);
  }

  /**
   * The same as it is shown: bytes in straight alpha, and nothing where nothing is.
   * @param {Sim} sim @param {Area} [area]
   * @returns {Uint8ClampedArray} a copy, as ImageData wants it
   */
  rgba(sim, area) {
    return this.#draw(Uint8ClampedArray, sim, area);
  }

  /**
   * @template {Float32Array | Uint8ClampedArray} T
   * @param {new (buffer: ArrayBuffer, offset: number, length: number) => T} Type @param {Sim} sim @param {Area | undefined} area
   * @returns {T}
   */
  #draw(Type, sim, area) {
    if (sim.core !== this.core || sim.numChannels !== this.#layout.channels) throw wrong('sim', sim, `a grid of this core with ${this.#layout.channels} channels`);
    const rows = sim.height * this.#scale, columns = sim.width * this.#scale;
    const { top = 0, left = 0, height = rows - top, width = columns - left } = checkOptions(area ?? {}, 'area', AREA_KEYS);
    checkWhole(top, 'area.top', 0, rows);
    checkWhole(left, 'area.left', 0, columns);
    checkWhole(height, 'area.height', 0, rows - top);
    checkWhole(width, 'area.width', 0, columns - left);
    const length = height * width * 4, isFloats = /** @type {unknown} */ (Type) === Float32Array;
    return this.core.borrowing((take) => {
      const out = take(this.core.allocate(length * (isFloats ? 4 : 1)));
      this.wasm.nca_wasm_decode(this.pointer, isFloats ? out : 0, isFloats ? 0 : out, sim.state.byteOffset, sim.height, sim.width, top, left, height, width);
      return this.core.copyOut(Type, out, length);
    });
  }
}
