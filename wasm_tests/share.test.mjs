/** A link that carries a whole model: what comes out of it grows, and nothing else comes out of anything else. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { before, describe, test } from 'node:test';

import { ByteWriter } from '../web/core/bytes.js';
import { CONFIG_WORDS, MAX_TURNS } from '../web/core/fields.js';
import { loadCore, NcaError } from '../web/core/nca.js';
import { contentIdOf } from '../web/library/identity.js';
import { tidyText } from '../web/core/tidy-text.js';
import { isOfUsualSize, layoutOf, USUAL_LAYOUT } from '../web/core/shape.js';
import { decodeModel, encodeModel, MAX_MODEL_LINK_CHARS } from '../web/share/model-link.js';
import { sentenceOf } from '../web/text/sentence-of.js';
import '../web/text/en/start.js';
import { compileShippedWasm, largest, randomNumbers } from './support/core.js';

/** @import { Model } from '../web/core/types.js' */

const MODELS = new URL('../assets/models/', import.meta.url), SNOWFLAKE = new URL('../assets/targets/snowflake.png', import.meta.url);
/** Numbers of the usual model. */
const { numParams: END } = USUAL_LAYOUT;
/** Of the model small({}), as it was written then. */
const BEFORE_TURNS = [
  '#m2=AT4IEAAAAD4AAAAAAADgP5qZmZmZmbk_FBgCBwNPbGQDTUlUyjuB3z2b-Fa0EnDNK4nnRKIAXrwZd9UzkO7KO0yqCGXDIX_dOpj2VLEPbcsphuRCoP1bucY7F3fRMYzrS6UFZb8ff9k5k_NTrQ',
  '1txyeBwjvgQpn7XLMVd84wh-hKoQNkux1_1jeP8FLKO6wKaMYjgd89m_hWtBJwzSuJ50SiAF68Gco7d9UzkO5MqghlwyF_3TqY9lSxD23LKYbkxjtDnv1duBd30TGM60ulBWW_H3_ZOZPzU63GOw1t',
  'xyeB4UGb-1u1FXTPL4npSKMDYr0cfMo71zWT8U-sCmjGI4HfPZv4VrQScM0riedEyjuiAF68GXfVM5DuTKoIZcMhf906mPZUsQ_GO2_KKYTkQ579XbgXd9ExjOtLpQVlvx9_2cY7OZPzU60Nbccnge',
  'FBm_tbtRV0zy-J6UijyjsDYL4cetc1k_FPrApoxiOB3z2b-Fa0EnDKO80riedEogBevBl31TOQ7kyqCGXDIX_dOsI7lPVXrhBxySqB40Wc_V-2GHnQMonrTaQFxjtlvx9_2TmT81OtDW3HJ4HhQZv7',
  'W7UVdM_xACQApADuADgAuAACAEwAzAAWAGAA4AAqAKoA9AA-AL7KOwpoxiOB3z2b-Fa0EnDNK4m9O-VJnABktxt_0jaJ7VGkCGzKO8Mhf906mPZUsQ9tyymG5EK5O5f9ZLMZf841g-pQnwZsuyHGO3',
  '_ZOZPzU60NbccngeFBm_vCO1yzFXfOMIfoSqEDZLsdf9bKOzWT8U-sCmjGI4HfPZv4VrS9OxN3yi6B5UmcAGS3G3_SNonxAPIAPAC8AAYAUADQABoAZPKvUbsz',
].join('');
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** @type {import('../web/core/nca.js').Core} */
let core;
/** @type {Record<string, Model>} */
const models = {};
before(async () => {
  core = await loadCore(await compileShippedWasm());
  for (const file of (await readdir(MODELS)).filter((name) => name.endsWith('.safetensors'))) models[file.split('.')[0]] = core.readWeights(await readFile(new URL(file, MODELS)));
});

