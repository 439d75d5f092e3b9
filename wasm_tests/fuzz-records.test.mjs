/**
 * What the page reads of others and finds again: lists of a gallery, runs out of the browser's storage, the heads of checkpoints. Seeded, and by their structure (support/lot.js):
 * what is whole is taken as it was meant; what is spoilt is refused with a sentence, or is as well formed as what is whole.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { NcaError } from '../web/core/error.js';
import { tidyText } from '../web/core/tidy-text.js';
import { fetchGuestList, readGuestList } from '../web/library/guests.js';
import { isBody, isGoal, isSummary, newRunId, partsOf } from '../web/runs/record.js';
import { sentenceOf } from '../web/text/sentence-of.js';
import { learn } from '../web/text/text.js';
import '../web/text/en/start.js';
import { advanceRun, changeRun, poolPlace, readFacts, readMetadata, readTargetOf, readTensor } from '../web/training/checkpoint-file.js';
import { LossHistory } from '../web/training/loss-history.js';
import { packCheckpoint, unpackCheckpoint } from '../web/training/packed-checkpoint.js';
import { loadTestCore } from './support/core.js';
import { EDGES, EXECS, lot } from './support/lot.js';

/** @import { Lot } from './support/lot.js' */

before(() => learn('guests'));

/** What stands where something else should. @param {Lot} by @returns {unknown} */
const strange = ({ one, below }) => one([
  undefined, null, true, false, '', 'x', '0', '__proto__', NaN, Infinity, -Infinity, -1, -0, 0.5, 1e308, {}, [], [[]], [null], { length: 3 }, new Float32Array(3), new Uint8Array(4), new Uint8ClampedArray(4), new ArrayBuffer(8), new Float64Array(2),
  new Date(0), /x/, new Map(), new Uint8Array(new ArrayBuffer(64), 3, 5), one(EDGES), -one(EDGES), '\ud800', '\u202e<b>', 'x'.repeat(below(3000)), 10n,
]);

/** Anywhere in it something else, something missing, something of somewhere else, or something more. @param {Lot} by @param {unknown} whole @returns {any} a copy */
function spoilt(by, whole) {
  let copy = structuredClone(whole);
  for (let n = 0; n === 0 || by.chance(0.4); n++) {
    /** @type {[any, string][]} */
    const places = [];
    const walk = (/** @type {any} */ value) => {
      if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
      for (const key of Object.keys(value)) {
        places.push([value, key]);
        walk(value[key]);
      }
    };
    walk(copy);
    if (places.length === 0 || by.chance(0.02)) {
      copy = strange(by);
      continue;
    }
    const [holder, key] = by.one(places), value = holder[key];
    by.one([
      () => { holder[key] = strange(by); }, () => { delete holder[key]; }, () => { const [other, name] = by.one(places); holder[key] = other[name] === holder ? null : structuredClone(other[name]); }, () => { holder[`${key}x`] = strange(by); },
      () => { if (Array.isArray(holder)) holder.splice(by.below(holder.length + 1), 0, structuredClone(by.one(holder))); },
      () => { if (typeof value === 'number') holder[key] = by.one([value + 1, value - 1, -value, value * 2, String(value), one(EDGES)]); },
      () => { if (ArrayBuffer.isView(value)) holder[key] = /** @type {any} */ (value).slice(by.below(/** @type {any} */ (value).length + 1)); },
    ])();
    function one(/** @type {readonly number[]} */ all) { return by.one(all); }
  }
  return copy;
}

/** @template T @param {() => T} read @param {string} about @returns {T | undefined} undefined: refused, in a sentence */
function readOrRefused(read, about) {
  try {
    return read();
  } catch (error) {
    assert.ok(error instanceof NcaError, `${about.slice(0, 2000)}: ${error instanceof Error ? error.stack : error}`);
    assert.match(sentenceOf(error), /^([A-Z“]|[\w.]+\.example ).*\.$/, about);
    return undefined;
  }
}

