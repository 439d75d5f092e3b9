/** A training session on the graphics card: the same run, curve and checkpoints, and whatever becomes of the card, it goes on. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { loadCore } from '../../web/core/nca.js';
import { TrainingSession } from '../../web/training/session.js';
import { compileShippedWasm } from '../support/core.js';
import { nodeHost } from '../support/node-host.mjs';
import { findAdapter } from './adapter.mjs';
import { NO_ADAPTER } from './support.mjs';

/** @import { Worker } from 'node:worker_threads' */
/** @import { TrainingPlan } from '../../web/training/worker-team.js' */

const SIDE = 12, TIMEOUT_MS = 300_000;
/** @type {GPUAdapter | undefined} */
let adapter;
/** @type {TrainingPlan} */
let plan;
before(async () => {
  adapter = await findAdapter();
  const core = await loadCore(await compileShippedWasm()), model = core.newModel('blog', 3, { channels: 8, hidden: 32 }), target = new Float32Array(SIDE * SIDE * 4);
  for (let i = 0; i < SIDE * SIDE; i++) if (Math.hypot(i % SIDE - 6, Math.floor(i / SIDE) - 6) < 4) target.set([0.2, 0.6, 0.9, 1], i * 4);
  const recipe = { optimizer: /** @type {const} */ ('muon'), batch: 2, poolSize: 4, numStepsMin: 8, numStepsMax: 10, loss: /** @type {const} */ ('every') };
  plan = { model, target, options: { height: SIDE, width: SIDE, seed: 1, recipe } };
});

/** @type {TrainingSession[]} */
const sessions = [];
after(() => sessions.forEach((session) => session.dispose()));

/** @param {(worker: Worker) => void} [onStart] @param {{ most?: number, isFull?: boolean, isOdd?: boolean }} [card] of training-worker.mjs */
async function newSession(onStart, card) {
  const host = await nodeHost({ onStart, script: new URL('./training-worker.mjs', import.meta.url), workerData: card });
  const session = new TrainingSession(host, { checkpointEveryMs: Infinity, probeEveryMs: Infinity, pingPatienceMs: 60_000 });
  sessions.push(session);
  return session;
}

/** @param {TrainingSession} session @param {string} event @param {() => boolean} fits */
const until = (session, event, fits) => /** @type {Promise<void>} */ (new Promise((resolve) => {
  const look = () => { if (fits()) resolve(); };
  session.addEventListener(event, look);
  look();
}));

test('it trains there, is held, shows its pool, and goes on on the processor from the same checkpoint', { timeout: TIMEOUT_MS }, async (t) => {
  if (!adapter) return t.skip(NO_ADAPTER);
  const session = await newSession();
  void session.start(plan, { device: 'graphics' });
  await until(session, 'progress', () => session.history.length >= 6);
  assert.equal(session.device, 'graphics');
  session.pause();
  await until(session, 'checkpoint', () => session.latest !== undefined);
  assert.equal((await session.poolSamples())?.numEpochs, session.latest?.numEpochs);
  session.resume();
  session.stop();
  await until(session, 'state', () => session.state === 'stopped');
  const numEpochs = session.latest?.numEpochs ?? 0, before = session.history.length;
  assert.ok(numEpochs >= 6 && before === numEpochs, `${numEpochs} epochs, ${before} losses`);
  assert.deepEqual(session.model?.params, session.latest?.model?.params);
  await session.goOn({ device: 'processor', numEpochs: numEpochs + 20 });
  assert.equal(session.state, 'stopped');
  assert.equal(session.device, 'processor');
  assert.equal(session.history.length, numEpochs + 20);
  const losses = session.history.copy().meanOfLast(5);
  assert.ok(losses < 0.1, `the loss has fallen to ${losses}`);
});

for (const [what, message, code] of /** @type {const} */ ([['is taken away', 'lose', 'GPU_LOST'], ['has no room any more', 'fill', 'GPU_NO_MEMORY']])) test(`a card that ${what}: the run goes on on the processor from the newest checkpoint, and says so`, { timeout: TIMEOUT_MS }, async (t) => {
  if (!adapter) return t.skip(NO_ADAPTER);
  /** @type {Worker[]} */
  const workers = [];
  const session = await newSession((worker) => workers.push(worker)), moves = /** @type {unknown[]} */ ([]);
  session.addEventListener('moved', () => moves.push(session.movedFor));
  const isOver = session.start({ ...plan, numEpochs: 60 }, { device: 'graphics' });
  await until(session, 'progress', () => session.history.length >= 3);
  const checkpoint = await session.requestCheckpoint(), epochs = checkpoint?.numEpochs ?? 0;
  assert.ok(epochs > 0);
  workers[0].postMessage(message);
  await isOver;
  assert.deepEqual(moves, [{ code, details: undefined }]);
  assert.equal(session.device, 'processor');
  assert.equal(session.state, 'stopped');
  assert.equal(session.latest?.numEpochs, 60);
  assert.equal(session.history.length, 60);
});

for (const [what, card, code, height] of /** @type {const} */ ([
  ['a run whose kernels fail', { isOdd: true }, 'GPU_NO_KERNELS', SIDE],
  ['a batch that has no room', { isFull: true }, 'GPU_NO_MEMORY', SIDE], ['a grid that is too large', { most: 2 ** 17 }, 'GPU_BATCH_TOO_LARGE', 3 * SIDE],
])) {
  test(`${what} on the card begins on the processor, and says why`, { timeout: TIMEOUT_MS }, async (t) => {
    if (!adapter) return t.skip(NO_ADAPTER);
    const session = await newSession(undefined, card), target = new Float32Array(height * SIDE * 4).fill(0.5);
    await session.start({ ...plan, target, options: { ...plan.options, height }, numEpochs: 3 }, { device: 'graphics' });
    assert.equal(session.movedFor?.code, code);
    assert.equal(session.device, 'processor');
    assert.equal(session.history.length, 3);
  });
}
