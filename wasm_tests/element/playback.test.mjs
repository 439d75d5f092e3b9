/** Playing, standing still, resting, travelling: what an element does as time goes by, and what it says of it. */
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';

import { Sim } from '../../web/core/sim.js';
import { Player } from '../../web/element/player.js';
import { frames, grown, next, place, screen, untilNoFrameIsWanted } from '../support/light-dom/host.mjs';

/** @import { Happening, State } from '../../web/element/player.js' */

const TIMEOUT = { timeout: 60_000 };

afterEach(() => {
  screen.prefersReducedMotion = false;
  screen.drawFault = undefined;
});

describe('the states of a player', () => {
  /** @type {Record<string, Record<Happening, State>>} */
  const TABLE = {
    still: { play: 'playing', pause: 'still', rest: 'still', touch: 'paused', change: 'paused', restart: 'paused', fail: 'still' },
    paused: { play: 'playing', pause: 'paused', rest: 'paused', touch: 'paused', change: 'paused', restart: 'paused', fail: 'paused' },
    playing: { play: 'playing', pause: 'paused', rest: 'resting', touch: 'playing', change: 'playing', restart: 'playing', fail: 'failed' },
    resting: { play: 'playing', pause: 'paused', rest: 'resting', touch: 'playing', change: 'resting', restart: 'playing', fail: 'resting' },
    failed: { play: 'playing', pause: 'paused', rest: 'failed', touch: 'failed', change: 'failed', restart: 'playing', fail: 'failed' },
    empty: { play: 'empty', pause: 'empty', rest: 'empty', touch: 'empty', change: 'empty', restart: 'empty', fail: 'empty' },
  };
  /** @param {string} state */
  const playerIn = (state) => {
    const player = new Player(() => {});
    if (state !== 'empty') player.begin(state === 'still' || state === 'paused' ? state : 'playing');
    if (state === 'resting') player.happen('rest');
    if (state === 'failed') player.happen('fail');
    assert.equal(player.state, state);
    return player;
  };

  for (const [state, row] of Object.entries(TABLE)) {
    test(state, () => {
      for (const [what, becomes] of Object.entries(row)) {
        const player = playerIn(state);
        player.happen(/** @type {Happening} */ (what));
        assert.equal(player.state, becomes, what);
      }
    });
  }

  test('on a way it goes back to what it did, if nothing else is wanted', () => {
    for (const [state, before, after] of /** @type {const} */ ([
      ['playing', undefined, 'playing'], ['paused', undefined, 'paused'], ['resting', undefined, 'paused'], ['still', undefined, 'paused'], ['playing', 'pause', 'paused'], ['paused', 'play', 'playing'],
    ])) {
      const player = playerIn(state);
      player.travel();
      assert.equal(player.state, 'travelling');
      if (before) player.happen(before);
      assert.equal(player.state, 'travelling');
      player.arrive();
      assert.equal(player.state, after, `${state}, ${before}`);
    }
  });
  test('what is done on a way ends it there', () => {
    for (const what of /** @type {const} */ (['touch', 'change', 'restart'])) {
      const player = playerIn('playing');
      player.travel();
      player.happen(what);
      assert.equal(player.state, 'playing', what);
    }
    const player = playerIn('playing');
    player.travel();
    player.happen('fail');
    assert.equal(player.state, 'failed');
  });
});

