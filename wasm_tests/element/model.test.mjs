/** The model of an element: nothing is cleared before its successor is there, the newest wins, and the attribute names what grows. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { frames, grown, next, place } from '../support/light-dom/host.mjs';

const TIMEOUT = { timeout: 60_000 };

/** @param {EventTarget} element @param {string} type */
function heard(element, type) {
  /** @type {any[]} */
  const details = [];
  element.addEventListener(type, (event) => details.push(/** @type {CustomEvent} */ (event).detail));
  return details;
}

test('another model by its attribute, while it plays', TIMEOUT, async () => {
  const element = await grown({ model: 'snowman' }), ready = heard(element, 'ready');
  await frames(5);
  element.model = 'ice-star';
  assert.equal(element.modelTitle, 'Snowman', 'until the other one is there');
  const coming = next(element, 'ready');
  await frames(3);
  assert.equal((await coming).title, 'Ice star');
  await frames(5);
  assert.deepEqual([ready.map(({ title }) => title), element.modelTitle, element.currentModel?.name, element.model], [['Ice star'], 'Ice star', element.timeline?.settings.model.name, 'ice-star']);
  element.remove();
});

test('one that cannot be had leaves all as it was', TIMEOUT, async () => {
  const element = await grown({ model: 'snowman' }), { currentModel } = element;
  element.model = 'nowhere';
  assert.equal((await next(element, 'error')).code, 'LOAD_FAILED');
  await frames(3);
  assert.deepEqual([element.modelTitle, element.currentModel === currentModel, element.model], ['Snowman', true, 'nowhere']);
  element.size = '40';
  assert.equal(element.sim?.height, 40);
  element.remove();
});

test('what is loaded by method is named by the attribute, or by none', TIMEOUT, async () => {
  const element = await grown({ model: 'ice-star', paused: '' });
  assert.equal(await element.loadModel('snowman'), true);
  assert.equal(element.model, 'snowman');
  const bundled = /** @type {import('../../web/core/types.js').Model} */ (element.currentModel);
  const own = { ...bundled, name: 'Mine', params: bundled.params.map((value) => value * 0.999) }; // another name alone would make it no other model
  assert.equal(await element.loadModel(own, { keepGrid: true }), true);
  assert.deepEqual([element.hasAttribute('model'), element.modelTitle, element.currentModel === own], [false, 'Mine', true]);
  element.undo();
  await frames(2);
  assert.deepEqual([element.model, element.modelTitle], ['snowman', 'Snowman'], 'undo brings the model back, and its name');
  element.redo();
  await frames(2);
  assert.deepEqual([element.hasAttribute('model'), element.modelTitle], [false, 'Mine']);
  element.remove();
  await new Promise((resolve) => { setTimeout(resolve, 1100); }); // until what grew is gone
  const again = next(element, 'ready');
  document.body.append(element);
  assert.equal((await again).title, 'Mine');
  element.remove();
});

test('of several the newest wins, and no other is told of', TIMEOUT, async () => {
  const element = place({ model: 'snowman' }), ready = heard(element, 'ready'), errors = heard(element, 'error');
  const answers = [element.loadModel('nowhere'), element.loadModel('ice-bloom')];
  element.model = 'evergreen';
  answers.push(element.loadModel('ice-star'));
  assert.deepEqual(await Promise.all(answers), [false, false, true]);
  await frames(2);
  assert.deepEqual([ready.map(({ title }) => title), errors, element.model], [['Ice star'], [], 'ice-star']);
  element.remove();
});

test('what was asked for while it was nowhere grows when it is somewhere', TIMEOUT, async () => {
  const element = await grown({ model: 'snowman' });
  element.remove();
  element.model = 'ice-star';
  const ready = heard(element, 'ready');
  document.body.append(element);
  await next(element, 'ready');
  assert.deepEqual(ready.map(({ title }) => title), ['Ice star']);
  element.remove();
});

test('two loads at once make one core', TIMEOUT, async () => {
  const { instantiate } = WebAssembly;
  let numCores = 0;
  WebAssembly.instantiate = /** @type {any} */ ((/** @type {any} */ ...args) => {
    numCores++;
    return /** @type {any} */ (instantiate)(...args);
  });
  try {
    for (let i = 0; i < 3 && numCores !== 1; i++) { // one that is only late, of an element of another test, counts once and not each time
      numCores = 0;
      const element = place({ paused: '' });
      await Promise.all([element.prepareModel('snowman'), element.prepareModel('evergreen'), next(element, 'ready')]);
      element.remove();
    }
    assert.equal(numCores, 1);
  } finally {
    WebAssembly.instantiate = instantiate;
  }
});

test('settings go both ways, and an author\'s words stay as they were written', TIMEOUT, async () => {
  const element = await grown({ angle: '12.34', 'fire-rate': '.7' });
  await frames(10);
  element.step(5);
  assert.deepEqual([element.getAttribute('angle'), element.getAttribute('fire-rate')], ['12.34', '.7']);
  element.pause();
  element.angle = 33.3;
  element.wound(3, 3, 1);
  element.undo();
  await frames(2);
  assert.equal(element.getAttribute('angle'), '33.3');
  element.undo();
  await frames(2);
  assert.equal(element.angle, 12.34375, 'as the timeline has it: in 64ths of a degree');
  element.redo();
  await frames(2);
  assert.ok(Math.abs(element.angle - 33.3) < 1 / 128);
  element.remove();
});
