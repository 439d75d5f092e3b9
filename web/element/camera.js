/**
 * Which part of the grid is seen, and how large: between cells and the device pixels of the frame.
 *
 * Unmagnified, what is there to be seen stands in the middle: the whole grid, or without the margins that a model grew up in. A cell is a whole number of pixels wide, so
 * that every cell is the same crisp square, but where cells are not drawn as such; a grid with more cells than the frame has pixels is shrunk.
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
  /** What is seen unmagnified, in the middle of the grid. */
  #home = { width: 1, height: 1 };
  /** Whether a cell has a whole number of pixels. */
  #isWhole = true;
  /** What stands in the middle of the frame, as a share of the grid. */
  #centre = { x: 0.5, y: 0.5 };
  #zoom = 1;

  get zoom() { return this.#zoom; }
  get boxPixels() { return this.#box; }
  get gridCells() { return this.#grid; }
  get homeCells() { return this.#home; }
  /** At which the whole grid is seen. */
  get minZoom() { return this.#box.width > 0 ? Math.min(1, this.#pixelsOf(this.#grid) / this.#unmagnified) : 1; }
  /** What a link keeps. */
  get view() { return { zoom: this.#zoom, ...this.#centre }; }

  /** @param {{ width: number, height: number }} boxPixels */
  setBox(boxPixels) {
    this.#box = boxPixels;
  }

  /** Another grid is seen as it is at first. @param {{ width: number, height: number }} gridCells @param {{ width: number, height: number }} [homeCells] */
  setGrid({ width, height }, homeCells = { width, height }) {
    const isOther = width !== this.#grid.width || height !== this.#grid.height;
    this.#grid = { width, height };
    this.#home = { width: Math.min(width, homeCells.width), height: Math.min(height, homeCells.height) };
    if (isOther) this.setView({ zoom: 1, x: 0.5, y: 0.5 });
  }

  /** @param {boolean} isWhole */
  setWhole(isWhole) {
    this.#isWhole = isWhole;
  }

  /** @param {{ zoom: number, x: number, y: number }} view */
  setView({ zoom, x, y }) {
    this.#zoomTo(zoom);
    this.#centre = { x, y };
    this.#clamp();
  }

  /** @param {number} zoom */
  #zoomTo(zoom) {
    this.#zoom = Math.min(Math.max(zoom, this.minZoom), MAX_ZOOM);
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
    const zoom = this.#zoom * factor;
    this.#zoomTo(this.#zoom > 1 ? Math.max(zoom, 1) : zoom); // the margins come only to who wants to see still more
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
    this.pan(away(at.x, width), away(at.y, height));
  }

  get #scale() {
    return this.#zoom * this.#unmagnified;
  }

  get #unmagnified() {
    return this.#pixelsOf(this.#home);
  }

  /** How large a cell is where so many fill the frame. @param {{ width: number, height: number }} cells */
  #pixelsOf(cells) {
    const exact = Math.min(this.#box.width / cells.width, this.#box.height / cells.height);
    return this.#isWhole ? Math.min(cellPixelsFor(this.#box, cells), exact) : exact;
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
