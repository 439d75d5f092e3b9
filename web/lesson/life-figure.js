/** Life: the cells that live, and the border of those that live through a neighbour alone. */
import { setText } from '../page/dom.js';
import { text } from '../text/text.js';
import { CellPicture, setCell } from './cell-picture.js';
import { BY_ITSELF, BY_NEIGHBOUR, livesOf } from './lives.js';
import { part } from './parts.js';

/** @import { Lesson } from './lesson.js' */

const ICE = Object.freeze([96, 150, 205]), BORDER = Object.freeze([255, 190, 110]);

/** @param {HTMLElement} root @param {Lesson} lesson */
export function lifeFigure(root, { model, walk }) {
  const { sim } = walk, count = part(root, 'count');
  const flake = new CellPicture(part(root, 'flake', HTMLCanvasElement)), life = new CellPicture(part(root, 'life', HTMLCanvasElement));
  walk.figure(root, () => {
    flake.show(sim);
    const lives = livesOf(sim, model.config.aliveThreshold);
    let numIce = 0, numBorder = 0;
    life.draw(sim, (data, numCells) => {
      for (let cell = 0; cell < numCells; cell++) {
        if (lives[cell] === BY_ITSELF) {
          numIce++;
          setCell(data, cell, ICE, 0.6);
        } else if (lives[cell] === BY_NEIGHBOUR) {
          numBorder++;
          setCell(data, cell, BORDER, 1);
        }
      }
    });
    setText(count, text.lesson.lifeCount(numIce, numBorder));
  });
}
