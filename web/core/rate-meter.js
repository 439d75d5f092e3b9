/** Measures how often something happens: events per second over the last second or two. */

export class RateMeter {
  #windowMs;
  /** @type {{ timeMs: number, count: number }[]} */
  #samples = [];

  /** @param {number} [windowMs] */
  constructor(windowMs = 1000) {
    this.#windowMs = windowMs;
  }

  restart() {
    this.#samples = [];
  }

  /** @param {number} timeMs @param {number} count events so far, never falling */
  add(timeMs, count) {
    this.#samples.push({ timeMs, count });
    while (this.#samples.length > 2 && this.#samples[1].timeMs < timeMs - this.#windowMs) this.#samples.shift();
  }

  get perSecond() {
    const first = this.#samples[0], last = this.#samples[this.#samples.length - 1];
    if (!first || last.timeMs <= first.timeMs) return 0;
    return ((last.count - first.count) * 1000) / (last.timeMs - first.timeMs);
  }
}
