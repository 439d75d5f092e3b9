/** A cell: choose one, and see its 16 numbers. */
import { setText } from '../page/dom.js';
import { text } from '../text/text.js';
import { CellChoice } from './cell-choice.js';
import { CellPicture } from './cell-picture.js';
import { CellBars } from './channels.js';
import { LiveFigure } from './live-figure.js';
import { part } from './parts.js';
import { subjectOf } from './small-flake.js';
import { FlakeSource } from './source.js';

/** @import { Lesson } from './lesson.js' */

/** Who hurries here finds the stage's flake unborn, and standing still out of sight: the figure's own is shown then. */
const GROWN_AT_STEP = 60;

/** @param {HTMLElement} root @param {Lesson} lesson */
export function cellFigure(root, { stage, newSim, signal }) {
  const own = newSim(), picture = new CellPicture(part(root, 'flake', HTMLCanvasElement)), bars = new CellBars(part(root, 'values'));
  const where = part(root, 'where');
  const figure = new LiveFigure(root, {
    subject: subjectOf(own),
    draw: () => {
      const { sim } = source;
      choice.setGrid(sim);
      const { x, y } = choice.cell;
      picture.show(sim);
      bars.show(sim, x, y);
      setText(where, text.lesson.cellAt(x, y));
    },
  }, signal);
  const choice = new CellChoice({ frame: part(root, 'frame'), marker: part(root, 'marker'), onChoose: () => figure.request() }, signal);
  const source = new FlakeSource({
    stage, own, box: part(root, 'source', HTMLInputElement), prefersStage: (stage.sim?.numSteps ?? 0) >= GROWN_AT_STEP,
    onChange: (isStage) => figure.hold(isStage),
    onStep: () => figure.request(),
    onHover: ({ x, y }) => choice.choose(x, y),
  }, signal);
}