describe('lists of a gallery', () => {
  const AT = new URL('https://school.example/7b/list.json');
  /** @param {Lot} by */
  const listBy = (by) => ({
    ...(by.chance(0.7) && { title: by.one(['Class 7b', '', '雪', 'x'.repeat(by.below(200)), '\u202eSieben']) }),
    models: Array.from({ length: 1 + by.below(by.one([2, 8, 48])) }, (_, i) => ({
      model: by.one([`fern-${i}.safetensors`, `../up/${i}.json`, `https://a.example/x/${i}?y=${by.below(9)}#z`, `//b.example/My%20star-${i}.json`, `/${i}`, `%zz-${i}.json`, 'same.json']), ...(by.chance(0.7) && { title: by.one(['Fern', '', '\u0000', '𝒳'.repeat(40), `Star ${i}`]) }),
    })),
  });
  /** @param {ReturnType<typeof readGuestList>} list @param {string} about */
  const check = ({ title, entries }, about) => {
    assert.ok(tidyText(title) === title && title.length <= 60 && entries.length >= 1 && entries.length <= 48 && new Set(entries.map(({ id }) => id)).size === entries.length, about);
    for (const { id, kind, title: name } of entries) {
      const { protocol, username, password, href } = new URL(id);
      assert.ok(kind === 'guest' && /^https?:$/.test(protocol) && !username && !password && href === id && name.length > 0 && name.length <= 60 && tidyText(name) === name, `${about}: ${name}`);
    }
  };

  test('as they are written', () => {
    const by = lot('list');
    for (let i = 0; i < EXECS; i++) {
      const list = listBy(by), text = JSON.stringify(list), read = readGuestList(text, AT);
      check(read, text);
      assert.deepEqual(read.entries.map(({ id }) => id), [...new Set(list.models.map(({ model }) => new URL(model, AT).href))], text);
    }
  });

  test('with strange parts', () => {
    const by = lot('list, strange');
    let numTaken = 0;
    for (let i = 0; i < EXECS; i++) {
      const text = JSON.stringify(spoilt(by, listBy(by)), (_, value) => (typeof value === 'bigint' ? String(value) : value)) ?? 'undefined', read = readOrRefused(() => readGuestList(text, AT), text);
      if (read) check(read, text);
      numTaken += Number(Boolean(read));
    }
    assert.ok(numTaken > 0 && numTaken < EXECS, `${numTaken} of ${EXECS} were taken`);
  });

  test('with other letters', () => {
    const by = lot('list, letters');
    for (let i = 0; i < EXECS; i++) {
      let text = JSON.stringify(listBy(by));
      for (let n = 0; n === 0 || by.chance(0.5); n++) {
        const at = by.below(text.length + 1);
        text = text.slice(0, at) + by.one(['', '{', '}', '[', ']', '"', '\\', ',', ':', '0', '\0', '\ud800', '\u202e', 'file://', '\\u0000', '//@', text.slice(by.below(text.length))]) + text.slice(at + by.below(3));
      }
      const read = readOrRefused(() => readGuestList(text, AT), text);
      if (read) check(read, text);
    }
  });
});

