/**
 * How what grows is drawn: as the attribute view asks, as far as the model has it in it. What draws a finer picture is fetched when it is wanted; until then, and where there is
 * none, it is drawn smoothly.
 *
 * @import { Model } from '../core/types.js'
 * @import { ShowCore } from '../core/show-core.js'
 * @import { Look } from '../look/look.js'
 * @import { SnowflakeNca } from './snowflake-nca.js'
 * @import { View } from './view.js'
 */
import { loadFineLook, loadSmoothLook } from '#looks';
import { look } from '../look/look.js';
import { words as text } from '../text/element-words.js';
import { emit } from './emit.js';

export class Looks {
  #element;
  #view;
  #onFail;
  /** Whose finer look is shown or looked for. @type {Model | undefined} */
  #model;
  /** @type {Look['name'] | undefined} */
  #asked;
  /** What somebody asked for by a key, and wants to be told of. @type {Look['name'] | undefined} */
  #byHand;

  /** @param {SnowflakeNca} element @param {View} view @param {(error: unknown) => void} onFail called when a finer look cannot be fetched */
  constructor(element, view, onFail) {
    this.#element = element;
    this.#view = view;
    this.#onFail = onFail;
  }

  /** What is asked for, or what grows, may be another. @param {() => Promise<ShowCore>} core */
  follow(core) {
    const { view: asked, currentModel: model } = this.#element;
    if (asked === this.#asked && (model === this.#model || asked !== 'fine')) return;
    this.#asked = asked;
    this.#model = model;
    if (asked === 'cells') this.#settle(look);
    else void this.#load(asked, model, core);
  }

  /** By hand: from cells to the finest there is, and back. */
  toggle() {
    this.#byHand = this.#element.view === 'cells' ? 'fine' : 'cells';
    this.#element.view = this.#byHand;
  }

  /** @param {'smooth' | 'fine'} asked @param {Model | undefined} model @param {() => Promise<ShowCore>} core */
  async #load(asked, model, core) {
    const isWanted = () => this.#model === model && this.#asked === asked;
    try {
      const smooth = await loadSmoothLook();
      const { name, model: drawn } = this.#view.look;
      if (isWanted() && (name === 'cells' || drawn?.config.channels !== model?.config.channels)) this.#view.setLook(smooth); // another model's finer picture comes at once, mostly
      const fine = asked === 'fine' && model ? await loadFineLook(model, core()) : undefined;
      if (isWanted() && (model || asked === 'smooth')) this.#settle(fine ?? smooth);
    } catch (error) {
      if (!isWanted()) return;
      this.#asked = undefined; // the next time it is tried again
      this.#byHand = undefined;
      this.#onFail(error);
    }
  }

  /** Nothing finer is on its way. @param {Look} next */
  #settle(next) {
    const isByHand = this.#byHand === this.#asked;
    this.#byHand = undefined;
    this.#view.setLook(next);
    emit(this.#element, 'look', { view: next.name, asked: this.#asked, isByHand });
    if (isByHand) this.#view.announce(text.looks[next.name]);
  }
}
