/** The watch over a probe looks at its progress: a slow one is let be, one that hangs is ended, and the next one waits. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { before, test } from 'node:test';

import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { loadCore } from '../web/core/nca.js';
import { Checkpoint } from '../web/training/checkpoint.js';
import { HealthWatch } from '../web/training/health-watch.js';
import { LossHistory } from '../web/training/loss-history.js';
import { compileShippedWasm } from './support/core.js';
import { nodeHost } from './support/node-host.mjs';

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
  /** @type {(how: string) => void} */
  let end = () => {};
  const ended = new Promise((/** @type {(how: string) => void} */ resolve) => { end = resolve; });
  const host = await nodeHost({ onStart: () => { if (++numStarted > 1) end('begun again'); } }), checkpoint = newCheckpoint(), beganMs = performance.now();
  const options = { everyMs: 1, patienceMs: PATIENCE_MS, trials: { numSeeds: 4, wounds: [0] } };
  const watch = new HealthWatch(host, options, (_, { numDone, numTrials }) => { if (numDone === numTrials) end('done'); });
  const looking = setInterval(() => watch.look(checkpoint), 50);
  try {
    assert.equal(await ended, 'done');
  } finally {
    clearInterval(looking);
    watch.close();
  }
  assert.ok(performance.now() - beganMs > 2 * PATIENCE_MS, `it took ${performance.now() - beganMs} ms`);
  assert.equal(numStarted, 1);
});

test('one that hangs is ended, and not begun again at once', { timeout: 60_000 }, async () => {
  let numStarted = 0, numEnded = 0;
  const nodes = await nodeHost();
  const startWorker = () => { // one that never answers
    const worker = new Worker('setInterval(() => {}, 1000)', { eval: true });
    numStarted++;
    return {
      endpoint: nodeEndpoint(worker), onDeath: () => {},
      terminate: () => {
        numEnded++;
        void worker.terminate();
      },
    };
  };
  const host = { ...nodes, startWorker };
  const watch = new HealthWatch(host, { everyMs: 800, patienceMs: 100 }, () => {}), checkpoint = newCheckpoint();
  const look = async (/** @type {number} */ ms) => {
    for (const untilMs = performance.now() + ms; performance.now() < untilMs;) {
      watch.look(checkpoint);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  try {
    await look(500);
    assert.deepEqual([numStarted, numEnded], [1, 1]);
    await look(1500); // twelve times what it took, which was little more than its patience
    assert.equal(numStarted, 2);
  } finally {
    watch.close();
  }
  assert.equal(numEnded, 2);
});
