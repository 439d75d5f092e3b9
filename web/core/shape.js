/**
 * What a model is made of, and where its tensors lie in its parameters: nca_shape and nca_layout_of of src/nca.h.
 *
 * @import { Config } from './types.js'
 * @typedef {Pick<Config, 'channels' | 'hidden' | 'filters'>} Shape
 * @typedef {object} Layout
 * @property {number} channels C
 * @property {number} hidden D
 * @property {number} perceived P
 * @property {number} w1 where W1 [D][P] begins
 * @property {number} b1 [D]
 * @property {number} w2 [C][D]
 * @property {number} b2 [C]
 * @property {number} numParams of all of them
 */
import { FILTER_PLANES, USUAL_CHANNELS, USUAL_HIDDEN } from './fields.js';

/** @param {Shape} shape @returns {Layout} */
export function layoutOf({ channels = USUAL_CHANNELS, hidden = USUAL_HIDDEN, filters = 'sobel' }) {
  const perceived = FILTER_PLANES[filters] * channels, b1 = hidden * perceived, w2 = b1 + hidden, b2 = w2 + channels * hidden;
  return { channels, hidden, perceived, w1: 0, b1, w2, b2, numParams: b2 + channels };
}

/** Whether a model need not say how large it is. @param {Pick<Config, 'channels' | 'hidden'>} shape */
export function isOfUsualSize({ channels = USUAL_CHANNELS, hidden = USUAL_HIDDEN }) {
  return channels === USUAL_CHANNELS && hidden === USUAL_HIDDEN;
}

/** Of a model that says nothing of its shape. */
export const USUAL_LAYOUT = Object.freeze(layoutOf({}));
