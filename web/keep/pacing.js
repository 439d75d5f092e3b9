/**
 * Which steps of a run make a good film.
 *
 * Most happens just after the seed and after each wound; a thousand steps later hardly anything does. So time runs step by step at
 * first and faster the longer nothing was done: a run of ten thousand steps is told in as many frames as one of a hundred.
 *
 * @import { TimedEdit } from '../core/script.js'
 */

/**
 * @param {{ step: number, edits: readonly TimedEdit[] }} record
 * @param {{ maxFrames: number, everySteps?: number }} options everySteps: so many at least, evenly
 * @returns {number[]} ascending, from 0 to the last step
 */
export function filmSteps({ step: last, edits }, { maxFrames, everySteps }) {
  if (everySteps !== undefined) {
    const gap = Math.max(everySteps, Math.ceil(last / (maxFrames - 1)));
    return walk(last, [], Infinity, () => gap);
  }
  let events = [...new Set(edits.map(({ step }) => step))];
  for (let least = 1; ; least *= 2) {
    for (let haste = 0; haste < 1; haste = haste * 1.2 || 1 / 1024) {
      const steps = walk(last, events, maxFrames, (since) => Math.max(least, Math.floor(haste * since)));
      if (steps.length <= maxFrames) return steps;
    }
    events = events.filter((_, i) => i % 2 === 1); // too many to stop at each
  }
}

/**
 * @param {number} last
 * @param {readonly number[]} events steps that are not to be passed over, ascending
 * @param {number} maxFrames past which it is of no use
 * @param {(since: number) => number} gapAt steps to the next frame, so many after the last event
 */
function walk(last, events, maxFrames, gapAt) {
  const steps = [0];
  let step = 0, since = 0, next = 0;
  while (step < last && steps.length <= maxFrames) {
    while (events[next] <= step) since = events[next++];
    step = Math.min(step + gapAt(step - since), events[next] ?? Infinity, last);
    steps.push(step);
  }
  return steps;
}
