/** A 2D canvas on which pictures of a grid are laid, each counting as much as it shall. */
import { contextOf, fitCanvas, putPicture } from './canvas.js';

/** @import { Picture } from './look.js' */
/** @import { Placement } from './screen.js' */

export class LayerCanvas {
  element = document.createElement('canvas');
  #context = contextOf(this.element);
  #pixels = contextOf(document.createElement('canvas'));

  /** Nothing is on it. @param {Placement} placement */
  begin({ width, height }) {
    fitCanvas(this.element, width, height);
    this.#context.clearRect(0, 0, width, height);
    this.#context.globalCompositeOperation = 'lighter'; // resizing the canvas forgets it
  }

  /**
   * @param {Picture} picture
   * @param {{ x: number, y: number, width: number, height: number }} place on the canvas, in its pixels
   * @param {{ alpha?: number, isSmooth: boolean }} how
   */
  lay(picture, { x, y, width, height }, { alpha = 1, isSmooth }) {
    const context = this.#context;
    putPicture(this.#pixels, picture);
    context.globalAlpha = alpha;
    context.imageSmoothingEnabled = isSmooth;
    context.drawImage(this.#pixels.canvas, x, y, width, height);
  }

  dispose() {
    for (const canvas of [this.#pixels.canvas, this.element]) fitCanvas(canvas, 0, 0);
  }
}
