/** Random numbers without state, as src/base/rng.h draws them: whatever is picked for an epoch is the same as in the core. */

/** What a draw is for: nca_draw. */
export const DRAW = Object.freeze({ numSteps: 2, fireSeed: 3, slot: 4, wound: 5, filter: 7, pixel: 8, morph: 10 });

/** @param {number} x */
function mixed(x) {
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return x ^ (x >>> 16);
}

/** @param {number} seed @param {number} what @param {number} a up to 2^53 @param {number} b @returns {number} 32 bits */
export function draw32(seed, what, a, b) {
  const first = mixed(mixed((seed + Math.imul(0x9e3779b9, what)) | 0) ^ (a >>> 0)), high = Math.floor(a / 2 ** 32);
  return mixed((mixed((first + Math.imul(0x85ebca6b, high) + b) | 0) + 0xc2b2ae35) | 0) >>> 0;
}

/** In [0, 1), exact in a float. @param {number} seed @param {number} what @param {number} a @param {number} b */
export const drawUnit = (seed, what, a, b) => (draw32(seed, what, a, b) >>> 8) / 2 ** 24;

/** A whole number from first to last, at most 2^21 of them. @param {number} first @param {number} last @param {number} seed @param {number} what @param {number} a @param {number} b */
export const drawBetween = (first, last, seed, what, a, b) => first + Math.floor((draw32(seed, what, a, b) * (last - first + 1)) / 2 ** 32);
