/**
 * What the kernels of training have in common: names of the buffers, the tiles, and the cells that lie around one. The grids of a batch lie one below the other, so that a
 * cell has one number in all of them; what lies beyond the edge of its own grid is the one cell of nothing behind the last.
 *
 * @import { TrainPlan } from '../plan.js'
 */
import { MIXED, range } from '../../kernels/common.js';

/** The side of the square of cells that a group of threads has, one each. */
export const TILE = 16;
export const TILE_CELLS = TILE * TILE;

/** Each buffer as WGSL declares it; a kernel names those that it uses. @type {Readonly<Record<string, (plan: TrainPlan) => string>>} */
const BINDINGS = Object.freeze({
  world: () => 'var<uniform> world: World',
  step: () => 'var<uniform> step: Step',
  hyper: () => 'var<uniform> hyper: Hyper',
  /** [B] */
  picks: () => 'var<storage, read> picks: array<Pick>',
  /** [N][G]: of the goals, how much of each a target is. */
  mixes: () => 'var<storage, read> mixes: array<f32>',
  /** [N][turns][H][W] */
  targets: () => 'var<storage, read> targets: array<vec4f>',
  /** [B][H][W][C] and a cell of nothing: as a step finds it, and as it leaves it. */
  state: () => 'var<storage, read_write> state: array<vec4f>',
  next: () => 'var<storage, read_write> next: array<vec4f>',
  /** [B][H][W] and a 0: the alpha of each cell when all updates are in, and nothing has died yet. */
  alphas: () => 'var<storage, read_write> alphas: array<f32>',
  /** Of a state and the step from it: [B][H][W] marks, [B][tiles] and a 0: whether anything is in a tile, [B][tiles] how many rows the way back has of it. */
  marks: () => 'var<storage, read_write> marks: array<u32>',
  counts: () => 'var<storage, read> marks: array<u32>',
  nextMarks: () => 'var<storage, read_write> nextMarks: array<u32>',
  /** [D] rows of the fours that go into a number of the hidden layer, and come out of it; then b2. */
  weights: ({ isUniform, weightFours }) => `var<${isUniform ? 'uniform' : 'storage, read'}> weights: array<vec4f, ${weightFours}>`,
  packed: () => 'var<storage, read_write> packed: array<f32>',
  /** [B][D] of each sample's target, and behind them whether nothing can become something by itself. */
  bias: () => 'var<storage, read> bias: array<f32>',
  rows: () => 'var<storage, read_write> bias: array<f32>',
  /** [states that count][turns][B][tiles] squares of the differences, then [2][B][tiles] of overflow and stillness. */
  parts: () => 'var<storage, read_write> parts: array<f32>',
  /** [B] losses, [B] whether they count. */
  losses: () => 'var<storage, read_write> losses: array<f32>',
  /** [B][states that count]: the nearest turn of the target. */
  nearest: () => 'var<storage, read_write> nearest: array<u32>',
  /** [steps][B]: of the state after a step the cell of the largest alpha, and that as bits. */
  liveliest: () => 'var<storage, read_write> liveliest: array<vec2u>',
  /** [B][H][W][C]: the gradient by the state after a step, and before it. */
  grad: () => 'var<storage, read_write> grad: array<vec4f>',
  before: () => 'var<storage, read_write> before: array<vec4f>',
  /** [planes of the way back][C / 4][B H W] */
  seen: () => 'var<storage, read_write> seen: array<vec4f>',
  /** Of each row of a tile, a value for all rows one behind the other: [B][tiles][2 D][TILE_CELLS] and [B][tiles][fours][TILE_CELLS]. */
  hiddens: () => 'var<storage, read_write> hiddens: array<f32>',
  inputs: () => 'var<storage, read_write> inputs: array<vec4f>',
  /** [B][slices][D (fours of a row + 1) + C / 4] */
  partial: () => 'var<storage, read_write> partial: array<vec4f>',
  sums: () => 'var<storage, read> partial: array<f32>',
  /** [numParams] each, as the core lays them out. */
  params: () => 'var<storage, read_write> params: array<f32>',
  lastGood: () => 'var<storage, read_write> lastGood: array<f32>',
  grads: () => 'var<storage, read_write> grads: array<f32>',
  fresh: () => 'var<storage, read_write> fresh: array<f32>',
  m: () => 'var<storage, read_write> m: array<f32>',
  v: () => 'var<storage, read_write> v: array<f32>',
  /** [tensors] squares of their gradients summed, then 1 where the losses are sound. */
  norms: () => 'var<storage, read_write> norms: array<f32>',
  /** Whether an epoch has run off: then nothing moves any more. */
  failed: () => 'var<storage, read_write> failed: atomic<u32>',
  /** [scale]: of a pixel's place in a cell the cell before it, how far behind that it is, sine and cosine. */
  places: ({ fine }) => `var<uniform> places: array<vec4f, ${fine?.scale ?? 1}>`,
  /** [N][scale H][scale W] */
  fineTargets: () => 'var<storage, read> fineTargets: array<vec4f>',
  /** The parameters in fours. */
  quads: () => 'var<storage, read> quads: array<vec4f>',
  /** [B][pixels]: what went into the decoder's layers at a state, and the gradients by what came out. */
  fineRows: () => 'var<storage, read_write> fineRows: array<vec4f>',
  /** [B][states that count][groups]: squares of the differences. */
  fineParts: () => 'var<storage, read_write> fineParts: array<f32>',
  /** [B][states that count][pixels][C / 4]: the gradient by what was seen there. */
  dSeen: () => 'var<storage, read_write> dSeen: array<vec4f>',
  /** [B][slices][decoder's parameters / 4] */
  finePartial: () => 'var<storage, read_write> finePartial: array<vec4f>',
  fineSums: () => 'var<storage, read> finePartial: array<f32>',
  /** [slices][side][side]: what the patches of a texture are projected by. */
  filters: ({ texture }) => `var<uniform> filters: array<vec4f, ${texture?.taps ?? 1}>`,
  sort: () => 'var<uniform> sort: Sort',
  /** [B or N][slices][cells, up to a power of two]: a number, and its cell. */
  pairs: () => 'var<storage, read_write> pairs: array<vec2u>',
  /** [N][slices][H W]: those of the targets, by size. */
  ranked: () => 'var<storage, read_write> ranked: array<f32>',
  /** [B][slices][H W]: the gradient by what a patch was projected to. */
  dSlices: () => 'var<storage, read_write> dSlices: array<f32>',
  /** [B][states that count][slices][groups]: squares of the differences. */
  textureParts: () => 'var<storage, read_write> textureParts: array<f32>',
  /** [B][states that count][H W]: the gradient by RGBA. */
  dVisible: () => 'var<storage, read_write> dVisible: array<vec4f>',
  /** Of all matrices, the longer side first: as it stands, what becomes of it, and two squares of its shorter side. */
  matrix: () => 'var<storage, read_write> matrix: array<f32>',
  product: () => 'var<storage, read_write> product: array<f32>',
  square: () => 'var<storage, read_write> square: array<f32>',
  fourth: () => 'var<storage, read_write> fourth: array<f32>',
});

