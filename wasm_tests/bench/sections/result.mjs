/**
 * Time to the blog post's result: how long two workers, by the page's own recipe, take from scratch to the loss that the post's
 * code has after its 500 epochs, against how long those 500 epochs take in PyTorch on one core.
 */
import { readFile } from 'node:fs/promises';
import { proxy } from 'comlink';

import { LossHistory } from '../../../web/training/loss-history.js';
import { planOf } from '../../../web/training/parameters.js';
import { presetNamed } from '../../../web/training/presets.js';
import { createTeam } from '../support/team.mjs';
import { timePyTorch } from '../peers/pytorch.mjs';

const SIDE = 32, POST_EPOCHS = 500, POST_STEPS = 80, GOAL_LOSS = 0.043, MAX_EPOCHS = 1500, NUM_RUNS = 3;

/** @param {{ core: import('../../../web/core/nca.js').Core }} context @returns {Promise<import('../bench.mjs').Section>} */
export async function benchResult({ core }) {
  const png = new Uint8Array(await readFile(new URL('../../../assets/targets/snowflake.png', import.meta.url)));
  const target = core.readTarget(png, { height: SIDE, width: SIDE });
  /** @type {import('../bench.mjs').Row[]} */
  const rows = [];
  const torch = timePyTorch(SIDE, POST_STEPS), postMs = torch && torch.medianMs * POST_EPOCHS;
  rows.push(postMs ? { name: `the post's recipe in PyTorch, ${POST_EPOCHS} epochs`, medianMs: postMs } : { name: 'PyTorch', note: 'not installed' });
  for (let seed = 1; seed <= NUM_RUNS; seed++) {
    const { tookMs, epochs } = await learn({ core, target, seed });
    rows.push({
      name: `two workers to a loss of ${GOAL_LOSS}, seed ${seed}`, medianMs: tookMs, note: `${epochs} epochs`,
      ...(postMs && { ratio: postMs / tookMs, goal: 'ratio >= 5' }),
    });
  }
  return { title: 'Time to the post’s result (mean of the last 20 losses); ratio: how many times sooner', rows };
}

/** @param {{ core: any, recipe: any, target: Float32Array, seed: number }} run */
async function learn({ core, target, seed }) {
  const team = createTeam(2), history = new LossHistory();
  const startMs = performance.now();
  let tookMs = NaN;
  const reached = new Promise((resolve) => {
    const onProgress = proxy((/** @type {any} */ { losses }) => {
      history.add(losses);
      if (history.length >= 20 && history.mean <= GOAL_LOSS && Number.isNaN(tookMs)) {
        tookMs = performance.now() - startMs;
        resolve(undefined);
      }
    });
    const plan = planOf(core, { ...presetNamed('sooner').settings, seed }, { target });
    team.train({ module: core.module, ...plan, numEpochs: MAX_EPOCHS }, onProgress).then(resolve, resolve);
  });
  await reached;
  await team.close();
  return { tookMs, epochs: history.length };
}
