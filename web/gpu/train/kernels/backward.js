/**
 * A step backward, its forward read upwards: first each cell that fired and lives is taken through the update again, and its gradient back through it; then every cell
 * gathers what its neighbours saw of it. The hidden layer is computed anew: keeping it would take a hundred times the memory of the states.
 *
 * @import { TrainPlan } from '../plan.js'
 * @import { TrainKernel } from './common.js'
 */
import { range } from '../../kernels/common.js';
import { perceive, perceivedNames } from '../../kernels/perceive.js';
import { GATHERED, mainOfTile, TILE_CELLS } from './common.js';
import { addLoss, lossBindings } from './losses.js';

/** Planes of what a cell's gradient says of its neighbourhood, times their scale already: itself, both slopes, and how it bends. */
export const planesOf = (/** @type {{ filters: string }} */ { filters }) => (filters === 'sobel' ? ['here', 'gx', 'gy'] : ['here', 'gx', 'gy', 'bend']);

/** From the gradient by what was perceived, dSeen, to these: as src/kernels/isotropic.c and its like. @param {TrainPlan} plan @param {number} q */
function planesBack({ filters, fours }, q) {
  const d = (/** @type {number} */ plane) => `dSeen${plane * fours + q}`, sides = { gx: `a_gx${q}`, gy: `a_gy${q}` };
  if (filters !== 'isotropic') return [d(0), `${d(1)} * world.sobelScale`, `${d(2)} * world.sobelScale`, ...filters === 'sobel' ? [] : [`${d(3)} * world.sobelScale`]];
  const norm = `aSeen${2 * fours + q}`, along = (/** @type {string} */ g) => `select(${d(2)} * world.sobelScale * (${g} / ${norm}), vec4f(), ${norm} == vec4f())`;
  return [d(0), along(sides.gx), along(sides.gy), `${d(1)} * world.sobelScale`];
}

/** @param {TrainPlan} plan @returns {TrainKernel} */
export function undo(plan) {
  const { fours, perceived, hidden } = plan, row = perceived + fours;
  return {
    bindings: ['world', 'weights', 'bias', 'state', 'marks', 'grad', 'seen', 'hiddens', 'inputs'],
    code: `
const HIDDEN = ${hidden}u;
${GATHERED}
${mainOfTile(`
  let isRow = isInside && marks[cell] == (KEPT | FIRED);
  if (isRow) { mark(thread); }
  workgroupBarrier();
  if (isRow) { keep(thread, cell); }
  workgroupBarrier();
  let count = numFound();
  if (thread == 0u) { marks[numCells() + world.batch * numTiles() + 1u + tile] = count; }
  if (thread >= count) { return; }
  let a = found[thread];
  ${perceive(plan, 'a')}
  ${range(fours).map((q) => `let delta${q} = grad[a * FOURS + ${q}u];`).join(' ')}
  let input = tile * ${row * TILE_CELLS}u + thread;
  ${[...perceivedNames(plan, 'a'), ...range(fours).map((q) => `delta${q}`)].map((name, i) => `inputs[input + ${i * TILE_CELLS}u] = ${name};`).join(' ')}
  ${range(perceived).map((i) => `var dSeen${i} = vec4f();`).join(' ')}
  for (var j = 0u; j < HIDDEN; j++) {
    let at = j * ${row}u;
    ${range(perceived).map((i) => `let w${i} = weights[at + ${i}u];`).join(' ')}
    var hidden = bias[sample * HIDDEN + j];
    ${perceivedNames(plan, 'a').map((name, i) => `hidden += dot(w${i}, ${name});`).join(' ')}
    var dHidden = 0.0;
    ${range(fours).map((q) => `dHidden += dot(weights[at + ${perceived + q}u], delta${q});`).join(' ')}
    dHidden = select(0.0, dHidden, hidden > 0.0);
    ${range(perceived).map((i) => `dSeen${i} += dHidden * w${i};`).join(' ')}
    let place = (tile * ${2 * hidden}u + j) * ${TILE_CELLS}u + thread;
    hiddens[place] = dHidden;
    hiddens[place + ${hidden * TILE_CELLS}u] = max(hidden, 0.0);
  }
  ${range(fours).map((q) => planesBack(plan, q).map((value, plane) => `seen[${plane * fours + q}u * numCells() + a] = ${value};`).join(' ')).join('\n  ')}`)}`,
  };
}

/** What a neighbour at (x, y) saw of the cell, from where it stands. @param {string[]} planes @param {number} i of the nine @param {(plane: number) => string} of */
function viewOf(planes, i, of) {
  const x = 1 - i % 3, y = 1 - Math.floor(i / 3), isCorner = x !== 0 && y !== 0, isHere = x === 0 && y === 0;
  const factors = [isHere ? 1 : 0, x * (y === 0 ? 2 : 1), y * (x === 0 ? 2 : 1), isHere ? -12 : isCorner ? 1 : 2];
  return planes.flatMap((_, plane) => (factors[plane] === 0 ? [] : [`${factors[plane]}.0 * ${of(plane)}`])).join(' + ');
}

/** @param {TrainPlan} plan @returns {TrainKernel} */
export function gather(plan) {
  const { fours } = plan, planes = planesOf(plan);
  return {
    bindings: ['world', 'step', ...lossBindings(plan), ...plan.texture ? [] : ['state'], 'marks', 'grad', 'before', 'seen'],
    code: `
${mainOfTile(`
  if (isInside) {
    ${range(fours).map((q) => `var four${q} = vec4f();`).join(' ')}
    if ((marks[cell] & KEPT) != 0u) { ${range(fours).map((q) => `four${q} = grad[cell * FOURS + ${q}u];`).join(' ')} }
    ${range(9).map((i) => `{
      let other = cellAt(i32(x) + ${i % 3 - 1}, i32(y) + ${Math.floor(i / 3) - 1});
      if (other < numCells() && marks[other] == (KEPT | FIRED)) {
        ${range(fours).map((q) => `four${q} += ${viewOf(planes, i, (plane) => `seen[${plane * fours + q}u * numCells() + other]`)};`).join('\n        ')}
      }
    }`).join('\n    ')}
    ${addLoss(plan, 'step.slot', 'state[cell * FOURS]')}
    ${range(fours).map((q) => `before[cell * FOURS + ${q}u] = four${q};`).join(' ')}
  }`)}`,
  };
}
