/**
 * A canvas drawn by WebGL2, and the programs that draw on it. Gives its context back when disposed.
 *
 * Browsers let a page have 16 contexts, and take the oldest away from who asks for more. So only so many flakes have one, which leaves as
 * many to the rest of the page; the others draw in 2D. One context shared by all and copied to 2D canvases took
 * three times as long as those canvases alone, by software at least.
 */
const MAX_CONTEXTS = 8;
let numContexts = 0;
/** What drivers without a GPU call themselves. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;
/** Found out once for the whole page: asking takes a context. */
let lacksGpu = false;

/**
 * @param {HTMLCanvasElement} canvas
 * @param {() => void} onLost called when the browser takes the context away
 * @param {boolean} onlyOnGpu not where a processor has to pretend to be one
 * @returns {{ gl: WebGL2RenderingContext, dispose: () => void }}
 * @throws {Error} where there is no such WebGL2, or no more of it
 */
export function openContext(canvas, onLost, onlyOnGpu) {
  if (numContexts === MAX_CONTEXTS) throw new Error('The other flakes have all the contexts.');
  if (onlyOnGpu && lacksGpu) throw new Error('This browser has no GPU.');
  const gl = canvas.getContext('webgl2', {
    alpha: true, premultipliedAlpha: true, antialias: false, depth: false, stencil: false, powerPreference: 'low-power',
    failIfMajorPerformanceCaveat: onlyOnGpu,
  });
  if (!gl) throw new Error('This browser has no WebGL2.');
  if (onlyOnGpu && isSoftware(gl)) {
    lacksGpu = true;
    gl.getExtension('WEBGL_lose_context')?.loseContext();
    throw new Error('This browser has no GPU.');
  }
  numContexts++;
  canvas.addEventListener('webglcontextlost', onLost);
  const dispose = () => {
    numContexts--;
    canvas.removeEventListener('webglcontextlost', onLost);
    gl.getExtension('WEBGL_lose_context')?.loseContext();
  };
  gl.bindVertexArray(gl.createVertexArray());
  return { gl, dispose };
}

/**
 * Whether a processor does what a GPU should. Chromium says no caveat of its SwiftShader, so the name is looked at as well.
 * @param {WebGL2RenderingContext} gl
 */
function isSoftware(gl) {
  const masked = gl.getParameter(gl.RENDERER), info = masked === 'WebKit WebGL' ? gl.getExtension('WEBGL_debug_renderer_info') : null;
  return SOFTWARE.test(info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : masked);
}

/** A shader that this browser cannot compile, though it has WebGL2. */
export class ShaderError extends Error {}

/** @param {WebGL2RenderingContext} gl @param {string} vertexSource @param {string} fragmentSource @throws {ShaderError} what the compiler says, and the source in numbered lines */
export function linkProgram(gl, vertexSource, fragmentSource) {
  const program = gl.createProgram();
  for (const [type, source] of /** @type {const} */ ([[gl.VERTEX_SHADER, vertexSource], [gl.FRAGMENT_SHADER, fragmentSource]])) {
    const shader = gl.createShader(type);
    if (!shader) throw new Error('WebGL2 gave no shader.');
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost()) {
      const numbered = source.split('\n').map((line, i) => `${i + 1}: ${line}`).join('\n');
      throw new ShaderError(`${gl.getShaderInfoLog(shader)}\n${numbered}`);
    }
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new ShaderError(`WebGL2: ${gl.getProgramInfoLog(program)}`);
  return program;
}
