/**
 * The state of a grid, kept bit by bit: even the sign of a zero counts where runs shall be the same. Only cells that are not all zero take room, and
 * where there are several kinds a byte for every cell, since also one that is dead may be of a kind.
 *
 * @import { Sim } from './sim.js'
 */
/**
 * @typedef {object} Snapshot
 * @property {Uint32Array<ArrayBuffer>} places which cells, in order
 * @property {Uint32Array<ArrayBuffer>} cells [..][numChannels]
 * @property {Uint8Array} [kinds] [height][width]; default: there is but one
 * @property {number} numChannels
 * @property {number} sizeBytes
 */

/** @param {Sim} sim */
function bitsOf(sim) {
  const { buffer, byteOffset, length } = sim.state;
  return new Uint32Array(buffer, byteOffset, length);
}

/** @param {Sim} sim @returns {Snapshot} */
export function takeSnapshot(sim) {
  const { numChannels } = sim, bits = bitsOf(sim), all = new Uint32Array(bits.length / numChannels);
  let count = 0;
  for (let cell = 0, at = 0; cell < all.length; cell++, at += numChannels) {
    let channel = 0;
    while (channel < numChannels && bits[at + channel] === 0) channel++;
    if (channel < numChannels) all[count++] = cell;
  }
  const places = all.slice(0, count), cells = new Uint32Array(count * numChannels);
  eachRun(places, numChannels, (from, first, length) => cells.set(bits.subarray(from, from + length), first));
  const kinds = sim.kinds?.slice();
  return { places, cells, kinds, numChannels, sizeBytes: places.byteLength + cells.byteLength + (kinds?.byteLength ?? 0) };
}

/** @param {Sim} sim as large as the one it was taken of, with a model of that shape and as many kinds @param {Snapshot} snapshot */
export function putSnapshot(sim, { places, cells, kinds, numChannels }) {
  const bits = bitsOf(sim);
  bits.fill(0);
  eachRun(places, numChannels, (to, first, length) => bits.set(cells.subarray(first, first + length), to));
  if (kinds) sim.kinds?.set(kinds);
  sim.stateChanged();
}

/** Cells that lie side by side are copied at once. @param {Uint32Array} places @param {number} numChannels @param {(inGrid: number, inCells: number, length: number) => void} copy all in words */
function eachRun(places, numChannels, copy) {
  for (let first = 0, end; first < places.length; first = end) {
    end = first + 1;
    while (end < places.length && places[end] === places[end - 1] + 1) end++;
    copy(places[first] * numChannels, first * numChannels, (end - first) * numChannels);
  }
}
