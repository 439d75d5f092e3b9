/** What falls from the sky: which flakes are drawn out of a rule. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { Drift } from '../web/snow/drift.js';
import { drawKinds, skyfulOf } from '../web/snow/falling.js';
import { FLAKES_NEAR, numFlakesAt, PLACES_FAR } from '../web/snow/many.js';
import { groundOf } from '../web/snow/sky.js';
import { loadTestCore } from './support/core.js';
import { familyOfFlakes, severalGoals } from './support/several-goals.js';

/** @import { Core } from '../web/core/nca.js' */

/** @type {Core} */
let core;
before(async () => { core = await loadTestCore(); });

const drawn = (/** @type {() => import('../web/snow/falling.js').Kind} */ draw, /** @type {number} */ count) => Array.from({ length: count }, draw);

test('of a family each is another one', () => {
  const family = familyOfFlakes(core), kinds = drawn(drawKinds(family), 200);
  assert.ok(kinds.every(({ model, mix }) => model === family && mix.flake !== undefined));
  const numbers = kinds.map(({ mix }) => /** @type {number} */ (mix.flake));
  assert.ok(new Set(numbers).size > 198 && Math.max(...numbers) > 2 ** 31 && Math.min(...numbers) < 2 ** 31, String(numbers));
  const ends = [0, 1 - 2 ** -53].map((at) => drawKinds(family, () => at)().mix.flake);
  assert.deepEqual(ends, [0, 0xffffffff]);
});

test('of several goals none falls twice before each has fallen', () => {
  const goals = drawn(drawKinds(severalGoals(core)), 6).map(({ mix }) => mix.indexOf(1));
  for (const round of [goals.slice(0, 3), goals.slice(3)]) assert.deepEqual(new Set(round), new Set([0, 1, 2]));
});

test('what the stage has is for a whole sky where it knows several, each with room around it', () => {
  const several = severalGoals(core), family = familyOfFlakes(core);
  assert.deepEqual([skyfulOf(several), skyfulOf(family)], [several, family]);
  for (const model of [undefined, core.newModel('blog', 1), { ...several, height: 128, width: 128 }, { ...several, match: /** @type {const} */ ('texture') }, { ...several, config: { ...several.config, edge: /** @type {const} */ ('torus') } }]) assert.equal(skyfulOf(model), undefined);
  assert.ok(skyfulOf({ ...several, height: 80, width: 80, padding: 8 }));
});

test('the slider goes flake by flake as far as the processor bears them, and then on to as many as there may be', () => {
  const places = Array.from({ length: FLAKES_NEAR + PLACES_FAR }, (_, i) => i + 1), counts = places.map((place) => numFlakesAt(place, 3024));
  assert.deepEqual(counts.slice(0, FLAKES_NEAR), places.slice(0, FLAKES_NEAR));
  assert.equal(counts.at(-1), 3024);
  assert.ok(counts.every((count, i) => i === 0 || count > counts[i - 1]), String(counts));
});

test('far off they fall, begin again on top when they have landed, and come in again on the other side', () => {
  const sky = { width: 300, height: 200, unitPx: 1 }, drift = new Drift(), pitch = 48;
  assert.deepEqual(drift.setCount(50, sky, 7), Array.from({ length: 50 }, (_, i) => i));
  /** By the number of the square. @param {number} step */
  const drawn = (step) => {
    const floats = drift.drawn(sky, step, 2, pitch), flakes = Array.from({ length: drift.count }, (_, i) => floats.slice(8 * i, 8 * i + 8));
    assert.ok(flakes.every((each, i) => i === 0 || each[2] >= flakes[i - 1][2]), 'the farthest first');
    return new Map(flakes.map(([x, y, side, turn, seen, youth, square]) => [square, { x: x / 2, y: y / 2, side, turn, seen, youth }]));
  };
  const before = drawn(7), landed = drift.fall(5, sky, 0, 20), after = drawn(20);
  assert.ok(landed.length > 0 && landed.length < 50, String(landed.length));
  for (const [square, { y, youth }] of after) {
    const was = /** @type {{ y: number, youth: number }} */ (before.get(square));
    if (landed.includes(square)) assert.ok(y <= 0.12 * sky.height && youth === 1, 'it begins again');
    else assert.ok(y > was.y && youth < was.youth, 'it falls, and is older');
  }
  assert.deepEqual(drift.setCount(60, sky, 30), Array.from({ length: 10 }, (_, i) => 50 + i));
  assert.deepEqual(drift.setCount(10, sky, 30), []);
  for (let i = 0; i < 100; i++) {
    drift.fall(2, sky, -1, 40);
    for (const { x, y, side } of drawn(40).values()) {
      assert.ok(x > -side / 2 - 10 && x < sky.width + side / 2 + 10, `${x} across`);
      assert.ok(y <= groundOf(0, sky.height, (side / 2 / pitch) * 20) + 1e-3, `${y} down`);
    }
  }
});
