/**
 * @import { TimedEdit } from '../core/script.js'
 * @import { CellArea } from '../look/cells.js'
 */
import { pictureAreaOf } from '../look/picture-area.js';

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