const isError = (/** @type {string} */ code) => (/** @type {unknown} */ error) => error instanceof NcaError && error.code === code && /^[A-Z].*\.$/.test(sentenceOf(error));
/** @param {string} link @returns {Model} */
function decode(link) {
  const carried = decodeModel(link);
  assert.ok(carried);
  return carried.model;
}
/** @param {Partial<Model>} part @param {Partial<Model['config']>} [config] @returns {Model} */
const snowflakeWith = (part, config) => ({ ...models.snowflake, ...part, config: { ...models.snowflake.config, ...config } });
/** Of the smallest shape. @param {Partial<Model>} part @returns {Model} */
function small(part) {
  const config = { .../** @type {const} */ ({ alive: 'none', filters: 'isotropic', edge: 'torus' }), channels: 8, hidden: 16, sobelScale: 0.125, fireRate: 0.5, aliveThreshold: 0.1, premultiplied: true };
  const params = Float32Array.from({ length: layoutOf(config).numParams }, (_, i) => ((i * 37) % 101 - 50) / 64);
  return { config, params, name: 'Old', target: '', license: 'MIT', height: 20, width: 24, padding: 2, epochs: 7, ...part };
}
const payloadOf = (/** @type {string} */ link) => Buffer.from(link.slice(4, -1), 'base64url').subarray(0, -4);
/** With a right checksum. @param {Iterable<number>} bytes */
function linkOf(bytes) {
  const writer = new ByteWriter();
  writer.bytes([...bytes]);
  return `#m2=${writer.finish()}z`;
}

