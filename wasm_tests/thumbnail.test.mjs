/** What stands for a kept run in a list: what its rule grows, all of it where it is several. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { thumbnailOf } from '../web/studio/thumbnail.js';
import { loadTestCore } from './support/core.js';
import { familyOfFlakes, severalGoals } from './support/several-goals.js';

/** @import { Model } from '../web/core/types.js' */
/** @import { Core } from '../web/core/nca.js' */

/** What a goal grows by itself. @param {Core} core @param {Model} model @param {number} goal */
function grownBy(core, model, goal) {
  const sim = core.createSim(model);
  sim.setModel(model);
  sim.setGoal(goal);
  sim.reset(1);
  sim.step(96);
  const rgba = sim.rgba().slice();
  sim.destroy();
  return rgba;
}

test('of several goals each has its place, in rows', async () => {
  const core = await loadTestCore(), model = severalGoals(core), { height, width } = model, made = await thumbnailOf(core, model);
  assert.deepEqual([made?.width, made?.height], [2 * width, 2 * height]);
  const part = (/** @type {number} */ left, /** @type {number} */ top) => Uint8ClampedArray.from({ length: height * width * 4 }, (_, i) => {
    const y = Math.floor(i / (width * 4)), x = i % (width * 4);
    return /** @type {any} */ (made).rgba[((top + y) * 2 * width + left) * 4 + x];
  });
  const parts = [part(0, 0), part(width, 0), part(0, height), part(width, height)];
  for (const goal of [0, 1, 2]) assert.deepEqual(parts[goal], grownBy(core, model, goal), `goal ${goal}`);
  assert.ok(parts[3].every((value) => value === 0), 'nothing stands where there is no fourth');
});

test('of more than nobody would tell apart there are nine; of one it is one; of what is dead there is none', async () => {
  const core = await loadTestCore(), many = familyOfFlakes(core), plain = { ...core.newModel('distill', 3), height: 20, width: 20 };
  const made = await thumbnailOf(core, many);
  assert.deepEqual([made?.width, made?.height], [3 * many.width, 3 * many.height]);
  const large = await thumbnailOf(core, { ...many, height: 20, width: 200 });
  assert.deepEqual([large?.width, large?.height], [400, 40], 'no larger than what can be kept');
  plain.params.fill(0);
  plain.params[plain.params.length - 13] = 0.125; // alpha
  assert.deepEqual([(await thumbnailOf(core, plain))?.width], [20]);
  plain.params[plain.params.length - 13] = -1;
  assert.equal(await thumbnailOf(core, plain), undefined);
});
