/**
 * What it takes to tell the run of a link again. It may be one that nobody would wait for: ten million steps of a million cells.
 *
 * @import { ShowCore } from '../core/show-core.js'
 * @import { Model } from '../core/types.js'
 */

/** Steps times cells: some minute of a slow machine if every cell lives, and of a flake, most of whose cells do not, seconds. */
const MOST_UNASKED_CELL_STEPS = 5e8;
/** On so many cells, all of which live, the time of a step is taken. */
const SAMPLE_SIDE_CELLS = 48, SAMPLE_STEPS = 6;

/** @param {number} numSteps @param {{ height: number, width: number }} size */
export function isDear(numSteps, { height, width }) {
  return numSteps * height * width > MOST_UNASKED_CELL_STEPS;
}

/** How long it takes on this machine at most, as if every cell lived. @param {ShowCore} core @param {Model} model @param {number} numSteps @param {{ height: number, width: number }} size */
export function mostMsFor(core, model, numSteps, { height, width }) {
  const side = SAMPLE_SIDE_CELLS, sim = core.createSim({ height: side, width: side });
  try {
    sim.setModel(model);
    const everywhere = /** @type {const} */ ({ shape: 'disc', x: side / 2, y: side / 2, size: side });
    let leastMs = Infinity;
    for (let i = 0; i < SAMPLE_STEPS; i++) {
      sim.noise(everywhere, i);
      const startMs = performance.now();
      sim.step(1);
      leastMs = Math.min(leastMs, performance.now() - startMs || Infinity); // some clocks stand still for a while
    }
    return ((leastMs < Infinity ? leastMs : 1) / side ** 2) * numSteps * height * width;
  } finally {
    sim.destroy();
  }
}
