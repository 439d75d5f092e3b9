/**
 * The sheet on which is drawn: the drawing in coarse cells, its axes, and the brush wherever symmetry repeats it; by mouse, pen, finger and
 * keys.
 *
 * @import { Brush, Drawing, Point } from './drawing.js'
 */
import { Plane } from '../../element/plane.js';
import { make, setText } from '../../page/dom.js';
import { text } from '../../text/text.js';
import { CELL_PIXELS, SIDE_CELLS, SIDE_PIXELS, repetitionsOf } from './drawing.js';

const SVG = 'http://www.w3.org/2000/svg';
const MIDDLE = SIDE_PIXELS / 2;
const FAR_CELLS = 5; // a move with Shift
/** @type {Readonly<Record<string, readonly [number, number]>>} */
const MOVES = Object.freeze({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] });

export class DrawPad {
  frame = make('div', 'draw-pad night');
  #canvas = make('canvas');
  #overlay = document.createElementNS(SVG, 'svg');
  #axes = document.createElementNS(SVG, 'path');
  #rings = document.createElementNS(SVG, 'g');
  #status = make('p', 'unseen');
  #drawing;
  #brush;
  #onChange;
  /** The brush, in pixels of the drawing. @type {Point} */
  #place = { x: MIDDLE, y: MIDDLE };
  /** The pointer that draws; others are left alone. @type {number | undefined} */
  #pointer;
  #drawsByKey = false;

