/**
 * Draws what a model's decoder makes of cells by WebGL2: their state is a texture, and a shader evaluates the decoder at every pixel where something lives. Where the
 * GPU is not done in time it draws fewer pixels, which the browser enlarges.
 */
import { layoutOf } from '../core/shape.js';
import { areOf } from './cells.js';
import { decoderBlock, decoderShader } from './decoder-shader.js';
import { Pace, shrunk } from './pace.js';
import { ShaderCanvas } from './shader-canvas.js';

/** @import { Model } from '../core/types.js' */
/** @import { Cells } from './cells.js' */
/** @import { Placement } from './screen.js' */

const QUAD = 4;
/** A frame of 30 a second. */
const BUDGET_MS = 34;

export class DecoderScreen {
  name = /** @type {const} */ ('webgl');
  pace = new Pace(BUDGET_MS, Infinity);
  #screen;
  #model;
  #layout;
  /** The draw whose end is waited for. @type {{ end: WebGLSync, scale: number, beginMs: number } | undefined} */
  #drawing;

  /**
   * @param {() => void} onLost called when the browser takes the context away
   * @param {Model} model that has a decoder
   * @param {{ onlyOnGpu?: boolean }} [options] onlyOnGpu: not where a processor has to pretend to be one
   * @throws {Error} where there is no such WebGL2, no more of it, or no room for the decoder; ShaderError where its shader does not compile
   */
  constructor(onLost, model, { onlyOnGpu = false } = {}) {
    this.#model = model;
    const layout = (this.#layout = layoutOf(model.config)), block = decoderBlock(model.params, layout);
    const { gl, program } = (this.#screen = new ShaderCanvas(onLost, (each) => {
      if (block.byteLength > each.getParameter(each.MAX_UNIFORM_BLOCK_SIZE)) throw new Error('This GPU has no room for so wide a decoder.');
      return decoderShader(layout);
    }, onlyOnGpu));
    gl.uniform1i(gl.getUniformLocation(program, 'isPremultiplied'), Number(model.config.premultiplied));
    gl.uniformBlockBinding(program, gl.getUniformBlockIndex(program, 'Weights'), 0);
    gl.bindBufferBase(gl.UNIFORM_BUFFER, 0, gl.createBuffer());
    gl.bufferData(gl.UNIFORM_BUFFER, block, gl.DYNAMIC_DRAW);
    this.#screen.filter(gl.NEAREST); // floats need no more of a browser than that
  }

  get canvas() { return this.#screen.element; }

  /** Other parameters of the same shape. @param {Model} model */
  setModel(model) {
    const { gl } = this.#screen;
    this.#model = model;
    gl.bufferData(gl.UNIFORM_BUFFER, decoderBlock(model.params, this.#layout), gl.DYNAMIC_DRAW);
  }

  /** @param {Pick<Cells, 'height' | 'width' | 'source'>} cells with their state @param {Placement} placement */
  draw({ source, height, width }, placement) {
    if (!source?.state || !areOf({ source }, this.#model)) return;
    const { cellShare = 0 } = placement, scale = cellShare < 1 ? Math.min(placement.scale, this.pace.scale) : placement.scale;
    this.#look();
    const { gl } = this.#screen, { state } = source, columns = width * this.#layout.channels / QUAD;
    this.#screen.upload(state, columns, height, gl.FLOAT, () => this.#put(state, columns, height));
    this.#screen.paint(scale < placement.scale ? shrunk(placement, scale / placement.scale) : placement, cellShare);
    if (cellShare < 1) this.#watch(scale);
  }

  /** In floats of 16 bits where those of 32 cannot be had. @param {Float32Array} state @param {number} width of a row in texels @param {number} height */
  #put(state, width, height) {
    const screen = this.#screen, { gl } = screen, isWrong = () => gl.getError() !== gl.NO_ERROR && !gl.isContextLost();
    while (isWrong()); // of others
    screen.put(gl.RGBA32F, state, width, height, gl.FLOAT);
    if (isWrong()) screen.put(gl.RGBA16F, state, width, height, gl.FLOAT);
  }

  /** @param {number} scale pixels a cell that are being drawn */
  #watch(scale) {
    const { gl } = this.#screen, end = this.#drawing ? null : gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    if (end) this.#drawing = { end, scale, beginMs: performance.now() };
    gl.flush();
  }

  /** Whether the GPU is done with what was drawn before. When it was is not known: only that it is not yet tells of a slow one. */
  #look() {
    const { gl } = this.#screen, drawing = this.#drawing;
    if (!drawing) return;
    const isDone = gl.getSyncParameter(drawing.end, gl.SYNC_STATUS) !== gl.UNSIGNALED, ms = performance.now() - drawing.beginMs; // it is nothing where the context is lost
    if (isDone || drawing.scale <= this.pace.scale) this.pace.took(drawing.scale, isDone ? Math.min(ms, BUDGET_MS) : ms);
    if (!isDone) return;
    gl.deleteSync(drawing.end);
    this.#drawing = undefined;
  }

  dispose() {
    this.#screen.dispose();
  }
}
