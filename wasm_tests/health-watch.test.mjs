/** The watch over a probe looks at its progress: a slow one is let be, one that hangs is ended, and the next one waits. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';

import { loadCore } from '../web/core/nca.js';
import { Checkpoint } from '../web/training/checkpoint.js';
import { HealthWatch } from '../web/training/health-watch.js';
import { LossHistory } from '../web/training/loss-history.js';
import { compileShippedWasm } from './support/core.js';
import { nodeHost } from './support/node-host.mjs';

/** @import { ProbeReport } from '../web/training/health.js' */

const PATIENCE_MS = 250;
/** @type {() => Checkpoint} */
let newCheckpoint;
before(async () => {
  const core = await loadCore(await compileShippedWasm()), model = core.readWeights(await readFile(new URL('../assets/models/snowflake.safetensors', import.meta.url)));
  const { height, width } = model, target = new Float32Array(height * width * 4).fill(0.5);
  const trainer = core.createTrainer({ height, width, seed: 1, recipe: { batch: 1 } }, model, target), bytes = trainer.checkpoint(0);
  newCheckpoint = () => new Checkpoint(bytes.slice(), { numEpochs: 0, model, history: new LossHistory() }).hold();
});

test('one that takes many times its patience is let be, as long as it goes on', { timeout: 120_000 }, async () => {
  let numStarted = 0;
  const host = await nodeHost({ onStart: () => { numStarted++; } }), checkpoint = newCheckpoint(), beganMs = performance.now();
  /** @type {(report: ProbeReport) => void} */
  let done = () => {};
  const isDone = new Promise((resolve) => { done = resolve; });
  const watch = new HealthWatch(host, { everyMs: 1, patienceMs: PATIENCE_MS, trials: { numSeeds: 4, wounds: [0] } }, (_, report) => { if (report.numDone === report.numTrials) done(report); });
  watch.look(checkpoint);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const looking = setInterval(() => watch.look(checkpoint), 50);
  await isDone;
  clearInterval(looking);
  watch.close();
  assert.ok(performance.now() - beganMs > 2 * PATIENCE_MS, `it took ${performance.now() - beganMs} ms`);
  assert.equal(numStarted, 1);
});

test('one that hangs is ended, and not begun again at once', { timeout: 60_000 }, async () => {
  let numStarted = 0, numEnded = 0;
  const nodes = await nodeHost();
  const host = { ...nodes, startWorker: () => { numStarted++; return { endpoint: new MessageChannel().port1, onDeath: () => {}, terminate: () => { numEnded++; } }; } };
  const watch = new HealthWatch(host, { everyMs: 800, patienceMs: 100 }, () => {}), checkpoint = newCheckpoint();
  const look = async (/** @type {number} */ ms) => {
    for (const untilMs = performance.now() + ms; performance.now() < untilMs;) {
      watch.look(checkpoint);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  await look(500);
  assert.deepEqual([numStarted, numEnded], [1, 1]);
  await look(1500); // twelve times what it took, which was little more than its patience
  assert.equal(numStarted, 2);
  watch.close();
});
