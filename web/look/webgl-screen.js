/** Draws cells by WebGL2: one small texture, uploaded each frame. */
import { fitCanvas } from './canvas.js';
import { FRAGMENT_SHADER, VERTEX_SHADER } from './shaders.js';
import { linkProgram, openContext } from './webgl-context.js';

/** @import { Cells } from './cells.js' */
/** @import { Placement } from './screen.js' */

export class WebglScreen {
  name = /** @type {const} */ ('webgl');
  canvas = document.createElement('canvas');
  #gl;
  #placement;
  #canvasHeight;
  #textureWidth = 0;
  #textureHeight = 0;

  /**
   * @param {() => void} onLost called when the browser takes the context away
   * @param {{ onlyOnGpu?: boolean }} [options] onlyOnGpu: not where a processor has to pretend to be one
   * @throws {Error} where there is no such WebGL2, or no more of it
   */
  constructor(onLost, { onlyOnGpu = false } = {}) {
    const { gl, dispose } = openContext(this.canvas, onLost, onlyOnGpu);
    this.#gl = gl;
    this.dispose = dispose;
    const program = this.#link();
    gl.useProgram(program);
    this.#placement = gl.getUniformLocation(program, 'placement');
    this.#canvasHeight = gl.getUniformLocation(program, 'canvasHeight');
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, filter, gl.LINEAR);
    for (const wrap of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, wrap, gl.CLAMP_TO_EDGE);
  }

  #link() {
    try {
      return linkProgram(this.#gl, VERTEX_SHADER, FRAGMENT_SHADER);
    } catch (error) {
      this.dispose(); // nobody else will
      throw error;
    }
  }

  /** @param {Cells} cells @param {Placement} placement */
  draw({ rgba, height, width }, placement) {
    const gl = this.#gl;
    fitCanvas(this.canvas, placement.width, placement.height);
    gl.viewport(0, 0, this.canvas.width, this.canvas.height);
    if (this.#textureWidth !== width || this.#textureHeight !== height) {
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, width, height, 0, gl.RGBA, gl.UNSIGNED_BYTE, rgba);
      this.#textureWidth = width;
      this.#textureHeight = height;
    } else {
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, rgba);
    }
    gl.uniform3f(this.#placement, placement.x, placement.y, placement.scale);
    gl.uniform1f(this.#canvasHeight, this.canvas.height);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }
}
