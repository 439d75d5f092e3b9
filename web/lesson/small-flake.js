/** The flakes of the figures: all the same one, each on a grid of its own. */

/**
 * @import { Sim } from '../core/nca.js'
 * @import { Subject } from './live-figure.js'
 */

/** The flake is 40 cells wide: a closer frame than the stage's shows larger cells, and grows the same flake. */
export const SIDE_CELLS = 48;
/** Of the fire masks. */
export const SEED = 1;

/** What goes on in a figure that grows a flake. @param {Sim} sim @returns {Subject} */
export function subjectOf(sim) {
  return {
    get numSteps() { return sim.numSteps; },
    step: (numSteps) => sim.step(numSteps),
    reset: () => sim.reset(SEED),
  };
}
