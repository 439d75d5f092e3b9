/**
 * A checkpoint without the cells of its pool that are nothing but zero, most of them: a third of the size, and the same bits when unpacked.
 *
 *     head                 all of the file before the states of the pool, as it is (src/train/checkpoint.c)
 *     states               one after the other, each:
 *         map              a bit for each cell, the lowest first: whether it is there; filled up to four bytes
 *         cells            those that are: the bytes of their channels
 *     1                    one byte, the version: so no packed file is as long as the whole one
 */
import { damaged, poolPlace } from './checkpoint-file.js';
import { giveBack } from './give-back.js';

const WORD_BYTES = 4;
const VERSION = 1, END_BYTES = 1;

/** @param {number} stateBytes @param {number} cellBytes */
const mapBytesOf = (stateBytes, cellBytes) => Math.ceil(stateBytes / cellBytes / 32) * 4;

/** @param {ArrayBufferView} state @returns {Uint32Array} */
const wordsOf = ({ buffer, byteOffset, byteLength }) => new Uint32Array(buffer, byteOffset, byteLength / 4);

/**
 * @param {ArrayBufferView} state [height][width][channels] floats, at a place that is a multiple of four
 * @param {number} channels
 * @returns {number} bytes of its map and cells
 */
export function packedBytesOf(state, channels) {
  const words = wordsOf(state), cellBytes = channels * WORD_BYTES;
  let numCells = 0;
  for (let at = 0; at < words.length; at += channels) if (isThere(words, at, channels)) numCells++;
  return mapBytesOf(state.byteLength, cellBytes) + numCells * cellBytes;
}

/** @param {ArrayBufferView} state as above @param {number} channels @param {Uint8Array} packed so many bytes, all zero, for its map and cells, at such a place too */
export function packState(state, channels, packed) {
  const words = wordsOf(state), cells = wordsOf(packed.subarray(mapBytesOf(state.byteLength, channels * WORD_BYTES)));
  let to = 0;
  for (let cell = 0; cell * channels < words.length; cell++) {
    if (!isThere(words, cell * channels, channels)) continue;
    packed[cell >> 3] |= 1 << (cell & 7);
    cells.set(words.subarray(cell * channels, (cell + 1) * channels), to);
    to += channels;
  }
}

/**
 * @param {Uint8Array} head
 * @param {readonly Uint8Array<ArrayBuffer>[]} states of all slots, packed; their memory is given back
 * @returns {Uint8Array<ArrayBuffer>} of a memory of its own
 */
export function joinPacked(head, states) {
  if (states.length === 0) return head.slice();
  const packed = new Uint8Array(head.length + states.reduce((sum, { length }) => sum + length, 0) + END_BYTES);
  let at = 0;
  for (const part of [head, ...states, Uint8Array.of(VERSION)]) {
    packed.set(part, at);
    at += part.length;
  }
  giveBack(states.map(({ buffer }) => buffer));
  return packed;
}

/** @param {Uint8Array} file whole @returns {Uint8Array<ArrayBuffer>} @throws {NcaError} */
export function packCheckpoint(file) {
  const { headBytes, stateBytes, numStates, cellBytes } = poolPlace(file), channels = cellBytes / WORD_BYTES;
  const stateAt = (/** @type {number} */ slot) => file.subarray(headBytes + slot * stateBytes, headBytes + (slot + 1) * stateBytes);
  return joinPacked(file.subarray(0, headBytes), Array.from({ length: numStates }, (_, slot) => {
    const packed = new Uint8Array(packedBytesOf(stateAt(slot), channels));
    packState(stateAt(slot), channels, packed);
    return packed;
  }));
}

/**
 * @param {Uint8Array} packed or a whole file, which stays as it is
 * @returns {Uint8Array} the file as the core wrote it
 * @throws {NcaError} NCA_ERR_CHECKPOINT_DAMAGED
 */
export function unpackCheckpoint(packed) {
  const { headBytes, stateBytes, numStates, cellBytes } = poolPlace(packed), mapBytes = mapBytesOf(stateBytes, cellBytes), sizeBytes = headBytes + numStates * stateBytes;
  if (packed.length === sizeBytes) return packed;
  const endAt = packed.length - END_BYTES;
  if (packed[endAt] !== VERSION || endAt - headBytes < numStates * mapBytes) throw damaged(); // before any memory is taken for what it promises
  const file = new Uint8Array(sizeBytes);
  file.set(packed.subarray(0, headBytes));
  let at = headBytes;
  for (let slot = 0; slot < numStates; slot++) {
    const map = packed.subarray(at, at + mapBytes);
    at += mapBytes;
    for (let cell = 0; cell < stateBytes / cellBytes; cell++) {
      if (!(map[cell >> 3] & (1 << (cell & 7)))) continue;
      if (at + cellBytes > endAt) throw damaged();
      file.set(packed.subarray(at, at + cellBytes), headBytes + slot * stateBytes + cell * cellBytes);
      at += cellBytes;
    }
  }
  if (at !== endAt) throw damaged();
  return file;
}

/**
 * Where each state of the pool begins: what lies between two of these places stays as it is from one checkpoint to the next, unless the state was drawn meanwhile.
 * @param {Uint8Array} packed or a whole file
 * @returns {number[]} bytes
 * @throws {NcaError} NCA_ERR_CHECKPOINT_DAMAGED
 */
export function stateCuts(packed) {
  const { headBytes, stateBytes, numStates, cellBytes } = poolPlace(packed), mapBytes = mapBytesOf(stateBytes, cellBytes);
  const isPacked = packed.length !== headBytes + numStates * stateBytes, cuts = [];
  for (let slot = 0, at = headBytes; slot < numStates; slot++) {
    cuts.push(at);
    at += isPacked ? mapBytes + numBits(packed.subarray(at, at + mapBytes)) * cellBytes : stateBytes;
    if (at > packed.length) throw damaged();
  }
  return cuts;
}

/** That are 1. @param {Uint8Array} bytes */
function numBits(bytes) {
  let count = 0;
  for (const byte of bytes) for (let rest = byte; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** @param {Uint32Array} words @param {number} at @param {number} channels */
function isThere(words, at, channels) {
  for (let i = at; i < at + channels; i++) if (words[i] !== 0) return true;
  return false;
}
