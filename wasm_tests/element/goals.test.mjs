/** What of several grows in the element: asked for by attributes, changed while it lives, planted and grafted, taken back. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, mock, test } from 'node:test';

import { FIRST_FLAKE, mixOfFlake } from '../../web/core/family.js';
import { parseMix } from '../../web/element/attributes.js';
import { loadTestCore } from '../support/core.js';
import { frames, grown, inside, place, untilNoFrameIsWanted } from '../support/light-dom/host.mjs';
import { GOAL_NAMES, severalGoals } from '../support/several-goals.js';

/** @import { Model } from '../../web/core/types.js' */

const TIMEOUT = { timeout: 60_000 };
const [, FERN, SNOW] = GOAL_NAMES;

/** @type {Model} */
let model;
before(async () => { model = severalGoals(await loadTestCore()); });

/** @param {Record<string, string>} attributes */
async function placed(attributes = {}) {
  const element = await grown({ model: 'snowman', paused: '', interactive: '' });
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  assert.equal(await element.loadModel(model), true);
  await frames(2);
  return element;
}

/** @param {Awaited<ReturnType<typeof placed>>} element */
const shown = (element) => [element.getAttribute('goal'), element.getAttribute('mix')];
/** @param {Awaited<ReturnType<typeof placed>>} element */
const kindsOf = (element) => element.timeline?.settings.kinds ?? [[1]];

test('a mix is read as shares, or not at all', TIMEOUT, () => {
  assert.deepEqual(parseMix('0.3,0.7'), [0.3, 0.7]);
  assert.deepEqual(parseMix(' 1, 3 '), [0.25, 0.75]);
  assert.deepEqual(parseMix('1.5,-0.5'), [1.5, -0.5]);
  for (const bad of [null, '', 'a', '1,', '1,,2', '1;2', '0,0', '1,-1', '-1,0.5', '1,Infinity', '1,NaN', '100,-99', '1,'.repeat(255) + 1]) assert.equal(parseMix(bad), undefined, String(bad));
});

test('of a family where nobody says which: one that its rule grows well, and no corner of what it has learnt', { timeout: 120_000 }, async () => {
  const family = (await loadTestCore()).readModel(new Uint8Array(await readFile(new URL('../../assets/models/ice-family.safetensors', import.meta.url))));
  const element = await placed();
  assert.equal(await element.loadModel(family), true);
  assert.deepEqual(kindsOf(element)[0], mixOfFlake(FIRST_FLAKE));
  element.step(300);
  assert.ok(element.numAlive > 300 && element.numAlive < 1200, `${element.numAlive} cells are alive`);
  element.setAttribute('goal', '99'); // which it has not
  await frames(2);
  assert.deepEqual(kindsOf(element)[0], mixOfFlake(FIRST_FLAKE));
});

test('by its name, its number, or a mix; which counts, and what an author wrote stays', TIMEOUT, async () => {
  for (const [attributes, kind] of /** @type {[Record<string, string>, number[]][]} */ ([
    [{}, [1]], [{ goal: FERN }, [0, 1]], [{ goal: '2' }, [0, 0, 1]], [{ goal: '0' }, [1]], [{ goal: FERN, mix: '1,1' }, [0.5, 0.5]], [{ mix: '0,0,2' }, [0, 0, 1]],
  ])) {
    const element = await placed(attributes);
    assert.deepEqual(kindsOf(element), [kind]);
    element.step(3);
    assert.deepEqual(shown(element), [attributes.goal ?? null, attributes.mix ?? null]);
    element.remove();
  }
});

test('changed on a living flake it goes on as the other, and is taken back', TIMEOUT, async () => {
  const element = await placed();
  element.step(12);
  const before = element.sim?.state.slice();
  element.goal = FERN;
  assert.deepEqual([element.numSteps, element.sim?.state.slice()], [12, before], 'without a restart');
  element.step(8);
  const fern = element.sim?.state.slice();
  element.undo();
  await frames(2);
  assert.deepEqual([shown(element), element.numSteps, element.sim?.state.slice()], [[null, null], 12, before]);
  element.redo();
  await frames(2);
  element.step(8);
  assert.deepEqual([shown(element), element.sim?.state.slice()], [[FERN, null], fern]);
  element.mix = [0.25, 0, 0.75];
  assert.deepEqual([kindsOf(element), shown(element)], [[[0.25, 0, 0.75]], [FERN, '0.25,0,0.75']]);
  element.goTo(0);
  await frames(2);
  assert.deepEqual(shown(element), [null, null]);
  element.goTo(20);
  await frames(2);
  assert.deepEqual(shown(element), [null, '0.25,0,0.75']);
  element.goal = SNOW;
  assert.deepEqual([kindsOf(element), shown(element)], [[[0, 0, 1]], [SNOW, null]], 'who asks for a goal wants no mix');
  element.goal = '';
  assert.deepEqual([kindsOf(element), shown(element)[1]], [[[1]], null]);
  element.remove();
});

