/** What was drawn on a texture, read. */
import { NcaError } from '../core/error.js';

const COPY_DST = 8, MAP_READ = 1;
/** As a copy of a texture wants it. */
const ROW_BYTES = 256;

/**
 * @param {GPUDevice} device @param {GPUTexture} texture of four bytes a pixel; it is of no use behind that
 * @returns {Promise<Uint8ClampedArray<ArrayBuffer>>} [height][width][4]
 * @throws {NcaError} GPU_LOST
 */
export async function readTexture(device, texture) {
  const { width, height } = texture, bytesPerRow = Math.ceil((width * 4) / ROW_BYTES) * ROW_BYTES;
  const buffer = device.createBuffer({ label: 'picture', size: bytesPerRow * height, usage: MAP_READ | COPY_DST }), encoder = device.createCommandEncoder();
  encoder.copyTextureToBuffer({ texture }, { buffer, bytesPerRow }, [width, height]);
  device.queue.submit([encoder.finish()]);
  try {
    await buffer.mapAsync(MAP_READ);
    const rows = new Uint8Array(buffer.getMappedRange()), bytes = new Uint8ClampedArray(width * height * 4);
    for (let y = 0; y < height; y++) bytes.set(rows.subarray(y * bytesPerRow, y * bytesPerRow + width * 4), y * width * 4);
    return bytes;
  } catch (error) {
    throw new NcaError('GPU_LOST', 'The GPU was taken away, or had no room.', { cause: error });
  } finally {
    buffer.destroy();
    texture.destroy();
  }
}
