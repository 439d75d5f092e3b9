/**
 * Cells drawn smoothly, and not as squares: bicubic, what smooth-shader.js does on a GPU. For pictures that are kept, and for browsers without WebGL2.
 *
 * @import { CellArea, Cells } from './cells.js'
 * @import { Picture } from './look.js'
 */
import { listOf } from '../core/list-of.js';
import { wholeOf } from './cells.js';

/** Pixels a cell that a canvas needs, where there are no more than so many in all: the browser enlarges them further. */
const ENOUGH_SCALE = 4, ENOUGH_PIXELS = 1 << 18;
const REACH = 2, NUM_TAPS = 2 * REACH, RGBA = 4;

/** Mitchell and Netravali's cubic, which neither rings nor blurs much. @param {number} distance in cells */
function cubic(distance) {
  const d = Math.abs(distance);
  if (d < 1) return ((7 * d - 12) * d * d + 16 / 3) / 6;
  return d < 2 ? (((36 - 7 * d) * d - 60) * d + 32) / 18 : 0;
}

/** For each pixel of a cell: the first of the four cells that count, from that cell on, and how much each does. @param {number} scale pixels a cell */
const phasesOf = (scale) => listOf(scale, (i) => {
  const at = (i + 0.5) / scale - 0.5, first = Math.floor(at) - REACH + 1;
  return { first, weights: new Float32Array(listOf(NUM_TAPS, (tap) => cubic(at - first - tap))) };
});

/** @param {{ height: number, width: number }} grid */
export const smoothScaleOf = ({ height, width }) => Math.max(1, Math.min(ENOUGH_SCALE, Math.floor(Math.sqrt(ENOUGH_PIXELS / (height * width)))));

/** @param {Cells} cells @param {number} scale pixels a cell @param {CellArea} [area] @returns {Picture} */
export function smoothPicture(cells, scale, area = wholeOf(cells)) {
  const phases = phasesOf(scale), width = area.width * scale, height = area.height * scale;
  const across = alongRows(premultiplied(cells), cells, area, scale, phases), rgba = new Uint8ClampedArray(width * height * RGBA), sum = new Float32Array(RGBA);
  for (let y = 0; y < height; y++) {
    const { first, weights } = phases[y % scale], cell = area.top + Math.floor(y / scale) + first;
    for (let x = 0; x < width; x++) {
      sum.fill(0);
      for (let tap = 0; tap < NUM_TAPS; tap++) {
        const from = (Math.min(Math.max(cell + tap, 0), cells.height - 1) * width + x) * RGBA, weight = weights[tap];
        for (let c = 0; c < RGBA; c++) sum[c] += weight * across[from + c];
      }
      const to = (y * width + x) * RGBA, alpha = Math.min(Math.max(sum[3], 0), 255);
      if (alpha < 0.5) continue;
      for (let c = 0; c < 3; c++) rgba[to + c] = (Math.min(sum[c], alpha) * 255) / alpha;
      rgba[to + 3] = alpha;
    }
  }
  return { rgba, height, width };
}

/** Each row of all cells as wide as the picture. @param {Float32Array} colours @param {Cells} cells @param {CellArea} area @param {number} scale @param {ReturnType<typeof phasesOf>} phases */
function alongRows(colours, { height, width }, area, scale, phases) {
  const wide = new Float32Array(height * area.width * scale * RGBA);
  let to = 0;
  for (let row = 0; row < height; row++) {
    for (let x = 0; x < area.width * scale; x++, to += RGBA) {
      const { first, weights } = phases[x % scale], cell = area.left + Math.floor(x / scale) + first;
      for (let tap = 0; tap < NUM_TAPS; tap++) {
        const from = (row * width + Math.min(Math.max(cell + tap, 0), width - 1)) * RGBA, weight = weights[tap];
        for (let c = 0; c < RGBA; c++) wide[to + c] += weight * colours[from + c];
      }
    }
  }
  return wide;
}

/** @param {Cells} cells */
function premultiplied({ rgba }) {
  return Float32Array.from(rgba, (value, i) => (i % RGBA === 3 ? value : (value * rgba[i | 3]) / 255));
}
