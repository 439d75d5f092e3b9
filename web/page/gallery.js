/** The models of the library as a row of small live flakes, one of which is chosen: those that come with the page, then the visitor's own. */
import { createCore } from '../core/shared.js';
import { library } from '../library/shared.js';
import { text } from '../text/text.js';
import { byId, make, setText } from './dom.js';
import { tellError } from './messages.js';
import { OwnModelBar } from './own-model-bar.js';

/**
 * @import { SnowflakeNca } from '../element/snowflake-nca.js'
 * @import { Model } from '../core/types.js'
 * @import { LibraryEntry } from '../library/entry.js'
 *
 * @typedef {{ label: HTMLLabelElement, radio: HTMLInputElement, frame: HTMLElement, words: HTMLElement }} Item
 */

/** One begins after the other, so that the page is never busy with all of them. */
const THUMBNAIL_EVERY_MS = 120;
const THUMBNAIL_SPEED = 24;
const THUMBNAIL_REST_STEP = 110;
/** Pictures have room around them, which a small one need not show. */
const THUMBNAIL_ZOOM = 1.6, ROOMY_GRID_CELLS = 64;

export class Gallery {
  #fieldset = byId('gallery', HTMLFieldSetElement);
  #heading = make('p', 'own-heading', text.library.own);
  #bar;
  /** By the entry's id. @type {Map<string, Item>} */
  #items = new Map();
  #areLive = false;
  #onChoose;
  /** What grows. @type {Model | undefined} */
  #model;

  /** @param {(source: string | Model) => void} onChoose a bundled name, or a model of one's own */
  constructor(onChoose) {
    this.#onChoose = onChoose;
    this.#bar = new OwnModelBar(byId('own-model'), {
      removed: () => { // what grew has no place any more
        const [{ id }] = library.entries;
        onChoose(id);
        this.#items.get(id)?.radio.focus();
      },
    });
    library.addEventListener('change', () => this.#follow());
    this.#follow();
  }

  /** Grow the small flakes: not before the large one is under way. */
  makeLive() {
    if (this.#areLive) return;
    this.#areLive = true;
    library.entries.forEach((entry, i) => setTimeout(() => this.#grow(entry), i * THUMBNAIL_EVERY_MS));
  }

  /** Show what grows now. @param {Model | undefined} model of the library */
  show(model) {
    this.#model = model;
    const entry = model && library.entryOf(model), item = entry && this.#items.get(entry.id);
    this.#bar.show(entry);
    if (!item || item.radio.checked) return;
    item.radio.checked = true;
    const { label } = item, row = this.#fieldset;
    if (label.offsetLeft < row.scrollLeft || label.offsetLeft + label.offsetWidth > row.scrollLeft + row.clientWidth) row.scrollLeft = label.offsetLeft - row.clientWidth / 3;
  }

  /** The library is another one. */
  #follow() {
    const { entries } = library, ids = new Set(entries.map(({ id }) => id));
    for (const [id, { label }] of this.#items) {
      if (ids.has(id)) continue;
      label.remove();
      this.#items.delete(id);
    }
    for (const entry of entries) {
      const item = this.#items.get(entry.id) ?? this.#add(entry);
      setText(item.words, entry.title);
    }
    if (library.own.length === 0) this.#heading.remove();
    this.show(this.#model);
  }

  /** @param {LibraryEntry} entry */
  #add(entry) {
    const label = make('label', entry.kind), radio = make('input'), frame = make('span', 'thumbnail'), words = make('span', '', entry.title);
    radio.type = 'radio';
    radio.name = 'model';
    radio.value = entry.id;
    radio.addEventListener('change', () => this.#choose(entry));
    label.append(radio, frame, words);
    if (entry.kind === 'own' && !this.#heading.isConnected) this.#fieldset.append(this.#heading);
    this.#fieldset.append(label);
    const item = { label, radio, frame, words };
    this.#items.set(entry.id, item);
    if (this.#areLive) this.#grow(entry);
    return item;
  }

  /** @param {LibraryEntry} entry */
  #choose(entry) {
    if (entry.kind === 'bundled') this.#onChoose(entry.id);
    else entry.load(createCore()).then(this.#onChoose).catch((error) => {
      tellError(error);
      this.show(this.#model);
    });
  }

  /** @param {LibraryEntry} entry */
  #grow(entry) {
    const item = this.#items.get(entry.id), flake = /** @type {SnowflakeNca} */ (document.createElement('snowflake-nca'));
    if (!item) return;
    flake.renderer = '2d'; // a page gets only a few WebGL contexts
    flake.speed = THUMBNAIL_SPEED;
    flake.restAt = THUMBNAIL_REST_STEP;
    flake.setAttribute('aria-hidden', 'true');
    flake.addEventListener('ready', () => {
      if (flake.sim && flake.sim.height >= ROOMY_GRID_CELLS) flake.setView({ zoom: THUMBNAIL_ZOOM, x: 0.5, y: 0.5 });
    });
    if (entry.kind === 'bundled') flake.model = entry.id;
    else entry.load(createCore()).then((model) => flake.loadModel(model), () => {}); // who chooses it is told
    item.frame.replaceChildren(flake);
    item.label.addEventListener('pointerenter', () => flake.restart());
  }
}
