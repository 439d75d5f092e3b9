/** Training on several cores: workers that trade gradients by message. First that they come to the same bits, then how much faster. */
import { cpus } from 'node:os';
import { readFile } from 'node:fs/promises';
import { proxy } from 'comlink';

import { createTeam } from '../support/team.mjs';

const SIDE = 32, BATCH = 4, NUM_EPOCHS = 40, NUM_ROUNDS = 5;
const RECIPE = { numStepsMin: 80, numStepsMax: 80, batch: BATCH };

/** @param {{ core: import('../../../web/core/nca.js').Core }} context @returns {Promise<import('../bench.mjs').Section>} */
export async function benchWorkers({ core }) {
  const assets = new URL('../../../assets/', import.meta.url);
  const model = core.readWeights(new Uint8Array(await readFile(new URL('models/blog-snowflake.safetensors', assets))));
  const target = core.readTarget(new Uint8Array(await readFile(new URL('targets/snowflake.png', assets))), { height: SIDE, width: SIDE });
  const counts = [1, 2, 4].filter((count) => count === 1 || count <= cpus().length);
  const teams = counts.map((count) => createTeam(count));
  /** @type {number[][]} */
  const times = counts.map(() => []);
  /** @type {Float32Array | undefined} */
  let params;
  for (let round = 0; round <= NUM_ROUNDS; round++) { // the first one warms up
    for (const [i, team] of teams.entries()) {
      let last = new Float32Array();
      const startMs = performance.now();
      await team.train({ module: core.module, model, target, numEpochs: NUM_EPOCHS, options: { height: SIDE, width: SIDE, seed: 1, recipe: RECIPE } },
        proxy((/** @type {any} */ progress) => { last = progress.params; }));
      const tookMs = performance.now() - startMs;
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
