/** Pictures as bytes: a word of 32 bits a pixel, which holds red, green, blue and alpha in the order of memory. */

/**
 * @import { Picture } from './look.js'
 *
 * @typedef {readonly [number, number, number]} Colour red, green and blue, 0..255
 */

/** A copy as words. @param {Uint8ClampedArray} rgba */
export function wordsOf(rgba) {
  return new Uint32Array(rgba.slice().buffer);
}

/** The picture before a background, opaque. @param {Picture} picture @param {Colour} background @returns {Picture} */
export function flatten({ rgba, height, width }, background) {
  const flat = new Uint8ClampedArray(rgba.length).fill(255);
  for (let i = 0; i < rgba.length; i += 4) {
    const alpha = rgba[i + 3] / 255;
    for (let c = 0; c < 3; c++) flat[i + c] = Math.round(background[c] + (rgba[i + c] - background[c]) * alpha);
  }
  return { rgba: flat, height, width };
}

/**
 * Each becomes a square of so many.
 * @template {Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer>} Pixels
 * @param {Pixels} pixels
 * @param {number} width of a row of them
 * @param {number} scale
 * @returns {Pixels}
 */
export function enlarge(pixels, width, scale) {
  const rowLength = width * scale;
  const large = /** @type {Pixels} */ (new (/** @type {Uint8ArrayConstructor} */ (pixels.constructor))(pixels.length * scale * scale));
  for (let row = 0; row * width < pixels.length; row++) {
    const top = row * scale * rowLength;
    for (let x = 0; x < width; x++) large.fill(pixels[row * width + x], top + x * scale, top + (x + 1) * scale);
    for (let line = 1; line < scale; line++) large.copyWithin(top + line * rowLength, top, top + rowLength);
  }
  return large;
}
