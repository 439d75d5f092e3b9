/**
 * Which runs this tab has to itself where there are no Web Locks: older browsers, and pages that come by plain http.
 *
 * A claim is a record with an end, which the tab puts off as long as it lives. Timers of hidden tabs may come once a minute only, so
 * the end is further off than that.
 *
 * @import { Claims } from './claims.js'
 * @import { Database } from './database.js'
 */

const BEAT_MS = 5000;
const LEASE_MS = 75_000;

/** @implements {Claims} */
export class HeartbeatClaims {
  #tab = Array.from(crypto.getRandomValues(new Uint32Array(2))).join('-');
  /** @type {Set<string>} */
  #held = new Set();
  #leaseMs;
  #timer;

  /** @param {Database} database @param {{ beatMs?: number, leaseMs?: number }} [options] */
  constructor(database, { beatMs = BEAT_MS, leaseMs = LEASE_MS } = {}) {
    this.database = database;
    this.#leaseMs = leaseMs;
    this.#timer = setInterval(() => void this.#beat(), beatMs);
    addEventListener('pagehide', this.#leave);
  }

  /** @param {string} id */
  async claim(id) {
    if (this.#held.has(id)) return true;
    const isMine = await this.#extend(id);
    if (isMine) this.#held.add(id);
    return isMine;
  }

  /** @param {string} id */
  async release(id) {
    if (!this.#held.delete(id)) return;
    await this.database.transact(['claims'], 'readwrite', async (stores) => {
      if ((await stores.objectStore('claims').get(id))?.tab === this.#tab) await stores.objectStore('claims').delete(id);
    });
  }

  /** @param {string} id */
  has(id) {
    return this.#held.has(id);
  }

  async elsewhere() {
    const all = await this.database.transact(['claims'], 'readonly', async (stores) => {
      const [ids, claims] = await Promise.all([stores.objectStore('claims').getAllKeys(), stores.objectStore('claims').getAll()]);
      return ids.map((id, i) => ({ id, claim: claims[i] }));
    });
    return new Set(all.filter(({ claim }) => this.#isOfAnother(claim)).map(({ id }) => id));
  }

  async close() {
    clearInterval(this.#timer);
    removeEventListener('pagehide', this.#leave);
    await Promise.all(Array.from(this.#held, (id) => this.release(id))).catch(() => {});
  }

  /**
   * A page that goes away has no time for an answer, so it does not look first whether it slept and lost them: who has them then says so
   * again with the next beat. A page that is only put aside claims its runs again when it saves them.
   */
  #leave = async () => {
    const ids = Array.from(this.#held);
    this.#held.clear();
    await this.database.transact(['claims'], 'readwrite', (stores) => {
      const deletions = Promise.all(ids.map((id) => stores.objectStore('claims').delete(id)));
      stores.commit();
      return deletions;
    }).catch(() => {});
  };

  async #beat() {
    for (const id of this.#held) {
      // A tab that slept too long may have lost it.
      if (!(await this.#extend(id).catch(() => true))) this.#held.delete(id);
    }
  }

  /** @param {string} id */
  #extend(id) {
    return this.database.transact(['claims'], 'readwrite', async (stores) => {
      if (this.#isOfAnother(await stores.objectStore('claims').get(id))) return false;
      await stores.objectStore('claims').put({ tab: this.#tab, untilMs: Date.now() + this.#leaseMs }, id);
      return true;
    });
  }

  /** One that ends later than any would, was made by a clock that has been put back since. @param {{ tab: string, untilMs: number } | undefined} claim */
  #isOfAnother(claim) {
    const leftMs = (claim?.untilMs ?? 0) - Date.now();
    return claim !== undefined && claim.tab !== this.#tab && leftMs > 0 && leftMs <= this.#leaseMs;
  }
}
