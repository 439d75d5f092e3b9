/**
 * One run in a training worker. It rolls out in slices so short that messages get in; whatever needs the run to stand still (a checkpoint,
 * a look into the pool, a pause, the end) waits until an epoch is complete, when all workers of the batch are at the same one.
 *
 * @import { Core, Trainer } from '../core/nca.js'
 * @import { GpuTrainer } from '../gpu/train/trainer.js'
 * @import { GradientExchange, OpenFile } from './exchange.js'
 * @import { PoolSamples } from './pool-samples.js'
 * @import { Outcome, Progress } from './worker-service.js'
 */
import { transfer } from 'comlink';
import { NcaError } from '../core/nca.js';
import { RateMeter } from '../core/rate-meter.js';
import { readFacts } from './checkpoint-file.js';
import { fillShare, openFile } from './checkpoint-round.js';
import { giveBack } from './give-back.js';
import { joinPacked } from './packed-checkpoint.js';
import { nextTask } from '../core/next-task.js';
import { poolSamples } from './pool-samples.js';

/** How long messages may wait: work goes on in slices of about this. */
const SLICE_MS = 12;
/** Between two reports to the page. */
const REPORT_MS = 100;
/** Training stands still while a checkpoint is gathered: at most one part in so many of the time. */
const GATHER_FACTOR = 8;

/**
 * @typedef {object} RunOptions
 * @property {Core} core
 * @property {Trainer | GpuTrainer} trainer is destroyed at the end; what a graphics card has is read before it is told of
 * @property {GradientExchange} [exchange] with the other workers of the batch
 * @property {boolean} isFirst the one that reports, and decides what is due
 * @property {number} numEpochs after which to end
 * @property {number} checkpointEveryMs
 * @property {(progress: Progress) => unknown} [onProgress]
 */

export class TrainingRun {
  #isPaused = false;
  #isStopped = false;
  #isCheckpointAsked = false;
  #wake = () => {};
  /** @type {{ count: number, resolve: (samples?: PoolSamples) => void }[]} */
  #askedSamples = [];
  #meter = new RateMeter();
  /** @type {number[]} */
  #losses = [];
  #lastReportMs = -Infinity;
  #lastCheckpointMs = performance.now();
  #checkpointEveryMs;
  #sliceEndMs = 0;
  /** A checkpoint that is on its way round; settles when it was reported. @type {Promise<void> | undefined} */
  #round;
  #options;
  #poolSize;

  /** @param {RunOptions} options */
  constructor(options) {
    this.#options = options;
    this.#checkpointEveryMs = options.checkpointEveryMs;
    this.#poolSize = readFacts(options.trainer.checkpointHead()).poolSize;
  }

