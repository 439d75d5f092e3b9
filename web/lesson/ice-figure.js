/** The ancestor: ice on a hexagonal lattice, by a rule of seven lines that can be changed. */
import { contextOf } from '../look/canvas.js';
import { setText } from '../page/dom.js';
import { IceRule } from '../page/ice-rule.js';
import { text } from '../text/text.js';
import { LiveFigure } from './live-figure.js';
import { part } from './parts.js';

/** @import { Lesson } from './lesson.js' */

const SIDE_PIXELS = 480;
const MAX_STEPS = 24;
/** Slow enough that a rule which freezes and melts everything in turns does not flash. */
const STEPS_PER_SECOND = 2;
const CENTRE = 0x4f9fe6, TIPS = 0xbfe6fa;
/** What the core draws around the farthest ice, in cells. */
const MARGIN_CELLS = 0.9;

/** @param {HTMLElement} root @param {Lesson} lesson */
export function iceFigure(root, { core, signal }) {
  const canvas = part(root, 'ice', HTMLCanvasElement), context = contextOf(canvas);
  const slider = part(root, 'steps', HTMLInputElement), stepText = part(root, 'steps-value');
  const rule = new IceRule(part(root, 'rule'), { name: 'lesson-ice', hasOwnRule: true, signal });
  let numSteps = 0;

  const draw = () => {
    const { freeze, melt } = rule.counts;
    // The core makes the ice fill its picture; here all steps have one scale, so that it grows.
    const scale = (extentOf(freeze, numSteps) + MARGIN_CELLS) / (MAX_STEPS + MARGIN_CELLS);
    const side = Math.max(2, 2 * Math.round((scale * SIDE_PIXELS) / 2));
    canvas.width = canvas.height = SIDE_PIXELS; // clears it
    const pixels = core.growIce({ freeze, melt, numSteps, side, centre: CENTRE, tips: TIPS });
    context.putImageData(new ImageData(pixels, side, side), (SIDE_PIXELS - side) / 2, (SIDE_PIXELS - side) / 2);
    slider.value = String(numSteps);
    const words = text.lesson.steps(numSteps);
    setText(stepText, words);
    slider.setAttribute('aria-valuetext', words);
  };
  const figure = new LiveFigure(root, {
    subject: {
      get numSteps() { return numSteps; },
      step: (more) => { numSteps = Math.min(numSteps + more, MAX_STEPS); },
      reset: () => { numSteps = 0; },
    },
    draw, stepsPerSecond: STEPS_PER_SECOND, endAt: MAX_STEPS, stillAt: MAX_STEPS / 2,
  }, signal);

  slider.disabled = false;
  slider.addEventListener('input', () => {
    numSteps = slider.valueAsNumber;
    figure.pause();
  }, { signal });
  rule.onChange = () => figure.request();
}

/**
 * How far the ice reaches, in cells: where a lone neighbour is enough it goes on by one each step, where none is needed it is
 * everywhere at once (the core's lattice ends after as many cells as there are steps), and else it never leaves the first cell.
 * @param {number[]} freeze @param {number} numSteps
 */
function extentOf(freeze, numSteps) {
  return freeze.includes(0) || freeze.includes(1) ? Math.max(numSteps, 1) : 1;
}
