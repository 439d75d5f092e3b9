/**
 * What a decoder makes of the cells around a place, as WGSL made for its sizes: src/grow/decoder.c, and what ../../look/decoder-shader.js is to WebGL. Every number that is kept
 * has a name of its own, since an array that is indexed by a variable is no register.
 *
 * @import { DecoderSizes } from '../../look/decoder-shader.js'
 */
import { layersOf, QUAD } from '../../look/decoder-shader.js';
import { range } from './common.js';

/** The parameters, as decoderBlock() of decoder-shader.js packs them. @param {DecoderSizes} sizes */
export const net = (sizes) => `
struct Net { ${[
    ...layersOf(sizes).map(({ layer, inputs, outputs }) => `w${layer}: array<mat4x4f, ${inputs * outputs}>`), ...layersOf(sizes).map(({ layer, outputs }) => `b${layer}: array<vec4f, ${outputs}>`),
  ].join(', ')} }`;

/** Of those that see world, cells and net. @param {DecoderSizes} sizes */
export function decoded(sizes) {
  const quads = sizes.channels / QUAD, [first, second, last] = layersOf(sizes);
  const sum = (/** @type {string} */ bias, /** @type {number} */ inputs, /** @type {(i: number) => string} */ part) => [bias, ...range(inputs).map(part)].join(' + ');
  return `
struct Decoded { rgba: vec4f, isNothing: bool }

// At a place in cells, whose centres are whole numbers. RGBA as the state has it; what it makes of nothing is not seen, and need not be known.
fn decoded(at: vec2f, skipsNothing: bool) -> Decoded {
  let before = vec2i(floor(at)); let share = at - vec2f(before); let end = vec2i(i32(world.width), i32(world.height)) - 1;
  let a = clamp(before, vec2i(), end); let b = clamp(before + 1, vec2i(), end); let w = i32(world.width);
  let corners = vec4u(vec4i(a.y * w + a.x, a.y * w + b.x, b.y * w + a.x, b.y * w + b.x)) * ${quads}u;
  let shares = vec4f(1.0 - share.x, share.x, 1.0 - share.x, share.x) * vec4f(1.0 - share.y, 1.0 - share.y, share.y, share.y);
  ${range(quads).map((i) => `let c${i}_0 = cells[corners.x + ${i}u]; let c${i}_1 = cells[corners.y + ${i}u]; let c${i}_2 = cells[corners.z + ${i}u]; let c${i}_3 = cells[corners.w + ${i}u];
  let h0_${i} = c${i}_0 * shares.x + c${i}_1 * shares.y + c${i}_2 * shares.z + c${i}_3 * shares.w;`).join('\n  ')}
  let isNothing = !(${range(quads).flatMap((i) => range(4).map((corner) => `any(c${i}_${corner} != vec4f())`)).join(' | ')});
  if (isNothing & skipsNothing) { return Decoded(vec4f(), true); }
  let turns = 6.283185307179586 * share;
  let h0_${quads} = vec4f(sin(turns.y), cos(turns.y), sin(turns.x), cos(turns.x));
  ${range(second.outputs).map((o) => `var h2_${o} = net.b1[${o}];`).join(' ')}
  // Each four of the first layer goes into all of the second at once, and is not kept: written out one by one compilers of shaders take minutes.
  for (var i = 0; i < ${first.outputs}; i++) {
    let h1 = max(${sum('net.b0[i]', first.inputs, (k) => `net.w0[i * ${first.inputs} + ${k}] * h0_${k}`)}, vec4f());
    ${range(second.outputs).map((o) => `h2_${o} += net.w1[${o * second.inputs} + i] * h1;`).join(' ')}
  }
  return Decoded(${sum('net.b2[0]', last.inputs, (k) => `net.w2[${k}] * max(h2_${k}, vec4f())`)}, isNothing);
}`;
}
