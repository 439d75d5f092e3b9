/**
 * The book of the sample pool: what each state lost, and so what becomes of it (src/train/pool.c). The states themselves lie on the card.
 *
 * @import { Recipe } from '../../core/types.js'
 * @import { Run } from './trainer.js'
 */
import { DRAW, drawBetween } from './draws.js';

/** Of the loss of an empty grid: what lost so little has grown. */
const GROWN_FACTOR = 0.12;
/** Of the loss of an empty grid: what lost more teaches nothing. */
const LOST_FACTOR = 3;

/** @typedef {{ kind: 'state' | 'seed' | 'wounded' | 'morphed', from: number, slot: number, goal: number }} Pick from: the slot of the state it begins with; morphed: of another goal's */

export class Pool {
  #size;
  #batch;
  /** What an empty grid loses, by goal. */
  #empty;
  /** Where the rule stays as it is: what it grows is what it grows, and a state that is yet to grow goes on. */
  #keepsAll;

  /** @param {Recipe} recipe @param {readonly number[]} emptyLosses by goal @param {Float64Array} losses by slot; infinite: the state is the seed @param {boolean[]} hasGrown by goal */
  constructor({ poolSize, batch, learns }, emptyLosses, losses, hasGrown) {
    this.#size = poolSize;
    this.#batch = batch;
    this.#empty = emptyLosses;
    this.#keepsAll = learns !== 'all';
    this.losses = losses;
    this.hasGrown = hasGrown;
  }

  /** @param {Recipe} recipe @param {number} seed @param {number} epoch @returns {Pick[]} of each sample */
  pick({ seedsPerBatch, woundsPerBatch, woundBeginEpoch, morphsPerBatch }, seed, epoch) {
    const batch = this.#batch, numGoals = this.#empty.length;
    if (this.#size === 0) return Array.from({ length: batch }, (_, sample) => ({ kind: 'seed', from: 0, slot: 0, goal: (epoch * batch + sample) % numGoals }));
    const picks = Array.from({ length: batch }, (_, sample) => {
      const slot = sample + batch * drawBetween(0, this.#numSlotsOf(sample) - 1, seed, DRAW.slot, epoch, sample);
      return /** @type {Pick} */ ({ kind: Number.isFinite(this.losses[slot]) ? 'state' : 'seed', from: slot, slot, goal: slot % numGoals });
    });
    const means = this.#means(), loss = ({ slot, goal } = picks[0]) => this.losses[slot] / means[goal];
    const order = [...picks].sort((a, b) => (loss(a) === loss(b) ? 0 : loss(b) - loss(a)));
    const numWounds = epoch >= woundBeginEpoch ? wholePart(woundsPerBatch, epoch, batch) : 0;
    for (const pick of order.slice(0, wholePart(seedsPerBatch, epoch, batch))) pick.kind = 'seed';
    for (const pick of order.reverse().slice(0, numWounds)) {
      if (pick.kind !== 'state') break;
      pick.kind = 'wounded';
    }
    let numMorphs = wholePart(morphsPerBatch, epoch, batch);
    for (const pick of order) {
      const other = numMorphs > 0 && pick.kind === 'state' ? this.#drawOther(pick, seed, epoch) : undefined;
      if (other === undefined) continue;
      pick.kind = 'morphed';
      pick.from = other;
      numMorphs--;
    }
    return picks;
  }

  /** @param {number} sample */
  #numSlotsOf(sample) {
    return Math.floor((this.#size - sample + this.#batch - 1) / this.#batch);
  }

  /** The first own slot of a sample, from one that is drawn on, that holds a state of another goal. @param {Pick} pick @param {number} seed @param {number} epoch */
  #drawOther({ slot, goal }, seed, epoch) {
    const sample = slot % this.#batch, numSlots = this.#numSlotsOf(sample), first = drawBetween(0, numSlots - 1, seed, DRAW.morph, epoch, sample);
    const slots = Array.from({ length: numSlots }, (_, i) => sample + this.#batch * ((first + i) % numSlots));
    return slots.find((each) => Number.isFinite(this.losses[each]) && each % this.#empty.length !== goal);
  }

  /** Above which loss a sample does not count; undefined: it always does. @param {Pick} pick */
  lostAbove({ kind, goal }) {
    if (this.#size === 0) return undefined;
    return kind === 'seed' ? Number.MAX_VALUE : LOST_FACTOR * this.#empty[goal];
  }

  /** @param {readonly Pick[]} picks @param {ArrayLike<number>} losses of the samples */
  learn(picks, losses) {
    if (this.#size === 0) return;
    picks.forEach(({ kind, goal }, sample) => { if (kind === 'seed' && losses[sample] <= GROWN_FACTOR * this.#empty[goal]) this.hasGrown[goal] = true; });
    picks.forEach(({ slot, goal }, sample) => {
      const loss = losses[sample], isKept = this.#keepsAll ? Number.isFinite(loss) : this.hasGrown[goal] && loss <= this.#empty[goal];
      this.losses[slot] = isKept ? loss : Infinity;
    });
  }

  /** Of what the states of each goal lost; of one goal they have no say. */
  #means() {
    const numGoals = this.#empty.length;
    return this.#empty.map((_, goal) => {
      let sum = 0, count = 0;
      for (let slot = goal; slot < this.#size; slot += numGoals) {
        if (!Number.isFinite(this.losses[slot])) continue;
        sum += this.losses[slot];
        count++;
      }
      return numGoals > 1 && sum > 0 ? sum / count : 1;
    });
  }
}

/** What an empty grid loses, by target. @param {Run} run */
export function emptyLosses({ targets, fineTargets, numTargets, recipe: { fineWeight } }) {
  const meanOf = (/** @type {Float32Array} */ all, /** @type {number} */ target) => {
    const size = all.length / numTargets;
    return all.subarray(target * size, (target + 1) * size).reduce((sum, value) => sum + value * value, 0) / size;
  };
  return Array.from({ length: numTargets }, (_, i) => meanOf(targets, i) + (fineTargets ? Math.fround(fineWeight) * meanOf(fineTargets, i) : 0));
}

/** How many of a batch when `rate` is the mean. @param {number} rate @param {number} epoch @param {number} batch */
const wholePart = (rate, epoch, batch) => Math.min(batch, Math.floor(Math.fround(rate) * (epoch + 1)) - Math.floor(Math.fround(rate) * epoch));
