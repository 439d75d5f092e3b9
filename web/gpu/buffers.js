/**
 * The memory of a grid on a GPU, by the names of kernels/common.js.
 *
 * @import { Plan } from './plan.js'
 */
import { NcaError } from '../core/error.js';
import { TILE } from './plan.js';
import { BUFFER } from './usage.js';

const { STORAGE, UNIFORM, INDIRECT, COPY_SRC, COPY_DST } = BUFFER;
const WORD_BYTES = 4;

/** In the order of the struct World. */
const WORLD_FIELDS = Object.freeze(/** @type {const} */ ({
  height: 'u32', width: 'u32', tilesY: 'u32', tilesX: 'u32', fireThreshold: 'u32', everywhere: 'u32', aliveThreshold: 'f32', sobelScale: 'f32', cosAngle: 'f32', sinAngle: 'f32',
  premultiplied: 'u32', numKinds: 'u32',
}));
/** Of the struct Clock. */
export const CLOCK_WORDS = 4;

/** @typedef {Record<keyof typeof WORLD_FIELDS, number>} World */
/** @typedef {{ height: number, width: number }} Size */

/** @param {World} world @returns {ArrayBuffer} */
export function worldBytes(world) {
  const view = new DataView(new ArrayBuffer(Object.keys(WORLD_FIELDS).length * WORD_BYTES));
  Object.entries(WORLD_FIELDS).forEach(([name, type], i) => {
    const value = world[/** @type {keyof World} */ (name)];
    if (type === 'u32') view.setUint32(i * WORD_BYTES, value, true);
    else view.setFloat32(i * WORD_BYTES, value, true);
  });
  return view.buffer;
}

/** @param {Size} size */
export const tilesOf = ({ height, width }) => ({ tilesY: Math.ceil(height / TILE), tilesX: Math.ceil(width / TILE) });

/** Words of each buffer. @param {Size} size @param {Plan} plan @param {number} numKinds */
function wordsOf(size, { fours, hidden, weightFours, hasKinds }, numKinds) {
  const { tilesY, tilesX } = tilesOf(size), numCells = size.height * size.width, numTiles = tilesY * tilesX;
  return {
    world: Object.keys(WORLD_FIELDS).length, clock: CLOCK_WORDS, state: (numCells + 1) * fours * 4, fresh: numCells * fours * 4, marks: numCells + 1, risen: numCells + 1, listed: numCells,
    lively: numTiles + 1, tiles: numTiles, tileArguments: 3, updateArguments: 3, numAlive: 1, weights: weightFours * 4, bias: numKinds * hidden, ...(hasKinds && { kinds: numCells }),
  };
}

/** @typedef {Record<string, GPUBuffer>} Buffers */

/**
 * All of them, zero.
 * @param {GPUDevice} device @param {Size} size @param {Plan} plan @param {number} numKinds
 * @param {Buffers} [kept] such as are there already, and stay
 * @returns {Buffers}
 * @throws {NcaError} where the grid is too large for it
 */
export function makeBuffers(device, size, plan, numKinds, kept = {}) {
  const words = wordsOf(size, plan, numKinds), most = Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize);
  const needed = Math.max(...Object.values(words)) * WORD_BYTES;
  if (needed > most) throw new NcaError('GPU_GRID_TOO_LARGE', 'This grid is too large for the graphics card, so it grows on the processor.', { details: { needed, most } });
  const usageOf = (/** @type {string} */ name) => {
    if (name === 'world' || (name === 'weights' && plan.isUniform)) return UNIFORM | COPY_DST;
    return STORAGE | COPY_SRC | COPY_DST | (name.endsWith('Arguments') ? INDIRECT : 0);
  };
  return Object.fromEntries(Object.entries(words).map(([name, count]) => [name, kept[name] ?? device.createBuffer({ label: name, size: count * WORD_BYTES, usage: usageOf(name) })]));
}
