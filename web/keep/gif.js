/**
 * A run as an animated GIF.
 *
 * One palette serves the whole film, so that no colour flickers. A pixel that keeps its colour is left transparent, and the frame
 * before it shows through: that is most of them, and makes the file small.
 *
 * @import { FilmOptions } from './frames.js'
 * @import { Colour } from './gifenc.js'
 */
import { enlarge, flatten, wordsOf } from '../look/bytes.js';
import { wholeOf } from '../look/cells.js';
import { look as cellsLook } from '../look/look.js';
import { growthFrames, MAX_FRAMES, NIGHT } from './frames.js';
import { GIFEncoder, nearestColorIndex, quantize } from './gifenc.js';
import { slices } from './slices.js';

const SIDE_PIXELS = 432;
const FRAME_MS = 40; // GIF counts hundredths of a second
const LAST_FRAME_MS = 1500;
/** All frames are kept until the palette is known; of large ones there are fewer. */
const MAX_KEPT_PIXELS = 32 << 20;
/** From which the palette is made. */
const MAX_SAMPLES = 1 << 14;
const MAX_COLOURS = 254; // and the background, and none
const BACKGROUND = 0, UNCHANGED = 255;
const DISPOSE_NOT = 1;

/**
 * @param {FilmOptions & { cellPixels?: number, background?: readonly [number, number, number] }} options cellPixels: side of a cell;
 *   default: so that the picture is about 432 pixels high
 * @returns {Promise<Blob>} image/gif
 */
export async function growthGif({ cellPixels, background = NIGHT, maxFrames = MAX_FRAMES, onProgress, look = cellsLook, size, area = wholeOf(size), ...film }) {
  const scale = cellPixels ?? Math.max(1, Math.round(SIDE_PIXELS / Math.max(area.height, area.width))), grain = look.grainAt(scale);
  // Each picture as small as it can be without a loss; it is enlarged when it is written.
  const { height, width } = look.sizeAt(area, scale / grain), most = Math.max(2, Math.min(maxFrames, Math.floor(MAX_KEPT_PIXELS / (height * width))));
  /** @type {Uint32Array[]} */
  const pictures = [];
  for await (const { cells } of growthFrames({ ...film, size, maxFrames: most, onProgress: (share) => onProgress?.(share / 2) })) {
    pictures.push(wordsOf(flatten(await look.paint(cells, scale / grain, area), background).rgba));
  }
  const colours = coloursOf(pictures, background);

  const pause = slices(film.signal), encoder = GIFEncoder(), shown = new Uint8Array(height * width).fill(UNCHANGED);
  for (const [i, picture] of pictures.entries()) {
    await pause();
    const changes = differences(Uint8Array.from(picture, colours.indexOf), shown);
    encoder.writeFrame(enlarge(changes, width, grain), width * grain, height * grain, {
      ...(i === 0 && { palette: colours.palette, repeat: 0 }),
      delay: i === pictures.length - 1 ? LAST_FRAME_MS : FRAME_MS,
      transparent: true, transparentIndex: UNCHANGED, dispose: DISPOSE_NOT,
    });
    onProgress?.((1 + (i + 1) / pictures.length) / 2);
  }
  encoder.finish();
  return new Blob([encoder.bytes()], { type: 'image/gif' });
}

/** @param {number} colour 0xAABBGGRR @returns {Colour} */
const channelsOf = (colour) => [colour & 0xff, (colour >> 8) & 0xff, (colour >> 16) & 0xff];

/** @param {Uint32Array[]} pictures @param {readonly [number, number, number]} background */
function coloursOf(pictures, background) {
  const behind = wordsOf(Uint8ClampedArray.of(...background, 255))[0], found = quantize(samplesOf(pictures, behind), MAX_COLOURS, { format: 'rgb565' });
  /** @type {Colour[]} */
  const palette = [[...background], ...found];
  /** By colour. @type {Map<number, number>} */
  const known = new Map();
  return {
    /** Filled up, so that the table has an entry for what is unchanged too. */
    palette: Array.from({ length: UNCHANGED + 1 }, (_, i) => palette[i] ?? palette[BACKGROUND]),
    indexOf: (/** @type {number} */ colour) => {
      let index = known.get(colour);
      if (index === undefined) known.set(colour, index = nearestColorIndex(palette, channelsOf(colour)));
      return index;
    },
  };
}

/** Pixels of all pictures, evenly, but none of the background: RGBA. @param {Uint32Array[]} pictures @param {number} behind */
function samplesOf(pictures, behind) {
  let numPixels = 0;
  for (const picture of pictures) for (const colour of picture) numPixels += Number(colour !== behind);
  const every = Math.ceil(numPixels / MAX_SAMPLES), samples = new Uint32Array(Math.max(1, Math.floor(numPixels / every))).fill(behind);
  let at = 0;
  for (const picture of pictures) {
    for (const colour of picture) {
      if (colour !== behind && ++at % every === 0) samples[at / every - 1] = colour;
    }
  }
  return new Uint8Array(samples.buffer);
}

/** What is to be drawn over what is shown, which then shows it. @param {Uint8Array} next @param {Uint8Array} shown */
function differences(next, shown) {
  return next.map((index, i) => {
    if (index === shown[i]) return UNCHANGED;
    shown[i] = index;
    return index;
  });
}
