/**
 * A small picture as a PNG of few colours, half as large as one of all colours: for pictures that come with the page, and are made once.
 *
 *     signature | IHDR: width, height, 8 bits, palette | PLTE: colours | tRNS: their alphas | IDAT: rows of numbers of colours, none filtered | IEND
 */
import zopfli from '@gfx/zopfli';
import { promisify } from 'node:util';

import { SIGNATURE, chunk, headerOf } from '../look/png.js';

/** @import { Picture } from '../look/look.js' */
/** @typedef {readonly number[]} Colour RGBA, premultiplied: what is hardly seen hardly counts */

const PALETTE = 3, NUM_COLOURS = 128, NUM_ROUNDS = 12;
const pack = promisify(zopfli.zlib);

/** @param {Picture} picture @returns {Promise<Blob>} image/png */
export async function palettedPngOf({ rgba, height, width }) {
  const pixels = Array.from({ length: height * width }, (_, i) => premultiplied(rgba.subarray(4 * i, 4 * i + 4)));
  const palette = meansOf(pixels).sort((a, b) => a[3] - b[3]); // the solid ones at the end: they need no alpha
  const rows = new Uint8Array(height * (1 + width)), colours = palette.map(straight);
  for (const [i, pixel] of pixels.entries()) rows[i + 1 + Math.floor(i / width)] = nearest(palette, pixel);
  return numberedPngOf({ height, width }, colours, rows);
}

/** @param {{ height: number, width: number }} size @param {readonly Colour[]} colours RGBA in straight alpha, the solid ones last @param {Uint8Array} rows each behind the byte of its filter @returns {Promise<Blob>} image/png */
export async function numberedPngOf(size, colours, rows) {
  const alphas = colours.map(([, , , alpha]) => alpha).filter((alpha) => alpha < 255);
  return new Blob([
    new Uint8Array(SIGNATURE), chunk('IHDR', headerOf(size, PALETTE)), chunk('PLTE', new Uint8Array(colours.flatMap((colour) => colour.slice(0, 3)))), chunk('tRNS', new Uint8Array(alphas)),
    chunk('IDAT', await packed(rows)), chunk('IEND', new Uint8Array(0)),
  ], { type: 'image/png' });
}

/** By Zopfli, which takes its time: for what is made once. @param {Uint8Array} bytes */
export const packed = async (bytes) => new Uint8Array(await pack(bytes, { numiterations: 50 }));

const premultiplied = (/** @type {Iterable<number>} */ [red, green, blue, alpha]) => [red, green, blue].map((value) => (value * alpha) / 255).concat(alpha);
const straight = (/** @type {Colour} */ [red, green, blue, alpha]) => [red, green, blue].map((value) => (alpha > 0 ? Math.min(255, Math.round((value * 255) / alpha)) : 0)).concat(Math.round(alpha));
const distance = (/** @type {Colour} */ a, /** @type {Colour} */ b) => a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0);

/** @param {readonly Colour[]} palette @param {Colour} pixel */
function nearest(palette, pixel) {
  const distances = palette.map((colour) => distance(colour, pixel));
  return distances.indexOf(Math.min(...distances));
}

/** By k-means, from nothing and then always the pixel that is farthest from all chosen ones: the same colours each time. @param {readonly Colour[]} pixels @returns {Colour[]} */
function meansOf(pixels) {
  /** @type {Colour[]} */
  let means = [[0, 0, 0, 0]];
  while (means.length < NUM_COLOURS) {
    const gaps = pixels.map((pixel) => distance(means[nearest(means, pixel)], pixel)), widest = Math.max(...gaps);
    if (widest === 0) break;
    means.push(pixels[gaps.indexOf(widest)]);
  }
  for (let round = 0; round < NUM_ROUNDS; round++) {
    const members = pixels.map((pixel) => nearest(means, pixel));
    means = means.map((mean, i) => {
      const group = pixels.filter((_, at) => members[at] === i);
      return i === 0 || group.length === 0 ? mean : mean.map((_, k) => group.reduce((sum, pixel) => sum + pixel[k], 0) / group.length);
    });
  }
  return means;
}
