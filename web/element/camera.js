/**
 * Which part of the grid is seen, and how large: between cells and the device pixels of the frame.
 *
 * Unmagnified, the whole grid stands in the middle and a cell is a whole number of pixels wide, so that every cell is the same crisp square;
 * a grid with more cells than the frame has pixels is shrunk.
 */

/** @import { Placement } from '../look/screen.js' */

export const MAX_ZOOM = 32;

/**
 * The largest whole number of device pixels a cell may have, so that the grid fits the box.
 * @param {{ width: number, height: number }} boxPixels device pixels
 * @param {{ width: number, height: number }} gridCells
 */
export function cellPixelsFor(boxPixels, gridCells) {
  return Math.max(1, Math.floor(Math.min(boxPixels.width / gridCells.width, boxPixels.height / gridCells.height)));
}

export class Camera {
  #box = { width: 0, height: 0 };
  #grid = { width: 1, height: 1 };
  /** What stands in the middle of the frame, as a share of the grid. */
  #centre = { x: 0.5, y: 0.5 };
  #zoom = 1;

  get zoom() { return this.#zoom; }
  get boxPixels() { return this.#box; }
  get gridCells() { return this.#grid; }
  /** What a link keeps. */
  get view() { return { zoom: this.#zoom, ...this.#centre }; }

  /** @param {{ width: number, height: number }} boxPixels */
  setBox(boxPixels) {
    this.#box = boxPixels;
  }

  /** Another grid is seen as a whole, the same size as it was. @param {{ width: number, height: number }} gridCells */
  setGrid({ width, height }) {
    if (width !== this.#grid.width || height !== this.#grid.height) this.setView({ zoom: 1, x: 0.5, y: 0.5 });
    this.#grid = { width, height };
  }

  /** @param {{ zoom: number, x: number, y: number }} view */
  setView({ zoom, x, y }) {
    this.#zoom = Math.min(Math.max(zoom, 1), MAX_ZOOM);
    this.#centre = { x, y };
    this.#clamp();
  }

  /** @returns {Placement} */
  get placement() {
    const { width, height } = this.#box, scale = this.#scale;
    return {
      width, height, scale,
      x: Math.floor(width / 2 - this.#centre.x * this.#grid.width * scale),
      y: Math.floor(height / 2 - this.#centre.y * this.#grid.height * scale),
    };
  }

  /** @param {number} x device pixels from the frame's left @param {number} y from its top @returns {{ x: number, y: number }} in cells */
  cellAt(x, y) {
    const at = this.placement;
    return { x: (x - at.x) / at.scale, y: (y - at.y) / at.scale };
  }

  /** The inverse. @param {number} x in cells @param {number} y */
  pixelAt(x, y) {
    const at = this.placement;
    return { x: at.x + x * at.scale, y: at.y + y * at.scale };
  }

  /** Magnify so that what is under a point stays under it. @param {number} factor @param {number} x device pixels @param {number} y */
  zoomAt(factor, x = this.#box.width / 2, y = this.#box.height / 2) {
    const before = this.cellAt(x, y);
    this.#zoom = Math.min(Math.max(this.#zoom * factor, 1), MAX_ZOOM);
    const scale = this.#scale;
    this.#centre = {
      x: (before.x - (x - this.#box.width / 2) / scale) / this.#grid.width,
      y: (before.y - (y - this.#box.height / 2) / scale) / this.#grid.height,
    };
    this.#clamp();
  }

  /** Move the picture. @param {number} dx device pixels @param {number} dy */
  pan(dx, dy) {
    this.#centre = { x: this.#centre.x - dx / (this.#grid.width * this.#scale), y: this.#centre.y - dy / (this.#grid.height * this.#scale) };
    this.#clamp();
  }

  /** Pan no farther than needed to see a cell. @param {number} x in cells @param {number} y */
  reveal(x, y) {
    const { width, height } = this.#box, at = this.pixelAt(x, y), margin = Math.min(2 * this.#scale, width / 4, height / 4);
    const away = (/** @type {number} */ where, /** @type {number} */ side) => Math.max(margin - where, 0) - Math.max(where - (side - margin), 0);
    if (this.#zoom > 1) this.pan(away(at.x, width), away(at.y, height));
  }

  get #scale() {
    const { width, height } = this.#box, whole = cellPixelsFor(this.#box, this.#grid);
    return this.#zoom * Math.min(whole, width / this.#grid.width, height / this.#grid.height);
  }

  /** No edge of the grid comes farther in than the edge of the frame; what is smaller than the frame stands in its middle. */
  #clamp() {
    const scale = this.#scale;
    const clamp = (/** @type {number} */ centre, /** @type {number} */ box, /** @type {number} */ grid) => {
      const half = box / 2 / (grid * scale);
      return half >= 0.5 || !Number.isFinite(half) ? 0.5 : Math.min(Math.max(centre, half), 1 - half);
    };
    this.#centre = { x: clamp(this.#centre.x, this.#box.width, this.#grid.width), y: clamp(this.#centre.y, this.#box.height, this.#grid.height) };
  }
}
