/**
 * Mouse, pen and finger on the element: where the brush hovers, where a tool is put on, dragged and lifted, and how the view moves.
 *
 * A finger that goes up or down first scrolls the page, as everywhere. A tap, or a stroke to the side, works the tool and activates the element (it takes
 * the focus), and from then on one finger works the tool whatever its way, and two move and magnify; element.css tells the browser so by touch-action. In the same way the wheel scrolls the page
 * until the element has the focus, and then magnifies. The middle button, or the first one with Shift, moves the view.
 */

/**
 * @typedef {{ x: number, y: number }} Place in cells
 * @typedef {object} PointerTarget
 * @property {HTMLElement} frame
 * @property {() => boolean} isInteractive
 * @property {(clientX: number, clientY: number) => Place} cellAt
 * @property {(place: Place) => void} press
 * @property {(from: Place, to: Place) => void} drag
 * @property {() => void} release
 * @property {() => void} cancel the press that is under way
 * @property {(place: Place | undefined) => void} hover
 * @property {(dx: number, dy: number) => void} pan CSS pixels
 * @property {(factor: number, clientX: number, clientY: number) => void} zoom
 */

/** One notch of a wheel is about 100 pixels. */
const WHEEL_ZOOM_PER_PIXEL = 1.0025;
const LINE_PIXELS = 16;

/** So far a finger goes, more to the side than up or down, before it draws: browsers take as long to know that it scrolls. */
const SLOP_PIXELS = 8;

/** Bits of PointerEvent.buttons. */
const FIRST = 1, MIDDLE = 4;

/**
 * That a button is up again is not always told: another window may take the pointer away. So every event is asked what it says of the buttons.
 * @param {PointerTarget} target
 * @param {AbortSignal} signal
 * @returns {() => void} ends whatever is under way, as if it had not been begun
 */
