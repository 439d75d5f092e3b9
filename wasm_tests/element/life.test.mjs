/** The life of an element in a document without a screen: it grows, stands, is wounded, is moved and removed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { frames, grown, next, place, screen, untilNoFrameIsWanted } from '../support/light-dom/host.mjs';

const TIMEOUT = { timeout: 60_000 };

test('it grows with the frames, and tells of it', TIMEOUT, async () => {
  const element = await grown({ model: 'ice-star' }), told = next(element, 'step');
  assert.equal(element.numSteps, 0);
  await frames(61);
  assert.ok(Math.abs(element.numSteps - 30) <= 1, `${element.numSteps} steps in a second`);
  assert.ok((await told).numAlive > 0);
  assert.ok(screen.numDrawn > 30);
  element.remove();
});

test('paused it makes no step, and wants no frame', TIMEOUT, async () => {
  const element = await grown({ paused: '' });
  await untilNoFrameIsWanted();
  assert.equal(element.numSteps, 0);
  element.step(5);
  assert.equal(element.numSteps, 5);
  element.remove();
});

test('a wound is taken back, and done again', TIMEOUT, async () => {
  const element = await grown({ paused: '' });
  element.step(60);
  const whole = element.numAlive;
  element.wound(36, 36, 8);
  const wounded = element.numAlive;
  assert.ok(wounded < whole);
  element.undo();
  await frames(2);
  assert.equal(element.numAlive, whole);
  element.redo();
  await frames(2);
  assert.equal(element.numAlive, wounded);
  element.remove();
});

test('removed it gives all back, and put elsewhere it grows again', TIMEOUT, async () => {
  const element = await grown(), { sim } = element;
  element.remove();
  assert.equal(element.sim, undefined);
  await untilNoFrameIsWanted();
  assert.throws(() => sim?.numSteps, /was destroyed/, 'its memory in the core too');
  const again = next(element, 'ready');
  document.body.append(element);
  await again;
  await frames(10);
  assert.ok(element.numSteps > 0);
  element.remove();
});

test('a model that cannot be fetched is told of', TIMEOUT, async () => {
  const element = place({ model: 'nowhere' }), { code, sentence } = await next(element, 'error');
  assert.equal(code, 'LOAD_FAILED');
  assert.match(sentence, /^[A-Z].*\.$/);
  element.remove();
});
