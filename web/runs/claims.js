/**
 * Which runs this tab has to itself, by the Web Locks that the browser lets go by itself when the tab is closed or dies.
 *
 * @typedef {object} Claims
 * @property {(id: string) => Promise<boolean>} claim false: another tab has it
 * @property {(id: string) => Promise<void>} release
 * @property {(id: string) => boolean} has whether this tab has it
 * @property {() => Promise<Set<string>>} elsewhere those that other tabs have
 * @property {() => Promise<void>} close all are released
 */

const PREFIX = 'snowflake-run:';

/** @implements {Claims} */
export class LockClaims {
  /** @type {Map<string, { granted: Promise<boolean>, release: () => void, isOver: Promise<void> }>} */
  #held = new Map();

  /** @param {LockManager} locks */
  constructor(locks) {
    this.locks = locks;
  }

  /** @param {string} id */
  async claim(id) {
    const held = this.#held.get(id) ?? this.#request(id);
    if (await held.granted) return true;
    if (this.#held.get(id) === held) this.#held.delete(id);
    return false;
  }

  /** @param {string} id */
  async release(id) {
    const held = this.#held.get(id);
    this.#held.delete(id);
    held?.release();
    await held?.isOver;
  }

  /** @param {string} id */
  has(id) {
    return this.#held.has(id);
  }

  async elsewhere() {
    const { held = [] } = await this.locks.query();
    return new Set(held.flatMap(({ name = '' }) => (name.startsWith(PREFIX) && !this.has(name.slice(PREFIX.length)) ? [name.slice(PREFIX.length)] : [])));
  }

  async close() {
    await Promise.all(Array.from(this.#held.keys(), (id) => this.release(id)));
  }

  /** @param {string} id */
  #request(id) {
    let release = () => {};
    /** @type {Promise<void>} */
    const released = new Promise((resolve) => { release = resolve; });
    let isOver = Promise.resolve();
    /** @type {Promise<boolean>} */
    const granted = new Promise((resolve, reject) => {
      isOver = this.locks.request(PREFIX + id, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock ? released : undefined;
      }).then(() => {}, reject);
    });
    const held = { granted, release, isOver };
    this.#held.set(id, held);
    return held;
  }
}
