/**
 * A step forward, in two kernels: the updates of the cells that fire, and then who lives. A tile that has nothing in it, and nothing beside it, is passed over.
 *
 * @import { TrainPlan } from '../plan.js'
 * @import { TrainKernel } from './common.js'
 */
import { range } from '../../kernels/common.js';
import { perceive, perceivedNames } from '../../kernels/perceive.js';
import { GATHERED, mainOfTile, summed, TILE_CELLS } from './common.js';

/** Whether a tile has anything in it or beside it. On a torus the last one may be narrower than a step reaches, and then the one behind it counts too. @param {TrainPlan} plan */
function reach({ wraps, alive }) {
  if (alive === 'none') return 'fn isReached(sample: u32, tile: u32) -> bool { return true; }';
  const far = wraps ? 2 : 1, offsets = range(2 * far + 1).map((i) => i - far);
  return `
fn lively(sample: u32, y: i32, x: i32) -> u32 {
  let h = i32(world.tilesY); let w = i32(world.tilesX); let first = numCells() + sample * numTiles();
  ${wraps ? 'return marks[first + u32((y + 2 * h) % h * w + (x + 2 * w) % w)];'
      : 'return marks[select(numCells() + world.batch * numTiles(), first + u32(y * w + x), (y >= 0) & (x >= 0) & (y < h) & (x < w))];'}
}
fn isReached(sample: u32, tile: u32) -> bool {
  let y = i32(tile / world.tilesX); let x = i32(tile % world.tilesX);
  return (bias[world.batch * HIDDEN] != 0.0) | ((${offsets.flatMap((dy) => offsets.map((dx) => `lively(sample, y + ${dy}, x + ${dx})`)).join(' | ')}) != 0u);
}`;
}

/** @param {TrainPlan} plan @returns {TrainKernel} */
export function advance(plan) {
  const { fours, perceived, hidden } = plan, row = perceived + fours;
  return {
    bindings: ['world', 'step', 'picks', 'weights', 'bias', 'state', 'next', 'alphas', 'marks'],
    code: `
const HIDDEN = ${hidden}u;
var<workgroup> isHere: u32;
${GATHERED}
${reach(plan)}
${mainOfTile(`
  if (thread == 0u) { isHere = select(0u, 1u, isReached(sample, group.x)); }
  let here = workgroupUniformLoad(&isHere);
  let key = mixed(picks[sample].fireSeed + step.number * 0x9e3779b9u);
  let fires = isInside & (here != 0u) & ((mixed(key ^ (row * world.width + x)) >> 8u) < world.fireThreshold);
  if (fires) { mark(thread); }
  workgroupBarrier();
  if (fires) { keep(thread, cell); }
  if (isInside) { marks[cell] = select(0u, FIRED, fires); }
  if (isInside & !fires) {
    ${range(fours).map((q) => `next[cell * FOURS + ${q}u] = state[cell * FOURS + ${q}u];`).join(' ')}
    alphas[cell] = state[cell * FOURS].w;
  }
  workgroupBarrier();
  if (thread >= numFound()) { return; }
  let a = found[thread];
  ${perceive(plan, 'a')}
  ${range(fours).map((q) => `var delta${q} = weights[${hidden * row + q}];`).join(' ')}
  for (var j = 0u; j < HIDDEN; j++) {
    let at = j * ${row}u;
    var hidden = bias[sample * HIDDEN + j];
    ${perceivedNames(plan, 'a').map((name, i) => `hidden += dot(weights[at + ${i}u], ${name});`).join('\n    ')}
    hidden = max(hidden, 0.0);
    ${range(fours).map((q) => `delta${q} += hidden * weights[at + ${perceived + q}u];`).join(' ')}
  }
  ${range(fours).map((q) => `next[a * FOURS + ${q}u] = aSeen${q} + delta${q};`).join(' ')}
  alphas[a] = aSeen0.w + delta0.w;`)}`,
  };
}

const near = (/** @type {(cell: string) => string} */ isHot) =>
  range(9).map((i) => isHot(`cellAt(i32(x) + ${i % 3 - 1}, i32(y) + ${Math.floor(i / 3) - 1})`)).join(' | ');

/** What does not live becomes nothing; and where the state counts, how far it is from each turn of its target, unless that is a texture. @param {TrainPlan} plan @returns {TrainKernel} */
export function live({ alive, fours, numTurns, texture }) {
  const isAlive = alive === 'none' ? 'true' : near((cell) => `(alphas[${cell}] > world.aliveThreshold)`);
  const wasAlive = alive === 'pre+post' ? near((cell) => `(state[${cell} * FOURS].w > world.aliveThreshold)`) : 'true';
  return {
    bindings: ['world', ...texture ? [] : ['step', 'picks', 'targets'], ...alive === 'pre+post' ? ['state'] : [], 'next', ...alive === 'none' ? [] : ['alphas'], 'marks', 'nextMarks', ...texture ? [] : ['parts']],
    code: `
var<workgroup> sums: array<f32, ${TILE_CELLS}>;
var<workgroup> isLively: atomic<u32>;
${mainOfTile(`
  var four0 = vec4f();
  if (isInside) {
    if ((${isAlive}) & (${wasAlive})) {
      marks[cell] |= KEPT;
      ${range(fours).map((q) => `${q === 0 ? 'four0' : `let four${q}`} = next[cell * FOURS + ${q}u];`).join(' ')}
      if (${range(fours).map((q) => `any(four${q} != vec4f())`).join(' | ')}) { atomicOr(&isLively, 1u); }
    } else {
      ${range(fours).map((q) => `next[cell * FOURS + ${q}u] = vec4f();`).join(' ')}
    }
  }
  workgroupBarrier();
  if (thread == 0u) { nextMarks[numCells() + tile] = atomicLoad(&isLively); }
  ${texture ? '' : `if (step.nextSlot == NO_SLOT) { return; }
  ${numTurns === 1 ? '{ let turn = 0u;' : `for (var turn = 0u; turn < ${numTurns}u; turn++) {`}
    var off = vec4f();
    if (isInside) { off = four0 - targets[((picks[sample].goal * ${numTurns}u + turn) * world.height + row) * world.width + x]; }
    sums[thread] = dot(off, off);
    workgroupBarrier();
    ${summed(TILE_CELLS)}
    if (thread == 0u) { parts[(step.nextSlot * ${numTurns}u + turn) * world.batch * numTiles() + tile] = sums[0]; }
    workgroupBarrier();
  }`}`)}`,
  };
}
