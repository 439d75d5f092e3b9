/** The timeline: whatever way it came to a step, the state there is the same, to the bit. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, test } from 'node:test';

import { History } from '../web/core/history.js';
import { loadCore } from '../web/core/nca.js';
import { Timeline } from '../web/core/timeline.js';
import { compileShippedWasm, randomNumbers } from './support/core.js';

/** @import { Core } from '../web/core/nca.js' */
/** @import { Edit } from '../web/core/script.js' */
/** @import { Slice } from '../web/core/timeline.js' */
/** @import { Model } from '../web/core/types.js' */

/** @type {Core} */
let core;
/** @type {Model} */
let snowflake;
/** @type {Model} */
let snowman;
before(async () => {
  core = await loadCore(await compileShippedWasm());
  const read = async (/** @type {string} */ name) => core.readWeights(new Uint8Array(await readFile(new URL(`../assets/models/${name}.safetensors`, import.meta.url))));
  snowflake = await read('snowflake');
  snowman = await read('snowman');
});

const SIZE = { height: 60, width: 52 };

/** @param {{ budgetBytes?: number }} [options] */
function begin(options) {
  const sim = core.createSim(SIZE), timeline = new Timeline(sim, snowflake, options);
  timeline.reset(7);
  return { sim, timeline, bits: () => Buffer.from(new Uint8Array(sim.state.buffer, sim.state.byteOffset, sim.state.byteLength)).toString('base64') };
}

/** @type {(x: number, y: number, size?: number) => Edit} */
const disc = (x, y, size = 4) => ({ type: 'wound', wound: { shape: 'disc', x, y, size, angle: 0 } });
/** One of each kind. @returns {Edit[]} */
const allKinds = () => [
  disc(26, 30), { type: 'wound', wound: { shape: 'half', x: 26, y: 30, size: 0, angle: 1 } }, { type: 'wound', wound: { shape: 'band', x: 20, y: 22, size: 3, angle: 2 } },
  { type: 'noise', wound: { shape: 'disc', x: 30, y: 30, size: 3, angle: 0 }, seed: 99 }, { type: 'seed', x: 12, y: 14 },
  { type: 'angle', radians: 0.5 }, { type: 'fireRate', rate: 0.75 }, { type: 'model', model: snowman }, { type: 'fireRate', rate: undefined },
];

test('any step it has seen is the same when it comes back to it, from either side', () => {
  const { timeline, bits } = begin();
  /** @type {Map<number, string>} */
  const seen = new Map();
  const edits = allKinds();
  for (let i = 0; i < 90; i++) {
    timeline.advance(7);
    if (i % 10 === 5) timeline.apply(edits[Math.floor(i / 10)]);
    seen.set(timeline.step, bits());
  }
  assert.ok(new Set(seen.values()).size === 90);
  for (const step of [...seen.keys()].sort((a, b) => ((a * 37) % 101) - ((b * 37) % 101))) {
    assert.ok(timeline.goTo(step));
    assert.equal(timeline.step, step);
    assert.ok(bits() === seen.get(step), `step ${step} differs`);
  }
  assert.equal(timeline.lastStep, 630);
});

test('playing on after going back shows again what was done, and a new edit forgets it', () => {
  const { timeline, bits } = begin();
  timeline.advance(40);
  timeline.apply(disc(26, 30));
  timeline.advance(40);
  const end = bits();
  timeline.goTo(20);
  timeline.advance(60);
  assert.ok(bits() === end);
  timeline.goTo(20);
  timeline.apply(disc(20, 20, 2));
  assert.equal(timeline.lastStep, 20);
  timeline.advance(60);
  assert.ok(bits() !== end);
  const other = begin();
  other.timeline.advance(20);
  other.timeline.apply(disc(20, 20, 2));
  other.timeline.advance(60);
  assert.ok(bits() === other.bits(), 'nothing of the forgotten wound is left');
  other.timeline.goTo(70);
  timeline.goTo(70);
  assert.ok(bits() === other.bits(), 'nor in what was kept for going back');
});

