/** When a GPU may be asked for steps beside all else that it draws: not before those that were asked for are made, and no more than half of the time. */
const SHARE = 0.5;
/** At once, before it is known what one takes, and ever. */
const FIRST_STEPS = 2, MOST_STEPS = 24;

export class StepPace {
  #queue;
  #isBusy = false;
  #freeAtMs = 0;
  /** @type {number | undefined} */
  #stepMs;

  /** @param {GPUQueue} queue */
  constructor(queue) {
    this.#queue = queue;
  }

  get isFree() { return !this.#isBusy && performance.now() >= this.#freeAtMs; }

  /** How many steps are made in a time, by what they took last. @param {number} budgetMs */
  stepsIn(budgetMs) {
    return this.#stepMs === undefined ? FIRST_STEPS : Math.min(Math.max(Math.floor(budgetMs / this.#stepMs), 1), MOST_STEPS);
  }

  /** @param {number} numSteps @param {(numSteps: number) => void} ask queues them */
  async ask(numSteps, ask) {
    const startMs = performance.now();
    this.#isBusy = true;
    ask(numSteps);
    await this.#queue.onSubmittedWorkDone().catch(() => {}); // the card was taken away
    const nowMs = performance.now(), tookMs = nowMs - startMs;
    this.#isBusy = false;
    this.#stepMs = tookMs / numSteps;
    this.#freeAtMs = nowMs + (tookMs * (1 - SHARE)) / SHARE;
  }
}
