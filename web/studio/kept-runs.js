/**
 * The list of runs that this browser keeps: offered again after a reload or a crash, gone on with to the same bits.
 *
 * @import { RunSummary } from '../runs/record.js'
 * @import { RunStore } from '../runs/store.js'
 * @import { RunDesk } from './run-desk.js'
 */
import { handFocusOn, make, makeButton, setHidden, setText } from '../page/dom.js';
import { tellUndoable } from '../page/messages.js';
import { sentenceOf } from '../text/sentence-of.js';
import { text } from '../text/text.js';
import { keptRunRow } from './kept-run-row.js';

/** A run may be free again that another tab had, or this one, a moment ago, before it was reloaded. */
const LOOK_EVERY_MS = 4000;

export class KeptRuns {
  #root;
  #desk;
  #store;
  #goOn;
  #onList;
  /** @type {RunSummary[]} */
  #runs = [];
  /** Which runs the list shows now. */
  #shown = '';
  #heading = make('h3', '', text.runs.heading);
  #size = make('p', 'hint');
  /** That the list could not be read just now: what was listed stays. */
  #trouble = make('div', 'row');
  #reason = make('p', 'state bad');

  /**
   * @param {object} options
   * @param {HTMLElement} options.root where the list goes
   * @param {RunDesk} options.desk
   * @param {Promise<RunStore>} options.store
   * @param {(id: string) => Promise<void>} options.goOn
   * @param {() => void} options.onList the list is another one
   */
  constructor({ root, desk, store, goOn, onList }) {
    this.#root = root;
    this.#desk = desk;
    this.#store = store;
    this.#goOn = goOn;
    this.#onList = onList;
    this.#reason.setAttribute('role', 'status');
    this.#trouble.hidden = true;
    this.#trouble.append(this.#reason, makeButton(text.runs.lookAgain, () => void this.#show()));
    root.append(this.#heading, this.#trouble, this.#size);
    for (const event of ['run', 'state', 'saved']) desk.addEventListener(event, () => void this.#show());
    void this.#show();
    setInterval(() => void this.#show(), LOOK_EVERY_MS);
  }

  /** The run that was saved last, of those that no tab has. @returns {RunSummary | undefined} */
  get newest() {
    return this.#runs[0];
  }

  /** Go on with that. */
  async goOnWithNewest() {
    if (this.newest) await this.#goOn(this.newest.id);
  }

  async #show() {
    if (document.hidden) return;
    const store = await this.#store;
    try {
      this.#list(await store.list(), store);
      setHidden(this.#trouble, true);
      setHidden(this.#root, this.#runs.length === 0);
      const room = await store.estimate();
      setText(this.#size, room && this.#runs.length > 0 ? text.runs.size(room.usedBytes) : '');
    } catch (error) {
      setText(this.#reason, sentenceOf(error));
      this.#trouble.hidden = this.#root.hidden = false;
    }
  }

  /** @param {RunSummary[]} runs @param {RunStore} store */
  #list(runs, store) {
    const { run, session } = this.#desk, others = runs.filter(({ id, epochs }) => epochs > 0 && !(id === run?.id && (session.isActive || run.isSaving)));
    const shown = others.map(({ id, name, updated }) => `${id} ${name} ${updated}`).join();
    setHidden(this.#root, others.length === 0);
    const isTyping = document.activeElement instanceof HTMLInputElement && this.#root.contains(document.activeElement);
    if (shown === this.#shown || isTyping) return; // who gives a name keeps it
    this.#shown = shown;
    this.#runs = others;
    this.#onList();
    const pressed = this.#root.contains(document.activeElement) ? document.activeElement?.getAttribute('aria-label') : undefined;
    handFocusOn(this.#root);
    this.#root.replaceChildren(this.#heading, this.#trouble, ...others.map((each) => keptRunRow(each, {
      goOn: () => this.#goOn(each.id),
      remove: async () => {
        const restore = await this.#desk.remove(each.id);
        await this.#show();
        if (restore) tellUndoable(text.runs.removed(each.name || text.runs.unnamed), () => restore().then(() => this.#show()));
      },
      rename: async (name) => {
        await store.rename(each.id, name);
        await this.#show();
      },
    })), this.#size);
    if (pressed) [...this.#root.querySelectorAll('button')].find((button) => button.getAttribute('aria-label') === pressed)?.focus({ preventScroll: true });
  }
}
