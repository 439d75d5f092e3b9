/**
 * Which model it is: its rule and its weights say so. Not its name, which anybody may give it, nor its file's, nor the object it lies in.
 *
 * @import { Model } from '../core/types.js'
 */
import { CONFIG_WORDS, USUAL_CHANNELS, USUAL_HIDDEN } from '../core/fields.js';
import { isOfUsualSize } from '../core/shape.js';

const OFFSETS = Object.freeze([0x811c9dc5, 0x9e3779b9]);
/** Nobody changes a model: another one takes its place. @type {WeakMap<Model, string>} */
const known = new WeakMap();

/** @param {Model} model @returns {string} 16 hexadecimal digits; alike for two models that grow the same flakes */
export function contentIdOf(model) {
  let id = known.get(model);
  if (id === undefined) known.set(model, id = digest(model));
  return id;
}

/** @param {Model} model */
function digest({ config, params }) {
  const { alive, filters = 'sobel', edge = 'zero', channels = USUAL_CHANNELS, hidden = USUAL_HIDDEN, goals = 1, decoder = 0, decoderScale = 0, sobelScale, fireRate, aliveThreshold, premultiplied } = config;
  const numbers = [CONFIG_WORDS.alive.indexOf(alive), Math.fround(sobelScale), fireRate, aliveThreshold + 0, Number(premultiplied)];
  const shape = [CONFIG_WORDS.filters.indexOf(filters), CONFIG_WORDS.edge.indexOf(edge)]; // each left out where it is as it was before there were others
  const sizes = isOfUsualSize(config) ? [] : [channels, hidden, ...(goals > 1 || decoder > 0 ? [goals, decoder, decoderScale] : [])];
  const rule = Float64Array.from(shape.some(Boolean) || sizes.length > 0 ? [...numbers, ...shape, ...sizes] : numbers);
  const words = [new Uint32Array(rule.buffer), new Uint32Array(params.slice().buffer)];
  return OFFSETS.map((offset) => words.reduce((sum, each) => each.reduce(mix, sum), offset))
    .map((sum) => finish(sum).toString(16).padStart(8, '0')).join('');
}

/** One word more, as MurmurHash3 takes it. @param {number} sum @param {number} word */
function mix(sum, word) {
  const scrambled = Math.imul(rotate(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);
  return (Math.imul(rotate(sum ^ scrambled, 13), 5) + 0xe6546b64) | 0;
}

/** @param {number} word @param {number} bits */
const rotate = (word, bits) => (word << bits) | (word >>> (32 - bits));

/** @param {number} sum */
function finish(sum) {
  const once = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b), twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}
