/** A canvas that a fragment shader fills out of one texture of cells: what all screens of WebGL2 have in common. */
import { fitCanvas } from './canvas.js';
import { VERTEX_SHADER } from './shaders.js';
import { linkProgram, openContext } from './webgl-context.js';

/** @import { Placement } from './screen.js' */

export class ShaderCanvas {
  element = document.createElement('canvas');
  #placement;
  #canvasHeight;
  #share;
  /** Of the texture, in texels. */
  #width = 0;
  #height = 0;

  /**
   * @param {() => void} onLost called when the browser takes the context away
   * @param {string | ((gl: WebGL2RenderingContext) => string)} shader
   * @param {boolean} onlyOnGpu not where a processor has to pretend to be one
   * @throws {Error} where there is no such WebGL2, or no more of it; ShaderError where the shader does not compile
   */
  constructor(onLost, shader, onlyOnGpu) {
    const { gl, dispose } = openContext(this.element, onLost, onlyOnGpu);
    this.gl = gl;
    this.dispose = dispose;
    const program = this.program = this.#link(shader);
    gl.useProgram(program);
    this.#placement = gl.getUniformLocation(program, 'placement');
    this.#canvasHeight = gl.getUniformLocation(program, 'canvasHeight');
    this.#share = gl.getUniformLocation(program, 'cellShare');
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    for (const wrap of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, wrap, gl.CLAMP_TO_EDGE);
    this.filter(gl.LINEAR);
  }

  /** @param {string | ((gl: WebGL2RenderingContext) => string)} shader */
  #link(shader) {
    const { gl } = this;
    try {
      return linkProgram(gl, VERTEX_SHADER, typeof shader === 'string' ? shader : shader(gl));
    } catch (error) {
      this.dispose(); // nobody else will
      throw error;
    }
  }

  /** How the texture is read between its texels. @param {number} how */
  filter(how) {
    const { gl } = this;
    for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, filter, how);
  }

  /**
   * The texture is this.
   * @param {Uint8ClampedArray | Float32Array} texels [height][width][4] @param {number} width @param {number} height
   * @param {number} [type] of a number @param {(type: number) => void} [put] makes a texture of another size
   */
  upload(texels, width, height, type = this.gl.UNSIGNED_BYTE, put = () => this.put(this.gl.RGBA8, texels, width, height, type)) {
    const { gl } = this;
    if (this.#width === width && this.#height === height) return gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, height, gl.RGBA, type, texels);
    put(type);
    [this.#width, this.#height] = [width, height];
  }

  /** @param {number} format @param {Uint8ClampedArray | Float32Array} texels @param {number} width @param {number} height @param {number} type */
  put(format, texels, width, height, type) {
    const { gl } = this;
    gl.texImage2D(gl.TEXTURE_2D, 0, format, width, height, 0, gl.RGBA, type, texels);
  }

  /** @param {Placement} placement @param {number} cellShare how much of each pixel is the plain colour of its cell, where the shader draws more than that */
  paint({ width, height, x, y, scale }, cellShare) {
    const { gl, element } = this;
    fitCanvas(element, width, height);
    gl.viewport(0, 0, element.width, element.height);
    gl.uniform3f(this.#placement, x, y, scale);
    gl.uniform1f(this.#canvasHeight, element.height);
    gl.uniform1f(this.#share, cellShare);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }
}
