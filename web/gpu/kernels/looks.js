/**
 * How cells become a picture, as WGSL: each look as ../../look/ has it for WebGL (shaders.js, smooth-shader.js, decoder-shader.js). A look is the function seen, which is told a place of the grid
 * in cells and gives its colour in premultiplied alpha.
 *
 * @import { DecoderSizes } from '../../look/decoder-shader.js'
 */
import { STRAIGHT } from './colour.js';
import { range, WORLD } from './common.js';
import { decoded, net } from './decoder.js';

/** As ../painter.js writes it: the grid's upper left corner in pixels from the picture's, pixels a cell, and how much of each is the plain colour of its cell. */
const HEAD = `
${WORLD}
struct Placement { at: vec2f, scale: f32, cellShare: f32, fours: u32, isStraight: u32, isPremultiplied: u32, unused: u32 }
@group(0) @binding(0) var<uniform> placement: Placement;
@group(0) @binding(1) var<uniform> world: World;
@group(0) @binding(2) var<storage, read> cells: array<vec4f>;
${STRAIGHT}

@vertex
fn corner(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
  // (-1, -1), (3, -1), (-1, 3): a triangle that covers the picture, without a buffer.
  return vec4f(f32(index & 1u) * 4.0 - 1.0, f32(index >> 1u) * 4.0 - 1.0, 0.0, 1.0);
}

fn texel(x: f32, y: f32) -> vec4f {
  let column = u32(clamp(x, 0.0, f32(world.width) - 1.0)); let row = u32(clamp(y, 0.0, f32(world.height) - 1.0));
  return straight(cells[(row * world.width + column) * placement.fours]) / 255.0;
}

fn premultiplied(colour: vec4f) -> vec4f { return vec4f(colour.rgb * colour.a, colour.a); }

// A grid larger than the picture is shrunk, and mixed of four; else every cell is a square of its own colour.
fn plain(place: vec2f) -> vec4f {
  let isShrunk = placement.scale < 1.0; let first = select(floor(place), floor(place - 0.5), isShrunk); let share = select(vec2f(), fract(place - 0.5), isShrunk);
  return premultiplied(mix(mix(texel(first.x, first.y), texel(first.x + 1.0, first.y), share.x), mix(texel(first.x, first.y + 1.0), texel(first.x + 1.0, first.y + 1.0), share.x), share.y));
}`;

/** A canvas is composited with premultiplied alpha; what is kept has it straight. */
const FOOT = `
@fragment
fn pixel(@builtin(position) at: vec4f) -> @location(0) vec4f {
  let place = (at.xy - placement.at) / placement.scale;
  if (!(all(place >= vec2f()) & all(place < vec2f(f32(world.width), f32(world.height))))) { return vec4f(); }
  let colour = seen(place);
  if (placement.isStraight == 0u) { return colour; }
  return select(vec4f(), vec4f(colour.rgb / colour.a, colour.a), colour.a > 0.0);
}`;

const CELLS = 'fn seen(place: vec2f) -> vec4f { return plain(place); }';

const SMOOTH = `
// How much each of four cells in a row counts, so far behind the second: Mitchell and Netravali's cubic, which neither rings nor blurs much.
fn weights(t: f32) -> vec4f {
  let d = vec4f(1.0 + t, t, 1.0 - t, 2.0 - t);
  let near = ((7.0 * d.yz - 12.0) * d.yz * d.yz + 16.0 / 3.0) / 6.0; let far = (((36.0 - 7.0 * d.xw) * d.xw - 60.0) * d.xw + 32.0) / 18.0;
  return vec4f(far.x, near, far.y);
}

fn seen(place: vec2f) -> vec4f {
  let cell = plain(place);
  if ((placement.cellShare >= 1.0) | (placement.scale < 1.0)) { return cell; }
  let before = floor(place - 0.5); let share = place - 0.5 - before; let across = weights(share.x); let down = weights(share.y);
  let sum = ${range(16).map((i) => `across[${i % 4}] * down[${i >> 2}] * premultiplied(texel(before.x + ${i % 4 - 1}.0, before.y + ${(i >> 2) - 1}.0))`).join('\n    + ')};
  let alpha = clamp(sum.a, 0.0, 1.0);
  return mix(vec4f(clamp(sum.rgb, vec3f(), vec3f(alpha)), alpha), cell, placement.cellShare);
}`;

/** @param {DecoderSizes} sizes */
const fine = (sizes) => `
${net(sizes)}
@group(0) @binding(3) var<uniform> net: Net;
${decoded(sizes)}

fn shown(rgba: vec4f) -> vec4f {
  let alpha = min(rgba.a, 1.0);
  let rgb = clamp(select(rgba.rgb, rgba.rgb / alpha, placement.isPremultiplied != 0u), vec3f(), vec3f(1.0));
  return select(vec4f(), vec4f(rgb * alpha, alpha), alpha > 0.0);
}

fn seen(place: vec2f) -> vec4f {
  let cell = plain(place);
  if (placement.cellShare >= 1.0) { return cell; }
  let found = decoded(place - 0.5, true);
  return select(mix(shown(found.rgba), cell, placement.cellShare), vec4f(), found.isNothing);
}`;

/** @param {'cells' | 'smooth' | 'fine'} name @param {DecoderSizes} [sizes] of the decoder that a fine look has */
export function lookCode(name, sizes) {
  return [HEAD, sizes && name === 'fine' ? fine(sizes) : name === 'smooth' ? SMOOTH : CELLS, FOOT].join('\n');
}
