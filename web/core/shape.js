/**
 * What a model is made of, and where its tensors lie in its parameters: nca_shape and nca_layout_of of src/nca.h.
 *
 * @import { Config, Model } from './types.js'
 * @typedef {Pick<Config, 'channels' | 'hidden' | 'filters' | 'goals' | 'decoder'>} Shape
 * @typedef {object} Layout
 * @property {number} channels C
 * @property {number} hidden D
 * @property {number} perceived P
 * @property {number} goals G
 * @property {number} decoderWidth E, 0 without one
 * @property {number} w1 where W1 [D][P] begins
 * @property {number} b1 [G][D]: a row a goal
 * @property {number} w2 [C][D]
 * @property {number} b2 [C]
 * @property {number} decoder where its tensors begin: [E][C + 4], [E], [E][E], [E], [4][E], [4]
 * @property {number} numParams of all of them
 */
import { FILTER_PLANES, USUAL_CHANNELS, USUAL_HIDDEN } from './fields.js';

/** @param {Shape} shape @returns {Layout} */
export function layoutOf({ channels = USUAL_CHANNELS, hidden = USUAL_HIDDEN, filters = 'sobel', goals = 1, decoder = 0 }) {
  const perceived = FILTER_PLANES[filters] * channels, b1 = hidden * perceived, w2 = b1 + goals * hidden, b2 = w2 + channels * hidden, end = b2 + channels;
  const numOfDecoder = decoder > 0 ? decoder * (channels + 4) + decoder + decoder * decoder + decoder + 4 * decoder + 4 : 0;
  return { channels, hidden, perceived, goals, decoderWidth: decoder, w1: 0, b1, w2, b2, decoder: end, numParams: end + numOfDecoder };
}

/** Whether the numbers of one stand where the other's do. @param {Shape} a @param {Shape} b */
export function isSameLayout(a, b) {
  const of = layoutOf(a), to = layoutOf(b);
  return /** @type {(keyof Layout)[]} */ (Object.keys(of)).every((key) => of[key] === to[key]);
}

/** Whether a model need not say how large it is. @param {Pick<Config, 'channels' | 'hidden' | 'goals' | 'decoder'>} shape */
export function isOfUsualSize({ channels = USUAL_CHANNELS, hidden = USUAL_HIDDEN, goals = 1, decoder = 0 }) {
  return channels === USUAL_CHANNELS && hidden === USUAL_HIDDEN && goals === 1 && decoder === 0;
}

/**
 * The grid that a model was trained on; of one that does not say so, that of Distill's article or of the blog post, as its alive rule is.
 * @param {Pick<Model, 'height' | 'width' | 'config'>} model
 */
export function ownSizeOf({ height, width, config }) {
  const side = config.alive === 'pre+post' ? 72 : 32;
  return { height: height || side, width: width || side };
}

/** Of a model that says nothing of its shape. */
export const USUAL_LAYOUT = Object.freeze(layoutOf({}));
