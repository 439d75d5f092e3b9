/** Goals, mixes and kinds in a run: on the timeline, in its record and in a link it is the same run, to the bit. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { MAX_KINDS } from '../web/core/fields.js';
import { goalOfMix, isSameMix, mixOfGoal, weightsOf } from '../web/core/mix.js';
import { quantise, roundMix } from '../web/core/quantise.js';
import { Timeline } from '../web/core/timeline.js';
import { decodeState, encodeState } from '../web/keep/link.js';
import { linkStateOf, recordOf } from '../web/keep/record.js';
import { loadTestCore, randomNumbers } from './support/core.js';
import { severalGoals } from './support/several-goals.js';

/** @import { Core } from '../web/core/nca.js' */
/** @import { Edit } from '../web/core/script.js' */
/** @import { Model } from '../web/core/types.js' */

const SIZE = { height: 24, width: 40 };

/** @type {Core} */
let core;
/** @type {Model} */
let model;
/** Of the same shape. @type {Model} */
let other;
before(async () => {
  core = await loadTestCore();
  model = severalGoals(core);
  other = { ...model, params: model.params.map((value, i) => (i % 5 ? value : 0.9 * value)) };
});

/** @param {{ budgetBytes?: number }} [options] */
function begin(options) {
  const sim = core.createSim(SIZE), timeline = new Timeline(sim, model, options);
  timeline.reset(7);
  return { sim, timeline, bits: () => Buffer.from(sim.state.slice().buffer).toString('base64') };
}

const disc = (/** @type {number} */ x, /** @type {number} */ y, size = 3) => /** @type {const} */ ({ shape: 'disc', x, y, size });
/** Numbers as a hand gives them. @returns {Edit[]} */
const allEdits = () => [
  { type: 'mix', mix: [0, 0, 1] }, { type: 'seed', x: 6.4, y: 5.2, mix: [0, 1] }, { type: 'graft', wound: disc(20.2, 11.7), mix: [1 / 3, 2 / 3] },
  { type: 'wound', wound: disc(22, 12) }, { type: 'seed', x: 33, y: 18 }, { type: 'model', model: other, mix: [0.5, -0.25, 0.75] },
  { type: 'graft', wound: { shape: 'half', x: 20, y: 12, angle: 0.3 }, mix: [0, 1] }, { type: 'mix', mix: [1] }, { type: 'graft', wound: { shape: 'band', x: 20, y: 12, size: 4, angle: 1 }, mix: [0, 0, 1] },
  { type: 'model', model },
];

test('any step it has seen is the same when it comes back to it, whatever grew there', () => {
  for (const budgetBytes of [undefined, 40_000, 0]) {
    const { sim, timeline, bits } = begin({ budgetBytes }), edits = allEdits();
    /** @type {Map<number, string>} */
    const seen = new Map(), kinds = new Map();
    for (let i = 0; i < 90; i++) {
      timeline.advance(4);
      if (i % 9 === 4) timeline.apply(quantise(edits[Math.floor(i / 9)]));
      seen.set(timeline.step, bits());
      kinds.set(timeline.step, sim.kinds?.slice());
    }
    assert.equal(new Set(seen.values()).size, 90);
    for (const step of [...seen.keys()].sort((a, b) => ((a * 37) % 101) - ((b * 37) % 101))) {
      assert.ok(timeline.goTo(step));
      assert.ok(bits() === seen.get(step), `step ${step} differs`);
      assert.deepEqual(sim.kinds?.slice(), kinds.get(step));
    }
    sim.destroy();
  }
});

test('each is taken back and done again', () => {
  const { sim, timeline, bits } = begin(), edits = allEdits(), states = [];
  for (const edit of edits) {
    timeline.advance(9);
    states.push(bits());
    timeline.apply(quantise(edit));
  }
  timeline.advance(9);
  const end = bits();
  for (let i = edits.length - 1; i >= 0; i--) {
    timeline.undo();
    assert.ok(bits() === states[i], edits[i].type);
  }
  assert.equal(sim.numKinds, 1);
  for (let i = 0; i < edits.length; i++) timeline.redo();
  timeline.advance(9);
  assert.ok(bits() === end);
  timeline.apply({ type: 'graft', wound: disc(20, 12), mix: [0, 1] });
  assert.equal(sim.numKinds, 2);
  timeline.reset(7);
  assert.deepEqual([sim.numKinds, timeline.settings.kinds], [1, [[1]]], 'a new beginning has one kind');
});

