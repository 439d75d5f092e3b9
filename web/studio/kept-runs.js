/**
 * The runs that this browser keeps: saved while they train, offered again after a reload or a crash, gone on with to the same bits.
 *
 * @import { TrainingSession } from '../training/session.js'
 * @import { Run, RunState, RunSummary, Thumbnail } from '../runs/record.js'
 * @import { RunStore } from '../runs/store.js'
 * @import { Settings } from '../training/parameters.js'
 */
import { make, setText } from '../page/dom.js';
import { tell, tellError } from '../page/messages.js';
import { newRunId, openRuns } from '../runs/store.js';
import { sentenceOf } from '../text/sentence-of.js';
import { text } from '../text/text.js';
import { readFacts, readTargetOf } from '../training/checkpoint-file.js';
import { keptRunRow } from './kept-run-row.js';

/** A pool makes a checkpoint of many megabytes: it is written less often. */
const LARGE_BYTES = 8 << 20, LARGE_EVERY_MS = 10_000;
const CURVE_POINTS = 60;
/** A run may be free again that another tab had, or this one, a moment ago, before it was reloaded. */
const LOOK_EVERY_MS = 4000;

/** @typedef {{ name: string, recipeName: string, settings: Settings }} RunAbout */

export class KeptRuns {
  #root;
  #session;
  #thumbnail;
  #resume;
  #onList;
  /** @type {Promise<RunStore>} */
  #store = openRuns({ onProblem: (problem) => tell(sentenceOf(problem)) });
  /** What trains now. @type {(RunAbout & { id: string }) | undefined} */
  #current;
  #isSaving = false;
  /** The run ended while an older checkpoint was being saved. */
  #isLastDue = false;
  #lastSaveMs = -Infinity;
  /** @type {RunSummary[]} */
  #runs = [];
  /** Which runs the list shows now. */
  #shown = '';
  #size = make('p', 'hint');
  /** A full storage is said once in a run. */
  #hasFailed = false;

  /**
   * @param {object} options
   * @param {HTMLElement} options.root where the list goes
   * @param {TrainingSession} options.session
   * @param {() => Thumbnail | undefined} options.thumbnail what grows now
   * @param {(run: Run) => void} options.resume go on with it
   * @param {() => void} options.onList the list is another one
   */
  constructor({ root, session, thumbnail, resume, onList }) {
    this.#root = root;
    this.#session = session;
    this.#thumbnail = thumbnail;
    this.#resume = resume;
    this.#onList = onList;
    session.addEventListener('checkpoint', () => void this.#save(session.state !== 'running')); // a run that pauses may be closed next
    session.addEventListener('state', () => {
      if (!session.isActive) void this.#save(true);
    });
    void this.#show();
    setInterval(() => void this.#show(), LOOK_EVERY_MS);
  }

  /** The run that was saved last, of those that no tab has. @returns {RunSummary | undefined} */
  get newest() {
    return this.#runs[0];
  }

  /** Go on with that. */
  goOnWithNewest() {
    if (this.newest) this.#goOn(this.newest.id).catch(tellError);
  }

  /** A new run begins. @param {RunAbout} about */
  begin(about) {
    this.#follow({ ...about, id: newRunId() });
  }

  /** @param {RunAbout & { id: string }} run */
  #follow(run) {
    this.#current = run;
    this.#hasFailed = false;
    this.#lastSaveMs = -Infinity;
    void this.#show();
  }

  /** @param {boolean} isLast whether it is time or not */
  async #save(isLast) {
    const store = await this.#store; // first: the checkpoint is to be the one that is there when it is written
    const run = this.#current, { latest, state } = this.#session, nowMs = performance.now();
    if (!run || !latest || latest.bytes.length === 0) return;
    if (this.#isSaving) {
      this.#isLastDue ||= isLast;
      return;
    }
    if (!isLast && latest.bytes.length > LARGE_BYTES && nowMs - this.#lastSaveMs < LARGE_EVERY_MS) return;
    this.#isSaving = true;
    this.#lastSaveMs = nowMs;
    latest.hold();
    try {
      const { height, width, padding } = latest.facts;
      await store.save({
        ...run, state: stateOf(state), epochs: latest.epochs, loss: latest.meanLoss, thumbnail: this.#thumbnail(), curve: thinned(latest.losses),
        checkpoint: latest.bytes, losses: Float32Array.from(latest.losses), target: readTargetOf(latest.bytes), targetSize: { height, width, padding },
      });
    } catch (error) {
      if (!this.#hasFailed) tellError(error);
      this.#hasFailed = true; // training goes on; the next checkpoint is tried again
    } finally {
      latest.release();
      this.#isSaving = false;
    }
    if (this.#isLastDue) {
      this.#isLastDue = false;
      await this.#save(true);
    }
    await this.#show();
  }

  async #show() {
    if (document.hidden) return;
    const store = await this.#store, runs = await store.list().catch(() => []);
    const others = runs.filter(({ id, epochs }) => epochs > 0 && !(id === this.#current?.id && this.#session.isActive));
    const shown = others.map(({ id, name, updated }) => `${id} ${name} ${updated}`).join();
    if (shown === this.#shown) return; // who is about to press a button keeps it
    this.#shown = shown;
    this.#runs = others;
    this.#onList();
    this.#root.hidden = others.length === 0;
    this.#root.replaceChildren(make('h3', '', text.runs.heading), ...others.map((run) => keptRunRow(run, {
      goOn: () => this.#goOn(run.id),
      remove: () => this.#remove(run.id),
      rename: async (name) => {
        await store.rename(run.id, name);
        await this.#show();
      },
    })), this.#size);
    const room = await store.estimate();
    setText(this.#size, room ? text.runs.size(room.usedBytes) : '');
  }

  /** @param {string} id */
  async #goOn(id) {
    const store = await this.#store;
    if (!(await store.claim(id))) return tell(text.errors.RUN_ELSEWHERE, { isError: true });
    const run = await store.load(id);
    readFacts(run.checkpoint); // refused here, in words, if the disk gave back something else
    this.#session.stop();
    this.#follow({ id, name: run.name, recipeName: run.recipeName, settings: /** @type {Settings} */ (run.settings) });
    this.#resume(run);
  }

  /** @param {string} id */
  async #remove(id) {
    if (id === this.#current?.id) this.#current = undefined;
    await (await this.#store).remove(id);
    await this.#show();
  }
}

/** @param {TrainingSession['state']} state @returns {RunState} */
function stateOf(state) {
  return state === 'running' || state === 'loading' ? 'running' : state === 'paused' ? 'paused' : 'stopped';
}

/** Few enough for a small picture; each stands for a part of them. @param {ArrayLike<number>} losses */
function thinned(losses) {
  const count = Math.min(losses.length, CURVE_POINTS);
  return Float32Array.from({ length: count }, (_, i) => {
    const from = Math.floor((i * losses.length) / count), to = Math.max(from + 1, Math.floor(((i + 1) * losses.length) / count));
    let sum = 0;
    for (let at = from; at < to; at++) sum += losses[at];
    return sum / (to - from);
  });
}
