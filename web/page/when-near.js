/** Parts of the page that are loaded only when somebody comes near them. */

/** How far from the window counts as near: enough to load a part before it is seen. */
const NEAR = '30% 0px';

/**
 * Calls back once, when the element is in the window or about to be.
 * @param {Element} element
 * @param {() => void} callback
 */
export function whenNear(element, callback) {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    callback();
  }, { rootMargin: NEAR });
  observer.observe(element);
}
