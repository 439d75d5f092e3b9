/** A preset of the studio from its first epoch to its last, with the session and the workers of the page, in node. */
import { numWorkersFor, planOf } from '../../../web/training/parameters.js';
import { TrainingSession } from '../../../web/training/session.js';
import { nodeHost } from '../../support/node-host.mjs';

/**
 * @import { Core } from '../../../web/core/nca.js'
 * @import { Model } from '../../../web/core/types.js'
 * @import { Settings } from '../../../web/training/parameters.js'
 */

const GROWN_STEPS = 96, SEEDS = [1, 2], EVERY_EPOCHS = 10, NUM_WORKERS = 2;

/**
 * @param {Core} core
 * @param {Settings} settings
 * @param {Float32Array} target
 * @param {(reached: { epoch: number, tookMs: number, error: number }) => void} onError every few epochs: the mean squared error of what it grows in
 *   96 steps, over the picture's own area
 * @returns {Promise<{ state: string, model: Model | undefined, epochs: number, tookMs: number, loss: number }>}
 */
export async function runPreset(core, settings, target, onError) {
  const { side, padding } = settings, ownArea = side ** 2 / (side - 2 * padding) ** 2;
  const session = new TrainingSession(await nodeHost(), { probeEveryMs: Infinity }), sim = core.createSim({ height: side, width: side });
  const beganMs = performance.now();
  let nextEpoch = EVERY_EPOCHS;
  session.addEventListener('progress', () => {
    const { model, history } = session;
    if (!model || history.length < nextEpoch) return;
    nextEpoch = history.length + EVERY_EPOCHS;
    const tookMs = performance.now() - beganMs;
    sim.setModel(model);
    const errors = SEEDS.map((seed) => {
      sim.reset(seed);
      sim.step(GROWN_STEPS);
      return sim.loss(target) * ownArea;
    });
    onError({ epoch: history.length, tookMs, error: errors.reduce((sum, error) => sum + error) / errors.length });
  });
  await session.start(planOf(core, settings, { target }), { numWorkers: numWorkersFor(settings, NUM_WORKERS) });
  const { state, model, history } = session, tookMs = performance.now() - beganMs;
  session.close();
  sim.destroy();
  return { state, model, epochs: history.length, tookMs, loss: history.mean };
}
