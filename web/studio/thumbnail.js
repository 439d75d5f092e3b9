/**
 * What a model grows, small: a simulation of that very model, of its own, to the step that training looks at. Of several goals all, in rows.
 *
 * @import { ShowCore } from '../core/show-core.js'
 * @import { Model } from '../core/types.js'
 * @import { Thumbnail } from '../runs/record.js'
 */
import { nextTask } from '../core/next-task.js';
import { layoutOf } from '../core/shape.js';
import { MAX_THUMBNAIL_SIDE } from '../runs/record.js';

const GROWN_AT_STEP = 96;
/** The page answers in between. */
const SLICE_STEPS = 12;
/** Of more in a row nobody would tell one from another. */
const MAX_COLUMNS = 3;

/** @param {ShowCore} core @param {Model} model as a run has it, with the size of its grid @returns {Promise<Thumbnail | undefined>} undefined: nothing lives */
export async function thumbnailOf(core, model) {
  const { height, width } = model, { goals } = layoutOf(model.config), mostColumns = Math.min(MAX_COLUMNS, Math.floor(MAX_THUMBNAIL_SIDE / Math.max(height, width)));
  const columns = Math.max(1, Math.min(Math.ceil(Math.sqrt(goals)), mostColumns)), count = Math.min(goals, columns ** 2);
  const whole = { height: Math.ceil(count / columns) * height, width: columns * width }, rgba = new Uint8ClampedArray(whole.height * whole.width * 4), sim = core.createSim({ height, width });
  let numAlive = 0;
  try {
    sim.setModel(model);
    for (let goal = 0; goal < count; goal++) {
      if (goals > 1) sim.setGoal(goal);
      sim.reset(1);
      while (sim.numSteps < GROWN_AT_STEP) {
        sim.step(SLICE_STEPS);
        await nextTask();
      }
      numAlive += sim.numAlive;
      const cells = sim.rgba(), top = Math.floor(goal / columns) * height, left = (goal % columns) * width;
      for (let y = 0; y < height; y++) rgba.set(cells.subarray(y * width * 4, (y + 1) * width * 4), ((top + y) * whole.width + left) * 4);
    }
    return numAlive > 0 ? { rgba, ...whole } : undefined;
  } finally {
    sim.destroy();
  }
}
