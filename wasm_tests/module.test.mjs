/** The wasm as it ships: what it asks for, what it gives, and that the wrapper gives memory back and minds its arguments. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';

import { loadCore, NcaError } from '../web/core/nca.js';
import { compileShippedWasm } from './support/core.js';

/** @type {import('../web/core/nca.js').Core} */
let core;
/** @type {WebAssembly.Module} */
let module;
before(async () => {
  module = await compileShippedWasm();
  core = await loadCore(module);
});

const rejects = (/** @type {() => unknown} */ deed, /** @type {string} */ code) =>
  assert.throws(deed, (error) => error instanceof NcaError && error.code === code && /^[A-Z].*\.$/.test(error.message));

test('it imports nothing and exports the two names', () => {
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  const names = WebAssembly.Module.exports(module).map(({ name }) => name);
  for (const name of ['nca_step', 'nca_train_epoch', 'memory']) assert.ok(names.includes(name), name);
  assert.ok(!names.some((name) => /__(scalar|simd128)$/.test(name)), 'kernels are not exported');
});

test('grids and trainers give their memory back', () => {
  const model = core.newModel('blog', 1), target = new Float32Array(24 * 20 * 4).fill(0.5);
  const once = () => {
    const sim = core.createSim({ height: 300, width: 200 });
    sim.setModel(model);
    sim.reset(1);
    sim.step(2);
    sim.rgba();
    sim.destroy();
    sim.destroy();
    const trainer = core.createTrainer({ height: 24, width: 20, seed: 1, recipe: { numStepsMin: 3, numStepsMax: 3 } }, model, target);
    trainer.epoch();
    trainer.destroy();
    core.readWeights(core.writeWeights(model));
  };
  once();
  const before = core.memoryBytes;
  for (let i = 0; i < 50; i++) once();
  assert.equal(core.memoryBytes, before);
});

test('several objects share nothing', () => {
  const sims = [1, 1, 2].map((seed) => {
    const sim = core.createSim({ height: 9, width: 11 }), model = core.newModel('blog', 3);
    model.params.fill(0.01, 6272);
    sim.setModel(model);
    sim.reset(seed);
    return sim;
  });
  for (let i = 0; i < 4; i++) sims.forEach((sim) => sim.step());
  const states = sims.map((sim) => Buffer.from(sim.state.slice().buffer).toString('hex'));
  assert.equal(states[0], states[1]);
  assert.notEqual(states[0], states[2]);
  sims.forEach((sim) => sim.destroy());
});

describe('what makes no sense is an error with a sentence', () => {
  test('sizes', () => {
    for (const side of [0, -1, 1.5, 4097, NaN]) rejects(() => core.createSim({ height: side, width: 8 }), 'BAD_ARGUMENT');
    rejects(() => core.createTrainer({ height: 4, width: 4, seed: 1 }, core.newModel('blog', 1), new Float32Array(3)), 'BAD_ARGUMENT');
    rejects(() => core.targetFromRgba(new Uint8Array(3), 1, 1, { height: 4, width: 4 }), 'BAD_ARGUMENT');
    rejects(() => core.readTarget(new Uint8Array(0), { height: 4, width: 4, padding: 2 }), 'BAD_ARGUMENT');
  });
  test('files', () => {
    rejects(() => core.readWeights(new Uint8Array(0)), 'NCA_ERR_WEIGHTS_TRUNCATED');
    rejects(() => core.readTarget(new Uint8Array([1, 2, 3]), { height: 4, width: 4 }), 'NCA_ERR_IMAGE_FORMAT');
    rejects(() => core.targetFromRgba(new Uint8Array(0), 0, 20000, { height: 4, width: 4 }), 'NCA_ERR_IMAGE_SIZE');
  });
  test('objects that were destroyed', () => {
    const sim = core.createSim({ height: 3, width: 3 });
    sim.destroy();
    rejects(() => sim.step(), 'BAD_ARGUMENT');
  });
  test('more memory than there is', () => {
    const model = core.newModel('blog', 1), target = new Float32Array(4096 * 4096 * 4).fill(0.5);
    rejects(() => core.createTrainer({ height: 4096, width: 4096, seed: 1 }, model, target), 'NCA_ERR_MEMORY');
  });
});

test('a browser without SIMD is told which version has it', async () => {
  const { validate } = WebAssembly;
  WebAssembly.validate = () => false;
  try {
    await assert.rejects(loadCore(module), (error) => error instanceof NcaError && error.code === 'NO_SIMD' && /Firefox from 89/.test(error.message));
  } finally {
    WebAssembly.validate = validate;
  }
});
