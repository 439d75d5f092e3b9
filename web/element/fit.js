/** Sizes of canvases: whole device pixels a cell, so that every cell is the same crisp square. */

/**
 * The largest whole number of device pixels a cell may have, so that the grid fits the box.
 * @param {{ width: number, height: number }} boxPixels device pixels
 * @param {{ width: number, height: number }} gridCells
 */
export function cellPixelsFor(boxPixels, gridCells) {
  return Math.max(1, Math.floor(Math.min(boxPixels.width / gridCells.width, boxPixels.height / gridCells.height)));
}

/**
 * Setting a canvas's size clears it, so only when it changes.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width pixels
 * @param {number} height
 */
export function fitCanvas(canvas, width, height) {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
