/**
 * Links that nobody made: seeded, and by their structure. What is read from one is the very thing that its own link says; all else is refused with a sentence, soon.
 * FUZZ_EXECS: how many of each kind; FUZZ_SEED: which ones (support/lot.js).
 */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';

import { ByteReader, ByteWriter } from '../web/core/bytes.js';
import { NcaError } from '../web/core/error.js';
import { MAX_FLAKE, mixOfFlake } from '../web/core/family.js';
import { CONFIG_WORDS } from '../web/core/fields.js';
import { loadCore } from '../web/core/nca.js';
import { layoutOf } from '../web/core/shape.js';
import { ATTRIBUTES, parseBrush, parseAngle, parseFireRate, parseFlake, parseMix, parseRestAt, parseSeed, parseSize, parseSpeed } from '../web/element/attributes.js';
import { MAX_LINK_EDITS, MAX_LINK_STEPS, decodeState, encodeState, quantise } from '../web/keep/link.js';
import { linkOf, viewOf, withView } from '../web/share/link-letters.js';
import { decodeModel, encodeModel } from '../web/share/model-link.js';
import { sentenceOf } from '../web/text/sentence-of.js';
import '../web/text/en/start.js';
import { compileShippedWasm } from './support/core.js';
import { EDGES, EXECS, lot } from './support/lot.js';

/** @import { Model } from '../web/core/types.js' @import { Lot } from './support/lot.js' */

const SHAPES = /** @type {const} */ (['disc', 'half', 'band']), VIEWS_OF_LINKS = /** @type {const} */ (['cells', 'smooth', 'fine']);
/** @param {Lot} by @returns {import('../web/core/mix.js').Mix} */
function mixBy({ one, below, between, chance }) {
  if (chance(0.2)) return mixOfFlake(one([0, below(MAX_FLAKE), MAX_FLAKE]));
  const weights = Array.from({ length: 1 + below(5) }, () => (chance(0.3) ? 0 : between(-3, 3))), sum = weights.reduce((all, each) => all + each, 0);
  return Math.abs(sum) > 0.3 && weights.every((each) => Math.abs(each / sum) < 15) ? weights.map((each) => each / sum) : one([[1], [0, 1], [0.5, 0.5]]);
}

/** @param {Lot} by @returns {import('../web/keep/link-edits.js').LinkEdit} */
function editBy(by) {
  const { one, between, below, chance } = by, place = { x: between(-60, 130), y: between(-60, 130) };
  const wound = { shape: one(SHAPES), ...place, size: one([2, 2, 2.5, between(0, 80)]), angle: between(-7, 7) };
  return one(/** @type {(() => any)[]} */ ([
    () => ({ type: 'wound', wound }), () => ({ type: 'wound', wound }), () => ({ type: 'noise', wound: { ...wound, size: 1 }, seed: below(2 ** 32) }), () => ({ type: 'graft', wound, mix: mixBy(by) }),
    () => ({ type: 'seed', ...place, ...(chance(0.5) && { mix: mixBy(by) }) }), () => ({ type: 'model', name: one(['ice-star', 'snowman', 'evergreen']), ...(chance(0.3) && { mix: mixBy(by) }) }),
    () => ({ type: 'mix', mix: mixBy(by) }), () => ({ type: 'angle', radians: between(-7, 7) }), () => ({ type: 'fireRate', rate: one([undefined, between(0.001, 1)]) }),
  ]))();
}

/** @param {Lot} by @returns {import('../web/keep/link.js').LinkState} */
function stateBy(by) {
  const { one, below, between, chance } = by;
  let step = 0, stroke = 0;
  const edits = Array.from({ length: below(one([1, 4, 40])) }, () => {
    step += below(one([1, 3, 300]));
    stroke += below(one([1, 2, 50]));
    return { step, stroke, edit: quantise(editBy(by)) };
  });
  return {
    model: one(['ice-star', 'snowflake', 'x']), edits, step: step + below(1000), seed: below(2 ** 32), speed: one([Infinity, 30, between(0.1, 900)]),
    size: chance(0.5) ? { height: 3 + below(200), width: 3 + below(200) } : undefined, view: chance(0.5) ? { zoom: between(1, 32), x: by.share(), y: by.share() } : undefined,
    angle0: one([0, between(-6, 6)]), fireRate0: one([undefined, between(0.01, 1)]), ...(chance(0.3) && { mix0: mixBy(by) }),
  };
}

