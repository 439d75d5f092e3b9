/**
 * The training runs that this browser keeps, so that a visitor can close the page and go on another day.
 *
 * @import { Claims } from './claims.js'
 * @import { Run, RunSummary } from './record.js'
 */
import { NcaError } from '../core/error.js';
import { whyNoStorage } from '../core/refusal.js';
import { LockClaims } from './claims.js';
import { Database } from './database.js';
import { HeartbeatClaims } from './heartbeat.js';
import { Memory } from './memory.js';
import { isBody, isGoal, isSummary, partsOf, runName } from './record.js';

export { newRunId } from './record.js';

/** A database opens in milliseconds; but some browsers have been seen never to answer. */
const OPEN_PATIENCE_MS = 5000;
/** What browsers say where the file in which they keep a large record has gone, or is no longer what it was. */
const UNREADABLE = ['DataError', 'NotReadableError'];

/**
 * @typedef {(problem: { code: string, details?: Record<string, unknown> }) => void} OnProblem
 */

/**
 * Never fails: where nothing can be kept, the store says so once and keeps runs as long as the page is open.
 * @param {{ onProblem?: OnProblem }} [options] onProblem: is told, by codes that the page has sentences for, what the visitor should know
 * @returns {Promise<RunStore>}
 */
export async function openRuns({ onProblem = console.warn } = {}) {
  const database = new Database();
  try {
    await Promise.race([database.open(), new Promise((_, reject) => { setTimeout(reject, OPEN_PATIENCE_MS); })]);
    const locks = globalThis.navigator?.locks, claims = locks ? new LockClaims(locks) : new HeartbeatClaims(database);
    await claims.elsewhere(); // it may be denied as well
    return new RunStore(database, claims, onProblem);
  } catch (error) {
    void database.close();
    onProblem(error instanceof NcaError && error.code === 'STORAGE_NEWER' ? error : whyNoStorage(error) ?? { code: 'STORAGE_NONE' });
    return new RunStore(new Memory(), undefined, onProblem);
  }
}

export class RunStore {
  #shelf;
  #claims;
  #onProblem;
  /** When the run was saved that is known here. @type {Map<string, number>} */
  #known = new Map();
  /** @type {Set<string>} */
  #knownDamaged = new Set();

  /** @param {Database | Memory} shelf @param {Claims | undefined} claims undefined: no other tab can see the runs @param {OnProblem} onProblem */
  constructor(shelf, claims, onProblem) {
    this.#shelf = shelf;
    this.#claims = claims;
    this.#onProblem = onProblem;
    /** Whether runs are still there when the page is opened again. */
    this.isKept = shelf instanceof Database;
  }

