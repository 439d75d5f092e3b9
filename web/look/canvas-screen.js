/** Draws cells on a 2D canvas, squares pixel for pixel as WebGL2 does: for browsers without it, or that took it away. */
import { LayerCanvas } from './layer-canvas.js';

/** @import { Cells } from './cells.js' */
/** @import { Placement, Smooth } from './screen.js' */

export class CanvasScreen {
  name = /** @type {const} */ ('2d');
  #layers = new LayerCanvas();
  #smooth;

  /** @param {Smooth} [smooth] not as squares */
  constructor(smooth) {
    this.#smooth = smooth;
  }

  get canvas() { return this.#layers.element; }

  /** @param {Cells} cells @param {Placement} placement */
  draw(cells, placement) {
    const { x, y, scale } = placement, smooth = scale < 1 ? undefined : this.#smooth, cellShare = smooth ? placement.cellShare ?? 0 : 1;
    const place = { x, y, width: cells.width * scale, height: cells.height * scale };
    this.#layers.begin(placement);
    if (smooth && cellShare < 1) this.#layers.lay(smooth.picture(cells), place, { alpha: 1 - cellShare, isSmooth: true });
    if (cellShare > 0) this.#layers.lay(cells, place, { alpha: cellShare, isSmooth: scale < 1 });
  }

  dispose() {
    this.#layers.dispose();
  }
}
