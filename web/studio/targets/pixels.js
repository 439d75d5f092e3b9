/** Work on pixels: RGBA8 in straight alpha. */
import { NcaError } from '../../core/error.js';
import { contextOf } from '../../look/canvas.js';
import { canvasTellsTruth } from '../../look/readable.js';

/** @typedef {{ rgba: Uint8ClampedArray<ArrayBuffer>, width: number, height: number }} Pixels */

/** Fainter than this is taken for nothing: the outermost breath of smoothing, which would only shift what is centred. */
const FAINT_ALPHA = 8;

/**
 * The smallest rectangle around all that is inked.
 * @param {Pixels} pixels
 * @returns {{ left: number, top: number, right: number, bottom: number } | undefined} right and bottom are inside; undefined: nothing is
 */
export function inkBox({ rgba, width, height }) {
  let left = width, top = height, right = -1, bottom = -1;
  for (let y = 0, i = 3; y < height; y++) {
    for (let x = 0; x < width; x++, i += 4) {
      if (rgba[i] <= FAINT_ALPHA) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  return right < 0 ? undefined : { left, top, right, bottom };
}

/** Only the rectangle around what is inked. @param {Pixels} pixels @returns {Pixels | undefined} undefined: nothing is */
export function cropToInk(pixels) {
  const box = inkBox(pixels);
  if (!box) return undefined;
  const width = box.right - box.left + 1, height = box.bottom - box.top + 1, rgba = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    const from = ((box.top + y) * pixels.width + box.left) * 4;
    rgba.set(pixels.rgba.subarray(from, from + width * 4), y * width * 4);
  }
  return { rgba, width, height };
}

/** A canvas that is read more often than it is shown. @param {number} width @param {number} height */
export function readableCanvas(width, height) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return { canvas, context: contextOf(canvas, { willReadFrequently: true }) };
}

/**
 * All of a canvas. The one place where one is read.
 * @param {CanvasRenderingContext2D} context
 * @returns {Pixels}
 * @throws {NcaError} CANVAS_ALTERED where the browser would give back something else
 */
export function pixelsOf(context) {
  if (!canvasTellsTruth({ again: true })) throw new NcaError('CANVAS_ALTERED');
  const { width, height } = context.canvas;
  return { rgba: /** @type {Uint8ClampedArray<ArrayBuffer>} */ (context.getImageData(0, 0, width, height).data), width, height };
}
