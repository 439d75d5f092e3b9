/** The library of models: which one it is, its content says; and the visitor's own are kept, named and removed. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { before, describe, test } from 'node:test';

import { loadCore, NcaError } from '../web/core/nca.js';
import { CONFIG_WORDS } from '../web/core/fields.js';
import { contentIdOf } from '../web/library/identity.js';
import { Library } from '../web/library/library.js';
import { compileShippedWasm } from './support/core.js';
import { severalGoals } from './support/several-goals.js';

/**
 * @import { Model } from '../web/core/types.js'
 * @import { BundledEntry } from '../web/library/entry.js'
 * @import { OwnEntry } from '../web/library/library.js'
 * @import { KeptModel, Shelf } from '../web/library/shelf.js'
 */

const ROOT = new URL('../', import.meta.url);
const TIMEOUT = { timeout: 60_000 };

/** @type {import('../web/core/nca.js').Core} */
let core;
/** @type {Model} */
let snowflake;
const readModel = async (/** @type {string} */ name) => core.readModel(new Uint8Array(await readFile(new URL(`assets/models/${name}.safetensors`, ROOT))));
before(async () => {
  core = await loadCore(await compileShippedWasm());
  snowflake = await readModel('snowflake');
});

/** Another one: a weight is a hair larger. @param {number} difference @param {string} [name] @returns {Model} */
function another(difference, name = 'Mine') {
  const params = snowflake.params.slice();
  params[100] += difference;
  return { ...snowflake, params, name };
}

/** What the browser keeps, as a database keeps it. @param {Map<string, KeptModel>} kept @returns {Shelf} */
const shelfOf = (kept) => ({
  list: async () => structuredClone([...kept.values()]),
  put: async (model) => { kept.set(model.id, structuredClone(model)); },
  remove: async (id) => { kept.delete(id); },
});

/** @param {Shelf | undefined} shelf */
function libraryWith(shelf) {
  /** @type {BundledEntry} */
  const bundled = { id: 'snowflake', content: contentIdOf(snowflake), kind: 'bundled', title: 'Snowflake', restAt: Infinity, load: async () => snowflake };
  return new Library({ bundled: [bundled], core: async () => core, openShelf: async () => shelf });
}

