/**
 * Which cells a wound covers, as spans of rows: every shape covers at most one run of cells of a row. Found here with the very roundings of src/grow/wound.c,
 * because a GPU may round otherwise, and then a cell at the rim would be another.
 *
 * @import { Wound } from '../core/types.js'
 */
import { MAX_SIDE_CELLS } from '../core/fields.js';

const { fround } = Math;

/** @typedef {{ height: number, width: number, wraps: boolean }} Grid */
/** @typedef {{ shape: 'disc' | 'half' | 'band', x: number, y: number, size: number, normalX: number, normalY: number }} Words as the core gets them: floats */

/** @param {Required<Wound>} wound @returns {Words} */
function wordsOf({ shape, x, y, size, angle }) {
  return { shape, x: fround(x), y: fround(y), size: fround(size), normalX: fround(Math.cos(angle)), normalY: fround(Math.sin(angle)) };
}

/** How far the centre of a cell lies off, along the normal. @param {Words} wound @param {number} dx @param {number} dy */
const along = ({ normalX, normalY }, dx, dy) => fround(fround(dx * normalX) + fround(dy * normalY));

/** @param {Words} wound @param {number} x @param {number} y */
function covers(wound, x, y) {
  const dx = fround(x + 0.5 - wound.x), dy = fround(y + 0.5 - wound.y);
  switch (wound.shape) {
    case 'disc': return fround(fround(dx * dx) + fround(dy * dy)) <= fround(wound.size * wound.size);
    case 'half': return along(wound, dx, dy) > 0;
    case 'band': return Math.abs(along(wound, dx, dy)) <= fround(0.5 * wound.size);
  }
}

/** The first whole number of a range that fits, where all behind it do; end where none does. @param {number} begin @param {number} end @param {(at: number) => boolean} fits */
function firstOf(begin, end, fits) {
  while (begin < end) {
    const middle = (begin + end) >> 1;
    if (fits(middle)) end = middle;
    else begin = middle + 1;
  }
  return begin;
}

/** The cells of a row that are covered, of those from begin to before end. @param {Words} wound @param {number} y @param {number} begin @param {number} end */
function runOf(wound, y, begin, end) {
  const { shape, normalX } = wound, dy = fround(y + 0.5 - wound.y), fits = (/** @type {number} */ x) => covers(wound, x, y);
  // A cell of the run, if there is one: where what is measured changes its sign, or at the end where it is largest.
  const measure = (/** @type {number} */ x) => (shape === 'disc' ? fround(x + 0.5 - wound.x) : along(wound, fround(x + 0.5 - wound.x), dy));
  const middle = firstOf(begin, end, (x) => (shape !== 'disc' && normalX < 0 ? measure(x) <= 0 : measure(x) >= 0));
  const candidates = shape === 'half' ? [normalX < 0 ? begin : end - 1] : [middle, middle - 1];
  const inside = candidates.find((x) => x >= begin && x < end && fits(x));
  if (inside === undefined) return [0, 0];
  return [firstOf(begin, inside, fits), firstOf(inside, end, (x) => !fits(x))];
}

/** Where the core begins to look, and where it ends. @param {number} centre @param {number} reach @param {number} first @param {number} last */
function rangeOf(centre, reach, first, last) {
  const from = Math.floor(fround(fround(centre - reach) - 1)), to = Math.floor(fround(centre + reach));
  return [from > first ? Math.min(from, 2 * MAX_SIDE_CELLS) : first, (to < last ? Math.max(to, -2 * MAX_SIDE_CELLS) : last) + 1];
}

/**
 * @param {Required<Wound>} wound which was checked
 * @param {Grid} grid
 * @param {number} number that every span carries
 */
export const spansOf = (wound, grid, number) => spansOfWords(wordsOf(wound), grid, number);

/**
 * @param {Words} words
 * @param {Grid} grid
 * @param {number} number
 * @returns {Uint32Array<ArrayBuffer>} [spans][4]: row, first cell, the one behind the last, number
 */
export function spansOfWords(words, { height, width, wraps }, number) {
  const isDisc = words.shape === 'disc', reach = isDisc ? words.size : 2 * MAX_SIDE_CELLS, beyond = Number(wraps && isDisc);
  const [top, bottom] = rangeOf(words.y, reach, -beyond * height, height - 1 + beyond * height);
  const [left, right] = rangeOf(words.x, reach, -beyond * width, width - 1 + beyond * width);
  /** @type {number[]} */
  const spans = [];
  for (let y = top; y < bottom; y++) {
    const [begin, end] = runOf(words, y, left, right);
    for (let shift = -beyond * width; shift <= beyond * width; shift += width) { // what goes round the edge is up to three spans
      const from = Math.max(begin, shift) - shift, to = Math.min(end, shift + width) - shift;
      if (from < to) spans.push((y + height) % height, from, to, number);
    }
  }
  return new Uint32Array(spans);
}