/** @param {import('../web/core/nca.js').Core} core @param {Lot} by @returns {Model} */
function modelBy(core, { one, below, between, chance }) {
  const config = {
    ...core.newModel('distill', 1).config, alive: one(CONFIG_WORDS.alive), filters: one(CONFIG_WORDS.filters), edge: one(CONFIG_WORDS.edge), channels: one([12, 16]), hidden: one([16, 32]),
    goals: one([1, 1, 2, 3]), fireRate: one([0.5, between(0.01, 1)]), premultiplied: chance(0.5), ...(chance(0.1) && { decoder: one([16, 20]), decoderScale: one([2, 8]) }),
  };
  const scale = one([0, 1e-30, 1, 1e30]);
  return {
    ...core.newModel('distill', 1), goalNames: chance(0.3) ? Array.from({ length: config.goals }, () => one(['', 'ice', '雪'])) : undefined, ...(chance(0.2) && { match: one(CONFIG_WORDS.match) }), ...(chance(0.1) && { family: one(['flakes', 'x']) }), config, params: new Float32Array(layoutOf(config).numParams).map(() => scale * between(-1, 1)), name: one(['', 'A flake', '雪 ❄️', 'x'.repeat(60)]), license: one(['', 'CC0-1.0']), epochs: below(2 ** 32),
    ...(chance(0.5) ? { height: 40, width: 41, padding: 3 } : { height: 0, width: 0, padding: 0 }), ...(chance(0.2) && { turns: 1 + below(8) }),
  };
}

/** One thing of a model that no link can say. @param {Lot} by @param {Model} model @returns {Model} */
function brokenModel({ one }, model) {
  const config = (/** @type {any} */ changes) => ({ ...model, config: { ...model.config, ...changes } }), some = model.params.slice();
  some[some.length - 1] = one([NaN, Infinity]);
  return one(/** @type {(() => any)[]} */ ([
    () => config({ alive: 'never' }), () => config({ channels: 13 }), () => config({ hidden: 0 }), () => config({ goals: 256 }), () => config({ decoder: 17, decoderScale: 2 }), () => config({ decoder: 16, decoderScale: 1 }), () => config({ fireRate: one([0, 1.5, NaN]) }),
    () => config({ sobelScale: one([0, NaN, 1e9]) }), () => config({ aliveThreshold: 1 }), () => ({ ...model, goalNames: ['one', 'two', 'three', 'four'] }), () => ({ ...model, params: some }), () => ({ ...model, params: some.slice(1) }),
    () => ({ ...model, turns: one([-1, 0.5, 361]) }), () => ({ ...model, match: 'never' }), () => ({ ...model, height: one([2, 1025, 40.5]), width: 40 }), () => ({ ...model, height: 9, width: 9, padding: 5 }), () => ({ ...model, epochs: -1 }), () => ({ ...model, license: 'x'.repeat(49) }),
  ]))();
}

/** What a byte of a link may become, its checksum made right again. @param {Lot} by @param {string} letters */
function spoilt({ below, chance, one }, letters) {
  const bytes = [...Buffer.from(letters, 'base64url')].slice(0, -CHECK_BYTES);
  for (let n = 0; n === 0 || chance(0.6); n++) {
    const at = below(bytes.length + 1);
    one([
      () => { bytes[at] = below(256); }, () => { bytes[at] ^= 1 << below(8); }, () => { bytes.splice(at, 1 + below(3)); }, () => { bytes.splice(at, 0, below(256)); },
      () => { bytes.splice(at, 0, ...bytes.slice(below(bytes.length))); }, () => { bytes.length = Math.min(at, bytes.length); },
      () => { bytes.splice(at, 1, ...wholeBytes(one(EDGES))); },
    ])();
  }
  return lettersOf(bytes.map((byte) => byte ?? 0));
}

/** @param {number} value as ByteWriter has it, whatever it may be */
function wholeBytes(value) {
  const bytes = [];
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push(value % 128 | 128);
  return [...bytes, value];
}

/** @param {number[]} bytes */
function lettersOf(bytes) {
  const out = new ByteWriter();
  out.bytes(Uint8Array.from(bytes));
  return out.finish();
}

