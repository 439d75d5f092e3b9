/** A reader and a writer of safetensors for the tests: plain, and independent of those in C. */
import { readFile } from 'node:fs/promises';

/** @typedef {{ shape: number[], data: Float32Array }} Tensor */
/** @typedef {{ metadata: Record<string, string>, tensors: Record<string, Tensor> }} Safetensors */

/** @param {Uint8Array} bytes @returns {Safetensors} */
export function parseSafetensors(bytes) {
  const headerBytes = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const { __metadata__: metadata, ...entries } = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerBytes)));
  const tensors = Object.fromEntries(Object.entries(entries).map(([name, { shape, dtype, data_offsets: [begin, end] }]) => {
    if (dtype !== 'F32') throw new Error(`${name} is ${dtype}`);
    return [name, { shape, data: new Float32Array(bytes.slice(8 + headerBytes + begin, 8 + headerBytes + end).buffer) }];
  }));
  return { metadata, tensors };
}

/** @param {URL} url */
export async function readSafetensors(url) {
  return parseSafetensors(new Uint8Array(await readFile(url)));
}

/** @param {Record<string, Tensor>} tensors @param {Record<string, string>} [metadata] @returns {Uint8Array} */
export function writeSafetensors(tensors, metadata) {
  let end = 0;
  const entries = Object.entries(tensors).map(([name, { shape, data }]) => [name, { dtype: 'F32', shape, data_offsets: [end, end += data.byteLength] }]);
  const header = new TextEncoder().encode(JSON.stringify({ ...(metadata && { __metadata__: metadata }), ...Object.fromEntries(entries) }));
  const prefix = new Uint8Array(new BigUint64Array([BigInt(header.length)]).buffer);
  return new Uint8Array(Buffer.concat([prefix, header, ...Object.values(tensors).map(({ data }) => new Uint8Array(data.buffer))]));
}
