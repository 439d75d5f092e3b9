/**
 * The second kernel of a step: lists the cells that fire and whose update can matter, as src/grow/alive.c says, so that the dear kernel, which is the next,
 * has no idle threads. Cells that are nothing take the kind of their strongest neighbour here.
 *
 * Under pre+post a cell that had no living neighbour is 0 after the step, but within it may rise above the threshold and save a neighbour by that; it is
 * listed where one of its neighbours is not safe, having no hot cell beside it that does not fire (src/grow/alive_pre_post.c).
 *
 * @import { Plan } from '../plan.js'
 * @import { Kernel } from './common.js'
 */
import { TILE, UPDATE_THREADS } from '../plan.js';
import { anyOfNine, mainOfTile, MAX_GROUPS, range, TILE_THREADS } from './common.js';

/** What is seen of a tile: two cells farther on every side, and the same of what is known of neighbourhoods, one cell farther. */
const SEEN = TILE + 4, AROUND = TILE + 2;

/** Whether a cell may change, where around has the marks of each neighbourhood. @param {Plan} plan */
function canChange({ alive }) {
  if (alive === 'none') return 'true';
  return alive === 'post' ? '(world.everywhere != 0u) | ((wider(lx, ly) & NONZERO) != 0u)' : '((near & HOT) != 0u) | isRisky(lx, ly)';
}

const SPREAD = `
// The living neighbour with the most alpha gives its kind; of equal ones the first in reading order.
fn spread(cell: u32, lx: u32, ly: u32, x: i32, y: i32) {
  var strongest = 0xffffffffu; var most = 0.0;
  for (var i = 0u; i < 9u; i++) {
    let dx = i % 3u; let dy = i / 3u;
    if ((seen[(ly + 1u + dy) * ${SEEN}u + lx + 1u + dx] & HOT) == 0u) { continue; }
    let other = cellAt(x + i32(dx) - 1, y + i32(dy) - 1); let alpha = cells[other * FOURS].w;
    if (strongest == 0xffffffffu || alpha > most || (alpha == most && other < strongest)) { strongest = other; most = alpha; }
  }
  kinds[cell] = kinds[strongest];
}`;

/** @param {Plan} plan @returns {Kernel} */
export function list(plan) {
  const updatesAGroup = UPDATE_THREADS * plan.cellsAThread;
  return {
    bindings: ['world', 'clock', 'marks', 'risen', 'tiles', 'listed', 'updateArguments', ...plan.hasKinds ? ['kinds', 'cells'] : []],
    code: `
var<workgroup> seen: array<u32, ${SEEN * SEEN}>;
var<workgroup> around: array<u32, ${AROUND * AROUND}>;
var<workgroup> found: array<u32, ${TILE * TILE}>;
var<workgroup> count: atomic<u32>;
var<workgroup> first: u32;

fn fires(cell: u32) -> bool { return (mixed(clock.key ^ cell) >> 8u) < world.fireThreshold; }

fn look(tile: u32, thread: u32) {
  let left = i32(tile % world.tilesX * TILE) - 2; let top = i32(tile / world.tilesX * TILE) - 2;
  for (var i = thread; i < ${SEEN * SEEN}u; i += ${TILE_THREADS}u) {
    let cell = cellAt(left + i32(i % ${SEEN}u), top + i32(i / ${SEEN}u));
    let mark = marks[cell];
    seen[i] = mark${plan.alive === 'pre+post' ? ' | select(0u, STEADY, ((mark & HOT) != 0u) & !fires(cell))' : ''};
  }
}

fn lookAround(thread: u32) {
  for (var i = thread; i < ${AROUND * AROUND}u; i += ${TILE_THREADS}u) {
    let at = i / ${AROUND}u * ${SEEN}u + i % ${AROUND}u;
    around[i] = ${anyOfNine('seen', SEEN)};
  }
}

// The marks of all cells at most two away.
fn wider(lx: u32, ly: u32) -> u32 {
  let at = ly * ${AROUND}u + lx;
  return ${anyOfNine('around', AROUND)};
}

fn isRisky(lx: u32, ly: u32) -> bool {
  let at = ly * ${AROUND}u + lx;
  return ${range(9).map((i) => `((around[at + ${Math.floor(i / 3) * AROUND + i % 3}u] & (HOT | STEADY)) == HOT)`).join(' | ')};
}
${plan.hasKinds ? SPREAD : ''}

${mainOfTile({
      tile: 'tiles[group.x]',
      before: `look(tile, thread);
  workgroupBarrier();
  lookAround(thread);
  workgroupBarrier();`,
      cell: `let own = seen[(ly + 2u) * ${SEEN}u + lx + 2u]; let near = around[(ly + 1u) * ${AROUND}u + lx + 1u];
    var mark = (own & (HOT | NONZERO)) | select(0u, NEAR, (near & HOT) != 0u);
    if (fires(cell) & (${canChange(plan)})) {
      found[atomicAdd(&count, 1u)] = cell;
      mark |= LISTED;
    }
    risen[cell] = mark;
    ${plan.hasKinds ? 'if (own == 0u && (near & HOT) != 0u) { spread(cell, lx, ly, i32(x), i32(y)); }' : ''}`,
      after: `workgroupBarrier();
  let number = atomicLoad(&count);
  if (thread == 0u) {
    first = atomicAdd(&clock.numListed, number);
    let groups = (first + number + ${updatesAGroup - 1}u) / ${updatesAGroup}u;
    atomicMax(&updateArguments[0], min(groups, ${MAX_GROUPS}u));
    atomicMax(&updateArguments[1], (groups + ${MAX_GROUPS - 1}u) / ${MAX_GROUPS}u);
  }
  let begin = workgroupUniformLoad(&first);
  for (var i = thread; i < number; i += ${TILE_THREADS}u) { listed[begin + i] = found[i]; }`,
    })}`,
  };
}
