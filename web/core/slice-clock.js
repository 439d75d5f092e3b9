/** Whether a slice of long work has room for one thing more: a step, an edit, a state kept or put back, each of which takes what it takes. */

/** How fast the dearest thing of a while is forgotten. */
const FORGETTING = 0.9;

export class SliceClock {
  #maxMs = Infinity;
  #begunMs = 0;
  #lookedMs = 0;
  /** Of what was done lately. */
  #dearestMs = 0;

  /** @param {number} [maxMs] what the slice may take; its first thing is done in any case */
  begin(maxMs = Infinity) {
    this.#maxMs = maxMs;
    this.#begunMs = this.#lookedMs = performance.now();
  }

  /** One thing was done. @returns {boolean} whether another fits, even if it takes as long as the dearest */
  hasRoom() {
    const nowMs = performance.now();
    this.#dearestMs = Math.max(nowMs - this.#lookedMs, FORGETTING * this.#dearestMs);
    this.#lookedMs = nowMs;
    return nowMs - this.#begunMs + this.#dearestMs <= this.#maxMs;
  }
}