describe('undo and redo', () => {
  test('of each kind: back to just before, and there again', () => {
    const { timeline, bits } = begin();
    timeline.advance(33);
    const kinds = allKinds(), states = [bits()];
    for (const edit of kinds) {
      timeline.apply(edit);
      states.push(bits());
      timeline.advance(5);
    }
    const end = bits();
    for (let i = kinds.length - 1; i >= 0; i--) {
      timeline.undo();
      assert.equal(timeline.step, 33 + 5 * i);
      if (i > 0) timeline.goTo(timeline.step); // where it is already
    }
    assert.ok(bits() === states[0] && !timeline.canUndo && timeline.canRedo);
    for (let i = 0; i < kinds.length; i++) timeline.redo();
    timeline.advance(5);
    assert.ok(bits() === end && !timeline.canRedo);
  });

  test('a stroke goes at once, over several steps', () => {
    const { timeline, bits } = begin();
    timeline.advance(50);
    const before = bits();
    timeline.apply(disc(20, 30, 2));
    timeline.advance(3);
    timeline.apply(disc(22, 30, 2), { joins: true });
    timeline.advance(3);
    timeline.apply(disc(24, 30, 2), { joins: true });
    const after = bits();
    timeline.undo();
    assert.equal(timeline.step, 50);
    assert.ok(bits() === before);
    timeline.redo();
    assert.equal(timeline.step, 56);
    assert.ok(bits() === after);
  });

  test('two at the same step, one after the other', () => {
    const { timeline, bits } = begin();
    timeline.advance(50);
    const before = bits();
    timeline.apply(disc(20, 30));
    const between = bits();
    timeline.apply(disc(30, 30));
    timeline.undo();
    assert.ok(bits() === between);
    timeline.undo();
    assert.ok(bits() === before);
  });

  test('what is done again later happens then', () => {
    const { timeline, bits } = begin(), other = begin();
    timeline.advance(50);
    timeline.apply(disc(26, 30));
    timeline.undo();
    timeline.advance(25);
    timeline.redo();
    other.timeline.advance(75);
    other.timeline.apply(disc(26, 30));
    assert.ok(timeline.step === 75 && bits() === other.bits());
  });

  test('something else that is done in between forgets what was taken back', () => {
    const { timeline } = begin();
    timeline.advance(50);
    timeline.apply(disc(26, 30));
    timeline.undo();
    timeline.apply(disc(10, 10));
    assert.equal(timeline.canRedo, false);
    timeline.undo();
    timeline.undo();
    assert.equal(timeline.canUndo, false);
  });
});

test('a record tells the run again on another grid', () => {
  const { timeline, bits } = begin();
  for (const edit of allKinds()) {
    timeline.advance(19);
    timeline.apply(edit);
  }
  timeline.advance(50);
  const { record } = timeline, other = begin();
  assert.ok(record);
  other.timeline.advance(11);
  other.timeline.tell(record);
  let calls = 1;
  while (!other.timeline.goTo(record.step, { maxSteps: 64 })) calls++;
  assert.equal(calls, Math.ceil(record.step / 64));
  assert.ok(other.bits() === bits());
  assert.deepEqual(other.timeline.record, record);
});

test('little memory means longer ways back, and the same states', () => {
  const { timeline, bits } = begin({ budgetBytes: 400_000 });
  /** @type {Map<number, string>} */
  const seen = new Map();
  for (let i = 0; i < 40; i++) {
    timeline.advance(50);
    if (i % 8 === 4) timeline.apply(disc(20 + i / 3, 30));
    seen.set(timeline.step, bits());
  }
  for (const step of [1950, 50, 1000, 1050, 200]) {
    timeline.goTo(step);
    assert.ok(bits() === seen.get(step), `step ${step}`);
  }
});

test('a timeline that was cut begins there, and has no record', () => {
  const { timeline, bits } = begin();
  timeline.advance(60);
  timeline.apply(disc(26, 30));
  timeline.cut(snowman);
  const at = bits();
  timeline.advance(40);
  timeline.goTo(0);
  assert.equal(timeline.step, 60);
  assert.ok(bits() === at && !timeline.canUndo);
  assert.equal(timeline.record, undefined);
  timeline.reset(3);
  assert.ok(timeline.record);
});

/** Numbers from 0 to below n. @param {number} seed */
function drawer(seed) {
  const random = randomNumbers(seed);
  return (/** @type {number} */ n) => Math.min(Math.floor(((random() + 1) / 2) * n), n - 1);
}

