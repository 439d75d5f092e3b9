/** Shows what the weights in training grow now: it grows, stands for a moment, and begins again with the newest weights. */

/**
 * @import { SnowflakeNca } from '../element/snowflake-nca.js'
 * @import { Model } from '../core/types.js'
 */
import { text } from '../text/text.js';

const GROWN_AT_STEP = 96;
const STANDS_MS = 700;
/** To those who asked for less motion it is a still picture, made anew this often. */
const STILL_EVERY_MS = 2000;

export class LiveGrowth {
  #element = /** @type {SnowflakeNca} */ (document.createElement('snowflake-nca'));
  #stillness = matchMedia('(prefers-reduced-motion: reduce)');
  #lastStillMs = -Infinity;
  /** Of what rule and grid that is which grows, and whether it is there yet. @type {{ kind: string, isThere: boolean } | undefined} */
  #grows;
  #frame;

  /** @param {HTMLElement} frame */
  constructor(frame) {
    this.#frame = frame;
    this.#element.label = text.training.liveLabel;
    this.#element.speed = 60;
    this.#element.restAt = GROWN_AT_STEP;
    this.#element.addEventListener('rest', () => setTimeout(() => this.#element.isResting && this.#element.restart(), STANDS_MS));
  }

  /** What comes next is of another run: it begins with one cell. */
  begin() {
    this.#grows = undefined;
  }

  /** @param {Model} model */
  show(model) {
    const { height, width, config } = model, kind = JSON.stringify({ height, width, config });
    if (this.#grows?.kind !== kind) {
      /** @type {{ kind: string, isThere: boolean }} */
      const grows = (this.#grows = { kind, isThere: false });
      if (!this.#element.isConnected) this.#frame.append(this.#element);
      void this.#element.loadModel(model).then((isThere) => { grows.isThere = isThere; }); // whole, for other cells live by another rule
    }
    if (!this.#grows.isThere) return;
    this.#element.setParams(model.params);
    if (this.#stillness.matches && performance.now() - this.#lastStillMs > STILL_EVERY_MS) {
      this.#lastStillMs = performance.now();
      this.#element.restart();
      this.#element.step(GROWN_AT_STEP);
    }
  }
}
