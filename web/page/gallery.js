/** The models of the library in a row, one of which is chosen: those that come with the page as posters, then the visitor's own as small live flakes. */
import { createCore } from '../core/shared.js';
import { SnowflakeNca } from '../element/snowflake-nca.js';
import { library } from '../library/shared.js';
import { text } from '../text/text.js';
import { byId, make, setText } from './dom.js';
import { tellError } from './messages.js';
import { OwnModelBar } from './own-model-bar.js';
import { posterOf } from './posters.js';

/**
 * @import { Model } from '../core/types.js'
 * @import { LibraryEntry } from '../library/entry.js'
 *
 * @typedef {{ label: HTMLLabelElement, radio: HTMLInputElement, frame: HTMLElement, words: HTMLElement }} Item
 */

/** The same picture, taught in other ways: what tells them apart is seen where they are compared. */
const IN_OTHER_WAYS = new Set(['snowflake-persistent', 'snowflake-growing', 'blog-snowflake']);
const THUMBNAIL_SPEED = 24;
const THUMBNAIL_REST_STEP = 110;
/** Pictures have room around them, which a small one need not show. */
const THUMBNAIL_ZOOM = 1.6, ROOMY_GRID_CELLS = 64;

export class Gallery {
  #fieldset = byId('gallery', HTMLFieldSetElement);
  #headings = { ways: make('p', 'gallery-heading', text.stage.otherWays), own: make('p', 'gallery-heading', text.library.own) };
  #bar;
  /** By the entry's id. @type {Map<string, Item>} */
  #items = new Map();
  #onChoose;
  /** What grows. @type {Model | undefined} */
  #model;

  /**
   * @param {object} on
   * @param {(source: string | Model) => void} on.choose a bundled name, or a model of one's own
   * @param {(entry: LibraryEntry) => Promise<void>} on.trainOn
   */
  constructor({ choose: onChoose, trainOn }) {
    this.#onChoose = onChoose;
    this.#bar = new OwnModelBar(byId('own-model'), {
      trainOn,
      removed: () => { // what grew has no place any more
        const [{ id }] = library.entries;
        onChoose(id);
        this.#items.get(id)?.radio.focus();
      },
    });
    library.addEventListener('change', () => this.#follow());
    this.#follow();
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
    if (library.own.length === 0) this.#headings.own.remove();
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
    const heading = entry.kind === 'own' ? this.#headings.own : IN_OTHER_WAYS.has(entry.id) ? this.#headings.ways : undefined;
    if (heading && !heading.isConnected) this.#fieldset.append(heading);
    this.#fieldset.append(label);
    const item = { label, radio, frame, words };
    this.#items.set(entry.id, item);
    const poster = posterOf(entry.id), grow = () => this.#grow(entry);
    if (poster) frame.append(poster);
    else grow();
    label.addEventListener('pointerenter', grow);
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

  /** In place of its poster, or again. @param {LibraryEntry} entry */
  #grow(entry) {
    const item = this.#items.get(entry.id), flake = new SnowflakeNca();
    if (!item) return;
    const shown = item.frame.firstElementChild;
    if (shown instanceof SnowflakeNca) return shown.restart();
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
  }
}
