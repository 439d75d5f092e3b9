/** Details: channels that a decoder alone looks at. What grows without them grows the same, to the bit. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, test } from 'node:test';

import { withoutDetails } from '../web/core/details.js';
import { mixOfGoal, weightsOf } from '../web/core/mix.js';
import { layoutOf } from '../web/core/shape.js';
import { loadTestCore, randomNumbers } from './support/core.js';

/**
 * @import { Model } from '../web/core/types.js'
 */

const MODELS = new URL('../assets/models/', import.meta.url), SIDE = 40, NUM_STEPS = 120;

/** @type {Awaited<ReturnType<typeof loadTestCore>>} */
let core;
before(async () => { core = await loadTestCore(); });

const bundled = async (/** @type {string} */ name) => core.readModel(await readFile(new URL(`${name}.safetensors`, MODELS)));

/** The channels of a rule, and at which step. @param {Model} model @param {number} goal @param {number} kept */
function grown(model, goal, kept) {
  const sim = core.createSim({ height: SIDE, width: SIDE });
  sim.setModel(model);
  sim.setMix(weightsOf(mixOfGoal(goal), layoutOf(model.config).goals));
  sim.reset(5);
  sim.step(NUM_STEPS);
  const { channels } = layoutOf(model.config), cells = sim.state.filter((_, i) => i % channels < kept);
  sim.destroy();
  return cells;
}

describe('without details', () => {
  for (const [name, channels, hidden] of /** @type {const} */ ([['ice-gallery', 16, 256], ['ice-family', 16, 192]])) {
    test(`${name} grows the same, by fewer channels`, async () => {
      const model = await bundled(name), narrow = withoutDetails(model), plain = await bundled(`plain/${name}`), { channels: C, hidden: D, decoderWidth } = layoutOf(narrow.config);
      assert.deepEqual([C, D, decoderWidth, narrow.params.length], [channels, hidden, 0, layoutOf(narrow.config).numParams]);
      for (const goal of [0, layoutOf(model.config).goals - 1]) {
        const cells = grown(narrow, goal, channels);
        assert.ok(cells.some((value) => value !== 0));
        assert.deepEqual(cells, grown(model, goal, channels));
      }
      assert.equal(withoutDetails(model), narrow, 'once, and no more');
      assert.deepEqual([narrow.config, narrow.goalNames, narrow.family], [plain.config, plain.goalNames, plain.family]);
      assert.deepEqual(narrow.params, plain.params, 'what it was before');
    });
  }

  test('a rule all of whose channels count is left alone, and so is one of which a single weight does', async () => {
    for (const name of ['snowflake', 'ice-rosette', 'fine/ice-star-fine']) {
      const model = await bundled(name);
      assert.equal(withoutDetails(model), model, name);
    }
    const model = await bundled('ice-gallery'), { channels, hidden, perceived, w2 } = layoutOf(model.config), { hidden: own } = layoutOf(withoutDetails(model).config), random = randomNumbers(3), draw = (/** @type {number} */ below) => Math.floor(Math.abs(random()) * below) % below;
    for (let i = 0; i < 20; i++) {
      const params = model.params.slice();
      if (i % 2) params[draw(own) * perceived + draw(3) * channels + 16 + draw(channels - 16)] = 1e-3; // seen by what is kept
      else params[w2 + draw(16) * hidden + own + draw(hidden - own)] = 1e-3; // told to it
      const { channels: kept, hidden: keptHidden } = layoutOf(withoutDetails({ ...model, params }).config);
      assert.ok(kept > 16 || keptHidden > own, `${kept} channels and ${keptHidden} hidden numbers`);
    }
  });
});

test('a rule of other channels goes on with the cells that are there, in those that both have', async () => {
  const model = await bundled('snowflake'), gallery = await bundled('ice-gallery'), { channels } = layoutOf(gallery.config), sim = core.createSim({ height: SIDE, width: SIDE });
  sim.setModel(model);
  sim.reset(5);
  sim.step(NUM_STEPS);
  const before = sim.state.slice(), { numAlive } = sim;
  sim.setModel(gallery);
  assert.deepEqual([sim.numChannels, sim.numSteps, sim.numAlive], [channels, NUM_STEPS, numAlive]);
  assert.deepEqual(sim.state.filter((_, i) => i % channels < 16), before);
  assert.ok(numAlive > 100 && sim.state.every((value, i) => i % channels < 16 || value === 0));
  sim.step(3);
  const wide = sim.state.slice();
  sim.setModel(model);
  assert.deepEqual(sim.state, wide.filter((_, i) => i % channels < 16));
  const again = core.createSim({ height: SIDE, width: SIDE });
  again.setModel(model);
  again.state.set(sim.state);
  again.stateChanged();
  again.setClock(5, sim.numSteps);
  for (const each of [sim, again]) each.step(9);
  assert.deepEqual(sim.state, again.state, 'nothing of what it had is left');
  for (const each of [sim, again]) each.destroy();
});
