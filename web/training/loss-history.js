/**
 * The losses of a run as a curve, with the mean over the last twenty: a single loss is noisy.
 *
 * A run may go on for days, so the curve is of bounded size: as soon as it has too many points, each stands for twice as many epochs, by their
 * mean. The newest losses are kept one by one as well, so that what is said of them is exact.
 */

const MEAN_OF = 20;
const MAX_POINTS = 4096;
/** More than are judged at once, and than come in while a checkpoint is on its way, which is of some epochs ago. */
const NUM_RECENT = 1024;

/**
 * @typedef {object} Course how the points are to be read: a file of nothing but losses has one for each epoch
 * @property {number} epochsPerPoint the last one may stand for fewer
 * @property {number} numEpochs of all of them
 * @property {Float32Array<ArrayBuffer>} recent the newest losses, one by one
 *
 * @typedef {{ losses: Float32Array<ArrayBuffer>, course: Course }} KeptLosses losses: the points
 */

export class LossHistory {
  /** Where each point ends. @type {number[]} */
  epochs = [];
  /** The mean of each point. @type {number[]} */
  losses = [];
  /** The running mean where it ends. @type {number[]} */
  means = [];
  #length = 0;
  #epochsPerPoint = 1;
  /** @type {number[]} */
  #recent = [];

  /** @param {number} epochsBefore that the weights had already learnt for when the run began */
  constructor(epochsBefore = 0) {
    this.epochsBefore = epochsBefore;
  }

  /** What toKept() gave, or the losses alone, of every epoch. @param {ArrayLike<number>} losses @param {Course} [course] */
  static fromKept(losses, course) {
    const history = new LossHistory();
    if (!course) {
      history.add(losses);
      return history;
    }
    history.#epochsPerPoint = course.epochsPerPoint;
    history.#length = course.numEpochs;
    history.losses = Array.from(losses);
    history.#recent = Array.from(course.recent);
    history.#trace();
    return history;
  }

  /** @returns {KeptLosses} */
  toKept() {
    const recent = Float32Array.from(this.#recent.slice(-NUM_RECENT));
    return { losses: Float32Array.from(this.losses), course: { epochsPerPoint: this.#epochsPerPoint, numEpochs: this.#length, recent } };
  }

  /** In epochs. */
  get length() {
    return this.#length;
  }

  /** Over the last twenty, or as many as there are; NaN where there is none. */
  get mean() {
    return this.meanOfLast(MEAN_OF);
  }

  /** @param {number} count at most NUM_RECENT @returns {number} NaN where there is none */
  meanOfLast(count) {
    return this.#recent.length > 0 ? meanOf(this.#recent.slice(-count)) : this.means[this.means.length - 1] ?? NaN;
  }

  /** @param {ArrayLike<number>} losses of the next epochs */
  add(losses) {
    for (let i = 0; i < losses.length; i++) this.#addOne(losses[i]);
  }

  /** Forget what came later. @param {number} length in epochs */
  cutTo(length) {
    const kept = Math.max(length, 0), numGone = this.#length - kept;
    if (numGone <= 0) return;
    const numPoints = Math.ceil(kept / this.#epochsPerPoint), last = numPoints - 1, before = this.#countOf(last);
    this.#length = kept;
    this.losses.length = numPoints;
    const now = this.#countOf(last), lost = this.#recent.slice(-numGone).slice(0, before - now);
    // Where they are too old to be known one by one, the mean of the point is the best guess for what is left of it.
    if (last >= 0 && lost.length === before - now && numGone <= this.#recent.length) {
      this.losses[last] = (this.losses[last] * before - lost.reduce((sum, loss) => sum + loss, 0)) / now;
    }
    this.#recent.length = Math.max(this.#recent.length - numGone, 0);
    this.#trace();
  }

  /** To go on by itself. @param {number} [epochsBefore] */
  copy(epochsBefore = this.epochsBefore) {
    const copy = new LossHistory(epochsBefore);
    copy.#length = this.#length;
    copy.#epochsPerPoint = this.#epochsPerPoint;
    copy.#recent = this.#recent.slice(-NUM_RECENT);
    copy.losses = this.losses.slice();
    copy.#trace();
    return copy;
  }

  /** @param {number} loss */
  #addOne(loss) {
    const isFull = this.#length === this.losses.length * this.#epochsPerPoint;
    if (isFull && this.losses.length === MAX_POINTS) this.#halve();
    this.#length++;
    this.#recent.push(loss);
    if (this.#recent.length > 2 * NUM_RECENT) this.#recent.splice(0, NUM_RECENT);
    if (isFull) this.losses.push(loss);
    const last = this.losses.length - 1;
    if (!isFull) this.losses[last] += (loss - this.losses[last]) / this.#countOf(last);
    this.#tracePoint(last);
  }

  /** Each two points become one. */
  #halve() {
    this.losses = Array.from({ length: MAX_POINTS / 2 }, (_, i) => (this.losses[2 * i] + this.losses[2 * i + 1]) / 2);
    this.#epochsPerPoint *= 2;
    this.#trace();
  }

  /** Epochs that a point stands for. @param {number} point */
  #countOf(point) {
    return Math.min(this.#epochsPerPoint, this.#length - point * this.#epochsPerPoint);
  }

  /** What follows from the points. */
  #trace() {
    this.epochs.length = this.means.length = this.losses.length;
    for (let point = 0; point < this.losses.length; point++) this.#tracePoint(point);
  }

  /** @param {number} point */
  #tracePoint(point) {
    const count = Math.ceil(MEAN_OF / this.#epochsPerPoint);
    this.epochs[point] = this.epochsBefore + point * this.#epochsPerPoint + this.#countOf(point);
    this.means[point] = meanOf(this.losses.slice(Math.max(point + 1 - count, 0), point + 1));
  }
}

/** @param {number[]} values */
function meanOf(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
