/**
 * Tells a run again, for a film of it: on a grid of its own, as fast as the page has time, the frames one by one.
 *
 * @import { ShowCore } from '../core/show-core.js'
 * @import { RunRecord } from '../core/script.js'
 * @import { CellArea, Cells } from '../look/cells.js'
 * @import { Look } from '../look/look.js'
 */
import { Timeline } from '../core/timeline.js';
import { cellsOf } from '../look/cells.js';
import { filmSteps } from './pacing.js';
import { slices } from './slices.js';

export const MAX_FRAMES = 160;
/** What a film is drawn before: red, green, blue. */
export const NIGHT = Object.freeze(/** @type {const} */ ([13, 35, 64]));

/**
 * @typedef {{ cells: Cells, step: number, index: number, count: number }} Frame cells: for as long as nobody asks for the next frame; the
 *   index-th of so many
 *
 * @typedef {object} FilmOptions
 * @property {ShowCore} core a fresh one, from createCore(): what it takes comes back when it is forgotten
 * @property {RunRecord} record
 * @property {{ height: number, width: number }} size of the grid, in cells
 * @property {Look} [look] how it is drawn; default: as cells
 * @property {CellArea} [area] of the grid that is shown; default: all of it
 * @property {number} [everySteps] a frame each so many steps; default: as filmSteps() finds good
 * @property {number} [maxFrames] at least 2
 * @property {AbortSignal} [signal] then the promise is rejected with its reason
 * @property {(share: number) => void} [onProgress] 0..1
 */

/** @param {FilmOptions} options @returns {AsyncGenerator<Frame, void, void>} */
export async function* growthFrames({ core, record, size, everySteps, maxFrames = MAX_FRAMES, signal, onProgress }) {
  const pause = slices(signal), steps = filmSteps(record, { maxFrames, everySteps }), sim = core.createSim(size);
  try {
    const timeline = new Timeline(sim, record.first.model, { budgetBytes: 0 }); // it never goes back
    timeline.tell(record);
    for (const [index, step] of steps.entries()) {
      // Both the steps and the frames take their time.
      const tell = () => onProgress?.((timeline.step + index) / (record.step + steps.length));
      do if (await pause()) tell();
      while (!timeline.goTo(step, { maxSteps: 1 }));
      yield { cells: cellsOf(sim), step, index, count: steps.length };
    }
    onProgress?.(1);
  } finally {
    sim.destroy();
  }
}
