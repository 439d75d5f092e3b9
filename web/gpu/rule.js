/**
 * The numbers of a model as the kernels want them: what src/grow/rule.c does for the core, in floats and in the same order.
 *
 * @import { Model } from '../core/types.js'
 * @import { Plan } from './plan.js'
 */
import { layoutOf } from '../core/shape.js';

/** Channel 3 of a cell. */
const ALPHA = 3;

/**
 * A row for each number of the hidden layer, all that goes into it and then all that comes out of it: W1[d][P], W2[..C][d]; and behind the last row b2 [C].
 * @param {Model} model @param {Plan} plan @returns {Float32Array<ArrayBuffer>}
 */
export function packWeights({ config, params }, { weightFours }) {
  const { channels: C, hidden: D, perceived: P, w1, w2, b2 } = layoutOf(config), packed = new Float32Array(weightFours * 4);
  for (let d = 0; d < D; d++) {
    const row = d * (P + C);
    packed.set(params.subarray(w1 + d * P, w1 + (d + 1) * P), row);
    for (let c = 0; c < C; c++) packed[row + P + c] = params[w2 + c * D + d];
  }
  packed.set(params.subarray(b2, b2 + C), D * (P + C));
  return packed;
}

/** [kinds][D]: what each grows by, a mix of the goals' rows. @param {Model} model @param {readonly ArrayLike<number>[]} mixes @returns {Float32Array<ArrayBuffer>} */
export function mixRows({ config, params }, mixes) {
  const { hidden: D, b1 } = layoutOf(config), rows = new Float32Array(mixes.length * D);
  mixes.forEach((mix, kind) => {
    let isFirst = true;
    for (let goal = 0; goal < mix.length; goal++) {
      if (mix[goal] === 0) continue;
      for (let d = 0; d < D; d++) {
        const part = Math.fround(mix[goal] * params[b1 + goal * D + d]);
        rows[kind * D + d] = isFirst ? part : rows[kind * D + d] + part;
      }
      isFirst = false;
    }
  });
  return rows;
}

/**
 * Whether a cell that perceives nothing can come alive by itself, of any kind; then every cell is looked at (src/grow/alive.c).
 * @param {Model} model @param {Float32Array} rows [kinds][D]
 */
export function isSpontaneous({ config, params }, rows) {
  const { hidden: D, w2, b2 } = layoutOf(config);
  if (config.alive !== 'post') return config.alive === 'none';
  for (let row = 0; row < rows.length; row += D) {
    let alpha = params[b2 + ALPHA];
    for (let d = 0; d < D; d++) alpha = Math.fround(alpha + Math.fround(Math.max(rows[row + d], 0) * params[w2 + ALPHA * D + d]));
    if (!(alpha <= config.aliveThreshold)) return true;
  }
  return false;
}

/** The largest float that is no larger: floats exceed one exactly where they exceed the other. @param {number} value 0 or more */
export function floatBelow(value) {
  const words = new Uint32Array([0]), floats = new Float32Array(words.buffer);
  floats[0] = value;
  if (floats[0] > value) words[0]--;
  return floats[0];
}
