/**
 * Parts of the page that come when they are wanted, and may not come for want of a connection: that is said, and they are fetched again when
 * there is one, or at a press of a button.
 */
import { text } from '../text/text.js';
import { tell } from './messages.js';
import { isMissing, isOutdated } from './missing.js';
import { revive } from './revive.js';

/** Who waits for another try. @type {Set<() => void>} */
const waiting = new Set();
/** How often all was tried again: who failed while that happened tries at once. */
let numRounds = 0;
let unsay = () => {};

/**
 * @template T
 * @param {() => Promise<T>} load may be called again
 * @returns {Promise<T>} settles when it is there
 * @throws what is no want of a connection
 */
export async function fetchPart(load) {
  for (;;) {
    const round = numRounds;
    try {
      return await load();
    } catch (error) {
      if (!isMissing(error) || await isOutdated()) throw error;
      if (round !== numRounds) continue;
      unsay = tell(text.messages.partMissing, { isError: true, offer: { label: text.messages.tryAgain, act: () => { revive(); tryAgain(); } } });
      await new Promise((resolve) => { waiting.add(() => resolve(undefined)); });
    }
  }
}

/** Whoever waits, at once. */
export function tryAgain() {
  numRounds++;
  if (waiting.size === 0) return;
  const all = Array.from(waiting);
  waiting.clear();
  unsay();
  for (const goOn of all) goOn();
}

addEventListener('online', () => {
  revive();
  tryAgain();
});
