/**
 * What is kept of a training run: a summary for lists, a body with all that the run needs to go on, and its goal, which never changes.
 *
 * What a database gives back was written by this version of the page, another one, or a disk that fails: it is looked at before use.
 *
 * @import { Course } from '../training/loss-history.js'
 */
import { tidyText } from '../core/tidy-text.js';

/**
 * @typedef {'running' | 'paused' | 'finished' | 'stopped'} RunState
 *
 * @typedef {object} Thumbnail
 * @property {number} width pixels
 * @property {number} height
 * @property {Uint8ClampedArray<ArrayBuffer>} rgba [height][width][4] in straight alpha
 *
 * @typedef {object} RunSummary
 * @property {string} id as newRunId() made it
 * @property {string} name from the visitor: text, never markup; empty: it has none
 * @property {string} recipeName
 * @property {RunState} state
 * @property {number} epochs
 * @property {number} loss mean of the last ones; NaN where there is none
 * @property {number} updated when it was saved, in milliseconds since 1970
 * @property {Thumbnail} [thumbnail] what it grows, small
 * @property {Float32Array<ArrayBuffer>} [curve] its losses, thinned out
 *
 * @typedef {object} RunBody
 * @property {Uint8Array<ArrayBuffer>} checkpoint as Trainer.checkpoint() gives it
 * @property {Float32Array<ArrayBuffer>} losses as LossHistory.toKept() gives them
 * @property {Course} [course] the same; default: a loss for each epoch
 * @property {Float32Array<ArrayBuffer>} target [goals][height][width][4]
 * @property {{ height: number, width: number, padding: number }} targetSize in cells
 * @property {Record<string, unknown>} settings it was begun with, of the studio's form
 *
 * @typedef {Thumbnail & { name: string }} KeptPicture as large as it came
 * @typedef {KeptPicture & { more?: readonly KeptPicture[] }} KeptGoal the picture that it shall grow; more: of a run that teaches one rule several, the others
 *
 * @typedef {RunSummary & RunBody & { goal?: KeptGoal }} Run goal: runs that were kept before there was such a thing have none
 */

const STATES = Object.freeze(/** @type {const} */ (['running', 'paused', 'finished', 'stopped']));
const RUN_ID = /^[0-9a-f]{32}$/;
export const MAX_THUMBNAIL_SIDE = 512; // pixels
const MAX_CURVE_POINTS = 256, MAX_GOAL_SIDE = 4096, MAX_SIDE_CELLS = 4096;

/** crypto.randomUUID() is not there where the page comes by plain http. */
export function newRunId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @param {unknown} id */
const isRunId = (id) => typeof id === 'string' && RUN_ID.test(id);

/** @param {string} name */
export const runName = (name) => tidyText(name).trim();

/**
 * The parts of a run, to be copied by what keeps them. An array may lie in a memory of many megabytes, or be shared, and would be
 * kept with all of it: so all are copied here, but for a checkpoint that fills its own memory, for it may take many megabytes itself.
 * @param {Omit<Run, 'updated'>} run
 * @returns {{ summary: RunSummary, body: RunBody, goal?: KeptGoal }}
 */
export function partsOf({ id, name, recipeName, state, epochs, loss, thumbnail, curve, checkpoint, losses, course, target, targetSize, settings, goal }) {
  const { height, width, padding } = targetSize;
  return {
    summary: {
      id, name: runName(name), recipeName, state, epochs, loss, updated: Date.now(),
      ...(thumbnail && { thumbnail: { width: thumbnail.width, height: thumbnail.height, rgba: thumbnail.rgba.slice() } }),
      ...(curve && { curve: curve.slice() }),
    },
    body: {
      checkpoint: fillsItsMemory(checkpoint) ? checkpoint : checkpoint.slice(), losses: losses.slice(), target: target.slice(), targetSize: { height, width, padding }, settings: { ...settings },
      ...(course && { course: { ...course, recent: course.recent.slice() } }),
    },
    ...(goal && { goal: { ...pictureOf(goal), ...(goal.more && { more: goal.more.map(pictureOf) }) } }),
  };
}

/** @param {KeptPicture} picture @returns {KeptPicture} */
const pictureOf = ({ name, width, height, rgba }) => ({ name, width, height, rgba: rgba.slice() });

/** @param {Uint8Array} bytes */
const fillsItsMemory = ({ buffer, byteLength }) => buffer instanceof ArrayBuffer && buffer.byteLength === byteLength;

/** @param {unknown} value @returns {value is RunSummary} */
export function isSummary(value) {
  if (!isObject(value)) return false;
  const { id, name, recipeName, state, epochs, loss, updated, thumbnail, curve } = value;
  return isRunId(id) && typeof name === 'string' && name === runName(name) && typeof recipeName === 'string' && recipeName.length < 64
    && STATES.some((each) => each === state) && isWhole(epochs, 0, Number.MAX_SAFE_INTEGER) && typeof loss === 'number'
    && typeof updated === 'number' && Math.abs(updated) <= 8.64e15 // as far as a Date goes
    && (thumbnail === undefined || isThumbnail(thumbnail))
    && (curve === undefined || (curve instanceof Float32Array && curve.length <= MAX_CURVE_POINTS));
}

/** @param {unknown} value @returns {value is RunBody} */
export function isBody(value) {
  if (!isObject(value)) return false;
  const { checkpoint, losses, course, target, targetSize, settings } = value;
  if (!isObject(targetSize)) return false;
  const { height, width, padding } = targetSize;
  return checkpoint instanceof Uint8Array && checkpoint.length > 0 && losses instanceof Float32Array && target instanceof Float32Array
    && isWhole(height, 1, MAX_SIDE_CELLS) && isWhole(width, 1, MAX_SIDE_CELLS) && isWhole(padding, 0, MAX_SIDE_CELLS)
    && target.length > 0 && target.length % (height * width * 4) === 0 && isObject(settings) && (course === undefined || isCourse(course, losses.length));
}

/** A hole in the list counts as well, which every() alone would pass over. @param {unknown} value @returns {value is KeptGoal} */
export function isGoal(value) {
  const isOne = (/** @type {unknown} */ one) => isObject(one) && typeof one.name === 'string' && isPicture(one, MAX_GOAL_SIDE);
  return isOne(value) && isObject(value) && (value.more === undefined || (Array.isArray(value.more) && Array.from(value.more).every(isOne)));
}

/** @param {unknown} value @param {number} numPoints @returns {value is Course} */
function isCourse(value, numPoints) {
  if (!isObject(value)) return false;
  const { epochsPerPoint, numEpochs, recent } = value;
  return isWhole(epochsPerPoint, 1, Number.MAX_SAFE_INTEGER) && isWhole(numEpochs, 0, Number.MAX_SAFE_INTEGER) && numPoints === Math.ceil(numEpochs / epochsPerPoint)
    && recent instanceof Float32Array && recent.length <= numEpochs;
}

/** @param {unknown} value @returns {value is Thumbnail} */
const isThumbnail = (value) => isPicture(value, MAX_THUMBNAIL_SIDE);

/** @param {unknown} value @param {number} maxSide pixels */
function isPicture(value, maxSide) {
  if (!isObject(value)) return false;
  const { width, height, rgba } = value;
  return isWhole(width, 1, maxSide) && isWhole(height, 1, maxSide) && rgba instanceof Uint8ClampedArray && rgba.length === width * height * 4;
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isObject = (value) => typeof value === 'object' && value !== null;

/** @param {unknown} value @param {number} min @param {number} max @returns {value is number} */
const isWhole = (value, min, max) => typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