test('what the model has not is told in a sentence, and the first grows', TIMEOUT, async () => {
  const element = await placed();
  /** @type {any[]} */
  const told = [], logged = mock.method(console, 'error', () => {});
  element.addEventListener('error', (event) => told.push(/** @type {any} */ (event).detail));
  for (const [name, value, code] of [['goal', 'oak', 'NO_GOAL'], ['goal', '3', 'NO_GOAL'], ['goal', '-1', 'NO_GOAL'], ['mix', '0.5', undefined], ['mix', '1,2,3,4', 'BAD_MIX'], ['mix', 'half', 'BAD_MIX']]) {
    element.removeAttribute('mix');
    element.setAttribute('goal', FERN);
    told.length = 0;
    element.setAttribute(/** @type {string} */ (name), /** @type {string} */ (value));
    element.step(2);
    assert.deepEqual([kindsOf(element), told.map((each) => each.code)], [[[1]], code ? [code] : []], `${name}="${value}"`);
    for (const { sentence } of told) assert.match(sentence, /^[A-Z].*\.$/s);
  }
  assert.equal(logged.mock.callCount(), 5);
  assert.match(logged.mock.calls[0].arguments[0], /no goal “oak”: there are a "star", /);
  logged.mock.restore();
  element.remove();
});

test('seed and graft put the goal of the tool, and nothing else turns', TIMEOUT, async () => {
  const element = await placed({ goal: FERN }), frame = inside(element, '.frame');
  /** @type {string[]} */
  const heard = [];
  for (const type of ['plant', 'graft', 'wound']) element.addEventListener(type, () => heard.push(type));
  const press = (/** @type {string} */ key) => frame.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  element.step(10);
  Object.assign(element, { tool: 'graft', toolGoal: SNOW });
  press('Enter');
  assert.deepEqual([kindsOf(element), element.goal], [[[0, 1], [0, 0, 1]], FERN]);
  assert.equal(inside(element, '[role=status]').textContent, 'Grafted.');
  Object.assign(element, { tool: 'seed', toolGoal: 0 });
  press('Enter');
  assert.equal(kindsOf(element).length, 3);
  element.toolGoal = 'oak'; // which it has not: of what grows
  press('Enter');
  assert.deepEqual([kindsOf(element).length, heard], [3, ['graft', 'plant', 'plant']]);
  for (const left of [3, 2, 1]) {
    element.undo();
    await frames(2);
    assert.equal(kindsOf(element).length, left);
  }
  element.goal = SNOW;
  assert.deepEqual(kindsOf(element), [[0, 0, 1]], 'all of it turns');
  element.remove();
});

test('another model takes the goal along by its name, or one that is asked for with it', TIMEOUT, async () => {
  const element = await placed({ goal: FERN }), other = { ...model, params: model.params.map((value) => value * 0.99), goalNames: [SNOW, 'oak', FERN] };
  element.step(5);
  await element.loadModel(other, { keepGrid: true });
  assert.deepEqual([kindsOf(element), element.numSteps], [[[0, 0, 1]], 5]);
  element.undo();
  await frames(2);
  assert.deepEqual([kindsOf(element), element.currentModel === model], [[[0, 1]], true]);
  await element.loadModel(other, { goal: 'oak' });
  assert.deepEqual([kindsOf(element), shown(element), element.numSteps], [[[0, 1]], ['oak', null], 0]);
  await element.loadModel('snowman', { goal: '' });
  assert.deepEqual([kindsOf(element), shown(element)], [[[1]], [null, null]]);
  element.remove();
});

test('one that rests wakes and turns; one that stands still shows the other', TIMEOUT, async () => {
  const element = place({ model: 'snowman', speed: 'max', 'rest-at': '20' });
  await untilNoFrameIsWanted();
  await element.loadModel(model);
  await untilNoFrameIsWanted();
  assert.equal(element.isResting, true);
  element.goal = FERN;
  assert.equal(element.isResting, false);
  await untilNoFrameIsWanted();
  assert.deepEqual([element.isResting, element.numSteps], [true, 520]);
  element.remove();

  const still = place({ model: 'snowman', autoplay: 'false' });
  await untilNoFrameIsWanted();
  await still.loadModel(model);
  const first = still.sim?.state.slice();
  still.goal = SNOW;
  assert.equal(still.numSteps, 96);
  assert.notDeepEqual(still.sim?.state.slice(), first);
  still.remove();
});
