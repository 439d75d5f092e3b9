/**
 * The model of an element: the one that grows, and the one that is asked for. What grows stays until its successor is there; of several that
 * are asked for the newest wins.
 *
 * @import { ShowCore } from '../core/show-core.js'
 * @import { Model } from '../core/types.js'
 * @import { LoadedModel, ModelSource } from './model-source.js'
 */
import { createCore } from '#core';
import { resolveModel } from './model-source.js';

/** @typedef {LoadedModel & { source: ModelSource | null }} Sourced null: what an element shows that is told nothing */

export class ModelSlot {
  /** @type {Promise<ShowCore> | undefined} */
  #core;
  /** The newest load; an older one gives way. @type {AbortController | undefined} */
  #loading;
  /** @type {ModelSource | null} */
  #asked = null;
  /** @type {Sourced | undefined} */
  #current;
  /** Where models came from, for as long as anybody has them: undo brings back their titles. @type {WeakMap<Model, Sourced>} */
  #origins = new WeakMap();

  /** What grows. */
  get current() { return this.#current; }
  get isLoading() { return this.#loading !== undefined; }

  /** One core for all that is loaded here at once. @returns {Promise<ShowCore>} */
  get core() {
    if (!this.#core) void this.#watch((this.#core = createCore()));
    return this.#core;
  }

  /** Where there is none the next one tries again. @param {Promise<ShowCore>} core */
  async #watch(core) {
    try {
      await core;
    } catch {
      if (this.#core === core) this.#core = undefined;
    }
  }

  /** @param {Model} model */
  originOf(model) { return this.#origins.get(model); }

  /** Which shall grow once there is somewhere to. @param {ModelSource | null} source */
  ask(source) {
    this.#loading?.abort();
    this.#loading = undefined;
    this.#asked = source;
  }

  /**
   * @param {ModelSource | null} source
   * @returns {Promise<{ found: Sourced, core: ShowCore } | undefined>} undefined: another was asked for meanwhile
   */
  async load(source) {
    this.ask(source);
    const loading = (this.#loading = new AbortController());
    try {
      const loaded = { found: await this.#find(source, loading.signal), core: await this.core };
      return loading.signal.aborted ? undefined : loaded;
    } catch (error) {
      if (loading.signal.aborted) return undefined;
      throw error;
    } finally {
      if (this.#loading === loading) this.#loading = undefined;
    }
  }

  /** The one that was asked for last; where that is what grew, it need not be fetched again. */
  async resume() {
    const { current } = this;
    return current && current.source === this.#asked ? { found: current, core: await this.core } : await this.load(this.#asked);
  }

  /** @param {ModelSource | null} source @param {AbortSignal} [signal] @returns {Promise<Sourced>} */
  async #find(source, signal = new AbortController().signal) {
    const known = source !== null && typeof source === 'object' && 'params' in source ? this.#origins.get(source) : undefined;
    const found = known ?? { ...await resolveModel(source, this.core, signal), source };
    this.#origins.set(found.model, found);
    return found;
  }

  /** One that a record may refer to. @param {ModelSource} source */
  async prepare(source) {
    return (await this.#find(source)).model;
  }

  /** It grows now. @param {Sourced} sourced */
  use(sourced) {
    this.#current = sourced;
    this.#origins.set(sourced.model, sourced);
    if (!this.isLoading) this.#asked = sourced.source;
  }

  /** What grows is called otherwise. @param {string} title */
  rename(title) {
    if (this.#current) this.#current.title = () => title;
  }

  /** Give the core back; what grew last will grow again. */
  leave() {
    this.#loading?.abort();
    this.#loading = this.#core = undefined;
  }
}
