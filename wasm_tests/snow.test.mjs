/** What falls from the sky: which flakes are drawn out of the rules that there are. */
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

test('of a family each is another one, and nothing else falls beside it', () => {
  const family = familyOfFlakes(core), kinds = drawn(drawKinds([core.newModel('blog', 1), family]), 200);
  assert.ok(kinds.every(({ model, mix }) => model === family && mix.flake !== undefined));
  const numbers = kinds.map(({ mix }) => /** @type {number} */ (mix.flake));
  assert.ok(new Set(numbers).size > 198 && Math.max(...numbers) > 2 ** 31 && Math.min(...numbers) < 2 ** 31, String(numbers));
  const ends = [0, 1 - 2 ** -53].map((at) => drawKinds([family], () => at)().mix.flake);
  assert.deepEqual(ends, [0, 0xffffffff]);
});

test('of several goals and several rules none falls twice before each has fallen', () => {
  const plain = core.newModel('blog', 1), kinds = drawn(drawKinds([plain, severalGoals(core)]), 8);
  const names = kinds.map(({ model, mix }) => (model === plain ? 'plain' : mix.indexOf(1)));
  for (const round of [names.slice(0, 4), names.slice(4)]) assert.deepEqual(new Set(round), new Set(['plain', 0, 1, 2]));
});

test('what the stage has is for a whole sky where it knows several, each with room around it', () => {
  const several = severalGoals(core), family = familyOfFlakes(core);
  assert.deepEqual([skyfulOf(several), skyfulOf(family)], [several, family]);
  for (const model of [undefined, core.newModel('blog', 1), { ...several, height: 128, width: 128 }, { ...several, match: /** @type {const} */ ('texture') }, { ...several, config: { ...several.config, edge: /** @type {const} */ ('torus') } }]) assert.equal(skyfulOf(model), undefined);
  assert.ok(skyfulOf({ ...several, height: 80, width: 80, padding: 8 }));
});
