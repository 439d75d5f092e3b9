/** The golden files, and the models in them. */

/**
 * @import { Core } from '../../web/core/nca.js'
 * @import { Model } from '../../web/core/types.js'
 * @import { Safetensors } from './safetensors.js'
 */
import { readSafetensors } from './safetensors.js';

const PARAMS = ['w1', 'b1', 'w2', 'b2'];
export const DECODER_PARAMS = Object.freeze(['dec_w0', 'dec_b0', 'dec_w1', 'dec_b1', 'dec_w2', 'dec_b2']);

/** @param {string} name */
export const openGolden = (name) => readSafetensors(new URL(`../golden/${name}.safetensors`, import.meta.url));

/** Names of the parameters' tensors, in their order. @param {Safetensors} golden */
export const paramNames = ({ tensors }) => ('dec_w0' in tensors ? [...PARAMS, ...DECODER_PARAMS] : PARAMS);

/** The parameters, one behind the other. @param {Safetensors} golden */
const paramsOf = (golden) => Float32Array.from(paramNames(golden).flatMap((name) => [...golden.tensors[name].data]));

/** @param {Core} core @param {Safetensors} golden @returns {Model} */
export function goldenModel(core, golden) {
  const { metadata: m } = golden, model = core.newModel(m.alive === 'post' ? 'blog' : 'distill', 0);
  Object.assign(model.config, {
    alive: m.alive, filters: m.filters ?? 'sobel', edge: m.edge ?? 'zero',
    channels: Number(m.channels ?? 16), hidden: Number(m.hidden ?? 128), goals: Number(m.goals ?? 1),
    ...(Number(m.decoder) > 0 && { decoder: Number(m.decoder), decoderScale: Number(m.scale) }), sobelScale: Number(m.sobel_scale), fireRate: Number(m.fire_rate), aliveThreshold: Number(m.alive_threshold),
  });
  model.params = paramsOf(golden);
  return model;
}
