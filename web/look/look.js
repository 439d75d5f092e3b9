/**
 * A look makes pictures of cells: for the eye on a screen (screen.js), and as bytes for all that is kept, such as PNG, films and thumbnails.
 *
 * @import { Model } from '../core/types.js'
 * @import { CellArea, Cells } from './cells.js'
 * @import { Screen, ScreenChoice, ScreenHost } from './screen.js'
 *
 * @typedef {{ rgba: Uint8ClampedArray<ArrayBuffer>, height: number, width: number }} Picture [height][width][4] in straight alpha; pixels
 *
 * @typedef {object} Look
 * @property {'cells' | 'smooth' | 'fine'} name
 * @property {(grid: { height: number, width: number }, scale: number) => { height: number, width: number }} sizeAt pixels of a picture with
 *   so many pixels a cell
 * @property {(scale: number) => number} grainAt the side of the squares of one colour that such a picture is made of: painted at
 *   scale / grain and enlarged it is the same
 * @property {(cells: Cells, scale: number, area?: CellArea) => Picture | Promise<Picture>} paint a picture of its own bytes, of those cells; default: of all
 * @property {(choice: ScreenChoice, host: ScreenHost) => Screen} openScreen
 * @property {number} [maxScale] pixels a cell of what it paints; default: as many as there is room for
 * @property {Model} [model] whose decoder draws it
 * @property {(other: Look) => boolean} [isAlike] whether a screen of it can draw that one too, once it has its model
 */
import { enlarge, wordsOf } from './bytes.js';
import { cropped } from './cells.js';
import { openScreen } from './screen.js';

/** @param {{ height: number, width: number }} grid @param {number} scale */
export const sizeAt = ({ height, width }, scale) => ({ height: height * scale, width: width * scale });

/** Each cell is a crisp square of its own colour: the look of all models that bring none of their own. */
export const look = Object.freeze({
  name: /** @type {const} */ ('cells'),
  sizeAt,

  /** @type {Look['grainAt']} */
  grainAt: (scale) => scale,

  /** @param {Cells} cells @param {number} scale @param {CellArea} [area] @returns {Picture} */
  paint(cells, scale, area) {
    const { rgba, height, width } = area ? cropped(cells, area) : cells;
    return { rgba: new Uint8ClampedArray(enlarge(wordsOf(rgba), width, scale).buffer), height: height * scale, width: width * scale };
  },

  /** @type {Look['openScreen']} */
  openScreen: (choice, host) => openScreen(choice, host),
});