describe('lists of a gallery as a strange host sends them, and its models', () => {
  const { document, fetch } = /** @type {any} */ (globalThis), MAX_BYTES = 4 << 20;
  /** @type {() => Response} */
  let answer;
  before(() => { Object.assign(globalThis, { document: Object.assign(new EventTarget(), { baseURI: 'https://page.example/' }), fetch: async () => answer() }); });
  after(() => { Object.assign(globalThis, { document, fetch }); });

  /** What a host may send in place of these bytes. @param {Lot} by @param {Uint8Array<ArrayBuffer>} bytes @returns {() => Response} */
  const hostBy = ({ one, below, chance }, bytes) => {
    if (chance(0.01)) return () => { throw new TypeError('Failed to fetch'); };
    const body = one([bytes, bytes, bytes, bytes.slice(0, below(bytes.length)), new Uint8Array(0), Uint8Array.from({ length: below(400) }, () => below(256))]), status = one([200, 200, 200, 206, 403, 404, 500]);
    const parts = () => new ReadableStream({ start(stream) { for (let at = 0; at < body.length; at += 97) stream.enqueue(body.subarray(at, at + 97)); stream.close(); } });
    const endless = () => new ReadableStream({ pull(stream) { stream.enqueue(new Uint8Array(MAX_BYTES / 2 + 1)); } }), torn = () => new ReadableStream({ pull(stream) { stream.error(new Error('reset')); } });
    if (chance(0.02)) return () => new Response(one([endless, torn])());
    return () => new Response(chance(0.1) ? null : parts(), { status });
  };
  /** @template T @param {Promise<T>} reading @returns {Promise<T | undefined>} */
  const comesOrRefused = async (reading) => {
    try {
      const value = await reading;
      return value;
    } catch (error) {
      return readOrRefused(() => { throw error; }, String(error));
    }
  };

  test('each is read, or refused in a sentence', async () => {
    const by = lot('list, sent'), core = await loadTestCore(), model = core.writeWeights(core.newModel('distill', 1)), taken = { lists: 0, models: 0 };
    for (let i = 0; i < EXECS; i++) {
      const text = by.chance(0.02) ? ' '.repeat(300_000) : JSON.stringify({ models: [{ model: by.one(['a.safetensors', 'b', '%e9', '/']), title: by.one([undefined, 'Fern', '']) }] });
      answer = hostBy(by, new TextEncoder().encode(text));
      const list = await comesOrRefused(fetchGuestList(by.one(['list.json', 'https://b.example/7b', 'list.json', 'ftp://b.example', 'http://['])));
      taken.lists += Number(Boolean(list));
      for (const entry of list?.entries ?? []) {
        answer = hostBy(by, new Uint8Array(model));
        const come = (await comesOrRefused(entry.load(Promise.resolve(core)))) ?? await comesOrRefused(entry.load(Promise.resolve(core))); // the second time it tries again
        taken.models += Number(Boolean(come));
        assert.ok(!come || (come.name === entry.title && /^[0-9a-f]{16}$/.test(String(entry.content))));
      }
    }
    assert.ok(taken.lists > 0 && taken.lists < EXECS && taken.models > 0 && taken.models < taken.lists, JSON.stringify(taken));
  });
});

/** @param {Lot} by */
function runBy(by) {
  const { one, below, chance } = by, height = 1 + below(9), width = 1 + below(9), history = new LossHistory(), numGoals = 1 + below(3);
  history.add(Float32Array.from({ length: below(one([1, 30, 6000])) }, () => by.share()));
  const pixels = (/** @type {number} */ side, w = 1 + below(side), h = 1 + below(side)) => ({ width: w, height: h, rgba: new Uint8ClampedArray(w * h * 4) }), picture = (/** @type {number} */ side) => ({ name: one(['', 'a.png', '雪']), ...pixels(side) });
  return {
    id: newRunId(), name: one(['', 'Mine', '\u0007 a  ', '雪'.repeat(99)]), recipeName: one(['growing', 'x'.repeat(63)]), state: one(/** @type {const} */ (['running', 'paused', 'finished', 'stopped'])), epochs: below(1e6), loss: one([NaN, 0, 0.5, Infinity]),
    ...(chance(0.5) && { thumbnail: pixels(8) }), ...(chance(0.5) && { curve: new Float32Array(below(257)) }),
    checkpoint: new Uint8Array(1 + below(40)), ...(chance(0.7) ? history.toKept() : { losses: Float32Array.from(history.losses) }), target: new Float32Array(numGoals * height * width * 4), targetSize: { height, width, padding: below(5) },
    settings: { recipe: 'growing', size: below(100) }, ...(chance(0.5) && { goal: { ...picture(12), ...(chance(0.3) && { more: [picture(3), picture(3)] }) } }),
  };
}

/** Whoever goes on with a run reads this of it. @param {any} parts */
function check({ summary, body, goal }) {
  if (isSummary(summary)) {
    assert.ok(tidyText(summary.name) === summary.name && !Number.isNaN(new Date(summary.updated).getTime()) && Number.isSafeInteger(summary.epochs));
    if (summary.thumbnail) assert.equal(summary.thumbnail.rgba.length, summary.thumbnail.width * summary.thumbnail.height * 4);
  }
  if (isBody(body)) {
    const { height, width } = body.targetSize, history = LossHistory.fromKept(body.losses, body.course), copy = history.copy();
    assert.ok(Number.isInteger(body.target.length / (height * width * 4)) && history.losses.length === history.means.length && typeof history.mean === 'number');
    copy.cutTo(Math.floor(copy.length / 2));
    copy.add([0.5]);
    assert.deepEqual(LossHistory.fromKept(copy.toKept().losses, copy.toKept().course).toKept(), copy.toKept());
  }
  if (isGoal(goal)) for (const each of [goal, ...(goal.more ?? [])]) assert.equal(each.rgba.length, each.width * each.height * 4);
}

