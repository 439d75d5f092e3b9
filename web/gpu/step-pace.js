/** When a GPU may be asked for steps beside all else that it draws: not before those that were asked for are made, and no more than half of the time. */
const SHARE = 0.5;
/** At once, of as many as there can be. */
const MOST_STEPS = 24;
/** Milliseconds until they are told to be made; part of that is the telling, which takes a browser up to a tenth of a second. */
const BUDGET_MS = 150;

export class StepPace {
  #queue;
  #isBusy = false;
  #freeAtMs = 0;
  #most = 1;

  /** @param {GPUQueue} queue */
  constructor(queue) {
    this.#queue = queue;
  }

  get isFree() { return !this.#isBusy && performance.now() >= this.#freeAtMs; }

  /** How many steps may be asked for at once: twice as many as last time, as long as these are made in time. */
  get most() { return this.#most; }

  /** @param {number} numSteps @param {() => void} ask queues them */
  async ask(numSteps, ask) {
    const startMs = performance.now();
    this.#isBusy = true;
    ask();
    await this.#queue.onSubmittedWorkDone().catch(() => {}); // the card was taken away
    const nowMs = performance.now(), tookMs = nowMs - startMs;
    this.#isBusy = false;
    this.#most = tookMs > BUDGET_MS ? Math.max(1, numSteps >> 1) : Math.min(2 * numSteps, MOST_STEPS);
    this.#freeAtMs = nowMs + (tookMs * (1 - SHARE)) / SHARE;
  }
}
