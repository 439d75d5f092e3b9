/** How it works: figures of the real core, all of one flake on a small grid. Loaded when a reader comes near. */
import { createCore } from '../core/shared.js';
import { bundledModels } from '../library/bundled.js';
import { byId } from '../page/dom.js';
import { cellFigure } from './cell-figure.js';
import { channelsFigure } from './channels-figure.js';
import { fireFigure } from './fire-figure.js';
import { iceFigure } from './ice-figure.js';
import { lifeFigure } from './life-figure.js';
import { perceptionFigure } from './perception-figure.js';
import { SIDE_CELLS } from './small-flake.js';
import { trainingFigure } from './training-figure.js';
import { updateFigure } from './update-figure.js';
import { Walk } from './walk.js';

/**
 * @import { ShowCore } from '../core/show-core.js'
 * @import { Sim } from '../core/sim.js'
 * @import { Model } from '../core/types.js'
 *
 * @typedef {object} Lesson what every figure is built from
 * @property {ShowCore} core
 * @property {Model} model
 * @property {() => Sim} newSim a small grid with the model in it
 * @property {Walk} walk what they all look at
 * @property {AbortSignal} signal ends everything
 */

/** @param {AbortSignal} [signal] ends everything */
export async function startLesson(signal = new AbortController().signal) {
  const core = await createCore(), model = await bundledModels[0].load(core);
  const newSim = () => {
    const sim = core.createSim({ height: SIDE_CELLS, width: SIDE_CELLS });
    sim.setModel(model);
    signal.addEventListener('abort', () => sim.destroy(), { once: true });
    return sim;
  };
  /** @type {Lesson} */
  const lesson = { core, model, newSim, walk: new Walk({ root: byId('lesson'), bar: byId('lesson-walk'), sim: newSim() }, signal), signal };
  cellFigure(byId('figure-cell'), lesson);
  perceptionFigure(byId('figure-perception'), lesson);
  updateFigure(byId('figure-update'), lesson);
  fireFigure(byId('figure-fire'), lesson);
  lifeFigure(byId('figure-life'), lesson);
  channelsFigure(byId('figure-channels'), lesson);
  iceFigure(byId('figure-ice'), lesson);
  await trainingFigure(byId('figure-training'), lesson);
  byId('lesson').dataset.ready = 'true';
}
