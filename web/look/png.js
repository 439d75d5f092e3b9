/**
 * A picture as a PNG, out of its own bytes and without a canvas: straight alpha stays as it is, to the bit, in every browser.
 *
 *     signature | IHDR: width, height, 8 bits, RGBA | IDAT: rows, each behind the byte of its filter, as a zlib stream | IEND
 *     a chunk: length (4), type (4), data, CRC-32 of type and data (4)
 */

/** @import { Picture } from './look.js' */

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const BIT_DEPTH = 8, TRUECOLOUR_ALPHA = 6;
const PIXEL_BYTES = 4;
/** What a row's bytes are the differences to: the pixel before, or the row above. Cells are squares, so nearly all of them are 0. */
const FILTERS = Object.freeze({ sub: 1, up: 2 });
const CRC_POLYNOMIAL = 0xedb88320, ADLER_MODULUS = 65521;
const MAX_STORED_BYTES = 0xffff;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? CRC_POLYNOMIAL ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

/** @param {Picture} picture @returns {Promise<Blob>} image/png */
export async function pngOf(picture) {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, picture.width);
  header.setUint32(4, picture.height);
  header.setUint8(8, BIT_DEPTH);
  header.setUint8(9, TRUECOLOUR_ALPHA);
  const rows = await zlib(filtered(picture));
  return new Blob([
    new Uint8Array(SIGNATURE), chunk('IHDR', new Uint8Array(header.buffer)), chunk('IDAT', rows), chunk('IEND', new Uint8Array(0)),
  ], { type: 'image/png' });
}

/** @param {Picture} picture */
function filtered({ rgba, height, width }) {
  const rowBytes = width * PIXEL_BYTES, rows = new Uint8Array(height * (1 + rowBytes));
  for (let y = 0; y < height; y++) {
    const from = y * rowBytes, to = y * (1 + rowBytes);
    const filter = y > 0 && isSameRow(rgba, from, rowBytes) ? FILTERS.up : FILTERS.sub;
    rows[to] = filter;
    if (filter === FILTERS.up) continue; // all differences are 0
    for (let i = 0; i < rowBytes; i++) rows[to + 1 + i] = rgba[from + i] - (i < PIXEL_BYTES ? 0 : rgba[from + i - PIXEL_BYTES]);
  }
  return rows;
}

/** Whether a row is as the one above it. @param {Uint8ClampedArray} rgba @param {number} at @param {number} rowBytes */
function isSameRow(rgba, at, rowBytes) {
  for (let i = at; i < at + rowBytes; i++) if (rgba[i] !== rgba[i - rowBytes]) return false;
  return true;
}

/** @param {'IHDR' | 'IDAT' | 'IEND'} type @param {Uint8Array} data */
function chunk(type, data) {
  const bytes = new Uint8Array(12 + data.length), view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

/** @param {Uint8Array} bytes */
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return ~crc;
}

/** @param {Uint8Array<ArrayBuffer>} bytes @returns {Promise<Uint8Array>} */
async function zlib(bytes) {
  if (typeof CompressionStream !== 'function') return stored(bytes); // Firefox before 113
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'))).arrayBuffer());
}

/** A zlib stream that packs nothing: blocks of up to 65,535 bytes, each behind its length and the complement of it. @param {Uint8Array} bytes */
function stored(bytes) {
  const numBlocks = Math.max(1, Math.ceil(bytes.length / MAX_STORED_BYTES)), stream = new Uint8Array(2 + 5 * numBlocks + bytes.length + 4);
  const view = new DataView(stream.buffer);
  view.setUint16(0, 0x7801); // deflate, and a check that it is so
  let at = 2;
  for (let block = 0; block < numBlocks; block++) {
    const data = bytes.subarray(block * MAX_STORED_BYTES, (block + 1) * MAX_STORED_BYTES);
    view.setUint8(at, Number(block === numBlocks - 1));
    view.setUint16(at + 1, data.length, true);
    view.setUint16(at + 3, ~data.length, true);
    stream.set(data, at + 5);
    at += 5 + data.length;
  }
  let a = 1, b = 0;
  for (const byte of bytes) {
    a = (a + byte) % ADLER_MODULUS;
    b = (b + a) % ADLER_MODULUS;
  }
  view.setUint16(at, b);
  view.setUint16(at + 2, a);
  return stream;
}
