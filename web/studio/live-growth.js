/** Shows what the weights in training grow now: it grows, stands for a moment, and begins again with the newest weights. */

/**
 * @import { SnowflakeNca } from '../element/snowflake-nca.js'
 * @import { Model } from '../core/types.js'
 */
import { cellsOf } from '../look/cells.js';
import { look } from '../look/look.js';
import { text } from '../text/text.js';

const GROWN_AT_STEP = 96;
const STANDS_MS = 700;
/** To those who asked for less motion it is a still picture, made anew this often. */
const STILL_EVERY_MS = 2000;

export class LiveGrowth {
  #element = /** @type {SnowflakeNca} */ (document.createElement('snowflake-nca'));
  #stillness = matchMedia('(prefers-reduced-motion: reduce)');
  #lastStillMs = -Infinity;
  #hasModel = false;
  #frame;

  /** @param {HTMLElement} frame */
  constructor(frame) {
    this.#frame = frame;
    this.#element.label = text.training.liveLabel;
    this.#element.speed = 60;
    this.#element.restAt = GROWN_AT_STEP;
    this.#element.addEventListener('rest', () => setTimeout(() => this.#element.isResting && this.#element.restart(), STANDS_MS));
  }

  /** What it looks like now, once there is something to see. */
  get picture() {
    const { sim } = this.#element;
    return sim && sim.numAlive > 0 ? look.paint(cellsOf(sim), 1) : undefined;
  }

  /** @param {Model} model */
  show(model) {
    if (!this.#hasModel) {
      this.#hasModel = true;
      this.#frame.append(this.#element);
      void this.#element.loadModel(model);
    }
    this.#element.setParams(model.params);
    if (this.#stillness.matches && performance.now() - this.#lastStillMs > STILL_EVERY_MS) {
      this.#lastStillMs = performance.now();
      this.#element.restart();
      this.#element.step(GROWN_AT_STEP);
    }
  }
}
