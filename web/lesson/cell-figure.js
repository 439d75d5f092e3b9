/** A cell: choose one, and see its numbers. */
import { setText } from '../page/dom.js';
import { text } from '../text/text.js';
import { CellChoice } from './cell-choice.js';
import { CellPicture } from './cell-picture.js';
import { CellBars } from './channels.js';
import { part } from './parts.js';

/** @import { Lesson } from './lesson.js' */

/** @param {HTMLElement} root @param {Lesson} lesson */
export function cellFigure(root, { walk, signal }) {
  const { sim } = walk, picture = new CellPicture(part(root, 'flake', HTMLCanvasElement)), bars = new CellBars(part(root, 'values'));
  const where = part(root, 'where');
  let request = () => {};
  const choice = new CellChoice({ frame: part(root, 'frame'), marker: part(root, 'marker'), onChoose: () => request() }, signal);
  choice.setGrid(sim);
  request = walk.figure(root, () => {
    const { x, y } = choice.cell;
    picture.show(sim);
    bars.show(sim, x, y);
    setText(where, text.lesson.cellAt(x, y));
  });
}
