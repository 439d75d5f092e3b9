/** The bundled models do what the page says of them. The whole probe takes minutes a model; its reports are in assets/models/probes. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';

import { loadTestCore } from './support/core.js';

const MODELS = new URL('../assets/models/', import.meta.url), TARGETS = new URL('../assets/targets/', import.meta.url);

/** @type {import('../web/core/nca.js').Core} */
let core;
before(async () => { core = await loadTestCore(); });

/** Largest errors at steps of one run, and whether it comes back from a half cut and from a disc at the centre. */
const PROMISES = Object.freeze({
  growing: { errors: { 96: 1e-4 }, heals: false },
  persistent: { errors: { 200: 1e-4, 1000: 1e-4 }, heals: false },
  blog: { errors: { 80: 5e-3, 96: 5e-3, 1000: 5e-3 }, heals: false },
  regenerating: { errors: { 200: 2e-4, 1000: 2e-4 }, heals: true },
});
const promiseOf = (/** @type {string} */ name) =>
  name.endsWith('-growing') ? PROMISES.growing : name.endsWith('-persistent') ? PROMISES.persistent : name.startsWith('blog-') ? PROMISES.blog : PROMISES.regenerating;

for (const file of readdirSync(MODELS).filter((each) => each.endsWith('.safetensors'))) {
  const name = file.replace('.safetensors', '');
  test(name, async () => {
    const model = core.readWeights(await readFile(new URL(file, MODELS)));
    assert.ok(model.name && model.target && model.license && model.epochs > 0, 'it says what it is');
    const { height, width, padding, config: { premultiplied } } = model;
    const target = core.readTarget(await readFile(new URL(model.target, TARGETS)), { height, width, padding, premultiplied, keepAspect: true });
    const sim = core.createSim({ height, width }), { errors, heals } = promiseOf(name);
    sim.setModel(model);
    sim.reset(77);
    for (const [step, most] of Object.entries(errors)) {
      sim.step(Number(step) - sim.numSteps);
      assert.ok(sim.loss(target) <= most, `at step ${step}: ${sim.loss(target)}`);
    }
    /** @type {import('../web/core/types.js').Wound[]} */
    const wounds = heals ? [
      { shape: 'half', x: width / 2, y: height / 2, angle: 0.7 },
      { shape: 'disc', x: width / 2, y: height / 2, size: 0.1 * (width - 2 * padding) },
    ] : [];
    for (const wound of wounds) {
      sim.wound(wound);
      assert.ok(sim.loss(target) > 1e-3, 'it hurts');
      sim.step(500);
      assert.ok(sim.loss(target) <= 2e-4, `500 steps after ${wound.shape}: ${sim.loss(target)}`);
    }
    sim.destroy();
  });
}
