/** A reader of safetensors for the tests: plain, and independent of the one in C. */
import { readFile } from 'node:fs/promises';

/**
 * @param {URL} url
 * @returns {Promise<{ metadata: Record<string, string>, tensors: Record<string, { shape: number[], data: Float32Array }> }>}
 */
export async function readSafetensors(url) {
  const file = await readFile(url), bytes = new Uint8Array(file);
  const headerBytes = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const { __metadata__: metadata, ...entries } = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerBytes)));
  const tensors = Object.fromEntries(Object.entries(entries).map(([name, { shape, dtype, data_offsets: [begin, end] }]) => {
    if (dtype !== 'F32') throw new Error(`${name} is ${dtype}`);
    return [name, { shape, data: new Float32Array(bytes.slice(8 + headerBytes + begin, 8 + headerBytes + end).buffer) }];
  }));
  return { metadata, tensors };
}
