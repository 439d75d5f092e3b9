/** Shows what the weights in training grow now: it grows, stands for a moment, and begins again with the newest weights. Of several goals each. */

/**
 * @import { SnowflakeNca } from '../element/snowflake-nca.js'
 * @import { Model } from '../core/types.js'
 */
import { layoutOf } from '../core/shape.js';
import { make, setText } from '../page/dom.js';
import { text } from '../text/text.js';

const GROWN_AT_STEP = 96;
const STANDS_MS = 700;
/** To those who asked for less motion it is a still picture, made anew this often. */
const STILL_EVERY_MS = 2000;

export class LiveGrowth {
  #stillness = matchMedia('(prefers-reduced-motion: reduce)');
  #lastStillMs = -Infinity;
  /** A flake for each goal, and what it loses. @type {{ element: SnowflakeNca, loss: HTMLElement, isThere: boolean }[]} */
  #flakes = [];
  /** Of what rule and grid that is which grows. */
  #kind = '';
  #frame;

  /** @param {HTMLElement} frame */
  constructor(frame) {
    this.#frame = frame;
  }

  /** What comes next is of another run: it begins with one cell. */
  begin() {
    this.#kind = '';
  }

  /** @param {Model} model @param {ArrayLike<number>} losses of its goals */
  show(model, losses) {
    const { height, width, config, goalNames } = model, kind = JSON.stringify({ height, width, config, goalNames });
    if (this.#kind !== kind) this.#begin(kind, model);
    const isDue = this.#stillness.matches && performance.now() - this.#lastStillMs > STILL_EVERY_MS;
    if (isDue) this.#lastStillMs = performance.now();
    this.#flakes.forEach(({ element, loss, isThere }, goal) => {
      if (this.#flakes.length > 1) setText(loss, Number.isFinite(losses[goal]) ? text.error(losses[goal]) : '–');
      if (!isThere) return;
      element.setParams(model.params);
      if (!isDue) return;
      element.restart();
      element.step(GROWN_AT_STEP);
    });
  }

  /** @param {string} kind @param {Model} model */
  #begin(kind, model) {
    const { goals } = layoutOf(model.config), isSame = this.#flakes.length === goals;
    this.#kind = kind;
    if (!isSame) this.#flakes = Array.from({ length: goals }, () => ({ element: flake(), loss: make('span', 'loss'), isThere: false }));
    if (!isSame || goals > 1) {
      this.#frame.classList.toggle('several', goals > 1);
      this.#frame.replaceChildren(...this.#flakes.map(({ element, loss }, goal) => {
        if (goals === 1) return element;
        const box = make('div', 'live-goal'), name = model.goalNames?.[goal] ?? text.stage.goalNumber(goal + 1), words = make('p');
        element.label = text.training.liveLabelOf(name);
        words.append(make('span', '', name), ' ', loss);
        box.append(element, words);
        return box;
      }));
    }
    this.#flakes.forEach((each, goal) => {
      each.isThere = false;
      void each.element.loadModel(model, { goal }).then((isThere) => { each.isThere ||= isThere && this.#kind === kind; }); // whole, for other cells live by another rule
    });
  }
}

function flake() {
  const element = /** @type {SnowflakeNca} */ (document.createElement('snowflake-nca'));
  element.label = text.training.liveLabel;
  element.speed = 60;
  element.restAt = GROWN_AT_STEP;
  element.addEventListener('rest', () => setTimeout(() => element.isResting && element.restart(), STANDS_MS));
  return element;
}
