/**
 * What is done to the cells that a shape covers, given as spans of rows (../spans.js): they become nothing, noise, or of another kind.
 *
 * @import { Plan } from '../plan.js'
 * @import { Kernel } from './common.js'
 */
import { range } from './common.js';

const THREADS = 64;
/** NCA_DRAW_NOISE of src/base/rng.h. */
const DRAW_NOISE = 6;

/** A group a span: (row, first cell, the one behind the last, a number of the edit). @param {string} change of the cell in it */
const overSpans = (change) => `
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let span = spans[group.x];
  for (var x = span.y + thread; x < span.z; x += ${THREADS}u) {
    let cell = span.x * world.width + x;
    ${change}
  }
}`;

/** @param {Plan} plan @returns {Kernel} */
export const erase = ({ fours }) => ({
  bindings: ['world', 'spans', 'state', 'marks'],
  code: overSpans(`${range(fours).map((q) => `state[cell * FOURS + ${q}u] = vec4f();`).join(' ')}\n    marks[cell] = 0u;`),
});

/** Numbers of nca_rng_unit, whose seed is the span's number. @param {Plan} plan @returns {Kernel} */
export const noise = ({ fours }) => ({
  bindings: ['world', 'spans', 'state', 'marks', 'lively'],
  code: `
fn unit(key: u32, channel: u32) -> f32 { return f32(mixed(mixed(key + channel) + 0xc2b2ae35u) >> 8u) / 16777216.0; }
fn four(key: u32, channel: u32) -> vec4f { return vec4f(unit(key, channel), unit(key, channel + 1u), unit(key, channel + 2u), unit(key, channel + 3u)); }
${overSpans(`let key = mixed(mixed(span.w + ${DRAW_NOISE}u * 0x9e3779b9u) ^ cell);
    ${range(fours).map((q) => `let four${q} = ${q === 0 ? 'four(key, 0u)' : `2.0 * four(key, ${4 * q}u) - 1.0`}; state[cell * FOURS + ${q}u] = four${q};`).join('\n    ')}
    marks[cell] = select(0u, HOT, four0.w > world.aliveThreshold) | select(0u, NONZERO, ${range(fours).map((q) => `any(four${q} != vec4f())`).join(' | ')});
    lively[span.x / TILE * world.tilesX + x / TILE] = 1u;`)}`,
});

/** @param {Plan} _ @returns {Kernel} */
export const graft = (_) => ({ bindings: ['world', 'spans', 'kinds'], code: overSpans('kinds[cell] = span.w;') });
