/** A program of sections/gpu.mjs: epochs on its adapter, as JSON. */
import { readFile } from 'node:fs/promises';

import { loadTestCore } from '../../support/core.js';
import { findAdapter } from '../../gpu/adapter.mjs';
import { GpuTrainer } from '../../../web/gpu/train/trainer.js';
import { deviceOf } from '../../../web/gpu/device.js';
import { planOf, readSettings, targetOptionsOf } from '../../../web/training/parameters.js';
import { presetNamed } from '../../../web/training/presets.js';
import { readRun } from '../../../web/training/run-file.js';

/** @import { Core } from '../../../web/core/nca.js' */
/** @import { Row } from '../bench.mjs' */

/** 80 steps, the loss of the last: as sections/gpu.mjs says that JAX and PyTorch are to be measured. */
const ON_CARD = { runs: [{ side: 32, batch: 1, numSteps: 80 }, { side: 72, batch: 8, numSteps: 80 }], warm: 20, epochs: 100 };
/** Where every step takes long. */
const IN_SOFTWARE = { runs: [{ side: 16, batch: 1, numSteps: 8 }], warm: 1, epochs: 2 };
const SEED = 1;
/** The preset of the studio, as long as the processor trains it: presets.mjs. In software a small one, and only to tell that it runs. */
const HEALING = { onCard: { epochs: 3000, changes: {} }, inSoftware: { epochs: 2, changes: { side: 16, padding: 2, batch: 2, numStepsMin: 8, numStepsMax: 10 } } };

/** Every cell lives: the most that an epoch can cost. */
async function bench() {
  if (!await findAdapter()) return [];
  const isSoftware = Boolean(process.env.NEEDS_ADAPTER), { runs, warm, epochs } = isSoftware ? IN_SOFTWARE : ON_CARD, core = await loadTestCore();
  /** @type {Row[]} */
  const rows = [];
  for (const { side, batch, numSteps } of runs) {
    const model = core.newModel('blog', 3), target = new Float32Array(side * side * 4).fill(1);
    model.config.alive = 'none';
    for (let i = 6272; i < 8336; i++) model.params[i] = (Math.random() - 0.5) * 0.02;
    const recipe = { batch, numStepsMin: numSteps, numStepsMax: numSteps, learningRate: 1e-20, learningRateEnd: 1e-20 };
    const trainer = core.createTrainer({ height: side, width: side, seed: SEED, recipe }, model, target), file = trainer.checkpoint(0), device = await newDevice();
    const gpu = await GpuTrainer.open(device, readRun(file, core.readModel(file))), name = `epoch ${side}x${side}, batch ${batch}, ${numSteps} steps, every cell alive`;
    for (let i = 0; i < warm; i++) await gpu.epoch();
    await gpu.look();
    const ofCore = timed(() => trainer.epoch(), 2), startMs = performance.now();
    for (let i = 0; i < epochs; i++) await gpu.epoch();
    await gpu.look();
    const medianMs = (performance.now() - startMs) / epochs;
    rows.push({ name: `${name}: the core`, medianMs: ofCore, ratio: 1 }, { name: `${name}: GPU`, medianMs, ratio: ofCore / medianMs, note: isSoftware ? 'in software' : undefined });
    gpu.destroy();
    trainer.destroy();
  }
  rows.push(await healing(core, isSoftware));
  if (isSoftware) rows.push({ name: 'epochs of 32x32 and of 72x72, batch 8, 80 steps, and all of healing', note: 'not measured in software: ADAPTER=card make bench BENCH=gpu' });
  return rows;
}

/** An adapter gives but one. */
const newDevice = async () => deviceOf(/** @type {GPUAdapter} */ (await findAdapter()));

/** A whole run of the preset, by the clock. @param {Core} core @param {boolean} isSoftware @returns {Promise<Row>} */
async function healing(core, isSoftware) {
  const { epochs, changes } = isSoftware ? HEALING.inSoftware : HEALING.onCard, settings = readSettings({ ...presetNamed('healing').settings, ...changes });
  const target = core.readTarget(new Uint8Array(await readFile(new URL('../../../assets/targets/snowflake.png', import.meta.url))), targetOptionsOf(settings));
  const { model, options } = planOf(core, settings, { target }), trainer = core.createTrainer(options, model, target), file = trainer.checkpoint(options.recipe?.poolSize ?? 0);
  const gpu = await GpuTrainer.open(await newDevice(), readRun(file, core.readModel(file))), startMs = performance.now();
  for (let i = 0; i < epochs; i++) await gpu.epoch();
  await gpu.look();
  const medianMs = performance.now() - startMs, { loss } = gpu;
  gpu.destroy();
  trainer.destroy();
  return { name: `healing, ${epochs} epochs${isSoftware ? ' of a small grid' : ''}: GPU`, medianMs, note: `loss ${loss.toExponential(2)}${isSoftware ? '; in software' : ''}`, ...!isSoftware && { goal: '60 s' } };
}

/** @param {() => void} run @param {number} count */
function timed(run, count) {
  run();
  const startMs = performance.now();
  for (let i = 0; i < count; i++) run();
  return (performance.now() - startMs) / count;
}

process.stdout.write(JSON.stringify(await bench()));
process.exit(0);