/** As the uniform buffers of ../uniforms.js are written. */
const STRUCTS = `
struct World { height: u32, width: u32, tilesY: u32, tilesX: u32, batch: u32, fireThreshold: u32, aliveThreshold: f32, sobelScale: f32, cosAngle: f32, sinAngle: f32,
  lossScale: f32, overflow: f32, stillness: f32, numCounted: u32, fineWeight: f32, fineScale: f32, survival: f32, pad: u32 }
struct Step { number: u32, slot: u32, nextSlot: u32, count: u32 }
struct Hyper { beta1: f32, beta2: f32, epsilon: f32, stepSize: f32, rootCorrection: f32, clipNorm: f32, muonRate: f32, weightDecay: f32, isPerTensor: u32, pad0: u32, pad1: u32, pad2: u32 }
struct Sort { first: u32, last: u32, pad0: u32, pad1: u32 }
struct Pick { isSeed: u32, goal: u32, fireSeed: u32, lostAbove: f32 }`;

const MARKS = `
const KEPT = 1u;
const FIRED = 2u;
const NO_SLOT = 0xffffffffu;`;

/** @param {TrainPlan} plan */
const edge = ({ wraps }) => `
// The first row of the sample's grid.
var<private> top: i32;
fn cellAt(x: i32, y: i32) -> u32 {
  let w = i32(world.width); let h = i32(world.height);
  ${wraps ? 'return u32((top + (y - top + h) % h) * w + (x + w) % w);' : 'return select(world.batch * world.height * world.width, u32(y * w + x), (x >= 0) & (y >= top) & (x < w) & (y < top + h));'}
}`;