  /**
   * The newest first, without those that go on in another tab. One that was running when its tab was closed is paused.
   * @returns {Promise<RunSummary[]>}
   */
  async list() {
    const [all, elsewhere] = await Promise.all([this.#shelf.summaries(), this.#claims?.elsewhere() ?? new Set()]);
    const good = all.flatMap(({ id, summary }) => (isSummary(summary) && summary.id === id ? [summary] : []));
    this.#tellDamaged(all.map(({ id }) => id).filter((id) => !good.some((each) => each.id === id)));
    return good.filter(({ id }) => !elsewhere.has(id)).map((each) => this.#asItIs(each)).sort((a, b) => b.updated - a.updated);
  }

  /**
   * Keep a run, in place of what was kept of it before, which stays until all of the new is written. While it is running or paused
   * no other tab is offered it.
   * @param {Omit<Run, 'updated'>} run its name and goal count only when it is saved first: rename() changes the name; without a thumbnail it keeps the one it had; its checkpoint has to stay as it is
   *   until it is saved
   * @param {readonly number[]} [cuts] where the checkpoint may be cut, in bytes: what lies between two of them is not written again where it is as it was when last saved; default: nowhere
   * @throws {NcaError} STORAGE_FULL (what was kept is still there), RUN_ELSEWHERE, RUN_WENT_ON, STORAGE_FAILED, RUN_INVALID
   */
  async save(run, cuts) {
    const { summary, body, goal } = partsOf(run), { id } = summary;
    if (!isSummary(summary) || !isBody(body) || (goal && !isGoal(goal))) throw new NcaError('RUN_INVALID');
    if (!(await this.claim(id))) throw new NcaError('RUN_ELSEWHERE');
    await this.#shelf.write(id, (old) => {
      if (this.#isAnother(id, old)) throw new NcaError('RUN_WENT_ON');
      return isSummary(old) ? { thumbnail: old.thumbnail, ...summary, name: old.name } : summary;
    }, { body, cuts, goal });
    this.#known.set(id, summary.updated);
    this.#knownDamaged.delete(id);
    if (summary.state === 'finished' || summary.state === 'stopped') await this.release(id);
  }

  /**
   * To go on with it, claim() it first.
   * @param {string} id
   * @returns {Promise<Run>}
   * @throws {NcaError} RUN_MISSING, RUN_DAMAGED, STORAGE_FAILED
   */
  async load(id) {
    const { summary, body, goal } = await this.#shelf.read(id).catch((error) => {
      throw UNREADABLE.includes(error.cause?.name) ? new NcaError('RUN_DAMAGED', undefined, { cause: error }) : error;
    });
    if (summary === undefined && body === undefined) throw new NcaError('RUN_MISSING');
    if (!isSummary(summary) || summary.id !== id || !isBody(body)) throw new NcaError('RUN_DAMAGED');
    this.#known.set(id, summary.updated);
    return { ...this.#asItIs(summary), ...body, ...(isGoal(goal) && { goal }) };
  }

  /**
   * @param {string} id
   * @param {string} name
   * @returns {Promise<string>} as it is kept: without control characters, and not too long
   * @throws {NcaError} RUN_MISSING, STORAGE_FULL, STORAGE_FAILED
   */
  async rename(id, name) {
    let isThere = false;
    await this.#shelf.write(id, (old) => {
      isThere = isSummary(old);
      return isSummary(old) ? { ...old, name: runName(name) } : undefined;
    });
    if (!isThere) throw new NcaError('RUN_MISSING');
    return runName(name);
  }

  /**
   * Damaged ones too.
   * @param {string} id
   * @returns {Promise<(() => Promise<void>) | undefined>} puts it back as it was, unless it is there again; undefined: there was nothing that could be read
   * @throws {NcaError} RUN_ELSEWHERE, STORAGE_FAILED
   */
  async remove(id) {
    if (!(await this.claim(id))) throw new NcaError('RUN_ELSEWHERE');
    try {
      const { summary, body, cuts, goal } = await this.#shelf.read(id).catch(() => ({ summary: undefined, body: undefined, cuts: undefined, goal: undefined }));
      await this.#shelf.remove(id);
      if (!isSummary(summary) || !isBody(body)) return undefined;
      return () => this.#shelf.write(id, (old) => (old === undefined ? summary : undefined), { body, cuts, ...(isGoal(goal) && { goal }) });
    } finally {
      await this.release(id);
    }
  }

  /**
   * Have a run for this tab alone, until release(), or until it is saved as finished or stopped.
   * @param {string} id
   * @returns {Promise<boolean>} false: it goes on in another tab
   */
  async claim(id) {
    return (await this.#claims?.claim(id)) ?? true;
  }

  /**
   * Whether another tab has gone on with it since it was saved or loaded here. To be sure that none does, claim() it first.
   * @param {string} id
   * @throws {NcaError} STORAGE_FAILED
   */
  async hasGoneOn(id) {
    return this.#isAnother(id, await this.#shelf.summary(id));
  }

  /** @param {string} id */
  async release(id) {
    await this.#claims?.release(id);
  }

  /** How much room there is; undefined: the browser does not say. @returns {Promise<{ usedBytes: number, freeBytes: number } | undefined>} */
  async estimate() {
    const { usage, quota } = (this.isKept && (await navigator.storage?.estimate?.().catch(() => undefined))) || {};
    return usage === undefined || quota === undefined ? undefined : { usedBytes: usage, freeBytes: Math.max(0, quota - usage) };
  }

  async close() {
    await this.#claims?.close();
    await this.#shelf.close();
  }

  /** @param {string} id @param {unknown} summary that is kept now */
  #isAnother(id, summary) {
    const known = this.#known.get(id);
    return known !== undefined && isSummary(summary) && summary.updated !== known;
  }

  /** @param {RunSummary} summary */
  #asItIs(summary) {
    return summary.state === 'running' && this.#claims && !this.#claims.has(summary.id) ? { ...summary, state: /** @type {const} */ ('paused') } : summary;
  }

  /** @param {string[]} ids */
  #tellDamaged(ids) {
    const fresh = ids.filter((id) => !this.#knownDamaged.has(id));
    for (const id of fresh) this.#knownDamaged.add(id);
    if (fresh.length > 0) this.#onProblem({ code: 'RUNS_LEFT_OUT', details: { count: fresh.length } });
  }
}