describe('the author\'s markup stays as it was written', () => {
  /** @param {Record<string, string>} attributes @param {boolean} prefersReducedMotion */
  const still = async (attributes, prefersReducedMotion) => {
    screen.prefersReducedMotion = prefersReducedMotion;
    const element = await grown(attributes);
    await frames(3);
    assert.deepEqual([element.hasAttribute('paused'), element.paused, element.numSteps], [false, true, 96]);
    return element;
  };
  test('where less motion is wanted, and with autoplay="false"', TIMEOUT, async () => {
    for (const [attributes, reduced] of /** @type {[Record<string, string>, boolean][]} */ ([[{}, true], [{ autoplay: 'false' }, false]])) {
      const element = await still(attributes, reduced);
      element.remove();
      document.body.append(element);
      await frames(3);
      assert.deepEqual([element.paused, element.numSteps], [true, 96], 'also where it is moved in the document');
      element.play();
      await frames(20);
      assert.ok(element.numSteps > 2 && element.numSteps < 30, 'it grows from one cell');
      element.pause();
      assert.equal(element.hasAttribute('paused'), true, 'what somebody asks for is written');
      element.remove();
    }
  });
  test('where it rests', TIMEOUT, async () => {
    const element = await grown({ 'rest-at': '5', speed: '60' }), rested = next(element, 'rest');
    await frames(20);
    assert.deepEqual([await rested, element.isResting, element.paused, element.hasAttribute('paused'), element.numSteps], [{ numSteps: 5 }, true, true, false, 5]);
    await untilNoFrameIsWanted();
    element.wound(36, 36, 1);
    assert.deepEqual([element.isResting, element.paused], [false, false]);
    await frames(60);
    assert.deepEqual([element.isResting, element.numSteps], [true, 53], 'it wakes for as long as it takes to see what it makes of it');
    element.paused = !element.paused;
    await frames(10);
    assert.ok(element.numSteps > 53);
    element.remove();
  });
  test('where it says paused', TIMEOUT, async () => {
    screen.prefersReducedMotion = true;
    const element = await grown({ paused: '' });
    await frames(2);
    assert.deepEqual([element.hasAttribute('paused'), element.numSteps], [true, 0]);
    element.remove();
  });
});

test('who pauses while it loads finds it paused, and is told so', TIMEOUT, async () => {
  const element = place(), paused = next(element, 'pause');
  element.pause();
  await paused;
  await next(element, 'ready');
  await frames(5);
  assert.deepEqual([element.paused, element.numSteps], [true, 0]);
  element.remove();
});

describe('a frame that throws', () => {
  for (const [what, spoil, mend] of /** @type {[string, () => void, () => void][]} */ ([
    ['while it draws', () => { screen.drawFault = new Error('out of paint'); }, () => { screen.drawFault = undefined; }],
    (() => {
      const { step } = Sim.prototype;
      return ['while it steps', () => { Sim.prototype.step = () => { throw new Error('out of steps'); }; }, () => { Sim.prototype.step = step; }];
    })(),
  ])) {
    test(what, TIMEOUT, async () => {
      const element = await grown();
      await frames(5);
      const error = next(element, 'error'), paused = next(element, 'pause');
      try {
        spoil();
        await untilNoFrameIsWanted();
      } finally {
        mend();
      }
      assert.match((await error).cause.message, /^out of/);
      await paused;
      assert.equal(element.paused, true);
      const at = element.numSteps;
      element.play();
      await frames(20);
      assert.ok(element.numSteps > at, 'playing tries again');
      element.remove();
    });
  }
});

test('of what happens in a frame it is told once, and the whole grid is looked at once', TIMEOUT, async () => {
  const element = await grown({ speed: '60' });
  element.step(90);
  element.wound(36, 36, 3); // from now on there is something that it is held to
  await frames(2);
  let numTold = 0, numLooks = 0;
  const error = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(Sim.prototype, 'error'));
  Object.defineProperty(Sim.prototype, 'error', { ...error, get() { numLooks++; return error.get?.call(this); } });
  element.addEventListener('step', () => { numTold++; });
  try {
    for (const frame of [1, 2, 3, 4]) {
      for (let stamp = 0; stamp < 5; stamp++) element.edit({ type: 'wound', wound: { shape: 'disc', x: 30 + stamp, y: 30 + frame, size: 1 } }, { joins: true });
      await frames(1);
    }
  } finally {
    Object.defineProperty(Sim.prototype, 'error', error);
  }
  assert.ok(numTold > 0 && numTold <= 4, `told ${numTold} times in 4 frames`);
  assert.ok(numLooks <= 12, `${numLooks} looks in 4 frames of 5 stamps`); // before the first stamp, after the step and for the meters at most, and not after each stamp
  element.remove();
});

