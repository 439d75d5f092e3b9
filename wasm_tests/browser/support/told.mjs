/** What a page tells in its messages, heard by an ear that misses none: of those that pass by themselves the next takes the place, and a test may look too late. */

/**
 * @import { Frame, Page } from 'puppeteer-core'
 * @typedef {{ sentence: string, numShown: number, isTaken: boolean }} Told numShown: how many are to be seen then; isTaken: a test has waited for it
 */

/** Hear all that is told from the beginning, in frames too. @param {Page} page */
export const hear = (page) => page.evaluateOnNewDocument(() => {
  const told = /** @type {any} */ (globalThis).told = /** @type {Told[]} */ ([]);
  new MutationObserver((changes) => {
    for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (!(node instanceof Element && node.matches('.message'))) continue;
      const sentence = [...node.querySelectorAll('.said p')].at(-1)?.textContent ?? ''; // before it stands what was told so shortly ago that it is told again
      told.push({ sentence, numShown: document.querySelectorAll('#messages .message').length, isTaken: false });
    }
  }).observe(document, { childList: true, subtree: true });
});

/** Until it was told, and again where it was waited for before. By the clock: a hidden tab has no frames. @param {Page | Frame} page @param {RegExp} pattern */
export const untilTold = (page, pattern) => page.waitForFunction((source, flags) => {
  const one = /** @type {Told[]} */ (/** @type {any} */ (globalThis).told).find(({ sentence, isTaken }) => !isTaken && new RegExp(source, flags).test(sentence));
  return one && (one.isTaken = true);
}, { polling: 50 }, pattern.source, pattern.flags);

/** All that was told since the page was opened, that included which has gone again. @param {Page | Frame} page @returns {Promise<Told[]>} */
export const allTold = (page) => page.evaluate(() => /** @type {any} */ (globalThis).told);
