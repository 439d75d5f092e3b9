/** Training on several cores: workers that trade gradients by message. First that they come to the same bits, then how much faster. */
import { cpus } from 'node:os';
import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { proxy, transfer, wrap } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';

const SIDE = 32, BATCH = 4, NUM_EPOCHS = 40, NUM_ROUNDS = 5;
const RECIPE = { numStepsMin: 80, numStepsMax: 80, batch: BATCH };

/** @param {{ core: import('../../../web/core/nca.js').Core }} context @returns {Promise<import('../bench.mjs').Section>} */
export async function benchWorkers({ core }) {
  const assets = new URL('../../../assets/', import.meta.url);
  const model = core.readWeights(new Uint8Array(await readFile(new URL('models/blog-snowflake.safetensors', assets))));
  const target = core.readTarget(new Uint8Array(await readFile(new URL('targets/snowflake.png', assets))), { height: SIDE, width: SIDE });
  const counts = [1, 2, 4].filter((count) => count === 1 || count <= cpus().length);
  const teams = counts.map((count) => createTeam(count, { module: core.module, model, target }));
  /** @type {number[][]} */
  const times = counts.map(() => []);
  /** @type {Float32Array | undefined} */
  let params;
  for (let round = 0; round <= NUM_ROUNDS; round++) { // the first one warms up
    for (const [i, team] of teams.entries()) {
      const { tookMs, last } = await team.run(NUM_EPOCHS);
      params ??= last;
      if (Buffer.compare(Buffer.from(params.buffer), Buffer.from(last.buffer)) !== 0) throw new Error(`${counts[i]} workers come to other weights`);
      if (round > 0) times[i].push(tookMs / NUM_EPOCHS);
    }
  }
  await Promise.all(teams.map((team) => team.close()));
  const medians = times.map((values) => values.sort((a, b) => a - b)[values.length >> 1]);
  return {
    title: `Training epochs of batch ${BATCH}, 32x32, 80 steps, by number of workers; ratio: throughput to that of one`,
    rows: counts.map((count, i) => ({
      name: `${count} ${count === 1 ? 'worker' : 'workers'}`, medianMs: medians[i], bestMs: times[i][0], ratio: medians[0] / medians[i],
      ...(count === 2 && { goal: 'ratio >= 1.7 on two free cores' }),
    })),
  };
}

/** @param {number} count @param {{ module: WebAssembly.Module, model: any, target: Float32Array }} job */
function createTeam(count, { module, model, target }) {
  const workers = Array.from({ length: count }, () => new Worker(new URL('../../support/training-worker.mjs', import.meta.url)));
  const services = /** @type {any[]} */ (workers.map((worker) => wrap(nodeEndpoint(worker))));
  return {
    run: async (/** @type {number} */ numEpochs) => {
      /** @type {any[][]} */
      const ports = services.map(() => []);
      for (let a = 0; a < count; a++) {
        for (let b = a + 1; b < count; b++) {
          const { port1, port2 } = new MessageChannel();
          ports[a].push(port1);
          ports[b].push(port2);
        }
      }
      let last = new Float32Array(), startMs = performance.now();
      const onProgress = proxy((/** @type {any} */ { params }) => { last = params; });
      await Promise.all(services.map((service, index) => service.train(transfer({
        module, model, target, numEpochs, ports: ports[index], options: { height: SIDE, width: SIDE, seed: 1, recipe: RECIPE, share: { index, count } },
      }, ports[index]), index === 0 ? onProgress : undefined)));
      const tookMs = performance.now() - startMs;
      return { tookMs, last };
    },
    close: () => Promise.all(workers.map((worker) => worker.terminate())),
  };
}
