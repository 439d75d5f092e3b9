/**
 * A run as an animated GIF.
 *
 * One palette serves the whole film, so that no colour flickers. A cell that keeps its colour is left transparent, and the frame
 * before it shows through: that is most of them, and makes the file small.
 *
 * @import { FilmOptions } from './frames.js'
 * @import { Colour } from './gifenc.js'
 */
import { growthFrames, MAX_FRAMES, NIGHT } from './frames.js';
import { GIFEncoder, nearestColorIndex, quantize } from './gifenc.js';
import { slices } from './slices.js';

const SIDE_PIXELS = 432;
const FRAME_MS = 40; // GIF counts hundredths of a second
const LAST_FRAME_MS = 1500;
/** All frames are kept until the palette is known; on a huge grid there are fewer of them. */
const MAX_KEPT_CELLS = 32 << 20;
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
export async function growthGif({ cellPixels, background = NIGHT, maxFrames = MAX_FRAMES, onProgress, ...film }) {
  const { height, width } = film.size, scale = cellPixels ?? Math.max(1, Math.round(SIDE_PIXELS / Math.max(height, width)));
  const most = Math.max(2, Math.min(maxFrames, Math.floor(MAX_KEPT_CELLS / (height * width))));
  /** @type {Uint32Array[]} */
  const pictures = [];
  for await (const { rgba } of growthFrames({ ...film, maxFrames: most, onProgress: (share) => onProgress?.(share / 2) })) {
    pictures.push(flatten(rgba, background));
  }
  const colours = coloursOf(pictures, background);

  const pause = slices(film.signal), encoder = GIFEncoder(), shown = new Uint8Array(height * width).fill(UNCHANGED);
  for (const [i, picture] of pictures.entries()) {
    await pause();
    const changes = differences(Uint8Array.from(picture, colours.indexOf), shown);
    encoder.writeFrame(enlarge(changes, width, scale), width * scale, height * scale, {
      ...(i === 0 && { palette: colours.palette, repeat: 0 }),
      delay: i === pictures.length - 1 ? LAST_FRAME_MS : FRAME_MS,
      transparent: true, transparentIndex: UNCHANGED, dispose: DISPOSE_NOT,
    });
    onProgress?.((1 + (i + 1) / pictures.length) / 2);
  }
  encoder.finish();
  return new Blob([encoder.bytes()], { type: 'image/gif' });
}

/** The picture before the background: 0xBBGGRR a cell. @param {Uint8ClampedArray} rgba @param {readonly number[]} background */
function flatten(rgba, background) {
  const picture = new Uint32Array(rgba.length / 4);
  for (let i = 0; i < picture.length; i++) {
    const alpha = rgba[4 * i + 3] / 255;
    for (let c = 0; c < 3; c++) picture[i] |= Math.round(background[c] + (rgba[4 * i + c] - background[c]) * alpha) << (8 * c);
  }
  return picture;
}

/** @param {number} colour 0xBBGGRR @returns {Colour} */
const channelsOf = (colour) => [colour & 0xff, (colour >> 8) & 0xff, (colour >> 16) & 0xff];

/** @param {Uint32Array[]} pictures @param {readonly [number, number, number]} background */
function coloursOf(pictures, background) {
  const behind = background[0] | (background[1] << 8) | (background[2] << 16), found = quantize(samplesOf(pictures, behind), MAX_COLOURS, { format: 'rgb565' });
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

/** Cells of all pictures, evenly, but none of the background: RGBA. @param {Uint32Array[]} pictures @param {number} behind */
function samplesOf(pictures, behind) {
  let numCells = 0;
  for (const picture of pictures) for (const colour of picture) numCells += Number(colour !== behind);
  const every = Math.ceil(numCells / MAX_SAMPLES), samples = new Uint32Array(Math.max(1, Math.floor(numCells / every))).fill(0xff000000 | behind);
  let at = 0;
  for (const picture of pictures) {
    for (const colour of picture) {
      if (colour !== behind && ++at % every === 0) samples[at / every - 1] = 0xff000000 | colour;
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

/** @param {Uint8Array} cells @param {number} width @param {number} scale pixels a cell */
function enlarge(cells, width, scale) {
  const rowPixels = width * scale, pixels = new Uint8Array(cells.length * scale * scale);
  for (let row = 0; row * width < cells.length; row++) {
    const top = row * scale * rowPixels;
    for (let x = 0; x < width; x++) pixels.fill(cells[row * width + x], top + x * scale, top + (x + 1) * scale);
    for (let line = 1; line < scale; line++) pixels.copyWithin(top + line * rowPixels, top, top + rowPixels);
  }
  return pixels;
}
