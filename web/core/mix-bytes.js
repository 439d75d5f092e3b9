/**
 * A mix of goals in the bytes of a link.
 *
 * @import { ByteReader, ByteWriter } from './bytes.js'
 * @import { Mix } from './mix.js'
 */
import { SHAPE_RANGES } from './fields.js';
import { WEIGHT } from './quantise.js';

/** How many goals before the first have no part, how many weights come, and these. @param {ByteWriter} out @param {Mix} mix as quantise() rounds it */
export function writeMix(out, mix) {
  const numBefore = mix.findIndex((weight) => weight !== 0), weights = mix.slice(numBefore);
  out.whole(numBefore);
  out.whole(weights.length);
  for (const weight of weights) out.signed(WEIGHT.unitsOf(weight));
}

/** @param {ByteReader} from @returns {Mix} */
export function readMix(from) {
  const numBefore = from.whole(), count = from.whole();
  if (count === 0 || numBefore + count > SHAPE_RANGES.goals.max) throw new RangeError('no such mix');
  return [...Array.from({ length: numBefore }, () => 0), ...Array.from({ length: count }, () => WEIGHT.valueOf(from.signed()))];
}
