/** The same for browsers that cannot pack, which are Firefox before 113: the embed module needs a newer one anyway. */
import { zlib as pack } from './zlib.js';

const ADLER_MODULUS = 65521;
const MAX_BLOCK_BYTES = 0xffff;

/** @param {Uint8Array<ArrayBuffer>} bytes @returns {Promise<Uint8Array>} */
export async function zlib(bytes) {
  return typeof CompressionStream === 'function' ? pack(bytes) : stored(bytes);
}

/** A zlib stream that packs nothing: blocks of up to 65,535 bytes, each behind its length and the complement of it. @param {Uint8Array} bytes */
function stored(bytes) {
  const numBlocks = Math.max(1, Math.ceil(bytes.length / MAX_BLOCK_BYTES)), stream = new Uint8Array(2 + 5 * numBlocks + bytes.length + 4);
  const view = new DataView(stream.buffer);
  view.setUint16(0, 0x7801); // deflate, and a check that it is so
  let at = 2;
  for (let block = 0; block < numBlocks; block++) {
    const data = bytes.subarray(block * MAX_BLOCK_BYTES, (block + 1) * MAX_BLOCK_BYTES);
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
