/**
 * How many device pixels a box has. It changes with the size of the box, with the zoom of the page, and on another screen: all who draw learn of it
 * here, size and ratio at one time.
 */
import { windowOf } from './window-of.js';

/** @typedef {{ width: number, height: number, ratio: number }} Pixels of the box; ratio: device pixels for each CSS pixel of its own */

/** @param {Element} element @param {(pixels: Pixels) => void} onChange @param {AbortSignal} [signal] ends it */
export function watchPixels(element, onChange, signal) {
  /** @type {ResizeObserverEntry | undefined} */
  let last;
  const shownIn = windowOf(element);
  const measure = () => {
    if (!last) return;
    const ratio = shownIn.devicePixelRatio * (element.currentCSSZoom ?? 1), device = last.devicePixelContentBoxSize?.[0], { width, height } = last.contentRect;
    onChange({ width: wholePixels(width * ratio, device?.inlineSize), height: wholePixels(height * ratio, device?.blockSize), ratio });
  };
  const observer = new shownIn.ResizeObserver((entries) => {
    last = entries[entries.length - 1];
    measure();
  });
  try {
    observer.observe(element, { box: 'device-pixel-content-box' });
  } catch { // Safari has none: a box that keeps its size in CSS pixels then tells of nothing, but the screen does
    observer.observe(element);
  }
  const stop = onOtherRatio(shownIn, measure);
  signal?.addEventListener('abort', () => {
    observer.disconnect();
    stop();
  }, { once: true });
}

/**
 * Exact device pixels where the browser knows them. Emulated screens report CSS pixels in their place, and what was told before the ratio changed
 * is of the old one: both are off by far.
 * @param {number} computed @param {number} [reported]
 */
function wholePixels(computed, reported) {
  return reported !== undefined && Math.abs(reported - computed) <= 1 ? reported : Math.round(computed);
}

/**
 * A query can tell that the ratio is no longer what it was, and no more. Zoom makes the window of another size too, of which all browsers tell.
 * @param {Window} shownIn
 * @param {() => void} act
 * @returns {() => void} ends it
 */
function onOtherRatio(shownIn, act) {
  /** @type {MediaQueryList | undefined} */
  let query;
  let ratio = shownIn.devicePixelRatio;
  const changed = () => {
    if (shownIn.devicePixelRatio === ratio) return;
    watch();
    act();
  };
  const forget = () => query?.removeEventListener?.('change', changed);
  const watch = () => {
    forget();
    ratio = shownIn.devicePixelRatio;
    query = shownIn.matchMedia?.(`(resolution: ${ratio}dppx)`);
    query?.addEventListener?.('change', changed);
  };
  watch();
  shownIn.addEventListener('resize', changed);
  return () => {
    forget();
    shownIn.removeEventListener('resize', changed);
  };
}
