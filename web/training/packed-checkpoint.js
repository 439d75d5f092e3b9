/**
 * A checkpoint without the cells of its pool that are nothing but zero, most of them: a third of the size, and the same bits when unpacked.
 *
 *     head                 all of the file before the states of the pool, as it is (src/checkpoint.c)
 *     map                  a bit for each cell of the pool, the lowest first: whether it is there; filled up to four bytes
 *     cells                those that are, 64 bytes each
 *     1                    one byte, the version: so no packed file is as long as the whole one
 */
import { damaged, poolPlace } from './checkpoint-file.js';

const WORDS_PER_CELL = 16, CELL_BYTES = 4 * WORDS_PER_CELL;
const VERSION = 1, END_BYTES = 1;

/** @param {number} numCells */
const mapBytesOf = (numCells) => Math.ceil(numCells / 32) * 4;

/**
 * @param {Uint8Array} file whole
 * @returns {Uint8Array<ArrayBuffer>} of a memory of its own
 * @throws {NcaError}
 */
export function packCheckpoint(file) {
  const { headBytes, poolBytes } = poolPlace(file), numCells = poolBytes / CELL_BYTES, mapBytes = mapBytesOf(numCells);
  if (numCells === 0) return file.slice();
  const words = new Uint32Array(file.buffer, file.byteOffset + headBytes, poolBytes / 4), map = new Uint8Array(mapBytes);
  let numThere = 0;
  for (let cell = 0; cell < numCells; cell++) {
    if (!isThere(words, cell * WORDS_PER_CELL)) continue;
    map[cell >> 3] |= 1 << (cell & 7);
    numThere++;
  }
  const packed = new Uint8Array(headBytes + mapBytes + numThere * CELL_BYTES + END_BYTES);
  packed[packed.length - END_BYTES] = VERSION;
  packed.set(file.subarray(0, headBytes));
  packed.set(map, headBytes);
  forEachThere(map, numCells, (cell, at) => packed.set(file.subarray(headBytes + cell * CELL_BYTES, headBytes + (cell + 1) * CELL_BYTES), headBytes + mapBytes + at * CELL_BYTES));
  return packed;
}

/**
 * @param {Uint8Array} packed or a whole file, which stays as it is
 * @returns {Uint8Array} the file as the core wrote it
 * @throws {NcaError} NCA_ERR_CHECKPOINT_DAMAGED
 */
export function unpackCheckpoint(packed) {
  const { headBytes, poolBytes } = poolPlace(packed), numCells = poolBytes / CELL_BYTES, mapBytes = mapBytesOf(numCells);
  if (packed.length === headBytes + poolBytes) return packed;
  const map = packed.subarray(headBytes, headBytes + mapBytes), cells = packed.subarray(headBytes + mapBytes, packed.length - END_BYTES);
  const numThere = map.length === mapBytes ? forEachThere(map, numCells, () => {}) : NaN;
  if (cells.length !== numThere * CELL_BYTES || packed[packed.length - END_BYTES] !== VERSION) throw damaged();
  const file = new Uint8Array(headBytes + poolBytes);
  file.set(packed.subarray(0, headBytes));
  forEachThere(map, numCells, (cell, at) => file.set(cells.subarray(at * CELL_BYTES, (at + 1) * CELL_BYTES), headBytes + cell * CELL_BYTES));
  return file;
}

/** @param {Uint32Array} words @param {number} at */
function isThere(words, at) {
  for (let i = at; i < at + WORDS_PER_CELL; i++) if (words[i] !== 0) return true;
  return false;
}

/** @param {Uint8Array} map @param {number} numCells @param {(cell: number, at: number) => void} act @returns {number} how many there are */
function forEachThere(map, numCells, act) {
  let at = 0;
  for (let cell = 0; cell < numCells; cell++) if (map[cell >> 3] & (1 << (cell & 7))) act(cell, at++);
  return at;
}
