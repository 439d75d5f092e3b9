/**
 * What the element says by itself: English, which it always has with it, until its page gives it other words.
 *
 * @import { ElementWords } from './en/element.js'
 * @typedef {{ [Key in keyof ElementWords]?: ElementWords[Key] extends string | Function ? ElementWords[Key] : Partial<ElementWords[Key]> }} GivenWords
 *   names of buttons, sentences, titles of models; `language` is that of all of them, as in `lang`
 */
import { element } from './en/element.js';

/** @type {ElementWords} */
export const words = { ...element };

/** What those do who have said something already. @type {Set<() => void>} */
const speakers = new Set();

/**
 * Give every `<snowflake-nca>` of the page other words: all of a language (`snowflake-nca/words/fr`), or some of your own. What is not among them is
 * said in English. Those that stand in the page already say it anew.
 * @param {GivenWords} given
 */
export function speak(given) {
  const own = /** @type {Record<string, any>} */ (given);
  Object.assign(words, Object.fromEntries(Object.entries(element).map(([key, english]) => [key, typeof english === 'object' ? { ...english, ...own[key] } : own[key] ?? english])));
  for (const sayAnew of speakers) sayAnew();
}

/** @param {() => void} sayAnew called when there are other words @param {AbortSignal} signal until then */
export function whenToldOtherwise(sayAnew, signal) {
  speakers.add(sayAnew);
  signal.addEventListener('abort', () => speakers.delete(sayAnew), { once: true });
}
