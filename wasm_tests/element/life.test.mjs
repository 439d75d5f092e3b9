/** The life of an element in a document without a screen: it grows, stands, is wounded, is moved and removed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { frames, grown, next, place, screen, untilNoFrameIsWanted } from '../support/light-dom/host.mjs';

/** @import { SnowflakeNca as Element } from '../../web/element/snowflake-nca.js' */

const TIMEOUT = { timeout: 60_000 };

/** @param {Element} element */
const checksum = ({ sim }) => sim?.state.reduce((sum, value, i) => sum + value * ((i % 97) + 1), 0);

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

/** A little more than what grows is kept for. */
const GONE_MS = 1100;
const gone = () => new Promise((resolve) => { setTimeout(resolve, GONE_MS); });

test('moved in the document it goes on as it was: state, wounds, what was taken back, and whether it plays', TIMEOUT, async () => {
  const element = await grown({ paused: '', size: '48' }), elsewhere = document.body.appendChild(document.createElement('section'));
  element.step(60);
  element.wound(24, 24, 5);
  element.wound(30, 24, 2);
  element.undo();
  await frames(2);
  const { sim } = element, state = [...sim?.state ?? []];
  /** @type {string[]} */
  const heard = [];
  for (const type of ['ready', 'play', 'pause', 'error']) element.addEventListener(type, () => heard.push(type));
  elsewhere.append(element);
  element.remove();
  await frames(3);
  document.body.append(element);
  await frames(3);
  assert.deepEqual([[...element.sim?.state ?? []], element.numSteps, element.timeline?.canRedo, element.paused, heard], [state, 60, true, true, []]);
  element.redo();
  await frames(2);
  assert.equal(element.timeline?.record?.edits.length, 2);
  element.play();
  await frames(10);
  const at = element.numSteps;
  assert.ok(at > 60);
  elsewhere.append(element);
  await gone();
  await frames(10);
  assert.ok(element.numSteps > at, 'it stays alive where it is, and plays');
  assert.deepEqual(heard, ['play']);
  element.remove();
});

test('what is asked of it on the way is done', TIMEOUT, async () => {
  const element = await grown({ paused: '' });
  element.remove();
  element.size = '40';
  element.step(3);
  element.play();
  document.body.append(element);
  await frames(10);
  assert.equal(element.sim?.height, 40);
  assert.ok(element.numSteps > 4);
  element.remove();
});

test('in another document it has its looks', TIMEOUT, async () => {
  const element = await grown({ paused: '' }), frame = document.body.appendChild(document.createElement('iframe')), other = /** @type {Document} */ (frame.contentDocument);
  element.step(9);
  other.body.append(element);
  assert.equal(element.numSteps, 9);
  assert.ok(element.shadowRoot?.querySelector('style') ?? element.shadowRoot?.adoptedStyleSheets.length);
  element.remove();
  frame.remove();
});

test('removed it gives all back, and put elsewhere it grows again', TIMEOUT, async () => {
  const element = await grown(), { sim } = element;
  element.remove();
  await gone();
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

test('it may be taken away by whoever hears of it', TIMEOUT, async () => {
  const kinds = ['ready', 'play', 'pause', 'step', 'edit', 'wound', 'plant', 'healed', 'rest', 'modelchange'];
  const doings = /** @type {((element: Element) => unknown)[]} */ ([
    (element) => element.step(30), (element) => element.wound(36, 36, 4), (element) => element.plantSeed(20, 20), (element) => { element.angle = 30; },
    (element) => { element.fireRate = 0.4; }, (element) => { element.seed = 9; }, (element) => { element.size = '40'; }, (element) => element.restart(),
    (element) => element.pause(), (element) => element.play(), (element) => element.undo(), (element) => element.goTo(3),
    (element) => element.loadModel('ice-star'), (element) => element.loadModel('ice-star', { keepGrid: true }),
  ]);
  for (const kind of kinds) {
    for (const [i, act] of doings.entries()) {
      const element = await grown({ 'rest-at': '20' }), faults = /** @type {unknown[]} */ ([]);
      element.addEventListener('error', (event) => faults.push(/** @type {any} */ (event).detail.code));
      element.wound(30, 30, 2); // something to be taken back
      await frames(3);
      element.addEventListener(kind, () => element.remove());
      await act(element);
      await frames(45);
      assert.deepEqual(faults, [], `${kind}, ${i}`);
      element.remove();
    }
  }
});

test('a still picture of another seed, angle, fire rate or size is a still picture', TIMEOUT, async () => {
  const element = await grown({ autoplay: 'false' }), seen = new Set([checksum(element)]);
  assert.equal(element.numSteps, 96);
  for (const [name, value] of Object.entries({ seed: '5', angle: '30', 'fire-rate': '0.7', size: '80' })) {
    element.setAttribute(name, value);
    await frames(2);
    assert.equal(element.numSteps, 96, name);
    seen.add(checksum(element));
  }
  assert.equal(seen.size, 5);
  element.remove();
});

test('a model that cannot be fetched is told of', TIMEOUT, async () => {
  const element = place({ model: 'nowhere' }), { code, sentence } = await next(element, 'error');
  assert.equal(code, 'LOAD_FAILED');
  assert.match(sentence, /^[A-Z].*\.$/);
  element.remove();
});