  /**
   * @param {object} options
   * @param {Drawing} options.drawing
   * @param {() => Brush} options.brush
   * @param {() => void} options.onChange
   * @param {(key: string) => boolean} options.onKey other keys than those that draw; whether it was one
   */
  constructor({ drawing, brush, onChange, onKey }) {
    this.#drawing = drawing;
    this.#brush = brush;
    this.#onChange = onChange;
    this.frame.tabIndex = 0;
    this.frame.setAttribute('role', 'application');
    this.frame.setAttribute('aria-label', text.draw.pad);
    this.#canvas.width = this.#canvas.height = SIDE_CELLS;
    this.#overlay.setAttribute('viewBox', `0 0 ${SIDE_PIXELS} ${SIDE_PIXELS}`);
    this.#overlay.setAttribute('aria-hidden', 'true');
    this.#axes.setAttribute('class', 'axes');
    this.#axes.setAttribute('d', axes());
    this.#rings.setAttribute('class', 'rings');
    this.#overlay.append(this.#axes, this.#rings);
    this.#status.setAttribute('role', 'status');
    this.frame.append(this.#canvas, this.#overlay, this.#status);
    this.#listenToPointers();
    this.#listenToKeys(onKey);
    this.show();
  }

  /** Everything as it is now. */
  show() {
    const context = this.#canvas.getContext('2d', { willReadFrequently: true }); // in memory, as the drawing it is made from
    if (context) {
      context.clearRect(0, 0, SIDE_CELLS, SIDE_CELLS);
      context.imageSmoothingQuality = 'high';
      context.drawImage(this.#drawing.canvas, 0, 0, SIDE_CELLS, SIDE_CELLS);
    }
    this.#axes.toggleAttribute('hidden', this.#drawing.symmetry === 'none');
    this.#rings.replaceChildren(...repetitionsOf(this.#drawing.symmetry).map(({ angle, mirrored }) => {
      const ring = document.createElementNS(SVG, 'circle');
      ring.setAttribute('r', String(this.#brush().size / 2));
      ring.setAttribute('transform', `translate(${MIDDLE} ${MIDDLE}) scale(${mirrored ? -1 : 1} 1) rotate(${(angle * 180) / Math.PI}) translate(${-MIDDLE} ${-MIDDLE})`);
      return ring;
    }));
    this.#move(this.#place);
  }

  #listenToPointers() {
    const frame = this.frame, plane = new Plane(frame);
    const placeOf = (/** @type {PointerEvent} */ event) => {
      const { x, y } = plane.shareAt(event);
      return { x: x * SIDE_PIXELS, y: y * SIDE_PIXELS };
    };
    frame.addEventListener('pointerdown', (event) => {
      if (event.button !== 0 || this.#pointer !== undefined || this.#drawsByKey) return;
      this.#pointer = event.pointerId;
      frame.setPointerCapture(event.pointerId);
      this.#move(placeOf(event));
      this.#begin();
    });
    frame.addEventListener('pointermove', (event) => {
      if (this.#pointer !== undefined && this.#pointer !== event.pointerId) return;
      if (this.#pointer === undefined) {
        if (!this.#drawsByKey) this.#move(placeOf(event));
        return;
      }
      // All the places since the last frame: a fast hand draws a curve and not a polygon.
      const events = event.getCoalescedEvents?.() ?? [];
      for (const each of events.length > 0 ? events : [event]) this.#extend(placeOf(each));
    });
    frame.addEventListener('pointerup', (event) => {
      if (event.pointerId !== this.#pointer) return;
      this.#pointer = undefined;
      this.#end();
    });
    frame.addEventListener('pointercancel', (event) => {
      if (event.pointerId !== this.#pointer) return;
      this.#pointer = undefined;
      this.#drawing.cancel();
      this.#changed();
    });
  }

  /** @param {(key: string) => boolean} onKey */
  #listenToKeys(onKey) {
    const isPen = (/** @type {KeyboardEvent} */ { key }) => key === ' ' || key === 'Enter';
    this.frame.addEventListener('keydown', (event) => {
      if (event.altKey || this.#pointer !== undefined) return;
      const move = MOVES[event.key], isCommand = event.ctrlKey || event.metaKey;
      if (move && !isCommand) {
        const step = CELL_PIXELS * (event.shiftKey ? FAR_CELLS : 1), { x, y } = this.#place;
        this.#moveByKey({ x: x + move[0] * step, y: y + move[1] * step });
      } else if (isPen(event) && !isCommand) {
        if (!event.repeat) {
          this.#drawsByKey = true;
          this.#begin();
          setText(this.#status, text.draw.drawn);
        }
      } else {
        const key = event.key.toLowerCase();
        if (isCommand && key !== 'z' && key !== 'y') return;
        if (!onKey(isCommand && event.shiftKey ? 'y' : key)) return;
      }
      event.preventDefault();
    });
    const lift = () => {
      if (!this.#drawsByKey) return;
      this.#drawsByKey = false;
      this.#end();
    };
    this.frame.addEventListener('keyup', (event) => isPen(event) && lift());
    this.frame.addEventListener('blur', lift);
  }

  /** @param {Point} place */
  #moveByKey(place) {
    const inside = (/** @type {number} */ value) => Math.min(Math.max(value, 0), SIDE_PIXELS);
    const to = { x: inside(place.x), y: inside(place.y) };
    if (this.#drawsByKey) this.#extend(to);
    else this.#move(to);
    setText(this.#status, placeOf(Math.round((to.x - MIDDLE) / CELL_PIXELS), Math.round((MIDDLE - to.y) / CELL_PIXELS)));
  }

  #begin() {
    this.#drawing.begin(this.#place, this.#brush());
    this.#changed();
  }

  /** @param {Point} place */
  #extend(place) {
    this.#move(place);
    this.#drawing.extend(place);
    this.#changed();
  }

  #end() {
    this.#drawing.end();
    this.#changed();
  }

  #changed() {
    this.show();
    this.#onChange();
  }

  /** @param {Point} place */
  #move(place) {
    this.#place = place;
    for (const ring of this.#rings.children) {
      ring.setAttribute('cx', String(place.x));
      ring.setAttribute('cy', String(place.y));
    }
  }
}

/** Six lines from the middle, one of them upwards, as arms of ice grow. */
function axes() {
  return [0, 1, 2].map((i) => {
    const angle = (Math.PI / 3) * i, dx = Math.sin(angle) * MIDDLE, dy = Math.cos(angle) * MIDDLE;
    return `M${(MIDDLE - dx).toFixed(1)} ${(MIDDLE - dy).toFixed(1)}L${(MIDDLE + dx).toFixed(1)} ${(MIDDLE + dy).toFixed(1)}`;
  }).join('');
}

/** In a sentence: where the brush is. @param {number} right cells from the middle @param {number} up */
function placeOf(right, up) {
  const say = text.draw.brushAt, [across, along] = [Math.abs(right), Math.abs(up)];
  if (right === 0) return up === 0 ? say.middle() : up > 0 ? say.above(along) : say.below(along);
  if (up === 0) return right > 0 ? say.right(across) : say.left(across);
  if (right > 0) return up > 0 ? say.rightAbove(across, along) : say.rightBelow(across, along);
  return up > 0 ? say.leftAbove(across, along) : say.leftBelow(across, along);
}
