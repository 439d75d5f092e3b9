/** A step and an epoch in jax-js and in the core, in node and in a page alike: first that both compute the same, then how long they take. */
import { createJaxPeer, createJaxTrainer } from '../peers/jax.mjs';
import { peerModel } from '../peers/model.mjs';
import { assertSame, measure } from './measure.mjs';

const SEED = 7, NUM_STEPS = 80, SIDE = 32;

/**
 * @param {import('../peers/jax.mjs').Jax} jax
 * @param {import('../../../web/core/nca.js').Core} core
 * @param {(path: string) => Promise<Uint8Array>} bytesOf a file of the project, "/assets/..."
 * @param {string} where
 * @returns {Promise<import('../bench.mjs').Row[]>}
 */
export async function rivalRows(jax, core, bytesOf, where) {
  const model = core.readWeights(await bytesOf('/assets/models/blog-snowflake.safetensors')), png = await bytesOf('/assets/targets/snowflake.png');
  const rows = [];
  for (const [name, side, isWhole] of /** @type {const} */ ([['64x64, every cell alive', 64, true], ['a grown flake in 72x72', 72, false]])) {
    rows.push(...await timeStep(jax, core, model, { side, isWhole }).then((timings) => named(timings, `${where}: step, ${name}`)));
  }
  rows.push(...named(await timeEpoch(jax, core, model, core.readTarget(png, { height: SIDE, width: SIDE })), `${where}: epoch, 32x32, 80 steps`));
  return rows;
}

/** @param {import('./measure.mjs').Timing[]} timings @param {string} what */
const named = (timings, what) => timings.map((timing) => ({ ...timing, name: `${what}: ${timing.name}`, ratio: timing.medianMs / timings[0].medianMs }));

/** @param {import('../peers/jax.mjs').Jax} jax @param {import('../../../web/core/nca.js').Core} core @param {import('../../../web/core/types.js').Model} model @param {{ side: number, isWhole: boolean }} scene */
async function timeStep(jax, core, model, { side, isWhole }) {
  const sim = core.createSim({ height: side, width: side }), size = { height: side, width: side };
  sim.setModel(model);
  sim.reset(SEED);
  sim.step(NUM_STEPS);
  const state = sim.state.slice();
  if (isWhole) for (let i = 0; i < state.length; i++) state[i] = i % 16 === 3 ? 1 : Math.random() - 0.5;
  /** Without the second layer's weights nothing changes, so that every step is the same work. */
  const still = { ...model, params: model.params.map((value, i) => (i < 6272 ? value : value * 1e-7)) };
  const load = (/** @type {typeof model} */ each) => {
    sim.setModel(each);
    sim.reset(SEED);
    sim.state.set(state);
    sim.stateChanged();
  };
  load(model);
  sim.step();
  const want = sim.state.slice(), mask = core.fireMask(side, side, SEED, 0, 0.5);
  const check = await createJaxPeer(jax, peerModel(model, size));
  assertSame('jax-js', await check.read(check.step(check.state(state), check.mask(mask))), want, 1e-3);

  load(still);
  const peer = await createJaxPeer(jax, peerModel(still, size)), peerMask = peer.mask(mask);
  let now = peer.state(state);
  const timings = await measure([
    { name: 'nca_step', run: () => sim.step() },
    {
      name: 'jax-js', run: async () => {
        const next = peer.step(now, peerMask);
        await peer.read(next);
        peer.dispose(now);
        now = next;
      },
    },
  ]);
  sim.destroy();
  return timings;
}

/** @param {import('../peers/jax.mjs').Jax} jax @param {import('../../../web/core/nca.js').Core} core @param {import('../../../web/core/types.js').Model} model @param {Float32Array} target */
async function timeEpoch(jax, core, model, target) {
  const trainer = core.createTrainer({ height: SIDE, width: SIDE, seed: 1, recipe: { numStepsMin: NUM_STEPS, numStepsMax: NUM_STEPS } }, model, target);
  const { loss } = trainer.gradient(SEED, NUM_STEPS);
  const peer = await createJaxTrainer(jax, { ...peerModel(model, { height: SIDE, width: SIDE }), target, numSteps: NUM_STEPS });
  const masks = peer.masks(Array.from({ length: NUM_STEPS }, (_, step) => core.fireMask(SIDE, SIDE, SEED, step, 0.5)));
  const peerLoss = Number(await peer.epoch(masks));
  if (!(Math.abs(peerLoss - loss) <= 1e-3 * loss)) throw new Error(`jax-js computes a loss of ${peerLoss}, not ${loss}`);
  const timings = await measure([{ name: 'nca_train_epoch', run: () => trainer.epoch() }, { name: 'jax-js', run: () => peer.epoch(masks) }], { rounds: 7, roundMs: 300 });
  trainer.destroy();
  return timings;
}
