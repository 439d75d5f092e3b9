/**
 * What lives in the sample pool, as small pictures.
 *
 * @import { Core, Trainer } from '../core/nca.js'
 * @import { GpuTrainer } from '../gpu/train/trainer.js'
 * @typedef {{ slot: number, rgba: Uint8ClampedArray<ArrayBuffer> }} PoolSample rgba: [height][width][4] in straight alpha
 * @typedef {{ numEpochs: number, height: number, width: number, samples: PoolSample[] }} PoolSamples numEpochs of the run
 */

const ALPHA = 3;

/**
 * Pictures of states that this share holds and that are in use, spread over the pool; fewer or none while it fills.
 * @param {Core} core
 * @param {Trainer | GpuTrainer} trainer between two epochs
 * @param {number} poolSize
 * @param {number} count
 * @returns {PoolSamples}
 */
export function poolSamples(core, trainer, poolSize, count) {
  const model = trainer.model(), { height, width } = model;
  const sim = core.createSim({ height, width });
  sim.setModel(model); // it knows whether colours are multiplied by alpha
  /** @type {PoolSample[]} */
  const samples = [];
  let last = -1;
  for (let i = 0; i < count; i++) {
    // The first of its part of the pool that is this share's and lives, so that one sees the same states again the next time.
    for (let slot = Math.max(last + 1, Math.floor((i * poolSize) / count)); slot < Math.floor(((i + 1) * poolSize) / count); slot++) {
      const state = trainer.poolState(slot);
      if (!state || !isAlive(state, sim.numChannels)) continue;
      sim.state.set(state);
      sim.stateChanged();
      samples.push({ slot, rgba: sim.rgba().slice() });
      last = slot;
      break;
    }
  }
  sim.destroy();
  return { numEpochs: trainer.numEpochs, height, width, samples };
}

/** @param {Float32Array} state @param {number} numChannels */
function isAlive(state, numChannels) {
  for (let at = ALPHA; at < state.length; at += numChannels) if (state[at] > 0) return true;
  return false;
}
