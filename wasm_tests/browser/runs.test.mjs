/** The store of training runs in a real browser: its modules, served as they are in web/, on a page with nothing else. */
import assert from 'node:assert/strict';
import { realpath } from 'node:fs/promises';
import { after, before, beforeEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

import { launch, newPage, PATIENCE_MS } from './support/browser.mjs';

/**
 * @import { Browser, BrowserContext, Page } from 'puppeteer-core'
 * @import { Run } from '../../web/runs/record.js'
 * @import { RunStore } from '../../web/runs/store.js'
 */

/**
 * What the functions below find in the page.
 * @typedef {object} Tools
 * @property {RunStore} store
 * @property {{ code: string }[]} problems that the store told
 * @property {(seed: number, part?: Partial<Run>, sizeBytes?: number) => Run} makeRun all of it follows from the seed
 * @property {(work: () => Promise<unknown>) => Promise<string>} codeOf of what it throws
 * @property {(run: Run) => boolean} isWhole whether all its parts are of one seed
 * @property {(mode: IDBTransactionMode, work: (transaction: IDBTransaction) => IDBRequest) => Promise<unknown>} raw
 */

const root = (/** @type {string} */ path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** @type {Browser} */
let browser;
/** @type {import('vite').ViteDevServer} */
let server;
/** Any page of the same origin. @type {string} */
let address;
before(async () => {
  server = await createServer({
    configFile: root('vite.config.js'), logLevel: 'error', cacheDir: root('build/vite-test'), optimizeDeps: { noDiscovery: true, include: [] },
    server: { host: 'localhost', port: 0, hmr: false, watch: null, fs: { allow: [root('.'), await realpath(root('node_modules'))] } },
  });
  await server.listen();
  address = new URL('text/text.js', server.resolvedUrls?.local[0]).href;
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Pages of one visitor; each test has its own. @type {Page[]} */
let pages;
/** @type {BrowserContext} */
let visitor;
/** @type {string[]} */
let errors;
beforeEach(async (context) => {
  const first = await newPage(browser);
  [visitor, pages, errors] = [first.page.browserContext(), [first.page], first.problems];
  /** @type {any} */ (context).after?.(first.close);
});

/** A tab with a store. @param {{ before?: () => void, page?: Page, at?: string }} [options] before: runs ahead of everything else */
async function openTab({ before: prepare, page, at = address } = {}) {
  const tab = page ?? pages.pop() ?? (await visitor.newPage());
  tab.setDefaultTimeout(PATIENCE_MS);
  if (prepare) await tab.evaluateOnNewDocument(prepare);
  await tab.goto(at);
  await openStore(tab);
  return tab;
}

/** @param {Page} tab */
async function openStore(tab) {
  await tab.evaluate(async () => {
    const { newRunId, openRuns } = await import(/** @type {any} */ ('/runs/store.js'));
    /** @type {{ code: string }[]} */
    const problems = [];
    const store = await openRuns({ onProblem: (/** @type {{ code: string }} */ problem) => problems.push(problem) });
    /** Browsers compress what they keep, but not this. */
    const wordAt = (/** @type {number} */ i, /** @type {number} */ seed) => Math.imul(i + 1, 0x9e3779b1) ^ Math.imul(seed, 0x85ebca6b);
    const tools = {
      store, problems, newRunId,
      makeRun: (/** @type {number} */ seed, part = {}, sizeBytes = 5000) => ({
        id: String(seed).padStart(32, '0'), name: `Run ${seed}`, recipeName: 'sooner', state: 'paused', epochs: seed, loss: seed / 16,
        thumbnail: { width: 3, height: 5, rgba: new Uint8ClampedArray(60).fill(seed) },
        checkpoint: new Uint8Array(Int32Array.from({ length: sizeBytes / 4 }, (_, i) => wordAt(i, seed)).buffer), losses: new Float32Array(7).fill(seed), target: new Float32Array(8 * 6 * 4).fill(seed),
        targetSize: { height: 8, width: 6, padding: 1 }, settings: { rule: 'blog', batch: seed }, ...part,
      }),
      codeOf: async (/** @type {() => Promise<unknown>} */ work) => {
        try {
          await work();
          return 'nothing';
        } catch (error) {
          const { name, code } = /** @type {any} */ (error);
          return name === 'NcaError' ? code : String(error);
        }
      },
      isWhole: (/** @type {Run} */ { epochs, loss, thumbnail, checkpoint, losses, target, settings }) => loss === epochs / 16 && settings.batch === epochs
        && [thumbnail?.rgba ?? [NaN], losses, target].every((values) => Array.prototype.every.call(values, (value) => value === epochs))
        && new Int32Array(checkpoint.slice().buffer).every((word, i) => word === wordAt(i, epochs)),
      raw: (/** @type {IDBTransactionMode} */ mode, /** @type {(transaction: IDBTransaction) => IDBRequest} */ work) => new Promise((resolve, reject) => {
        const opening = indexedDB.open('snowflake-runs');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const db = opening.result, transaction = db.transaction(['summaries', 'bodies', 'pieces', 'claims'], mode), request = work(transaction);
          transaction.oncomplete = () => { db.close(); resolve(request.result); };
          transaction.onabort = () => { db.close(); reject(transaction.error); };
        };
      }),
    };
    Object.assign(globalThis, { tools });
  });
}

/**
 * @template T
 * @template [Argument=undefined]
 * @param {Page} tab
 * @param {(tools: Tools, argument: Argument) => Promise<T>} work runs in the page
 * @param {Argument} [argument]
 * @returns {Promise<Awaited<T>>}
 */
async function run(tab, work, argument) {
  return /** @type {any} */ (await tab.evaluate(`(${work})(tools, ${JSON.stringify(argument)})`));
}

/** Summaries without their pictures. @param {Page} tab */
const listIn = (tab) => run(tab, async ({ store }) => (await store.list()).map(({ id, name, state, epochs }) => ({ id: Number(id), name, state, epochs })));

/** A tab that dies, as the system kills one. @param {Page} tab */
async function crash(tab) {
  const client = await tab.createCDPSession(), isGone = new Promise((resolve) => tab.once('error', resolve));
  void client.send('Page.crash').catch(() => {});
  await isGone;
  await tab.close();
}

describe('the store of runs', () => {
  test('gives back what was kept, when the page is opened again', async () => {
    let tab = await openTab();
    assert.equal(await run(tab, async ({ store }) => store.isKept), true);
    assert.deepEqual(await listIn(tab), []);
    const before = await run(tab, async ({ store, makeRun }) => {
      for (const seed of [3, 1, 2]) {
        await store.save(makeRun(seed, { state: seed === 2 ? 'finished' : 'running' }));
        for (const now = Date.now(); Date.now() === now;); // the newest one is known by its time
      }
      return Date.now();
    });
    await tab.close();
    tab = await openTab();
    assert.deepEqual(await listIn(tab), [
      { id: 2, name: 'Run 2', state: 'finished', epochs: 2 }, { id: 1, name: 'Run 1', state: 'paused', epochs: 1 }, { id: 3, name: 'Run 3', state: 'paused', epochs: 3 },
    ], 'the newest first; what was running is paused');
    const { isWhole, ...kept } = await run(tab, async ({ store, makeRun, isWhole: check }) => {
      const [{ id }] = await store.list(), { checkpoint, losses, target, thumbnail, ...rest } = await store.load(id), made = makeRun(2);
      return {
        rest, isWhole: check({ ...rest, checkpoint, losses, target, thumbnail }) && checkpoint.length === made.checkpoint.length && target.length === made.target.length,
        types: [checkpoint, losses, target, thumbnail?.rgba].map((each) => each?.constructor.name),
      };
    });
    assert.ok(isWhole);
    assert.deepEqual(kept.types, ['Uint8Array', 'Float32Array', 'Float32Array', 'Uint8ClampedArray']);
    assert.ok(Math.abs(before - kept.rest.updated) < 60_000);
    assert.deepEqual({ ...kept.rest, updated: 0 }, {
      id: '2'.padStart(32, '0'), name: 'Run 2', recipeName: 'sooner', state: 'finished', epochs: 2, loss: 2 / 16, updated: 0,
      targetSize: { height: 8, width: 6, padding: 1 }, settings: { rule: 'blog', batch: 2 },
    });
    assert.deepEqual(await run(tab, async ({ problems }) => problems), []);
    assert.deepEqual(errors.filter((each) => !each.includes('favicon')), []);
  });

  test('keeps copies, not the memory that an array lies in', async () => {
    const tab = await openTab();
    const got = await run(tab, async ({ store, makeRun, raw, isWhole }) => {
      const memory = new Uint8Array(8 << 20), checkpoint = memory.subarray(4000, 9000), made = makeRun(9, { checkpoint });
      checkpoint.set(makeRun(9).checkpoint);
      const saving = store.save(made);
      memory.fill(0); // at once
      made.target.fill(0);
      await saving;
      const body = /** @type {Run} */ (await raw('readonly', (all) => all.objectStore('bodies').get(made.id)));
      return [isWhole(await store.load(made.id)), body.checkpoint.buffer.byteLength];
    });
    assert.deepEqual(got, [true, 5000]);
  });

  test('writes again only those pieces of a checkpoint that differ', async () => {
    const tab = await openTab();
    const got = await run(tab, async ({ store, makeRun }) => {
      const { put } = IDBObjectStore.prototype, written = /** @type {number[]} */ ([]);
      IDBObjectStore.prototype.put = function (/** @type {any[]} */ ...all) {
        if (this.name === 'pieces') written.push(all[1][1]);
        return put.apply(this, /** @type {any} */ (all));
      };
      const made = makeRun(8), { id, checkpoint } = made, rounds = /** @type {{ written: number[], isSame: boolean }[]} */ ([]);
      const saved = async (/** @type {Uint8Array<ArrayBuffer>} */ bytes, /** @type {number[] | undefined} */ cuts) => {
        await store.save({ ...made, checkpoint: bytes }, cuts);
        const { checkpoint: kept } = await store.load(id);
        rounds.push({ written: written.splice(0), isSame: kept.length === bytes.length && kept.every((byte, i) => byte === bytes[i]) });
      };
      const changed = (/** @type {number} */ at, /** @type {number} */ length = 5000) => checkpoint.slice(0, length).fill(1, at, at + 1);
      await saved(checkpoint, [1000, 1004, 3000]);
      await saved(checkpoint, [1000, 1004, 3000]); // nothing is another
      await saved(changed(1003), [1000, 1004, 3000]);
      await saved(changed(1003, 4000), [1000, 1004, 3000]); // a shorter end
      await saved(checkpoint, [1000, 1004]); // fewer
      await saved(checkpoint, undefined); // none
      await saved(checkpoint, [2500]);
      const putBack = await store.remove(id);
      await putBack?.();
      await saved(checkpoint, [2500]); // as it was put back
      await store.remove(id);
      await saved(checkpoint, [2500]);
      const asPlain = Object.getOwnPropertyDescriptor(Crypto.prototype, 'subtle');
      Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined, configurable: true }); // by plain http
      await saved(checkpoint, [2500]);
      Object.defineProperty(Crypto.prototype, 'subtle', /** @type {PropertyDescriptor} */ (asPlain));
      await saved(checkpoint, [2500]);
      return rounds;
    });
    assert.deepEqual(got.map(({ isSame }) => isSame), got.map(() => true));
    assert.deepEqual(got.map(({ written }) => written), [[0, 1, 2, 3], [], [1], [3], [1, 2], [], [0, 1], [0, 1], [0, 1], [0, 1], [0, 1]]);
  });

  test('renames and removes', async () => {
    const tab = await openTab();
    const got = await run(tab, async ({ store, makeRun, codeOf, raw }) => {
      const made = makeRun(4), other = makeRun(5);
      await store.save(made);
      await store.save(other);
      const names = [];
      for (const name of ['<b>Eis</b> ❄️', 'a\u202e\n\0b', '  ', 'x'.repeat(500)]) {
        const as = await store.rename(made.id, name);
        // The page that trains it does not know of it.
        await store.save({ ...made, epochs: 5 });
        names.push(as, (await store.list()).find(({ id }) => id === made.id)?.name);
      }
      await store.remove(made.id);
      const missing = '7'.padStart(32, '0');
      await store.remove(missing);
      return {
        names, left: (await store.list()).map(({ id }) => id), keys: await raw('readonly', (all) => all.objectStore('bodies').getAllKeys()),
        codes: [await codeOf(() => store.load(made.id)), await codeOf(() => store.rename(made.id, 'x')), await codeOf(() => store.load(missing))],
      };
    });
    const names = ['<b>Eis</b> ❄️', 'ab', '', 'x'.repeat(127)];
    assert.deepEqual(got, { names: names.flatMap((name) => [name, name]), left: ['5'.padStart(32, '0')], keys: ['5'.padStart(32, '0')], codes: ['RUN_MISSING', 'RUN_MISSING', 'RUN_MISSING'] });
  });

  test('refuses what is no run, and keeps none of it', async () => {
    const tab = await openTab();
    const codes = await run(tab, async ({ store, makeRun, codeOf }) => {
      const all = [];
      for (const part of /** @type {any[]} */ ([{ id: 'x' }, { state: 'flying' }, { epochs: -1 }, { epochs: NaN }, { target: new Float32Array(3) }, { checkpoint: new Uint8Array(0) },
        { settings: { f: () => 1 } }, { thumbnail: { width: 1, height: 1, rgba: new Uint8ClampedArray(3) } }])) all.push(await codeOf(() => store.save(makeRun(1, part))));
      all.push(await codeOf(() => store.save(makeRun(2, { loss: NaN }))));
      return { all, ids: (await store.list()).map(({ id }) => Number(id)) };
    });
    assert.deepEqual(codes.ids, [2]);
    assert.deepEqual(codes.all, [...new Array(6).fill('RUN_INVALID'), 'STORAGE_FAILED', 'RUN_INVALID', 'nothing']);
  });

  test('makes ids, and says how much room there is', async () => {
    const tab = await openTab();
    const [ids, room] = await run(tab, async (tools) => {
      const { newRunId, store } = /** @type {any} */ (tools);
      return [[newRunId(), newRunId()], await store.estimate()];
    });
    assert.match(ids[0], /^[0-9a-f]{32}$/);
    assert.notEqual(ids[0], ids[1]);
    assert.ok(room.freeBytes > 1e6 && room.usedBytes >= 0);
  });
});

describe('nothing is half written', () => {
  // The other tests are in windows of their own, which keep all in memory.
  const onDisk = () => browser.defaultBrowserContext().newPage();

  test('where a tab dies while it writes 40 MB', async () => {
    const id = '1'.repeat(32), sizeBytes = 40 << 20;
    let tab = await openTab({ page: await onDisk() }), expected = 1;
    const wholeMs = await run(tab, async ({ store, makeRun }, { id, sizeBytes }) => {
      const made = makeRun(1, { id }, sizeBytes), beginMs = performance.now();
      await store.save(made);
      return performance.now() - beginMs;
    }, { id, sizeBytes });
    /** How much of the time that it takes has gone by; at first it cannot come to its end, at last it has been told that it is kept. */
    const moments = [-1, 0, 0.3, 0.6, 0.9, Infinity], landed = [];
    for (const moment of moments) {
      const next = (expected % 250) + 1;
      await run(tab, async ({ store, makeRun }, { id, sizeBytes, next, waitMs }) => {
        const { transaction } = IDBDatabase.prototype;
        if (waitMs !== null && waitMs < 0) {
          IDBDatabase.prototype.transaction = function (/** @type {Parameters<typeof transaction>} */ ...given) {
            const held = transaction.apply(this, given), store = held.objectStore(held.objectStoreNames[0]);
            const hold = () => { store.count().onsuccess = hold; }; // one that is asked for something goes on
            hold();
            return held;
          };
        }
        const saving = store.save(makeRun(next, { id, state: 'running' }, sizeBytes));
        await (waitMs === null ? saving : new Promise((resolve) => setTimeout(resolve, waitMs)));
      }, { id, sizeBytes, next, waitMs: moment === Infinity ? null : moment * wholeMs });
      await crash(tab);
      tab = await openTab({ page: await onDisk() });
      const got = await run(tab, async ({ store, isWhole }) => {
        const [summary] = await store.list(), kept = await store.load(summary.id);
        return { epochs: [summary.epochs, kept.epochs], isWhole: isWhole(kept), length: kept.checkpoint.length };
      });
      assert.ok(got.epochs.every((epochs) => epochs === expected || epochs === next), `${got.epochs} at ${moment}`);
      assert.equal(got.epochs[0], got.epochs[1]);
      assert.ok(got.isWhole, `whole at ${moment}`);
      assert.equal(got.length, sizeBytes);
      landed.push(got.epochs[0] === next);
      expected = got.epochs[0];
    }
    assert.equal(landed[0], false, 'it had not come to its end');
    assert.equal(landed.at(-1), true, 'it was told to be kept');
    await tab.close();
  });

  test('where there is no room left', async () => {
    // A name of its own, and told beforehand: the browser remembers for a while how much room there was.
    const there = new URL(address);
    there.hostname = 'full.localhost';
    const page = await onDisk(), client = await page.createCDPSession();
    await client.send('Storage.overrideQuotaForOrigin', { origin: there.origin, quotaSize: 3 << 20 });
    const tab = await openTab({ page, at: there.href });
    await run(tab, async ({ store, makeRun }) => store.save(makeRun(1, {}, 1 << 20)));
    const got = await run(tab, async ({ store, makeRun, codeOf, isWhole }) => {
      const { id } = makeRun(1), codes = [];
      for (const sizeBytes of [30 << 20, 30 << 20]) codes.push(await codeOf(() => store.save(makeRun(2, { id }, sizeBytes))));
      codes.push(await codeOf(() => store.save(makeRun(3, {}, 30 << 20))));
      return { codes, isWhole: isWhole(await store.load(id)), epochs: (await store.list()).map(({ epochs }) => epochs) };
    });
    assert.deepEqual(got, { codes: ['STORAGE_FULL', 'STORAGE_FULL', 'STORAGE_FULL'], isWhole: true, epochs: [1] });
    await client.send('Storage.overrideQuotaForOrigin', { origin: there.origin });
    const later = await run(tab, async ({ store, makeRun }) => {
      await store.save(makeRun(2, { id: makeRun(1).id }, 5 << 20));
      return (await store.list()).map(({ epochs }) => epochs);
    });
    assert.deepEqual(later, [2]);
    await tab.close();
  });
});

describe('what another version or a failing disk left there', () => {
  test('that is removed while runs are listed is not damaged', async () => {
    const tab = await openTab();
    const codes = await run(tab, async ({ store, problems, makeRun }) => {
      for (let seed = 60; seed < 70; seed++) {
        const one = makeRun(seed, { state: 'stopped' });
        await store.save(one);
        const lists = Array.from({ length: 8 }, () => store.list());
        await Promise.all([...lists, store.remove(one.id), ...Array.from({ length: 8 }, () => store.list())]);
      }
      return problems.map(({ code }) => code);
    });
    assert.deepEqual(codes, []);
  });

  test('is skipped where it is damaged, said once, and can be removed', async () => {
    const tab = await openTab();
    const got = await run(tab, async ({ store, makeRun, codeOf, problems, raw }) => {
      for (const seed of [1, 2, 3, 4]) await store.save(makeRun(seed));
      const good = makeRun(1).id, summary = (/** @type {object} */ part) => ({ ...makeRun(9), ...part });
      const records = [7, null, 'text', {}, [], summary({ epochs: 'many' }), summary({ name: 7 }), summary({ name: 'a\0' }), summary({ thumbnail: { width: 9 } }), summary({ state: '' }), summary({ updated: NaN }), summary({ id: good })];
      await raw('readwrite', (all) => {
        records.forEach((record, i) => all.objectStore('summaries').put(record, String(50 + i).padStart(32, '0')));
        all.objectStore('summaries').put(makeRun(2), 5); // under a key that is none
        all.objectStore('bodies').put({ checkpoint: new ArrayBuffer(3) }, makeRun(2).id);
        all.objectStore('bodies').delete(makeRun(3).id);
        return all.objectStore('summaries').delete(makeRun(4).id);
      });
      const numListed = [(await store.list()).length, (await store.list()).length], codes = [];
      for (const seed of [1, 2, 3, 4, 50, 53, 61]) codes.push(await codeOf(() => store.load(makeRun(seed).id)));
      codes.push(await codeOf(() => store.rename(makeRun(50).id, 'x')));
      for (const seed of [2, 3, 50]) await store.remove(makeRun(seed).id);
      await store.save(makeRun(51)); // in place of a damaged one
      return { numListed, codes, problems, left: (await store.list()).map(({ id }) => Number(id)).sort() };
    });
    assert.deepEqual(got.numListed, [3, 3]);
    assert.deepEqual(got.codes, ['nothing', 'RUN_DAMAGED', 'RUN_DAMAGED', 'RUN_DAMAGED', 'RUN_DAMAGED', 'RUN_DAMAGED', 'RUN_DAMAGED', 'RUN_MISSING']);
    assert.deepEqual(got.problems, [{ code: 'RUNS_LEFT_OUT', details: { count: 13 } }]);
    assert.deepEqual(got.left, [1, 51]);
  });

  test('is damaged where a piece is missing or cut, and whole again when it is saved', async () => {
    const tab = await openTab();
    const got = await run(tab, async ({ store, makeRun, codeOf, raw, isWhole }) => {
      const made = makeRun(1), cuts = [1000, 3000], codes = /** @type {string[]} */ ([]);
      const lost = async (/** @type {(pieces: IDBObjectStore) => IDBRequest} */ work) => {
        await raw('readwrite', (all) => work(all.objectStore('pieces')));
        codes.push(await codeOf(() => store.load(made.id)));
      };
      await store.save(made, cuts);
      await lost((pieces) => pieces.put(new Uint8Array(7), [made.id, 1]));
      await store.remove(made.id);
      await store.save(made, cuts);
      await lost((pieces) => pieces.delete([made.id, 1]));
      await store.save(made, cuts);
      return { codes, isWhole: isWhole(await store.load(made.id)) };
    });
    assert.deepEqual(got, { codes: ['RUN_DAMAGED', 'RUN_DAMAGED'], isWhole: true });
  });

  test('is read as it is where an older page made it: a checkpoint in one', async () => {
    const tab = await openTab();
    const got = await run(tab, async ({ store, makeRun, raw, isWhole }) => {
      const { id, name, recipeName, state, epochs, loss, thumbnail, ...body } = makeRun(1);
      await raw('readwrite', (all) => {
        all.objectStore('bodies').put(body, id);
        return all.objectStore('summaries').put({ id, name, recipeName, state, epochs, loss, thumbnail, updated: Date.now() }, id);
      });
      const before = isWhole(await store.load(id));
      await store.save(makeRun(1, { epochs: 2, loss: 2 / 16 }), [2000]);
      return { before, epochs: (await store.load(id)).epochs };
    });
    assert.deepEqual(got, { before: true, epochs: 2 });
  });

  test('is left alone where a newer page made it', async () => {
    const tab = await openTab();
    const got = await run(tab, async ({ store, makeRun, codeOf }) => {
      await store.save(makeRun(1));
      // Another tab, with a newer page.
      await new Promise((resolve, reject) => {
        const opening = indexedDB.open('snowflake-runs', 99);
        opening.onblocked = () => reject(new Error('blocked'));
        opening.onsuccess = () => { opening.result.close(); resolve(undefined); };
      });
      return [await codeOf(() => store.list()), await codeOf(() => store.save(makeRun(1)))];
    });
    assert.deepEqual(got, ['STORAGE_NEWER', 'STORAGE_NEWER']);
    const later = await openTab({ page: tab });
    const state = await run(later, async ({ store, problems, makeRun }) => {
      await store.save(makeRun(2));
      return { isKept: store.isKept, problems, ids: (await store.list()).map(({ id }) => Number(id)) };
    });
    assert.deepEqual({ ...state, problems: state.problems.map(({ code }) => code) }, { isKept: false, problems: ['STORAGE_NEWER'], ids: [2] });
  });

  test('may be cleared while the page is open', async () => {
    const tab = await openTab();
    const got = await run(tab, async ({ store, makeRun }) => {
      await store.save(makeRun(1));
      await new Promise((resolve, reject) => Object.assign(indexedDB.deleteDatabase('snowflake-runs'), { onsuccess: resolve, onblocked: reject }));
      const left = (await store.list()).length;
      await store.save(makeRun(2));
      return [left, (await store.list()).length];
    });
    assert.deepEqual(got, [0, 1]);
  });
});

describe('where nothing can be kept', () => {
  /** @type {[string, () => void][]} */
  const ways = [
    ['no IndexedDB', () => { Object.defineProperty(globalThis, 'indexedDB', { value: undefined }); }],
    ['IndexedDB denied', () => { IDBFactory.prototype.open = () => { throw new DOMException('denied', 'SecurityError'); }; }],
    ['access to it denied', () => { Object.defineProperty(globalThis, 'indexedDB', { get() { throw new DOMException('denied', 'SecurityError'); } }); }],
    ['locks denied', () => { LockManager.prototype.query = () => Promise.reject(new DOMException('denied', 'SecurityError')); }],
    ['IndexedDB that never answers', () => {
      const { open } = IDBFactory.prototype;
      IDBFactory.prototype.open = function (/** @type {string} */ name, /** @type {number | undefined} */ version) {
        const request = open.call(this, name, version);
        request.addEventListener('success', (event) => event.stopImmediatePropagation());
        return request;
      };
    }],
  ];
  for (const [name, prepare] of ways) {
    test(`runs stay as long as the page is open: ${name}`, async () => {
      const tab = await openTab({ before: prepare });
      const got = await run(tab, async ({ store, problems, makeRun, isWhole, codeOf }) => {
        const made = makeRun(6, { state: 'running' });
        await store.save(made);
        made.checkpoint.fill(0);
        await store.rename(made.id, 'Other');
        const [{ name: now, state }] = await store.list(), loaded = await store.load(made.id);
        await store.save(makeRun(7));
        await store.remove(made.id);
        return {
          isKept: store.isKept, problems, now, state, isWhole: isWhole(loaded), left: (await store.list()).length, isMine: await store.claim(made.id),
          code: await codeOf(() => store.load(made.id)), room: (await store.estimate()) ?? 'unknown',
        };
      });
      assert.deepEqual({ ...got, problems: got.problems.map(({ code }) => code) },
        { isKept: false, problems: [/denied/.test(name) ? 'STORAGE_DENIED' : 'STORAGE_NONE'], now: 'Other', state: 'running', isWhole: true, left: 1, isMine: true, code: 'RUN_MISSING', room: 'unknown' });
    });
  }
});

describe('a run that goes on in another tab', () => {
  /** @type {[string, (() => void) | undefined][]} */
  const ways = [
    ['by Web Locks', undefined],
    ['by a heartbeat', () => { Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }); }],
  ];
  for (const [name, prepare] of ways) {
    test(`is not offered, ${name}`, async () => {
      const first = await openTab({ before: prepare }), second = await openTab({ before: prepare });
      await run(first, async ({ store, makeRun }) => {
        for (const seed of [1, 2]) await store.save(makeRun(seed, { state: 'running' }));
        await store.save(makeRun(3, { state: 'stopped' }));
      });
      const ids = async (/** @type {Page} */ tab) => (await listIn(tab)).map(({ id }) => id).sort();
      assert.deepEqual([await ids(first), await ids(second)], [[1, 2, 3], [3]]);
      assert.deepEqual((await listIn(first)).map(({ state }) => state), ['stopped', 'running', 'running']);
      const codes = await run(second, async ({ store, makeRun, codeOf }) => [
        await codeOf(() => store.save(makeRun(1))), await codeOf(() => store.remove(makeRun(1).id)), await store.claim(makeRun(1).id), await codeOf(() => store.rename(makeRun(1).id, 'From there')),
        (await store.load(makeRun(1).id)).name,
      ]);
      assert.deepEqual(codes, ['RUN_ELSEWHERE', 'RUN_ELSEWHERE', false, 'nothing', 'From there']);

      // Each tab that asks at once for the same one: one has it.
      const claims = await Promise.all([first, second].map((tab) => run(tab, async ({ store, makeRun }) => Promise.all([store.claim(makeRun(3).id), store.claim(makeRun(3).id)]))));
      assert.deepEqual(claims.map(([a, b]) => [a === b, a]).sort(), [[true, false], [true, true]]);

      await run(first, async ({ store, makeRun }) => { await store.save(makeRun(1, { state: 'finished' })); await store.release(makeRun(3).id); });
      await run(second, async ({ store, makeRun }) => store.release(makeRun(3).id));
      assert.deepEqual(await ids(second), [1, 3]);
      await first.goto('about:blank'); // the heartbeat ends as well
      await second.waitForFunction(() => /** @type {any} */ (globalThis).tools.store.list().then((/** @type {unknown[]} */ all) => all.length === 3));
      assert.equal((await listIn(second)).find(({ id }) => id === 2)?.state, 'paused');
      assert.equal(await run(second, async ({ store, makeRun }) => store.claim(makeRun(2).id)), true);
      await run(second, async ({ store }) => store.close());
    });
  }

  test('is offered again when that tab has died', async () => {
    const first = await openTab(), second = await openTab();
    await run(first, async ({ store, makeRun }) => store.save(makeRun(1, { state: 'running' })));
    assert.deepEqual(await listIn(second), []);
    await crash(first);
    await second.waitForFunction(() => /** @type {any} */ (globalThis).tools.store.list().then((/** @type {unknown[]} */ all) => all.length === 1));
    assert.equal((await listIn(second))[0].state, 'paused');
  });

  test('a heartbeat that stops is not waited for too long, and one that slept gives way', async () => {
    const tab = await openTab();
    const got = await tab.evaluate(async () => {
      const { Database } = await import(/** @type {any} */ ('/runs/database.js')), { HeartbeatClaims } = await import(/** @type {any} */ ('/runs/heartbeat.js'));
      const database = new Database(), leaseMs = 60_000, { now } = Date;
      let aheadMs = 0;
      Date.now = () => now() + aheadMs;
      const sleeper = new HeartbeatClaims(database, { beatMs: 1e6, leaseMs }), lively = new HeartbeatClaims(database, { beatMs: 50, leaseMs });
      const before = [await sleeper.claim('a'), await lively.claim('a'), await lively.claim('b'), [...(await lively.elsewhere())]];
      // Twice three quarters of a lease go by, and one of them beats between.
      const endMs = Date.now() + leaseMs, untilMs = async () => (await database.transact(['claims'], 'readonly', (/** @type {any} */ all) => all.objectStore('claims').get('b'))).untilMs;
      aheadMs += 0.75 * leaseMs;
      while (await untilMs() <= endMs) await new Promise((resolve) => requestAnimationFrame(resolve));
      aheadMs += 0.75 * leaseMs;
      const between = [await sleeper.claim('b'), await lively.claim('a'), [...(await lively.elsewhere())], [...(await sleeper.elsewhere())].sort()];
      await sleeper.close(); // takes nothing with it
      const end = [...(await new HeartbeatClaims(database, { beatMs: 1e6, leaseMs }).elsewhere())].sort();
      await lively.close();
      const over = (await database.transact(['claims'], 'readonly', (/** @type {any} */ all) => all.objectStore('claims').getAllKeys())).length;
      return { before, between, end, over };
    });
    assert.deepEqual(got, { before: [true, false, true, ['a']], between: [false, true, [], ['a', 'b']], end: ['a', 'b'], over: 0 });
  });
});
