/** The probe, ice, and Distill's models through the wrapper; the bundled models, held to what their reports say. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, test } from 'node:test';

import { NcaError } from '../web/core/nca.js';
import { loadTestCore } from './support/core.js';

/** @type {import('../web/core/nca.js').Core} */
let core;
before(async () => { core = await loadTestCore(); });
const asset = (/** @type {string} */ path) => readFile(new URL(`../assets/${path}`, import.meta.url));

describe('the probe', () => {
  test('in slices, the same as a sim by hand', async () => {
    const model = core.readWeights(await asset('models/blog-snowflake.safetensors')), size = { height: 32, width: 32 };
    const target = core.readTarget(await asset('targets/snowflake.png'), size);
    const probe = core.createProbe({ ...size, wide: 48, numSeeds: 2, seed: 5, ages: [10, 80] }, model, target);
    let slices = 1;
    while (!probe.advance(1000)) slices++;
    assert.ok(slices > 10);
    const trials = probe.trials();
    const of = (/** @type {string} */ kind) => trials.filter((trial) => trial.kind === kind);
    assert.deepEqual(['lasting', 'healing', 'wideLasting', 'wideHealing', 'twoSeeds'].map((kind) => of(kind).length), [2, 32, 2, 32, 2]);
    const sim = core.createSim(size);
    sim.setModel(model);
    for (const { seed, errors } of of('lasting')) {
      sim.reset(seed);
      for (const { step, error } of errors) {
        sim.step(step - sim.numSteps);
        assert.ok(Math.abs(sim.loss(target) - error) < 1e-12);
      }
    }
    for (const { seed, errors, wound } of of('healing')) {
      assert.deepEqual(errors.map(({ step }) => step), [200, 700]);
      if (wound !== 'half cut, 0 degrees') continue;
      sim.reset(seed);
      sim.step(200);
      sim.wound({ shape: 'half', x: 16, y: 16, angle: 0 });
      assert.ok(Math.abs(sim.loss(target) - errors[0].error) < 1e-12);
      assert.ok(errors[0].error > 0.05);
    }
    assert.equal(new Set(of('healing').map(({ wound }) => wound)).size, 32);
    probe.destroy();
  });

  test('what makes no sense is an error', () => {
    const model = core.newModel('distill', 1), target = new Float32Array(8 * 8 * 4), good = { height: 8, width: 8 };
    for (const wrong of [{ wide: 7 }, { numSeeds: 0 }, { ages: [] }, { ages: [5, 4] }, { ages: [1.5] }, { height: 9 }, { ages: Array(17).fill(1) }]) {
      assert.throws(() => core.createProbe({ ...good, ...wrong }, model, target), (error) => error instanceof NcaError && error.code === 'BAD_ARGUMENT', JSON.stringify(wrong));
    }
  });
});

describe('ice', () => {
  test('it draws a flake of six arms', () => {
    const side = 65, pixels = core.growIce({ freeze: [1, 3], melt: [5], numSteps: 9, side });
    const alpha = (/** @type {number} */ angle, /** @type {number} */ radius) => {
      const x = Math.floor(side / 2 + radius * Math.sin(angle)), y = Math.floor(side / 2 - radius * Math.cos(angle));
      return pixels[(y * side + x) * 4 + 3];
    };
    for (let arm = 0; arm < 6; arm++) {
      assert.equal(alpha(arm * Math.PI / 3, 26), 255, `arm ${arm}`);
      assert.equal(alpha((arm + 0.5) * Math.PI / 3, 31), 0, `between arms ${arm}`);
    }
  });
  test('what makes no sense is an error', () => {
    for (const wrong of [{ freeze: [1], melt: [1] }, { numSteps: -1 }, { numSteps: 501 }, { side: 0 }]) {
      assert.throws(() => core.growIce(wrong), (error) => error instanceof NcaError && error.code === 'BAD_ARGUMENT');
    }
  });
});

describe('models of Distill', () => {
  const layer = (/** @type {number} */ inputs, /** @type {number} */ outputs, /** @type {object} */ more = {}) => ({
    data_b64: Buffer.from(Uint8Array.from({ length: (inputs + 1) * outputs }, (_, i) => i * 7 % 256)).toString('base64'),
    in_ch: inputs, out_ch: outputs, weight_scale: 2, bias_scale: 0.5, type: 'uint8', ...more,
  });
  const encode = (/** @type {unknown} */ value) => new TextEncoder().encode(JSON.stringify(value));

  test('are read, each number in its place', () => {
    const model = core.readModel(encode([layer(48, 128), layer(128, 16)]));
    assert.equal(model.config.alive, 'pre+post');
    const byte = (/** @type {number} */ i) => i * 7 % 256 / 255 - 0.5;
    for (const [input, output] of [[0, 0], [17, 5], [47, 127]]) {
      assert.ok(Math.abs(model.params[output * 48 + input] - byte(input * 128 + output) * 2) < 1e-6);
    }
    assert.ok(Math.abs(model.params[8320 + 3] - byte(128 * 16 + 3) * 0.5) < 1e-6);
    assert.deepEqual([model.height, model.width, model.padding], [72, 72, 16]);
  });

  test('and others are refused with a sentence', () => {
    const rejects = (/** @type {Uint8Array} */ bytes, /** @type {string} */ code) =>
      assert.throws(() => core.readModel(bytes), (error) => error instanceof NcaError && error.code === code);
    rejects(encode([layer(48, 128)]), 'NCA_ERR_DISTILL_SHAPE');
    rejects(encode([layer(48, 96), layer(96, 16)]), 'NCA_ERR_DISTILL_SHAPE');
    rejects(encode([layer(48, 128), layer(128, 16, { data_b64: 'AAAA' })]), 'NCA_ERR_DISTILL_DATA');
    rejects(encode([layer(48, 128), { ...layer(128, 16), data_b64: undefined }]), 'NCA_ERR_DISTILL_FORMAT');
    rejects(encode([layer(48, 128), layer(128, 16)]).subarray(0, 5000), 'NCA_ERR_DISTILL_FORMAT');
    rejects(encode({}), 'NCA_ERR_DISTILL_FORMAT');
    rejects(new Uint8Array(), 'NCA_ERR_FILE_EMPTY');
  });
});

test('a target without a living pixel is refused, and an opaque one is told', () => {
  const size = { height: 6, width: 6, padding: 1 };
  const target = new Float32Array(6 * 6 * 4);
  assert.throws(() => core.checkTarget(target, size), (error) => error instanceof NcaError && error.code === 'NCA_ERR_TARGET_EMPTY');
  for (let y = 1; y < 5; y++) for (let x = 1; x < 5; x++) target[(y * 6 + x) * 4 + 3] = 1;
  assert.deepEqual(core.checkTarget(target, size), { isOpaque: true });
  target[(2 * 6 + 2) * 4 + 3] = 0.5;
  assert.deepEqual(core.checkTarget(target, size), { isOpaque: false });
});
