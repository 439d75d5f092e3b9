/**
 * Draws what a model's decoder makes of cells by the core and a 2D canvas: for browsers without WebGL2, or without a GPU. It measures itself, and draws fewer pixels a cell where
 * so many take too long; the browser enlarges them smoothly.
 */
import { contextOf, fitCanvas, putPicture } from './canvas.js';

/** @import { Decoder } from '../core/decoder.js' */
/** @import { ShowCore } from '../core/show-core.js' */
/** @import { Sim } from '../core/sim.js' */
/** @import { Area, Model } from '../core/types.js' */
/** @import { Placement } from './screen.js' */

/** Half a frame of 30 a second: the other half is for the steps and the rest of the page. */
const BUDGET_MS = 16;
const MAX_SCALE = 8;
/** Draws in a row that are too slow, or so quick that one pixel more a cell would do as well. */
const NUM_SLOW = 3, NUM_QUICK = 60;

/** How many pixels a cell can be drawn in time, from how long it took. */
export class DecoderPace {
  /** The most pixels a cell that are drawn. */
  scale = MAX_SCALE;
  #numSlow = 0;
  #numQuick = 0;

  /** @param {number} scale pixels a cell that were drawn @param {number} ms that it took */
  took(scale, ms) {
    const next = scale + 1, isQuick = ms * (next / scale) ** 2 < BUDGET_MS / 2;
    this.#numSlow = ms > BUDGET_MS ? this.#numSlow + 1 : 0;
    this.#numQuick = isQuick ? this.#numQuick + 1 : 0;
    if (this.#numSlow === NUM_SLOW) this.#settle(Math.max(1, Math.min(scale - 1, Math.floor(scale * Math.sqrt(BUDGET_MS / ms)))));
    else if (this.#numQuick === NUM_QUICK && scale === this.scale) this.#settle(Math.min(MAX_SCALE, next));
  }

  /** @param {number} scale */
  #settle(scale) {
    this.scale = scale;
    this.#numSlow = this.#numQuick = 0;
  }
}

/** The part of the finer picture that the canvas shows, in its pixels. @param {{ height: number, width: number }} cells @param {Placement} placement @param {number} scale pixels a cell of the picture @returns {Required<Area>} */
export function seenArea({ height, width }, placement, scale) {
  const share = scale / placement.scale;
  const [top, bottom] = [-placement.y, placement.height - placement.y].map((y, i) => Math.min(Math.max(i ? Math.ceil(y * share) : Math.floor(y * share), 0), height * scale));
  const [left, right] = [-placement.x, placement.width - placement.x].map((x, i) => Math.min(Math.max(i ? Math.ceil(x * share) : Math.floor(x * share), 0), width * scale));
  return { top, left, height: bottom - top, width: right - left };
}

export class DecoderCanvas {
  name = /** @type {const} */ ('2d');
  canvas = document.createElement('canvas');
  pace = new DecoderPace();
  #context = contextOf(this.canvas);
  #pixels = contextOf(document.createElement('canvas'));
  #core;
  #model;
  /** By the pixels a cell that they draw. @type {Map<number, Decoder>} */
  #decoders = new Map();

  /** @param {ShowCore} core that has the grids @param {Model} model that has a decoder */
  constructor(core, model) {
    this.#core = core;
    this.#model = model;
  }

  /** Other parameters of the same shape. @param {Model} model */
  setModel(model) {
    this.#model = model;
    for (const decoder of this.#decoders.values()) decoder.setModel(model);
  }

  /** @param {number} scale */
  #decoderAt(scale) {
    const decoder = this.#decoders.get(scale) ?? this.#core.createDecoder(this.#model, scale);
    this.#decoders.set(scale, decoder);
    return decoder;
  }

  /** @param {Sim} sim @param {Placement} placement */
  draw(sim, placement) {
    const scale = Math.max(1, Math.min(Math.ceil(placement.scale), this.pace.scale)), area = seenArea(sim, placement, scale), enlarged = placement.scale / scale;
    const decoder = this.#decoderAt(scale), begin = performance.now();
    fitCanvas(this.canvas, placement.width, placement.height);
    this.#context.clearRect(0, 0, placement.width, placement.height);
    if (area.height === 0 || area.width === 0) return;
    const rgba = /** @type {Uint8ClampedArray<ArrayBuffer>} */ (decoder.rgba(sim, area));
    this.pace.took(scale, performance.now() - begin);
    putPicture(this.#pixels, { rgba, height: area.height, width: area.width });
    this.#context.imageSmoothingEnabled = true; // resizing the canvas forgets it
    this.#context.drawImage(this.#pixels.canvas, placement.x + area.left * enlarged, placement.y + area.top * enlarged, area.width * enlarged, area.height * enlarged);
  }

  dispose() {
    for (const decoder of this.#decoders.values()) decoder.destroy();
    this.#decoders.clear();
    fitCanvas(this.#pixels.canvas, 0, 0);
    fitCanvas(this.canvas, 0, 0);
  }
}
