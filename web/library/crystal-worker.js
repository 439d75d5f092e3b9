/**
 * Draws crystals beside the page, where nobody waits for it: one takes up to a tenth of a second, on a phone several.
 *
 *     to it    { point, side }       a point of the family, and pixels
 *     from it  rgba | undefined      for each, in their order; undefined: it could not be drawn
 */
import crystalUrl from 'nca-crystal.wasm?url';
import { loadCrystals } from '../core/crystal.js';

/** @type {ReturnType<typeof loadCrystals> | undefined} */
let crystals;

addEventListener('message', async ({ data: { point, side } }) => {
  crystals ??= loadCrystals(crystalUrl);
  const rgba = await crystals.then((draw) => draw(point, side)).catch(() => { crystals = undefined; }); // the next one tries again
  postMessage(rgba, { transfer: rgba ? [rgba.buffer] : [] });
});
