/**
 * The rows of a picture as PNG packs them: each as differences to what is near it, by the filter of the five that leaves the least.
 *
 *     c b    of a byte x those of the pixel to the left (a), above (b), and above to the left (c); outside of the picture 0
 *     a x    a filter guesses x from them, and the row has x minus the guess
 *
 * PNG specification, 9 (filters) and 12.7 (which one: of the least sum of absolute differences).
 */

/** @import { Picture } from './look.js' */
import { listOf } from '../core/list-of.js';

const PIXEL_BYTES = 4;
/** The numbers of the filters. */
const NONE = 0, LEFT = 1, UP = 2, MEAN = 3, PAETH = 4, NUM_FILTERS = 5;

/** @param {Picture} picture @returns {Uint8Array<ArrayBuffer>} each row behind the number of its filter */
export function filteredRows({ rgba, height, width }) {
  const rowBytes = width * PIXEL_BYTES, rows = new Uint8Array(height * (1 + rowBytes)), tries = listOf(NUM_FILTERS, () => new Uint8Array(rowBytes));
  let above = new Uint8ClampedArray(rowBytes);
  for (let y = 0; y < height; y++) {
    const row = rgba.subarray(y * rowBytes, (y + 1) * rowBytes), at = y * (1 + rowBytes), isCopy = isSame(row, above);
    rows[at] = isCopy ? UP : differ(tries, row, above);
    if (!isCopy) rows.set(tries[rows[at]], at + 1); // else all differences are 0
    above = row;
  }
  return rows;
}

/** Cells are squares: most of their rows are as the one above. @param {Uint8ClampedArray} row @param {Uint8ClampedArray} above */
function isSame(row, above) {
  for (let i = 0; i < row.length; i++) if (row[i] !== above[i]) return false;
  return true;
}

/** @param {Uint8Array[]} tries filled: what each filter leaves of the row @param {Uint8ClampedArray} row @param {Uint8ClampedArray} above @returns {number} the filter that leaves the least */
function differ(tries, row, above) {
  const [none, left, up, mean, paeth] = tries, sums = new Float64Array(NUM_FILTERS);
  for (let i = 0; i < row.length; i++) {
    const x = row[i], b = above[i], a = i < PIXEL_BYTES ? 0 : row[i - PIXEL_BYTES], c = i < PIXEL_BYTES ? 0 : above[i - PIXEL_BYTES];
    const toA = Math.abs(b - c), toB = Math.abs(a - c), toC = Math.abs(a + b - 2 * c); // from a + b - c, whose nearest Paeth takes
    sums[NONE] += size(none[i] = x);
    sums[LEFT] += size(left[i] = x - a);
    sums[UP] += size(up[i] = x - b);
    sums[MEAN] += size(mean[i] = x - ((a + b) >> 1));
    sums[PAETH] += size(paeth[i] = x - (toA <= toB && toA <= toC ? a : toB <= toC ? b : c));
  }
  return sums.indexOf(Math.min(...sums));
}

/** Of a difference, which is known but for whole turns of a byte. @param {number} difference */
const size = (difference) => Math.abs((difference << 24) >> 24);
