/**
 * States of a run that are kept, so that going back need not begin at the seed: close to each other near the present, and the farther off
 * the fewer, so that going back costs about as much as the way is long, or less, however long the run is.
 *
 * It is told states and asked for one. Nothing else of a timeline depends on where they lie.
 *
 * @import { Snapshot } from './snapshot.js'
 */

/**
 * @typedef {{ step: number, numEdits: number }} Moment so many steps made, so many edits done
 * @typedef {Moment & { snapshot: Snapshot }} Keyframe
 */

const MAX_KEYFRAMES = 256;
/** At 512x512 with every cell alive, seven states. */
const DEFAULT_BUDGET_BYTES = 128 << 20;
/** How far apart they are taken: at least so far, or so great a share of the way to where it is going. */
const LEAST_GAP_STEPS = 32, GAP_SHARE = 1 / 32;
/** What an edit takes, in steps: it looks at every cell once. */
const EDIT_STEPS = 1 / 8;

export class History {
  #budgetBytes;
  #origin;
  #sizeBytes = 0;
  /** In the order of time. @type {Keyframe[]} */
  #keyframes = [];

  /**
   * @param {Keyframe} [origin] where it begins; default: at the seed
   * @param {number} [budgetBytes] 0: nothing is kept
   */
  constructor(origin, budgetBytes = DEFAULT_BUDGET_BYTES) {
    this.#origin = origin;
    this.#budgetBytes = budgetBytes;
  }

  /** @returns {readonly Keyframe[]} */
  get keyframes() { return this.#keyframes; }
  /** The earliest step it can lead to. */
  get firstStep() { return this.#origin?.step ?? 0; }

  /** The latest one that leads to a moment; undefined: the seed does. @param {Moment} moment @returns {Keyframe | undefined} */
  before(moment) {
    return this.#keyframes[this.#numBefore(moment) - 1] ?? this.#origin;
  }

  /** How many steps may be made before a state is worth keeping. @param {Moment} now @param {number} goal the step it is going to */
  stepsUntilDue(now, goal) {
    if (this.#budgetBytes === 0) return Infinity;
    const gap = Math.max(LEAST_GAP_STEPS, Math.ceil((goal - now.step) * GAP_SHARE));
    return Math.max((this.before(now)?.step ?? 0) + gap - now.step, 0);
  }

  /** Whether going back to now, just before a stroke, would take noticeably long. @param {Moment} now @param {number} goal */
  isDueBeforeStroke(now, goal) {
    const last = this.before(now) ?? { step: 0, numEdits: 0 };
    return this.#budgetBytes > 0 && wayBetween(last, now) >= Math.max(1, (goal - now.step) * GAP_SHARE);
  }

  /** @param {Keyframe} present the state now @param {number} goal the step it is going to */
  keep(present, goal) {
    const index = this.#numBefore(present);
    this.#keyframes.splice(index, 0, present);
    this.#sizeBytes += present.snapshot.sizeBytes;
    while (this.#sizeBytes > this.#budgetBytes || this.#keyframes.length > MAX_KEYFRAMES) {
      const least = this.#leastMissed(present, { ...present, step: Math.max(goal, present.step) });
      if (!least) return;
      this.#keyframes.splice(this.#keyframes.indexOf(least), 1);
      this.#sizeBytes -= least.snapshot.sizeBytes;
    }
  }

  /** Only what leads to a moment stays true. @param {Moment} moment */
  forgetAfter(moment) {
    for (const { snapshot } of this.#keyframes.splice(this.#numBefore(moment))) this.#sizeBytes -= snapshot.sizeBytes;
  }

  /** @param {Moment} moment */
  #numBefore({ step, numEdits }) {
    const first = this.#keyframes.findIndex((each) => each.step > step || each.numEdits > numEdits);
    return first < 0 ? this.#keyframes.length : first;
  }

  /**
   * The one without which the way back grows least, measured by how far off it is. Neither the present nor the last.
   * @param {Keyframe} present
   * @param {Moment} goal from which will be gone back
   */
  #leastMissed(present, goal) {
    let least, leastLoss = Infinity;
    for (const [i, each] of this.#keyframes.slice(0, -1).entries()) {
      if (each === present) continue;
      const gap = wayBetween(this.#keyframes[i - 1] ?? this.#origin ?? SEED, this.#keyframes[i + 1]), loss = gap / Math.abs(wayBetween(each, goal));
      if (loss < leastLoss) [least, leastLoss] = [each, loss];
    }
    return least;
  }
}

const SEED = Object.freeze({ step: 0, numEdits: 0 });

/** In steps. @param {Moment} from @param {Moment} to */
function wayBetween(from, to) {
  return to.step - from.step + (to.numEdits - from.numEdits) * EDIT_STEPS;
}
