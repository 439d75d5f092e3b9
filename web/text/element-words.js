/** What the element says by itself: English, which it always has with it, or a language that is there before the element is. */
import { element } from './en/element.js';

/** @import { ElementWords } from './en/element.js' */

/** @type {ElementWords} */
export const words = { ...element };

/** @param {ElementWords} others of another language */
export function speak(others) {
  Object.assign(words, others);
}