/** @param {Lot} by @param {string} link */
function decorated({ below, one }, link) {
  const at = below(link.length), mark = one(['%', '%25', '%0A', ' ', '\u200b', '=', 'z', '&utm=z', '#', String.fromCharCode(below(0xffff)), '\ud800']);
  return one([link.slice(0, at) + mark + link.slice(at), link + mark.repeat(below(one([9, 300, 1 << 17]))), link.replace('2=', one(['3=', '=', '999=', '0='])), link.slice(0, at) + '%e9%' + link.slice(at), link.slice(0, at) + link.slice(at + 1), encodeURIComponent(Buffer.from(link).toString()), link + link, link.slice(at)]);
}

const CHECK_BYTES = (() => {
  const out = new ByteWriter();
  return Buffer.from(out.finish(), 'base64url').length;
})();

/** @template T @param {string} hash @param {(hash: string) => T} read @param {(value: NonNullable<T>) => string} write @returns {boolean} whether it was taken */
function readOrRefused(hash, read, write) {
  let value;
  try {
    value = read(hash);
  } catch (error) {
    assert.ok(error instanceof NcaError, `${hash}: ${error instanceof Error ? error.stack : error}`);
    assert.match(sentenceOf(error), /^[A-Z].*\.$/, hash);
    return false;
  }
  if (value === undefined || value === null) return false;
  const again = write(value);
  assert.deepEqual(read(again), value, hash);
  return true;
}

const writeModel = (/** @type {NonNullable<ReturnType<typeof decodeModel>>} */ { model, mix }) => encodeModel(model, mix);
/** @type {import('../web/core/nca.js').Core} */
let core;
before(async () => { core = await loadCore(await compileShippedWasm()); });

describe('links of a run', () => {
  test('as they are written', () => {
    const by = lot('run');
    for (let i = 0; i < EXECS; i++) {
      const link = encodeState(stateBy(by)), state = decodeState(link);
      assert.ok(state);
      assert.equal(encodeState(state), link);
    }
  });

  test('with spoilt bytes under a right checksum', () => {
    const by = lot('run, spoilt');
    let numTaken = 0;
    for (let i = 0; i < EXECS; i++) numTaken += Number(readOrRefused(linkOf('s', spoilt(by, encodeState(stateBy(by)).slice(4, -1))), decodeState, encodeState));
    assert.ok(numTaken > 0 && numTaken < EXECS, `${numTaken} of ${EXECS} were taken`); // it gets behind the door, and not always
  });

  test('as they arrive', () => {
    const by = lot('run, decorated');
    for (let i = 0; i < EXECS; i++) {
      const link = encodeState(stateBy(by)), view = by.one(VIEWS_OF_LINKS);
      readOrRefused(decorated(by, decorated(by, link)), decodeState, encodeState);
      assert.equal(viewOf(withView(link, view)), view);
      assert.equal(viewOf(link), undefined);
      assert.deepEqual(decodeState(withView(link, view)), decodeState(link));
    }
  });

  test('of runs that are too long, or of no model that a link can name', () => {
    const by = lot('run, long');
    for (let i = 0; i < EXECS; i++) {
      const state = stateBy(by), last = state.edits.at(-1)?.step ?? 0, stroke = (state.edits.at(-1)?.stroke ?? 0) + 1, any = quantise(editBy(by));
      const more = (/** @type {number} */ length, /** @type {(i: number) => any} */ edit) => ({ ...state, edits: [...state.edits, ...Array.from({ length }, (_, n) => ({ step: last, stroke: stroke + n, edit: edit(n) }))] });
      const noise = { type: 'noise', wound: { shape: by.one(['half', 'disc']), x: 1, y: 1, size: 40, angle: 0 }, seed: 1 };
      const long = by.one(/** @type {(() => any)[]} */ ([() => ({ ...state, step: MAX_LINK_STEPS + 1 }), () => more(MAX_LINK_EDITS + 1, () => any), () => more(9000, () => noise), () => more(17, (n) => ({ type: 'model', name: `m${n}` })), () => ({ ...state, model: by.one(['', 'No', 'x'.repeat(65), undefined]) })]))();
      assert.equal(readOrRefused('', () => encodeState(long), String), false);
    }
  });
});

