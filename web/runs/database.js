/**
 * The runs in IndexedDB: summaries, bodies, the pieces of their checkpoints (pieces.js), goals, and, where there are no Web Locks, which
 * tab has which run (heartbeat.js).
 *
 * A transaction writes all of a run or nothing, whatever becomes of the page meanwhile; until it is done the run is there as it was.
 *
 * @import { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb'
 * @import { KeptGoal, RunBody } from './record.js'
 */
import { openDB } from 'idb';
import { NcaError } from '../core/error.js';
import { areKept, cutsOf, isPieceList, joinPieces, listPieces } from './pieces.js';

const NAME = 'snowflake-runs';
/** 2: goals. 3: pieces. */
const VERSION = 3;
/** @type {StoreName[]} */
const STORES = ['summaries', 'bodies', 'pieces', 'goals', 'claims'], OF_A_RUN = /** @type {const} */ (['summaries', 'bodies', 'pieces', 'goals']);

/**
 * Keys stand beside the records: so a damaged one can still be named, and removed.
 * @typedef {DBSchema & {
 *   summaries: { key: string, value: unknown },
 *   bodies: { key: string, value: unknown },
 *   pieces: { key: [id: string, piece: number], value: unknown },
 *   goals: { key: string, value: unknown },
 *   claims: { key: string, value: { tab: string, untilMs: number } },
 * }} Schema
 * @typedef {'summaries' | 'bodies' | 'pieces' | 'goals' | 'claims'} StoreName
 *
 * @typedef {object} RunContent all of a run but its summary
 * @property {RunBody} [body] default: as it is
 * @property {readonly number[]} [cuts] where its checkpoint may be cut, in bytes: what lies between two of them is written only where it differs from what is there; default: nowhere
 * @property {KeptGoal} [goal] counts where there is none yet
 */

/** The pieces of one run: no number comes behind a list. @param {string} id @param {number} [from] */
const piecesOf = (id, from = 0) => IDBKeyRange.bound([id, from], [id, []]);

/** What stands in place of the checkpoint. @param {unknown} body */
function listIn(body) {
  const list = /** @type {{ pieces?: unknown } | undefined} */ (body)?.pieces;
  return isPieceList(list) ? list : undefined;
}

export class Database {
  /** @type {Promise<IDBPDatabase<Schema>> | undefined} */
  #connection;

  /** It can be used, as far as one can know. @throws {NcaError} STORAGE_NEWER, STORAGE_FAILED */
  async open() {
    await this.transact(STORES, 'readonly', async () => {});
  }

  async close() {
    const connection = this.#connection;
    this.#connection = undefined;
    (await connection?.catch(() => undefined))?.close();
  }

  /** Those that cannot be read at all are undefined. @returns {Promise<{ id: string, summary: unknown }[]>} */
  async summaries() {
    const keys = await this.transact(['summaries'], 'readonly', (stores) => stores.objectStore('summaries').getAllKeys());
    // Each in a transaction of its own: one that fails takes its transaction with it. So one may have been removed meanwhile.
    const found = await Promise.all(keys.map((id) => this.transact(['summaries'], 'readonly', async (stores) => {
      const [isThere, summary] = await Promise.all([stores.objectStore('summaries').count(id), stores.objectStore('summaries').get(id)]);
      return isThere ? { id, summary } : undefined;
    }).catch(() => ({ id, summary: undefined }))));
    return found.filter((each) => each !== undefined);
  }

  /** Undefined: it is not there. @param {string} id @returns {Promise<unknown>} */
  async summary(id) {
    return this.transact(['summaries'], 'readonly', (stores) => stores.objectStore('summaries').get(id));
  }

  /** @param {string} id @returns {Promise<{ summary: unknown, body: unknown, cuts?: number[], goal: unknown }>} undefined: it is not there */
  async read(id) {
    return this.transact([...OF_A_RUN], 'readonly', async (stores) => {
      const [summary, body, goal] = await Promise.all(/** @type {const} */ (['summaries', 'bodies', 'goals']).map((name) => stores.objectStore(name).get(id))), list = listIn(body);
      if (!list) return { summary, body, goal };
      const { pieces, ...rest } = /** @type {Record<string, unknown>} */ (body);
      return { summary, body: { ...rest, checkpoint: joinPieces(list, await stores.objectStore('pieces').getAll(piecesOf(id))) }, cuts: cutsOf(list), goal };
    });
  }

