/**
 * The models of the library in a row, one of which is chosen: those that come with the page as posters, then those of others, which the address names, and the visitor's own as
 * small live flakes. Of one that comes with several goals each has a place of its own, behind those that know one picture alone, which know it better.
 */
import { createCore } from '../core/shared.js';
import { SnowflakeNca } from '../element/snowflake-nca.js';
import { library } from '../library/shared.js';
import { text } from '../text/text.js';
import { byId, make, setText } from './dom.js';
import { tellError } from './messages.js';
import { OwnModelBar } from './own-model-bar.js';
import { posterOf } from './posters.js';
import { whenNear } from './when-near.js';

/**
 * @import { Model } from '../core/types.js'
 * @import { LibraryEntry } from '../library/entry.js'
 *
 * @typedef {{ key: string, entry: LibraryEntry, goal: string, title: string }} Place goal: as the attribute has it; empty: the model has but one, or the first grows
 * @typedef {{ label: HTMLLabelElement, radio: HTMLInputElement, frame: HTMLElement, words: HTMLElement }} Item
 */

/** The snowflake, taught in other ways: what tells them apart is seen where they are compared. @type {ReadonlySet<string>} */
const IN_OTHER_WAYS = new Set(['snowflake-persistent', 'snowflake-growing', 'blog-snowflake']);
const THUMBNAIL_SPEED = 24;
const THUMBNAIL_REST_STEP = 110;
/** Of rows that go on, the lower edge: web/styles/parts/gallery.css. */
const FADED_PX = 32;
/** How much of its frame a grown one fills, as its poster does: `.poster` in web/styles/parts/gallery.css. */
const PICTURE_SHARE = 0.84;

/** See groupOf. */
const ALONE = 0, OF_ONE_RULE = 1, OTHER_WAYS = 2, GUESTS = 3, OWN = 4;

export class Gallery {
  #fieldset = byId('gallery', HTMLFieldSetElement);
  #headings = { rule: make('p', 'gallery-heading', text.stage.ofOneRule), ways: make('p', 'gallery-heading', text.stage.otherWays), own: make('p', 'gallery-heading', text.library.own), guest: make('p', 'gallery-heading') };
  #bar;
  /** By the place's key. @type {Map<string, Item>} */
  #items = new Map();
  #onChoose;
  #onTurn;
  /** What grows. @type {{ model: Model, goal: number | undefined } | undefined} */
  #shown;

