/** What is to be seen as a PNG. Fetched when it is wanted. */
import { cellsOf, wholeOf } from './cells.js';
import { pictureAreaOf } from './picture-area.js';
import { pngOf } from './png.js';

/** @import { CellSource } from './cells.js' */
/** @import { Look } from './look.js' */

const PICTURE_PIXELS = 1152, MAX_PICTURE_PIXELS = 8192;
/** Every pixel of which is computed, and few are as the one before. */
const SMOOTH_PICTURE_PIXELS = 2048, MAX_SMOOTH_PICTURE_PIXELS = 4096;

/** @param {CellSource} source @param {Look} look @param {{ cellPixels?: number, home?: { height: number, width: number } }} options home: cells in the middle that are there in any case; default: all */
export async function keepPicture(source, look, { cellPixels, home }) {
  const cells = await cellsOf(source), area = home ? pictureAreaOf(cells, home) : wholeOf(cells), side = Math.max(area.height, area.width), isSmooth = look.name !== 'cells';
  const mostPixels = isSmooth ? MAX_SMOOTH_PICTURE_PIXELS : MAX_PICTURE_PIXELS, most = Math.min(look.maxScale ?? Infinity, Math.floor(mostPixels / side)), wanted = cellPixels ?? Math.round((isSmooth ? SMOOTH_PICTURE_PIXELS : PICTURE_PIXELS) / side);
  return pngOf(await look.paint(cells, Math.max(1, Math.min(wanted, most)), area));
}
