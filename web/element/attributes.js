/** What the text of an attribute means. Anything that makes no sense reads as the default: a page is never broken by a typo. */
import { MAX_FLAKE } from '../core/family.js';
import { MAX_KINDS } from '../core/fields.js';
import { MAX_WEIGHT } from '../core/quantise.js';
import { TOOLS } from './tools.js';

const VIEWS = /** @type {const} */ (['cells', 'smooth', 'fine']);
const RENDERERS = /** @type {const} */ (['auto', 'webgpu', 'webgl', '2d']);
/** Of what the core grows in time, and of what a graphics card does. */
const MAX_SIDE_CELLS = 1024, MAX_GPU_SIDE_CELLS = 4096;
const DEFAULT_SPEED = 30;
const MAX_SPEED = 1000;
const MIN_SPEED = 0.1;
const MIN_FIRE_RATE = 0.01;
const DEFAULT_BRUSH_CELLS = 2.5;
const MAX_BRUSH_CELLS = 64;

/**
 * "32" or "HxW", in cells.
 * @param {string | null} value @param {{ isForGpu?: boolean }} [options] isForGpu: whether a graphics card shall grow it
 * @returns {{ height: number, width: number } | undefined}
 */
export function parseSize(value, { isForGpu = false } = {}) {
  const match = /^\s*(\d{1,4})(?:\s*x\s*(\d{1,4}))?\s*$/i.exec(value ?? '');
  if (!match) return undefined;
  const height = Number(match[1]), width = Number(match[2] ?? match[1]);
  const fits = [height, width].every((side) => side >= 3 && side <= (isForGpu ? MAX_GPU_SIDE_CELLS : MAX_SIDE_CELLS));
  return fits ? { height, width } : undefined;
}

/** Steps per second; "max" is Infinity: as many as a frame can hold. @param {string | null} value */
export function parseSpeed(value) {
  if (value?.trim() === 'max') return Infinity;
  return numberIn(value, MIN_SPEED, MAX_SPEED) ?? DEFAULT_SPEED;
}

/** Seed of the fire mask: 32 bits, unsigned. @param {string | null} value */
export function parseSeed(value) {
  const seed = numberIn(value, 0, 0xffffffff);
  return seed !== undefined && Number.isInteger(seed) ? seed : 1;
}

/** Radius of the brush in cells. @param {string | null} value */
export function parseBrush(value) {
  return numberIn(value, 0.5, MAX_BRUSH_CELLS) ?? DEFAULT_BRUSH_CELLS;
}

/** Degrees by which every cell perceives turned. @param {string | null} value */
export function parseAngle(value) {
  return numberIn(value, -360, 360) ?? 0;
}

/** Probability that a cell takes its update; undefined leaves it to the model. @param {string | null} value */
export function parseFireRate(value) {
  return numberIn(value, MIN_FIRE_RATE, 1);
}

/** The step to rest at; "never" is Infinity; undefined leaves it to the model. @param {string | null} value */
export function parseRestAt(value) {
  if (value?.trim() === 'never') return Infinity;
  const step = numberIn(value, 1, 0xffffffff);
  return step !== undefined && Number.isInteger(step) ? step : undefined;
}

/** "0.3,0.7": how much of each goal, as shares of their sum, which is above 0; undefined leaves it to the goal. @param {string | null} value @returns {number[] | undefined} */
export function parseMix(value) {
  const weights = (value ?? '').split(',').map((each) => Number(each.trim() || NaN)), sum = weights.reduce((all, each) => all + each, 0), mix = weights.map((each) => each / sum + 0);
  return sum > 0 && mix.length <= MAX_KINDS && mix.every((weight) => Math.abs(weight) <= MAX_WEIGHT) ? mix : undefined;
}

/** The number of a flake of a family; undefined: none is asked for. @param {string | null} value */
export function parseFlake(value) {
  const number = numberIn(value, 0, MAX_FLAKE);
  return number !== undefined && Number.isInteger(number) ? number : undefined;
}

/**
 * One of a few words, the first being the default.
 * @template {string} Word
 * @param {string | null} value
 * @param {readonly Word[]} words
 */
function parseWord(value, words) {
  return words.find((word) => word === value) ?? words[0];
}

/** @param {string | null} value @param {number} min @param {number} max */
function numberIn(value, min, max) {
  if (value === null || value.trim() === '') return undefined;
  const number = Number(value);
  return number >= min && number <= max ? number + 0 : undefined; // never -0
}

/**
 * An attribute and its property.
 * @template T
 * @typedef {object} Attribute
 * @property {string} name
 * @property {(text: string | null) => T} read null: it is not there
 * @property {(value: any) => string | null} write of what is neither null nor undefined, which take it away, as null does
 */

/** @template T @param {string} name @param {(text: string | null) => T} read @param {(value: any) => string | null} [write] @returns {Attribute<T>} */
const attribute = (name, read, write = String) => ({ name, read, write });
const textAttribute = (/** @type {string} */ name) => attribute(name, (text) => text ?? '');
const flag = (/** @type {string} */ name) => attribute(name, (text) => text !== null, (value) => (value ? '' : null));
/** A number that may be without end. @param {string} word for that */
const orEndless = (word) => (/** @type {unknown} */ value) => (value === Infinity ? word : String(value));

/** Every attribute of the element, by the name of its property. All that is said of them elsewhere follows from here. */
export const ATTRIBUTES = Object.freeze({
  model: textAttribute('model'),
  goal: textAttribute('goal'),
  mix: attribute('mix', parseMix),
  flake: attribute('flake', parseFlake),
  size: textAttribute('size'),
  speed: attribute('speed', parseSpeed, orEndless('max')),
  paused: flag('paused'),
  autoplay: attribute('autoplay', (text) => text?.trim().toLowerCase() !== 'false'),
  controls: flag('controls'),
  seed: attribute('seed', parseSeed),
  restAt: attribute('rest-at', parseRestAt, orEndless('never')),
  angle: attribute('angle', parseAngle),
  fireRate: attribute('fire-rate', parseFireRate),
  interactive: flag('interactive'),
  tool: attribute('tool', (text) => parseWord(text, TOOLS)),
  toolGoal: textAttribute('tool-goal'),
  toolFlake: attribute('tool-flake', parseFlake),
  brush: attribute('brush', parseBrush),
  view: attribute('view', (text) => parseWord(text, VIEWS)),
  renderer: attribute('renderer', (text) => parseWord(text, RENDERERS)),
  background: textAttribute('background'),
  poster: textAttribute('poster'),
  label: textAttribute('label'),
});
