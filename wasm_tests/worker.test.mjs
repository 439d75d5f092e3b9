/** The training worker itself, in a node worker: what it reports, that it stops in between, and how it ends. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import * as Comlink from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';

import { loadCore } from '../web/core/nca.js';
import { connectAll } from '../web/training/exchange.js';
import { compileShippedWasm } from './support/core.js';

/** @import { Job, Progress, WorkerService } from '../web/training/worker-service.js' */

const SIDE = 16;
/** @type {WebAssembly.Module} */
let module;
/** @type {Job} */
let job;
/** @type {Uint8Array} */
let png;
before(async () => {
  module = await compileShippedWasm();
  png = new Uint8Array(await readFile(new URL('../assets/targets/snowflake.png', import.meta.url)));
  const core = await loadCore(module);
  job = {
    module, model: core.newModel('blog', 3), target: core.readTarget(png, { height: SIDE, width: SIDE }),
    options: { height: SIDE, width: SIDE, seed: 5, recipe: { numStepsMin: 20, numStepsMax: 28 } },
  };
});

/** @param {(service: import('comlink').Remote<WorkerService>) => Promise<void>} use */
async function withWorker(use) {
  const worker = new Worker(new URL('./support/training-worker.mjs', import.meta.url));
  try {
    await use(Comlink.wrap(nodeEndpoint(worker)));
  } finally {
    await worker.terminate();
  }
}

/** Listens, and lets wait for a report that fits. */
function listener() {
  /** @type {Progress[]} */
  const reports = [];
  /** @type {{ fits: (progress: Progress) => boolean, resolve: (progress: Progress) => void }[]} */
  const waiting = [];
  const onProgress = (/** @type {Progress} */ progress) => {
    reports.push(progress);
    for (const { fits, resolve } of waiting) if (fits(progress)) resolve(progress);
  };
  const until = (/** @type {(progress: Progress) => boolean} */ fits) =>
    /** @type {Promise<Progress>} */ (new Promise((resolve) => waiting.push({ fits, resolve })));
  return { reports, until, proxy: Comlink.proxy(onProgress) };
}

test('its weights and losses are those of the core, bit for bit', () => withWorker(async (service) => {
  const { reports, proxy } = listener();
  assert.equal(await service.train({ ...job, numEpochs: 12 }, proxy), 'finished');
  const core = await loadCore(module), trainer = core.createTrainer(job.options, job.model, job.target);
  const losses = Array.from({ length: 12 }, () => { trainer.epoch(); return Math.fround(trainer.loss); });
  const last = reports[reports.length - 1];
  assert.equal(last.numEpochs, 12);
  assert.deepEqual(last.params, trainer.params());
  assert.deepEqual(reports.flatMap((report) => [...report.losses]), losses);
}));

test('it pauses, resumes and stops between slices, and answers meanwhile', () => withWorker(async (service) => {
  const { reports, until, proxy } = listener();
  const running = service.train(job, proxy);
  await until(({ numEpochs }) => numEpochs > 0);
  await service.pause();
  // The slice that was under way ends first, and is reported: both come before the answers to pings that are sent after it.
  for (let i = 0; i < 20; i++) assert.equal(await service.ping(), true);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const atPause = reports[reports.length - 1].numEpochs;
  for (let i = 0; i < 20; i++) await service.ping();
  assert.equal(reports[reports.length - 1].numEpochs, atPause);
  await service.resume();
  await until(({ numEpochs }) => numEpochs > atPause);
  await service.stop();
  assert.equal(await running, 'stopped');
  const { params, numEpochs } = reports[reports.length - 1];
  const core = await loadCore(module), trainer = core.createTrainer(job.options, job.model, job.target);
  for (let epoch = 0; epoch < numEpochs; epoch++) trainer.epoch();
  assert.deepEqual(params, trainer.params());
}));

for (const count of [2, 4]) for (const poolSize of [0, 9]) {
  test(`${count} workers that share a batch come to the same bits as one core alone${poolSize ? ', with a pool' : ''}`, async () => {
    const recipe = { ...job.options.recipe, batch: 5, loss: /** @type {const} */ ('every'), poolSize, seedsPerBatch: 1, woundsPerBatch: 1 };
    const numEpochs = poolSize ? 9 : 4;
    const workers = Array.from({ length: count }, () => new Worker(new URL('./support/training-worker.mjs', import.meta.url)));
    try {
      const ports = connectAll(count), { reports, proxy } = listener();
      const outcomes = await Promise.all(workers.map((worker, index) => {
        const share = { ...job, numEpochs, options: { ...job.options, recipe, share: { index, count } }, ports: ports[index] };
        /** @type {import('comlink').Remote<WorkerService>} */
        const service = Comlink.wrap(nodeEndpoint(worker));
        return service.train(Comlink.transfer(share, ports[index]), index === 0 ? proxy : undefined);
      }));
      assert.deepEqual(outcomes, Array(count).fill('finished'));
      const core = await loadCore(module), trainer = core.createTrainer({ ...job.options, recipe }, job.model, job.target);
      for (let epoch = 0; epoch < numEpochs; epoch++) trainer.epoch();
      assert.deepEqual(reports[reports.length - 1].params, trainer.params());
      // The last report carries no loss when the one before it came after the last epoch.
      const losses = reports.flatMap((report) => [...report.losses]);
      assert.equal(losses[losses.length - 1], Math.fround(trainer.loss));
    } finally {
      await Promise.all(workers.map((worker) => worker.terminate()));
    }
  });
}

test('it stops while paused', () => withWorker(async (service) => {
  const { until, proxy } = listener();
  const running = service.train(job, proxy);
  await until(({ numEpochs }) => numEpochs > 0);
  await service.pause();
  await service.stop();
  assert.equal(await running, 'stopped');
}));

test('a loss that runs off ends it with the last good weights', () => withWorker(async (service) => {
  const { reports, proxy } = listener();
  const options = { ...job.options, recipe: { ...job.options.recipe, learningRate: 1e3, learningRateEnd: 1e3, clipNorm: 0 } };
  assert.equal(await service.train({ ...job, options }, proxy), 'not-finite');
  assert.ok(reports[reports.length - 1].params.every(Number.isFinite));
}));

test('it reads pictures, and says what is wrong with others', () => withWorker(async (service) => {
  assert.deepEqual(await service.readTarget(module, png, { height: SIDE, width: SIDE }), job.target);
  const failure = await service.readTarget(module, png.subarray(0, 900), { height: SIDE, width: SIDE });
  assert.deepEqual(failure, { code: 'NCA_ERR_IMAGE_DAMAGED', details: undefined });
}));
