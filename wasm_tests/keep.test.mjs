/** What a visitor takes home: a link that tells the very run again, and an animated GIF of it. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, test } from 'node:test';

import { loadCore, NcaError } from '../web/core/nca.js';
import { Timeline } from '../web/core/timeline.js';
import { ByteWriter } from '../web/core/bytes.js';
import { growthFrames, NIGHT } from '../web/keep/frames.js';
import { growthGif } from '../web/keep/gif.js';
import { decodeState, encodeState, MAX_LINK_EDITS, MAX_LINK_STEPS, quantise } from '../web/keep/link.js';
import { filmSteps } from '../web/keep/pacing.js';
import { linkStateOf, modelNamesOf, recordOf } from '../web/keep/record.js';
import { sentenceOf } from '../web/text/sentence-of.js';
import '../web/text/en/start.js';
import { compileShippedWasm, randomNumbers } from './support/core.js';
import { readGif } from './support/gif.js';

/**
 * @import { Edit } from '../web/core/script.js'
 * @import { Model } from '../web/core/types.js'
 * @import { TimedLinkEdit } from '../web/keep/link-edits.js'
 * @import { LinkState } from '../web/keep/link.js'
 */

/** @type {import('../web/core/nca.js').Core} */
let core;
/** @type {Record<string, Model>} */
const models = {};
before(async () => {
  core = await loadCore(await compileShippedWasm());
  for (const name of ['snowflake', 'ice-star']) models[name] = core.readWeights(await readFile(new URL(`../assets/models/${name}.safetensors`, import.meta.url)));
});

const size = { height: 61, width: 47 };
const isError = (/** @type {string} */ code) => (/** @type {unknown} */ error) => error instanceof NcaError && error.code === code && /^[A-Z].*\.$/.test(sentenceOf(error));
const nameOf = (/** @type {Model} */ model) => Object.keys(models).find((name) => models[name] === model);

/** Numbers as a hand gives them, not as a link holds them. @returns {Edit[][]} strokes */
function strokes() {
  return [
    [{ type: 'wound', wound: { shape: 'disc', x: 20.03, y: 31.77, size: 2.51 } }, { type: 'wound', wound: { shape: 'disc', x: 21.2, y: 30.1, size: 2.51 } },
      { type: 'wound', wound: { shape: 'disc', x: 22.9, y: 29.41, size: 2.51 } }],
    [{ type: 'seed', x: 3.99, y: 50.01 }],
    [{ type: 'wound', wound: { shape: 'half', x: 23.337, y: 30.41, angle: -2.2 } }],
    [{ type: 'noise', wound: { shape: 'disc', x: 30, y: 20, size: 4.2 }, seed: 0xfedcba98 }],
    [{ type: 'fireRate', rate: 0.31416 }],
    [{ type: 'wound', wound: { shape: 'band', x: 19.19, y: 8.8, size: 3.3, angle: 0.77 } }],
    [{ type: 'model', model: models['ice-star'] }],
    [{ type: 'angle', radians: 4.0001 }],
    [{ type: 'noise', wound: { shape: 'band', x: 11.1, y: -3.3, size: 2, angle: 1 }, seed: 7 }, { type: 'noise', wound: { shape: 'half', x: 5, y: 60, angle: 1.5 }, seed: 0 }],
    [{ type: 'fireRate', rate: undefined }],
    [{ type: 'model', model: models.snowflake }],
    [{ type: 'wound', wound: { shape: 'disc', x: -4.4, y: 62, size: 7 } }],
  ];
}

/** A run in which everything was done. @param {(edit: Edit) => Edit} round */
function eventfulRun(round) {
  const sim = core.createSim(size), timeline = new Timeline(sim, models.snowflake);
  timeline.apply(round({ type: 'angle', radians: -0.5 }));
  timeline.apply(round({ type: 'fireRate', rate: 0.6 }));
  timeline.reset(0xc0ffee00);
  for (const stroke of strokes()) {
    timeline.advance(17);
    stroke.forEach((edit, i) => timeline.apply(round(edit), { joins: i > 0 }));
  }
  timeline.undo();
  timeline.advance(30);
  timeline.apply(round({ type: 'seed', x: 40, y: 9 }));
  timeline.advance(23);
  return { sim, timeline };
}

