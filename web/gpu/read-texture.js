/** What was drawn on a texture, read. */
import { readBack } from './read-back.js';

/** As a copy of a texture wants it. */
const ROW_BYTES = 256;

/**
 * @param {GPUDevice} device @param {GPUTexture} texture of four bytes a pixel; it is of no use behind that
 * @returns {Promise<Uint8ClampedArray<ArrayBuffer>>} [height][width][4]
 * @throws {import('../core/error.js').NcaError} GPU_LOST
 */
export async function readTexture(device, texture) {
  const { width, height } = texture, bytesPerRow = Math.ceil((width * 4) / ROW_BYTES) * ROW_BYTES;
  try {
    const rows = new Uint8Array(await readBack(device, bytesPerRow * height, (encoder, buffer) => encoder.copyTextureToBuffer({ texture }, { buffer, bytesPerRow }, [width, height])));
    const bytes = new Uint8ClampedArray(width * height * 4);
    for (let y = 0; y < height; y++) bytes.set(rows.subarray(y * bytesPerRow, y * bytesPerRow + width * 4), y * width * 4);
    return bytes;
  } finally {
    texture.destroy();
  }
}
