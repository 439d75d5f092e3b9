/**
 * Probes the weights in training now and then, in a worker of its own, which is started when it is first needed.
 *
 * @import { Remote } from 'comlink'
 * @import { Checkpoint } from './checkpoint.js'
 * @import { ProbeReport, ProbeTrials } from './health.js'
 * @import { StartedWorker, TrainingHost } from './page-host.js'
 * @import { WorkerService } from './worker-service.js'
 */
import { proxy, wrap } from 'comlink';
import { readTargetOf } from './checkpoint-file.js';

/** A probe takes a core from the training for a while: at most one part in so many of the time. */
const REST_FACTOR = 12;
/** One that gives no sign for so long hangs, or its worker was killed; longer where it said that it would take longer, by so many times. */
const PATIENCE_MS = 60_000, PATIENCE_FACTOR = 10;

/** @typedef {{ checkpoint: Checkpoint, sinceMs: number, untilMs: number }} Running untilMs: when it counts as dead, unless it gives a sign */

export class HealthWatch {
  #host;
  #everyMs;
  #trials;
  #patienceMs;
  #onReport;
  /** @type {{ started: StartedWorker, service: Remote<WorkerService> } | undefined} */
  #worker;
  /** @type {Running | undefined} */
  #running;
  /** To be probed when that is done, whether it is time or not. @type {Checkpoint | undefined} */
  #next;
  #notBeforeMs = 0;

  /**
   * @param {TrainingHost} host
   * @param {{ everyMs: number, trials?: ProbeTrials, patienceMs?: number }} options everyMs Infinity: never
   * @param {(checkpoint: Checkpoint, report: ProbeReport) => void} onReport the last one has all trials done
   */
  constructor(host, { everyMs, trials, patienceMs = PATIENCE_MS }, onReport) {
    this.#host = host;
    this.#everyMs = everyMs;
    this.#trials = trials;
    this.#patienceMs = patienceMs;
    this.#onReport = onReport;
  }

  /** Probe this one, if it is time. @param {Checkpoint} checkpoint @param {{ isLast?: boolean }} [options] isLast: whether it is time or not */
  look(checkpoint, { isLast = false } = {}) {
    const nowMs = performance.now(), { model } = checkpoint;
    if (this.#running && nowMs > this.#running.untilMs) this.#giveUp(nowMs - this.#running.sinceMs);
    if (this.#everyMs === Infinity || !model) return;
    if (!this.#running && (isLast || nowMs >= this.#notBeforeMs)) {
      void this.#probe({ checkpoint, sinceMs: nowMs, untilMs: nowMs + this.#patienceMs }, model);
    } else if (isLast && this.#running?.checkpoint !== checkpoint) {
      this.#next?.release();
      this.#next = checkpoint.hold();
    }
  }

  /** Give up what is under way. */
  close() {
    this.#worker?.started.terminate();
    this.#running?.checkpoint.release();
    this.#next?.release();
    this.#worker = this.#running = this.#next = undefined;
  }

  /** The next one may hang as well: it has to wait as if this one had been done. @param {number} tookMs */
  #giveUp(tookMs) {
    this.close();
    this.#notBeforeMs = performance.now() + Math.max(this.#everyMs, tookMs * REST_FACTOR);
  }

  /** @param {Running} running @param {import('../core/types.js').Model} model */
  async #probe(running, model) {
    const { checkpoint, sinceMs } = running;
    this.#running = running;
    checkpoint.hold();
    try {
      const target = readTargetOf(checkpoint.bytes), module = await this.#host.loadModule();
      if (this.#running !== running) return;
      const { service } = (this.#worker ??= this.#start());
      await service.probe({ module, model, target, ...this.#trials }, proxy((/** @type {ProbeReport} */ report) => {
        if (this.#running === running) this.#onReport(checkpoint, report);
      }), proxy((/** @type {number} */ nextMs) => {
        running.untilMs = performance.now() + this.#patienceMs + PATIENCE_FACTOR * nextMs;
      }));
    } catch (error) {
      console.error(error);
      if (this.#running === running) this.#giveUp(performance.now() - sinceMs);
      return;
    }
    if (this.#running !== running) return;
    this.#running = undefined;
    const nowMs = performance.now(), next = this.#next;
    this.#next = undefined;
    this.#notBeforeMs = Math.max(sinceMs + this.#everyMs, nowMs + (nowMs - sinceMs) * REST_FACTOR);
    checkpoint.release();
    if (!next) return;
    this.look(next, { isLast: true });
    next.release();
  }

  #start() {
    const started = this.#host.startWorker(), worker = { started, service: /** @type {Remote<WorkerService>} */ (wrap(started.endpoint)) };
    started.onDeath(() => {
      if (this.#worker === worker) this.#giveUp(performance.now() - (this.#running?.sinceMs ?? performance.now()));
    });
    return worker;
  }
}