describe('in slices', () => {
  /** @param {Timeline} timeline @param {Slice} slice @param {(slice: Slice) => boolean} move @returns {number} how many it took */
  const gone = (timeline, slice, move) => {
    let count = 1;
    if (!move(slice)) do count++; while (!timeline.travel(slice));
    return count;
  };

  test('undo, redo and goTo come to the same states as at once, and so does what is done on the way', () => {
    const draw = drawer(21);
    for (let round = 0; round < 6; round++) {
      const atOnce = begin(), inSlices = begin({ budgetBytes: round % 2 ? 500_000 : undefined }), edits = allKinds();
      const same = (/** @type {string} */ what) => {
        assert.equal(inSlices.timeline.step, atOnce.timeline.step, what);
        assert.ok(inSlices.bits() === atOnce.bits(), what);
        assert.deepEqual(inSlices.timeline.record, atOnce.timeline.record, what);
        assert.deepEqual([inSlices.timeline.canUndo, inSlices.timeline.canRedo, inSlices.timeline.lastStep], [atOnce.timeline.canUndo, atOnce.timeline.canRedo, atOnce.timeline.lastStep], what);
      };
      for (let i = 0; i < 60; i++) {
        const what = draw(8), slice = { maxSteps: 1 + draw(20) };
        if (what < 2) for (const { timeline } of [atOnce, inSlices]) timeline.advance(1 + 9 * what);
        else if (what < 5) {
          const edit = edits[draw(edits.length)], joins = draw(3) === 0;
          for (const { timeline } of [atOnce, inSlices]) timeline.apply(edit, { joins });
        } else if (what === 5) {
          // One after the other, and something new, all before the first has arrived.
          const count = 1 + draw(3), edit = draw(2) ? edits[draw(edits.length)] : undefined;
          for (let n = 0; n < count; n++) {
            atOnce.timeline.undo();
            inSlices.timeline.undo({ maxSteps: 0 });
          }
          if (edit) for (const { timeline } of [atOnce, inSlices]) timeline.apply(edit);
          gone(inSlices.timeline, slice, (each) => inSlices.timeline.travel(each));
        } else if (what === 6) {
          atOnce.timeline.redo();
          gone(inSlices.timeline, slice, (each) => inSlices.timeline.redo(each));
        } else {
          const step = draw(atOnce.timeline.lastStep + 1), numSteps = Math.abs(step - inSlices.timeline.step);
          atOnce.timeline.goTo(step);
          gone(inSlices.timeline, slice, (each) => inSlices.timeline.goTo(step, each));
          if (numSteps === 0) assert.ok(inSlices.timeline.goTo(step, { maxSteps: 0 }));
        }
        assert.equal(inSlices.timeline.goal, undefined);
        same(`round ${round}, ${i}: ${what}`);
      }
      for (const { sim } of [atOnce, inSlices]) sim.destroy();
    }
  });

  test('what is done while it only passes by is done there, and forgets what lies ahead', () => {
    const { timeline, bits } = begin({ budgetBytes: 0 }), other = begin();
    timeline.advance(90);
    timeline.apply(disc(26, 30));
    timeline.goTo(0);
    assert.equal(timeline.goTo(90, { maxSteps: 20 }), false);
    timeline.apply(disc(20, 20));
    assert.deepEqual([timeline.goal, timeline.step, timeline.lastStep], [undefined, 20, 20]);
    other.timeline.advance(20);
    other.timeline.apply(disc(20, 20));
    assert.ok(bits() === other.bits());
  });

  test('the clock is looked at after each dear step, and seldom where they are cheap', (context) => {
    let nowMs = 0;
    context.mock.method(performance, 'now', () => nowMs);
    for (const [stepMs, mostAtOnce, mostMs] of [[35, 1, 35], [200, 1, 200], [12, 1, 36], [0.01, 32, 31]]) {
      const { sim, timeline } = begin(), { step } = sim;
      timeline.tell({ seed: 7, first: { model: snowflake, radians: 0, rate: undefined }, edits: [{ step: 77, stroke: 1, edit: disc(26, 30) }], step: 1000 });
      /** @type {number[]} */
      const made = [];
      sim.step = (numSteps = 1) => {
        nowMs += numSteps * stepMs;
        made.push(numSteps);
        step.call(sim, numSteps);
      };
      let longestMs = 0;
      for (let hasArrived = false; !hasArrived;) {
        const startMs = nowMs;
        hasArrived = timeline.goTo(1000, { maxMs: 30 });
        longestMs = Math.max(longestMs, nowMs - startMs);
      }
      assert.equal(Math.max(...made), mostAtOnce, `${stepMs} ms a step: ${made}`);
      assert.ok(longestMs <= mostMs, `${stepMs} ms a step: a slice of ${longestMs} ms`);
      assert.equal(made.reduce((sum, each) => sum + each), 1000);
      sim.destroy();
    }
  });

  test('where steps grow dearer on the way, fewer are made between two looks', (context) => {
    let nowMs = 0, longestMs = 0;
    context.mock.method(performance, 'now', () => nowMs);
    const { sim, timeline } = begin(), { step } = sim;
    timeline.tell({ seed: 7, first: { model: snowflake, radians: 0, rate: undefined }, edits: [], step: 800 });
    sim.step = (numSteps = 1) => {
      const startMs = nowMs;
      for (let i = 0; i < numSteps; i++) nowMs += 0.01 * 1.01 ** (sim.numSteps + i); // from a hundredth of a millisecond to 28
      longestMs = Math.max(longestMs, nowMs - startMs);
      step.call(sim, numSteps);
    };
    timeline.goTo(800, {});
    assert.equal(sim.numSteps, 800);
    assert.ok(longestMs < 29, `${longestMs} ms without a look`);
    sim.destroy();
  });

  test('a state put back has a slice to itself where the next step has no room beside it', (context) => {
    const { sim, timeline, bits } = begin(), { step, stateChanged } = sim;
    timeline.advance(90);
    const before = bits();
    timeline.apply(disc(26, 30));
    timeline.advance(10);
    let nowMs = 0, numSteps = 0;
    context.mock.method(performance, 'now', () => nowMs);
    sim.stateChanged = () => { nowMs += 20; stateChanged.call(sim); };
    sim.step = (count = 1) => { nowMs += 25 * count; numSteps += count; step.call(sim, count); };
    assert.equal(timeline.undo({ maxMs: 0 }), true, 'where the state put back is what was asked for, it has arrived');
    assert.ok(bits() === before);
    /** @type {number[]} */
    const tookMs = [];
    for (let hasArrived = false; !hasArrived;) {
      const startMs = nowMs;
      hasArrived = tookMs.length === 0 ? timeline.goTo(85, { maxMs: 30 }) : timeline.travel({ maxMs: 30 });
      tookMs.push(nowMs - startMs);
    }
    assert.ok(numSteps > 1);
    assert.deepEqual(tookMs, [20, ...Array(numSteps).fill(25)]);
    sim.destroy();
  });
});

