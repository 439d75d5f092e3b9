/** Training on a GPU against the core: the same picks, the same gradients and weights to float rounding, the same checkpoints. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { layoutOf } from '../../web/core/shape.js';
import { tensorsOf } from '../../web/gpu/train/tensors.js';
import { GpuTrainer } from '../../web/gpu/train/trainer.js';
import { advanceRun, readTensor } from '../../web/training/checkpoint-file.js';
import { readRun } from '../../web/training/run-file.js';
import { assertClose, largest } from '../support/core.js';
import { NO_ADAPTER, openBoth, randomModel } from './support.mjs';

/**
 * @import { Config, Recipe } from '../../web/core/types.js'
 */

/** Of every tensor's gradient, to its largest value; of weights after some epochs, which have moved by hundredths. */
const GRADIENT = 1e-5, WEIGHT = 1e-5;
const LOSS = Object.freeze({ abs: 1e-7, rel: 1e-5 });

/** @type {Awaited<ReturnType<typeof openBoth>>} */
let both;
before(async () => { both = await openBoth(); });
after(() => both.device?.destroy());

/** @param {Uint8Array} bytes */
const fileOf = (bytes) => readRun(bytes, both.core.readModel(bytes));

/**
 * The same run twice: in the core and, from its checkpoint, on the GPU.
 * @param {{ config?: Partial<Config>, recipe?: Partial<Recipe>, size?: { height: number, width: number }, statesBytes?: number, isGrown?: boolean, isFading?: boolean, hasGrown?: boolean }} [of] isGrown:
 *   whether what grows is better than nothing; isFading: whether it grows fainter with every update; hasGrown: whether states are kept from the first epoch on
 */
async function twins({ config = {}, recipe = {}, size = { height: 13, width: 19 }, statesBytes, isGrown = false, isFading = false, hasGrown = isGrown } = {}) {
  const { core } = both, device = /** @type {GPUDevice} */ (both.device), model = randomModel(core, { alive: 'post', ...config }), { goals, w2, b2, decoder: end } = layoutOf(model.config);
  if (isGrown) model.params = model.params.map((/** @type {number} */ value, /** @type {number} */ i) => (i < w2 ? value : i < b2 ? 0.2 * value : i < b2 + 4 ? 0.05 : i < end ? 0 : value));
  if (isFading) model.params = model.params.map((/** @type {number} */ value, /** @type {number} */ i) => (i === b2 + 3 ? -0.28 : i >= w2 && i < b2 ? 0.02 * value : value));
  const { decoder = 0, decoderScale = 0 } = config, pictureOf = (/** @type {number} */ scale) => Float32Array.from({ length: goals * size.height * scale * size.width * scale * 4 }, (_, i) => (isGrown ? 1 : ((i * 7919) % 101) / 101));
  const all = { numStepsMin: 4, numStepsMax: 6, loss: /** @type {const} */ ('every'), batch: 3, ...recipe };
  const fineTargets = decoder > 0 && (recipe.fineWeight ?? 0) > 0 ? pictureOf(decoderScale) : undefined, made = core.createTrainer({ ...size, seed: 5, recipe: all, fineTargets }, model, pictureOf(1)), { poolSize = 0 } = all, file = made.checkpoint(poolSize);
  const bytes = hasGrown ? advanceRun(file, { metadata: { 'pool.has_grown': '1' }, tensors: goals > 1 ? { 'pool.goals_grown': new Float32Array(goals).fill(1) } : {} }) : file;
  made.destroy();
  const trainer = core.resumeTrainer(bytes), gpu = await GpuTrainer.open(device, fileOf(bytes), statesBytes);
  const kept = { channels: all.keptChannels ?? 0, hidden: all.keptHidden ?? 0 };
  return { trainer, gpu, poolSize, kept, learns: tensorsOf(layoutOf(model.config)).flatMap((_, i) => ((i < 4 ? all.learns !== 'decoder' : fineTargets) ? [i] : [])) };
}

/** Gradients of what stays as it is count for nothing. @param {Float32Array} grads @param {ReturnType<typeof layoutOf>} layout @param {{ channels: number, hidden: number }} kept */
function forget(grads, { hidden: D, perceived, goals, w1, b1, w2, b2 }, kept) {
  grads.fill(0, w1, w1 + kept.hidden * perceived);
  for (let goal = 0; goal < goals; goal++) grads.fill(0, b1 + goal * D, b1 + goal * D + kept.hidden);
  grads.fill(0, w2, w2 + kept.channels * D);
  grads.fill(0, b2, b2 + kept.channels);
}

