/** The bundled models as a row of small live flakes, one of which is chosen; a model that was opened joins them. */
import { bundledModels } from '../models.js';
import { byId } from './dom.js';

/**
 * @import { SnowflakeNca } from '../element/snowflake-nca.js'
 * @import { Model } from '../core/types.js'
 */

/** One begins after the other, so that the page is never busy with all of them. */
const THUMBNAIL_EVERY_MS = 120;
const THUMBNAIL_SPEED = 24;
const THUMBNAIL_REST_STEP = 110;
const OPENED = 'opened';
/** Pictures have room around them, which a small one need not show. */
const THUMBNAIL_ZOOM = 1.6, ROOMY_GRID_CELLS = 64;

export class Gallery {
  #fieldset = byId('gallery', HTMLFieldSetElement);
  /** @type {Map<string, { label: HTMLLabelElement, radio: HTMLInputElement, frame: HTMLElement }>} */
  #items = new Map();
  #areLive = false;
  /** @type {Model | undefined} */
  #opened;

  /** @param {(source: string | Model) => void} onChoose a bundled name, or the model that was opened */
  constructor(onChoose) {
    for (const { name, title } of bundledModels) this.#add(name, title, () => onChoose(name));
    this.#onOpenedChosen = () => this.#opened && onChoose(this.#opened);
  }

  #onOpenedChosen;

  /** Grow the small flakes: not before the large one is under way. */
  makeLive() {
    if (this.#areLive) return;
    this.#areLive = true;
    bundledModels.forEach(({ name }, i) => setTimeout(() => this.#grow(name, name), i * THUMBNAIL_EVERY_MS));
  }

  /** Show what grows now. @param {string} title @param {Model | undefined} model */
  show(title, model) {
    const bundled = bundledModels.find((each) => each.title === title);
    if (!bundled && model && model !== this.#opened) {
      this.#opened = model;
      this.#items.get(OPENED)?.label.remove();
      this.#add(OPENED, title, this.#onOpenedChosen);
      this.#grow(OPENED, model);
    }
    const item = this.#items.get(bundled?.name ?? OPENED);
    if (!item) return;
    item.radio.checked = true;
    const { label } = item, row = this.#fieldset;
    if (label.offsetLeft < row.scrollLeft || label.offsetLeft + label.offsetWidth > row.scrollLeft + row.clientWidth) row.scrollLeft = label.offsetLeft - row.clientWidth / 3;
  }

  /** @param {string} name @param {string} title @param {() => void} onChoose */
  #add(name, title, onChoose) {
    const label = document.createElement('label'), radio = document.createElement('input'), frame = document.createElement('span'), words = document.createElement('span');
    radio.type = 'radio';
    radio.name = 'model';
    radio.value = name;
    radio.addEventListener('change', onChoose);
    frame.className = 'thumbnail';
    words.textContent = title;
    label.append(radio, frame, words);
    this.#fieldset.append(label);
    this.#items.set(name, { label, radio, frame });
  }

  /** @param {string} name @param {string | Model} source */
  #grow(name, source) {
    const item = this.#items.get(name), flake = /** @type {SnowflakeNca} */ (document.createElement('snowflake-nca'));
    flake.renderer = '2d'; // a page gets only a few WebGL contexts
    flake.speed = THUMBNAIL_SPEED;
    flake.restAt = THUMBNAIL_REST_STEP;
    flake.setAttribute('aria-hidden', 'true');
    flake.addEventListener('ready', () => {
      if (flake.sim && flake.sim.height >= ROOMY_GRID_CELLS) flake.setView({ zoom: THUMBNAIL_ZOOM, x: 0.5, y: 0.5 });
    });
    if (typeof source === 'string') flake.model = source;
    item?.frame.replaceChildren(flake);
    if (typeof source !== 'string') void flake.loadModel(source);
    item?.label.addEventListener('pointerenter', () => flake.restart());
  }
}
