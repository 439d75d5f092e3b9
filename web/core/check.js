/**
 * What comes in from outside is looked at before the core sees it: every wrong argument is an NcaError that names it, and says what it got and what
 * it wants. Nothing here throws anything else, whatever it is given.
 */
import { NcaError } from './error.js';
import { CONFIG_WORDS, DECODER_RANGES, MAX_SIDE_CELLS, MAX_TURNS, SHAPE_RANGES, TEXT_BYTES } from './fields.js';
import { layoutOf } from './shape.js';

/**
 * @import { Model, Wound } from './types.js'
 * @import { Shape } from './shape.js'
 */

const MAX_SHOWN_CHARS = 40;
const MAX_UINT32 = 2 ** 32 - 1;
export const MAX_INT32 = 2 ** 31 - 1;
const MAX_FLOAT = 3e38;

/** A value in a few words. @param {unknown} value @returns {string} */
function shown(value) {
  try {
    if (typeof value === 'string') return value.length > MAX_SHOWN_CHARS ? `"${value.slice(0, MAX_SHOWN_CHARS)}…"` : `"${value}"`;
    if (typeof value === 'bigint') return value < 10n ** 20n ? `${value}n` : 'a huge BigInt';
    if (typeof value === 'function') return 'a function';
    if (typeof value !== 'object' || value === null) return String(value);
    if (Array.isArray(value) || ArrayBuffer.isView(value)) return `${Array.isArray(value) ? 'an array' : value.constructor.name} of ${/** @type {any} */ (value).length}`;
    return value.constructor?.name && value.constructor !== Object ? `a ${value.constructor.name}` : 'an object';
  } catch {
    return 'something that cannot be looked at';
  }
}

/** @param {string} name of the argument @param {unknown} value @param {string} wanted @returns {NcaError} */
export function wrong(name, value, wanted) {
  return new NcaError('BAD_ARGUMENT', `The ${name} must be ${wanted}, not ${shown(value)}.`);
}

/** @param {unknown} value @param {string} name @param {number} min @param {number} max @returns {number} */
export function checkWhole(value, name, min, max) {
  if (!Number.isInteger(value) || Number(value) < min || Number(value) > max) throw wrong(name, value, `a whole number from ${min} to ${max}`);
  return Number(value);
}

/** One that is finite as a float, too. @param {unknown} value @param {string} name @param {number} [min] @param {number} [max] @returns {number} */
export function checkNumber(value, name, min = -Infinity, max = Infinity) {
  const range = Number.isFinite(min) ? `a number from ${min} to ${max}` : 'a finite number';
  if (typeof value !== 'number' || !Number.isFinite(Math.fround(value)) || value < min || value > max) throw wrong(name, value, range);
  return value;
}

/** Of the fire mask and all that is drawn by chance. @param {unknown} value @param {string} name @returns {number} */
export function checkSeed(value, name) {
  return checkWhole(value, name, 0, MAX_UINT32);
}

/** @template {string} Word @param {unknown} value @param {string} name @param {readonly Word[]} words @returns {Word} */
export function checkWord(value, name, words) {
  const word = words.find((each) => each === value);
  if (word === undefined) throw wrong(name, value, words.map((each) => `"${each}"`).join(' or '));
  return word;
}

/** @param {unknown} value @param {string} name @returns {Record<string, unknown>} */
export function checkObject(value, name) {
  if (typeof value !== 'object' || value === null || isArray(value) || ArrayBuffer.isView(value) || value instanceof ArrayBuffer) throw wrong(name, value, 'an object');
  return /** @type {Record<string, unknown>} */ (value);
}

/**
 * An object that has only these properties; what is misspelt would otherwise pass in silence. Read once: what is checked is what is used.
 * @param {unknown} value @param {string} name @param {readonly string[]} keys
 * @returns {any} a copy; what is undefined is left out
 */
