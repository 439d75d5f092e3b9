/**
 * A run as an MP4, by the browser's own encoder, out of the look's own bytes. Not by recording a canvas: that takes as long as the film runs,
 * stops in a hidden tab, and leaves a WebM without a length; and some browsers change what a canvas gives back.
 *
 * @import { FilmOptions } from './frames.js'
 * @import { Colour } from '../look/bytes.js'
 * @import { Picture } from '../look/look.js'
 */
import { NcaError } from '../core/error.js';
import { flatten } from '../look/bytes.js';
import { wholeOf } from '../look/cells.js';
import { look as cellsLook } from '../look/look.js';
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
export async function growthVideo({ cellPixels, background = NIGHT, maxFrames = MAX_VIDEO_FRAMES, look = cellsLook, size, area = wholeOf(size), ...film }) {
  const scale = cellPixels ?? Math.max(1, Math.round(SIDE_PIXELS / Math.max(area.height, area.width)));
  const pixels = look.sizeAt(area, scale), codec = await findCodec(even(pixels.width), even(pixels.height));
  if (!codec) throw new NcaError('NO_VIDEO');
  const { BufferTarget, Mp4OutputFormat, Output, VideoSample, VideoSampleSource } = await import('mediabunny');
  throwIfAborted(film.signal);

  const target = new BufferTarget(), output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target });
  const source = new VideoSampleSource({ ...codec, bitrate: BITS_PER_SECOND });
  output.addVideoTrack(source, { frameRate: FRAMES_PER_SECOND });
  try {
    await output.start();
    let numFrames = 0;
    for await (const { cells, index, count } of growthFrames({ ...film, size, maxFrames })) {
      const { rgba, height, width } = evenly(flatten(await look.paint(cells, scale, area), background), background);
      for (let left = index === count - 1 ? LAST_FRAMES : 1; left > 0; left--) {
        const sample = new VideoSample(rgba, {
          format: 'RGBX', codedWidth: width, codedHeight: height, timestamp: numFrames++ / FRAMES_PER_SECOND, duration: 1 / FRAMES_PER_SECOND,
        });
        await source.add(sample).finally(() => sample.close());
        throwIfAborted(film.signal);
      }
    }
    await output.finalize();
  } catch (error) {
    await output.cancel();
    if (film.signal?.aborted) throw error;
    throw new NcaError('VIDEO_FAILED', undefined, { cause: error });
  }
  return { blob: new Blob([/** @type {ArrayBuffer} */ (target.buffer)], { type: 'video/mp4' }), extension: 'mp4' };
}

/** As encoders want it. @param {number} pixels */
function even(pixels) {
  return pixels + (pixels % 2);
}

/** The picture, with one more row or column of the background where it has an odd number. @param {Picture} picture @param {Colour} background @returns {Picture} */
function evenly(picture, background) {
  const height = even(picture.height), width = even(picture.width);
  if (height === picture.height && width === picture.width) return picture;
  const rgba = new Uint8ClampedArray(height * width * 4);
  for (let i = 0; i < rgba.length; i += 4) rgba.set([...background, 255], i);
  for (let y = 0; y < picture.height; y++) rgba.set(picture.rgba.subarray(y * picture.width * 4, (y + 1) * picture.width * 4), y * width * 4);
  return { rgba, height, width };
}
