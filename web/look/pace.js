/** How many pixels a cell can be drawn in time, from how long it took: fewer before it stutters, and more again where there is time. */

/** @import { Placement } from './screen.js' */

/** Draws in a row that are too slow, or so quick that one pixel more a cell would do as well. */
const NUM_SLOW = 3, NUM_QUICK = 60;

export class Pace {
  #budgetMs;
  #most;
  /** The most pixels a cell that are drawn. */
  scale;
  #numSlow = 0;
  #numQuick = 0;

  /** @param {number} budgetMs of a draw @param {number} most pixels a cell, with which it begins */
  constructor(budgetMs, most) {
    this.#budgetMs = budgetMs;
    this.#most = this.scale = most;
  }

  /** @param {number} scale pixels a cell that were drawn @param {number} ms that it took */
  took(scale, ms) {
    const next = scale + 1, budget = this.#budgetMs, isQuick = ms * (next / scale) ** 2 < budget / 2;
    this.#numSlow = ms > budget ? this.#numSlow + 1 : 0;
    this.#numQuick = isQuick ? this.#numQuick + 1 : 0;
    if (this.#numSlow === NUM_SLOW) this.#settle(Math.max(1, Math.min(scale - 1, Math.floor(scale * Math.sqrt(budget / ms)))));
    else if (this.#numQuick === NUM_QUICK && scale === this.scale) this.#settle(Math.min(this.#most, next));
  }

  /** @param {number} scale */
  #settle(scale) {
    this.scale = scale;
    this.#numSlow = this.#numQuick = 0;
  }
}

/** The same with fewer pixels. @param {Placement} placement @param {number} share @returns {Placement} */
export function shrunk({ width, height, x, y, scale }, share) {
  return { width: Math.max(1, Math.round(width * share)), height: Math.max(1, Math.round(height * share)), x: x * share, y: y * share, scale: scale * share };
}
