/** Parts of the page that need no browser: the clock of steps, the meter, attributes, the history of losses. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { RateMeter } from '../web/core/rate-meter.js';
import { parseBrush, parseRestAt, parseSeed, parseSize, parseSpeed } from '../web/element/attributes.js';
import { StepClock } from '../web/element/clock.js';
import { cellPixelsFor } from '../web/element/fit.js';
import { LossHistory } from '../web/training/loss-history.js';

describe('the clock', () => {
  /** Steps in two seconds of frames at this rate. */
  const stepsAt = (/** @type {number} */ hertz, /** @type {number} */ speed, /** @type {number} */ costMs) => {
    const clock = new StepClock();
    let steps = 0;
    for (let frame = 0; frame <= 2 * hertz; frame++) {
      const due = clock.due((frame * 1000) / hertz, speed);
      if (due > 0) clock.took(due, due * costMs);
      steps += due;
    }
    return steps;
  };

  test('counts steps a second, not frames', () => {
    for (const speed of [1, 7, 30, 60, 100, 300]) {
      for (const hertz of [30, 60, 120, 144]) {
        assert.ok(Math.abs(stepsAt(hertz, speed, 0.01) - 2 * speed) <= 1, `${speed} steps a second at ${hertz} Hz: ${stepsAt(hertz, speed, 0.01)}`);
      }
    }
  });
  test('drops what a frame cannot hold, and never stands still', () => {
    assert.ok(stepsAt(60, 1000, 1) <= 2 * 60 * 8 + 20);
    assert.ok(stepsAt(60, 1000, 50) >= 100);
  });
  test('owes nothing for a long gap', () => {
    const clock = new StepClock();
    clock.due(0, 30);
    assert.ok(clock.due(60_000, 30) <= 8);
    clock.restart();
    assert.equal(clock.due(120_000, 30), 0);
  });
});

test('the meter measures', () => {
  const meter = new RateMeter();
  assert.equal(meter.perSecond, 0);
  for (let ms = 0; ms <= 5000; ms += 20) meter.add(ms, ms < 2500 ? ms / 10 : 250 + (ms - 2500) / 20);
  assert.ok(Math.abs(meter.perSecond - 50) < 1);
});

describe('attributes that make no sense read as the default', () => {
  test('size', () => {
    assert.deepEqual(parseSize('32'), { height: 32, width: 32 });
    assert.deepEqual(parseSize(' 40x72 '), { height: 40, width: 72 });
    for (const bad of [null, '', '0', '2', '1025', '4x', 'x4', '1e2', '-5', '32px', '<b>']) assert.equal(parseSize(bad), undefined, String(bad));
  });
  test('numbers', () => {
    assert.equal(parseSpeed('12.5'), 12.5);
    for (const bad of [null, '', 'fast', '0', '-3', '1e9', 'NaN']) assert.equal(parseSpeed(bad), 30, String(bad));
    assert.equal(parseSeed('4294967295'), 4294967295);
    for (const bad of [null, '-1', '1.5', '4294967296', 'x']) assert.equal(parseSeed(bad), 1, String(bad));
    assert.equal(parseBrush('4'), 4);
    assert.equal(parseBrush('1000'), 2.5);
    assert.equal(parseRestAt('never'), Infinity);
    assert.equal(parseRestAt('96'), 96);
    assert.equal(parseRestAt('0'), undefined);
  });
});

test('cells are whole device pixels', () => {
  assert.equal(cellPixelsFor({ width: 500, height: 333 }, { width: 32, height: 32 }), 10);
  assert.equal(cellPixelsFor({ width: 10, height: 10 }, { width: 32, height: 32 }), 1);
});

test('the history keeps the mean of the last twenty', () => {
  const history = new LossHistory(100);
  assert.ok(Number.isNaN(history.mean));
  history.add([4]);
  assert.equal(history.mean, 4);
  history.add(Float32Array.from({ length: 30 }, (_, i) => i));
  assert.equal(history.mean, (10 + 29) / 2);
  assert.deepEqual([history.epochs[0], history.epochs[30], history.length], [101, 131, 31]);
});
