/**
 * A rule that has learnt details beside what it knew (`nca train --learn details`): channels that only a decoder looks at, and of which nothing reaches the others. Who draws cells
 * alone does without them.
 *
 * @import { Model } from './types.js'
 * @import { Layout } from './shape.js'
 */
import { SHAPE_RANGES } from './fields.js';
import { layoutOf } from './shape.js';

/** How many the first so many channels take anything from, as many as a shape may have. @param {Float32Array} params @param {Layout} layout @param {number} channels @returns {number} */
function hiddenOf(params, { hidden, w2 }, channels) {
  const { min, step } = SHAPE_RANGES.hidden;
  let last = min - 1;
  for (let i = 0; i < channels * hidden; i++) if (params[w2 + i] !== 0) last = Math.max(last, i % hidden);
  return Math.ceil((last + 1) / step) * step;
}

/** @param {Float32Array} params @param {Layout} layout @param {number} kept channels @param {number} keptHidden */
function seeMore(params, { channels, perceived }, kept, keptHidden) {
  for (let i = 0; i < keptHidden * perceived; i++) if (i % channels >= kept && params[i] !== 0) return true;
  return false;
}

/** Rows of so many columns, of each the first few. @param {Float32Array} matrix @param {number} rows @param {number} columns @param {number} kept */
function narrowed(matrix, rows, columns, kept) {
  const narrow = new Float32Array(rows * kept);
  for (let row = 0; row < rows; row++) narrow.set(matrix.subarray(row * columns, row * columns + kept), row * kept);
  return narrow;
}

/** @param {Model} model @param {Layout} layout @param {number} channels @param {number} hidden @returns {Model} */
function narrowModel(model, layout, channels, hidden) {
  const { params, config: { decoder, decoderScale, ...config } } = model, { goals, w1, b1, w2, b2 } = layout, planes = layout.perceived / layout.channels;
  const parts = [
    narrowed(params.subarray(w1), hidden * planes, layout.channels, channels), narrowed(params.subarray(b1), goals, layout.hidden, hidden),
    narrowed(params.subarray(w2), channels, layout.hidden, hidden), params.subarray(b2, b2 + channels),
  ];
  const shape = { ...config, channels, hidden }, narrow = new Float32Array(layoutOf(shape).numParams);
  let at = 0;
  for (const part of parts) {
    narrow.set(part, at);
    at += part.length;
  }
  return { ...model, params: narrow, config: shape };
}

const known = /** @type {WeakMap<Model, Model>} */ (new WeakMap());

/**
 * What grows the same cells to the bit in the channels that it has, by fewer of them, and draws nothing finer.
 * @param {Model} model @returns {Model} itself, where every channel reaches the others
 */
export function withoutDetails(model) {
  const found = known.get(model);
  if (found) return found;
  const layout = layoutOf(model.config);
  let narrow = model;
  const { min, step } = SHAPE_RANGES.channels;
  for (let channels = min; channels < layout.channels && narrow === model; channels += step) {
    const hidden = hiddenOf(model.params, layout, channels);
    if (!seeMore(model.params, layout, channels, hidden)) narrow = narrowModel(model, layout, channels, hidden);
  }
  known.set(model, narrow);
  return narrow;
}