  /**
   * @param {object} on
   * @param {(source: string | Model, goal: string) => void} on.choose a bundled name, or a model of one's own
   * @param {(goal: string) => void} on.turn what grows shall turn into another goal of its rule
   * @param {(entry: LibraryEntry) => Promise<void>} on.trainOn
   */
  constructor({ choose: onChoose, turn: onTurn, trainOn }) {
    this.#onChoose = onChoose;
    this.#onTurn = onTurn;
    this.#bar = new OwnModelBar(byId('own-model'), {
      trainOn,
      removed: () => { // what grew has no place any more
        const [{ entry, goal, key }] = placesOf(library.entries[0]);
        onChoose(entry.id, goal);
        this.#items.get(key)?.radio.focus();
      },
    });
    library.addEventListener('change', () => this.#follow());
    this.#follow();
  }

  /** Show what grows now. @param {Model | undefined} model of the library @param {number | undefined} goal of several; undefined: a mix */
  show(model, goal) {
    this.#shown = model && { model, goal };
    const entry = model && library.entryOf(model), places = entry ? placesOf(entry) : [], item = this.#items.get(places[places.length > 1 ? goal ?? -1 : 0]?.key ?? '');
    this.#bar.show(entry);
    if (!item) for (const { radio } of this.#items.values()) radio.checked = false; // of a mix there is no place
    if (!item || item.radio.checked) return;
    item.radio.checked = true;
    this.#reveal(item);
  }

  /** All of it is to be seen, and some of what is beside it. @param {Item} item */
  #reveal({ label }) {
    const row = this.#fieldset;
    if (label.offsetLeft < row.scrollLeft || label.offsetLeft + label.offsetWidth > row.scrollLeft + row.clientWidth) row.scrollLeft = label.offsetLeft - row.clientWidth / 3;
    if (label.offsetTop < row.scrollTop || label.offsetTop + label.offsetHeight > row.scrollTop + row.clientHeight - FADED_PX) row.scrollTop = label.offsetTop - row.clientHeight / 3;
  }

  /** The library is another one. */
  #follow() {
    const places = [...library.entries].sort((a, b) => groupOf(a) - groupOf(b)).flatMap(placesOf), keys = new Set(places.map(({ key }) => key));
    for (const [key, { label }] of this.#items) {
      if (keys.has(key)) continue;
      label.remove();
      this.#items.delete(key);
    }
    for (const place of places) {
      const item = this.#items.get(place.key) ?? this.#add(place);
      setText(item.words, text.stage.parted(place.title));
    }
    if (library.own.length === 0) this.#headings.own.remove();
    this.show(this.#shown?.model, this.#shown?.goal);
  }

  /** @param {Place} place */
  #add(place) {
    const { entry, key, goal, title } = place;
    const label = make('label', entry.kind), radio = make('input'), frame = make('span', 'thumbnail'), words = make('span', '', text.stage.parted(title));
    radio.type = 'radio';
    radio.name = 'model';
    radio.value = key;
    label.append(radio, frame, words);
    const group = groupOf(entry), heading = [undefined, this.#headings.rule, this.#headings.ways, this.#headings.guest, this.#headings.own][group];
    const next = group === GUESTS && this.#headings.own.isConnected ? this.#headings.own : null;
    if (group === GUESTS) setText(this.#headings.guest, library.guestsTitle || text.guests.heading);
    if (heading && !heading.isConnected) this.#fieldset.insertBefore(heading, next);
    this.#fieldset.insertBefore(label, next);
    const item = { label, radio, frame, words };
    this.#items.set(key, item);
    radio.addEventListener('change', () => {
      this.#reveal(item); // of a row that fades away half a picture can be pressed
      this.#choose(place);
    });
    const poster = posterOf(group === OTHER_WAYS ? 'snowflake' : goal || entry.id), grow = () => this.#grow(place);
    if (poster) frame.append(poster);
    else if (entry.kind === 'guest') whenNear(label, grow); // there may be many, each to be fetched
    else grow();
    label.addEventListener('pointerenter', grow);
    return item;
  }

  /** @param {Place} place */
  #choose({ entry, goal }) {
    const growing = this.#shown && library.entryOf(this.#shown.model);
    if (goal !== '' && growing?.id === entry.id) this.#onTurn(goal);
    else if (entry.kind === 'bundled') this.#onChoose(entry.id, goal);
    else entry.load(createCore()).then((model) => this.#onChoose(model, goal)).catch((error) => {
      tellError(error);
      this.show(this.#shown?.model, this.#shown?.goal);
    });
  }

  /** In place of its poster, or again. @param {Place} place */
  #grow({ entry, key, goal }) {
    const item = this.#items.get(key), flake = new SnowflakeNca();
    if (!item) return;
    const shown = item.frame.firstElementChild;
    if (shown instanceof SnowflakeNca) return shown.restart();
    flake.renderer = '2d'; // a page gets only a few WebGL contexts
    flake.speed = THUMBNAIL_SPEED;
    flake.restAt = THUMBNAIL_REST_STEP;
    flake.setAttribute('aria-hidden', 'true');
    flake.addEventListener('ready', () => showPicture(flake));
    flake.goal = goal;
    if (entry.kind === 'bundled') flake.model = entry.id;
    else entry.load(createCore()).then((model) => flake.loadModel(model), () => {}); // who chooses it is told
    item.frame.replaceChildren(flake);
  }
}

/** Without the room around its picture that it grows up in. @param {SnowflakeNca} flake */
function showPicture(flake) {
  const { sim, currentModel: model } = flake, cellPx = flake.placeOf(1, 0).x - flake.placeOf(0, 0).x;
  if (sim && model && cellPx > 0) flake.setCamera({ zoom: PICTURE_SHARE * flake.clientWidth * flake.camera.zoom / ((sim.width - 2 * model.padding) * cellPx), x: 0.5, y: 0.5 });
}

/** Of those that come with the page three, then those of others, then the visitor's own. @param {LibraryEntry} entry */
function groupOf({ id, kind, goals }) {
  if (kind !== 'bundled') return kind === 'guest' ? GUESTS : OWN;
  if (goals) return OF_ONE_RULE;
  return IN_OTHER_WAYS.has(id) ? OTHER_WAYS : ALONE;
}

/** @param {LibraryEntry} entry @returns {Place[]} */
function placesOf(entry) {
  const { id, title, goals = [] } = entry;
  return goals.length > 0 ? goals.map((goal) => ({ key: `${id} ${goal.name}`, entry, goal: goal.name, title: goal.title })) : [{ key: id, entry, goal: '', title }];
}
