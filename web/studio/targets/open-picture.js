/**
 * Pixels from a picture file. PNG goes to the core, in a worker, so that a page and a notebook read it alike; other formats are decoded by
 * the browser, which turns photographs upright and never runs what a picture may hold.
 *
 * @import { Pixels } from './pixels.js'
 */
import { NcaError } from '../../core/nca.js';
import { createWholeCore } from '../../core/shared.js';
import { throwIfAborted } from '../../keep/slices.js';
import { pageHost } from '../../training/page-host.js';
import { WorkerTeam } from '../../training/worker-team.js';
import { pixelsOf, readableCanvas } from './pixels.js';

const MAX_FILE_BYTES = 32 << 20;
/** Larger pictures are brought to this first: a target has a few dozen cells. */
const MAX_SIDE_PIXELS = 1024;
/** A drawing by formulas has no size of its own: as large as this its edges are smooth. */
const SVG_SIDE_PIXELS = 512;
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47];
/** Where the header of a PNG has its width and its height. */
const PNG_SIZE_AT = 16;
/** NCA_ERR_IMAGE_FORMAT: the sentence for a file that is no picture. */
const ERR_IMAGE_FORMAT = -10;

/**
 * @param {Blob} file
 * @param {AbortSignal} [signal] nobody wants it any more
 * @returns {Promise<Pixels>}
 * @throws {NcaError}
 */
export async function openPicture(file, signal = new AbortController().signal) {
  if (file.size > MAX_FILE_BYTES) throw new NcaError('PICTURE_TOO_LARGE');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const isPng = PNG_SIGNATURE.every((byte, i) => bytes[i] === byte);
  throwIfAborted(signal);
  return isPng ? readPng(bytes, signal) : readByBrowser(file, signal);
}

/** @param {Uint8Array} bytes @param {AbortSignal} signal @returns {Promise<Pixels>} */
async function readPng(bytes, signal) {
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [wide, high] = bytes.length >= PNG_SIZE_AT + 8 ? [header.getUint32(PNG_SIZE_AT), header.getUint32(PNG_SIZE_AT + 4)] : [1, 1];
  const { width, height } = fitted(wide, high, MAX_SIDE_PIXELS);
  const worker = new WorkerTeam(pageHost);
  try {
    signal.addEventListener('abort', () => worker.close(), { once: true });
    const target = await Promise.race([worker.readTarget(bytes, { width, height }), worker.death, worker.end]);
    throwIfAborted(signal);
    const isWhole = width === wide && height === high;
    if (target instanceof Float32Array) return { rgba: isWhole ? bytesOf(target) : straightened(target), width, height };
    if (target !== 'died' && target) throw new NcaError(target.code, undefined, target);
    throw new NcaError('PICTURE_FAILED');
  } finally {
    worker.close();
  }
}

/** At its own size a picture comes as it is. @param {Float32Array} target */
function bytesOf(target) {
  return Uint8ClampedArray.from(target, (value) => 255 * value);
}

/**
 * The core multiplies colours by alpha before it resizes, and rounds down as it divides again. Resized once more, some products would come
 * out one lower; of all colours with the same product these are the ones that give it back.
 * @param {Float32Array} target
 */
function straightened(target) {
  const rgba = new Uint8ClampedArray(target.length);
  for (let i = 0; i < target.length; i += 4) {
    const alpha = Math.round(255 * target[i + 3]);
    rgba[i + 3] = alpha;
    if (alpha === 0) continue;
    for (let c = i; c < i + 3; c++) {
      const product = Math.ceil((Math.round(255 * target[c]) * alpha) / 255);
      rgba[c] = Math.round((255 * product) / alpha);
    }
  }
  return rgba;
}

/** @param {Blob} file @param {AbortSignal} signal @returns {Promise<Pixels>} */
async function readByBrowser(file, signal) {
  const isDrawing = file.type === 'image/svg+xml', picture = await (isDrawing ? decodeByImage(file) : createImageBitmap(file)).catch(() => undefined);
  throwIfAborted(signal);
  if (!picture) throw (await createWholeCore()).errorOf(ERR_IMAGE_FORMAT);
  // An SVG that tells no size has none in some browsers.
  const size = isDrawing ? fitted(SVG_SIDE_PIXELS * (picture.width || 1), SVG_SIDE_PIXELS * (picture.height || 1), SVG_SIDE_PIXELS) : fitted(picture.width, picture.height, MAX_SIDE_PIXELS);
  const { context } = readableCanvas(size.width, size.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, size.width, size.height);
  if ('close' in picture) picture.close();
  try {
    return pixelsOf(context);
  } catch (error) {
    throw error instanceof NcaError ? error : new NcaError('PICTURE_LOCKED'); // it holds pieces of other pages
  }
}

/** As <img> shows it, which runs no script. @param {Blob} file */
async function decodeByImage(file) {
  const url = URL.createObjectURL(file), image = new Image();
  image.src = url;
  try {
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** So large that the longer side is at most this. @param {number} width @param {number} height @param {number} maxSide */
function fitted(width, height, maxSide) {
  const scale = Math.min(1, maxSide / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
