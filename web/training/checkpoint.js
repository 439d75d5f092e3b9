/**
 * A checkpoint as the page holds it: the packed file, where the run stood, and how good it was then.
 *
 * It takes many megabytes, and there is a new one every few seconds: so its memory is given back as soon as nobody holds it. Whoever needs
 * the bytes beyond the event that brought them, and does not copy them at once, says hold() first and release() after.
 *
 * @import { Model } from '../core/types.js'
 * @import { Aim, ProbeReport } from './health.js'
 * @import { LossHistory } from './loss-history.js'
 */
import { readFacts } from './checkpoint-file.js';
import { giveBack } from './give-back.js';
import { aimOf, scoreOf } from './health.js';

/** A checkpoint is judged by the mean of so many losses: the luckiest of many single ones says little. */
const JUDGED_BY_EPOCHS = 50;

export class Checkpoint {
  #holders = 0;
  #probe = /** @type {ProbeReport | undefined} */ (undefined);
  /** Smaller is better, among those that were probed; undefined until then. @type {number | undefined} */
  score;

  /**
   * @param {Uint8Array<ArrayBuffer>} bytes
   * @param {{ numEpochs: number, model?: Model, history: LossHistory }} about history: up to here, of its own; shorter where it is not known
   * @param {{ isOwn?: boolean }} [options] isOwn: nobody else has the memory, default true
   */
  constructor(bytes, { numEpochs, model, history }, { isOwn = true } = {}) {
    /** The file, packed or whole: packed-checkpoint.js; nca_checkpoint_read in src/nca.h. Empty once it is released. */
    this.bytes = bytes;
    this.facts = readFacts(bytes);
    /** Epochs of the run. */
    this.numEpochs = numEpochs;
    /** Epochs of the weights, those before the run included. */
    this.epochs = this.facts.epochs;
    /** The weights; not known at once of a file that was given. */
    this.model = model;
    /** The losses up to here. */
    this.history = history;
    this.meanLoss = history.length > 0 ? history.meanOfLast(JUDGED_BY_EPOCHS) : Infinity;
    /** What its run aims at. @type {Aim} */
    this.aim = aimOf(this.facts);
    this.#isOwn = isOwn;
  }

  #isOwn;

  /** What the probe found of it, once complete. */
  get probe() { return this.#probe; }
  set probe(report) {
    this.#probe = report;
    this.score = report && scoreOf(report, this.aim);
  }

  /** Keep the bytes until release(). @returns {this} */
  hold() {
    this.#holders++;
    return this;
  }

  release() {
    if (--this.#holders > 0 || !this.#isOwn) return;
    giveBack([this.bytes.buffer]);
    this.bytes = new Uint8Array();
  }

  /** By the probe, as soon as one of them was probed; else by the loss. @param {Checkpoint} other */
  isBetterThan(other) {
    if (this.score === undefined && other.score === undefined) return this.meanLoss <= other.meanLoss;
    return (this.score ?? Infinity) <= (other.score ?? Infinity);
  }
}
