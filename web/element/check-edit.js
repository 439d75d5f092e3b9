/**
 * What a page asks of the element by its methods, looked at before anything is done: what cannot be is an NcaError that names the argument.
 *
 * @import { Edit, RunRecord } from '../core/script.js'
 * @import { ModelSource } from './model-source.js'
 */
import {
  checkModel, checkNumber, checkObject, checkOptions, checkSeed, checkWhole, checkWord, checkWound, isArray, MAX_INT32, wrong,
} from '../core/check.js';
import { WOUND_SHAPES } from '../core/fields.js';

const SHAPES = Object.freeze(Object.keys(WOUND_SHAPES));
/** What an edit of a type has to have; the rest of it is left as it is. @type {Readonly<Record<Edit['type'], (edit: any, name: string) => void>>} */
const EDIT_CHECKS = Object.freeze({
  wound: ({ wound }) => void checkWound(wound, SHAPES),
  seed: ({ x, y }, name) => [x, y].forEach((place, i) => checkNumber(place, `${name}.${'xy'[i]}`)),
  noise: ({ wound, seed }, name) => {
    checkWound(wound, SHAPES);
    checkSeed(seed, `${name}.seed`);
  },
  model: ({ model }, name) => void checkModel(model, `${name}.model`),
  angle: ({ radians }, name) => void checkNumber(radians, `${name}.radians`),
  fireRate: ({ rate }, name) => checkRate(rate, `${name}.rate`),
});
const EDIT_TYPES = /** @type {Edit['type'][]} */ (Object.keys(EDIT_CHECKS));

/** @param {unknown} rate @param {string} name */
function checkRate(rate, name) {
  if (rate !== undefined) checkNumber(rate, name, 0, 1);
}

/** @param {unknown} value @param {string} [name] @returns {Edit} */
export function checkEdit(value, name = 'edit') {
  const edit = checkObject(value, name), type = checkWord(edit.type, `${name}.type`, EDIT_TYPES);
  EDIT_CHECKS[type](edit, name);
  return /** @type {Edit} */ (value);
}

/** As a timeline records it. @param {unknown} value @returns {RunRecord} */
export function checkRecord(value) {
  const { seed, first, edits, step } = checkObject(value, 'record'), { model, radians, rate } = checkObject(first, 'record.first');
  checkSeed(seed, 'record.seed');
  checkModel(model, 'record.first.model');
  checkNumber(radians, 'record.first.radians');
  checkRate(rate, 'record.first.rate');
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
export function checkView(value) {
  const view = checkOptions(value, 'view', ['zoom', 'x', 'y']);
  for (const key of ['zoom', 'x', 'y']) checkNumber(view[key], `view.${key}`);
  return view;
}

/** @param {unknown} value @returns {ModelSource} */
export function checkSource(value) {
  const source = 'model', isGiven = typeof value === 'string' || value instanceof URL || value instanceof Blob;
  if (isGiven) return value;
  if (typeof value !== 'object' || value === null || !('params' in value)) throw wrong(source, value, 'a name, a URL, a file or a model');
  return checkModel(value, source);
}