/** Where in marks what is known of tiles lies, and whether a number is one: a compiler may take it for granted that x == x. */
const HELP = `
fn numCells() -> u32 { return world.batch * world.height * world.width; }
fn numTiles() -> u32 { return world.tilesY * world.tilesX; }
fn isFinite(x: f32) -> bool { return (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u; }`;

/**
 * The main function of a kernel whose group has a tile of a sample, and each thread a cell of it, inside of the grid or not.
 * @param {string} body knows sample, tile, cell, x, row in the grid and y in all of them, isInside and thread
 */
export const mainOfTile = (body) => `
@compute @workgroup_size(${TILE}, ${TILE})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u, @builtin(local_invocation_index) thread: u32) {
  let sample = group.y; let tile = sample * numTiles() + group.x;
  top = i32(sample * world.height);
  let x = group.x % world.tilesX * ${TILE}u + local.x; let row = group.x / world.tilesX * ${TILE}u + local.y;
  let isInside = (x < world.width) & (row < world.height); let y = sample * world.height + row; let cell = y * world.width + x;
  ${body}
}`;

/** Gathers cells of a tile: those that mark() was called for are found[0 .. numFound()] in their order, once all have called keep() behind a barrier. */
export const GATHERED = `
var<workgroup> bits: array<atomic<u32>, ${TILE_CELLS / 32}>;
var<workgroup> found: array<u32, ${TILE_CELLS}>;
fn mark(thread: u32) { atomicOr(&bits[thread / 32u], 1u << (thread % 32u)); }
fn below(word: u32, thread: u32) -> u32 {
  let all = countOneBits(atomicLoad(&bits[word])); let some = countOneBits(atomicLoad(&bits[word]) & ((1u << (thread % 32u)) - 1u));
  return select(select(0u, some, word == thread / 32u), all, word < thread / 32u);
}
fn keep(thread: u32, cell: u32) { found[${range(TILE_CELLS / 32).map((i) => `below(${i}u, thread)`).join(' + ')}] = cell; }
fn numFound() -> u32 { return ${range(TILE_CELLS / 32).map((i) => `countOneBits(atomicLoad(&bits[${i}]))`).join(' + ')}; }`;

/** The sum over all threads of a group, in the first, in an order that never changes: each has put its value into sums. @param {number} threads a power of two */
export const summed = (threads) => range(Math.log2(threads)).map((i) => {
  const half = threads >> (i + 1);
  return `if (thread < ${half}u) { sums[thread] += sums[thread + ${half}u]; }\n  workgroupBarrier();`;
}).join('\n  ');

/**
 * @typedef {object} TrainKernel
 * @property {readonly string[]} bindings names of BINDINGS, in the order of their numbers
 * @property {string} code in WGSL, with the function main
 */

/** A whole module. @param {TrainPlan} plan @param {TrainKernel} kernel */
export function moduleOf(plan, { bindings, code }) {
  const declared = bindings.map((name, i) => `@group(0) @binding(${i}) ${BINDINGS[name](plan)};`).join('\n');
  return `${STRUCTS}\n${MARKS}\nconst FOURS = ${plan.fours}u;\n${declared}\n${MIXED}\n${bindings.includes('world') ? `${HELP}\n${edge(plan)}` : HELP.split('\n').slice(-1)[0]}\n${code}`;
}