test('on a way of many frames each is drawn, told of and looked at once, and nothing is looked at before the first', TIMEOUT, async () => {
  const element = await grown({ paused: '' }), { step, rgba } = Sim.prototype, counts = { pictures: 0, told: 0, looks: 0 };
  let numFrames = 0;
  element.step(90);
  element.wound(36, 36, 3);
  element.step(60);
  await untilNoFrameIsWanted();
  const error = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(Sim.prototype, 'error'));
  Object.defineProperty(Sim.prototype, 'error', { ...error, get() { counts.looks++; return error.get?.call(this); } });
  Sim.prototype.step = function (/** @type {number} */ numSteps) {
    for (const endMs = performance.now() + 20; performance.now() < endMs;); // dear ones: each has a slice to itself
    step.call(this, numSteps);
  };
  Sim.prototype.rgba = function () {
    counts.pictures++;
    return rgba.call(this);
  };
  element.addEventListener('step', () => { counts.told++; });
  try {
    element.goTo(149);
    assert.equal(counts.looks, 0);
    for (; element.timeline?.goal !== undefined; numFrames++) await frames();
    await frames(2);
  } finally {
    Object.assign(Sim.prototype, { step, rgba });
    Object.defineProperty(Sim.prototype, 'error', error);
  }
  assert.ok(numFrames > 10, `a way of ${numFrames} frames`);
  for (const [what, count] of Object.entries(counts)) assert.ok(count > 1 && count <= numFrames + 2, `${what}: ${count} in ${numFrames} frames`);
  element.remove();
});

test('what was done does not grow without end', TIMEOUT, async () => {
  const element = await grown({ paused: '', size: '16' });
  for (let i = 0; i < 10_001; i++) element.edit({ type: 'seed', x: i % 16, y: 3 }, { joins: i % 100 > 0 });
  assert.deepEqual([element.timeline?.record, element.timeline?.canUndo], [undefined, true], 'the past was let go');
  element.undo();
  await frames(2);
  assert.equal(element.timeline?.canUndo, false);
  element.restart();
  assert.equal(element.timeline?.record?.edits.length, 0);
  element.remove();
});

test('edits meet a redo that has not arrived where it will have', TIMEOUT, async () => {
  const element = await grown({ paused: '' }), { step } = Sim.prototype;
  element.step(20);
  element.wound(36, 36, 2);
  element.undo();
  element.goTo(0);
  assert.deepEqual([element.numSteps, element.timeline?.goal], [0, undefined]);
  Sim.prototype.step = function (/** @type {number} */ numSteps) {
    for (const endMs = performance.now() + 16; performance.now() < endMs;);
    step.call(this, numSteps);
  };
  try {
    element.redo();
    element.play();
    assert.deepEqual([element.paused, element.timeline?.goal], [false, 20], 'it is on its way');
    element.wound(3, 3, 1);
    for (let i = 0; i < 60 && element.timeline?.goal !== undefined; i++) await frames();
  } finally {
    Sim.prototype.step = step;
  }
  assert.equal(element.timeline?.goal, undefined);
  assert.deepEqual(element.timeline?.record?.edits.map((each) => [each.step, each.edit.type]), [[20, 'wound'], [20, 'wound']]);
  await frames(20);
  assert.ok(element.numSteps > 20, 'it plays on');
  element.remove();
});

test('a picture taken gives its canvas back', TIMEOUT, async () => {
  const element = await grown({ paused: '' });
  await frames(2);
  screen.canvases.clear();
  assert.equal((await element.toBlob())?.type, 'image/png');
  assert.deepEqual([...screen.canvases].filter(({ width, height }) => width * height > 0), []);
  element.remove();
});