export function listenToPointer(target, signal) {
  const { frame, isInteractive, cellAt, hover } = target;
  /** The pointer that works the tool, and where it was last. @type {{ id: number, last: Place } | undefined} */
  let working;
  /** A finger that may yet turn out to scroll, and where it came down. @type {{ id: number, at: { x: number, y: number } } | undefined} */
  let tap;
  /** Pointers that move the view: two fingers, or a mouse. @type {Map<number, { x: number, y: number }>} */
  const holding = new Map();
  /** Fingers on the element. @type {Map<number, { x: number, y: number }>} */
  const fingers = new Map();

  const isActive = () => /** @type {ShadowRoot} */ (frame.getRootNode()).activeElement === frame;

  const cancel = () => {
    if (working) target.cancel();
    working = undefined;
  };
  const letGo = () => {
    cancel();
    tap = undefined;
    holding.clear();
    fingers.clear();
  };

  /** @param {PointerEvent} event */
  const down = (event) => {
    if (event.isPrimary) letGo(); // of its kind there is no other one down, whatever was told
    if (!isInteractive()) return;
    const at = { x: event.clientX, y: event.clientY };
    if (event.pointerType === 'touch') {
      if (!isActive()) {
        if (event.isPrimary) tap = { id: event.pointerId, at };
        else tap = undefined; // two fingers are the browser's
        return;
      }
      fingers.set(event.pointerId, at);
      if (fingers.size === 2) {
        cancel();
        hover(undefined);
        for (const [id, each] of fingers) holding.set(id, each);
        return;
      }
      if (fingers.size > 2) return;
    } else if (event.button === 1 || (event.button === 0 && event.shiftKey)) {
      event.preventDefault(); // no scrolling by the middle button
      frame.focus({ preventScroll: true });
      frame.setPointerCapture(event.pointerId);
      holding.set(event.pointerId, at);
      return;
    }
    if (event.isPrimary && event.button === 0) begin(event.pointerId, at);
  };

  /** @param {number} id @param {{ x: number, y: number }} at */
  const begin = (id, at) => {
    frame.focus({ preventScroll: true });
    frame.setPointerCapture(id);
    const place = cellAt(at.x, at.y);
    working = { id, last: place };
    target.press(place);
    hover(place);
  };

  /** A finger moves that might scroll. @param {{ id: number, at: { x: number, y: number } }} from @param {{ x: number, y: number }} to */
  const beginStroke = ({ id, at }, to) => {
    const dx = Math.abs(to.x - at.x), dy = Math.abs(to.y - at.y);
    if (dx < SLOP_PIXELS || dx < dy) return;
    tap = undefined;
    fingers.set(id, to);
    begin(id, at);
  };

  /** @param {PointerEvent} event */
  const move = (event) => {
    if (working?.id === event.pointerId && !(event.buttons & FIRST)) cancel();
    if (!(event.buttons & (FIRST | MIDDLE))) holding.delete(event.pointerId);
    if (!isInteractive()) return;
    const at = { x: event.clientX, y: event.clientY };
    if (event.pointerId === tap?.id) beginStroke(tap, at);
    if (event.pointerId === tap?.id) return;
    if (fingers.has(event.pointerId)) fingers.set(event.pointerId, at);
    if (holding.has(event.pointerId)) {
      moveView(event.pointerId, at);
      return;
    }
    const place = cellAt(at.x, at.y);
    if (working?.id === event.pointerId) {
      const from = working.last;
      working.last = place;
      target.drag(from, place);
    }
    if (event.isPrimary && fingers.size < 2) hover(place);
  };

  /** Each finger alone moves the middle by half its way; what their distance grows by, magnifies. @param {number} id @param {{ x: number, y: number }} at */
  const moveView = (id, at) => {
    const before = /** @type {{ x: number, y: number }} */ (holding.get(id));
    const other = [...holding].find(([each]) => each !== id)?.[1];
    holding.set(id, at);
    const share = other ? 0.5 : 1;
    target.pan((at.x - before.x) * share, (at.y - before.y) * share);
    if (!other) return;
    const distance = (/** @type {{ x: number, y: number }} */ from) => Math.max(Math.hypot(from.x - other.x, from.y - other.y), 1);
    target.zoom(distance(at) / distance(before), (at.x + other.x) / 2, (at.y + other.y) / 2);
  };

  /** A pointer is gone: lifted, taken by the browser, or by another window. @param {PointerEvent} event */
  const up = (event) => {
    const isUp = event.type === 'pointerup', id = event.pointerId;
    if (id === tap?.id && isUp && isInteractive()) {
      frame.focus({ preventScroll: true });
      target.press(cellAt(event.clientX, event.clientY));
      target.release();
    }
    if (working?.id === id && isUp && isInteractive()) {
      working = undefined;
      target.release();
    } else if (working?.id === id) {
      cancel();
    }
    if (event.pointerType === 'touch' && event.type !== 'lostpointercapture') hover(undefined);
    if (id === tap?.id) tap = undefined;
    fingers.delete(id);
    holding.delete(id);
  };

  /** @param {WheelEvent} event */
  const wheel = (event) => {
    if (!isInteractive() || !isActive()) return;
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE_PIXELS);
    target.zoom(WHEEL_ZOOM_PER_PIXEL ** -pixels, event.clientX, event.clientY);
    hover(cellAt(event.clientX, event.clientY));
  };

  frame.addEventListener('pointerdown', down, { signal });
  frame.addEventListener('pointermove', move, { signal });
  for (const type of /** @type {const} */ (['pointerup', 'pointercancel', 'lostpointercapture'])) frame.addEventListener(type, up, { signal });
  frame.addEventListener('pointerleave', (event) => working?.id !== event.pointerId && hover(undefined), { signal });
  frame.addEventListener('wheel', wheel, { signal, passive: false });
  addEventListener('blur', letGo, { signal });
  signal.addEventListener('abort', letGo, { once: true });
  return letGo;
}
