/**
 * Writes PNGs of 8-bit RGBA anew, every pixel as it was, in fewer bytes: by a palette where 256 colours are enough, rows unfiltered (they are drawn, not
 * photographed), and by Zopfli. The page fetches them. Usage: node assets/targets/pack.mjs FILE...
 *
 * Source of the format: W3C, Portable Network Graphics (PNG) Specification, third edition, 9 (filters) and 11 (chunks).
 */
import { readFile, writeFile } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';

import { numberedPngOf, packed } from '../../web/docs/paletted.mjs';
import { SIGNATURE, chunk, headerOf } from '../../web/look/png.js';

const CHANNELS = 4, TRUECOLOUR_ALPHA = 6, MAX_COLOURS = 256;

for (const path of process.argv.slice(2)) {
  const bytes = await readFile(path), { rgba, height, width } = decode(bytes, path);
  const smaller = Buffer.from(await (await encode(rgba, { height, width })).arrayBuffer());
  if (smaller.length < bytes.length) await writeFile(path, smaller);
}

/** @param {Buffer} bytes @param {string} path for the message @returns {{ rgba: Buffer, height: number, width: number }} */
function decode(bytes, path) {
  const width = bytes.readUInt32BE(16), height = bytes.readUInt32BE(20), stride = width * CHANNELS, rgba = Buffer.alloc(height * stride), data = [];
  if (bytes[24] !== 8 || bytes[25] !== TRUECOLOUR_ALPHA || bytes[28] !== 0) throw new Error(`${path} is no PNG of 8-bit RGBA in one pass.`);
  for (let at = SIGNATURE.length; at < bytes.length;) {
    const size = bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(bytes.subarray(at + 8, at + 8 + size));
    at += 12 + size;
  }
  const rows = inflateSync(Buffer.concat(data));
  for (let i = 0; i < rgba.length; i++) {
    const y = Math.floor(i / stride), x = i % stride, isInside = x >= CHANNELS && y > 0;
    const [left, above, corner] = [x >= CHANNELS ? rgba[i - CHANNELS] : 0, y > 0 ? rgba[i - stride] : 0, isInside ? rgba[i - stride - CHANNELS] : 0];
    const predicted = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][rows[y * (stride + 1)]];
    rgba[i] = rows[y * (stride + 1) + 1 + x] + predicted;
  }
  return { rgba, height, width };
}

/** @param {number} left @param {number} above @param {number} corner */
function paeth(left, above, corner) {
  const guess = left + above - corner, [toLeft, toAbove, toCorner] = [left, above, corner].map((value) => Math.abs(guess - value));
  return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
}

/** @param {Buffer} rgba @param {{ height: number, width: number }} size @returns {Promise<Blob>} */
async function encode(rgba, size) {
  const pixels = Array.from({ length: size.height * size.width }, (_, i) => rgba.readUInt32BE(i * CHANNELS));
  const palette = [...new Set(pixels)].sort((a, b) => (a & 255) - (b & 255)), isSmall = palette.length <= MAX_COLOURS; // the solid ones last: they need no alpha
  const numberOf = new Map(palette.map((colour, i) => [colour, i]));
  const perPixel = isSmall ? 1 : CHANNELS, rows = Buffer.alloc(size.height * (1 + size.width * perPixel));
  for (const [i, colour] of pixels.entries()) {
    const at = i * perPixel + 1 + Math.floor(i / size.width);
    if (isSmall) rows[at] = /** @type {number} */ (numberOf.get(colour));
    else rows.writeUInt32BE(colour, at);
  }
  if (isSmall) return numberedPngOf(size, palette.map((colour) => [colour >>> 24, (colour >>> 16) & 255, (colour >>> 8) & 255, colour & 255]), rows);
  return new Blob([new Uint8Array(SIGNATURE), chunk('IHDR', headerOf(size, TRUECOLOUR_ALPHA)), chunk('IDAT', await packed(rows)), chunk('IEND', new Uint8Array(0))]);
}
