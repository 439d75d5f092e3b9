/**
 * A look makes pictures of cells: for the eye on a screen (screen.js), and as bytes for all that is kept, such as PNG, films and thumbnails.
 *
 * @import { Cells } from './cells.js'
 * @import { Screen, ScreenChoice } from './screen.js'
 *
 * @typedef {{ rgba: Uint8ClampedArray<ArrayBuffer>, height: number, width: number }} Picture [height][width][4] in straight alpha; pixels
 *
 * @typedef {object} Look
 * @property {(grid: { height: number, width: number }, scale: number) => { height: number, width: number }} sizeAt pixels of a picture with
 *   so many pixels a cell
 * @property {(scale: number) => number} grainAt the side of the squares of one colour that such a picture is made of: painted at
 *   scale / grain and enlarged it is the same
 * @property {(cells: Cells, scale: number) => Picture | Promise<Picture>} paint a picture of its own bytes
 * @property {(choice: ScreenChoice, onLost: () => void) => Screen} openScreen onLost: called when the browser takes it away
 */
import { enlarge, wordsOf } from './bytes.js';
import { openScreen } from './screen.js';

/** Each cell is a crisp square of its own colour: the look of all models that bring none of their own. */
export const look = Object.freeze({
  /** @type {Look['sizeAt']} */
  sizeAt: ({ height, width }, scale) => ({ height: height * scale, width: width * scale }),

  /** @type {Look['grainAt']} */
  grainAt: (scale) => scale,

  /** @param {Cells} cells @param {number} scale @returns {Picture} */
  paint({ rgba, height, width }, scale) {
    return { rgba: new Uint8ClampedArray(enlarge(wordsOf(rgba), width, scale).buffer), height: height * scale, width: width * scale };
  },

  openScreen,
});
