/**
 * How cells of some shape are computed on a GPU, in fours of numbers: all that the kernels have to know of a model before they are written.
 *
 * @import { Alive, Filters } from '../core/config-list.js'
 * @import { Config } from '../core/types.js'
 */
import { NcaError } from '../core/error.js';
import { FILTER_PLANES } from '../core/fields.js';
import { layoutOf } from '../core/shape.js';

/** What every adapter of WebGPU grants without being asked. */
const MAX_UNIFORM_BYTES = 65536;
/** Fours that a thread keeps at once, of perception and update: more do not fit in its registers. */
const MAX_KEPT_FOURS = 32;
const FOUR_BYTES = 16;

/** The side of a square of cells that is looked at as one: what does not live in it or beside it costs nothing. */
export const TILE = 32;
/** Threads of the kernels that look at a tile: as many columns, and so many rows that each thread has several. */
export const TILE_ROWS = 8;
/** Threads of the one that computes updates. */
export const UPDATE_THREADS = 64;

/**
 * @typedef {object} Plan
 * @property {number} fours of the numbers of a cell
 * @property {number} perceived fours of what it perceives
 * @property {number} hidden
 * @property {Filters} filters
 * @property {Alive} alive
 * @property {boolean} wraps whether the other side lies beyond the edge
 * @property {boolean} hasKinds whether each cell names its own bias
 * @property {number} cellsAThread
 * @property {number} weightFours of all weights, see packWeights
 * @property {boolean} isUniform whether these fit where every thread reads the same at the least cost
 */

/** What the kernels are written for; what they see, by which filters, has perceive.js. @type {Readonly<Record<'alive' | 'edge', readonly string[]>>} */
const KNOWN = Object.freeze({ alive: Object.freeze(['post', 'pre+post', 'none']), edge: Object.freeze(['zero', 'torus']) });

/** @param {Config} config @param {boolean} hasKinds @returns {Plan} @throws {NcaError} GPU_NO_KERNELS */
export function planOf(config, hasKinds) {
  const { alive, filters = 'sobel', edge = 'zero' } = config, { channels, hidden } = layoutOf(config);
  if (!KNOWN.alive.includes(alive) || !KNOWN.edge.includes(edge)) throw noKernels({ alive, edge });
  const fours = channels / 4, perceived = fours * FILTER_PLANES[filters], weightFours = hidden * (perceived + fours) + fours;
  return {
    fours, perceived, hidden, filters, alive, hasKinds, wraps: edge === 'torus', weightFours,
    cellsAThread: 2 * (perceived + fours) <= MAX_KEPT_FOURS ? 2 : 1,
    isUniform: weightFours * FOUR_BYTES <= MAX_UNIFORM_BYTES,
  };
}

/** @param {Record<string, string>} details */
export const noKernels = (details) => new NcaError('GPU_NO_KERNELS', 'The graphics card has no kernels for such cells, so they grow on the processor.', { details });

/** Whether kernels made for one serve the other. @param {Plan} a @param {Plan} b */
export function isSamePlan(a, b) {
  return Object.keys(a).every((key) => a[/** @type {keyof Plan} */ (key)] === b[/** @type {keyof Plan} */ (key)]);
}
