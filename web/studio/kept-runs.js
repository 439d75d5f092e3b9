/**
 * The runs that this browser keeps: saved while they train, offered again after a reload or a crash, gone on with to the same bits.
 *
 * @import { TrainingSession } from '../training/session.js'
 * @import { Run, RunState, RunSummary, Thumbnail } from '../runs/record.js'
 * @import { RunStore } from '../runs/store.js'
 * @import { Recipe } from '../core/types.js'
 */
import { make, setText } from '../page/dom.js';
import { tell, tellError } from '../page/messages.js';
import { newRunId, openRuns } from '../runs/store.js';
import { text } from '../text.js';
import { readFacts, readTargetOf } from '../training/checkpoint-file.js';

/** A pool makes a checkpoint of many megabytes: it is written less often. */
const LARGE_BYTES = 4 << 20, LARGE_EVERY_MS = 15_000;

/** @typedef {{ name: string, recipeName: string, recipe: Partial<Recipe> }} RunAbout */

export class KeptRuns {
  #root;
  #session;
  #thumbnail;
  #resume;
  /** @type {Promise<RunStore>} */
  #store = openRuns({ onProblem: (sentence) => tell(sentence) });
  /** What trains now. @type {(RunAbout & { id: string }) | undefined} */
  #current;
  #isSaving = false;
  #lastSaveMs = -Infinity;
  /** A full storage is said once in a run. */
  #hasFailed = false;

  /**
   * @param {object} options
   * @param {HTMLElement} options.root where the list goes
   * @param {TrainingSession} options.session
   * @param {() => Thumbnail | undefined} options.thumbnail what grows now
   * @param {(run: Run) => void} options.resume go on with it
   */
  constructor({ root, session, thumbnail, resume }) {
    this.#root = root;
    this.#session = session;
    this.#thumbnail = thumbnail;
    this.#resume = resume;
    session.addEventListener('checkpoint', () => void this.#save(false));
    session.addEventListener('state', () => {
      if (!session.isActive) void this.#save(true);
    });
    void this.#show();
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
    if (!run || !latest || latest.bytes.length === 0 || this.#isSaving) return;
    if (!isLast && latest.bytes.length > LARGE_BYTES && nowMs - this.#lastSaveMs < LARGE_EVERY_MS) return;
    this.#isSaving = true;
    this.#lastSaveMs = nowMs;
    try {
      const { height, width, padding } = latest.facts;
      await store.save({
        ...run, state: stateOf(state), epochs: latest.epochs, loss: latest.meanLoss, thumbnail: this.#thumbnail(),
        checkpoint: latest.bytes, losses: Float32Array.from(latest.losses), target: readTargetOf(latest.bytes), targetSize: { height, width, padding },
      });
    } catch (error) {
      if (!this.#hasFailed) tellError(error);
      this.#hasFailed = true; // training goes on; the next checkpoint is tried again
    } finally {
      this.#isSaving = false;
    }
    await this.#show();
  }

  async #show() {
    const runs = await (await this.#store).list().catch(() => []);
    const others = runs.filter(({ id, epochs }) => epochs > 0 && !(id === this.#current?.id && this.#session.isActive));
    this.#root.hidden = others.length === 0;
    this.#root.replaceChildren(make('h3', '', text.runs.heading), ...others.map((run) => this.#row(run)));
  }

  /** @param {RunSummary} run */
  #row({ id, name, epochs, loss, thumbnail }) {
    const row = make('div', 'kept-run'), picture = make('canvas', 'night'), words = make('p'), goOn = make('button'), remove = make('button');
    if (thumbnail) {
      [picture.width, picture.height] = [thumbnail.width, thumbnail.height];
      picture.getContext('2d')?.putImageData(new ImageData(thumbnail.rgba, thumbnail.width, thumbnail.height), 0, 0);
    }
    setText(words, text.runs.summary(name, epochs, loss));
    for (const [button, word] of /** @type {const} */ ([[goOn, text.runs.goOn], [remove, text.runs.remove]])) {
      button.type = 'button';
      setText(button, word);
      button.setAttribute('aria-label', `${word}: ${name}`);
    }
    goOn.addEventListener('click', () => this.#goOn(id).catch(tellError));
    remove.addEventListener('click', () => this.#remove(id).catch(tellError));
    row.append(picture, words, goOn, remove);
    return row;
  }

  /** @param {string} id */
  async #goOn(id) {
    const store = await this.#store;
    if (!(await store.claim(id))) return tell(text.runs.elsewhere, { isError: true });
    const run = await store.load(id);
    readFacts(run.checkpoint); // refused here, in words, if the disk gave back something else
    this.#session.stop();
    this.#follow({ id, name: run.name, recipeName: run.recipeName, recipe: run.recipe });
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
