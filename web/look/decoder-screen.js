/** Draws what a model's decoder makes of cells, at whatever scale the screen has: the state goes to the GPU each frame, and a shader evaluates the decoder at every pixel. */
import { layoutOf } from '../core/shape.js';
import { fitCanvas } from './canvas.js';
import { decoderBlock, decoderShader } from './decoder-shader.js';
import { VERTEX_SHADER } from './shaders.js';
import { linkProgram, openContext } from './webgl-context.js';

/** @import { Model } from '../core/types.js' */
/** @import { Placement } from './screen.js' */

const QUAD = 4;

export class DecoderScreen {
  name = /** @type {const} */ ('webgl');
  canvas = document.createElement('canvas');
  #gl;
  #placement;
  #canvasHeight;
  #layout;
  /** Of the texture, in cells. */
  #height = 0;
  #width = 0;

  /**
   * @param {() => void} onLost called when the browser takes the context away
   * @param {Model} model that has a decoder
   * @param {{ onlyOnGpu?: boolean }} [options] onlyOnGpu: not where a processor has to pretend to be one
   * @throws {Error} where there is no such WebGL2, no more of it, or no room for the decoder
   */
  constructor(onLost, model, { onlyOnGpu = false } = {}) {
    const { gl, dispose } = openContext(this.canvas, onLost, onlyOnGpu);
    this.#gl = gl;
    this.#layout = layoutOf(model.config);
    this.dispose = dispose;
    const program = this.#link();
    gl.useProgram(program);
    this.#placement = gl.getUniformLocation(program, 'placement');
    this.#canvasHeight = gl.getUniformLocation(program, 'canvasHeight');
    gl.uniform1i(gl.getUniformLocation(program, 'isPremultiplied'), Number(model.config.premultiplied));
    gl.uniformBlockBinding(program, gl.getUniformBlockIndex(program, 'Weights'), 0);
    gl.bindBufferBase(gl.UNIFORM_BUFFER, 0, gl.createBuffer());
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, filter, gl.NEAREST); // floats need no more of a browser than that
    this.setModel(model);
  }

  /** @throws {Error} */
  #link() {
    const gl = this.#gl;
    try {
      if (decoderBlock(new Float32Array(this.#layout.numParams), this.#layout).byteLength > gl.getParameter(gl.MAX_UNIFORM_BLOCK_SIZE)) throw new Error('This GPU has no room for so wide a decoder.');
      return linkProgram(gl, VERTEX_SHADER, decoderShader(this.#layout));
    } catch (error) {
      this.dispose(); // nobody else will
      throw error;
    }
  }

  /** Other parameters of the same shape. @param {Model} model */
  setModel({ params }) {
    this.#gl.bufferData(this.#gl.UNIFORM_BUFFER, decoderBlock(params, this.#layout), this.#gl.DYNAMIC_DRAW);
  }

  /** @param {{ state: Float32Array, height: number, width: number }} cells state: [height][width][channels] @param {Placement} placement */
  draw({ state, height, width }, placement) {
    const gl = this.#gl, columns = width * this.#layout.channels / QUAD;
    fitCanvas(this.canvas, placement.width, placement.height);
    gl.viewport(0, 0, this.canvas.width, this.canvas.height);
    if (this.#height !== height || this.#width !== width) {
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA32F, columns, height, 0, gl.RGBA, gl.FLOAT, state);
      this.#height = height;
      this.#width = width;
    } else {
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, columns, height, gl.RGBA, gl.FLOAT, state);
    }
    gl.uniform3f(this.#placement, placement.x, placement.y, placement.scale);
    gl.uniform1f(this.#canvasHeight, this.canvas.height);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }
}
