/** Fire: which cells take their change in the next step, as the core draws them. */
import { setText } from '../page/dom.js';
import { text } from '../text/text.js';
import { CellPicture, setCell } from './cell-picture.js';
import { livesOf } from './lives.js';
import { part } from './parts.js';
import { SEED } from './walk.js';

/** @import { Lesson } from './lesson.js' */

const FIRES = Object.freeze([255, 190, 110]), WAITS = Object.freeze([96, 150, 205]);
/** Cells where nothing lives draw lots too, but nothing comes of it. */
const EMPTY_OPACITY = 0.12;
/** Slow enough to be watched, and too slow to flash. */
const EVERY_MS = 500;

/** @param {HTMLElement} root @param {Lesson} lesson */
export function fireFigure(root, { core, model, walk }) {
  const { sim } = walk, { fireRate } = model.config, share = part(root, 'share');
  const flake = new CellPicture(part(root, 'flake', HTMLCanvasElement)), fire = new CellPicture(part(root, 'mask', HTMLCanvasElement));
  walk.figure(root, () => {
    flake.show(sim);
    const mask = core.fireMask(sim.height, sim.width, SEED, sim.numSteps, fireRate), lives = livesOf(sim, model.config.aliveThreshold);
    let numFiring = 0, numAlive = 0;
    fire.draw(sim, (data, numCells) => {
      for (let cell = 0; cell < numCells; cell++) {
        if (lives[cell] > 0) {
          numAlive++;
          numFiring += mask[cell];
          setCell(data, cell, mask[cell] ? FIRES : WAITS, mask[cell] ? 1 : 0.45);
        } else if (mask[cell]) {
          setCell(data, cell, FIRES, EMPTY_OPACITY);
        }
      }
    });
    setText(share, text.lesson.fireShare(numFiring, numAlive));
  }, { everyMs: EVERY_MS });
}
