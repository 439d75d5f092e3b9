/**
 * A picture file as the cells shall look. PNG goes to the core, in a worker; other formats are decoded by the browser.
 *
 * @import { TargetOptions } from '../core/types.js'
 */
import { NcaError } from '../core/nca.js';
import { createWholeCore } from '../core/shared.js';
import { text } from '../text.js';
import { pageHost } from './page-host.js';
import { WorkerTeam } from './worker-team.js';

const MAX_FILE_BYTES = 32 << 20;
/** Pictures that the browser decodes are brought to this first: a target has a few dozen cells. */
const MAX_SIDE_PIXELS = 1024;
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47];
/** NCA_ERR_IMAGE_FORMAT: the sentence for a file that is no picture. */
const ERR_IMAGE_FORMAT = -10;

/**
 * @param {Blob} file
 * @param {TargetOptions} options
 * @returns {Promise<Float32Array>} [height][width][4]
 * @throws {NcaError}
 */
export async function readPicture(file, options) {
  if (file.size > MAX_FILE_BYTES) throw new NcaError('FILE_TOO_LARGE', text.training.pictureTooLarge);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const isPng = PNG_SIGNATURE.every((byte, i) => bytes[i] === byte);
  return isPng ? readPng(bytes, options) : readByBrowser(file, options);
}

/** @param {Uint8Array} bytes @param {TargetOptions} options */
async function readPng(bytes, options) {
  const worker = new WorkerTeam(pageHost);
  try {
    const target = await Promise.race([worker.readTarget(bytes, options), worker.death]);
    if (target instanceof Float32Array) return target;
    if (target !== 'died') throw new NcaError(target.code, target.sentence);
    throw new NcaError('PICTURE_FAILED', text.training.pictureFailed);
  } finally {
    worker.close();
  }
}

/** @param {Blob} file @param {TargetOptions} options */
async function readByBrowser(file, options) {
  const core = await createWholeCore();
  let bitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    throw core.errorOf(ERR_IMAGE_FORMAT);
  }
  const scale = Math.min(1, MAX_SIDE_PIXELS / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new NcaError('PICTURE_FAILED', text.training.pictureFailed);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return core.targetFromRgba(data, canvas.height, canvas.width, options);
}
