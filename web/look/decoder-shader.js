/**
 * The shader that evaluates a decoder at every pixel of the screen, made for its sizes: what src/kernels/decoder.c and src/grow/decoder.c compute. Every number
 * has a name of its own, as compilers of shaders are slow at arrays.
 *
 * @import { layoutOf } from '../core/shape.js'
 * @typedef {Pick<ReturnType<typeof layoutOf>, 'channels' | 'decoderWidth'>} DecoderSizes
 */
import { listOf } from '../core/list-of.js';

const RGBA = 4, NUM_LAYERS = 3;
/** Numbers that are computed at once. */
export const QUAD = 4;

/** Quads of numbers that go into a layer, and out of it. @param {DecoderSizes} sizes @param {number} layer */
function quadsOf({ channels, decoderWidth }, layer) {
  return { inputs: (layer === 0 ? channels + QUAD : decoderWidth) / QUAD, outputs: (layer === NUM_LAYERS - 1 ? RGBA : decoderWidth) / QUAD };
}

const range = (/** @type {number} */ length) => listOf(length, (i) => i);

/** @param {DecoderSizes} sizes */
export const layersOf = (sizes) => range(NUM_LAYERS).map((layer) => ({ layer, ...quadsOf(sizes, layer) }));

/** Quad `o` of what comes out of a layer. @param {DecoderSizes} sizes @param {number} layer @param {number} o */
function quadOf(sizes, layer, o) {
  const { inputs } = quadsOf(sizes, layer), sum = [`b${layer}[${o}]`, ...range(inputs).map((i) => `w${layer}[${o * inputs + i}] * h${layer}_${i}`)].join(' + ');
  return `  vec4 h${layer + 1}_${o} = ${layer < NUM_LAYERS - 1 ? `max(${sum}, 0.0)` : sum};`;
}

/** @param {DecoderSizes} sizes */
export function decoderShader(sizes) {
  const quads = sizes.channels / QUAD, layers = layersOf(sizes);
  return `#version 300 es
precision highp float;
precision highp int;
uniform highp sampler2D state; // a row of cells, ${quads} texels each
uniform vec3 placement; // x and y of the grid's upper left corner in pixels from the canvas's, and pixels a cell
uniform float canvasHeight;
uniform float cellShare; // of the cell's own colour; the rest is the decoder's
uniform bool isPremultiplied;
layout(std140) uniform Weights {
${layers.map(({ layer, inputs, outputs }) => `  mat4 w${layer}[${inputs * outputs}];`).join('\n')}
${layers.map(({ layer, outputs }) => `  vec4 b${layer}[${outputs}];`).join('\n')}
};
out vec4 color;
vec4 shown(vec4 rgba) {
  float alpha = min(rgba.a, 1.0);
  if (!(alpha > 0.0)) return vec4(0.0);
  return vec4(clamp(isPremultiplied ? rgba.rgb / alpha : rgba.rgb, 0.0, 1.0) * alpha, alpha); // the canvas is composited with premultiplied alpha
}
void main() {
  color = vec4(0.0);
  ivec2 size = textureSize(state, 0) / ivec2(${quads}, 1);
  vec2 place = (vec2(gl_FragCoord.x, canvasHeight - gl_FragCoord.y) - placement.xy) / placement.z - 0.5; // the centres of cells are whole numbers
  if (any(lessThan(place, vec2(-0.5))) || any(greaterThanEqual(place, vec2(size) - 0.5))) return;
  vec4 cell = cellShare > 0.0 ? shown(texelFetch(state, ivec2(floor(place + 0.5)) * ivec2(${quads}, 1), 0)) : vec4(0.0);
  color = cell;
  if (cellShare >= 1.0) return;
  ivec2 before = ivec2(floor(place)), a = max(before, 0), b = min(before + 1, size - 1);
  vec2 share = place - vec2(before);
  vec4 shares = vec4(1.0 - share.x, share.x, 1.0 - share.x, share.x) * vec4(1.0 - share.y, 1.0 - share.y, share.y, share.y);
  bool isNothing = true;
  vec4 corner0, corner1, corner2, corner3;
${range(quads).map((i) => `  corner0 = texelFetch(state, ivec2(a.x * ${quads} + ${i}, a.y), 0);
  corner1 = texelFetch(state, ivec2(b.x * ${quads} + ${i}, a.y), 0);
  corner2 = texelFetch(state, ivec2(a.x * ${quads} + ${i}, b.y), 0);
  corner3 = texelFetch(state, ivec2(b.x * ${quads} + ${i}, b.y), 0);
  isNothing = isNothing && corner0 == vec4(0.0) && corner1 == vec4(0.0) && corner2 == vec4(0.0) && corner3 == vec4(0.0);
  vec4 h0_${i} = corner0 * shares.x + corner1 * shares.y + corner2 * shares.z + corner3 * shares.w;`).join('\n')}
  if (isNothing) return; // nor is there a cell
  vec2 turns = 6.283185307179586 * share;
  vec4 h0_${quads} = vec4(sin(turns.y), cos(turns.y), sin(turns.x), cos(turns.x));
${layers.flatMap(({ layer, outputs }) => range(outputs).map((o) => quadOf(sizes, layer, o))).join('\n')}
  color = mix(shown(h${NUM_LAYERS}_0), cell, cellShare);
}`;
}

/** The parameters as the block of that shader has them: a matrix for each quad of outputs and of inputs, column by column. @param {Float32Array} params @param {DecoderSizes & { decoder: number }} layout */
export function decoderBlock(params, layout) {
  /** @type {number[]} */
  const matrices = [], biases = [];
  let at = layout.decoder;
  for (let layer = 0; layer < NUM_LAYERS; layer++) {
    const { inputs, outputs } = quadsOf(layout, layer), width = inputs * QUAD;
    for (let o = 0; o < outputs; o++) for (let i = 0; i < inputs; i++) for (let k = 0; k < QUAD * QUAD; k++) matrices.push(params[at + (o * QUAD + (k % QUAD)) * width + i * QUAD + (k >> 2)]);
    at += width * outputs * QUAD;
    biases.push(...params.subarray(at, at + outputs * QUAD));
    at += outputs * QUAD;
  }
  return Float32Array.from([...matrices, ...biases]);
}