  /**
   * @param {string} id
   * @param {(old: unknown) => object | undefined} change what to write in place of the summary that is there; undefined: nothing of all
   * @param {RunContent} [content]
   */
  async write(id, change, { body, cuts, goal } = {}) {
    const list = body && cuts && await listPieces(body.checkpoint, cuts);
    await this.transact([...OF_A_RUN], 'readwrite', async (stores) => {
      const [summaries, bodies, pieces, goals] = OF_A_RUN.map((name) => stores.objectStore(name)), summary = change(await summaries.get(id));
      if (!summary) return;
      if (body) {
        const { checkpoint, ...rest } = body, before = listIn(await bodies.get(id)), isThere = before && await pieces.count(piecesOf(id)) === before.lengths.length;
        if (list) {
          const kept = areKept(list, isThere ? before : undefined);
          let at = 0;
          for (const [i, length] of list.lengths.entries()) {
            if (!kept[i]) await pieces.put(checkpoint.slice(at, at + length), [id, i]); // a view would be kept with all of its memory
            at += length;
          }
        }
        await pieces.delete(piecesOf(id, list?.lengths.length));
        await bodies.put(list ? { ...rest, pieces: list } : body, id);
      }
      if (goal && await goals.count(id) === 0) await goals.put(goal, id);
      await summaries.put(summary, id);
    });
  }

  /** @param {string} id */
  async remove(id) {
    await this.transact([...OF_A_RUN], 'readwrite', (stores) => Promise.all(OF_A_RUN.map((name) => stores.objectStore(name).delete(name === 'pieces' ? piecesOf(id) : id))));
  }

  /**
   * All that `work` does, or nothing.
   * @template T
   * @template {IDBTransactionMode} Mode
   * @param {StoreName[]} names
   * @param {Mode} mode
   * @param {(stores: IDBPTransaction<Schema, StoreName[], Mode>) => Promise<T>} work awaits nothing but requests
   * @returns {Promise<T>}
   * @throws {NcaError} STORAGE_FULL, STORAGE_NEWER, STORAGE_FAILED
   */
  async transact(names, mode, work) {
    const transaction = await this.#begin(names, mode);
    try {
      const result = await work(transaction);
      await transaction.done;
      return result;
    } catch (error) {
      try {
        transaction.abort(); // what was written before `work` threw
      } catch { /* it is over already */ }
      await transaction.done.catch(() => {});
      // A request may say no more than that its transaction failed.
      throw failure(transaction.error ?? error);
    }
  }

  /**
   * @template {IDBTransactionMode} Mode
   * @param {StoreName[]} names
   * @param {Mode} mode
   */
  async #begin(names, mode) {
    const begin = async () => {
      const transaction = (await this.#connect()).transaction(names, mode, { durability: 'strict' });
      transaction.done.catch(() => {}); // whoever waits for it hears of it
      return transaction;
    };
    try {
      return await begin();
    } catch (error) {
      if (error instanceof NcaError) throw error;
      // The connection has gone: visitors may clear what a page keeps, and browsers shut their storage down.
      this.#connection = undefined;
      return begin().catch((again) => { throw failure(again); });
    }
  }

  #connect() {
    const forget = () => { if (this.#connection === connection) this.#connection = undefined; };
    const connection = (this.#connection ??= open(forget).catch((error) => {
      this.#connection = undefined;
      throw failure(error);
    }));
    return connection;
  }
}

/** @param {() => void} onGone */
async function open(onGone) {
  const db = /** @type {IDBPDatabase<Schema>} */ (/** @type {unknown} */ (await openDB(NAME, VERSION, {
    upgrade(fresh) {
      for (const name of STORES) if (!fresh.objectStoreNames.contains(name)) fresh.createObjectStore(name);
    },
    // Another tab has a newer page, or removes it all: it has to wait for this one otherwise.
    blocking() {
      db.close();
      onGone();
    },
    terminated: onGone,
  })));
  return db;
}

/** @param {unknown} error */
function failure(error) {
  if (error instanceof NcaError) return error;
  switch (error instanceof Error || error instanceof DOMException ? error.name : '') {
    case 'QuotaExceededError': return new NcaError('STORAGE_FULL', undefined, { cause: error });
    case 'VersionError': return new NcaError('STORAGE_NEWER', undefined, { cause: error });
    default: return new NcaError('STORAGE_FAILED', undefined, { cause: error });
  }
}