describe('links that carry a model', () => {
  test('as they are written', () => {
    const by = lot('model');
    for (let i = 0; i < EXECS; i++) {
      const model = modelBy(core, by), mix = mixBy(by), link = encodeModel(model, mix.length <= (model.config.goals ?? 1) ? mix : undefined), carried = decodeModel(link);
      assert.ok(carried);
      assert.equal(writeModel(carried), link);
    }
  });

  test('with spoilt bytes under a right checksum', () => {
    const by = lot('model, spoilt');
    let numTaken = 0;
    for (let i = 0; i < EXECS; i++) numTaken += Number(readOrRefused(linkOf('m', spoilt(by, encodeModel(modelBy(core, by)).slice(4, -1))), decodeModel, writeModel));
    assert.ok(numTaken > 0 && numTaken < EXECS, `${numTaken} of ${EXECS} were taken`);
  });

  test('as they arrive', () => {
    const by = lot('model, decorated');
    for (let i = 0; i < EXECS; i++) {
      const link = encodeModel(modelBy(core, by)), view = by.one(VIEWS_OF_LINKS);
      readOrRefused(decorated(by, link), decodeModel, writeModel);
      assert.equal(viewOf(withView(link, view)), view);
      assert.equal(viewOf(link), undefined);
    }
  });

  test('of models that no link can say', () => {
    const by = lot('model, broken');
    for (let i = 0; i < EXECS; i++) {
      const model = modelBy(core, by), isBroken = by.chance(0.8);
      assert.equal(readOrRefused('', () => encodeModel(isBroken ? brokenModel(by, model) : model, isBroken ? mixBy(by) : Array.from({ length: 5 }, (_, goal) => Number(goal === 4))), String), false);
    }
  });
});

test('attributes that make no sense are their defaults: whatever is read lies in its range', () => {
  const by = lot('attributes'), within = (/** @type {number | undefined} */ value, /** @type {number} */ min, /** @type {number} */ max) => value === undefined || (value >= min && value <= max);
  for (let i = 0; i < EXECS; i++) {
    const text = Array.from({ length: by.below(8) }, () => by.one(['0', '1', '9', '72', '.', ',', 'x', '-', '+', ' ', 'e', '1e999', 'Infinity', 'NaN', '0x10', 'max', 'never', '٣', '\0', String(by.one(EDGES))])).join('');
    const size = parseSize(text), mix = parseMix(text);
    for (const side of size ? [size.height, size.width] : []) assert.ok(Number.isInteger(side) && within(side, 3, 1024), text);
    assert.ok(parseSpeed(text) === Infinity || within(parseSpeed(text), 0.1, 1000), text);
    assert.ok(Number.isInteger(parseSeed(text)) && within(parseSeed(text), 0, 2 ** 32 - 1), text);
    assert.ok(within(parseBrush(text), 0.5, 64) && within(parseAngle(text), -360, 360) && within(parseFireRate(text), 0.01, 1) && within(parseFlake(text), 0, 2 ** 32 - 1), text);
    assert.ok(parseRestAt(text) === Infinity || within(parseRestAt(text), 1, 2 ** 32 - 1), text);
    for (const { name, read, write } of Object.values(ATTRIBUTES)) {
      const given = by.one([text, null, '64x48', '32', 'max', 'never', '0.25', '-0', '0.3,0.7', '1,-0', ' FALSE ', 'fine', 'erase']), value = /** @type {any} */ (read(given)), written = value === undefined || value === null ? null : write(value);
      assert.ok(written === null || typeof written === 'string', name);
      if (written !== null) assert.deepEqual(read(written), value, `${name}="${given}"`);
    }
    assert.ok([parseSize(text, { isForGpu: true })].every((sides) => !sides || within(sides.height, 3, 4096)), text);
    if (mix) assert.ok(Math.abs(mix.reduce((sum, each) => sum + each, 0) - 1) < 1e-9, text);
  }
});

test('bytes of numbers: what is read is what was written', () => {
  const by = lot('bytes');
  for (let i = 0; i < EXECS; i++) {
    const value = by.chance(0.5) ? by.one(EDGES) : by.below(2 ** 32), out = new ByteWriter();
    if (value > 0xffffffff) continue;
    out.whole(value);
    out.text('雪'.repeat(by.below(4)));
    const from = new ByteReader(out.finish());
    assert.equal(from.whole(), value);
    assert.match(from.text(), /^雪*$/u);
    from.end();
  }
});