describe('kept runs', () => {
  test('as they are written', () => {
    const by = lot('kept');
    for (let i = 0; i < EXECS; i++) {
      const parts = structuredClone(partsOf(runBy(by)));
      assert.ok(isSummary(parts.summary) && isBody(parts.body) && (parts.goal === undefined || isGoal(parts.goal)));
      check(parts);
    }
  });

  test('with strange parts', () => {
    const by = lot('kept, strange'), taken = { summary: 0, body: 0, goal: 0 };
    for (let i = 0; i < EXECS; i++) {
      const { summary, body, goal } = partsOf({ goal: { name: '', width: 1, height: 1, rgba: new Uint8ClampedArray(4) }, ...runBy(by) }), parts = { summary: spoilt(by, summary), body: spoilt(by, body), goal: spoilt(by, goal) };
      taken.summary += Number(isSummary(parts.summary));
      taken.body += Number(isBody(parts.body));
      taken.goal += Number(isGoal(parts.goal));
      check(parts);
    }
    for (const [part, count] of Object.entries(taken)) assert.ok(count > 0 && count < EXECS, `${count} of ${EXECS}: ${part}`);
  });
});

describe('heads of checkpoints, where no core is at hand', () => {
  /** @type {Uint8Array} */
  let whole;
  before(async () => {
    const core = await loadTestCore(), model = core.newModel('distill', 1, { channels: 12, hidden: 16 }), trainer = core.createTrainer({ height: 6, width: 6, seed: 3, recipe: { base: 'persistent', batch: 2, poolSize: 4, numStepsMin: 2, numStepsMax: 3 } }, model, new Float32Array(6 * 6 * 4).fill(0.5));
    trainer.epoch();
    whole = trainer.checkpoint(4);
    trainer.destroy();
    const { headBytes, cellBytes } = poolPlace(whole), states = new Float32Array(whole.buffer, whole.byteOffset + headBytes);
    for (let at = 0; at < states.length; at += 3 * cellBytes / 4) states.fill(0.25, at, at + 2); // some cells alive
  });
  /** @param {any} json @param {Uint8Array} data */
  const fileOf = (json, data) => {
    const text = JSON.stringify(json, (_, value) => (typeof value === 'bigint' ? String(value) : value)) ?? 'null', header = new TextEncoder().encode(text + ' '.repeat(7 - (new TextEncoder().encode(text).length + 7) % 8)), file = new Uint8Array(8 + header.length + data.length);
    new DataView(file.buffer).setUint32(0, header.length, true);
    file.set(header, 8);
    file.set(data, 8 + header.length);
    return file;
  };
  const readAll = (/** @type {Uint8Array} */ bytes) => {
    const facts = readFacts(bytes), place = poolPlace(bytes), target = readTargetOf(bytes), changed = changeRun(bytes, { seed: 7, recipe: { numStepsMax: 4, loss: 'every' } });
    assert.ok(typeof facts.name === 'string' && facts.goalNames.every((each) => typeof each === 'string') && target instanceof Float32Array && Object.values(place).every((each) => Number.isSafeInteger(each) && each >= 0));
    assert.deepEqual([readMetadata(changed).seed, readMetadata(changed)['recipe.num_steps_max']], ['7', '4']);
    for (const recipe of [{ poolSize: 9 }, { numSteps: 9 }]) assert.throws(() => changeRun(bytes, { recipe: /** @type {any} */ (recipe) }), { code: 'BAD_ARGUMENT' });
    return facts;
  };

  test('with strange parts', () => {
    const by = lot('head'), headBytes = new DataView(whole.buffer, whole.byteOffset).getUint32(0, true), json = JSON.parse(new TextDecoder().decode(whole.subarray(8, 8 + headBytes))), data = whole.subarray(8 + headBytes);
    assert.deepEqual(readAll(fileOf(json, data)), readAll(whole));
    const farther = advanceRun(whole, { metadata: { epochs: '9' }, tensors: { target: new Float32Array(6 * 6 * 4).fill(0.25), none: new Float32Array(4) } });
    assert.deepEqual([readFacts(farther).epochs, readTargetOf(farther)[3], readTensor(farther, 'pool.states')], [9, 0.25, readTensor(whole, 'pool.states')]);
    let numTaken = 0;
    for (let i = 0; i < EXECS; i++) {
      const names = by.chance(0.3) && { goal_names: by.one(['["frost","star"]', '[1,null]', '{}', '[', '', '"x"']) };
      const strangeJson = spoilt(by, { ...json, __metadata__: { ...json.__metadata__, ...names } }), text = JSON.stringify(strangeJson, (_, value) => (typeof value === 'bigint' ? String(value) : value)) ?? 'null';
      numTaken += Number(Boolean(readOrRefused(() => readAll(fileOf(strangeJson, by.chance(0.8) ? data : data.subarray(by.below(data.length)))), text)));
    }
    assert.ok(numTaken > 0 && numTaken < EXECS, `${numTaken} of ${EXECS} were taken`);
  });

  test('with other bytes', () => {
    const by = lot('head, bytes');
    for (let i = 0; i < EXECS; i++) {
      const bytes = whole.slice(0, by.chance(0.3) ? by.below(whole.length) : whole.length);
      for (let n = 0; bytes.length > 0 && (n === 0 || by.chance(0.6)); n++) bytes[by.below(by.chance(0.8) ? Math.min(bytes.length, 3000) : bytes.length)] = by.one([by.below(256), 0, 34, 44, 45, 48, 58, 91, 123, 125]);
      readOrRefused(() => readAll(bytes), Buffer.from(bytes.subarray(0, 200)).toString('latin1'));
    }
  });

  test('packed: what is unpacked is of the size that its head says, and comes to the same when packed again', () => {
    const by = lot('head, packed'), packed = packCheckpoint(whole), { headBytes } = poolPlace(whole), json = JSON.parse(new TextDecoder().decode(whole.subarray(8, 8 + new DataView(whole.buffer, whole.byteOffset).getUint32(0, true))));
    assert.deepEqual(unpackCheckpoint(packed), whole);
    let numTaken = 0;
    for (let i = 0; i < EXECS; i++) {
      const strange = structuredClone(json), { shape, data_offsets: offsets } = strange['pool.states'], promised = /** @type {number[]} */ (by.one([shape, shape, shape.map((/** @type {number} */ side, /** @type {number} */ i) => (i === by.below(4) ? 1 + by.below(9) : side)), [1, 1, 1, by.one([16, 1 << 20, 1 << 28])], [by.below(5), 1, 1 << by.below(20), 12], [0, 6, 6, 12], []]));
      Object.assign(strange['pool.states'], { shape: promised, data_offsets: [offsets[0], by.chance(0.9) ? offsets[0] + 4 * promised.reduce((size, side) => size * side, 1) : offsets[1] + by.below(5)] });
      const [numStates = 0, ...cells] = promised, dead = new Uint8Array(numStates * 4 * Math.ceil(cells.slice(0, -1).reduce((size, side) => size * side, 1) / 32) + 1), data = by.chance(0.3) && dead.length < 1e6 ? dead.fill(1, -1) : packed.slice(headBytes), bytes = fileOf(strange, packed.subarray(8 + new DataView(packed.buffer, packed.byteOffset).getUint32(0, true), headBytes)), file = new Uint8Array(bytes.length + data.length);
      file.set(bytes);
      file.set(data, bytes.length);
      if (by.chance(0.7)) for (let n = 0; n === 0 || by.chance(0.5); n++) file[file.length - 1 - by.below(by.one([1, 40, data.length]))] ^= 1 << by.below(8);
      const given = by.chance(0.8) ? file : file.slice(0, by.below(file.length)), read = readOrRefused(() => unpackCheckpoint(given), JSON.stringify(promised));
      numTaken += Number(Boolean(read));
      if (!read) continue;
      const place = poolPlace(read);
      assert.ok(read === given || read.length === place.headBytes + place.numStates * place.stateBytes, JSON.stringify(promised));
      assert.ok(read.length <= given.length + 64 * 4 * 8 * given.length, `${given.length} bytes became ${read.length}`); // a bit a cell of at most 64 channels
      assert.deepEqual(unpackCheckpoint(packCheckpoint(read)), read);
    }
    assert.ok(numTaken > 0 && numTaken < EXECS, `${numTaken} of ${EXECS} were taken`);
  });
});
