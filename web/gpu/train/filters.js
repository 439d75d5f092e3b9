/** The filters by which an epoch measures textures, drawn as src/train/texture.c draws them. */
import { DRAW, drawUnit } from './draws.js';
import { SIDE, SLICES } from './kernels/texture.js';

const TAPS = SIDE * SIDE * 4;
const { fround } = Math;

/** @param {number} seed @param {number} epoch @returns {Float32Array<ArrayBuffer>} [slices][side][side][4] */
export function drawFilters(seed, epoch) {
  const filters = new Float32Array(SLICES * TAPS);
  for (let slice = 0; slice < SLICES; slice++) {
    const filter = filters.subarray(slice * TAPS, (slice + 1) * TAPS).map((_, tap) => drawTap(seed, epoch, slice * TAPS + tap));
    const length = fround(Math.sqrt(filter.reduce((norm, tap) => fround(norm + fround(tap * tap)), 0)));
    filters.set(filter.map((tap) => tap / length), slice * TAPS);
  }
  return filters;
}

/** Near enough to a normal distribution. @param {number} seed @param {number} epoch @param {number} tap */
function drawTap(seed, epoch, tap) {
  let sum = -2;
  for (let i = 0; i < 4; i++) sum = fround(sum + drawUnit(seed, DRAW.filter, epoch, tap * 4 + i));
  return sum;
}