export function checkOptions(value, name, keys) {
  const from = checkObject(value, name);
  /** @type {Record<string, unknown>} */
  const options = {};
  let key;
  try {
    for (key of Object.keys(from)) {
      if (keys.includes(key)) {
        if (from[key] !== undefined) options[key] = from[key];
      } else {
        throw new NcaError('BAD_ARGUMENT', `There is no ${key} in ${name}, which can have ${keys.join(', ')}.`);
      }
    }
    // What has its properties from its class, as an ImageData or a DOMPoint has them.
    for (key of keys) if (!(key in options) && from[key] !== undefined) options[key] = from[key];
  } catch (error) {
    if (error instanceof NcaError) throw error;
    throw new NcaError('BAD_ARGUMENT', `The ${name} could not be read${key ? `: ${key}` : ''}.`, { cause: error });
  }
  return options;
}

/** @param {unknown} value @param {string} name */
export function checkFunction(value, name) {
  if (value !== undefined && typeof value !== 'function') throw wrong(name, value, 'a function');
}

/** By what it has, not by its class: tests and old hosts bring their own. @param {unknown} value @param {string} name */
export function checkSignal(value, name) {
  if (value !== undefined && !(typeof value === 'object' && value !== null && typeof (/** @type {any} */ (value).aborted) === 'boolean')) throw wrong(name, value, 'an AbortSignal');
}

/** Numbers of a grid. @param {unknown} value @param {string} name @param {number} length @returns {Float32Array} */
export function checkFloats(value, name, length) {
  if (!(value instanceof Float32Array) || value.length !== length) throw wrong(name, value, `a Float32Array of ${length}`);
  return value;
}

/** @param {unknown} value @param {string} name @returns {Uint8Array} */
export function checkBytes(value, name) {
  if (!(value instanceof Uint8Array)) throw wrong(name, value, 'a Uint8Array');
  return value;
}

/** RGBA8, as ImageData has it. @param {unknown} value @param {string} name @param {number} height @param {number} width */
export function checkPixels(value, name, height, width) {
  const isBytes = value instanceof Uint8Array || value instanceof Uint8ClampedArray, length = height * width * 4;
  if (!isBytes || value.length !== length) throw wrong(name, value, `a Uint8ClampedArray of ${height} x ${width} x 4 = ${length}`);
}

/** In cells, of a grid; the ends are those of src/nca.h. @param {unknown} value @param {string} name */
export function checkSide(value, name) {
  return checkWhole(value, name, 1, MAX_SIDE_CELLS);
}

const WOUND_KEYS = Object.freeze(['shape', 'x', 'y', 'size', 'angle']);

/** @param {unknown} target @param {{ height: unknown, width: unknown }} size @returns {Float32Array} [height][width][4] */
export function checkTarget(target, { height, width }) {
  return checkFloats(target, 'target', checkSide(height, 'height') * checkSide(width, 'width') * 4);
}

/** @param {unknown} wound @param {readonly string[]} shapes @returns {Required<Wound>} */
export function checkWound(wound, shapes) {
  const { shape, x, y, angle = 0, ...rest } = checkOptions(wound, 'wound', WOUND_KEYS);
  checkWord(shape, 'wound.shape', shapes);
  for (const [name, value] of Object.entries({ x, y, angle })) checkNumber(value, `wound.${name}`);
  const size = checkNumber(shape === 'half' ? rest.size ?? 0 : rest.size, 'wound.size', 0, MAX_FLOAT); // without one the others would cover nothing
  return { shape, x, y, size, angle };
}

/** The ranges of nca_config_valid in src/grow/model.c. */
const SHAPE_WORDS = Object.freeze(/** @type {const} */ (['filters', 'alive', 'edge']));
export const SHAPE_KEYS = Object.freeze([...Object.keys(SHAPE_RANGES), ...Object.keys(DECODER_RANGES), ...SHAPE_WORDS]);
const CONFIG_RANGES = Object.freeze({ sobelScale: [1e-6, 1e6], fireRate: [2 ** -24, 1], aliveThreshold: [0, 1 - 2 ** -53] });