describe('the history', () => {
  /** @param {number} step @param {number} numEdits @param {number} [sizeBytes] */
  const keyframe = (step, numEdits, sizeBytes = 100) => ({ step, numEdits, snapshot: { places: new Uint32Array(0), cells: new Uint32Array(0), numChannels: 16, sizeBytes } });

  test('never drops the newest state, stays within its bounds, and grows sparse with age, however one walks', () => {
    const draw = drawer(8);
    for (let round = 0; round < 40; round++) {
      const most = 16 << (round % 4), history = new History(undefined, 100 * most), lastSteps = 200 * 4 ** (round % 5);
      let step = 0, numEdits = 0;
      for (let i = 0; i < 600; i++) {
        step += 1 + draw(draw(10) ? 40 : lastSteps / 20);
        if (draw(30) === 0) { // back, and something else is done there
          const back = history.keyframes[draw(history.keyframes.length)] ?? { step: 0, numEdits: 0 };
          ({ step, numEdits } = back);
          history.forgetAfter(back);
        }
        if (draw(3) === 0) numEdits++;
        const now = keyframe(step, numEdits);
        if (history.stepsUntilDue(now, step) > 0 && !history.isDueBeforeStroke(now, step)) continue;
        history.keep(now, step);
        const { keyframes } = history;
        assert.equal(keyframes[keyframes.length - 1], now, 'the newest');
        assert.equal(history.before(now), now);
        assert.ok(keyframes.length <= Math.min(most, 256));
        assert.ok(keyframes.every((each, n) => n === 0 || (each.step >= keyframes[n - 1].step && each.numEdits >= keyframes[n - 1].numEdits)), 'in order');
      }
    }
  });

  test('lets one go back from anywhere at a cost that follows the way, and not the length of the run', () => {
    for (const [numKept, length] of [[7, 3000], [16, 20_000], [64, 100_000]]) {
      const history = new History(undefined, 100 * numKept);
      for (let step = 0, worst = 0; step <= length; step++) {
        const now = keyframe(step, 0);
        if (history.stepsUntilDue(now, step) === 0) history.keep(now, step);
        if (step % 97) continue;
        // How much is to be computed again, against how far back it is.
        for (let way = 1; way <= step; way = Math.ceil(1.3 * way)) {
          const cost = step - way - (history.before({ step: step - way, numEdits: 0 })?.step ?? 0);
          worst = Math.max(worst, (cost - 64) / way);
        }
        assert.ok(worst <= 1.5, `${numKept} states, step ${step}: ${worst} times the way`);
      }
    }
  });

  test('keeps states ahead for going forth again, and those near the goal of a long way', () => {
    const history = new History(undefined, 100 * 32);
    for (let step = 0; step < 1_000_000;) {
      step += Math.min(history.stepsUntilDue({ step, numEdits: 0 }, 1_000_000), 1_000_000 - step);
      history.keep(keyframe(step, 0), 1_000_000);
    }
    for (const way of [32, 100, 1000, 30_000]) {
      const { step } = history.before({ step: 1_000_000 - way, numEdits: 0 }) ?? { step: 0 };
      assert.ok(1_000_000 - way - step <= 64 + way, `${1_000_000 - way - step} steps for ${way}`);
    }
    history.keep(keyframe(500, 0), 500);
    const { keyframes } = history;
    assert.equal(keyframes[keyframes.length - 1].step, 1_000_000);
  });

  test('holds the present also between states that are farther apart, on a long way', () => {
    const history = new History(undefined, 800), now = keyframe(150, 0);
    for (let step = 100; step <= 800; step += 100) history.keep(keyframe(step, 0), 800);
    history.keep(now, 100_000);
    assert.equal(history.before(now), now);
    assert.equal(history.keyframes.length, 8);
  });

  test('holds the present even where that is more than it may, and nothing where it may take nothing', () => {
    const small = new History(undefined, 50), none = new History(undefined, 0);
    for (const step of [100, 200, 300]) small.keep(keyframe(step, 0), step);
    assert.deepEqual(small.keyframes.map(({ step }) => step), [300]);
    assert.equal(none.stepsUntilDue({ step: 1000, numEdits: 0 }, 1000), Infinity);
    assert.equal(none.isDueBeforeStroke({ step: 1000, numEdits: 0 }, 1000), false);
  });
});

