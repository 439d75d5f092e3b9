/**
 * What draws otherwise than cell by cell, fetched when it is wanted: smoothly, or by a model's own decoder, or by one that was taught for a bundled model as it is, and lies in a
 * file of its own, so that nobody fetches it who does not want it.
 *
 * @import { ShowCore } from '../core/show-core.js'
 * @import { Model } from '../core/types.js'
 */
import { bundledEntryOf } from '#models';
import { layoutOf } from '../core/shape.js';

export const loadSmoothLook = async () => (await import('../look/smooth-look.js')).smoothLook;

/** @param {Model} model @param {Promise<ShowCore>} core @returns {Promise<import('../look/look.js').Look | undefined>} undefined: it has no decoder */
export async function loadFineLook(model, core) {
  const fine = layoutOf(model.config).decoderWidth > 0 ? model : await bundledEntryOf(model)?.fine?.(core);
  return fine && (await import('../look/fine-look.js')).fineLook(fine);
}