/** @param {Awaited<ReturnType<typeof twins>>} pair @param {string} what */
async function epochOf({ trainer, gpu, kept, learns }, what) {
  trainer.epoch();
  await gpu.epoch();
  assertClose(`${what}: loss`, [gpu.loss], [trainer.loss], LOSS);
  const grads = await gpu.grads(), layout = layoutOf(trainer.model().config), want = new Float32Array(layout.numParams);
  for (const result of trainer.shareResults()) result.grads.forEach((/** @type {number} */ value, /** @type {number} */ i) => { want[i] += value; });
  forget(want, layout, kept);
  tensorsOf(layout).forEach(({ begin, end }, i) => {
    const tensor = want.subarray(begin, end), name = `tensor ${i}`;
    assert.equal(largest(tensor) > 0, learns.includes(i), `${what}: whether ${name} learns`);
    assertClose(`${what}: gradient of ${name}`, grads.subarray(begin, end), tensor, { abs: GRADIENT * largest(tensor) });
  });
  await gpu.look();
  assertClose(`${what}: weights`, gpu.params(), trainer.params(), { abs: WEIGHT });
}

for (const [name, of] of Object.entries(/** @type {Record<string, Parameters<typeof twins>[0]>} */ ({
  'the usual shape, by Muon': { recipe: { optimizer: 'muon', weightDecay: 0.05 } },
  'isotropic round the edge, pre+post, by Adam': { config: { filters: 'isotropic', edge: 'torus', alive: 'pre+post', hidden: 32 }, recipe: { clipNorm: 0.01 } },
  'goals that never die, gradients by tensor': { config: { filters: 'sobel+laplacian', alive: 'none', goals: 4, channels: 12, hidden: 96 }, recipe: { optimizer: 'muon', grads: 'per-tensor' } },
  'narrow and small, overflow and stillness': { config: { channels: 8, hidden: 16, edge: 'torus' }, recipe: { overflowWeight: 1, stillnessWeight: 0.5 }, size: { height: 5, width: 18 } },
  'what is about to die, at every state': { config: { hidden: 16, alive: 'pre+post' }, recipe: { survivalWeight: 3 }, isFading: true },
  'and of a rollout of few steps, a decoder beside it': { config: { channels: 8, hidden: 32, decoder: 16, decoderScale: 2 }, recipe: { survivalWeight: 2, loss: 'last', numStepsMin: 2, numStepsMax: 9, fineWeight: 1, finePixels: 20 }, statesBytes: 0, isFading: true },
  'turns of the target, the last state alone': { config: { filters: 'isotropic', hidden: 48 }, recipe: { turns: 5, loss: 'last' } },
  'a decoder and its rule, each tensor by itself': { config: { channels: 12, hidden: 32, decoder: 20, decoderScale: 3 }, recipe: { optimizer: 'muon', weightDecay: 0.05, fineWeight: 2, finePixels: 70, grads: 'per-tensor' } },
  'a decoder of goals round the edge, the last state alone': {
    config: { hidden: 32, goals: 2, edge: 'torus', decoder: 16, decoderScale: 8 }, recipe: { loss: 'last', fineWeight: 0.5, finePixels: 301, overflowWeight: 1, stillnessWeight: 0.5 }, size: { height: 5, width: 18 },
  },
  'a texture of goals at every state, by Muon': {
    config: { channels: 8, hidden: 16, alive: 'none', edge: 'torus', filters: 'sobel+laplacian', goals: 2 }, size: { height: 9, width: 18 },
    recipe: { match: 'texture', optimizer: 'muon', overflowWeight: 1 },
  },
  'a texture of more patches than a group sorts': {
    config: { channels: 8, hidden: 16, alive: 'none', edge: 'torus' }, size: { height: 46, width: 45 }, recipe: { match: 'texture', loss: 'last', batch: 1, numStepsMin: 2, numStepsMax: 3 },
  },
  'a decoder alone': { config: { hidden: 16, decoder: 64, decoderScale: 2 }, recipe: { learns: 'decoder', optimizer: 'muon', fineWeight: 1, finePixels: 40, stillnessWeight: 1, weightDecay: 0.05 } },
  'details of goals, by Muon': {
    config: { channels: 12, hidden: 48, goals: 2, decoder: 16, decoderScale: 2 }, recipe: { learns: 'details', keptChannels: 8, keptHidden: 32, optimizer: 'muon', fineWeight: 1, finePixels: 40, weightDecay: 0.05 },
  },
  'details by Adam, all but the least kept': { config: { channels: 12, hidden: 32, decoder: 16, decoderScale: 2 }, recipe: { learns: 'details', keptChannels: 11, keptHidden: 31, fineWeight: 1, finePixels: 40, loss: 'last' } },
  'a decoder that waits': { config: { channels: 8, hidden: 16, decoder: 16, decoderScale: 2 }, recipe: { fineWeight: 0 } },
  'states that are made again on the way back': { config: { channels: 8, hidden: 32, decoder: 16, decoderScale: 4 }, recipe: { numStepsMin: 3, numStepsMax: 10, fineWeight: 1, finePixels: 20 }, statesBytes: 0 },
}))) {
  test(name, { timeout: 300_000 }, async (t) => {
    if (!both.device) return t.skip(NO_ADAPTER);
    const pair = await twins(of);
    for (let epoch = 1; epoch <= 2; epoch++) await epochOf(pair, `epoch ${epoch}`);
    pair.gpu.free();
    pair.trainer.destroy();
  });
}

