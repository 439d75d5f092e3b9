/**
 * Newton and Schulz draw the singular values of all matrices towards 1, in five steps (src/train/muon.c): A = X^T X, F = b A + c A A, X becomes a X + X F. Each is a
 * product of matrices, a square of the result a group.
 *
 * @import { TrainPlan } from '../plan.js'
 * @import { TrainKernel } from './common.js'
 */
import { range } from '../../kernels/common.js';
import { matricesOf } from '../tensors.js';
import { summed } from './common.js';

const SIDE = 16, THREADS = 256;
const [A, B, C] = [3.4445, -4.775, 2.0315];

/** Groups that a product of so many rows needs. @param {TrainPlan} plan @param {'rows' | 'columns'} side */
export function productGroups(plan, side) {
  const matrices = matricesOf(plan);
  return [Math.ceil(Math.max(...matrices.map(({ columns }) => columns)) / SIDE), Math.ceil(Math.max(...matrices.map((one) => one[side])) / SIDE), matrices.length];
}

/** Of each matrix its longer side and its shorter, and where it begins, and its squares. @param {TrainPlan} plan */
function table(plan) {
  const matrices = matricesOf(plan);
  return `const SIDES = array<vec4u, ${matrices.length}>(${matrices.map(({ rows, columns, at, squareAt }) => `vec4u(${rows}, ${columns}, ${at}, ${squareAt})`).join(', ')});`;
}
const SIDES = 'let sides = SIDES[group.z]; let rows = sides.x; let columns = sides.y; let at = sides.z; let squareAt = sides.w;';

/** To norm 1. @param {TrainPlan} plan @returns {TrainKernel} */
export const unit = (plan) => ({
  bindings: ['matrix'],
  code: `
${table(plan)}
var<workgroup> sums: array<f32, ${THREADS}>;
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  ${SIDES}
  var own = 0.0;
  for (var i = at + thread; i < at + rows * columns; i += ${THREADS}u) { own += matrix[i] * matrix[i]; }
  sums[thread] = own;
  workgroupBarrier();
  ${summed(THREADS)}
  let factor = 1.0 / (sqrt(sums[0]) + 1e-12);
  for (var i = at + thread; i < at + rows * columns; i += ${THREADS}u) { matrix[i] *= factor; }
}`,
});

/**
 * @param {TrainPlan} plan
 * @param {{ bindings: string[], height: string, depth: string, left: string, right: string, put: string }} product height: rows of the result; depth: what is
 *   summed over; left of (row, k) and right of (k, column): numbers that exist; put: what becomes of the sum at (row, column)
 * @returns {TrainKernel}
 */
const productOf = (plan, { bindings, height, depth, left, right, put }) => ({
  bindings,
  code: `
${table(plan)}
var<workgroup> lefts: array<f32, ${SIDE * SIDE}>;
var<workgroup> rights: array<f32, ${SIDE * SIDE}>;
@compute @workgroup_size(${SIDE}, ${SIDE})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u, @builtin(local_invocation_index) thread: u32) {
  ${SIDES}
  let height = ${height}; let depth = ${depth}; let column = group.x * ${SIDE}u + local.x; let row = group.y * ${SIDE}u + local.y;
  var sum = 0.0;
  for (var first = 0u; first < depth; first += ${SIDE}u) {
    var one = 0.0; var other = 0.0;
    { let k = first + local.x; if ((row < height) & (k < depth)) { one = ${left}; } }
    { let k = first + local.y; if ((column < columns) & (k < depth)) { other = ${right}; } }
    lefts[thread] = one;
    rights[thread] = other;
    workgroupBarrier();
    ${range(SIDE).map((k) => `sum += lefts[local.y * ${SIDE}u + ${k}u] * rights[${k * SIDE}u + local.x];`).join('\n    ')}
    workgroupBarrier();
  }
  if ((row < height) & (column < columns)) { ${put} }
}`,
});

/** @param {TrainPlan} plan */
export const gram = (plan) => productOf(plan, {
  bindings: ['matrix', 'square'], height: 'columns', depth: 'rows', left: 'matrix[at + k * columns + row]', right: 'matrix[at + k * columns + column]',
  put: 'square[squareAt + row * columns + column] = sum;',
});

/** @param {TrainPlan} plan */
export const raise = (plan) => productOf(plan, {
  bindings: ['square', 'fourth'], height: 'columns', depth: 'columns', left: 'square[squareAt + row * columns + k]', right: 'square[squareAt + k * columns + column]',
  put: `let place = squareAt + row * columns + column; fourth[place] = ${B} * square[place] + ${C} * sum;`,
});

/** @param {TrainPlan} plan */
export const draw = (plan) => productOf(plan, {
  bindings: ['matrix', 'fourth', 'product'], height: 'rows', depth: 'columns', left: 'matrix[at + row * columns + k]', right: 'fourth[squareAt + k * columns + column]',
  put: `let place = at + row * columns + column; product[place] = ${A} * matrix[place] + sum;`,
});
