/**
 * What a page asks of the element by its methods, looked at before anything is done: what cannot be is an NcaError that names the argument.
 *
 * @import { Edit, RunRecord } from '../core/script.js'
 * @import { ModelSource } from './model-source.js'
 */
import {
  checkModel, checkNumber, checkObject, checkOptions, checkSeed, checkWhole, checkWord, checkWound, isArray, MAX_INT32, wrong,
} from '../core/check.js';
import { MAX_KINDS, WOUND_SHAPES } from '../core/fields.js';
import { FIRST_GOAL } from '../core/mix.js';
import { MAX_WEIGHT } from '../core/quantise.js';

const SHAPES = Object.freeze(Object.keys(WOUND_SHAPES));
/** What an edit of a type has to have; the rest of it is left as it is. @type {Readonly<Record<Edit['type'], (edit: any, name: string) => void>>} */
const EDIT_CHECKS = Object.freeze({
  wound: ({ wound }) => void checkWound(wound, SHAPES),
  seed: ({ x, y, mix }, name) => {
    [x, y].forEach((place, i) => checkNumber(place, `${name}.${'xy'[i]}`));
    if (mix !== undefined) checkMixOfEdit(mix, `${name}.mix`);
  },
  noise: ({ wound, seed }, name) => {
    checkWound(wound, SHAPES);
    checkSeed(seed, `${name}.seed`);
  },
  graft: ({ wound, mix }, name) => {
    checkWound(wound, SHAPES);
    checkMixOfEdit(mix, `${name}.mix`);
  },
  mix: ({ mix }, name) => checkMixOfEdit(mix, `${name}.mix`),
  model: ({ model, mix }, name) => {
    checkModel(model, `${name}.model`);
    if (mix !== undefined) checkMixOfEdit(mix, `${name}.mix`);
  },
  angle: ({ radians }, name) => void checkNumber(radians, `${name}.radians`),
  fireRate: ({ rate }, name) => checkRate(rate, `${name}.rate`),
});
/** What thirds of a few digits sum to is near enough to 1. */
const MOST_OFF = 0.01;
const EDIT_TYPES = /** @type {Edit['type'][]} */ (Object.keys(EDIT_CHECKS));

/** @param {unknown} rate @param {string} name */
function checkRate(rate, name) {
  if (rate !== undefined) checkNumber(rate, name, 0, 1);
}

/** More weights than a model has goals are as if they were not there. @param {unknown} mix @param {string} name */
export function checkMixOfEdit(mix, name) {
  if (!isArray(mix) || mix.length < 1 || mix.length > MAX_KINDS) throw wrong(name, mix, 'an array of numbers, one for each goal');
  const sum = mix.reduce((/** @type {number} */ all, weight, goal) => all + checkNumber(weight, `${name}[${goal}]`, -MAX_WEIGHT, MAX_WEIGHT), 0);
  if (Math.abs(sum - 1) > MOST_OFF) throw wrong(name, mix, 'weights that sum to 1');
}

/** @param {unknown} value @param {string} [name] @returns {Edit} */
export function checkEdit(value, name = 'edit') {
  const edit = checkObject(value, name), type = checkWord(edit.type, `${name}.type`, EDIT_TYPES);
  EDIT_CHECKS[type](edit, name);
  return /** @type {Edit} */ (value);
}

/** As a timeline records it. @param {unknown} value @returns {RunRecord} */
export function checkRecord(value) {
  const { seed, first, edits, step } = checkObject(value, 'record'), { model, radians, rate, kinds = [FIRST_GOAL] } = checkObject(first, 'record.first');
  checkSeed(seed, 'record.seed');
  checkModel(model, 'record.first.model');
  checkNumber(radians, 'record.first.radians');
  checkRate(rate, 'record.first.rate');
  if (!isArray(kinds) || kinds.length !== 1) throw wrong('record.first.kinds', kinds, 'an array of one mix');
  checkMixOfEdit(kinds[0], 'record.first.kinds[0]');
  checkWhole(step, 'record.step', 0, MAX_INT32);
  if (!isArray(edits)) throw wrong('record.edits', edits, 'an array');
  edits.forEach((each, i) => {
    const name = `record.edits[${i}]`, timed = checkObject(each, name);
    checkWhole(timed.step, `${name}.step`, 0, MAX_INT32);
    checkWhole(timed.stroke, `${name}.stroke`, 0, MAX_INT32);
    checkEdit(timed.edit, `${name}.edit`);
  });
  return /** @type {RunRecord} */ (value);
}

/** @param {unknown} value @returns {{ zoom: number, x: number, y: number }} */
export function checkCamera(value) {
  const camera = checkOptions(value, 'camera', ['zoom', 'x', 'y']);
  for (const key of ['zoom', 'x', 'y']) checkNumber(camera[key], `camera.${key}`);
  return camera;
}

/** @param {unknown} value @returns {ModelSource} */
export function checkSource(value) {
  const source = 'model', isGiven = typeof value === 'string' || value instanceof URL || value instanceof Blob;
  if (isGiven) return value;
  if (typeof value !== 'object' || value === null || !('params' in value)) throw wrong(source, value, 'a name, a URL, a file or a model');
  return checkModel(value, source);
}
