/** What of the page needs no screen: fields that are typed into, and whose faults are told. */
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';

import { NcaError } from '../../web/core/error.js';
import '../../web/text/en/start.js';
import { loadTestCore } from '../support/core.js';
import { frames, grown } from '../support/light-dom/host.mjs';
import { GOAL_NAMES, severalGoals } from '../support/several-goals.js';

/** @import { BundledEntry } from '../../web/library/entry.js' */

const { setTyped } = await import('../../web/page/dom.js'), { tellFaults } = await import('../../web/page/faults.js');
const { Gallery } = await import('../../web/page/gallery.js'), { bundledModels } = await import('../../web/library/bundled.js');
const { contentIdOf } = await import('../../web/library/identity.js'), { library } = await import('../../web/library/shared.js');
const { connectTimelineBar } = await import('../../web/page/timeline-bar.js');

test('a field is not written while it is typed into', () => {
  const field = document.createElement('input');
  document.body.append(field);
  setTyped(field, '1');
  field.focus();
  field.value = '12';
  setTyped(field, '1');
  assert.equal(field.value, '12');
  field.blur();
  setTyped(field, '1');
  assert.equal(field.value, '1');
  field.remove();
});

test('the faults that nobody caught are told where they are ours', () => {
  const target = new EventTarget(), error = new Error('ours'), foreign = new Error('theirs');
  error.stack = 'Error: ours\n    at act (https://example.org/snow/assets/index-1.js:1:1)';
  foreign.stack = 'Error: theirs\n    at run (chrome-extension://abc/content.js:1:1)';
  /** @type {unknown[]} */
  const told = [];
  tellFaults(target, (each) => told.push(each), 'https://example.org/snow/');
  const happen = (/** @type {string} */ type, /** @type {object} */ what) => target.dispatchEvent(Object.assign(new Event(type), what));
  for (const reason of [foreign, 'a string', undefined, null, { message: 'x' }]) happen('unhandledrejection', { reason });
  happen('error', { error: foreign, filename: 'chrome-extension://abc/content.js' });
  happen('error', { error: null, message: 'ResizeObserver loop completed with undelivered notifications.', filename: 'https://example.org/snow/' });
  assert.deepEqual(told, []);
  const own = new NcaError('LOAD_FAILED');
  happen('unhandledrejection', { reason: error });
  happen('unhandledrejection', { reason: own });
  happen('error', { error, filename: 'https://example.org/snow/assets/index-1.js' });
  happen('error', { error: own, filename: '' });
  assert.deepEqual(told, [error, own, error, own]);
});

test('the slider of time goes on where no change came after an input', { timeout: 60_000 }, async () => {
  for (const id of ['play', 'step', 'back', 'undo', 'redo', 'restart', 'stay']) document.body.append(Object.assign(document.createElement('button'), { id }));
  for (const id of ['play-label', 'travel', 'travel-state']) document.body.append(Object.assign(document.createElement('span'), { id }));
  const time = Object.assign(document.createElement('input'), { id: 'time', type: 'range', min: '0', max: '100' });
  document.body.append(time);
  const element = await grown({ paused: '' });
  connectTimelineBar(element);
  element.step(60);
  await frames(3);
  time.value = '20';
  time.dispatchEvent(new Event('input')); // and then the pointer is lost
  await frames(3);
  assert.deepEqual([element.numSteps, time.value], [20, '20']);
  element.play();
  await frames(30);
  assert.ok(element.numSteps > 20 && Math.abs(Number(time.value) - element.numSteps) <= 5, `${time.value} of ${element.numSteps}`);
  element.remove();
  document.body.replaceChildren();
});

test('a model that comes with several goals has a place in the gallery for each, and turns from one into another', { timeout: 60_000 }, async () => {
  for (const [tag, id] of [['fieldset', 'gallery'], ['div', 'own-model']]) document.body.append(Object.assign(document.createElement(tag), { id }));
  const model = severalGoals(await loadTestCore()), goals = GOAL_NAMES.map((name, i) => ({ name, title: `Goal ${i}` }));
  const several = /** @type {BundledEntry} */ ({ id: 'several', content: contentIdOf(model), kind: 'bundled', title: 'Several', restAt: Infinity, load: async () => model, goals });
  const alone = bundledModels.filter(({ goals }) => !goals);
  mock.getter(library, 'entries', () => [several, ...alone]);
  /** @type {unknown[]} */
  const chosen = [], gallery = new Gallery({ choose: (...which) => chosen.push(which), turn: (goal) => chosen.push(['turn', goal]), trainOn: async () => {} });
  const radios = [...document.querySelectorAll('#gallery input')].map((radio) => /** @type {HTMLInputElement} */ (radio));
  assert.equal(radios.length, GOAL_NAMES.length + alone.length);
  const ofGoals = radios.filter(({ value }) => value.startsWith('several '));
  assert.deepEqual(ofGoals.slice(0, 3).map(({ parentElement }) => parentElement?.textContent), ['Goal 0', 'Goal 1', 'Goal 2']);
  gallery.show(model, 2);
  assert.equal(ofGoals[2].checked, true);
  ofGoals[1].click();
  radios[0].click();
  assert.deepEqual(chosen, [['turn', GOAL_NAMES[1]], [alone[0].id, '']]);
  mock.restoreAll();
});
