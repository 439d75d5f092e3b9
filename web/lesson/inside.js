/** Inside the flake on the stage: all channels as pictures, and the numbers of the cell under the brush. Costs nothing while it is folded. */
import { CellBars, ChannelPictures } from './channels.js';
import { text } from '../text/text.js';
import { byId, setText } from '../page/dom.js';

/** @import { SnowflakeNca } from '../element/snowflake-nca.js' */

/** @param {SnowflakeNca} flake @param {HTMLDetailsElement} fold */
export function showInside(flake, fold) {
  const pictures = new ChannelPictures(byId('inside-channels')), bars = new CellBars(byId('inside-values'));
  /** The cell under the brush; the middle until it was somewhere. @type {{ x: number, y: number } | undefined} */
  let cell;

  const draw = () => {
    const { sim } = flake;
    if (!sim || !fold.open) return;
    pictures.draw(sim);
    const within = (/** @type {number} */ place, /** @type {number} */ side) => Math.min(Math.max(Math.floor(place), 0), side - 1);
    const x = within(cell?.x ?? sim.width / 2, sim.width), y = within(cell?.y ?? sim.height / 2, sim.height);
    bars.show(sim, x, y);
    if (cell) setText(byId('inside-where'), text.lesson.cellAt(x, y));
  };
  for (const type of ['step', 'ready']) flake.addEventListener(type, draw);
  flake.addEventListener('hover', (event) => {
    const { x, y } = /** @type {CustomEvent} */ (event).detail;
    if (x === undefined) return;
    cell = { x, y };
    draw();
  });
  fold.addEventListener('toggle', draw);
  draw();
}