/** Epochs after each of which the same states are kept. @param {Awaited<ReturnType<typeof twins>>} pair @param {number} [numEpochs] @returns {Promise<number>} how many are, at last */
async function keepAlike(pair, numEpochs = 8) {
  let numKept = 0;
  for (let epoch = 1; epoch <= numEpochs; epoch++) {
    await epochOf(pair, `epoch ${epoch}`);
    await pair.gpu.catchUp();
    const [losses, want] = [pair.gpu.checkpointHead(), pair.trainer.checkpointHead()].map((head) => new Float64Array(/** @type {ArrayBuffer} */ (readTensor(head, 'pool.losses'))));
    assert.deepEqual(losses.map((loss) => Number(Number.isFinite(loss))), want.map((loss) => Number(Number.isFinite(loss))), `epoch ${epoch}: states that are kept`);
    numKept = want.filter(Number.isFinite).length;
    for (let slot = 0; slot < pair.poolSize; slot++) assertClose(`epoch ${epoch}: state ${slot}`, pair.gpu.poolState(slot), /** @type {Float32Array} */ (pair.trainer.poolState(slot)), { abs: 1e-4, rel: 1e-4 });
  }
  return numKept;
}

test('morphs: the same samples begin from another goal’s states', { timeout: 300_000 }, async (t) => {
  if (!both.device) return t.skip(NO_ADAPTER);
  const pair = await twins({ isGrown: true, config: { channels: 8, hidden: 32, goals: 3 }, recipe: { optimizer: 'muon', muonRate: 1e-4, batch: 4, poolSize: 9, seedsPerBatch: 0.5, woundsPerBatch: 0.5, morphsPerBatch: 1.5, woundShares: [1, 1, 1, 1] } });
  const numKept = await keepAlike(pair);
  assert.ok(numKept > 3, `${numKept} states are kept`);
  pair.gpu.free();
});

test('where a decoder learns alone whatever grows is kept', { timeout: 300_000 }, async (t) => {
  if (!both.device) return t.skip(NO_ADAPTER);
  const pair = await twins({
    isGrown: true, hasGrown: false, config: { channels: 8, hidden: 16, decoder: 16, decoderScale: 2 }, recipe: { learns: 'decoder', batch: 2, poolSize: 3, fineWeight: 1, finePixels: 8, loss: 'last' },
  });
  assert.equal(await keepAlike(pair, 4), 3);
  pair.gpu.free();
});

test('pool and wounds: the same samples, wounded alike, epoch by epoch; and a checkpoint goes on in the core, and back', { timeout: 300_000 }, async (t) => {
  if (!both.device) return t.skip(NO_ADAPTER);
  const { core, device } = both;
  const pair = await twins({
    isGrown: true, config: { channels: 8, hidden: 32, decoder: 16, decoderScale: 2 },
    recipe: { optimizer: 'muon', muonRate: 1e-4, batch: 4, poolSize: 9, seedsPerBatch: 1.5, woundsPerBatch: 1.5, woundShares: [1, 1, 1, 1], fineWeight: 0.02, finePixels: 30 },
  });
  const { poolSize } = pair, numKept = await keepAlike(pair);
  assert.ok(numKept > 3, `${numKept} states are kept`);
  const head = pair.gpu.checkpointHead(12), bytes = new Uint8Array(head.length + poolSize * pair.gpu.poolState(0).byteLength);
  bytes.set(head);
  for (let slot = 0; slot < poolSize; slot++) bytes.set(new Uint8Array(pair.gpu.poolState(slot).slice().buffer), head.length + slot * pair.gpu.poolState(0).byteLength);
  const resumed = core.resumeTrainer(bytes);
  assert.equal(resumed.numEpochs, 8);
  assert.deepEqual(resumed.params(), pair.gpu.params());
  assert.equal(resumed.model().epochs, pair.trainer.model().epochs);
  assert.deepEqual(resumed.checkpoint(poolSize, 12).length, bytes.length);
  await epochOf({ ...pair, trainer: resumed }, 'on in the core');
  const back = await GpuTrainer.open(device, fileOf(resumed.checkpoint(poolSize)));
  await epochOf({ ...pair, gpu: back, trainer: resumed }, 'back on the card');
  back.free();
  pair.gpu.free();
});

