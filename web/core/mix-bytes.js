/**
 * A mix of goals in the bytes of a link.
 *
 * @import { ByteReader, ByteWriter } from './bytes.js'
 * @import { Mix } from './mix.js'
 */
import { MAX_FLAKE, mixOfFlake } from './family.js';
import { SHAPE_RANGES } from './fields.js';
import { listOf } from './list-of.js';
import { WEIGHT } from './quantise.js';

/** How many goals before the first have no part, how many weights come, and these; of a flake of a family no weights, and its number. @param {ByteWriter} out @param {Mix} mix as quantise() rounds it */
export function writeMix(out, mix) {
  if (mix.flake !== undefined) {
    for (const value of [0, 0, mix.flake]) out.whole(value);
    return;
  }
  const numBefore = mix.findIndex((weight) => weight !== 0), weights = mix.slice(numBefore);
  out.whole(numBefore);
  out.whole(weights.length);
  for (const weight of weights) out.signed(WEIGHT.unitsOf(weight));
}

/** @param {ByteReader} from @returns {Mix} */
export function readMix(from) {
  const numBefore = from.whole(), count = from.whole();
  if (count === 0 && numBefore === 0) {
    const flake = from.whole();
    if (flake > MAX_FLAKE) throw new RangeError('no such flake');
    return mixOfFlake(flake);
  }
  if (count === 0 || numBefore + count > SHAPE_RANGES.goals.max) throw new RangeError('no such mix');
  return [...listOf(numBefore, () => 0), ...listOf(count, () => WEIGHT.valueOf(from.signed()))];
}
