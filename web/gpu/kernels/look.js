/**
 * What is done to all cells, and is no part of a step: their marks are found anew where the state was written from outside, those that live are counted, and all
 * are painted.
 *
 * @import { Plan } from '../plan.js'
 * @import { Kernel } from './common.js'
 */
import { STRAIGHT } from './colour.js';
import { mainOfTile, range } from './common.js';

const tile = 'group.x';

/** @param {Plan} plan @returns {Kernel} */
export const refresh = ({ fours }) => ({
  bindings: ['world', 'state', 'marks', 'risen', 'lively'],
  code: `
var<workgroup> isLively: atomic<u32>;
${mainOfTile({
    tile,
    cell: `let mark = select(0u, HOT, state[cell * FOURS].w > world.aliveThreshold)
      | select(0u, NONZERO, ${range(fours).map((q) => `any(state[cell * FOURS + ${q}u] != vec4f())`).join(' | ')});
    marks[cell] = mark;
    risen[cell] = 0u;
    atomicOr(&isLively, mark);`,
    after: `workgroupBarrier();
  if (thread == 0u) { lively[tile] = min(atomicLoad(&isLively), 1u); }`,
  })}`,
});

/** Of a kind that is no more. @param {Plan} _ @returns {Kernel} */
export const clampKinds = (_) => ({ bindings: ['world', 'kinds'], code: mainOfTile({ tile, cell: 'if (kinds[cell] >= world.numKinds) { kinds[cell] = 0u; }' }) });

/** The picture as bytes. @param {Plan} _ @returns {Kernel} */
export const paint = (_) => ({
  bindings: ['world', 'cells', 'pixels'],
  code: `${STRAIGHT}${mainOfTile({ tile, cell: 'pixels[cell] = pack4x8unorm(straight(cells[cell * FOURS]) / 255.0);' })}`,
});

/** @param {Plan} _ @returns {Kernel} */
export const countAlive = (_) => ({
  bindings: ['world', 'marks', 'numAlive'],
  code: mainOfTile({
    tile,
    cell: `let near = ${range(9).map((i) => `marks[cellAt(i32(x) + ${i % 3 - 1}, i32(y) + ${Math.floor(i / 3) - 1})]`).join(' | ')};
    if ((near & HOT) != 0u) { atomicAdd(&numAlive, 1u); }`,
  }),
});
