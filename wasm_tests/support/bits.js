/** What every engine of JavaScript has to compute to the same bits: gradients, 500 epochs, states and pictures, links. Runs in node and in pages, and so imports nothing. */

/** @import { Core } from '../../web/core/nca.js' */
/** @typedef {{ core: Core, encodeState: typeof import('../../web/keep/link.js').encodeState, encodeModel: typeof import('../../web/share/model-link.js').encodeModel }} Parts */

const NUM_EPOCHS = 500, SIDE = 16;

/** @param {ArrayBufferView} values of four bytes each @returns {string} */
function digest({ buffer, byteOffset, byteLength }) {
  const words = new Uint32Array(buffer.slice(byteOffset, byteOffset + byteLength - byteLength % 4));
  return `${words.length}: ${words.reduce((hash, word) => Math.imul(hash ^ word, 0x01000193) ^ hash >>> 15, 0x811c9dc5) >>> 0}`;
}

/** @param {Parts} parts @returns {Record<string, string>} */
export function bitsOf({ core, encodeState, encodeModel }) {
  let seed = 9;
  const share = () => (seed = Math.imul(seed, 1664525) + 1013904223 >>> 0) / 2 ** 32;
  const targets = Float32Array.from({ length: SIDE * SIDE * 4 }, (_, i) => Math.fround(Math.hypot((i >> 6) - 8, (i >> 2 & 15) - 8) < 5 ? share() : 0)), start = core.newModel('distill', 5, { channels: 12, hidden: 32 });
  const trainer = core.createTrainer({ height: SIDE, width: SIDE, seed: 3, recipe: { base: 'regenerating', loss: 'last', batch: 4, poolSize: 8, numStepsMin: 8, numStepsMax: 12 } }, start, targets);
  const { loss, grads } = trainer.gradient(11, 9), losses = new Float64Array(NUM_EPOCHS);
  for (let epoch = 0; epoch < NUM_EPOCHS; epoch++) {
    trainer.epoch();
    losses[epoch] = trainer.loss;
  }
  const model = trainer.model(), checkpoint = trainer.checkpoint(8), sim = core.createSim(model);
  sim.setModel(model);
  sim.reset(7);
  sim.step(300);
  const bits = {
    gradient: `${loss} ${digest(grads)}`, losses: `${losses[NUM_EPOCHS - 1]} of ${losses[0]} ${digest(losses)}`, weights: digest(model.params), checkpoint: digest(checkpoint), state: digest(sim.state), picture: digest(sim.rgba()),
    modelLink: encodeModel({ ...model, name: '雪', license: 'CC0-1.0' }),
    runLink: encodeState({ model: 'ice-star', size: undefined, seed: 4_000_000_000, speed: 29.97, step: 900, angle0: 1.1, fireRate0: 0.31, edits: [
      { step: 3, stroke: 0, edit: { type: 'wound', wound: { shape: 'half', x: 3.3, y: 4.7, size: 9.1, angle: 2.2 } } }, { step: 500, stroke: 1, edit: { type: 'mix', mix: [0.3, 0.7] } }] }),
  };
  trainer.destroy();
  return bits;
}
