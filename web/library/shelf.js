/**
 * Where the visitor's own models lie: in IndexedDB, or, where the browser keeps nothing, in the page until it is closed.
 *
 * What a database gives back was written by this version of the page, another one, or a disk that fails: it is looked at before use.
 *
 * @import { DBSchema, IDBPDatabase } from 'idb'
 * @import { Taught } from './library.js'
 */
import { openDB } from 'idb';
import { NcaError } from '../core/error.js';

/**
 * @typedef {object} KeptModel
 * @property {string} id of its content
 * @property {string} title
 * @property {number} added milliseconds since 1970
 * @property {Uint8Array<ArrayBuffer>} file safetensors
 * @property {Taught} [goal] what it was taught
 *
 * @typedef {DBSchema & { models: { key: string, value: unknown } }} Schema
 *
 * @typedef {object} Shelf
 * @property {() => Promise<KeptModel[]>} list the oldest first
 * @property {(model: KeptModel) => Promise<void>} put
 * @property {(id: string) => Promise<void>} remove
 */

const NAME = 'snowflake-models';
const VERSION = 1;
/** A database opens in milliseconds; but some browsers have been seen never to answer. */
const OPEN_PATIENCE_MS = 5000;

/** @returns {Promise<Shelf | undefined>} undefined: this browser keeps nothing */
export async function openShelf() {
  try {
    const shelf = new DatabaseShelf();
    await Promise.race([shelf.list(), new Promise((_, reject) => { setTimeout(reject, OPEN_PATIENCE_MS); })]);
    return shelf;
  } catch {
    return undefined;
  }
}

class DatabaseShelf {
  /** @type {Promise<IDBPDatabase<Schema>> | undefined} */
  #connection;

  async list() {
    const kept = await this.#work((models) => models.getAll('models'));
    return kept.filter(isKeptModel).map(({ goal, ...model }) => (isTaught(goal) ? { ...model, goal } : model)).sort((a, b) => a.added - b.added);
  }

  /** @param {KeptModel} model */
  async put(model) {
    await this.#work((models) => models.put('models', model, model.id));
  }

  /** @param {string} id */
  async remove(id) {
    await this.#work((models) => models.delete('models', id));
  }

  /**
   * @template T
   * @param {(models: IDBPDatabase<Schema>) => Promise<T>} work one request
   * @returns {Promise<T>}
   * @throws {NcaError} LIBRARY_FULL, LIBRARY_FAILED
   */
  async #work(work) {
    try {
      return await work(await this.#connect());
    } catch (error) {
      this.#connection = undefined; // visitors may clear what a page keeps, and browsers shut their storage down: the next one opens it again
      const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
      throw isFull ? new NcaError('LIBRARY_FULL', undefined, { cause: error }) : new NcaError('LIBRARY_FAILED', undefined, { cause: error });
    }
  }

  #connect() {
    const forget = () => { this.#connection = undefined; };
    return (this.#connection ??= openDB(NAME, VERSION, {
      upgrade(fresh) { fresh.createObjectStore('models'); },
      // Another tab has a newer page: it has to wait for this one otherwise.
      blocking(_, __, { target }) {
        /** @type {IDBDatabase} */ (target).close();
        forget();
      },
      terminated: forget,
    }));
  }
}

/** @param {unknown} value @returns {value is KeptModel} */
function isKeptModel(value) {
  if (typeof value !== 'object' || value === null) return false;
  const { id, title, added, file } = /** @type {Record<string, unknown>} */ (value);
  return typeof id === 'string' && typeof title === 'string' && typeof added === 'number' && file instanceof Uint8Array;
}

/** Without one a model is still a model. @param {unknown} value @returns {value is Taught} */
function isTaught(value) {
  const { more = [] } = /** @type {Record<string, unknown>} */ (value ?? {});
  return isPicture(value) && Array.isArray(more) && more.every(isPicture);
}

/** @param {unknown} value */
function isPicture(value) {
  if (typeof value !== 'object' || value === null) return false;
  const { rgba, height, width } = /** @type {Record<string, unknown>} */ (value), sides = [height, width];
  return rgba instanceof Uint8ClampedArray && sides.every(Number.isInteger) && Math.min(...sides.map(Number)) > 0 && rgba.length === Number(height) * Number(width) * 4;
}
