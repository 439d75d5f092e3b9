/**
 * The third kernel of a step, and the only dear one: perception and both products of the listed cells. A thread has as many of them as its registers hold, and
 * reads each weight once for all. What comes of it waits in fresh, since neighbours still have to see the cell as it was.
 *
 * @import { Plan } from '../plan.js'
 * @import { Kernel } from './common.js'
 */
import { UPDATE_THREADS } from '../plan.js';
import { MAX_GROUPS, range } from './common.js';
import { perceive, perceivedNames } from './perceive.js';

/** @param {Plan} plan @returns {Kernel} */
export function update(plan) {
  const { fours, perceived, hidden, cellsAThread, hasKinds } = plan, row = perceived + fours, names = ['a', 'b'].slice(0, cellsAThread);
  const each = (/** @type {(of: string) => string} */ code) => names.map(code).join('');
  const dot = (/** @type {string} */ of) => perceivedNames(plan, of).map((name, i) => `\n    ${of}Hidden += dot(w${i}, ${name});`).join('');
  return {
    bindings: ['world', 'clock', 'state', 'fresh', 'risen', 'listed', 'weights', 'bias', ...hasKinds ? ['kinds'] : []],
    code: `
@compute @workgroup_size(${UPDATE_THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let count = atomicLoad(&clock.numListed); let i = ((group.y * ${MAX_GROUPS}u + group.x) * ${UPDATE_THREADS}u + thread) * ${cellsAThread}u;
  if (i >= count) { return; }
  ${names.map((of, n) => `let ${of} = listed[min(i + ${n}u, count - 1u)];`).join(' ')}
  ${each((of) => perceive(plan, of))}
  ${each((of) => `let ${of}Bias = ${hasKinds ? `kinds[${of}] * ${hidden}u` : '0u'};\n  ${range(fours).map((q) => `var ${of}Delta${q} = weights[${hidden * row + q}];`).join(' ')}\n  `)}
  for (var j = 0u; j < ${hidden}u; j++) {
    let at = j * ${row}u;
    ${range(perceived).map((q) => `let w${q} = weights[at + ${q}u];`).join(' ')}
    ${each((of) => `var ${of}Hidden = bias[${of}Bias + j];${dot(of)}\n    ${of}Hidden = max(${of}Hidden, 0.0);\n    `)}
    ${range(fours).map((q) => `let v${q} = weights[at + ${perceived + q}u]; ${each((of) => `${of}Delta${q} += ${of}Hidden * v${q}; `)}`).join('\n    ')}
  }
  ${each((of) => `
  ${range(fours).map((q) => `fresh[${of}Here + ${q}u] = ${of}Seen${q} + ${of}Delta${q};`).join(' ')}
  risen[${of}] = (risen[${of}] & ~HOT) | select(0u, HOT, ${of}Seen0.w + ${of}Delta0.w > world.aliveThreshold);`)}
}`,
  };
}
