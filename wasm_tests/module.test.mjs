/** The wasm as it ships: what it asks for, what it gives, and that the wrapper gives memory back and minds its arguments. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';

import { loadCore, NcaError } from '../web/core/nca.js';
import { compileShippedWasm, randomArray, randomNumbers } from './support/core.js';

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
    sim.inspect();
    const picture = new Float32Array(300 * 200 * 4);
    for (const to of [picture, picture, null, picture]) sim.setTarget(to);
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

/** A grid on which a rule that changes everything has gone some steps. @param {'blog' | 'distill'} config */
function busySim(config, height = 13, width = 17) {
  const sim = core.createSim({ height, width }), model = core.newModel(config, 3), random = randomNumbers(4);
  for (let i = 6272; i < model.params.length; i++) model.params[i] = 0.02 * random();
  sim.setModel(model);
  sim.reset(5);
  sim.noise({ shape: 'disc', x: 8, y: 6, size: 4 }, 6);
  sim.step(3);
  return { sim, model };
}

test('a saved state goes on to the same bits', () => {
  const { sim } = busySim('distill'), other = busySim('distill').sim;
  for (const seed of [5, 0xfedcba98]) {
    sim.reset(seed);
    sim.noise({ shape: 'disc', x: 8, y: 6, size: 4 }, 6);
    sim.step(3);
    const saved = sim.state.slice();
    sim.step(6);
    other.reset(9);
    other.state.set(saved);
    other.stateChanged();
    other.setClock(seed, 3);
    other.step(6);
    assert.equal(other.numSteps, 9);
    assert.deepEqual(other.state, sim.state);
    assert.notDeepEqual(other.state, saved);
  }
  other.setClock(1, 0xf0000000);
  assert.equal(other.numSteps, 0xf0000000);
  sim.destroy();
  other.destroy();
});

test('noise is where a wound would be, RGBA from 0 to 1 and hidden channels from -1 to 1', () => {
  const sim = core.createSim({ height: 9, width: 12 });
  const noisy = (/** @type {import('../web/core/types.js').Wound} */ wound, /** @type {number} */ seed) => {
    sim.clear();
    sim.noise(wound, seed);
    return sim.state.slice();
  };
  for (const wound of /** @type {const} */ ([{ shape: 'disc', x: 3, y: 4, size: 2.5 }, { shape: 'half', x: 6, y: 4, angle: 1 }, { shape: 'band', x: 6, y: 4, size: 3, angle: 2 }])) {
    sim.state.fill(9);
    sim.wound(wound);
    const marks = sim.state.slice(), state = noisy(wound, 1);
    state.forEach((value, i) => {
      if (marks[i] !== 0) assert.equal(value, 0);
      else assert.ok(value !== 0 && value < 1 && value > (i % 16 < 4 ? 0 : -1));
    });
    assert.ok(state.some((value) => value < -0.8) && state.some((value) => value > 0.8));
    assert.deepEqual(noisy(wound, 1), state);
    assert.notDeepEqual(noisy(wound, 2), state);
  }
  sim.destroy();
});

test('inspection tells what a step adds to the cells that fire', () => {
  for (const config of /** @type {const} */ (['blog', 'distill'])) {
    const { sim, model } = busySim(config), before = sim.state.slice(), { perceived, delta } = sim.inspect();
    assert.deepEqual(sim.state, before);
    assert.equal(perceived.length, 13 * 17 * 48);
    assert.deepEqual(before.map((_, i) => perceived[Math.floor(i / 16) * 48 + i % 16]), before);
    const mask = core.fireMask(13, 17, 5, sim.numSteps, model.config.fireRate);
    sim.step();
    const after = sim.state;
    let numFired = 0;
    for (let cell = 0; cell < 13 * 17; cell++) {
      const own = [...after.subarray(cell * 16, cell * 16 + 16)];
      if (own.every((value) => value === 0)) continue; // the alive rule took it
      numFired += mask[cell];
      assert.deepEqual(own, own.map((_, c) => mask[cell] ? Math.fround(before[cell * 16 + c] + delta[cell * 16 + c]) : before[cell * 16 + c]));
    }
    assert.ok(numFired > 20);
    sim.destroy();
  }
});

test('the error is against the target that was set, of which a copy is kept', () => {
  const { sim } = busySim('blog', 5, 7), target = randomArray(5 * 7 * 4, randomNumbers(7));
  assert.equal(sim.error, undefined);
  sim.setTarget(target);
  const loss = sim.loss(target);
  assert.ok(loss > 0);
  assert.equal(sim.error, loss);
  target.fill(0.5);
  assert.equal(sim.error, loss);
  rejects(() => sim.setTargets([target, new Float32Array(5 * 7)]), 'BAD_ARGUMENT');
  assert.equal(sim.error, loss, 'a target that does not fit leaves the old one');
  sim.setTarget(target);
  assert.equal(sim.error, sim.loss(target));
  assert.notEqual(sim.error, loss);
  const near = sim.state.slice(), picture = Float32Array.from(target, (_, i) => near[(i >> 2) * sim.numChannels + (i & 3)] + 0.01);
  sim.setTargets([target, picture, target]);
  assert.ok(Math.abs(Number(sim.error) - 1e-4) < 1e-6, 'of several the nearest counts');
  sim.setTarget(null);
  assert.equal(sim.error, undefined);
  sim.destroy();
  rejects(() => sim.setTarget(target), 'BAD_ARGUMENT');
  rejects(() => sim.inspect(), 'BAD_ARGUMENT');
});

describe('what makes no sense is an error with a sentence', () => {
  test('sizes', () => {
    for (const side of [0, -1, 1.5, 4097, NaN]) rejects(() => core.createSim({ height: side, width: 8 }), 'BAD_ARGUMENT');
    rejects(() => core.createTrainer({ height: 4, width: 4, seed: 1 }, core.newModel('blog', 1), new Float32Array(3)), 'BAD_ARGUMENT');
    rejects(() => core.targetFromRgba(new Uint8Array(3), 1, 1, { height: 4, width: 4 }), 'BAD_ARGUMENT');
    rejects(() => core.readTarget(new Uint8Array(0), { height: 4, width: 4, padding: 2 }), 'BAD_ARGUMENT');
  });
  test('files', () => {
    rejects(() => core.readWeights(new Uint8Array(0)), 'NCA_ERR_FILE_EMPTY');
    rejects(() => core.readWeights(new Uint8Array(7)), 'NCA_ERR_WEIGHTS_TRUNCATED');
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
