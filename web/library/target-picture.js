/** The pictures that the bundled models were taught. */
import { fetchAllowed } from '../core/refusal.js';
import { createWholeCore } from '../core/shared.js';
import { contextOf } from '../look/canvas.js';
import { canvasTellsTruth } from '../look/readable.js';

/** @import { Picture } from '../look/look.js' */

/** Where the header of a PNG has its width, and its height. */
const PNG_SIZE_AT = 16;

/** @param {string} url of a PNG @returns {() => Promise<Picture>} which fetches it once */
export function pictureAt(url) {
  /** @type {Promise<Picture> | undefined} */
  let picture;
  return () => (picture ??= fetchPicture(url).catch((error) => {
    picture = undefined; // the next one tries again
    throw error;
  }));
}

/** By the browser's decoder, since the core that shows has none; where the browser tells no truth, by the core that has one. @param {string} url */
async function fetchPicture(url) {
  const response = await fetchAllowed(url);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  const file = await response.blob();
  return canvasTellsTruth() ? decodeByBrowser(file) : decodeByCore(new Uint8Array(await file.arrayBuffer()));
}

/** @param {Blob} file @returns {Promise<Picture>} */
async function decodeByBrowser(file) {
  const bitmap = await createImageBitmap(file), { width, height } = bitmap, canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const context = contextOf(canvas, { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return { rgba: /** @type {Uint8ClampedArray<ArrayBuffer>} */ (context.getImageData(0, 0, width, height).data), width, height };
}

/** @param {Uint8Array} bytes @returns {Promise<Picture>} */
async function decodeByCore(bytes) {
  const header = new DataView(bytes.buffer), size = { width: header.getUint32(PNG_SIZE_AT), height: header.getUint32(PNG_SIZE_AT + 4) };
  const target = (await createWholeCore()).readTarget(bytes, size); // at its own size it keeps its pixels
  return { rgba: Uint8ClampedArray.from(target, (value) => 255 * value), ...size };
}
