/**
 * Draws cells by WebGL2: one small texture, uploaded each frame. Gives its context back when disposed.
 *
 * Browsers let a page have 16 contexts, and take the oldest away from who asks for more. So only so many flakes have one, which leaves as
 * many to the rest of the page; the others draw in 2D. One context shared by all and copied to 2D canvases took
 * three times as long as those canvases alone, by software at least.
 */
import { fitCanvas } from './canvas.js';
import { FRAGMENT_SHADER, VERTEX_SHADER } from './shaders.js';

/** @import { Cells } from './cells.js' */
/** @import { Placement } from './screen.js' */

const MAX_CONTEXTS = 8;
let numContexts = 0;
/** What drivers without a GPU call themselves. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;
/** Found out once for the whole page: asking takes a context. */
let lacksGpu = false;

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
    if (numContexts === MAX_CONTEXTS) throw new Error('The other flakes have all the contexts.');
    if (onlyOnGpu && lacksGpu) throw new Error('This browser has no GPU.');
    const gl = this.canvas.getContext('webgl2', {
      alpha: true, premultipliedAlpha: true, antialias: false, depth: false, stencil: false, powerPreference: 'low-power',
      failIfMajorPerformanceCaveat: onlyOnGpu,
    });
    if (!gl) throw new Error('This browser has no WebGL2.');
    if (onlyOnGpu && isSoftware(gl)) {
      lacksGpu = true;
      gl.getExtension('WEBGL_lose_context')?.loseContext();
      throw new Error('This browser has no GPU.');
    }
    this.#gl = gl;
    numContexts++;
    this.canvas.addEventListener('webglcontextlost', onLost);
    this.dispose = () => {
      numContexts--;
      this.canvas.removeEventListener('webglcontextlost', onLost);
      gl.getExtension('WEBGL_lose_context')?.loseContext();
    };

    const program = this.#link();
    gl.useProgram(program);
    this.#placement = gl.getUniformLocation(program, 'placement');
    this.#canvasHeight = gl.getUniformLocation(program, 'canvasHeight');
    gl.bindVertexArray(gl.createVertexArray());
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, filter, gl.LINEAR);
    for (const wrap of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, wrap, gl.CLAMP_TO_EDGE);
  }

  #link() {
    try {
      return linkProgram(this.#gl);
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

/**
 * Whether a processor does what a GPU should. Chromium says no caveat of its SwiftShader, so the name is looked at as well.
 * @param {WebGL2RenderingContext} gl
 */
function isSoftware(gl) {
  const masked = gl.getParameter(gl.RENDERER), info = masked === 'WebKit WebGL' ? gl.getExtension('WEBGL_debug_renderer_info') : null;
  return SOFTWARE.test(info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : masked);
}

/** @param {WebGL2RenderingContext} gl */
function linkProgram(gl) {
  const program = gl.createProgram();
  for (const [type, source] of /** @type {const} */ ([[gl.VERTEX_SHADER, VERTEX_SHADER], [gl.FRAGMENT_SHADER, FRAGMENT_SHADER]])) {
    const shader = gl.createShader(type);
    if (!shader) throw new Error('WebGL2 gave no shader.');
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost()) {
      const numbered = source.split('\n').map((line, i) => `${i + 1}: ${line}`).join('\n');
      throw new Error(`${gl.getShaderInfoLog(shader)}\n${numbered}`);
    }
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(`WebGL2: ${gl.getProgramInfoLog(program)}`);
  return program;
}
