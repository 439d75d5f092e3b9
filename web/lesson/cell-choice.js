/** A picture on which a cell is chosen: by pointing, by a tap, by the arrow keys. */
import { Plane } from '../element/plane.js';

const FAR_CELLS = 5; // a move with Shift
/** @type {Readonly<Record<string, readonly [number, number]>>} */
const MOVES = Object.freeze({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] });

export class CellChoice {
  #grid = { height: 1, width: 1 };
  #marker;
  #onChoose;
  /** As shares of the grid, so that it stays where it is when the grid changes. */
  #place = { x: 0.5, y: 0.5 };

  /**
   * @param {object} options
   * @param {HTMLElement} options.frame takes the focus; exactly as large as the picture
   * @param {HTMLElement} options.marker
   * @param {() => void} options.onChoose
   * @param {AbortSignal} signal
   */
  constructor({ frame, marker, onChoose }, signal) {
    this.#marker = marker;
    this.#onChoose = onChoose;
    const plane = new Plane(frame);
    const point = (/** @type {MouseEvent} */ event) => {
      const { x, y } = plane.shareAt(event), { height, width } = this.#grid;
      this.choose(x * width, y * height);
    };
    /** @type {PointerEvent | undefined} */
    let before;
    // Not for fingers: theirs may be about to scroll the page. A tap comes as a click. And not for a mouse that rests, of which browsers tell too: keys may have chosen since.
    frame.addEventListener('pointermove', (event) => {
      const isMoved = event.clientX !== before?.clientX || event.clientY !== before?.clientY;
      before = event;
      if (isMoved && event.pointerType !== 'touch') point(event);
    }, { signal });
    frame.addEventListener('click', point, { signal });
    frame.addEventListener('keydown', (event) => {
      const move = MOVES[event.key];
      if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const { x, y } = this.cell, distance = event.shiftKey ? FAR_CELLS : 1;
      this.choose(x + move[0] * distance, y + move[1] * distance);
    }, { signal });
  }

  /** Column and row. */
  get cell() {
    const { height, width } = this.#grid;
    return { x: Math.floor(this.#place.x * width), y: Math.floor(this.#place.y * height) };
  }

  /** The picture has so many cells now. @param {{ height: number, width: number }} grid */
  setGrid({ height, width }) {
    if (height === this.#grid.height && width === this.#grid.width) return;
    this.#grid = { height, width };
    this.#mark();
  }

  /** @param {number} x in cells @param {number} y */
  choose(x, y) {
    const { height, width } = this.#grid;
    const inside = (/** @type {number} */ value, /** @type {number} */ size) => (Math.min(Math.max(Math.floor(value), 0), size - 1) + 0.5) / size;
    this.#place = { x: inside(x, width), y: inside(y, height) };
    this.#mark();
    this.#onChoose();
  }

  #mark() {
    const { height, width } = this.#grid, { x, y } = this.cell, { style } = this.#marker;
    style.left = `${(100 * x) / width}%`;
    style.top = `${(100 * y) / height}%`;
    style.width = `${100 / width}%`;
    style.height = `${100 / height}%`;
  }
}