/** A disc of one colour. @param {number} side @returns {Float32Array<ArrayBuffer>} */
function discOf(side) {
  const picture = new Float32Array(side * side * 4);
  for (let i = 0; i < side * side; i++) if (Math.hypot(i % side + 0.5 - side / 2, Math.floor(i / side) + 0.5 - side / 2) < side / 3) picture.set([0.2, 0.6, 0.9, 1], i * 4);
  return picture;
}

test('it learns as the core does, cells and what a decoder draws of them', { timeout: 300_000 }, async (t) => {
  if (!both.device) return t.skip(NO_ADAPTER);
  const { core, device } = both, side = 12, scale = 2, model = core.newModel('blog', 3, { channels: 12, hidden: 32, decoder: 16, decoderScale: scale });
  const trainerOf = (/** @type {Float32Array} */ params, fineWeight = 1) => core.createTrainer({
    height: side, width: side, seed: 1, fineTargets: fineWeight > 0 ? discOf(side * scale) : undefined,
    recipe: { optimizer: 'muon', batch: 2, numStepsMin: 12, numStepsMax: 15, loss: 'every', fineWeight, finePixels: 64 },
  }, { ...model, params }, discOf(side));
  const lossesOf = (/** @type {Float32Array} */ params) => {
    const [all, cells] = [1, 0].map((fineWeight) => { // of the first epoch, before it teaches anything
      const fresh = trainerOf(params, fineWeight);
      fresh.epoch();
      const { loss } = fresh;
      fresh.destroy();
      return loss;
    });
    return { cells, fine: all - cells };
  };
  const trainer = trainerOf(model.params), gpu = await GpuTrainer.open(device, fileOf(trainer.checkpoint(0))), begun = lossesOf(model.params);
  for (let epoch = 0; epoch < 40; epoch++) {
    trainer.epoch();
    await gpu.epoch();
  }
  await gpu.look();
  const ofCore = lossesOf(trainer.params()), ofGpu = lossesOf(gpu.params());
  for (const what of /** @type {const} */ (['cells', 'fine'])) {
    assert.ok(ofGpu[what] < begun[what] / 2 && Math.abs(ofGpu[what] - ofCore[what]) < 0.1 * ofCore[what], `${what}: from ${begun[what]} to ${ofCore[what]} in the core and ${ofGpu[what]}`);
  }
  gpu.free();
});

test('it learns a texture as the core does', { timeout: 300_000 }, async (t) => {
  if (!both.device) return t.skip(NO_ADAPTER);
  const { core, device } = both, side = 12, stripes = Float32Array.from({ length: side * side * 4 }, (_, i) => (i % 4 === 3 || Math.floor(i / 4 / side) % 4 < 2 ? 1 : 0));
  const model = core.newModel('blog', 3, { channels: 8, hidden: 16, edge: 'torus' });
  model.config.alive = 'none';
  const trainerOf = (/** @type {Float32Array} */ params) => core.createTrainer({
    height: side, width: side, seed: 1, recipe: { match: 'texture', loss: 'last', optimizer: 'muon', batch: 2, numStepsMin: 6, numStepsMax: 8 },
  }, { ...model, params }, stripes);
  const lossOf = (/** @type {Float32Array} */ params) => { // of the first epoch: others measure by other filters
    const fresh = trainerOf(params);
    fresh.epoch();
    const { loss } = fresh;
    fresh.destroy();
    return loss;
  };
  const trainer = trainerOf(model.params), gpu = await GpuTrainer.open(device, fileOf(trainer.checkpoint(0))), begun = lossOf(model.params);
  for (let epoch = 0; epoch < 20; epoch++) {
    trainer.epoch();
    await gpu.epoch();
  }
  await gpu.look();
  const ofCore = lossOf(trainer.params()), ofGpu = lossOf(gpu.params());
  assert.ok(ofGpu < begun / 2 && Math.abs(ofGpu - ofCore) < 0.1 * ofCore, `from ${begun} to ${ofCore} in the core and ${ofGpu}`);
  gpu.free();
});

test('a loss that is no longer finite ends it, and the weights are those before', { timeout: 300_000 }, async (t) => {
  if (!both.device) return t.skip(NO_ADAPTER);
  const { gpu, trainer } = await twins({ config: { channels: 8, hidden: 16 }, recipe: { batch: 1, learningRate: 1e3, learningRateEnd: 1e3, clipNorm: 0 } });
  await assert.rejects(async () => { for (let i = 0; i < 100; i++) await gpu.epoch(); }, { code: 'NCA_ERR_LOSS_NOT_FINITE' });
  assert.throws(() => { for (let i = 0; i < 100; i++) trainer.epoch(); }, { code: 'NCA_ERR_LOSS_NOT_FINITE' });
  await gpu.look();
  assert.ok(gpu.params().every(Number.isFinite));
  assert.equal(gpu.numEpochs, trainer.numEpochs);
  gpu.free();
});
