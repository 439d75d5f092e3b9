/**
 * What runs in the training worker, whatever kind of worker that is: it trains in slices so short that messages get in,
 * and reads pictures, which may be large, away from the page.
 *
 * Several such workers can share each batch; then one of them, the first, is the one that reports.
 *
 * Every method is called through Comlink. Arrays that go to the page are copies and are transferred.
 *
 * @import { Model, TargetOptions, TrainerOptions } from '../core/types.js'
 */
import { transfer } from 'comlink';
import { loadCore, NcaError } from '../core/nca.js';
import { RateMeter } from '../core/rate-meter.js';
import { GradientExchange } from './exchange.js';

/** How long messages may wait: work goes on in slices of about this. */
const SLICE_MS = 12;
/** Between two reports to the page. */
const REPORT_MS = 100;

/**
 * @typedef {object} Job
 * @property {WebAssembly.Module} module the compiled core
 * @property {TrainerOptions} options
 * @property {Model} model where training starts
 * @property {Float32Array} target [height][width][4]
 * @property {number} [numEpochs] after which to end; default: never
 * @property {MessagePort[]} [ports] to the other workers of the batch, where options.share is a part of it
 *
 * @typedef {object} Progress
 * @property {number} numEpochs of this job
 * @property {Float32Array} losses of the epochs since the last report
 * @property {number} epochsPerSecond
 * @property {Float32Array} params 8,336 numbers
 *
 * @typedef {'stopped' | 'finished' | 'not-finite'} Outcome
 */

/** Failures that the page has a sentence for, as values: what is thrown across a worker loses its code. @typedef {{ code: string, sentence: string }} Failure */

export class WorkerService {
  #isPaused = false;
  #isStopped = false;
  #wake = () => {};

  /** Answers at once, unless the worker hangs or is gone. */
  ping() {
    return true;
  }

  /**
   * A PNG as the cells shall look.
   * @param {WebAssembly.Module} module
   * @param {Uint8Array} bytes
   * @param {TargetOptions} options
   * @returns {Promise<Float32Array | Failure>}
   */
  async readTarget(module, bytes, options) {
    const core = await loadCore(module);
    try {
      const target = core.readTarget(bytes, options);
      return transfer(target, [target.buffer]);
    } catch (error) {
      if (error instanceof NcaError) return { code: error.code, sentence: error.message };
      throw error;
    }
  }

  /**
   * Train until told to stop.
   * @param {Job} job
   * @param {(progress: Progress) => unknown} [onProgress] only for the first of several workers
   * @returns {Promise<Outcome>}
   */
  async train({ module, options, model, target, numEpochs = Infinity, ports = [] }, onProgress) {
    const exchange = ports.length > 0 ? new GradientExchange(ports) : undefined;
    const core = await loadCore(module);
    const trainer = core.createTrainer(options, model, target);
    const meter = new RateMeter();
    /** @type {number[]} */
    let losses = [];
    let lastReportMs = -Infinity;

    /** Settles when the page has it: the last one must come before the outcome, which travels by another port. */
    const report = async () => {
      const params = trainer.params(), newLosses = Float32Array.from(losses);
      losses = [];
      lastReportMs = performance.now();
      await onProgress?.(transfer({ numEpochs: trainer.numEpochs, losses: newLosses, epochsPerSecond: meter.perSecond, params },
        [params.buffer, newLosses.buffer]));
    };

    try {
      while (trainer.numEpochs < numEpochs) {
        await nextTask();
        if (this.#isPaused || this.#isStopped) await report();
        if (this.#isPaused && !this.#isStopped) {
          await new Promise((resolve) => { this.#wake = () => resolve(undefined); });
          meter.restart();
        }
        if (this.#isStopped) return 'stopped';
        const untilMs = performance.now() + SLICE_MS;
        while (performance.now() < untilMs && trainer.numEpochs < numEpochs) {
          if (!trainer.slice(1)) continue;
          if (exchange) trainer.finishEpoch(await exchange.trade(trainer.numEpochs, trainer.shareResults()));
          losses.push(trainer.loss);
          meter.add(performance.now(), trainer.numEpochs);
        }
        if (losses.length > 0 && performance.now() - lastReportMs >= REPORT_MS) void report();
      }
      await report();
      return 'finished';
    } catch (error) {
      if (!(error instanceof NcaError) || error.code !== 'NCA_ERR_LOSS_NOT_FINITE') throw error;
      await report(); // the last good weights
      return 'not-finite';
    } finally {
      exchange?.close();
      trainer.destroy();
    }
  }

  pause() {
    this.#isPaused = true;
  }

  resume() {
    this.#isPaused = false;
    this.#wake();
  }

  stop() {
    this.#isStopped = true;
    this.#wake();
  }
}

/** Lets messages in. Not a timer: those are held back to four milliseconds, and to a second in hidden tabs. */
function nextTask() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve(undefined);
    };
    port2.postMessage(undefined);
  });
}
