/**
 * How fine a grid is drawn on a GPU: with fewer pixels, which the browser enlarges, where it is not done in time.
 *
 * @import { Placement } from '../look/screen.js'
 */
import { Pace, shrunk } from '../look/pace.js';

/** A frame of 30 a second. */
const BUDGET_MS = 34;

export class DrawPace {
  #queue;
  #pace;
  #isMeasuring = false;
  /** Whether it is held to it: what costs nothing need not be. */
  isHeld = false;

  /** @param {GPUQueue} queue @param {number} [most] pixels a cell */
  constructor(queue, most = Infinity) {
    this.#queue = queue;
    this.#pace = new Pace(BUDGET_MS, most);
  }

  /** @param {Placement} placement @param {(held: Placement) => void} draw queues it, as it is told */
  draw(placement, draw) {
    const isHeld = this.isHeld && (placement.cellShare ?? 0) < 1, scale = isHeld ? Math.min(placement.scale, this.#pace.scale) : placement.scale;
    const measures = isHeld && !this.#isMeasuring, before = measures ? this.#doneMs() : undefined;
    draw(scale < placement.scale ? shrunk(placement, scale / placement.scale) : placement);
    if (before) void this.#measure(scale, before);
  }

  /** @param {number} scale @param {Promise<number>} before when what was queued before it is done */
  async #measure(scale, before) {
    this.#isMeasuring = true;
    const [begin, end] = await Promise.all([before, this.#doneMs()]);
    this.#isMeasuring = false;
    if (scale <= this.#pace.scale) this.#pace.took(scale, end - begin);
  }

  async #doneMs() {
    await this.#queue.onSubmittedWorkDone().catch(() => {}); // the card was taken away
    return performance.now();
  }
}
