/**
 * Mouse, pen and finger on the element: where the brush hovers, and where it is used.
 *
 * A finger first scrolls the page, as everywhere. A tap activates the element (it takes the focus), and from then on one
 * finger works the tool; element.css tells the browser so by touch-action.
 */

/**
 * @typedef {object} PointerTarget
 * @property {HTMLElement} frame
 * @property {() => boolean} isInteractive
 * @property {(clientX: number, clientY: number) => { x: number, y: number }} cellAt
 * @property {(x: number, y: number, isDrag: boolean) => void} use the tool, in cells
 * @property {(place: { x: number, y: number } | undefined) => void} hover
 * @property {() => number} spacing cells between two uses along a drag
 */

/** @param {PointerTarget} target @param {AbortSignal} signal */
export function listenToPointer({ frame, isInteractive, cellAt, use, hover, spacing }, signal) {
  /** Where the drag was last. @type {{ id: number, x: number, y: number } | undefined} */
  let drag;
  /** A finger that may yet turn out to scroll. @type {number | undefined} */
  let tapId;

  const isActive = () => /** @type {ShadowRoot} */ (frame.getRootNode()).activeElement === frame;

  /** @param {PointerEvent} event */
  const down = (event) => {
    if (!isInteractive() || !event.isPrimary || event.button !== 0) return;
    if (event.pointerType === 'touch' && !isActive()) {
      tapId = event.pointerId;
      return;
    }
    frame.focus({ preventScroll: true });
    frame.setPointerCapture(event.pointerId);
    const place = cellAt(event.clientX, event.clientY);
    drag = { id: event.pointerId, ...place };
    use(place.x, place.y, false);
    hover(place);
  };

  /** @param {PointerEvent} event */
  const move = (event) => {
    if (!isInteractive() || event.pointerId === tapId) return;
    const place = cellAt(event.clientX, event.clientY);
    if (drag?.id === event.pointerId) {
      const stamps = Math.max(1, Math.ceil(Math.hypot(place.x - drag.x, place.y - drag.y) / spacing()));
      for (let i = 1; i <= stamps; i++) {
        use(drag.x + ((place.x - drag.x) * i) / stamps, drag.y + ((place.y - drag.y) * i) / stamps, true);
      }
      drag = { id: drag.id, ...place };
    }
    if (event.isPrimary) hover(place);
  };

  /** @param {PointerEvent} event */
  const up = (event) => {
    if (event.pointerId === tapId && event.type === 'pointerup') {
      const place = cellAt(event.clientX, event.clientY);
      frame.focus({ preventScroll: true });
      use(place.x, place.y, false);
    }
    if (event.pointerType === 'touch') hover(undefined);
    drag = tapId = undefined;
  };

  frame.addEventListener('pointerdown', down, { signal });
  frame.addEventListener('pointermove', move, { signal });
  frame.addEventListener('pointerup', up, { signal });
  frame.addEventListener('pointercancel', up, { signal });
  frame.addEventListener('pointerleave', (event) => drag?.id !== event.pointerId && hover(undefined), { signal });
}