  pause() { this.#isPaused = true; }
  resume() { this.#isPaused = false; this.#wake(); }
  stop() { this.#isStopped = true; this.#wake(); }
  /** The next epoch ends with one. */
  askCheckpoint() { this.#isCheckpointAsked = true; }

  /** When the epoch is complete; undefined where the run ends first. @param {number} count @returns {Promise<PoolSamples | undefined>} */
  askSamples(count) {
    return new Promise((resolve) => {
      this.#askedSamples.push({ count, resolve });
      this.#wake();
    });
  }

  /** @returns {Promise<Outcome>} */
  async go() {
    const { trainer, exchange, numEpochs, isFirst } = this.#options;
    try {
      if (isFirst) await this.#report({ begun: trainer.model() });
      while (trainer.numEpochs < numEpochs) {
        const { isSaved, isHalt } = await this.#epoch();
        if (isSaved) await this.#save();
        await this.#serveSamples();
        if (isHalt) {
          await this.#round; // reported before the page hears of the halt
          await this.#report();
          if (trainer.numEpochs < numEpochs) await this.#hold();
          if (this.#isStopped) return 'stopped';
        } else if (isFirst && performance.now() - this.#lastReportMs >= REPORT_MS) {
          void this.#report().catch(() => {}); // a card that was taken away: the epoch that is under way says so
        }
      }
      await this.#report();
      return 'finished';
    } catch (error) {
      if (!(error instanceof NcaError) || error.code !== 'NCA_ERR_LOSS_NOT_FINITE') throw error;
      await this.#report(); // the last good weights
      return 'not-finite';
    } finally {
      exchange?.close();
      trainer.destroy();
      for (const { resolve } of this.#askedSamples) resolve(undefined);
    }
  }

  /** Roll out, trade, and take the step. */
  async #epoch() {
    const { trainer, exchange, isFirst } = this.#options;
    for (let isDone = false; !isDone;) {
      if (performance.now() >= this.#sliceEndMs) {
        await nextTask();
        this.#sliceEndMs = performance.now() + SLICE_MS;
      }
      isDone = await trainer.slice(1);
    }
    const due = isFirst ? this.#whatIsDue(exchange ? trainer.numEpochs + 1 : trainer.numEpochs) : { isSaved: false, isHalt: false };
    if (exchange && 'shareResults' in trainer) {
      const { results, isSaved } = await exchange.trade({ epoch: trainer.numEpochs, results: trainer.shareResults(), isSaved: due.isSaved });
      trainer.finishEpoch(results);
      giveBack(results.map(({ grads }) => grads.buffer));
      due.isSaved = isSaved;
    }
    this.#losses.push(trainer.loss);
    this.#meter.add(performance.now(), trainer.numEpochs);
    return due;
  }

  /** After the epoch with this number. @param {number} epoch */
  #whatIsDue(epoch) {
    const isHalt = this.#isPaused || this.#isStopped || epoch >= this.#options.numEpochs;
    const isTime = performance.now() - this.#lastCheckpointMs >= this.#checkpointEveryMs;
    return { isHalt, isSaved: isHalt || ((this.#isCheckpointAsked || isTime) && !this.#round) };
  }

  /** Do one's part of a checkpoint. */
  async #save() {
    const { trainer, exchange, isFirst, numEpochs } = this.#options;
    await this.#round; // an earlier one that a halt does not wait for
    const beganMs = performance.now();
    if ('catchUp' in trainer) await trainer.catchUp();
    const file = isFirst || !exchange ? openFile(trainer, Number.isFinite(numEpochs) ? numEpochs : 0) : await exchange.receive();
    await fillShare(trainer, file);
    if (exchange) exchange.pass(file);
    if (!isFirst) return;
    this.#isCheckpointAsked = false;
    this.#lastCheckpointMs = beganMs;
    this.#round = this.#deliver(exchange ? exchange.receive() : Promise.resolve(file), beganMs);
  }

  /** @param {Promise<OpenFile>} comesBack @param {number} beganMs */
  async #deliver(comesBack, beganMs) {
    const { trainer } = this.#options, model = trainer.model(), { numEpochs } = trainer; // they go on while the others write
    const { head, states } = await comesBack;
    this.#checkpointEveryMs = Math.max(this.#options.checkpointEveryMs, GATHER_FACTOR * (performance.now() - beganMs));
    const bytes = joinPacked(head, states.flatMap((state) => state ?? []));
    await this.#report({ checkpoint: { bytes, numEpochs, model } });
    this.#round = undefined;
  }

  /** Stand still until told to go on, or to stop. */
  async #hold() {
    if (!this.#isPaused || this.#isStopped) return;
    while (this.#isPaused && !this.#isStopped) {
      const woken = /** @type {Promise<void>} */ (new Promise((resolve) => { this.#wake = resolve; })); // before it serves: what is asked meanwhile is not missed
      await this.#serveSamples();
      await woken;
    }
    this.#meter.restart();
  }

  async #serveSamples() {
    const { core, trainer } = this.#options;
    if (this.#askedSamples.length > 0 && 'catchUp' in trainer) await trainer.catchUp();
    for (const { count, resolve } of this.#askedSamples.splice(0)) resolve(poolSamples(core, trainer, this.#poolSize, count));
  }

  /** Settles when the page has it: the last one must come before the outcome, which travels by another port. @param {Partial<Progress>} [more] */
  async #report(more = {}) {
    const { trainer, onProgress } = this.#options, { numEpochs } = trainer;
    const losses = Float32Array.from(this.#losses), goalLosses = Float32Array.from({ length: trainer.numGoals }, (_, goal) => trainer.goalLoss(goal) ?? NaN);
    this.#losses = [];
    this.#lastReportMs = performance.now();
    if ('look' in trainer) await trainer.look(); // what it had after these epochs: it goes on meanwhile
    const params = trainer.params();
    const moved = [params.buffer, losses.buffer, ...(more.checkpoint ? [more.checkpoint.bytes.buffer] : [])];
    await onProgress?.(transfer({ numEpochs, losses, goalLosses, epochsPerSecond: this.#meter.perSecond, params, ...more }, moved));
  }
}
