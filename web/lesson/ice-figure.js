/** The ancestor: ice on a hexagonal lattice, by a rule of seven lines that can be changed. */
import { contextOf } from '../look/canvas.js';
import { setText } from '../page/dom.js';
import { IceRule } from '../page/ice-rule.js';
import { text } from '../text/text.js';
import { part } from './parts.js';

/** @import { Lesson } from './lesson.js' */

const SIDE_PIXELS = 480;
const MAX_STEPS = 24;
/** It grows so much slower than the flake, so that a rule which freezes and melts everything in turns does not flash. */
const STEPS_A_STEP = 6;
const CENTRE = 0x4f9fe6, TIPS = 0xbfe6fa;
/** What the core draws around the farthest ice, in cells. */
const MARGIN_CELLS = 0.9;

/** @param {HTMLElement} root @param {Lesson} lesson */
export function iceFigure(root, { core, walk, signal }) {
  const canvas = part(root, 'ice', HTMLCanvasElement), context = contextOf(canvas);
  const stepText = part(root, 'steps-value');
  const rule = new IceRule(part(root, 'rule'), { name: 'lesson-ice', hasOwnRule: true, signal });
  const request = walk.figure(root, () => {
    const { freeze, melt } = rule.counts, numSteps = Math.min(Math.floor(walk.step / STEPS_A_STEP), MAX_STEPS);
    // The core makes the ice fill its picture; here all steps have one scale, so that it grows.
    const scale = (extentOf(freeze, numSteps) + MARGIN_CELLS) / (MAX_STEPS + MARGIN_CELLS);
    const side = Math.max(2, 2 * Math.round((scale * SIDE_PIXELS) / 2));
    canvas.width = canvas.height = SIDE_PIXELS; // clears it
    const pixels = core.growIce({ freeze, melt, numSteps, side, centre: CENTRE, tips: TIPS });
    context.putImageData(new ImageData(pixels, side, side), (SIDE_PIXELS - side) / 2, (SIDE_PIXELS - side) / 2);
    setText(stepText, text.lesson.steps(numSteps));
  });
  rule.onChange = request;
}

/**
 * How far the ice reaches, in cells: where a lone neighbour is enough it goes on by one each step, where none is needed it is
 * everywhere at once (the core's lattice ends after as many cells as there are steps), and else it never leaves the first cell.
 * @param {number[]} freeze @param {number} numSteps
 */
function extentOf(freeze, numSteps) {
  return freeze.includes(0) || freeze.includes(1) ? Math.max(numSteps, 1) : 1;
}
