/**
 * What stands at the head of a checkpoint, for a page that has no core at hand. It is a safetensors file: eight bytes say how long the
 * JSON behind them is, then come the tensors, of which the states of the pool are the last (src/train/checkpoint.c).
 *
 * All of it holds for packed ones too (packed-checkpoint.js), but for their end. Only what is needed here is looked at. Whether the whole makes sense, the core says when the run is resumed.
 *
 * @import { Recipe } from '../core/types.js'
 */
import { NcaError } from '../core/error.js';
import { SHAPE_RANGES } from '../core/fields.js';
import { numbersOf } from '../core/recipe.js';
import { recipeList } from '../core/recipe-list.js';

const PREFIX_BYTES = 8;
const MAX_HEADER_BYTES = 1 << 20, MAX_POOL_BYTES = 2 ** 31;
const FLOAT_BYTES = 4, MAX_CELL_BYTES = SHAPE_RANGES.channels.max * FLOAT_BYTES;
/** They settle how the pool is laid out, or what the schedules are made from. */
const FIXED = new Set(['base', 'numEpochs', 'poolSize']);

/**
 * @typedef {object} CheckpointFacts
 * @property {number} height cells
 * @property {number} width
 * @property {number} padding
 * @property {number} numGoals pictures that it teaches
 * @property {string[]} goalNames of them, where they have names
 * @property {string} name of the model
 * @property {number} epochs of the model, those before this run included
 * @property {number} numEpochs of this run
 * @property {number} numEpochsPlanned 0: for ever
 * @property {number} seed
 * @property {number} batch
 * @property {number} poolSize
 * @property {number} woundsPerBatch
 *
 * @typedef {object} RunChanges what shall be different from here on
 * @property {number} [seed]
 * @property {Partial<Recipe>} [recipe] all but the size of the pool
 */

/** @param {Uint8Array} bytes @returns {CheckpointFacts} @throws {NcaError} */
export function readFacts(bytes) {
  const { metadata } = readHeader(bytes);
  const number = (/** @type {string} */ key) => Number(metadata[key] ?? 0);
  return {
    height: number('height'), width: number('width'), padding: number('padding'), numGoals: Number(metadata.goals ?? 1), goalNames: namesIn(metadata.goal_names), name: metadata.name ?? '', epochs: number('epochs'),
    numEpochs: number('run.epochs'), numEpochsPlanned: number('run.epochs_planned'), seed: number('seed'), batch: number('recipe.batch'),
    poolSize: number('recipe.pool_size'), woundsPerBatch: number('recipe.wounds_per_batch'),
  };
}

/** All that it says of itself, in the words of the file. @param {Uint8Array} bytes @returns {Readonly<Record<string, string>>} @throws {NcaError} */
export function readMetadata(bytes) {
  return readHeader(bytes).metadata;
}

/** The goals of the run: [goals][height][width][4]. @param {Uint8Array} bytes @returns {Float32Array<ArrayBuffer>} a copy @throws {NcaError} */
export function readTargetOf(bytes) {
  const target = readTensor(bytes, 'target');
  if (!target || target.byteLength % FLOAT_BYTES !== 0) throw damaged();
  return new Float32Array(target);
}

/**
 * Where the states of the pool stand in a whole file: behind the head, up to its end.
 * @param {Uint8Array} bytes whole or packed
 * @returns {{ headBytes: number, stateBytes: number, numStates: number, cellBytes: number }} all bytes are multiples of four
 * @throws {NcaError}
 */
export function poolPlace(bytes) {
  const { tensors, dataAt } = readHeader(bytes), { 'pool.states': pool } = tensors;
  if (!pool) return { headBytes: bytes.length, stateBytes: 0, numStates: 0, cellBytes: FLOAT_BYTES };
  const [begin, end] = pool.data_offsets, [numStates, ...shape] = pool.shape ?? [], headBytes = dataAt + begin;
  const stateBytes = shape.reduce((size, side) => size * side, FLOAT_BYTES);
  const cellBytes = (shape[shape.length - 1] ?? 0) * FLOAT_BYTES;
  const isWhole = [headBytes, stateBytes, numStates, cellBytes].every((value) => Number.isSafeInteger(value) && value > 0);
  if (!isWhole || cellBytes > MAX_CELL_BYTES || headBytes % FLOAT_BYTES !== 0 || end - begin !== numStates * stateBytes || end > MAX_POOL_BYTES || headBytes > bytes.length) throw damaged();
  return { headBytes, stateBytes, numStates, cellBytes };
}

/**
 * The same run with another seed or recipe: the states of the pool, the weights and the optimiser stay.
 * @param {Uint8Array} bytes
 * @param {RunChanges} changes
 * @returns {Uint8Array<ArrayBuffer>} a copy
 * @throws {NcaError}
 */
