/** Draws cells on a 2D canvas, pixel for pixel as WebGL2 does: for browsers without it, or that took it away. */
import { contextOf, fitCanvas, putPicture } from './canvas.js';

/** @import { Cells } from './cells.js' */
/** @import { Placement } from './screen.js' */

export class CanvasScreen {
  name = /** @type {const} */ ('2d');
  canvas = document.createElement('canvas');
  #context = contextOf(this.canvas);
  #cells = contextOf(document.createElement('canvas'));

  /** @param {Cells} cells @param {Placement} placement */
  draw(cells, placement) {
    putPicture(this.#cells, cells);
    fitCanvas(this.canvas, placement.width, placement.height);
    this.#context.imageSmoothingEnabled = placement.scale < 1; // resizing the canvas forgets it
    this.#context.globalCompositeOperation = 'copy';
    this.#context.drawImage(this.#cells.canvas, placement.x, placement.y, cells.width * placement.scale, cells.height * placement.scale);
  }

  dispose() {
    fitCanvas(this.#cells.canvas, 0, 0);
    fitCanvas(this.canvas, 0, 0);
  }
}
