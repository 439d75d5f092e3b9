/**
 * The first kernel of a step: which tiles are looked at, which are those with anything in them and their neighbours. One group does it alone, so that nothing
 * has to be cleared before; it is also what turns the clock.
 *
 * @import { Plan } from '../plan.js'
 * @import { Kernel } from './common.js'
 */
import { range } from './common.js';

const THREADS = 256;

/** @param {Plan} plan */
function reach({ wraps }) {
  const far = wraps ? 2 : 1, offsets = range(2 * far + 1).map((i) => i - far), around = offsets.flatMap((dy) => offsets.map((dx) => `livelyAt(y + ${dy}, x + ${dx})`));
  return `
// Behind the last tile lies one with nothing in it, for what is beyond the edge.
fn livelyAt(y: i32, x: i32) -> u32 {
  let h = i32(world.tilesY); let w = i32(world.tilesX);
  return lively[${wraps ? '(y + 2 * h) % h * w + (x + 2 * w) % w' : 'select(h * w, y * w + x, (y >= 0) & (x >= 0) & (y < h) & (x < w))'}];
}

// A step reaches two cells far. On a torus the last tile of a row may be narrower than that, and then the one behind it is reached.
fn isReached(tile: u32) -> bool {
  let y = i32(tile / world.tilesX); let x = i32(tile % world.tilesX);
  return (${around.join(' | ')}) != 0u;
}`;
}

/** @param {Plan} plan @returns {Kernel} */
export const tiles = (plan) => ({
  bindings: ['world', 'clock', 'tiles', 'tileArguments', 'updateArguments', ...plan.alive === 'none' ? [] : ['lively']],
  code: `
var<workgroup> count: atomic<u32>;
${plan.alive === 'none' ? '' : reach(plan)}

@compute @workgroup_size(${THREADS})
fn main(@builtin(local_invocation_index) thread: u32) {
  for (var tile = thread; tile < world.tilesY * world.tilesX; tile += ${THREADS}u) {
    if (${plan.alive === 'none' ? 'true' : '(world.everywhere != 0u) | isReached(tile)'}) { tiles[atomicAdd(&count, 1u)] = tile; }
  }
  workgroupBarrier();
  if (thread > 0u) { return; }
  tileArguments = array(atomicLoad(&count), 1u, 1u);
  atomicStore(&updateArguments[0], 0u);
  atomicStore(&updateArguments[1], 0u);
  atomicStore(&updateArguments[2], 1u);
  atomicStore(&clock.numListed, 0u);
  clock.key = mixed(clock.seed + clock.step * 0x9e3779b9u);
  clock.step++;
}`,
});
