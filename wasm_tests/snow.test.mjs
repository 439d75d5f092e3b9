/** What falls from the sky: which flakes are drawn out of a rule. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { drawKinds, skyfulOf } from '../web/snow/falling.js';
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
