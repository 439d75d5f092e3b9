/**
 * What a model grows, small: a simulation of that very model, of its own, to the step that training looks at.
 *
 * @import { ShowCore } from '../core/show-core.js'
 * @import { Model } from '../core/types.js'
 * @import { Thumbnail } from '../runs/record.js'
 */
import { nextTask } from '../core/next-task.js';
import { cellsOf } from '../look/cells.js';
import { look } from '../look/look.js';

const GROWN_AT_STEP = 96;
/** The page answers in between. */
const SLICE_STEPS = 12;

/** @param {ShowCore} core @param {Model} model as a run has it, with the size of its grid @returns {Promise<Thumbnail | undefined>} undefined: nothing lives */
export async function thumbnailOf(core, model) {
  const { height, width } = model, sim = core.createSim({ height, width });
  try {
    sim.setModel(model);
    sim.reset(1);
    while (sim.numSteps < GROWN_AT_STEP) {
      sim.step(SLICE_STEPS);
      await nextTask();
    }
    return sim.numAlive > 0 ? look.paint(cellsOf(sim), 1) : undefined;
  } finally {
    sim.destroy();
  }
}
