/**
 * What the kernels have in common: names of the buffers, marks of a cell, the edge of the grid, and the fire mask.
 *
 * @import { Plan } from '../plan.js'
 */
import { listOf } from '../../core/list-of.js';
import { TILE, TILE_ROWS } from '../plan.js';

/** Each buffer as WGSL declares it; a kernel names those that it uses. @type {Readonly<Record<string, (plan: Plan) => string>>} */
const BINDINGS = Object.freeze({
  world: () => 'var<uniform> world: World',
  clock: () => 'var<storage, read_write> clock: Clock',
  /** [H][W][C], and behind it one cell of nothing: what lies beyond the edge. */
  state: () => 'var<storage, read_write> state: array<vec4f>',
  cells: () => 'var<storage, read> cells: array<vec4f>',
  /** [H][W][C]: what the listed cells become if they live. */
  fresh: () => 'var<storage, read_write> fresh: array<vec4f>',
  /** [H][W] each and a 0 behind it: the marks of a cell as a step finds it, and as the updates leave it. Of a tile that is not looked at
   *  the first are 0, and of the others what rose for a moment may still stand there: no cell beside it was near what lives, so none is saved by it. */
  marks: () => 'var<storage, read_write> marks: array<u32>',
  risen: () => 'var<storage, read_write> risen: array<u32>',
  /** [H][W], where there are several. */
  kinds: () => 'var<storage, read_write> kinds: array<u32>',
  /** [tilesY][tilesX] and a 0: whether anything is in it. */
  lively: () => 'var<storage, read_write> lively: array<u32>',
  /** Those that are looked at, and the cells that fire in them: how many there are stands in the arguments of the dispatches, and in the clock. */
  tiles: () => 'var<storage, read_write> tiles: array<u32>',
  listed: () => 'var<storage, read_write> listed: array<u32>',
  tileArguments: () => 'var<storage, read_write> tileArguments: array<u32, 3>',
  updateArguments: () => 'var<storage, read_write> updateArguments: array<atomic<u32>, 3>',
  weights: ({ isUniform, weightFours }) => `var<${isUniform ? 'uniform' : 'storage, read'}> weights: array<vec4f, ${weightFours}>`,
  /** [kinds][D] */
  bias: () => 'var<storage, read> bias: array<f32>',
  spans: () => 'var<storage, read> spans: array<vec4u>',
  /** [H][W]: straight alpha, red in the lowest byte. */
  pixels: () => 'var<storage, read_write> pixels: array<u32>',
  numAlive: () => 'var<storage, read_write> numAlive: atomic<u32>',
});

/** As WORLD_FIELDS of buffers.js writes it. */
export const WORLD = `
struct World { height: u32, width: u32, tilesY: u32, tilesX: u32, fireThreshold: u32, everywhere: u32, aliveThreshold: f32, sobelScale: f32, cosAngle: f32, sinAngle: f32, premultiplied: u32, numKinds: u32 }`;
const CLOCK = `
struct Clock { seed: u32, step: u32, key: u32, numListed: atomic<u32> }`;

/** alpha above the threshold; not all zero; had a living neighbour before the step; takes an update in it; hot, and will be so after the step. */
const MARKS = `
const HOT = 1u;
const NONZERO = 2u;
const NEAR = 4u;
const LISTED = 8u;
const STEADY = 16u;`;

/** The hash of src/base/rng.h. */
export const MIXED = `
fn mixed(seed: u32) -> u32 {
  var x = seed;
  x ^= x >> 16u; x *= 0x7feb352du;
  x ^= x >> 15u; x *= 0x846ca68bu;
  return x ^ (x >> 16u);
}`;

/** The index of a cell, or of the one of nothing. @param {Plan} plan */
const edge = ({ wraps }) => (wraps ? `
fn cellAt(x: i32, y: i32) -> u32 {
  let w = i32(world.width); let h = i32(world.height);
  return u32((y % h + h) % h * w + (x % w + w) % w);
}` : `
fn cellAt(x: i32, y: i32) -> u32 {
  let w = i32(world.width); let h = i32(world.height);
  return u32(select(h * w, y * w + x, (x >= 0) & (y >= 0) & (x < w) & (y < h)));
}`);

export const TILE_THREADS = TILE * TILE_ROWS;
/** Groups of a dispatch in one direction; where there are more they lie in rows of so many. */
export const MAX_GROUPS = 65535;

/** As many numbers from 0 on. What a loop would do stands in the code as often as it is done where SwiftShader, which tests run on, compiles nested loops for minutes. @param {number} count */
export const range = (count) => listOf(count, (i) => i);

/** The marks of the nine cells, of which the first is number at, of an array so wide. @param {string} array @param {number} width */
export const anyOfNine = (array, width) => range(9).map((i) => `${array}[at + ${Math.floor(i / 3) * width + i % 3}u]`).join(' | ');

/**
 * The main function of a kernel whose group looks at one tile, each thread at some cells of it.
 * @param {{ tile: string, before?: string, cell: string, after?: string }} parts cell: knows tile, cell, x, y, and lx and ly in the tile
 */
export const mainOfTile = ({ tile, before = '', cell, after = '' }) => `
@compute @workgroup_size(${TILE}, ${TILE_ROWS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u, @builtin(local_invocation_index) thread: u32) {
  let tile = ${tile};
  let lx = local.x; let x = tile % world.tilesX * TILE + lx;
  ${before}
  ${range(TILE / TILE_ROWS).map((i) => `{
    let ly = local.y + ${i * TILE_ROWS}u; let y = tile / world.tilesX * TILE + ly; let cell = y * world.width + x;
    if ((x < world.width) & (y < world.height)) {
    ${cell}
    }
  }`).join('\n  ')}
  ${after}
}`;

/**
 * @typedef {object} Kernel
 * @property {readonly string[]} bindings names of BINDINGS, in the order of their numbers
 * @property {string} code in WGSL, with the function main
 */

/** A whole module. @param {Plan} plan @param {Kernel} kernel */
export function moduleOf(plan, { bindings, code }) {
  const declared = bindings.map((name, i) => `@group(0) @binding(${i}) ${BINDINGS[name](plan)};`).join('\n');
  return `${WORLD}${CLOCK}\n${MARKS}\nconst FOURS = ${plan.fours}u;\nconst TILE = ${TILE}u;\n${declared}\n${MIXED}\n${bindings.includes('world') ? edge(plan) : ''}\n${code}`;
}