/** Weights that can grow something. @param {unknown} value @param {string} name @param {Shape} shape of the model, which was checked @returns {Float32Array} */
export function checkParams(value, name, shape) {
  const params = checkFloats(value, name, layoutOf(shape).numParams), bad = params.findIndex((param) => !Number.isFinite(param));
  if (bad >= 0) throw wrong(`${name}[${bad}]`, params[bad], 'a finite number');
  return params;
}

/** What a model may be made of; what is not said is as usual. @param {Record<string, any>} shape @param {string} name */
export function checkShape(shape, name) {
  for (const key of SHAPE_WORDS) if (shape[key] !== undefined) checkWord(shape[key], `${name}.${key}`, CONFIG_WORDS[key]);
  const hasDecoder = (shape.decoder ?? 0) !== 0 || (shape.decoderScale ?? 0) !== 0;
  for (const [key, { min, max, step }] of Object.entries({ ...SHAPE_RANGES, ...(hasDecoder && DECODER_RANGES) })) {
    if (shape[key] === undefined && key in SHAPE_RANGES) continue;
    if (checkWhole(shape[key], `${name}.${key}`, min, max) % step) throw wrong(`${name}.${key}`, shape[key], `a multiple of ${step}`);
  }
}

/** @param {unknown} value @param {string} name @param {number} count */
function checkGoalNames(value, name, count) {
  if (!isArray(value) || value.length !== count) throw wrong(name, value, `an array of ${count} names, one for each goal`);
  value.forEach((each, i) => {
    if (typeof each !== 'string' || new TextEncoder().encode(each).length >= TEXT_BYTES || each.includes('\n') || each.includes('\0')) throw wrong(`${name}[${i}]`, each, `a text of less than ${TEXT_BYTES} bytes in one line`);
  });
}

/** How much of each goal: as many finite numbers as there are. @param {unknown} value @param {string} name @param {number} count @returns {Float32Array<ArrayBuffer>} */
export function checkMix(value, name, count) {
  if (!(isArray(value) || value instanceof Float32Array) || /** @type {ArrayLike<unknown>} */ (value).length !== count) throw wrong(name, value, `an array of ${count} numbers, one for each goal`);
  return Float32Array.from(/** @type {ArrayLike<unknown>} */ (value), (weight, i) => checkNumber(weight, `${name}[${i}]`));
}

/** A model, as files and trainers give it; what it may lack is what one need not know to grow it. @param {unknown} value @param {string} [name] @returns {Model} */
export function checkModel(value, name = 'model') {
  const model = checkObject(value, name), config = checkObject(model.config, `${name}.config`);
  checkWord(config.alive, `${name}.config.alive`, CONFIG_WORDS.alive);
  checkShape(config, `${name}.config`);
  for (const [key, [min, max]] of Object.entries(CONFIG_RANGES)) checkNumber(config[key], `${name}.config.${key}`, min, max);
  if (typeof config.premultiplied !== 'boolean') throw wrong(`${name}.config.premultiplied`, config.premultiplied, 'true or false');
  checkParams(model.params, `${name}.params`, /** @type {Shape} */ (config));
  for (const key of ['name', 'target', 'license', 'family']) {
    if (model[key] !== undefined && typeof model[key] !== 'string') throw wrong(`${name}.${key}`, model[key], 'a text');
  }
  for (const key of ['height', 'width', 'padding']) checkWhole(model[key] ?? 0, `${name}.${key}`, 0, MAX_SIDE_CELLS);
  if (model.goalNames !== undefined) checkGoalNames(model.goalNames, `${name}.goalNames`, Number(config.goals ?? 1));
  checkWhole(model.turns ?? 0, `${name}.turns`, 0, MAX_TURNS);
  if (model.match !== undefined) checkWord(model.match, `${name}.match`, CONFIG_WORDS.match);
  checkWhole(model.epochs ?? 0, `${name}.epochs`, 0, Number.MAX_SAFE_INTEGER);
  return /** @type {Model} */ (value);
}

/** Array.isArray throws at a proxy that was revoked. @param {unknown} value @returns {value is unknown[]} */
export function isArray(value) {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}
