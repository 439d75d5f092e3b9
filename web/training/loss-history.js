/** The losses of a run, epoch by epoch, with the mean over the last twenty: a single loss is noisy. */

const MEAN_OF = 20;

export class LossHistory {
  /** @type {number[]} */
  epochs = [];
  /** @type {number[]} */
  losses = [];
  /** @type {number[]} */
  means = [];

  /** @param {number} epochsBefore that the weights had already learnt for when the run began */
  constructor(epochsBefore = 0) {
    this.epochsBefore = epochsBefore;
  }

  get length() {
    return this.losses.length;
  }

  /** Over the last twenty, or as many as there are; NaN where there is none. */
  get mean() {
    return this.means[this.means.length - 1] ?? NaN;
  }

  /** @param {ArrayLike<number>} losses of the next epochs */
  add(losses) {
    for (const loss of Array.from(losses)) {
      this.losses.push(loss);
      this.epochs.push(this.epochsBefore + this.losses.length);
      const recent = this.losses.slice(-MEAN_OF);
      this.means.push(recent.reduce((sum, value) => sum + value, 0) / recent.length);
    }
  }

  /** Forget what came later. @param {number} length in epochs */
  cutTo(length) {
    for (const list of [this.epochs, this.losses, this.means]) list.length = Math.min(list.length, Math.max(length, 0));
  }
}
