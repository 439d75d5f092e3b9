/**
 * Mouse, pen and finger on the element: where the brush hovers, where a tool is put on, dragged and lifted, and how the view moves.
 *
 * A finger that goes up or down scrolls the page, as everywhere; one that sets out sideways works the tool, and so does a tap. Either activates the
 * element (it takes the focus), and from then on one finger works the tool whichever way it goes, until something else is touched; element.css tells
 * the browser so by touch-action. Two fingers move and magnify. The middle button, or the first one with Shift, moves the view.
 */
import { listenToWheel } from './wheel.js';
import { windowOf } from './window-of.js';

/**
 * @typedef {{ x: number, y: number }} Place in cells
 * @typedef {{ x: number, y: number }} Pixel of the frame, in device pixels
 * @typedef {object} PointerTarget
 * @property {HTMLElement} frame
 * @property {() => boolean} isInteractive
 * @property {() => boolean} isMagnified
 * @property {(point: { clientX: number, clientY: number }) => Pixel} pixelAt
 * @property {(at: Pixel) => Place} cellAt
 * @property {(place: Place) => void} press
 * @property {(from: Place, to: Place) => void} drag
 * @property {() => void} release
 * @property {() => void} cancel the press that is under way
 * @property {(place: Place | undefined) => void} hover
 * @property {(dx: number, dy: number) => void} pan device pixels
 * @property {(factor: number, at: Pixel) => void} zoom
 */

/** Bits of PointerEvent.buttons. */
const FIRST = 1, MIDDLE = 4;
/** A finger that goes no farther is a tap. CSS pixels. */
const TAP_PX = 8;

/**
 * That a button is up again is not always told: another window may take the pointer away. So every event is asked what it says of the buttons.
 * @param {PointerTarget} target
 * @param {AbortSignal} signal
 * @returns {() => void} ends whatever is under way, as if it had not been begun
 */
export function listenToPointer(target, signal) {
  const { frame, isInteractive, pixelAt, cellAt, hover } = target;
  /** The pointer that works the tool, and where it was last. @type {{ id: number, last: Place } | undefined} */
  let working;
  /** A finger that may yet turn out to scroll, and where it was put down. @type {{ id: number, clientX: number, clientY: number, at: Pixel } | undefined} */
  let waiting;
  /** Pointers that move the view: two fingers, or a mouse. @type {Map<number, Pixel>} */
  const holding = new Map();
  /** Fingers on the element. @type {Map<number, Pixel>} */
  const fingers = new Map();

  const isActive = () => /** @type {ShadowRoot} */ (frame.getRootNode()).activeElement === frame;

  const cancel = () => {
    if (working) target.cancel();
    working = undefined;
  };
  const letGo = () => {
    cancel();
    waiting = undefined;
    holding.clear();
    fingers.clear();
  };

  /** From now on this pointer is ours, wherever it goes. @param {PointerEvent} event */
  const take = ({ pointerId, pointerType }) => {
    frame.focus({ preventScroll: true });
    if (pointerType !== 'touch') frame.setPointerCapture(pointerId); // a finger belongs to what it was put on by itself
  };

  /** @param {PointerEvent} event @param {Pixel} at */
  const begin = (event, at) => {
    take(event);
    const place = cellAt(at);
    working = { id: event.pointerId, last: place };
    target.press(place);
    hover(place);
  };

  /** @param {PointerEvent} event */
  const down = (event) => {
    if (event.isPrimary) letGo(); // of its kind there is no other one down, whatever was told
    if (!isInteractive()) return;
    const at = pixelAt(event), { pointerId: id, clientX, clientY } = event;
    if (event.pointerType === 'touch') {
      fingers.set(id, at);
      if (fingers.size === 2) {
        cancel();
        waiting = undefined;
        hover(undefined);
        take(event);
        for (const [each, where] of fingers) holding.set(each, where);
      } else if (fingers.size === 1 && !isActive()) {
        waiting = { id, clientX, clientY, at };
      }
      if (fingers.size > 1 || waiting) return;
    } else if (event.button === 1 || (event.button === 0 && event.shiftKey)) {
      event.preventDefault(); // no scrolling by the middle button
      take(event);
      holding.set(id, at);
      return;
    }
    if (event.isPrimary && event.button === 0) begin(event, at);
  };

  /** Whether the one that was put down sets out sideways; where it does not it is for the page. @param {PointerEvent} event @param {NonNullable<typeof waiting>} from */
  const setOut = (event, { clientX, clientY, at }) => {
    const across = Math.abs(event.clientX - clientX), along = Math.abs(event.clientY - clientY);
    if (Math.max(across, along) < TAP_PX) return;
    waiting = undefined;
    if (across > along) begin(event, at);
  };

  /** @param {PointerEvent} event */
  const move = (event) => {
    const { pointerId: id } = event;
    if (working?.id === id && !(event.buttons & FIRST)) cancel();
    if (!(event.buttons & (FIRST | MIDDLE))) holding.delete(id);
    if (!isInteractive()) return;
    if (waiting?.id === id) setOut(event, waiting);
    const at = pixelAt(event);
    if (fingers.has(id)) fingers.set(id, at);
    if (holding.has(id)) {
      moveView(id, at);
      return;
    }
    const place = cellAt(at);
    if (working?.id === id) {
      const from = working.last;
      working.last = place;
      target.drag(from, place);
    }
    if (event.isPrimary && (working || event.pointerType !== 'touch')) hover(place);
  };

  /** Each finger alone moves the middle by half its way; what their distance grows by, magnifies. @param {number} id @param {Pixel} at */
  const moveView = (id, at) => {
    const before = /** @type {Pixel} */ (holding.get(id));
    const other = [...holding].find(([each]) => each !== id)?.[1];
    holding.set(id, at);
    const share = other ? 0.5 : 1;
    target.pan((at.x - before.x) * share, (at.y - before.y) * share);
    if (!other) return;
    const distance = (/** @type {Pixel} */ from) => Math.max(Math.hypot(from.x - other.x, from.y - other.y), 1);
    target.zoom(distance(at) / distance(before), { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 });
  };

  /** A pointer is gone: lifted, taken by the browser, or by another window. @param {PointerEvent} event */
  const up = (event) => {
    if (event.type === 'lostpointercapture' && event.target !== frame) return; // what a finger came down on had it, until the frame took it
    const isUp = event.type === 'pointerup', id = event.pointerId;
    if (id === waiting?.id && isUp && isInteractive()) {
      frame.focus({ preventScroll: true });
      target.press(cellAt(waiting.at));
      target.release();
    }
    if (working?.id === id && isUp && isInteractive()) {
      working = undefined;
      target.release();
    } else if (working?.id === id) {
      cancel();
    }
    if (event.pointerType === 'touch' && event.type !== 'lostpointercapture') hover(undefined);
    if (id === waiting?.id) waiting = undefined;
    fingers.delete(id);
    holding.delete(id);
  };

  frame.addEventListener('pointerdown', down, { signal });
  frame.addEventListener('pointermove', move, { signal });
  for (const type of /** @type {const} */ (['pointerup', 'pointercancel', 'lostpointercapture'])) frame.addEventListener(type, up, { signal });
  frame.addEventListener('pointerleave', (event) => working?.id !== event.pointerId && hover(undefined), { signal });
  listenToWheel(target, () => fingers.size > 0, signal);
  windowOf(frame).addEventListener('blur', letGo, { signal });
  signal.addEventListener('abort', letGo, { once: true });
  return letGo;
}
