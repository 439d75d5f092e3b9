/**
 * What a grid needs that is divided into squares, in each of which something else grows: cells at the rim of every square are kept empty, so that nothing grows over from one
 * into the next, and a square begins again.
 *
 * @import { Plan } from '../plan.js'
 * @import { Kernel } from './common.js'
 */
import { mainOfTile, range } from './common.js';

const THREADS = 64;
/** Channel 3 and all behind it: what a seed is made of. */
const SEED = Object.freeze({ first: 'vec4f(0.0, 0.0, 0.0, 1.0)', other: 'vec4f(1.0)' });

/**
 * After a step, of the tiles that it looked at. The rims of two squares are two cells side by side: a step sees one cell far and saves life one cell far, so that what rises in
 * the nearer one for a moment is of its own square alone. spans[0].x: cells from one square to the next.
 * @param {Plan} plan @returns {Kernel}
 */
export const fence = ({ fours }) => ({
  bindings: ['world', 'spans', 'state', 'marks', 'tiles'],
  code: mainOfTile({
    tile: 'tiles[group.x]',
    before: 'let pitch = spans[0].x;',
    cell: `let column = x % pitch; let row = y % pitch;
    if ((column == 0u || row == 0u || column == pitch - 1u || row == pitch - 1u) && marks[cell] != 0u) {
      ${range(fours).map((q) => `state[cell * FOURS + ${q}u] = vec4f();`).join(' ')}
      marks[cell] = 0u;
    }`,
  }),
});

/** In place of a kind: none, so that the square stays empty. */
export const NOTHING = 0xffffffff;

/** A group a square: its left column, its top row, its side in cells, and the kind that begins in it from one seed in the middle, or NOTHING. @param {Plan} plan @returns {Kernel} */
export const begin = ({ fours }) => ({
  bindings: ['world', 'spans', 'state', 'marks', 'kinds', 'lively'],
  code: `
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let square = spans[group.x]; let side = square.z; let middle = side / 2u * side + side / 2u;
  for (var i = thread; i < side * side; i += ${THREADS}u) {
    let x = square.x + i % side; let y = square.y + i / side; let cell = y * world.width + x; let isSeed = i == middle && square.w != ${NOTHING}u;
    ${range(fours).map((q) => `state[cell * FOURS + ${q}u] = select(vec4f(), ${q === 0 ? SEED.first : SEED.other}, isSeed);`).join(' ')}
    marks[cell] = select(0u, select(0u, HOT, 1.0 > world.aliveThreshold) | NONZERO, isSeed);
    kinds[cell] = select(square.w, 0u, square.w == ${NOTHING}u);
    if (isSeed) { lively[y / TILE * world.tilesX + x / TILE] = 1u; }
  }
}`,
});
