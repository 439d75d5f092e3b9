/**
 * What a model's decoder makes of a grid, by the core that the grid is in.
 *
 * @import { Decoder } from '../core/decoder.js'
 * @import { ShowCore } from '../core/show-core.js'
 * @import { Sim } from '../core/sim.js'
 * @import { Area, Model } from '../core/types.js'
 * @import { Cells } from './cells.js'
 * @import { Picture } from './look.js'
 */

/** The newest of each core, since the next picture is mostly of the same size. @type {WeakMap<ShowCore, { model: Model, decoder: Decoder }>} */
const made = new WeakMap();

/** @param {ShowCore} core @param {Model} model @param {number} scale */
function decoderOf(core, model, scale) {
  const last = made.get(core);
  if (last?.model === model && last.decoder.scale === scale) return last.decoder;
  const decoder = core.createDecoder(model, scale);
  last?.decoder.destroy();
  made.set(core, { model, decoder });
  return decoder;
}

/** @param {Pick<Cells, 'source'>} cells with their grid @param {Model} model @param {number} scale pixels a cell @param {Area} area of the finer picture, in its pixels @returns {Picture} */
export function decodedPicture({ source }, model, scale, area) {
  const sim = /** @type {Sim} */ (source), decoder = decoderOf(/** @type {ShowCore} */ (sim.core), model, scale);
  return { rgba: /** @type {Uint8ClampedArray<ArrayBuffer>} */ (decoder.rgba(sim, area)), height: area.height ?? 0, width: area.width ?? 0 };
}
