/**
 * What of a grid is worth seeing. A model grew up with empty margins about its picture, so that nothing leans on the edge of the grid: they are not shown at first, nor kept in
 * pictures.
 *
 * @import { Model } from '../core/types.js'
 */

/** Around the picture, on every side: what grows there is hardly ever seen. */
const ROOM_CELLS = 2;

/** Cells in the middle of a grid that are seen at first: those of the picture, where the grid is no larger than the model's own; else all. @param {{ height: number, width: number }} grid @param {Pick<Model, 'height' | 'width' | 'padding'>} model */
export function homeOf({ height, width }, model) {
  const isOwn = model.padding > 0 && height <= model.height && width <= model.width, side = (/** @type {number} */ cells, /** @type {number} */ own) => (isOwn ? Math.min(cells, own - 2 * model.padding + 2 * ROOM_CELLS) : cells);
  return { height: side(height, model.height), width: side(width, model.width) };
}
