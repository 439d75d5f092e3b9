/** Canvases on which bytes are shown. Nothing is ever read back from one of them: some browsers change what they give back (readable.js). */

/** @import { Picture } from './look.js' */

/** @param {HTMLCanvasElement} canvas @param {CanvasRenderingContext2DSettings} [settings] heeded the first time a canvas is asked */
export function contextOf(canvas, settings) {
  const context = canvas.getContext('2d', settings);
  if (!context) throw new Error('This browser gave no 2D canvas.');
  return context;
}

/**
 * Setting a canvas's size clears it, so only when it changes.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width pixels
 * @param {number} height
 */
export function fitCanvas(canvas, width, height) {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

/** A picture on a canvas that becomes as large as it. @param {CanvasRenderingContext2D} context @param {Picture} picture */
export function putPicture(context, { rgba, width, height }) {
  fitCanvas(context.canvas, width, height);
  context.putImageData(new ImageData(rgba, width, height), 0, 0);
}

/** The same where it is small and seldom: kept in memory, not on the GPU. @param {HTMLCanvasElement} canvas @param {Picture} picture */
export function showPicture(canvas, picture) {
  putPicture(contextOf(canvas, { willReadFrequently: true }), picture);
}
