/** The timeline: whatever way it came to a step, the state there is the same, to the bit. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, test } from 'node:test';

import { loadCore } from '../web/core/nca.js';
import { Timeline } from '../web/core/timeline.js';
import { compileShippedWasm } from './support/core.js';

/** @import { Core } from '../web/core/nca.js' */
/** @import { Edit } from '../web/core/timeline.js' */
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
  while (!other.timeline.goTo(record.step, 64)) calls++;
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
