/**
 * All models that this page has: those that come with it, and beside them the visitor's own. Gallery, links, meters, snow, lesson and recipes
 * read them here.
 *
 * Which model one is, its content says (identity.js). Their own are here until they are removed, or, where the browser keeps nothing, until the
 * page is closed. Of those that nobody said to keep, such as weights that were tried while they train, only the newest is here.
 *
 * @import { ShowCore } from '../core/show-core.js'
 * @import { Model } from '../core/types.js'
 * @import { Picture } from '../look/look.js'
 * @import { BundledEntry, LibraryEntry } from './entry.js'
 * @import { Shelf } from './shelf.js'
 *
 * @typedef {LibraryEntry & { kind: 'own', isWanted: boolean, isKept: boolean }} OwnEntry isWanted: it shall be kept; isKept: it is, and still here
 *   when the page is opened again
 */
import { NcaError } from '../core/error.js';
import { layoutOf } from '../core/shape.js';
import { tidyText } from '../core/tidy-text.js';
import { words } from '../text/element-words.js';
import { contentIdOf } from './identity.js';

/** @typedef {Picture & { more?: readonly Picture[] }} Taught what a model was taught; more: the other goals of a rule with several */
/** @typedef {{ title: string, file: Uint8Array<ArrayBuffer>, goal?: Taught, added: number, isWanted: boolean, isKept: boolean }} Own file: safetensors */

export class Library extends EventTarget {
  /** By content, the oldest first. @type {Map<string, Own>} */
  #own = new Map();
  #bundled;
  /** @type {{ title: string, entries: readonly LibraryEntry[] }} */
  #guests = { title: '', entries: [] };
  #core;
  #openShelf;
  /** @type {Promise<Shelf | undefined> | undefined} */
  #shelf;

  /**
   * @param {object} options
   * @param {readonly BundledEntry[]} options.bundled
   * @param {() => Promise<ShowCore>} options.core writes and reads files
   * @param {() => Promise<Shelf | undefined>} options.openShelf undefined: the browser keeps nothing
   */
  constructor({ bundled, core, openShelf }) {
    super();
    this.#bundled = bundled;
    this.#core = core;
    this.#openShelf = openShelf;
  }

