/**
 * Wheel and trackpad on the element, as maps have it. Two fingers that spread on a trackpad magnify, and so does the wheel with Ctrl, which is how most
 * browsers tell of them; the page is never zoomed by either. The wheel alone scrolls the page, unless something is magnified: then it magnifies more or
 * less, until the whole grid is seen again.
 *
 * @import { PointerTarget } from './pointer.js'
 */

/** One notch of a wheel is about 100 pixels. */
const ZOOM_PER_PIXEL = 1.0025;
/** Fingers that spread are told of in few pixels; a notch with Ctrl in as many as without. */
const PINCH_ZOOM_PER_PIXEL = 1.01, MOST_PINCH_PIXELS = 50;
const LINE_PIXELS = 16;

/** @param {PointerTarget} target @param {() => boolean} isTouched whether fingers are on the screen itself @param {AbortSignal} signal */
export function listenToWheel({ frame, isInteractive, isMagnified, pixelAt, cellAt, hover, zoom }, isTouched, signal) {
  /** @param {WheelEvent} event */
  const wheel = (event) => {
    if (!isInteractive() || !(event.ctrlKey || (isMagnified() && event.deltaY !== 0))) return;
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE_PIXELS), at = pixelAt(event);
    if (event.ctrlKey) zoom(PINCH_ZOOM_PER_PIXEL ** -Math.min(Math.max(pixels, -MOST_PINCH_PIXELS), MOST_PINCH_PIXELS), at);
    else zoom(ZOOM_PER_PIXEL ** -pixels, at);
    hover(cellAt(at));
  };

  /** Safari tells of a trackpad by events of its own, and by those of fingers on a screen too. @param {any} event */
  const gesture = (event) => {
    if (!isInteractive()) return;
    event.preventDefault();
    if (event.type === 'gesturechange' && !isTouched()) zoom(event.scale / scale, pixelAt(event));
    scale = event.scale;
  };
  let scale = 1;

  frame.addEventListener('wheel', wheel, { signal, passive: false });
  for (const type of ['gesturestart', 'gesturechange']) frame.addEventListener(type, gesture, { signal, passive: false });
}
