/**
 * A run as an MP4, by the browser's own encoder. Not by recording a canvas: that takes as long as the film runs, stops in a hidden tab,
 * and leaves a WebM without a length.
 *
 * @import { FilmOptions } from './frames.js'
 */
import { NcaError } from '../core/error.js';
import { text } from '../text/text.js';
import { growthFrames, NIGHT } from './frames.js';
import { throwIfAborted } from './slices.js';

const SIDE_PIXELS = 720;
const FRAMES_PER_SECOND = 30;
const MAX_VIDEO_FRAMES = 300;
/** The last frame is repeated, as not every player heeds how long a frame shall stay. */
const LAST_FRAMES = 45;
const BITS_PER_SECOND = 5_000_000;

/** H.264 first, which plays everywhere; the levels reach to 2048x1024 pixels. */
const CODECS = Object.freeze(/** @type {const} */ ([
  { codec: 'avc', fullCodecString: 'avc1.640028' },
  { codec: 'avc', fullCodecString: 'avc1.42E028' },
  { codec: 'vp9', fullCodecString: 'vp09.00.40.08' },
  { codec: 'av1', fullCodecString: 'av01.0.08M.08' },
]));

/** Whether this browser can make a video: it needs WebCodecs, which Chrome has from 94, Safari from 16.4, Firefox from 130, and https. */
export async function canRecordVideo() {
  return (await findCodec(SIDE_PIXELS, SIDE_PIXELS)) !== undefined;
}

/** WebKitGTK that lacks parts of GStreamer crashes when asked for an encoder; but then it also says that it cannot record. */
function recordsAny() {
  return typeof MediaRecorder === 'function' && ['video/mp4', 'video/webm'].some((type) => MediaRecorder.isTypeSupported(type));
}

/** @param {number} width pixels @param {number} height */
async function findCodec(width, height) {
  if (typeof VideoEncoder !== 'function' || !recordsAny()) return undefined;
  for (const each of CODECS) {
    const config = { codec: each.fullCodecString, width, height, bitrate: BITS_PER_SECOND, framerate: FRAMES_PER_SECOND };
    if (await VideoEncoder.isConfigSupported(config).then(({ supported }) => supported, () => false)) return each;
  }
  return undefined;
}

/**
 * @param {FilmOptions & { cellPixels?: number, background?: readonly [number, number, number] }} options cellPixels: side of a cell;
 *   default: so that the picture is about 720 pixels high
 * @returns {Promise<{ blob: Blob, extension: string }>}
 * @throws {NcaError} NO_VIDEO, VIDEO_FAILED
 */
export async function growthVideo({ cellPixels, background = NIGHT, maxFrames = MAX_VIDEO_FRAMES, ...film }) {
  const { height, width } = film.size, scale = cellPixels ?? Math.max(1, Math.round(SIDE_PIXELS / Math.max(height, width)));
  const screen = new Screen(height, width, scale, background), codec = await findCodec(screen.canvas.width, screen.canvas.height);
  if (!codec) throw new NcaError('NO_VIDEO', text.keep.noVideo);
  const { BufferTarget, CanvasSource, Mp4OutputFormat, Output } = await import('mediabunny');
  throwIfAborted(film.signal);

  const target = new BufferTarget(), output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target });
  const source = new CanvasSource(screen.canvas, { ...codec, bitrate: BITS_PER_SECOND });
  output.addVideoTrack(source, { frameRate: FRAMES_PER_SECOND });
  try {
    await output.start();
    let numFrames = 0;
    for await (const { rgba, index, count } of growthFrames({ ...film, maxFrames })) {
      screen.show(rgba);
      for (let left = index === count - 1 ? LAST_FRAMES : 1; left > 0; left--) {
        await source.add(numFrames++ / FRAMES_PER_SECOND, 1 / FRAMES_PER_SECOND);
        throwIfAborted(film.signal);
      }
    }
    await output.finalize();
  } catch (error) {
    await output.cancel();
    if (film.signal?.aborted) throw error;
    throw new NcaError('VIDEO_FAILED', text.keep.videoFailed, { cause: error });
  }
  return { blob: new Blob([/** @type {ArrayBuffer} */ (target.buffer)], { type: 'video/mp4' }), extension: 'mp4' };
}

/** A canvas on which every cell is a crisp square before the night. */
class Screen {
  canvas = document.createElement('canvas');
  #context = contextOf(this.canvas);
  #cells = document.createElement('canvas');
  #cellsContext = contextOf(this.#cells);
  #background;

  /** @param {number} height cells @param {number} width @param {number} scale pixels a cell @param {readonly number[]} background */
  constructor(height, width, scale, background) {
    const even = (/** @type {number} */ pixels) => pixels + (pixels % 2); // as encoders want it
    Object.assign(this.canvas, { height: even(height * scale), width: even(width * scale) });
    Object.assign(this.#cells, { height, width });
    this.#context.imageSmoothingEnabled = false;
    this.#background = `rgb(${background.join(' ')})`;
    this.scale = scale;
  }

  /** @param {Uint8ClampedArray<ArrayBuffer>} rgba */
  show(rgba) {
    const { width, height } = this.#cells;
    this.#cellsContext.putImageData(new ImageData(rgba, width, height), 0, 0);
    this.#context.fillStyle = this.#background;
    this.#context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    this.#context.drawImage(this.#cells, 0, 0, width * this.scale, height * this.scale);
  }
}

/** @param {HTMLCanvasElement} canvas */
function contextOf(canvas) {
  const context = canvas.getContext('2d', { willReadFrequently: true }); // the encoder reads every frame
  if (!context) throw new NcaError('VIDEO_FAILED', text.keep.videoFailed);
  return context;
}
