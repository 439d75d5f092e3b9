/**
 * Rounds what is done to a grid to the numbers that a link can carry.
 *
 * A run is told again to the bit only if it was made of such numbers: so the page rounds every edit *before* applying it. Coordinates
 * and sizes are whole sixteenths of a cell, angles whole 64ths of a degree, fire rates whole ten-thousandths; and of a mix
 * the weights are whole 16,384ths that sum to 1. Rounding twice changes nothing, and what is read from a link are the very same numbers.
 *
 * @import { Edit } from './script.js'
 * @import { Mix } from './mix.js'
 * @import { Wound } from './types.js'
 */
import { NcaError } from './error.js';

/**
 * Numbers that are whole multiples of a unit.
 * @param {number} unitsPerOne
 * @param {(units: number) => number} fit into the range
 */
function scale(unitsPerOne, fit) {
  return Object.freeze({
    /** @param {number} value */
    unitsOf(value) {
      if (!Number.isFinite(value)) throw new NcaError('BAD_ARGUMENT', 'A number of this edit is not finite.');
      return fit(Math.round(value * unitsPerOne)) + 0; // never -0
    },
    /** @param {number} units */
    valueOf: (units) => units / unitsPerOne,
    /** @param {number} value */
    round(value) { return this.valueOf(this.unitsOf(value)); },
  });
}

/** @param {number} min @param {number} max */
const between = (min, max) => (/** @type {number} */ units) => Math.min(Math.max(units, min), max);

const PLACE_UNITS = 16, TURN_UNITS = 64 * 360, WEIGHT_UNITS = 1 << 14;
/** Of one goal in a mix, to either side. */
export const MAX_WEIGHT = 16;

/** In cells. Places lie within a grid, or not far off it: a half may begin outside. */
export const PLACE = scale(PLACE_UNITS, between(-1024 * PLACE_UNITS, 2048 * PLACE_UNITS));
export const SIZE = scale(PLACE_UNITS, between(0, 2048 * PLACE_UNITS));
/** In radians, up to a whole turn to either side. */
export const ANGLE = scale(TURN_UNITS / (2 * Math.PI), (units) => (Math.abs(units) > TURN_UNITS ? units % TURN_UNITS : units));
export const FIRE_RATE = scale(10_000, between(1, 10_000));
/** Of a goal in a mix. */
export const WEIGHT = scale(WEIGHT_UNITS, between(-MAX_WEIGHT * WEIGHT_UNITS, MAX_WEIGHT * WEIGHT_UNITS));
/** Steps a second. */
export const SPEED = scale(10, between(1, 10_000));
export const ZOOM = scale(256, between(256, 32 * 256));
/** Where the view's middle is, as a share of the grid: at the largest zoom still a sixteenth of a cell. */
export const SHARE = scale(1 << 14, between(0, 1 << 14));

/** @param {Wound} wound @returns {Wound} with those numbers alone that its shape needs */
function roundWound({ shape, x, y, size = 0, angle = 0 }) {
  return {
    shape, x: PLACE.round(x), y: PLACE.round(y),
    ...(shape !== 'half' && { size: SIZE.round(size) }),
    ...(shape !== 'disc' && { angle: ANGLE.round(angle) }),
  };
}

/** What is left over by rounding is the largest one's. @param {Mix} mix which sums to 1, or nearly @returns {Mix} */
export function roundMix(mix) {
  if (mix.flake !== undefined) return mix; // it is rounded
  const units = mix.map((weight) => WEIGHT.unitsOf(weight)), sum = units.reduce((all, each) => all + each, 0);
  units[units.indexOf(Math.max(...units))] += WEIGHT_UNITS - sum;
  while (units[units.length - 1] === 0) units.pop();
  return units.map((each) => WEIGHT.valueOf(each));
}

/** The value itself. @param {number} value @param {number} min @param {number} max */
export function within(value, min, max) {
  if (!(Number.isInteger(value) && value >= min && value <= max)) throw new NcaError('BAD_ARGUMENT', 'A number is outside of what a link can hold.');
  return value;
}

/**
 * @template {Edit | { type: 'model', name: string, mix?: Mix }} Any
 * @param {Any} edit
 * @returns {Any}
 * @throws {NcaError} where a number is none
 */
export function quantise(edit) {
  switch (edit.type) {
    case 'wound': return { ...edit, wound: roundWound(edit.wound) };
    case 'noise': return { ...edit, wound: roundWound(edit.wound), seed: edit.seed >>> 0 };
    case 'graft': return { ...edit, wound: roundWound(edit.wound), mix: roundMix(edit.mix) };
    case 'seed': return { ...edit, x: PLACE.round(Math.floor(edit.x)), y: PLACE.round(Math.floor(edit.y)), ...(edit.mix && { mix: roundMix(edit.mix) }) };
    case 'mix': return { ...edit, mix: roundMix(edit.mix) };
    case 'model': return edit.mix ? { ...edit, mix: roundMix(edit.mix) } : edit;
    case 'angle': return { ...edit, radians: ANGLE.round(edit.radians) };
    case 'fireRate': return edit.rate === undefined ? edit : { ...edit, rate: FIRE_RATE.round(edit.rate) };
    default: return edit;
  }
}
