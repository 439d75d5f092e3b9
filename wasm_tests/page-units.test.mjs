/** Parts of the page that need no browser: the clock of steps, the meter, attributes, the history of losses. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { RateMeter } from '../web/core/rate-meter.js';
import { parseAngle, parseBrush, parseFireRate, parseRestAt, parseSeed, parseSize, parseSpeed } from '../web/element/attributes.js';
import { StepClock } from '../web/element/clock.js';
import { homeOf } from '../web/look/framing.js';
import { pictureAreaOf } from '../web/look/picture-area.js';
import { Camera, cellPixelsFor, MAX_ZOOM } from '../web/element/camera.js';
import { HealingMeter } from '../web/element/healing.js';
import { text } from '../web/text/text.js';
import '../web/text/en/start.js';

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
  test('as fast as it goes is what a frame can hold', () => {
    assert.ok(Math.abs(stepsAt(60, Infinity, 0.5) - 2 * 60 * 16) <= 32);
    assert.ok(stepsAt(60, Infinity, 50) >= 100);
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
    assert.deepEqual(parseSize('1025x4096', { isForGpu: true }), { height: 1025, width: 4096 });
    assert.equal(parseSize('4097', { isForGpu: true }), undefined);
  });
  test('numbers', () => {
    assert.equal(parseSpeed('12.5'), 12.5);
    assert.equal(parseSpeed(' max '), Infinity);
    assert.equal(parseAngle('-30'), -30);
    for (const bad of [null, '', '361', 'left', 'NaN']) assert.equal(parseAngle(bad), 0, String(bad));
    assert.equal(parseFireRate('0.75'), 0.75);
    for (const bad of [null, '', '0', '1.01', '-1', 'half']) assert.equal(parseFireRate(bad), undefined, String(bad));
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

describe('the camera', () => {
  const camera = (zoom = 1) => {
    const made = new Camera();
    made.setBox({ width: 720, height: 600 });
    made.setGrid({ width: 72, height: 72 });
    made.setView({ zoom, x: 0.5, y: 0.5 });
    return made;
  };
  test('unmagnified, cells are whole pixels and stand in the middle', () => {
    assert.deepEqual(camera().placement, { width: 720, height: 600, x: 72, y: 12, scale: 8 });
    assert.deepEqual(camera().cellAt(72, 12), { x: 0, y: 0 });
  });
  test('a grid larger than the frame is shrunk', () => {
    const small = camera();
    small.setBox({ width: 36, height: 36 });
    assert.equal(small.placement.scale, 0.5);
  });
  test('what is under the pointer stays there, as far as the edge allows', () => {
    const made = camera(), before = made.cellAt(400, 200);
    made.zoomAt(4, 400, 200);
    const after = made.cellAt(400, 200);
    assert.ok(Math.hypot(after.x - before.x, after.y - before.y) < 0.1, JSON.stringify([before, after]));
    made.zoomAt(1e6);
    assert.equal(made.zoom, MAX_ZOOM);
    made.zoomAt(1e-9, 0, 0);
    assert.deepEqual(made.view, { zoom: 1, x: 0.5, y: 0.5 });
  });
  test('no edge comes farther in than the frame’s', () => {
    const made = camera(4);
    made.pan(1e6, -1e6);
    const first = made.cellAt(0, 0), last = made.cellAt(720, 600);
    assert.ok(Math.abs(first.x) < 0.1 && Math.abs(last.y - 72) < 0.1, JSON.stringify([first, last]));
  });
  test('margins are not seen at first, and come to who wants to see still more, who does not come upon them by the way', () => {
    const made = camera();
    made.setGrid({ width: 72, height: 72 }, { width: 44, height: 44 });
    assert.deepEqual(made.placement, { width: 720, height: 600, x: -108, y: -168, scale: 13 });
    made.zoomAt(3);
    made.zoomAt(0.01);
    assert.equal(made.zoom, 1);
    made.zoomAt(0.01);
    assert.deepEqual([Math.round(made.placement.scale * 1e6) / 1e6, made.placement.x, made.placement.y], [8, 72, 12]);
    made.setWhole(false);
    made.setView({ zoom: 1, x: 0.5, y: 0.5 });
    assert.equal(made.placement.scale, 600 / 44, 'as large as can be where cells are no squares');
    made.setGrid({ width: 32, height: 40 }, { width: 44, height: 36 });
    assert.deepEqual(made.homeCells, { width: 32, height: 36 });
  });
  test('a brush at the edge is brought into sight, and not farther', () => {
    const made = camera(4);
    made.reveal(71.5, 36);
    const at = made.pixelAt(71.5, 36);
    assert.ok(at.x > 0 && at.x < 720 && at.x > 500);
    const { view } = made;
    made.reveal(70, 36);
    assert.deepEqual(made.view, view);
  });
});

test('what is worth seeing: the picture without its margins, and all that is not empty', () => {
  const model = { height: 72, width: 72, padding: 16 };
  assert.deepEqual(homeOf({ height: 72, width: 72 }, model), { height: 44, width: 44 });
  assert.deepEqual(homeOf({ height: 40, width: 50 }, model), { height: 40, width: 44 });
  assert.deepEqual(homeOf({ height: 96, width: 72 }, model), { height: 96, width: 72 }, 'who asks for more than it grew up in wants to see that');
  assert.deepEqual(homeOf({ height: 30, width: 30 }, { height: 0, width: 0, padding: 0 }), { height: 30, width: 30 });
  const cells = { height: 20, width: 30, rgba: new Uint8ClampedArray(20 * 30 * 4) };
  assert.deepEqual(pictureAreaOf(cells, { height: 4, width: 6 }), { top: 8, left: 12, height: 4, width: 6 });
  cells.rgba[(2 * 30 + 25) * 4 + 3] = 1;
  assert.deepEqual(pictureAreaOf(cells, { height: 4, width: 6 }), { top: 2, left: 12, height: 10, width: 14 });
});

describe('the meter of healing', () => {
  /** A timeline whose clock and edits a test sets. */
  const newTimeline = () => {
    /** @type {any[]} */
    const edits = [];
    const timeline = { step: 0, numDone: 0, edit: (/** @type {number} */ index) => edits[index] };
    return {
      timeline: /** @type {any} */ (timeline),
      at: (/** @type {number} */ step, numDone = timeline.numDone) => /** @type {any} */ (Object.assign(timeline, { step, numDone })),
      edit: (/** @type {number} */ step, type = 'wound') => {
        edits.length = timeline.numDone;
        edits.push({ step, edit: { type } });
        Object.assign(timeline, { step, numDone: edits.length });
      },
    };
  };
  test('counts from the last wound to when the error is back', () => {
    const meter = new HealingMeter(), { timeline, at, edit } = newTimeline();
    for (let step = 0; step <= 100; step += 10) meter.look(at(step), 0.1 / (1 + step ** 2));
    edit(100);
    assert.equal(meter.look(at(100), 0.05), false);
    meter.look(at(120), 0.03);
    edit(120);
    assert.ok(meter.at(timeline).isHealing && meter.at(timeline).healedAfter === undefined);
    for (let step = 124; step < 180; step += 4) assert.equal(meter.look(at(step), 1e-3), false);
    assert.equal(meter.look(at(180), 1.9e-4), true);
    assert.equal(meter.at(timeline).healedAfter, 60);
  });
  test('a model that never comes near is held to its own best, and one that still grows to nothing', () => {
    const meter = new HealingMeter(), { at, edit } = newTimeline();
    meter.look(at(0), 0.2);
    edit(10);
    assert.equal(meter.look(at(12), 0.21), false, 'still growing');
    assert.equal(meter.look(at(16), 1e-3), true, 'the first time that it is grown');
    edit(100);
    assert.equal(meter.look(at(101), 0.02), false);
    assert.equal(meter.look(at(104), 1.4e-3), true);
  });
  test('what is seen a moment later counts for the step that it is of', () => {
    const meter = new HealingMeter(), { timeline, at, edit } = newTimeline();
    meter.look(at(99), 1e-4, 98);
    edit(100);
    meter.look(at(106), 0.02, 103);
    assert.equal(meter.look(at(109), 1e-4, 107), true);
    assert.equal(meter.at(timeline).healedAfter, 7);
  });
  test('follows time back and forth, undo and redo, and what is done beside', () => {
    const meter = new HealingMeter(), { timeline, at, edit } = newTimeline();
    const told = () => [meter.at(timeline).isHealing, meter.at(timeline).healedAfter];
    meter.look(at(90), 1e-4);
    edit(100);
    meter.look(at(104), 0.02);
    meter.look(at(108), 1e-4);
    assert.deepEqual(told(), [false, 8]);
    for (const [step, numDone, isHealing, healedAfter] of /** @type {const} */ ([[99, 0, false, undefined], [100, 1, true, undefined], [107, 1, true, undefined], [150, 1, false, 8], [100, 0, false, undefined], [108, 1, false, 8]])) {
      at(step, numDone);
      assert.deepEqual(told(), [isHealing, healedAfter], `step ${step} after ${numDone}`);
    }
    at(104, 1);
    edit(104, 'angle'); // it heals otherwise from here on
    assert.deepEqual(told(), [true, undefined]);
    meter.look(at(108), 0.01);
    meter.look(at(112), 1e-4);
    assert.deepEqual(told(), [false, 12]);
    edit(112, 'seed');
    assert.deepEqual(told(), [false, 12]);
    edit(112, 'model');
    assert.deepEqual(told(), [false, undefined]);
  });
  test('does not say how long it took where nobody looked, and says when it heals no farther', () => {
    const meter = new HealingMeter(), { timeline, at, edit } = newTimeline();
    meter.look(at(90), 1e-4);
    edit(100);
    assert.equal(meter.look(at(300), 1e-4), false);
    assert.deepEqual([meter.at(timeline).isHealing, meter.at(timeline).healedAfter], [false, undefined]);
    edit(300);
    for (let step = 304; step <= 900; step += 4) meter.look(at(step), 0.02);
    assert.deepEqual([meter.at(timeline).isHealing, meter.at(timeline).isStuck], [true, true]);
    assert.equal(meter.at(at(400)).isStuck, false, 'then it might still have');
  });
});

test('a meter shows every count in seven characters', () => {
  assert.deepEqual([0, 999_999, 1e6, 1_234_567, 999_999_999].map(text.meter), ['0', '999,999', '1.00M', '1.23M', '1.00B']);
});
