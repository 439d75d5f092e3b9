/** Draws cells by WebGL2: one small texture, uploaded each frame. */
import { ShaderCanvas } from './shader-canvas.js';
import { FRAGMENT_SHADER } from './shaders.js';

/** @import { Cells } from './cells.js' */
/** @import { Placement, Smooth } from './screen.js' */

export class WebglScreen {
  name = /** @type {const} */ ('webgl');
  #screen;
  #smooth;

  /**
   * @param {() => void} onLost called when the browser takes the context away
   * @param {{ onlyOnGpu?: boolean, smooth?: Smooth }} [options] onlyOnGpu: not where a processor has to pretend to be one; smooth: not as squares
   * @throws {Error} where there is no such WebGL2, or no more of it
   */
  constructor(onLost, { onlyOnGpu = false, smooth } = {}) {
    this.#screen = new ShaderCanvas(onLost, smooth?.shader ?? FRAGMENT_SHADER, onlyOnGpu);
    this.#smooth = smooth;
  }

  get canvas() { return this.#screen.element; }

  /** @param {Cells} cells @param {Placement} placement */
  draw({ rgba, height, width }, placement) {
    this.#screen.upload(rgba, width, height);
    this.#screen.paint(placement, this.#smooth ? placement.cellShare ?? 0 : 1);
  }

  dispose() {
    this.#screen.dispose();
  }
}
