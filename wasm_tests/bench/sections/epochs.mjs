/** One training epoch by the blog's recipe, 32x32, 80 steps, batch 1, against TensorFlow.js and, where it is installed, PyTorch. */
import { readFile } from 'node:fs/promises';

import { loadCore } from '../../../web/core/nca.js';
import { timePyTorch } from '../peers/pytorch.mjs';
import { createTfjsTrainer } from '../peers/tfjs.mjs';
import { peerModel } from '../peers/model.mjs';
import { measure } from '../support/measure.mjs';

const SIDE = 32, STEPS = 80, SEED = 11;
const RECIPE = { numStepsMin: STEPS, numStepsMax: STEPS };
const PROBE_BATCH = 8, PROBE_SIDE = 72, PROBE_STEPS = 96;

/** @param {{ core: import('../../../web/core/nca.js').Core }} context @returns {Promise<import('../bench.mjs').Section>} */
export async function benchEpochs({ core }) {
  const assets = new URL('../../../assets/', import.meta.url);
  const model = core.readWeights(new Uint8Array(await readFile(new URL('models/blog-snowflake.safetensors', assets))));
  const target = core.readTarget(new Uint8Array(await readFile(new URL('targets/snowflake.png', assets))), { height: SIDE, width: SIDE });
  const masks = Array.from({ length: STEPS }, (_, step) => core.fireMask(SIDE, SIDE, SEED, step, 0.5));
  const trainer = core.createTrainer({ height: SIDE, width: SIDE, seed: 1, recipe: RECIPE }, model, target);
  const { loss } = trainer.gradient(SEED, STEPS);

  const peer = await createTfjsTrainer({ ...peerModel(model, { height: SIDE, width: SIDE }), target, numSteps: STEPS });
  const peerMasks = peer.masks(masks), peerLoss = await peer.epoch(peerMasks);
  if (!(Math.abs(peerLoss - loss) <= 1e-3 * loss)) throw new Error(`TensorFlow.js computes a loss of ${peerLoss}, not ${loss}`);

  const timings = await measure([
    { name: 'nca_train_epoch', run: () => trainer.epoch() },
    { name: 'TensorFlow.js wasm', run: () => peer.epoch(peerMasks) },
  ], { rounds: 7, roundMs: 300 });
  /** @type {import('../bench.mjs').Row[]} */
  const rows = timings.map((timing, i) => ({ ...timing, ratio: timing.medianMs / timings[0].medianMs, ...(i > 0 && { goal: 'ratio >= 12' }) }));
  const torch = timePyTorch(SIDE, STEPS);
  rows.push(torch ? { name: 'PyTorch, one core', ...torch, ratio: torch.medianMs / timings[0].medianMs, goal: 'ratio > 1' } : { name: 'PyTorch', note: 'not installed' });

  const fresh = await loadCore(core.module); // whose memory is all this trainer's
  fresh.createTrainer(
    { height: PROBE_SIDE, width: PROBE_SIDE, seed: 1, recipe: { numStepsMin: PROBE_STEPS, numStepsMax: PROBE_STEPS, batch: PROBE_BATCH } },
    fresh.newModel('distill', 1), new Float32Array(PROBE_SIDE * PROBE_SIDE * 4).fill(1));
  rows.push({ name: 'memory: 72x72, batch 8, 96 steps', note: `${(fresh.memoryBytes / 2 ** 20).toFixed(0)} MB`, goal: '<= 256 MB' });
  trainer.destroy();
  return { title: 'One training epoch, 32x32, 80 steps, batch 1, one thread; ratio: how many times as fast nca_train_epoch is', rows };
}
