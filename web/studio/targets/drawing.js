/**
 * A drawing that can be symmetric like a snowflake: strokes on a fine canvas, of which the cells get a coarse one.
 *
 * @import { Pixels } from './pixels.js'
 */
import { pixelsOf, readableCanvas } from './pixels.js';

/** So finely strokes are drawn; a whole number for each cell. */
export const SIDE_PIXELS = 480;
/** So coarsely they are shown. */
export const SIDE_CELLS = 40;
export const CELL_PIXELS = SIDE_PIXELS / SIDE_CELLS;
/** A line of no length at all is not drawn by every browser. */
const DOT_PIXELS = 0.01;
/** Each step back keeps a picture of 0.9 MB. */
const MAX_UNDO = 30;

/**
 * @typedef {'none' | 'six' | 'twelve'} Symmetry as it is; turned by 60° five times; and mirrored as well
 * @typedef {{ colour: string, size: number, erases: boolean }} Brush size in pixels across
 * @typedef {{ x: number, y: number }} Point in pixels
 */

/** How a stroke is repeated: turned by so many radians about the middle, and mirrored. @param {Symmetry} symmetry */
export function repetitionsOf(symmetry) {
  const turns = symmetry === 'none' ? [0] : [0, 1, 2, 3, 4, 5].map((sixth) => (sixth * Math.PI) / 3);
  return turns.flatMap((angle) => (symmetry === 'twelve' ? [{ angle, mirrored: false }, { angle, mirrored: true }] : [{ angle, mirrored: false }]));
}

export class Drawing {
  /** @type {Symmetry} */
  symmetry = 'twelve';
  #context = readableCanvas(SIDE_PIXELS, SIDE_PIXELS).context;
  /** Pictures before each change, and those that were taken back: as canvases, for a browser may change what it gives back of one. @type {HTMLCanvasElement[]} */
  #past = [];
  /** @type {HTMLCanvasElement[]} */
  #future = [];
  /** @type {Brush | undefined} */
  #brush;
  /** Where the stroke is, and where its smooth part ends. */
  #last = { x: 0, y: 0 };
  #drawnTo = { x: 0, y: 0 };

  get canUndo() { return this.#past.length > 0; }
  get canRedo() { return this.#future.length > 0; }
  get isDrawing() { return this.#brush !== undefined; }

  /** @returns {Pixels} */
  get pixels() {
    return pixelsOf(this.#context);
  }

  /** As it is now. */
  get canvas() {
    return this.#context.canvas;
  }

  /** @param {Point} point @param {Brush} brush */
  begin(point, brush) {
    this.#remember();
    this.#brush = brush;
    this.#last = this.#drawnTo = point;
    this.#stroke((context) => context.lineTo(point.x + DOT_PIXELS, point.y));
  }

  /** @param {Point} point */
  extend(point) {
    // Through the middles between the points, bent towards the points: smooth, however few of them a fast hand leaves.
    const from = this.#drawnTo, bend = this.#last, to = { x: (bend.x + point.x) / 2, y: (bend.y + point.y) / 2 };
    this.#last = point;
    this.#drawnTo = to;
    this.#stroke((context) => context.quadraticCurveTo(bend.x, bend.y, to.x, to.y), from);
  }

  end() {
    this.#stroke((context) => context.lineTo(this.#last.x, this.#last.y));
    this.#brush = undefined;
  }

  /** As if the stroke that is under way had not been begun. */
  cancel() {
    this.#brush = undefined;
    const before = this.#past.pop();
    if (before) this.#show(before);
  }

  clear() {
    this.#remember();
    this.#context.clearRect(0, 0, SIDE_PIXELS, SIDE_PIXELS);
  }

  undo() {
    this.#swap(this.#past, this.#future);
  }

  redo() {
    this.#swap(this.#future, this.#past);
  }

  /** @param {(context: CanvasRenderingContext2D) => void} path @param {Point} [from] */
  #stroke(path, from = this.#drawnTo) {
    const context = this.#context, brush = this.#brush, middle = SIDE_PIXELS / 2;
    if (!brush) return;
    context.save();
    context.globalCompositeOperation = brush.erases ? 'destination-out' : 'source-over';
    context.strokeStyle = brush.colour;
    context.lineWidth = brush.size;
    context.lineCap = context.lineJoin = 'round';
    for (const { angle, mirrored } of repetitionsOf(this.symmetry)) {
      context.setTransform(mirrored ? -1 : 1, 0, 0, 1, middle, middle);
      context.rotate(angle);
      context.translate(-middle, -middle);
      context.beginPath();
      context.moveTo(from.x, from.y);
      path(context);
      context.stroke();
    }
    context.restore();
  }

  #remember() {
    this.#past.push(this.#snapshot());
    if (this.#past.length > MAX_UNDO) this.#past.shift();
    this.#future = [];
  }

  /** @param {HTMLCanvasElement[]} from @param {HTMLCanvasElement[]} to */
  #swap(from, to) {
    const picture = this.isDrawing ? undefined : from.pop();
    if (!picture) return;
    to.push(this.#snapshot());
    this.#show(picture);
  }

  #snapshot() {
    const { canvas, context } = readableCanvas(SIDE_PIXELS, SIDE_PIXELS);
    context.drawImage(this.canvas, 0, 0);
    return canvas;
  }

  /** @param {HTMLCanvasElement} picture */
  #show(picture) {
    this.#context.clearRect(0, 0, SIDE_PIXELS, SIDE_PIXELS);
    this.#context.drawImage(picture, 0, 0);
  }
}
