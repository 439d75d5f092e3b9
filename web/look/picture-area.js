/**
 * The part of a grid that pictures show.
 *
 * @import { CellArea } from './cells.js'
 */

/** The middle of a grid, and all about it that is not empty. @param {{ height: number, width: number, rgba: Uint8ClampedArray }} cells @param {{ height: number, width: number }} home @returns {CellArea} */
export function pictureAreaOf({ height, width, rgba }, home) {
  let top = Math.floor((height - home.height) / 2), left = Math.floor((width - home.width) / 2), bottom = top + home.height, right = left + home.width;
  for (let i = 3; i < rgba.length; i += 4) {
    if (rgba[i] === 0) continue;
    const cell = i >> 2, y = Math.floor(cell / width), x = cell % width;
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y + 1)];
    [left, right] = [Math.min(left, x), Math.max(right, x + 1)];
  }
  return { top, left, height: bottom - top, width: right - left };
}
