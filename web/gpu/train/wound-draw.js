/**
 * How training draws its wounds: src/grow/wound_draw.c, rounding where that rounds.
 *
 * @import { Recipe } from '../../core/types.js'
 * @import { Words } from '../spans.js'
 */
import { DRAW, drawUnit } from './draws.js';

const { fround } = Math;
const MAX_DRAWS = 256;

/**
 * @param {Pick<Recipe, 'woundShares'>} recipe @param {{ height: number, width: number }} size
 * @param {number} seed @param {number} epoch @param {number} sample
 * @returns {Words}
 */
export function drawWound({ woundShares }, { height, width }, seed, epoch, sample) {
  let numDraws = 0;
  const draw = (/** @type {number} */ first, /** @type {number} */ last) => {
    const unit = drawUnit(seed, DRAW.wound, epoch, sample * MAX_DRAWS + numDraws++ % MAX_DRAWS), from = fround(first);
    return fround(from + fround(fround(fround(last) - from) * unit));
  };
  const half = fround(0.5 * Math.min(height, width)), middle = { x: fround(0.5 * width), y: fround(0.5 * height) };
  const place = (/** @type {number} */ centre, /** @type {number} */ reach) => fround(centre + fround(half * draw(-reach, reach)));
  const none = { normalX: 1, normalY: 0 };
  switch (drawKind(woundShares, draw)) {
    case 0: return { shape: 'disc', ...none, x: place(middle.x, 0.5), y: place(middle.y, 0.5), size: fround(half * draw(0.1, 0.4)) };
    case 1: return { shape: 'disc', ...none, x: fround(middle.x + draw(-1.5, 1.5)), y: fround(middle.y + draw(-1.5, 1.5)), size: fround(half * draw(0.05, 0.3)) };
    case 2: return { shape: 'half', ...drawDirection(draw, () => numDraws), x: place(middle.x, 0.15), y: place(middle.y, 0.15), size: 0 };
    default: return { shape: 'band', ...drawDirection(draw, () => numDraws), x: place(middle.x, 0.4), y: place(middle.y, 0.4), size: draw(2, 6) };
  }
}

/** @param {readonly number[]} shares @param {(first: number, last: number) => number} draw */
function drawKind(shares, draw) {
  let kind = 0, left = draw(0, shares.reduce((sum, share) => fround(sum + fround(share)), 0));
  while (kind < shares.length - 1 && left >= fround(shares[kind])) left = fround(left - fround(shares[kind++]));
  return kind;
}

/** A point in the unit disc, not too near its middle, made a unit vector. @param {(first: number, last: number) => number} draw @param {() => number} numDraws */
function drawDirection(draw, numDraws) {
  let x, y, squared;
  do {
    x = draw(-1, 1);
    y = draw(-1, 1);
    squared = fround(fround(x * x) + fround(y * y));
  } while ((squared > 1 || squared < fround(0.01)) && numDraws() < MAX_DRAWS - 8);
  const length = fround(Math.sqrt(squared));
  return { normalX: fround(x / length), normalY: fround(y / length) };
}
