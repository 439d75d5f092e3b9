/**
 * The fourth and last kernel of a step: who lives takes what the update made of it, who does not becomes nothing.
 *
 * @import { Plan } from '../plan.js'
 * @import { Kernel } from './common.js'
 */
import { TILE } from '../plan.js';
import { anyOfNine, mainOfTile, range, TILE_THREADS } from './common.js';

const SEEN = TILE + 2;
const KEEPS = Object.freeze({ none: 'true', post: 'isAlive(lx, ly)', 'pre+post': '((mark & NEAR) != 0u) & isAlive(lx, ly)' });

/** @param {Plan} plan @returns {Kernel} */
export const life = ({ alive, fours }) => ({
  bindings: ['world', 'state', 'fresh', 'risen', 'marks', 'tiles', 'lively'],
  code: `
var<workgroup> seen: array<u32, ${SEEN * SEEN}>;
var<workgroup> isLively: atomic<u32>;

fn look(tile: u32, thread: u32) {
  let left = i32(tile % world.tilesX * TILE) - 1; let top = i32(tile / world.tilesX * TILE) - 1;
  for (var i = thread; i < ${SEEN * SEEN}u; i += ${TILE_THREADS}u) {
    let cell = cellAt(left + i32(i % ${SEEN}u), top + i32(i / ${SEEN}u));
    seen[i] = risen[cell];
  }
}

fn isAlive(lx: u32, ly: u32) -> bool {
  let at = ly * ${SEEN}u + lx;
  return ((${anyOfNine('seen', SEEN)}) & HOT) != 0u;
}

// What lives on: its marks, with the new state where it has one.
fn liveOn(cell: u32, mark: u32) -> u32 {
  if ((mark & LISTED) == 0u) { return mark & (HOT | NONZERO); }
  ${range(fours).map((q) => `let four${q} = fresh[cell * FOURS + ${q}u]; state[cell * FOURS + ${q}u] = four${q};`).join('\n  ')}
  return (mark & HOT) | select(0u, NONZERO, ${range(fours).map((q) => `any(four${q} != vec4f())`).join(' | ')});
}

fn end(cell: u32, mark: u32) {
  if ((mark & NONZERO) == 0u) { return; }
  ${range(fours).map((q) => `state[cell * FOURS + ${q}u] = vec4f();`).join(' ')}
}

${mainOfTile({
    tile: 'tiles[group.x]',
    before: `look(tile, thread);
  workgroupBarrier();
  var here = 0u;`,
    cell: `let mark = seen[(ly + 1u) * ${SEEN}u + lx + 1u];
    var now = 0u;
    if (${KEEPS[alive]}) { now = liveOn(cell, mark); } else { end(cell, mark); }
    marks[cell] = now;
    here |= now;`,
    after: `atomicOr(&isLively, here);
  workgroupBarrier();
  if (thread == 0u) { lively[tile] = min(atomicLoad(&isLively), 1u); }`,
  })}`,
});
