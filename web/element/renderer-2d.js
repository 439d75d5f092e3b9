/** Draws cells on a 2D canvas, pixel for pixel as the WebGL2 renderer does: for browsers without it, or that took it away. */

/** @import { Placement } from './camera.js' */

export class Canvas2dRenderer {
  name = /** @type {const} */ ('2d');
  canvas = document.createElement('canvas');
  #context = contextOf(this.canvas);
  #cells = document.createElement('canvas');
  #cellsContext = contextOf(this.#cells);

  /**
   * @param {Uint8ClampedArray<ArrayBuffer>} rgba [height][width][4], straight alpha
   * @param {number} height cells
   * @param {number} width cells
   * @param {Placement} placement
   */
  draw(rgba, height, width, placement) {
    fitCanvas(this.#cells, width, height);
    fitCanvas(this.canvas, placement.width, placement.height);
    this.#cellsContext.putImageData(new ImageData(rgba, width, height), 0, 0);
    this.#context.imageSmoothingEnabled = placement.scale < 1; // resizing the canvas forgets it
    this.#context.globalCompositeOperation = 'copy';
    this.#context.drawImage(this.#cells, placement.x, placement.y, width * placement.scale, height * placement.scale);
  }

  dispose() {
    fitCanvas(this.#cells, 0, 0);
    fitCanvas(this.canvas, 0, 0);
  }
}

/**
 * Setting a canvas's size clears it, so only when it changes.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width pixels
 * @param {number} height
 */
export function fitCanvas(canvas, width, height) {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

/** @param {HTMLCanvasElement} canvas */
function contextOf(canvas) {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gave no 2D canvas.');
  return context;
}
