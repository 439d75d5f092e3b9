/**
 * Draws what a model's decoder makes of cells by the core and a 2D canvas: for browsers without WebGL2, or without a GPU. It measures itself, and draws fewer pixels a cell where
 * so many take too long; the browser enlarges them smoothly. What stands still for a moment is drawn again as fine as it is shown.
 */
import { areOf } from './cells.js';
import { decodedPicture } from './decoded-picture.js';
import { LayerCanvas } from './layer-canvas.js';
import { Pace } from './pace.js';

/** @import { Area, Model } from '../core/types.js' */
/** @import { Cells } from './cells.js' */
/** @import { Placement } from './screen.js' */

/** Half a frame of 30 a second: the other half is for the steps and the rest of the page. */
const BUDGET_MS = 16;
const MAX_SCALE = 8, MAX_STILL_SCALE = 16;
/** By then it stands still, and nobody waits for the next frame. */
const STILL_MS = 250;

/** The part of the finer picture that the canvas shows, in its pixels. @param {{ height: number, width: number }} cells @param {Placement} placement @param {number} scale pixels a cell of the picture @returns {Required<Area>} */
export function seenArea({ height, width }, placement, scale) {
  const share = scale / placement.scale;
  const [top, bottom] = [-placement.y, placement.height - placement.y].map((y, i) => Math.min(Math.max(i ? Math.ceil(y * share) : Math.floor(y * share), 0), height * scale));
  const [left, right] = [-placement.x, placement.width - placement.x].map((x, i) => Math.min(Math.max(i ? Math.ceil(x * share) : Math.floor(x * share), 0), width * scale));
  return { top, left, height: bottom - top, width: right - left };
}

export class DecoderCanvas {
  name = /** @type {const} */ ('2d');
  pace = new Pace(BUDGET_MS, MAX_SCALE);
  #layers = new LayerCanvas();
  #model;
  #onRedraw;
  /** Until it stands still. @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting;
  #isStill = false;

  /** @param {Model} model that has a decoder @param {() => void} onRedraw called when what it drew stands still, and could be drawn finer */
  constructor(model, onRedraw) {
    this.#model = model;
    this.#onRedraw = onRedraw;
  }

  get canvas() { return this.#layers.element; }

  /** Other parameters of the same shape. @param {Model} model */
  setModel(model) {
    this.#model = model;
  }

  /** @param {Cells} cells @param {Placement} placement */
  draw(cells, placement) {
    const isStill = this.#isStill, wanted = Math.max(1, Math.ceil(placement.scale)), scale = Math.min(wanted, isStill ? MAX_STILL_SCALE : this.pace.scale), begin = performance.now();
    this.#isStill = false;
    clearTimeout(this.#waiting);
    if (!this.#drawAt(cells, placement, scale) || isStill) return;
    this.pace.took(scale, performance.now() - begin);
    if (scale < Math.min(wanted, MAX_STILL_SCALE)) {
      this.#waiting = setTimeout(() => {
        this.#isStill = true;
        this.#onRedraw();
      }, STILL_MS);
    }
  }

  /** @param {Cells} cells @param {Placement} placement @param {number} scale pixels a cell of the decoder's picture @returns {boolean} whether there was anything to draw by it */
  #drawAt(cells, placement, scale) {
    const { x, y } = placement, area = seenArea(cells, placement, scale), enlarged = placement.scale / scale;
    const cellShare = cells.source?.core && areOf(cells, this.#model) ? placement.cellShare ?? 0 : 1, isSeen = cellShare < 1 && area.height > 0 && area.width > 0;
    this.#layers.begin(placement);
    if (cellShare > 0) this.#layers.lay(cells, { x, y, width: cells.width * placement.scale, height: cells.height * placement.scale }, { alpha: cellShare, isSmooth: placement.scale < 1 });
    if (isSeen) { // last: it may make the core's memory grow, and the cells' bytes are gone then
      const place = { x: x + area.left * enlarged, y: y + area.top * enlarged, width: area.width * enlarged, height: area.height * enlarged };
      this.#layers.lay(decodedPicture(cells, this.#model, scale, area), place, { alpha: 1 - cellShare, isSmooth: true });
    }
    return isSeen;
  }

  dispose() {
    clearTimeout(this.#waiting);
    this.#layers.dispose();
  }
}