const bitsOf = (/** @type {import('../web/core/nca.js').Sim} */ sim) => Buffer.from(sim.state.slice().buffer).toString('base64');

/** @returns {LinkState} */
function eventfulState() {
  const { sim, timeline } = eventfulRun(quantise), record = /** @type {NonNullable<Timeline['record']>} */ (timeline.record);
  sim.destroy();
  return { ...linkStateOf(record, nameOf), size, speed: 12.5, view: { zoom: 2.5, x: 0.25, y: 0.75 } };
}

/** The first letter, taken for that of a sentence: it is read all the same. @param {string} link @param {number} i @param {string} letter */
const isCapital = (link, i, letter) => i === 1 && letter === link[i].toUpperCase();

describe('a link', () => {
  test('tells the same run, bit for bit', () => {
    const { sim, timeline } = eventfulRun(quantise), record = timeline.record;
    assert.ok(record);
    const link = encodeState({ ...linkStateOf(record, nameOf), size, speed: 30 });
    assert.match(link, /^#s2=[\w-]+z$/);
    assert.ok(link.length < 250, `${link.length} characters`);
    const state = decodeState(link);
    assert.ok(state);
    assert.deepEqual(modelNamesOf(state), ['snowflake', 'ice-star']);
    const told = recordOf(state, (name) => models[name]);
    assert.deepEqual(told, record);

    const again = core.createSim(/** @type {typeof size} */ (state.size)), retold = new Timeline(again, told.first.model);
    retold.tell(told);
    while (!retold.goTo(told.step, { maxSteps: 5 }));
    assert.ok(sim.numAlive > 100);
    assert.equal(again.numSteps, sim.numSteps);
    assert.equal(bitsOf(again), bitsOf(sim));
    // Strokes are kept: what is undone there is undone here.
    timeline.undo();
    timeline.undo();
    retold.undo();
    retold.undo();
    assert.equal(again.numSteps, sim.numSteps);
    assert.equal(bitsOf(again), bitsOf(sim));
    for (const each of [sim, again]) each.destroy();
  });

  test('cannot tell a run whose edits were not rounded', () => {
    const { sim, timeline } = eventfulRun((edit) => edit), again = core.createSim(size), retold = new Timeline(again, models.snowflake);
    const state = decodeState(encodeState({ ...linkStateOf(/** @type {any} */ (timeline.record), nameOf), size, speed: 30 }));
    assert.ok(state);
    retold.tell(recordOf(state, (name) => models[name]));
    retold.goTo(state.step);
    assert.notEqual(bitsOf(again), bitsOf(sim));
    for (const each of [sim, again]) each.destroy();
  });

  test('holds the state exactly, in few characters', () => {
    const full = eventfulState();
    assert.deepEqual(decodeState(encodeState(full)), full);
    const least = { model: 'snowflake', size: undefined, seed: 1, edits: [], angle0: 0, fireRate0: undefined, step: 0, speed: Infinity, view: undefined };
    assert.deepEqual(decodeState(encodeState(least)), least);
    assert.deepEqual(decodeState(encodeState({ model: 'snowflake', seed: 1, edits: [], step: 0, speed: Infinity })), least);
    assert.ok(encodeState(least).length <= 40);
    const extremes = { ...least, size: { height: 3, width: 1024 }, seed: 0xffffffff, step: MAX_LINK_STEPS, speed: 0.1, view: { zoom: 32, x: 1, y: 0 }, angle0: 6.25, fireRate0: 1 };
    const back = /** @type {LinkState} */ (decodeState(encodeState(extremes)));
    assert.ok(Math.abs(/** @type {number} */ (back.angle0) - 6.25) < 2e-4);
    assert.deepEqual({ ...back, angle0: 6.25 }, extremes);
  });

  test('rounding is done once and for all, to a 32nd of a cell', () => {
    const random = randomNumbers(9);
    for (let i = 0; i < 3000; i++) {
      const [x, y, width, angle] = [0, 1, 2, 3].map(() => random() * 10 ** (1.5 + 2 * random()));
      for (const shape of /** @type {const} */ (['disc', 'half', 'band'])) {
        const once = quantise({ type: 'noise', wound: { shape, x, y, size: width, angle }, seed: 5 });
        assert.deepEqual(quantise(once), once);
        if (Math.abs(x) < 1024) assert.ok(Math.abs(once.wound.x - x) <= 1 / 32);
        assert.equal(Math.fround(once.wound.x), once.wound.x, 'as C takes it');
        assert.ok(!Object.values(once.wound).some((value) => Object.is(value, -0)));
        if (once.wound.angle !== undefined) assert.ok(Math.cos(once.wound.angle - angle) > 1 - 1e-7, `${angle} became ${once.wound.angle}`);
      }
      for (const edit of /** @type {Edit[]} */ ([{ type: 'angle', radians: angle }, { type: 'fireRate', rate: Math.abs(x) }, { type: 'seed', x, y }])) {
        assert.deepEqual(quantise(quantise(edit)), quantise(edit));
      }
    }
    for (const degrees of [0, 1, 45, -180, 180, 359, 360]) {
      const { radians } = quantise({ type: 'angle', radians: (degrees * Math.PI) / 180 });
      assert.equal(Math.round((radians * 180 / Math.PI) * 1e9) / 1e9, degrees);
    }
    assert.throws(() => quantise({ type: 'angle', radians: NaN }), isError('BAD_ARGUMENT'));
    assert.throws(() => quantise({ type: 'wound', wound: { shape: 'disc', x: Infinity, y: 0 } }), isError('BAD_ARGUMENT'));
  });

  test('that is cut, changed or invented is noticed', () => {
    const link = encodeState(eventfulState()), letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (let length = 0; length < link.length; length++) assertNone(link.slice(0, length));
    for (let i = 0; i < link.length; i++) {
      for (const letter of [...letters, '%', '=', '+', '/', ' ', '\u00e9', '\0']) {
        if (letter !== link[i] && !isCapital(link, i, letter)) assertNone(link.slice(0, i) + letter + link.slice(i + 1));
      }
      assertNone(link.slice(0, i) + link.slice(i + 1));
      assertNone(`${link.slice(0, i)}A${link.slice(i)}`);
    }
    for (const other of ['', '#', '#stage', '#s', '#s=', 's=AAAA', '#s=AAAAAA', `#s=${'A'.repeat(10_000)}`, `#s2=${'z'.repeat(10_000)}`, link.toUpperCase()]) assertNone(other);
    const random = randomNumbers(3), anyByte = () => Math.floor(((random() + 1) / 2) * 256);
    for (let i = 0; i < 3000; i++) assertNone(`#s2=${Buffer.from(Array.from({ length: anyByte() }, anyByte)).toString('base64url')}z`);
  });

  test('with a right checksum on wrong bytes never makes a wrong state', () => {
    const random = randomNumbers(4), anyOf = (/** @type {number} */ n) => Math.min(n - 1, Math.floor(((random() + 1) / 2) * n));
    const payload = Buffer.from(encodeState(eventfulState()).slice(4, -1), 'base64url').subarray(0, -4);
    let numGood = 0;
    for (let i = 0; i < 8_000; i++) {
      const bytes = i % 4 === 0 ? [1, ...Array.from({ length: anyOf(60) }, () => anyOf(i % 8 ? 256 : 16))] : [...payload];
      if (i % 4) for (let n = anyOf(3); n >= 0; n--) bytes[anyOf(bytes.length)] = anyOf(256);
      if (i % 4 === 3) bytes.splice(anyOf(bytes.length), anyOf(4));
      const writer = new ByteWriter();
      writer.bytes(bytes);
      try {
        const state = decodeState(`#s2=${writer.finish()}z`);
        assert.ok(state);
        assertInRange(state);
        numGood++;
      } catch (error) {
        if (!isError('BAD_LINK')(error)) throw error;
      }
    }
    assert.ok(numGood > 200, `only ${numGood} were links at all`);
  });

  test('that would be too long is refused', () => {
    const state = eventfulState(), dab = (/** @type {number} */ i) => ({ step: 96, stroke: 1, edit: /** @type {const} */ ({ type: 'wound', wound: { shape: 'disc', x: 20 + (i % 30) / 2, y: 9 + i / 90, size: 2.5 } }) });
    const drawn = { ...state, step: 96, edits: Array.from({ length: 1950 }, (_, i) => dab(i)) };
    assert.deepEqual(decodeState(encodeState(drawn))?.edits, drawn.edits.map((each) => ({ ...each, edit: quantise(each.edit) })));
    const refuses = (/** @type {Partial<LinkState>} */ part, code = 'LINK_TOO_LONG') => assert.throws(() => encodeState({ ...state, ...part }), isError(code));
    refuses({ edits: Array.from({ length: MAX_LINK_EDITS + 1 }, () => state.edits[0]) });
    refuses({ step: 96, edits: Array.from({ length: 1900 }, (_, i) => ({ step: 96, stroke: 1, edit: { type: 'noise', wound: { shape: 'disc', x: i % 40, y: i % 7, size: i % 9 }, seed: 0xf0000000 + i } })) });
    refuses({ step: MAX_LINK_STEPS + 1 });
    // As many cells as would keep the page busy for long.
    refuses({ size: { height: 1024, width: 1024 }, step: 5, edits: Array.from({ length: 300 }, () => ({ step: 5, stroke: 1, edit: { type: 'wound', wound: { shape: 'half', x: 0, y: 0, angle: 0 } } })) });
    refuses({ model: 'My own' }, 'NOT_BUNDLED');
    refuses({ seed: -1 }, 'BAD_ARGUMENT');
    refuses({ step: 3 }, 'BAD_ARGUMENT');
    refuses({ size: { height: 1025, width: 8 } }, 'BAD_ARGUMENT');
    refuses({ speed: NaN }, 'BAD_ARGUMENT');
    assert.throws(() => linkStateOf({ seed: 1, first: { model: core.newModel('blog', 1), radians: 0, rate: undefined }, edits: [], step: 0 }, nameOf), isError('NOT_BUNDLED'));
  });
});

/** @param {string} hash */
function assertNone(hash) {
  try {
    assert.equal(decodeState(hash), undefined, hash);
    assert.ok(!/^#s2?=/.test(hash));
  } catch (error) {
    if (!isError('BAD_LINK')(error) && !isError('NEWER_LINK')(error)) throw error;
  }
}

/** All that C would trap at, or the page could stumble over. @param {LinkState} state */
function assertInRange({ model, size: grid, seed, edits, angle0 = NaN, fireRate0, step, speed, view }) {
  const holds = (/** @type {boolean} */ condition) => assert.ok(condition, JSON.stringify({ model, grid, seed, edits, angle0, fireRate0, step, speed, view }));
  const isWhole = (/** @type {number} */ value, /** @type {number} */ min, /** @type {number} */ max) => Number.isInteger(value) && value >= min && value <= max;
  const isIn = (/** @type {number} */ value, /** @type {number} */ min, /** @type {number} */ max) => value >= min && value <= max;
  holds(/^[a-z0-9-]+$/.test(model) && isWhole(seed, 0, 2 ** 32 - 1) && isWhole(step, 0, MAX_LINK_STEPS) && isIn(angle0, -7, 7));
  holds(!grid || (isWhole(grid.height, 3, 1024) && isWhole(grid.width, 3, 1024)));
  holds(speed === Infinity || isIn(speed, 0.1, 1000));
  holds(!view || (isIn(view.zoom, 1, 32) && isIn(view.x, 0, 1) && isIn(view.y, 0, 1)));
  holds(fireRate0 === undefined || isIn(fireRate0, 1e-4, 1));
  let lastStep = 0;
  for (const { step: at, stroke, edit } of edits) {
    holds(isWhole(at, lastStep, step) && isWhole(stroke, 0, 2 ** 32 - 1));
    lastStep = at;
    if (edit.type === 'seed') holds(isWhole(edit.x, -1024, 2048) && isWhole(edit.y, -1024, 2048));
    else if (edit.type === 'model') holds(/^[a-z0-9-]+$/.test(edit.name));
    else if (edit.type === 'angle') holds(isIn(edit.radians, -7, 7));
    else if (edit.type === 'fireRate') holds(edit.rate === undefined || isIn(edit.rate, 1e-4, 1));
    else if (edit.type === 'mix') holds(edit.mix.length <= 255);
    else holds(isIn(edit.wound.x, -1024, 2048) && isIn(edit.wound.y, -1024, 2048) && isIn(edit.wound.size ?? 0, 0, 2048) && isIn(edit.wound.angle ?? 0, -7, 7));
    if (edit.type === 'noise') holds(isWhole(edit.seed, 0, 2 ** 32 - 1));
    if ('mix' in edit && edit.mix) holds(edit.mix.reduce((sum, weight) => sum + weight, 0) === 1 && edit.mix.every((weight) => Math.abs(weight) <= 16));
  }
}

describe('the steps of a film', () => {
  const edit = /** @type {Edit} */ ({ type: 'seed', x: 0, y: 0 });
  const stepsOf = (/** @type {number} */ step, /** @type {number[]} */ at = [], options = {}) =>
    filmSteps({ step, edits: at.map((each) => ({ step: each, stroke: 1, edit })) }, { maxFrames: 160, ...options });

  test('are each one while there is room', () => {
    assert.deepEqual(stepsOf(0), [0]);
    assert.deepEqual(stepsOf(96), Array.from({ length: 97 }, (_, i) => i));
  });
  test('are close where something happens, and never too many', () => {
    const wide = stepsOf(10_000, [5000, 5000, 7001]);
    assert.ok(wide.length > 120 && wide.length <= 160, String(wide.length));
    for (const from of [0, 5000, 7001]) assert.ok([0, 1, 2, 3].every((later) => wide.includes(from + later)), `step by step from ${from}`);
    for (const [last, at] of /** @type {[number, number[]][]} */ ([[160, []], [1_000_000, [3]], [10_000_000, Array.from({ length: 2000 }, (_, i) => i * 5000)], [5000, Array.from({ length: 2000 }, (_, i) => i)]])) {
      const steps = stepsOf(last, at);
      assert.ok(steps.length <= 160 && steps.length >= 50, `${steps.length} frames of ${last}`);
      assert.equal(steps[steps.length - 1], last);
      assert.ok(steps.every((step, i) => i === 0 || step > steps[i - 1]));
    }
  });
  test('are even where that was asked', () => {
    assert.deepEqual(stepsOf(10, [3], { everySteps: 4 }), [0, 4, 8, 10]);
    assert.deepEqual(stepsOf(1000, [], { everySteps: 1, maxFrames: 3 }), [0, 500, 1000]);
  });
});

describe('an animated GIF', () => {
  const recordAfter = (/** @type {number} */ numSteps) => ({ seed: 5, first: { model: models.snowflake, radians: 0, rate: undefined }, edits: [], step: numSteps });

  test('shows the growth, ends as the flake is, and goes on for ever', async () => {
    const { sim, timeline } = eventfulRun(quantise), record = /** @type {NonNullable<Timeline['record']>} */ (timeline.record);
    /** @type {number[]} */
    const shares = [];
    const blob = await growthGif({ core: await loadCore(core.module), record, size, maxFrames: 40, cellPixels: 3, onProgress: (share) => shares.push(share) });
    assert.equal(blob.type, 'image/gif');
    const gif = readGif(new Uint8Array(await blob.arrayBuffer())), last = gif.frames[gif.frames.length - 1];
    assert.deepEqual([gif.width, gif.height, gif.loops], [47 * 3, 61 * 3, 0]);
    assert.ok(gif.frames.length > 20 && gif.frames.length <= 40);
    assert.deepEqual(gif.frames.map(({ delay }) => delay), gif.frames.map((frame) => (frame === last ? 150 : 4)));
    gif.frames.forEach(({ pixels, numDrawn }, i) => {
      if (i === 0) return;
      const numChanged = pixels.reduce((sum, colour, at) => sum + Number(colour !== gif.frames[i - 1].pixels[at]), 0);
      assert.ok(numChanged > 0, `frame ${i} is another one`);
      assert.ok(numDrawn < 1.02 * numChanged + 9, `frame ${i} draws ${numDrawn} pixels, but changes ${numChanged}`); // two entries may be one colour
    });

    const rgba = sim.rgba();
    let squares = 0, numBackground = 0;
    last.pixels.forEach((colour, at) => {
      const cell = Math.floor(Math.floor(at / gif.width) / 3) * 47 + Math.floor((at % gif.width) / 3), alpha = rgba[4 * cell + 3] / 255;
      for (let c = 0; c < 3; c++) squares += (((colour >> (8 * c)) & 255) - (NIGHT[c] + (rgba[4 * cell + c] - NIGHT[c]) * alpha)) ** 2;
      if (alpha === 0) {
        assert.equal(colour, NIGHT[0] | (NIGHT[1] << 8) | (NIGHT[2] << 16), 'the night is one colour');
        numBackground++;
      }
    });
    const error = Math.sqrt(squares / last.pixels.length / 3);
    assert.ok(error < 8, `colours are off by ${error} of 255`);
    assert.ok(numBackground > 1000);
    assert.equal(shares[shares.length - 1], 1);
    assert.ok(shares.length > 10 && shares.every((share, i) => share >= (shares[i - 1] ?? 0)));
    sim.destroy();
  });

  test('is made of frames of the very run', async () => {
    const { sim, timeline } = eventfulRun(quantise), record = /** @type {NonNullable<Timeline['record']>} */ (timeline.record), frames = [];
    for await (const frame of growthFrames({ core: await loadCore(core.module), record, size, everySteps: 10 })) {
      frames.push({ ...frame, rgba: frame.cells.rgba.slice() });
    }
    assert.deepEqual(frames.map(({ step, index }) => [step, index]), Array.from(frames, (_, i) => [Math.min(10 * i, record.step), i]));
    for (const { step, rgba, count } of frames) {
      assert.ok(timeline.goTo(step));
      assert.deepEqual(rgba, sim.rgba(), `step ${step}`);
      assert.equal(count, frames.length);
    }
    sim.destroy();
  });

  test('of a run that has not begun', async () => {
    const gif = readGif(new Uint8Array(await (await growthGif({ core, record: recordAfter(0), size })).arrayBuffer()));
    assert.equal(gif.frames.length, 1);
    assert.equal(gif.height, 61 * 7, 'about 432 pixels high');
  });

  test('can be given up', async () => {
    const controller = new AbortController(), film = { core, record: recordAfter(2000), size, signal: controller.signal };
    const reason = new Error('another one is wanted');
    await assert.rejects(growthGif({ ...film, onProgress: (share) => share > 0.3 && controller.abort(reason) }), reason);
    await assert.rejects(growthGif({ ...film, record: recordAfter(0) }), reason, 'before it begins');
  });

  test('is made in slices, and its grid given back', async () => {
    const own = await loadCore(core.module);
    let numTurns = 0, isOver = false;
    const count = () => { numTurns++; if (!isOver) setImmediate(count); };
    setImmediate(count);
    await growthGif({ core: own, record: recordAfter(1000), size });
    isOver = true;
    assert.ok(numTurns > 5, `${numTurns} turns for others`);
    const bytes = own.memoryBytes;
    for (let i = 0; i < 10; i++) for await (const { cells } of growthFrames({ core: own, record: recordAfter(3), size })) { if (cells.rgba[0]) break; }
    for (let i = 0; i < 10; i++) for await (const { step } of growthFrames({ core: own, record: recordAfter(3), size })) { if (step === 1) break; }
    assert.equal(own.memoryBytes, bytes);
  });
});