describe('which model it is', () => {
  test('the page knows its own by content: the table holds what the files are', TIMEOUT, async () => {
    const table = await readFile(new URL('web/library/bundled.js', ROOT), 'utf8');
    const rows = [...table.matchAll(/bundle\('([a-z-]+)', '([0-9a-f]{16})'/g)];
    const files = (await readdir(new URL('assets/models/', ROOT))).filter((name) => name.endsWith('.safetensors'));
    assert.equal(rows.length, files.length);
    for (const [, name, content] of rows) assert.equal(contentIdOf(await readModel(name)), content, name);
    assert.equal(new Set(rows.map(([, , content]) => content)).size, rows.length);
  });

  test('a name, a file’s name, a licence or another object change nothing; a weight or the rule does', TIMEOUT, () => {
    const id = contentIdOf(snowflake);
    assert.match(id, /^[0-9a-f]{16}$/);
    assert.equal(contentIdOf({ ...snowflake, params: snowflake.params.slice(), name: 'x', target: 'other.png', license: '', epochs: 0, height: 9 }), id);
    assert.equal(contentIdOf(core.readModel(core.writeWeights(snowflake))), id, 'saved and opened again');
    assert.notEqual(contentIdOf(another(1e-6)), id);
    for (const change of [{ alive: 'post' }, { sobelScale: 0.5 }, { fireRate: 0.25 }, { aliveThreshold: 0.2 }, { premultiplied: !snowflake.config.premultiplied }]) {
      assert.notEqual(contentIdOf({ ...snowflake, config: { ...snowflake.config, .../** @type {object} */ (change) } }), id, JSON.stringify(change));
    }
    const shapes = CONFIG_WORDS.alive.flatMap((alive) => CONFIG_WORDS.filters.flatMap((filters) => CONFIG_WORDS.edge.map((edge) => ({ alive, filters, edge }))));
    const ids = shapes.map((shape) => contentIdOf({ ...snowflake, config: { ...snowflake.config, ...shape } }));
    assert.equal(new Set(ids).size, shapes.length, 'each shape of a rule is another one');
  });

  test('one that says it was taught snowflake.png, and is called Snowflake, is not the bundled one', TIMEOUT, async () => {
    const library = libraryWith(undefined), mine = another(0.01, 'Snowflake');
    assert.equal(mine.target, 'snowflake.png');
    assert.equal(library.entryOf({ ...snowflake, name: 'renamed' })?.id, 'snowflake');
    assert.equal(library.entryOf(mine), undefined);
    assert.equal((await library.add(mine)).kind, 'own');
    assert.equal((await library.add({ ...snowflake })).kind, 'bundled');
    assert.equal(library.own.length, 1);
  });
});

describe('models of one’s own', () => {
  test('are kept, and there again for the next page, bit for bit', TIMEOUT, async () => {
    const kept = new Map(), library = libraryWith(shelfOf(kept)), mine = another(0.01, 'Mine <b>\u202e');
    let numChanges = 0;
    library.addEventListener('change', () => numChanges++);
    const { id, title } = await library.add(mine);
    assert.equal(title, 'Mine <b>', 'text, without what turns it around');
    assert.equal(kept.size, 0, 'nobody said to keep it');
    assert.equal(await library.keep(id), true);
    assert.ok(numChanges >= 2);

    const next = libraryWith(shelfOf(kept));
    assert.deepEqual(next.own, []);
    await next.open();
    const [entry] = /** @type {OwnEntry[]} */ (next.own), model = await entry.load(core);
    assert.deepEqual([entry.title, entry.isKept], ['Mine <b>', true]);
    assert.deepEqual(model.params, mine.params);
    assert.deepEqual(model.config, mine.config);
    assert.equal(next.entryOf(model)?.id, id);
  });

  test('with the picture that they were taught, which may be told later', TIMEOUT, async () => {
    const kept = new Map(), library = libraryWith(shelfOf(kept)), mine = another(0.5), goal = { rgba: Uint8ClampedArray.from({ length: 24 }, (_, i) => i), height: 3, width: 2 };
    const given = { ...goal, rgba: goal.rgba.slice(), name: 'a star.png' };
    const { id } = await library.add(mine);
    assert.equal(await library.goalOf(mine), undefined);
    await library.keep(id);
    await library.add(mine, 'Mine', given);
    given.rgba.fill(0);
    assert.deepEqual(await library.goalOf({ ...mine, name: 'Other' }), goal);
    assert.deepEqual([kept.get(id).goal, library.own[0].title], [goal, 'Mine']);
    assert.deepEqual(await libraryWith(shelfOf(kept)).goalOf(mine), goal, 'by the next page, which has not opened its shelf');
    assert.equal(await library.goalOf(another(0.6)), undefined);
    assert.equal(await library.goalOf(snowflake), undefined, 'a bundled one without a picture');
  });

  test('of a rule with several goals with the picture of each', TIMEOUT, async () => {
    const pictures = [0, 1, 2].map((value) => ({ rgba: new Uint8ClampedArray(16).fill(value), height: 2, width: 2 })), [first, ...more] = pictures;
    const kept = new Map(), library = libraryWith(shelfOf(kept)), mine = severalGoals(core), { id } = await library.add(mine, 'Mine', { ...first, more });
    await library.keep(id);
    for (const each of [library, libraryWith(shelfOf(kept))]) {
      for (const goal of [0, 1, 2]) assert.deepEqual((await each.goalOf(mine, goal))?.rgba, pictures[goal].rgba);
      assert.equal(await each.goalOf(mine, 3), undefined);
    }
  });

  test('are renamed and removed, here and where they are kept', TIMEOUT, async () => {
    const kept = new Map(), library = libraryWith(shelfOf(kept)), { id } = await library.add(another(0.02));
    await library.keep(id);
    await library.rename(id, ' Yours ');
    assert.equal(library.find(id)?.title, 'Yours');
    assert.equal(kept.get(id).title, 'Yours');
    assert.equal((await /** @type {OwnEntry} */ (library.find(id)).load(core)).name, 'Yours');
    await library.remove(id);
    assert.equal(library.find(id), undefined);
    assert.equal(kept.size, 0);
  });

  test('one that comes again, by a link say, keeps the name it was given', TIMEOUT, async () => {
    const kept = new Map(), first = libraryWith(shelfOf(kept)), { id } = await first.add(another(0.03));
    await first.keep(id);
    await first.rename(id, 'Given');
    const next = libraryWith(shelfOf(kept));
    assert.equal((await next.add(another(0.03, 'As sent'))).title, 'Given');
    assert.deepEqual(next.own.map(({ title }) => title), ['Given']);
  });

  test('of those that are only tried, the newest is there', TIMEOUT, async () => {
    const library = libraryWith(shelfOf(new Map()));
    const wanted = await library.add(another(0.1));
    await library.keep(wanted.id);
    for (const difference of [0.2, 0.3, 0.4]) await library.add(another(difference));
    assert.deepEqual(library.own.map(({ id }) => id), [wanted.id, contentIdOf(another(0.4))]);
  });

  test('are there until the page closes where the browser keeps nothing', TIMEOUT, async () => {
    const library = libraryWith(undefined), { id } = await library.add(another(0.1));
    assert.equal(await library.keep(id), false);
    await library.add(another(0.2));
    assert.deepEqual(library.own.map(({ isWanted, isKept }) => [isWanted, isKept]), [[true, false], [false, false]]);
  });

  test('that could not be kept or removed are as they were', TIMEOUT, async () => {
    const kept = new Map(), full = new NcaError('LIBRARY_FULL'), shelf = shelfOf(kept), library = libraryWith(shelf);
    const { id } = await library.add(another(0.1));
    shelf.put = shelf.remove = () => Promise.reject(full);
    await assert.rejects(library.keep(id), full);
    assert.equal(/** @type {OwnEntry} */ (library.find(id)).isKept, false);
    Object.assign(shelf, { ...shelfOf(kept), remove: shelf.remove });
    await library.keep(id);
    await assert.rejects(library.remove(id), full);
    assert.equal(library.own.length, 1);
    shelf.put = () => Promise.reject(full);
    await assert.rejects(library.rename(id, 'Other'), full);
    assert.equal(library.find(id)?.title, 'Mine');
  });

  test('that a disk has spoilt are refused in words, and can be removed', TIMEOUT, async () => {
    const kept = new Map(), library = libraryWith(shelfOf(kept)), { id } = await library.add(another(0.1));
    await library.keep(id);
    for (const spoil of [(/** @type {Uint8Array} */ file) => file.fill(0), (/** @type {Uint8Array} */ file) => { file[file.length - 7] ^= 1; }]) {
      const damaged = new Map([[id, structuredClone(kept.get(id))]]), next = libraryWith(shelfOf(damaged));
      spoil(damaged.get(id).file);
      await next.open();
      await assert.rejects(next.own[0].load(core), (error) => error instanceof NcaError && error.code === 'MODEL_DAMAGED' && error.details?.title === 'Mine');
      await next.remove(id);
      assert.equal(damaged.size, 0);
    }
  });
});