export function changeRun(bytes, { seed, recipe = {} }) {
  const { json, metadata, dataAt } = readHeader(bytes);
  if (seed !== undefined) metadata.seed = String(seed >>> 0);
  for (const [key, value] of Object.entries(recipe)) {
    if (FIXED.has(key)) throw new NcaError('BAD_ARGUMENT', `A run that has begun keeps its ${key}.`);
    const field = recipeList.find((each) => each.key === key);
    if (!field) throw new NcaError('BAD_ARGUMENT', `There is no ${key} in a recipe.`);
    numbersOf(field, value).forEach((number, i) => { metadata[`recipe.${field.name}${field.count > 1 ? `[${i}]` : ''}`] = String(number); });
  }
  return written(json, bytes.subarray(dataAt));
}

/** A file of this header and these bytes of its tensors. @param {object} json @param {Uint8Array} data @returns {Uint8Array<ArrayBuffer>} */
function written(json, data) {
  const header = new TextEncoder().encode(JSON.stringify(json));
  const headerBytes = Math.ceil(header.length / 8) * 8; // so that the data stays aligned; spaces are allowed
  const file = new Uint8Array(PREFIX_BYTES + headerBytes + data.length).fill(0x20, PREFIX_BYTES, PREFIX_BYTES + headerBytes);
  new DataView(file.buffer).setUint32(0, headerBytes, true);
  file.set(header, PREFIX_BYTES);
  file.set(data, PREFIX_BYTES + headerBytes);
  return file;
}

/** The bytes of a tensor; undefined where there is none. @param {Uint8Array} bytes @param {string} name @returns {ArrayBuffer | undefined} a copy @throws {NcaError} */
export function readTensor(bytes, name) {
  const { tensors, dataAt } = readHeader(bytes), [begin, end] = tensors[name]?.data_offsets ?? [0, 0];
  if (!(begin <= end && dataAt + end <= bytes.length)) throw damaged();
  return tensors[name] && bytes.slice(dataAt + begin, dataAt + end).buffer;
}

/**
 * The same file, or its head, where the run has come farther.
 * @param {Uint8Array} bytes
 * @param {{ metadata: Readonly<Record<string, string>>, tensors: Readonly<Record<string, ArrayBufferView | undefined>> }} changes tensors: as large as they were
 * @returns {Uint8Array<ArrayBuffer>} a copy
 */
export function advanceRun(bytes, changes) {
  const { json, tensors, metadata, dataAt } = readHeader(bytes), data = bytes.slice(dataAt);
  Object.assign(metadata, changes.metadata);
  for (const [name, values] of Object.entries(changes.tensors)) {
    const [begin, end] = tensors[name]?.data_offsets ?? [0, 0];
    if (values && tensors[name]) data.set(new Uint8Array(values.buffer, values.byteOffset, end - begin), begin);
  }
  return written(json, data);
}

/** @param {string | undefined} json @returns {string[]} */
function namesIn(json) {
  try {
    const names = JSON.parse(json ?? '[]');
    return Array.isArray(names) ? names.map(String) : [];
  } catch {
    return [];
  }
}

/** @param {Uint8Array} bytes */
function readHeader(bytes) {
  if (bytes.length < PREFIX_BYTES) throw damaged();
  const view = new DataView(bytes.buffer, bytes.byteOffset, PREFIX_BYTES), headerBytes = view.getUint32(0, true);
  const dataAt = PREFIX_BYTES + headerBytes;
  if (view.getUint32(4, true) !== 0 || headerBytes > MAX_HEADER_BYTES || dataAt > bytes.length) throw damaged();
  let json;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(PREFIX_BYTES, dataAt)));
  } catch {
    throw damaged();
  }
  /** @type {{ __metadata__?: Record<string, string> } & Record<string, { data_offsets: [number, number], shape?: number[] } | undefined>} */
  const tensors = json;
  const metadata = /** @type {Record<string, string> | undefined} */ (json?.__metadata__);
  if (!metadata || !isWellFormed(json)) throw damaged();
  if (metadata.checkpoint === undefined) throw new NcaError('NCA_ERR_CHECKPOINT_NONE', 'This is a weights file and not a checkpoint: it cannot be resumed.');
  return { json, tensors, metadata, dataAt };
}

/** Whether it is of the shape that all here reads it by: words, and places of tensors. @param {Record<string, any>} json */
function isWellFormed({ __metadata__: metadata, ...tensors }) {
  const isCount = (/** @type {unknown} */ each) => Number.isSafeInteger(each) && Number(each) >= 0, isList = (/** @type {unknown} */ list) => Array.isArray(list) && list.every(isCount);
  return Object.values(metadata).every((each) => typeof each === 'string')
    && Object.values(tensors).every((each) => isList(each?.data_offsets) && each.data_offsets.length === 2 && (each.shape === undefined || isList(each.shape)));
}

/** What a checkpoint is refused with. */
export function damaged() {
  return new NcaError('NCA_ERR_CHECKPOINT_DAMAGED', 'The checkpoint lacks a part, or a number in it makes no sense.');
}
