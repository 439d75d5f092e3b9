/**
 * A picture as a PNG, out of its own bytes and without a canvas: straight alpha stays as it is, to the bit, in every browser.
 *
 *     signature | IHDR: width, height, 8 bits, RGBA | IDAT: rows, each behind the byte of its filter, as a zlib stream | IEND
 *     a chunk: length (4), type (4), data, CRC-32 of type and data (4)
 */

/** @import { Picture } from './look.js' */
import { zlib } from '#zlib';
import { filteredRows } from './png-rows.js';

export const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const BIT_DEPTH = 8, TRUECOLOUR_ALPHA = 6;
const CRC_POLYNOMIAL = 0xedb88320;

/** @param {Picture} picture @returns {Promise<Blob>} image/png */
export async function pngOf(picture) {
  const rows = await zlib(filteredRows(picture));
  return new Blob([
    new Uint8Array(SIGNATURE), chunk('IHDR', headerOf(picture, TRUECOLOUR_ALPHA)), chunk('IDAT', rows), chunk('IEND', new Uint8Array(0)),
  ], { type: 'image/png' });
}

/** @param {{ height: number, width: number }} size pixels @param {number} colour type of the format */
export function headerOf({ height, width }, colour) {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, BIT_DEPTH);
  header.setUint8(9, colour);
  return new Uint8Array(header.buffer);
}

/** @param {'IHDR' | 'PLTE' | 'tRNS' | 'IDAT' | 'IEND'} type @param {Uint8Array} data */
export function chunk(type, data) {
  const bytes = new Uint8Array(12 + data.length), view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

/** Bit by bit: what is packed is small. @param {Uint8Array} bytes */
function crc32(bytes) {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? CRC_POLYNOMIAL : 0);
  }
  return ~crc;
}
