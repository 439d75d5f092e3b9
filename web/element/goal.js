/**
 * The picture that a model was trained for, on a grid of any size that it fits in the middle of.
 *
 * @import { ShowCore } from '../core/show-core.js'
 * @import { Model } from '../core/types.js'
 */
import { findTargetUrl } from '#models';

/** @type {Map<string, Promise<ImageData>>} */
const fetched = new Map();

/**
 * @param {ShowCore} core
 * @param {Model} model
 * @param {{ height: number, width: number }} size of the grid, in cells
 * @returns {Promise<Float32Array | null>} [height][width][4]; null where the picture is not known or does not fit
 */
export async function loadGoal(core, model, { height, width }) {
  const url = findTargetUrl(model.target), side = model.height - 2 * model.padding;
  const padding = (height - side) / 2; // the seed stands in the middle of both grids only if both sides are even or both odd
  if (!url || height !== width || model.height !== model.width || side < 1 || padding < 0 || !Number.isInteger(padding)) return null;
  try {
    const picture = await fetchOnce(url);
    return core.targetFromRgba(picture.data, picture.height, picture.width, { height, width, padding, premultiplied: model.config.premultiplied });
  } catch {
    return null; // a meter less; the flake grows all the same
  }
}

/** @param {string} url */
function fetchOnce(url) {
  let picture = fetched.get(url);
  if (!picture) {
    picture = fetchPicture(url);
    picture.catch(() => fetched.delete(url));
    fetched.set(url, picture);
  }
  return picture;
}

/** By the browser's decoder, since the core that shows has none. @param {string} url */
async function fetchPicture(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  const bitmap = await createImageBitmap(await response.blob()), canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser gave no 2D canvas.');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
