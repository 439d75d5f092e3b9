/** Training: what grows from numbers that lie between a fresh model's and the learnt ones, and how far it is from the goal. */
import { NcaError } from '../core/nca.js';
import { loadGoal } from '../library/goals.js';
import { setText } from '../page/dom.js';
import { text } from '../text/text.js';
import { CellPicture } from './cell-picture.js';
import { part } from './parts.js';
import { SIDE_CELLS } from './small-flake.js';
import { SEED } from './walk.js';

/** @import { Lesson } from './lesson.js' */

/** Longer nothing was taught to grow. */
const GROWN_AT_STEP = 96;

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function trainingFigure(root, { core, model, newSim, walk, signal }) {
  const { premultiplied, channels, hidden, filters, alive, edge } = model.config, sim = newSim();
  const fresh = core.newModel(premultiplied ? 'distill' : 'blog', SEED, { channels, hidden, filters, alive, edge });
  const [target] = await loadGoal(core, model, { height: SIDE_CELLS, width: SIDE_CELLS });
  if (!target) throw new NcaError('LOAD_FAILED', undefined, { details: { what: 'goal' } });
  drawTarget(new CellPicture(part(root, 'goal', HTMLCanvasElement)), target, premultiplied);

  const flake = new CellPicture(part(root, 'flake', HTMLCanvasElement)), error = part(root, 'error');
  const slider = part(root, 'learnt', HTMLInputElement), percent = part(root, 'percent');
  sim.reset(SEED);
  const request = walk.figure(root, () => {
    const step = Math.min(walk.step, GROWN_AT_STEP);
    if (step < sim.numSteps) sim.reset(SEED);
    sim.step(step - sim.numSteps);
    flake.show(sim);
    setText(error, text.loss(sim.loss(target)));
  });

  const blend = () => {
    const share = slider.valueAsNumber / 100, words = text.lesson.percent(slider.valueAsNumber);
    sim.setModel({ ...model, params: model.params.map((learnt, i) => share * learnt + (1 - share) * fresh.params[i]) });
    setText(percent, words);
    slider.setAttribute('aria-valuetext', words);
    sim.reset(SEED);
    request();
  };
  slider.disabled = false;
  slider.addEventListener('input', blend, { signal });
  blend();
}

/** @param {CellPicture} picture @param {Float32Array} target @param {boolean} premultiplied */
function drawTarget(picture, target, premultiplied) {
  picture.draw({ height: SIDE_CELLS, width: SIDE_CELLS }, (data) => {
    for (let i = 0; i < target.length; i++) {
      const alpha = target[i | 3], divisor = premultiplied && i % 4 < 3 ? Math.max(alpha, 1e-6) : 1;
      data[i] = (255 * target[i]) / divisor;
    }
  });
}
