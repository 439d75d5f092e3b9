/** The native program on the same epochs as the wasm, one core and all of them, and with fused multiply-add. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const path = (/** @type {string} */ name) => fileURLToPath(new URL(`../../../${name}`, import.meta.url));
const SIDE = 32, BATCH = 4, EPOCHS = 25, ROUNDS = 3;
/** Of the first loss, by which fused products may differ: after many epochs the runs are no longer the same. */
const MAX_DIFFERENCE = 1e-4;
const RECIPE = { numStepsMin: 80, numStepsMax: 80, batch: BATCH };

/** @param {{ core: import('../../../web/core/nca.js').Core }} context @returns {Promise<import('../bench.mjs').Section>} */
export async function benchNative({ core }) {
  const folder = mkdtempSync(join(tmpdir(), 'snowflake-bench-')), weights = path('assets/models/blog-snowflake.safetensors');
  const model = core.readWeights(new Uint8Array(readFileSync(weights)));
  const target = core.readTarget(new Uint8Array(readFileSync(path('assets/targets/snowflake.png'))), { height: SIDE, width: SIDE });

  const inWasm = () => {
    const trainer = core.createTrainer({ height: SIDE, width: SIDE, seed: 1, recipe: RECIPE }, model, target), losses = [], startMs = performance.now();
    for (let epoch = 0; epoch < EPOCHS; epoch++) {
      trainer.epoch();
      losses.push(trainer.loss);
    }
    const tookMs = (performance.now() - startMs) / EPOCHS, params = trainer.params();
    trainer.destroy();
    return { tookMs, params, firstLoss: losses[0] };
  };
  const natively = (/** @type {number} */ threads, /** @type {string[]} */ ...more) => {
    const out = join(folder, 'out.safetensors');
    const lines = String(execFileSync(path('build/native/nca'), ['train', path('assets/targets/snowflake.png'), '-o', out, '--init', weights, '--json',
      '--epochs', String(EPOCHS), '--steps', '80..80', '--batch', String(BATCH), '--seed', '1', '--threads', String(threads), ...more])).trim().split('\n');
    const [first, last] = [lines[0], lines[lines.length - 1]].map((line) => JSON.parse(line));
    return { tookMs: 1000 / last.epochs_per_second, params: core.readWeights(new Uint8Array(readFileSync(out))).params, firstLoss: first.loss };
  };

  const contenders = [
    { name: 'wasm', run: inWasm },
    { name: 'native, one core', run: () => natively(1) },
    { name: 'native, one core, fused', isFused: true, goal: 'ratio >= 2', run: () => natively(1, '--fused') },
    { name: `native, ${cpus().length} cores`, run: () => natively(cpus().length) },
  ];
  const times = contenders.map(() => /** @type {number[]} */ ([]));
  const { params: want, firstLoss: wantedLoss } = inWasm();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, { name, run, isFused }] of contenders.entries()) {
      const { tookMs, params, firstLoss } = run();
      const isSame = isFused ? Math.abs(firstLoss - wantedLoss) < MAX_DIFFERENCE * wantedLoss : Buffer.compare(Buffer.from(params.buffer), Buffer.from(want.buffer)) === 0;
      if (!isSame) throw new Error(`${name} comes to something else`);
      times[i].push(tookMs);
    }
  }
  rmSync(folder, { recursive: true });
  const medians = times.map((values) => values.sort((a, b) => a - b)[values.length >> 1]);
  return {
    title: `Training epochs of batch ${BATCH}, 32x32, 80 steps, native and wasm (to the same bits, but for fused); ratio: to wasm on one core`,
    rows: contenders.map(({ name, goal }, i) => ({ name, medianMs: medians[i], bestMs: times[i][0], ratio: medians[0] / medians[i], ...(goal && { goal }) })),
  };
}
