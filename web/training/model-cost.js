/**
 * What a model of some size costs beside one of the usual size.
 *
 * @import { Shape } from '../core/shape.js'
 */
import { layoutOf, USUAL_LAYOUT } from '../core/shape.js';

/** Of the time of a step, nearly all goes into the two products of each cell: D x P and C x D. @param {{ hidden: number, perceived: number, channels: number }} layout */
const productsOf = ({ hidden, perceived, channels }) => hidden * (perceived + channels);

/**
 * What an epoch has to do, in products of numbers, if every cell lived and fired: to compare one with another.
 * @param {Shape & { side: number, batch: number, numStepsMax: number }} run
 */
export const workOf = (run) => productsOf(layoutOf(run)) * run.side ** 2 * run.batch * run.numStepsMax;

/** @param {Shape} shape @returns {{ numParams: number, relativeTime: number }} relativeTime: 1 of the usual size, on the same grid */
export function costOf(shape) {
  const layout = layoutOf(shape);
  return { numParams: layout.numParams, relativeTime: productsOf(layout) / productsOf(USUAL_LAYOUT) };
}