test('another goal is grown as if it alone had been set, and another mix likewise', () => {
  for (const mix of [[0, 1], [0.25, 0.75], [0.5, -0.5, 1]]) {
    const { sim, timeline, bits } = begin();
    timeline.apply({ type: 'mix', mix });
    timeline.reset(7);
    timeline.advance(30);
    const alone = core.createSim(SIZE);
    alone.setModel(model);
    alone.setMix(weightsOf(mix, 3));
    alone.reset(7);
    alone.step(30);
    assert.equal(bits(), Buffer.from(alone.state.slice().buffer).toString('base64'));
    for (const each of [sim, alone]) each.destroy();
  }
});

test('a rehearsed graft leaves nothing behind', () => {
  const { sim, timeline, bits } = begin();
  timeline.advance(12);
  const before = bits();
  timeline.rehearse({ type: 'graft', wound: disc(20, 12), mix: [0, 1] });
  timeline.advance(6);
  assert.equal(sim.numKinds, 2);
  timeline.endRehearsal();
  assert.deepEqual([bits() === before, sim.numKinds, timeline.canUndo], [true, 1, false]);
});

test('a grid holds as many kinds as it can, and then the last one gives way', () => {
  const { sim, timeline } = begin();
  for (let i = 1; i < MAX_KINDS + 20; i++) timeline.apply(quantise({ type: 'seed', x: i % 40, y: 3, mix: [1 - i / 512, i / 512] }));
  assert.deepEqual([sim.numKinds, timeline.settings.kinds?.length], [MAX_KINDS, MAX_KINDS]);
  timeline.apply({ type: 'mix', mix: [1] });
  assert.equal(sim.numKinds, 1);
});

test('a link tells the very run again', () => {
  const { timeline, bits } = begin();
  timeline.apply({ type: 'mix', mix: roundMix([0.2, 0, 0.8]) });
  timeline.reset(0xc0ffee);
  for (const edit of allEdits()) {
    timeline.advance(7);
    timeline.apply(quantise(edit));
  }
  timeline.advance(7);
  const record = timeline.record;
  assert.ok(record);
  const link = encodeState({ ...linkStateOf(record, (each) => (each === model ? 'one' : 'two')), size: SIZE, speed: 30 });
  assert.ok(link.length < 220, `${link.length} characters`);
  const state = decodeState(link);
  assert.ok(state);
  const told = recordOf(state, (name) => (name === 'one' ? model : other));
  assert.deepEqual(told, record);
  const again = begin();
  again.timeline.tell(told);
  while (!again.timeline.goTo(told.step, { maxSteps: 3 }));
  assert.equal(again.bits(), bits());
  for (let i = 0; i < 4; i++) for (const each of [timeline, again.timeline]) each.undo();
  assert.equal(again.bits(), bits());
});

test('a mix of a link sums to 1 and is of few bytes; one that does not is none', () => {
  const random = randomNumbers(2);
  for (let i = 0; i < 500; i++) {
    const rough = Array.from({ length: 1 + (i % 9) }, () => random() + 0.2), sum = rough.reduce((all, each) => all + each, 0);
    if (sum < 0.3) continue;
    const mix = roundMix(rough.map((each) => each / sum));
    assert.deepEqual(roundMix(mix), mix);
    assert.equal(mix.reduce((all, each) => all + each, 0), 1);
    mix.forEach((weight, goal) => assert.ok(Math.fround(weight) === weight && Math.abs(weight - rough[goal] / sum) < 1e-3));
    const state = { model: 'one', seed: 1, edits: [], step: 0, speed: 30, mix0: mix }, back = decodeState(encodeState(state));
    assert.deepEqual(back?.mix0 ?? [1], mix);
  }
  const base = { model: 'one', seed: 1, edits: [], step: 0, speed: 30 };
  assert.equal(encodeState({ ...base, mix0: [1] }), encodeState(base));
  assert.ok(encodeState({ ...base, mix0: mixOfGoal(254) }).length - encodeState(base).length < 9);
  assert.throws(() => quantise({ type: 'mix', mix: [NaN, 1] }), /not finite/);
  assert.deepEqual([goalOfMix([1]), goalOfMix([0, 0, 1]), goalOfMix([0.5, 0.5]), goalOfMix([1, 0.5, -0.5]), isSameMix([1], [1, 0, 0]), isSameMix([1], [0, 1])], [0, 2, undefined, undefined, true, false]);
});
