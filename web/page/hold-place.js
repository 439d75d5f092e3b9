/**
 * Keeps what is read where it is while something above it grows: a part that has just been loaded, a line that got words. Most browsers do so by
 * themselves (`overflow-anchor`); Safari and WebKitGTK do not, and there a press meant for one thing would meet another.
 */

/** Held is the first of them that can be seen. What is sticky tells nothing: it stays by itself. */
const PARTS = 'main > section > :not(.walk)';

export function holdPlace() {
  const parts = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(PARTS)]);
  /** @type {HTMLElement | undefined} */
  let held;
  /** Of the held one, in the page. */
  let place = 0;

  const placeOf = (/** @type {HTMLElement} */ part) => part.getBoundingClientRect().top + scrollY;
  const look = () => {
    held = scrollY > 0 ? parts.find((part) => { // at the very top the page begins, and what comes there is wanted
      const { height, bottom } = part.getBoundingClientRect();
      return height > 0 && bottom > 0;
    }) : undefined;
    place = held ? placeOf(held) : 0;
  };
  addEventListener('scroll', look, { passive: true });
  // Told of between layout and painting: nobody sees it elsewhere.
  new ResizeObserver(() => {
    const moved = held ? placeOf(held) - place : 0;
    if (moved !== 0) scrollBy({ top: moved, behavior: 'instant' });
    look();
  }).observe(document.body);
}
