/** The curve of a run: exact while it is short, bounded however long it goes on, and what an older page kept is still read. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { LossHistory } from '../web/training/loss-history.js';
import { randomNumbers } from './support/core.js';

const MAX_POINTS = 4096;
/** A day of small epochs. */
const LONG = 1e6;

/** Falls, and is noisy. @param {number} count */
function lossesOf(count) {
  const random = randomNumbers(3);
  return Float32Array.from({ length: count }, (_, i) => (1 + 0.5 * random()) / (1 + i / 50));
}

/** @param {ArrayLike<number>} losses @param {number} from @param {number} to */
function meanBetween(losses, from, to) {
  let sum = 0;
  for (let i = from; i < to; i++) sum += losses[i];
  return sum / (to - from);
}

const close = (/** @type {number} */ actual, /** @type {number} */ expected, what = '') =>
  assert.ok(Math.abs(actual - expected) <= 1e-9 * Math.abs(expected), `${what}: ${actual}, expected ${expected}`);

describe('the history of losses', () => {
  test('keeps the mean of the last twenty', () => {
    const history = new LossHistory(100);
    assert.ok(Number.isNaN(history.mean));
    history.add([4]);
    assert.equal(history.mean, 4);
    history.add(Float32Array.from({ length: 30 }, (_, i) => i));
    assert.equal(history.mean, (10 + 29) / 2);
    assert.deepEqual([history.epochs[0], history.epochs[30], history.length], [101, 131, 31]);
  });

  test('of a million epochs is bounded, in memory and in what is kept; its points are means of what they stand for', () => {
    const losses = lossesOf(LONG), history = new LossHistory(7);
    for (let i = 0; i < LONG; i += 1000) history.add(losses.subarray(i, i + 1000));
    assert.equal(history.length, LONG);
    assert.ok(history.losses.length > MAX_POINTS / 2 && history.losses.length <= MAX_POINTS, `${history.losses.length} points`);
    assert.deepEqual([history.epochs.length, history.means.length, history.epochs[history.epochs.length - 1]], [history.losses.length, history.losses.length, 7 + LONG]);
    history.losses.forEach((loss, i) => close(loss, meanBetween(losses, (history.epochs[i - 1] ?? 7) - 7, history.epochs[i] - 7), `point ${i}`));
    close(history.mean, meanBetween(losses, LONG - 20, LONG), 'mean');
    close(history.meanOfLast(50), meanBetween(losses, LONG - 50, LONG), 'judged by');
    const kept = history.toKept();
    assert.ok(kept.losses.byteLength + kept.course.recent.byteLength < 32e3);
    const again = LossHistory.fromKept(kept.losses, kept.course).copy(7);
    assert.deepEqual([again.length, again.epochs, again.mean], [history.length, history.epochs, history.mean]);
    again.add([0.5]);
    history.add([0.5]);
    assert.deepEqual([again.length, again.epochs, again.mean], [history.length, history.epochs, history.mean]);
  });

  test('what a page kept that knew a loss for each epoch is read', () => {
    const losses = lossesOf(3000), history = LossHistory.fromKept(losses);
    assert.deepEqual([history.length, history.losses], [3000, Array.from(losses)]);
    assert.equal(LossHistory.fromKept(lossesOf(50_000)).length, 50_000);
  });

  for (const count of [900, 5000, 41_234]) {
    test(`cut back by some epochs it is as it was then: ${count}`, () => {
      const losses = lossesOf(count), gone = 613, then = new LossHistory();
      const history = LossHistory.fromKept(losses), snapshot = history.copy();
      then.add(losses.subarray(0, count - gone));
      history.cutTo(count - gone);
      assert.deepEqual([history.length, history.epochs[history.epochs.length - 1]], [count - gone, count - gone]);
      close(history.mean, then.mean, 'mean');
      history.losses.forEach((loss, i) => close(loss, meanBetween(losses, history.epochs[i - 1] ?? 0, history.epochs[i]), `point ${i}`));
      assert.equal(snapshot.length, count, 'a copy goes its own way');
      history.add(losses.subarray(count - gone));
      assert.deepEqual(history.epochs, snapshot.epochs);
      history.losses.forEach((loss, i) => close(loss, snapshot.losses[i], `point ${i} again`));
      for (const none of [0, -5]) {
        history.cutTo(none);
        assert.deepEqual([history.length, history.losses, history.means, Number.isNaN(history.mean)], [0, [], [], true]);
      }
    });
  }
});