  /** Fetch what the browser keeps, once; a `change` event tells when there is something. @returns {Promise<Shelf | undefined>} */
  open() {
    return (this.#shelf ??= this.#openShelf().then(async (shelf) => {
      const kept = await shelf?.list() ?? [];
      for (const { id, title, added, file, goal } of kept) this.#own.set(id, { title, file, goal, added, isWanted: true, isKept: true });
      if (kept.length > 0) this.#changed();
      return shelf;
    }).catch((error) => {
      this.#shelf = undefined; // the next one tries again
      throw error;
    }));
  }

  /** The visitor's own, the oldest first. @returns {OwnEntry[]} */
  get own() {
    return [...this.#own].sort(([, a], [, b]) => a.added - b.added).map(([id, each]) => this.#entry(id, each));
  }

  /** What those of others are called together; empty: nobody said it. */
  get guestsTitle() {
    return this.#guests.title;
  }

  /** Those that come with the page, those of others, and the visitor's own. @returns {LibraryEntry[]} */
  get entries() {
    return [...this.#bundled, ...this.#guests.entries, ...this.own];
  }

  /** Have models of others here until the page is closed. @param {readonly LibraryEntry[]} entries @param {string} [title] of them together */
  welcome(entries, title = '') {
    this.#guests = { title, entries };
    this.#changed();
  }

  /** @param {string} id @returns {LibraryEntry | undefined} */
  find(id) {
    return this.entries.find((entry) => entry.id === id);
  }

  /** Which of them it is. @param {Model} model @returns {LibraryEntry | undefined} undefined: none */
  entryOf(model) {
    const content = contentIdOf(model);
    return this.entries.find((entry) => entry.content === content);
  }

  /** What it was taught. @param {Model} model @param {number} [goal] of several, which @returns {Promise<Picture | undefined>} undefined: nobody has said it here */
  async goalOf(model, goal = 0) {
    if (!this.entryOf(model)) await this.open(); // it may be one of those
    const entry = this.entryOf(model), own = this.#own.get(entry?.id ?? '')?.goal;
    if (layoutOf(model.config).goals === 1) return entry?.target?.();
    return own ? [own, ...own.more ?? []][goal] : entry?.goals?.[goal]?.target?.();
  }

  /**
   * Have a model here; one that is here already stays as it is, but for a goal that was not known.
   * @param {Model} model
   * @param {string} [title] default: its name
   * @param {Taught} [goal] what it was taught
   * @returns {Promise<LibraryEntry>}
   */
  async add(model, title = model.name, goal) {
    if (!this.entryOf(model)) await this.open(); // it may be one of those
    const known = this.entryOf(model);
    if (known) return this.#learnGoal(known, goal);
    const id = contentIdOf(model), name = nameOf(title), picture = goal && copyOf(goal), file = (await this.#core()).writeWeights({ ...model, name });
    for (const [older, { isWanted }] of this.#own) if (!isWanted) this.#own.delete(older);
    if (!this.#own.has(id)) this.#own.set(id, { title: name, file, goal: picture, added: Date.now(), isWanted: false, isKept: false });
    this.#changed();
    return /** @type {LibraryEntry} */ (this.find(id));
  }

  /**
   * Have it here when the page is opened again.
   * @param {string} id
   * @returns {Promise<boolean>} false: this browser keeps nothing
   * @throws {NcaError} LIBRARY_FULL, LIBRARY_FAILED
   */
  async keep(id) {
    const own = this.#own.get(id);
    if (!own) return false;
    own.isWanted = true;
    this.#changed();
    const shelf = await this.open();
    if (!shelf) return false;
    await shelf.put({ id, title: own.title, added: own.added, file: own.file, ...(own.goal && { goal: own.goal }) });
    own.isKept = true;
    this.#changed();
    return true;
  }

  /** @param {string} id @param {string} title @throws {NcaError} LIBRARY_FULL, LIBRARY_FAILED: then it has its old one */
  async rename(id, title) {
    const own = this.#own.get(id), before = own?.title;
    if (!own || before === undefined) return;
    own.title = nameOf(title);
    try {
      if (own.isKept) await this.keep(id);
    } catch (error) {
      own.title = before;
      throw error;
    } finally {
      this.#changed();
    }
  }

  /**
   * @param {string} id
   * @returns {Promise<() => Promise<void>>} puts it back as it was
   * @throws {NcaError} LIBRARY_FAILED: then it is still here
   */
  async remove(id) {
    const own = this.#own.get(id);
    if (own?.isKept) await (await this.open())?.remove(id);
    this.#own.delete(id);
    this.#changed();
    return async () => {
      if (!own || this.#own.has(id)) return;
      this.#own.set(id, own);
      this.#changed();
      if (own.isKept) await this.keep(id);
    };
  }

  /** @param {LibraryEntry} entry @param {Taught | undefined} goal */
  async #learnGoal(entry, goal) {
    const own = this.#own.get(entry.id);
    if (!goal || !own || own.goal) return entry;
    own.goal = copyOf(goal);
    if (own.isKept) await this.keep(entry.id);
    return /** @type {LibraryEntry} */ (this.find(entry.id));
  }

  /** @param {string} id @param {Own} own @returns {OwnEntry} */
  #entry(id, { title, file, goal, isWanted, isKept }) {
    const load = async (/** @type {ShowCore | Promise<ShowCore>} */ core) => {
      const reader = await core;
      try {
        const model = { ...reader.readModel(file), name: title };
        if (contentIdOf(model) === id) return model;
      } catch { /* said below, in words that help here */ }
      throw new NcaError('MODEL_DAMAGED', undefined, { details: { title } });
    };
    return { id, content: id, kind: 'own', title, isWanted, isKept, load, ...(goal && { target: async () => goal }) };
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** That alone, and nobody else's to change. @param {Taught} taught @returns {Taught} */
const copyOf = ({ rgba, height, width, more }) => ({ rgba: rgba.slice(), height, width, ...(more && { more: more.map(copyOf) }) });

/** @param {string} title */
const nameOf = (title) => tidyText(title).trim() || words.models.untitled;
