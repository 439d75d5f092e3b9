/**
 * How many flakes fit side by side on one grid on a GPU (atlas.js).
 *
 * @import { Model } from '../core/types.js'
 */
import { MAX_SIDE_CELLS } from '../core/fields.js';
import { layoutOf } from '../core/shape.js';

const FLOAT_BYTES = 4;
/** Cells around a picture that what grows may need on its way to it, on each side; the outermost is always empty. */
const ROOM_CELLS = 4;

/** Cells from one flake to the next. @param {Model} model */
export const pitchOf = ({ height, width, padding }) => Math.max(height, width) - 2 * padding + 2 * ROOM_CELLS;

/** Flakes of a model on a card with such limits. @param {{ maxStorageBufferBindingSize: number, maxBufferSize: number }} limits @param {Model} model */
export function roomFor({ maxStorageBufferBindingSize, maxBufferSize }, model) {
  const pitch = pitchOf(model), most = Math.floor(MAX_SIDE_CELLS / pitch), bytesASquare = pitch ** 2 * layoutOf(model.config).channels * FLOAT_BYTES;
  const squares = Math.floor(Math.min(maxStorageBufferBindingSize, maxBufferSize) / bytesASquare - 1), side = Math.min(most, Math.floor(Math.sqrt(Math.max(squares, 0)))); // the grid has a cell more
  return side < most && side * (side + 1) <= squares ? side * (side + 1) : side * side;
}