test('undoing many strokes on a large grid costs about what there was to see', () => {
  const sim = core.createSim(SIZE), timeline = new Timeline(sim, snowflake, { budgetBytes: 7 * 60 * 52 * 64 }), { step } = sim;
  timeline.reset(7);
  for (let i = 0; i < 40; i++) {
    timeline.advance(23);
    timeline.apply(disc(20 + i / 4, 30, 2));
  }
  let made = 0;
  sim.step = (numSteps = 1) => {
    made += numSteps;
    step.call(sim, numSteps);
  };
  for (let i = 0; i < 12; i++) {
    const before = made;
    timeline.undo();
    assert.ok(made - before <= 200, `undo ${i + 1} made ${made - before} steps`);
  }
  assert.ok(made <= 24 * 23, `${made} steps for going back ${12 * 23}`);
});

describe('a rehearsal leaves no trace', () => {
  /** Each begins where the rehearsal began. @type {Record<string, (timeline: Timeline) => unknown>} */
  const ways = {
    'when it ends': (timeline) => timeline.endRehearsal(),
    'before an edit': (timeline) => timeline.apply(disc(20, 20)),
    'before an undo': (timeline) => timeline.undo(),
    'before another step is gone to': (timeline) => timeline.goTo(30),
    'when the weights change': (timeline) => timeline.cut(snowman),
  };
  for (const [when, act] of Object.entries(ways)) {
    test(when, () => {
      const [shown, plain] = [begin(), begin()];
      for (const { timeline } of [shown, plain]) {
        timeline.advance(64); // where a state is kept
        timeline.apply(disc(30, 30));
        timeline.advance(32);
      }
      const record = shown.timeline.record, last = shown.timeline.lastStep;
      shown.timeline.rehearse(disc(26, 30, 9));
      shown.timeline.advance(40);
      shown.timeline.rehearse({ type: 'noise', wound: { shape: 'disc', x: 20, y: 30, size: 5, angle: 0 }, seed: 3 });
      shown.timeline.advance(41);
      assert.deepEqual([shown.timeline.step, shown.timeline.canRedo], [177, false]);
      assert.notEqual(shown.bits(), plain.bits());
      assert.deepEqual(shown.timeline.record, record, 'no link tells of it');
      for (const { timeline } of [shown, plain]) act(timeline);
      assert.equal(shown.bits(), plain.bits());
      for (const { timeline } of [shown, plain]) timeline.advance(150);
      assert.equal(shown.bits(), plain.bits());
      assert.deepEqual(shown.timeline.record, plain.timeline.record);
      assert.ok(shown.timeline.lastStep === plain.timeline.lastStep && last === 96);
      for (const { timeline } of [shown, plain]) assert.ok(timeline.goTo(97));
      assert.equal(shown.bits(), plain.bits(), 'no state of it is come back to');
    });
  }

  test('it cannot be undone: what was done before it can', () => {
    const { timeline } = begin();
    timeline.advance(50);
    timeline.rehearse(disc(26, 30));
    assert.equal(timeline.canUndo, false);
    assert.equal(timeline.endRehearsal(), true);
    assert.equal(timeline.endRehearsal(), false);
  });
});