/** @param {string} hash */
function assertNone(hash) {
  try {
    assert.equal(decodeModel(hash), undefined);
    assert.ok(!/^#m2?=/.test(hash));
  } catch (error) {
    if (!isError('BAD_MODEL_LINK')(error) && !isError('NEWER_LINK')(error)) throw error;
  }
}

/** The first letter, taken for that of a sentence: it is read all the same. @param {string} link @param {number} i @param {string} letter */
const isCapital = (link, i, letter) => i === 1 && letter === link[i].toUpperCase();

describe('a link to a model', () => {
  test('holds all of it but the target, in at most 12,000 characters where it is of the usual size', () => {
    assert.ok(Object.keys(models).length > 5);
    for (const model of Object.values(models)) {
      const link = encodeModel(model), { w1, b1, w2, b2, numParams, perceived, hidden, channels } = layoutOf(model.config);
      assert.match(link, /^#m2=[\w-]+z$/);
      assert.ok(link.length <= (isOfUsualSize(model.config) ? 11_800 : MAX_MODEL_LINK_CHARS), `${link.length} characters`);
      const { params, ...rest } = decode(link), { params: before, ...restBefore } = model;
      assert.deepEqual(rest, { ...restBefore, target: '' });
      assert.equal(params.length, numParams);
      for (const [start, length, count] of [[w1, perceived, hidden], [w2, hidden, channels]]) {
        for (let row = 0; row < count; row++) {
          const at = start + row * length, most = largest(before.subarray(at, at + length));
          for (let i = at; i < at + length; i++) assert.ok(Math.abs(params[i] - before[i]) <= most / 127 * 0.75, `weight ${i}: ${params[i]}, was ${before[i]}`);
        }
      }
      for (const [start, end] of [[b1, w2], [b2, b2 + channels]]) {
        const most = largest(before.subarray(start, end));
        for (let i = start; i < end; i++) assert.ok(Math.abs(params[i] - before[i]) <= most / 32767, `bias ${i}`);
      }
    }
    const longest = snowflakeWith({ name: '\u{1f9ca}'.repeat(40), license: 'x'.repeat(48), height: 1024, width: 1024, padding: 511, epochs: 0xffffffff });
    assert.ok(encodeModel(longest).length <= MAX_MODEL_LINK_CHARS);
    assert.ok(encodeModel(longest).length <= 12_000);
  });

  test('is the same again when what it held is shared on', () => {
    for (const model of Object.values(models)) {
      const link = encodeModel(model), once = decode(link);
      assert.equal(encodeModel(once), link);
      assert.deepEqual(decode(encodeModel(once)), once);
    }
  });

  test('holds any weights: none, huge, tiny, one alone, random', () => {
    const random = randomNumbers(11), check = (/** @type {(i: number) => number} */ at, rel = 1 / 127) => {
      const params = Float32Array.from({ length: END }, (_, i) => at(i)), back = decode(encodeModel(snowflakeWith({ params }))).params, most = largest(params);
      for (let i = 0; i < END; i++) assert.ok(Math.abs(back[i] - params[i]) <= most * rel && !Object.is(back[i], -0), `${i}: ${back[i]}, was ${params[i]}`);
    };
    check(() => 0);
    check(() => -0);
    check((i) => (i % 2 ? 1 : -1) * 3.4e38);
    check((i) => (i % 3 - 1) * 1e-42, 1);
    check((i) => (i % 3 - 1) * 2 ** -118);
    check((i) => (i === 6150 ? -5 : 0), 1e-4);
    for (let round = 0; round < 40; round++) check(() => random() * 10 ** (30 * random()));
    for (let round = 0; round < 200; round++) {
      // As close to where a scale would step as there are numbers.
      const most = 2 ** (40 * random()) * (1 + round / 128);
      check((i) => (i % 16 === 3 ? most : random() * most));
    }
  });

  test('carries a snowflake that grows, lasts and heals', async () => {
    const model = decode(encodeModel(models.snowflake)), { height, width, padding, config: { premultiplied } } = model;
    const sim = core.createSim({ height, width });
    const target = core.readTarget(await readFile(SNOWFLAKE), { height, width, padding, premultiplied, keepAspect: true });
    sim.setModel(model);
    for (const seed of [1, 2, 3]) {
      sim.reset(seed);
      sim.step(200);
      assert.ok(sim.loss(target) <= 1e-4, `grown: ${sim.loss(target)}`);
      sim.wound({ shape: 'half', x: width / 2, y: height / 2, angle: seed });
      assert.ok(sim.loss(target) > 1e-2, `cut: ${sim.loss(target)}`);
      sim.step(500);
      assert.ok(sim.loss(target) <= 1e-4, `healed: ${sim.loss(target)}`);
    }
    sim.destroy();
  });

  test('that is cut, changed or invented is noticed', () => {
    const link = encodeModel(models.snowflake);
    for (let length = 0; length < link.length; length++) assertNone(link.slice(0, length));
    for (let i = 0; i < link.length; i++) {
      const other = LETTERS[(LETTERS.indexOf(link[i]) + 1 + (i * 29) % 63) % 64];
      assertNone(link.slice(0, i) + other + link.slice(i + 1));
    }
    for (const i of [0, 1, 2, 3, 4, 30, 5000, link.length - 1]) {
      for (const letter of [...LETTERS, '%', '=', '+', '/', ' ', '\u00e9', '\0']) if (letter !== link[i] && !isCapital(link, i, letter)) assertNone(link.slice(0, i) + letter + link.slice(i + 1));
      assertNone(link.slice(0, i) + link.slice(i + 1));
      assertNone(`${link.slice(0, i)}A${link.slice(i)}`);
    }
    for (const other of ['', '#', '#stage', '#s=AAAA', '#m', '#m=', 'm=AAAA', '#m=AAAAAA', `#m=${'A'.repeat(1e6)}`, `#m2=${'z'.repeat(1e6)}`, link.toUpperCase()]) assertNone(other);
    const random = randomNumbers(3), anyByte = () => Math.floor(((random() + 1) / 2) * 256);
    for (let i = 0; i < 2000; i++) assertNone(`#m2=${Buffer.from(Array.from({ length: anyByte() * (i % 4 ? 1 : 35) }, anyByte)).toString('base64url')}z`);
  });

  test('with a right checksum on wrong bytes never makes a wrong model', () => {
    const random = randomNumbers(4), anyOf = (/** @type {number} */ n) => Math.min(n - 1, Math.floor(((random() + 1) / 2) * n));
    const payloads = [models['ice-star'], models['ice-rosette'], small({ turns: 12 }), small({ match: 'texture', turns: 2 }), small({ goalNames: ['a'] })].map((model) => payloadOf(encodeModel(model)));
    let numGood = 0;
    for (let i = 0; i < 4000; i++) {
      const payload = payloads[i % payloads.length];
      const bytes = i % 5 === 0 ? [1, ...Array.from({ length: i % 10 ? 8800 : anyOf(60) }, () => anyOf(256))] : [...payload];
      // Mostly in the head: what is behind are all weights.
      if (i % 5) for (let n = anyOf(3); n >= 0; n--) bytes[anyOf(i % 5 === 1 ? bytes.length : 48)] = anyOf(256);
      if (i % 5 === 4) bytes.splice(anyOf(bytes.length), anyOf(4));
      const link = linkOf(bytes);
      try {
        assertInRange(decode(link), link);
        numGood++;
      } catch (error) {
        if (!isError('BAD_MODEL_LINK')(error)) throw error;
      }
    }
    assert.ok(numGood > 100, `only ${numGood} were links at all`);
  });

  test('that says the same with other bytes is no link', () => {
    const params = models.snowflake.params.slice().fill(0, 48, 96), payload = [...payloadOf(encodeModel(snowflakeWith({ params })))], rows = payload.length - 8770;
    const changed = (/** @type {number} */ at, /** @type {number} */ byte) => linkOf(payload.map((each, i) => (i === at ? byte : each)));
    decode(linkOf(payload));
    assert.deepEqual(payload.slice(rows + 50, rows + 100), new Array(50).fill(0), 'the row of zeros');
    assertNone(changed(rows + 50, 1)); // with a scale
    assertNone(changed(rows + 55, 1)); // a whole number without one
    assertNone(changed(rows + 1, payload[rows + 1] | 0x80)); // a negative scale
    const most = payload.findIndex((byte, i) => i >= rows + 2 && (byte === 127 || byte === 129));
    assert.ok(most < rows + 50);
    assertNone(changed(most, 126)); // the largest is not 127 any more
    assertNone(changed(most, 128));
    for (const half of [0x7f80, 0x7fc0, 0x7f7f]) assertNone(linkOf(payload.map((each, i) => (i === rows ? half & 0xff : i === rows + 1 ? half >> 8 : each)))); // infinite, NaN, too large
    assertNone(changed(rows + 128 * 50, 0x7f)); // biases that are not finite
    assertNone(changed(0, 2)); // version
    assertNone(changed(1, 7)); // flags
    assertNone(linkOf([...payload, 0]));
  });
});

/** All that C would trap at, or the page could stumble over. @param {Model} model @param {string} link */
function assertInRange({ config, params, name, license, target, height, width, padding, epochs, turns = 2, match = 'texture' }, link) {
  const holds = (/** @type {boolean} */ condition) => assert.ok(condition, link.slice(0, 100));
  const isWhole = (/** @type {number} */ value, /** @type {number} */ min, /** @type {number} */ max) => Number.isInteger(value) && value >= min && value <= max;
  const isIn = (/** @type {number} */ value, /** @type {number} */ min, /** @type {number} */ max) => value >= min && value <= max;
  holds(isIn(config.sobelScale, 1e-7, 1e6) && isIn(config.fireRate, 2 ** -24, 1) && isIn(config.aliveThreshold, 0, 1 - 2 ** -53));
  holds((height === 0 && width === 0 && padding === 0) || (isWhole(height, 3, 1024) && isWhole(width, 3, 1024) && isWhole(padding, 0, 511) && 2 * padding < Math.min(height, width)));
  holds(isWhole(epochs, 0, 0xffffffff) && target === '' && params.length === layoutOf(config).numParams && params.every(Number.isFinite));
  holds(isWhole(turns, 2, MAX_TURNS) && match === 'texture'); // or they are not there
  holds(Buffer.byteLength(name) <= 127 && Buffer.byteLength(license) <= 48 && !/[\p{Cc}\u202e\ufffe]/u.test(name + license));
}

describe('a name from a stranger', () => {
  test('is kept as it is, markup and all, for it is only ever shown as text', () => {
    for (const name of ['', ' ', '<img src=x onerror=alert(1)>', '雪の結晶 ❄️ 👩‍🚀', 'a'.repeat(127), '\ufffd']) {
      assert.equal(tidyText(name), name);
      assert.equal(decode(encodeModel(snowflakeWith({ name }))).name, name);
    }
  });

  test('loses what would disturb the text around it, once and for all', () => {
    for (const [name, want] of [['a\0b\nc\u001b[31m\u0085', 'abc[31m'], ['\u202egnp.exe\u2028x\u2066', 'gnp.exex'], ['\ud800!', '\ufffd!'], ['\ufeffx', 'x'], ['é'.repeat(64), 'é'.repeat(63)], ['a'.repeat(126) + '❄', 'a'.repeat(126)]]) {
      assert.equal(tidyText(name), want);
      assert.equal(tidyText(want), want);
      assert.equal(decode(encodeModel(snowflakeWith({ name }))).name, want);
    }
    // A link that holds such a name was not written here.
    const payload = payloadOf(encodeModel(snowflakeWith({ name: 'Snowflake' }))), at = payload.indexOf('Snowflake');
    for (const byte of [0, 10, 27, 127, 0x80, 0xff]) assertNone(linkOf([...payload.subarray(0, at), byte, ...payload.subarray(at + 1)]));
    decode(linkOf([...payload.subarray(0, at), 60, ...payload.subarray(at + 1)]));
  });
});

test('a link carries the shape of the rule', () => {
  for (const alive of CONFIG_WORDS.alive) {
    for (const filters of CONFIG_WORDS.filters) {
      for (const edge of CONFIG_WORDS.edge) {
        for (const [channels, hidden] of [[16, 128], [12, 96], [32, 256]]) {
          const shape = { alive, filters, edge, channels, hidden }, params = new Float32Array(layoutOf(shape).numParams).fill(0.25), read = decode(encodeModel(snowflakeWith({ params }, shape)));
          assert.deepEqual(read.config, { ...models.snowflake.config, ...shape });
          assert.equal(read.params.length, params.length);
        }
      }
    }
  }
});

test('a link carries what of its goal counted: turns, and whether it was a texture', () => {
  const random = randomNumbers(6), anyOf = (/** @type {number} */ n) => Math.min(n - 1, Math.floor(((random() + 1) / 2) * n));
  for (let i = 0; i < 300; i++) {
    const turns = i < 3 ? [2, 127, MAX_TURNS][i] : anyOf(3) ? 2 + anyOf(MAX_TURNS - 1) : undefined, match = anyOf(2) ? /** @type {const} */ ('texture') : undefined;
    const given = small({ ...(turns && { turns }), ...(match && { match }) }), link = encodeModel(given), { params, ...read } = decode(link);
    assert.deepEqual(read, (({ params: _, ...rest }) => rest)(given));
    assert.equal(encodeModel({ ...read, params }), link, 'and again');
  }
  for (const nothing of [{ turns: 0 }, { turns: 1 }, { match: /** @type {const} */ ('pixels') }]) assert.equal(encodeModel(small(nothing)), encodeModel(small({})));
  // Turns that nobody writes.
  const payload = [...payloadOf(encodeModel(small({ turns: 12 })))], at = payload.indexOf(12);
  assert.deepEqual(payload.slice(at - 2, at + 1), [8, 16, 12]);
  for (const turns of [[0], [1], [0xe9, 2], [0xff, 0xff, 0xff, 0x7f]]) assertNone(linkOf([...payload.slice(0, at), ...turns, ...payload.slice(at + 1)]));
  assert.throws(() => encodeModel(small({ turns: MAX_TURNS + 1 })), isError('MODEL_OUT_OF_RANGE'));
  assert.throws(() => encodeModel(small({ match: /** @type {any} */ ('colours') })), isError('MODEL_OUT_OF_RANGE'));
});

test('a link carries goals, by their names or without, and a decoder; what is no shape is not written', () => {
  const random = randomNumbers(7);
  for (const [config, part] of /** @type {[Partial<Model['config']>, Partial<Model>][]} */ ([
    [{ goals: 3 }, { goalNames: ['star', '', 'Nadel ❄'] }], [{ goals: 40 }, { goalNames: Array.from({ length: 40 }, (_, goal) => `flake "${goal}" ❄`) }], [{ goals: 255 }, {}], [{}, { goalNames: ['one'] }],
    [{ decoder: 16, decoderScale: 4 }, { turns: 3 }], [{ goals: 3, decoder: 20, decoderScale: 16 }, { goalNames: ['a', 'b', 'c'] }], [{ goals: 2, decoder: 32, decoderScale: 16 }, { match: 'texture' }],
  ])) {
    const whole = { ...small({}).config, ...config }, params = Float32Array.from({ length: layoutOf(whole).numParams }, () => random());
    const given = { ...small(part), config: whole, params }, link = encodeModel(given), read = decode(link);
    assert.deepEqual({ ...read, params: [] }, { ...given, params: [] });
    assert.equal(encodeModel(read), link, 'and again');
    read.params.forEach((value, i) => assert.ok(Math.abs(value - params[i]) <= 0.01, `parameter ${i}`));
    core.createSim({ height: 5, width: 5 }).setModel(read);
    if (read.config.decoder) assert.notEqual(contentIdOf(read), contentIdOf({ ...read, config: { ...read.config, decoderScale: 3 } }), 'it is another model');
  }
  const refused = (/** @type {Partial<Model['config']>} */ shape, /** @type {Partial<Model>} */ part = {}) => assert.throws(() => encodeModel({ ...small(part), config: { ...small({}).config, ...shape } }), isError('MODEL_OUT_OF_RANGE'));
  refused({ goals: 256 });
  refused({ decoder: 16 });
  refused({}, { goalNames: ['one', 'two'] });
});

test('a link of before there were turns means what it did', () => {
  assert.equal(encodeModel(small({})), BEFORE_TURNS);
  assert.deepEqual(Object.keys(decode(BEFORE_TURNS)).filter((key) => key === 'turns' || key === 'match'), []);
});

test('what a link cannot carry is refused, with a reason', () => {
  const refuses = (/** @type {Partial<Model>} */ part, /** @type {Partial<Model['config']>} */ config = {}) => assert.throws(() => encodeModel(snowflakeWith(part, config)), (error) => /^(MODEL_|LICENSE_)/.test(/** @type {NcaError} */ (error).code));
  for (const bad of [NaN, Infinity]) refuses({ params: models.snowflake.params.slice().fill(bad, 7000, 7001) });
  refuses({ params: new Float32Array(5) });
  for (const height of [-1, 0, 2, 1025, 40.5, NaN]) refuses({ height });
  for (const padding of [-1, 36, 0.5]) refuses({ padding });
  refuses({ height: 0, width: 0, padding: 3 });
  encodeModel(snowflakeWith({ height: 0, width: 0, padding: 0 }));
  for (const epochs of [-1, 2 ** 32, 1.5]) refuses({ epochs });
  refuses({ license: 'x'.repeat(49) });
  for (const fireRate of [0, 1.1, NaN]) refuses({}, { fireRate });
  for (const aliveThreshold of [-0.1, 1, NaN]) refuses({}, { aliveThreshold });
  for (const sobelScale of [0, 1e7, NaN]) refuses({}, { sobelScale });
  refuses({}, { alive: /** @type {any} */ ('pre') });
});
