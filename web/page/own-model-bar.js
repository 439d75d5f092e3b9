/** What can be done with a model of one's own that grows: keep it, name it, train it on, remove it. */
import { library } from '../library/shared.js';
import { text } from '../text/text.js';
import { askName } from './ask-name.js';
import { make, makeButton, setHidden, setText } from './dom.js';
import { tell, tellError, tellUndoable } from './messages.js';

/** @import { Model } from '../core/types.js' */
/** @import { LibraryEntry } from '../library/entry.js' */
/** @import { OwnEntry, Taught } from '../library/library.js' */

/** Have a model in the library for good; where the browser keeps nothing, it is said. @param {Model} model @param {string} title @param {Taught} [goal] what it was taught */
export async function keepModel(model, title, goal) {
  const entry = await library.add(model, title, goal);
  if (entry.kind === 'own') await keep(entry.id).catch(tellError);
  return entry;
}

/** @param {string} id */
async function keep(id) {
  if (!(await library.keep(id))) tell(text.library.notKept);
}

export class OwnModelBar {
  #root;
  #sentence = make('p');
  #keep;
  #rename;
  /** @type {OwnEntry | undefined} */
  #entry;
  #isNaming = false;

  /** @param {HTMLElement} root @param {{ removed: () => void, trainOn: (entry: LibraryEntry) => Promise<void> }} on */
  constructor(root, { removed, trainOn }) {
    this.#root = root;
    const button = (/** @type {string} */ id, /** @type {string} */ word, /** @type {(entry: OwnEntry) => Promise<void>} */ work) => {
      const made = makeButton(word, () => this.#entry && work(this.#entry).catch(tellError));
      made.id = id;
      return made;
    };
    this.#keep = button('own-keep', text.library.keep, async ({ id }) => {
      this.#rename.focus(); // the button goes
      await keep(id);
    });
    this.#rename = button('own-rename', text.library.rename, (entry) => this.#ask(entry));
    const remove = button('own-remove', text.library.remove, async ({ id, title }) => {
      const restore = await library.remove(id);
      tellUndoable(text.library.removed(title), restore);
      removed();
    });
    const row = make('div', 'row');
    row.append(this.#keep, this.#rename, button('own-train', text.library.trainOn, trainOn), remove);
    this.#sentence.setAttribute('role', 'status');
    root.append(this.#sentence, row);
  }

  /** @param {LibraryEntry | undefined} entry what grows */
  show(entry) {
    this.#entry = entry?.kind === 'own' ? /** @type {OwnEntry} */ (entry) : undefined;
    setHidden(this.#root, !this.#entry);
    if (!this.#entry || this.#isNaming) return;
    setText(this.#sentence, this.#entry.isKept ? text.library.kept : text.library.passing);
    setHidden(this.#keep, this.#entry.isWanted);
    this.#root.setAttribute('aria-label', this.#entry.title);
  }

  /** @param {OwnEntry} entry */
  async #ask({ id, title }) {
    this.#isNaming = true;
    const wanted = await askName(this.#sentence, title, text.library.name);
    this.#isNaming = false;
    this.#sentence.replaceChildren();
    try {
      if (wanted !== undefined) await library.rename(id, wanted);
    } finally {
      this.show(library.find(id));
      this.#rename.focus();
    }
  }
}
