/**
 * What runs in the training worker, whatever kind of worker that is: it trains, it probes what was trained, and reads pictures, which may
 * be large, away from the page.
 *
 * Several such workers can share each batch; then one of them, the first, is the one that reports.
 *
 * Every method is called through Comlink. Arrays that go to the page are copies and are transferred.
 *
 * @import { Core, Trainer } from '../core/nca.js'
 * @import { Model, TargetOptions, TrainerOptions } from '../core/types.js'
 * @import { Failure } from './failure.js'
 * @import { ProbeJob, ProbeReport } from './health.js'
 * @import { PoolSamples } from './pool-samples.js'
 */
import { transfer } from 'comlink';
import { loadCore, NcaError } from '../core/nca.js';
import { unpackCheckpoint } from './packed-checkpoint.js';
import { GradientExchange } from './exchange.js';
import { failureOf } from './failure.js';
import { probeHealth } from './health.js';
import { TrainingRun } from './training-run.js';

/**
 * @typedef {'processor' | 'graphics'} TrainingDevice
 * @typedef {{ numWorkers: number, device: TrainingDevice }} Means numWorkers: on the processor
 *
 * @typedef {object} RunJob
 * @property {WebAssembly.Module} module the compiled core
 * @property {number} [numEpochs] of the run, after which to end; default: never
 * @property {MessagePort[]} [ports] to the other workers of the batch, where the share is a part of it
 * @property {number} [checkpointEveryMs] default: only when it halts, or is asked for
 * @property {TrainingDevice} [device] default: the processor
 *
 * @typedef {object} NewRun
 * @property {TrainerOptions} options
 * @property {Model} model where it starts
 * @property {Float32Array} target [goals][height][width][4]
 *
 * @typedef {object} OldRun
 * @property {Uint8Array} checkpoint
 * @property {{ index: number, count: number }} [share] of every batch
 *
 * @typedef {RunJob & NewRun} Job
 * @typedef {RunJob & OldRun} ResumeJob
 *
 * @typedef {object} Progress
 * @property {number} numEpochs of this run
 * @property {Float32Array} losses of the epochs since the last report
 * @property {Float32Array} goalLosses of the last sample of each goal; NaN: there was none yet
 * @property {number} epochsPerSecond
 * @property {Float32Array} params
 * @property {Model} [begun] where the run stands at its begin, in the first report alone
 * @property {SavedRun} [checkpoint] taken after an epoch whose loss this report, or one before it, holds
 *
 * @typedef {object} SavedRun
 * @property {Uint8Array<ArrayBuffer>} bytes the file; its buffer is a little longer
 * @property {number} numEpochs of the run
 * @property {Model} model
 *
 * @typedef {'stopped' | 'finished' | 'not-finite' | Failure} Outcome
 */

export class WorkerService {
  /** @type {TrainingRun | undefined} */
  #run;
  /** What was asked before there was a run. */
  #isPaused = false;
  #isStopped = false;

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
    const target = await orFailure(async () => core.readTarget(bytes, options));
    return target instanceof Float32Array ? transfer(target, [target.buffer]) : target;
  }

  /**
   * Train until told to stop.
   * @param {Job | ResumeJob} job
   * @param {(progress: Progress) => unknown} [onProgress] only for the first of several workers
   * @returns {Promise<Outcome>}
   */
  async train(job, onProgress) {
    const { module, ports = [], numEpochs = Infinity, checkpointEveryMs = Infinity, device } = job;
    const core = await loadCore(module), { index } = ('checkpoint' in job ? job.share : job.options.share) ?? { index: 0 };
    const trainer = await orFailure(async () => (device === 'graphics' ? (await import('./on-graphics.js')).moveToGraphics(core, createTrainer(core, job)) : createTrainer(core, job)));
    if ('code' in trainer) return trainer;
    const exchange = ports.length > 0 ? new GradientExchange(ports, index) : undefined;
    this.#run = new TrainingRun({ core, trainer, exchange, isFirst: index === 0, numEpochs, checkpointEveryMs, onProgress });
    if (this.#isPaused) this.#run.pause();
    if (this.#isStopped) this.#run.stop();
    try {
      const run = this.#run;
      return await orFailure(() => run.go());
    } finally {
      this.#run = undefined;
    }
  }

  /**
   * How the weights of a run do; see health.js.
   * @param {ProbeJob} job
   * @param {(report: ProbeReport) => unknown} onReport after each trial
   * @param {(nextMs: number) => unknown} [onSign] that it goes on
   */
  async probe(job, onReport, onSign) {
    await probeHealth(await loadCore(job.module), job, onReport, onSign);
  }

  pause() {
    this.#isPaused = true;
    this.#run?.pause();
  }

  resume() {
    this.#isPaused = false;
    this.#run?.resume();
  }

  stop() {
    this.#isStopped = true;
    this.#run?.stop();
  }

  askCheckpoint() {
    this.#run?.askCheckpoint();
  }

  /** @param {number} count @returns {Promise<PoolSamples | undefined>} */
  async poolSamples(count) {
    const answer = await this.#run?.askSamples(count);
    return answer && transfer(answer, answer.samples.map(({ rgba }) => rgba.buffer));
  }
}

/** @param {Core} core @param {Job | ResumeJob} job @returns {Trainer} */
function createTrainer(core, job) {
  return 'checkpoint' in job ? core.resumeTrainer(unpackCheckpoint(job.checkpoint), job.share) : core.createTrainer(job.options, job.model, job.target);
}

/** @template T @param {() => Promise<T>} deed @returns {Promise<T | Failure>} */
async function orFailure(deed) {
  try {
    return await deed();
  } catch (error) {
    if (error instanceof NcaError) return failureOf(error);
    throw error;
  }
}
