/** Draws cells on a 2D canvas, pixel for pixel as the WebGL2 renderer does: for browsers without it, or that took it away. */
import { fitCanvas } from './fit.js';

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
   * @param {number} cellPixels side of a cell
   */
  draw(rgba, height, width, cellPixels) {
    fitCanvas(this.#cells, width, height);
    fitCanvas(this.canvas, width * cellPixels, height * cellPixels);
    this.#cellsContext.putImageData(new ImageData(rgba, width, height), 0, 0);
    this.#context.imageSmoothingEnabled = false; // resizing the canvas forgets it
    this.#context.globalCompositeOperation = 'copy';
    this.#context.drawImage(this.#cells, 0, 0, this.canvas.width, this.canvas.height);
  }

  dispose() {
    fitCanvas(this.#cells, 0, 0);
    fitCanvas(this.canvas, 0, 0);
  }
}

/** @param {HTMLCanvasElement} canvas */
function contextOf(canvas) {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gave no 2D canvas.');
  return context;
}
