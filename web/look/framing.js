/**
 * What of a grid is worth seeing. A model grew up with empty margins about its picture, so that nothing leans on the edge of the grid: they are not shown at first, nor kept in
 * pictures.
 *
 * @import { CellArea } from './cells.js'
 * @import { TimedEdit } from '../core/script.js'
 * @import { Model } from '../core/types.js'
 */

/** Around the picture, on every side: what grows there is hardly ever seen. */
const ROOM_CELLS = 2;

/** Cells in the middle of a grid that are seen at first: those of the picture, where the grid is no larger than the model's own; else all. @param {{ height: number, width: number }} grid @param {Pick<Model, 'height' | 'width' | 'padding'>} model */
export function homeOf({ height, width }, model) {
  const isOwn = model.padding > 0 && height <= model.height && width <= model.width, side = (/** @type {number} */ cells, /** @type {number} */ own) => (isOwn ? Math.min(cells, own - 2 * model.padding + 2 * ROOM_CELLS) : cells);
  return { height: side(height, model.height), width: side(width, model.width) };
}

/**
 * What a film shows: the same in all its frames, so that nothing jumps, with room for what was sown elsewhere.
 * @param {{ edits: readonly TimedEdit[] }} record @param {{ height: number, width: number, rgba: Uint8ClampedArray }} cells as they are at the end @param {{ height: number, width: number }} home
 * @returns {CellArea}
 */
export function filmAreaOf({ edits }, cells, home) {
  const { height, width } = cells, end = pictureAreaOf(cells, home), reach = { y: home.height / 2, x: home.width / 2 };
  const sown = edits.flatMap(({ edit }) => (edit.type === 'seed' ? [edit] : []));
  const top = Math.floor(Math.max(0, Math.min(end.top, ...sown.map(({ y }) => y - reach.y)))), left = Math.floor(Math.max(0, Math.min(end.left, ...sown.map(({ x }) => x - reach.x))));
  const bottom = Math.ceil(Math.min(height, Math.max(end.top + end.height, ...sown.map(({ y }) => y + reach.y)))), right = Math.ceil(Math.min(width, Math.max(end.left + end.width, ...sown.map(({ x }) => x + reach.x))));
  return { top, left, height: bottom - top, width: right - left };
}

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
