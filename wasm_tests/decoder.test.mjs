/** A decoder as JavaScript has it: areas, bytes, other parameters, learning, and what is refused. That it draws what it should, golden.test.mjs and kernels.test.mjs say. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';

import { NcaError } from '../web/core/nca.js';
import { MAX_FINE_SCALE } from '../web/core/fields.js';
import { layoutOf } from '../web/core/shape.js';
import { loadTestCore, randomArray, randomNumbers } from './support/core.js';

/** @import { Core } from '../web/core/nca.js' */
/** @import { Model } from '../web/core/types.js' */
/** @import { Sim } from '../web/core/sim.js' */

const H = 11, W = 14, SCALE = 4, ROWS = H * SCALE, COLUMNS = W * SCALE;

/** @type {Core} */
let core;
/** @type {Model} */
let model;
/** @type {Sim} */
let sim;
before(async () => {
  core = await loadTestCore();
  const plain = core.newModel('distill', 3, { channels: 12, hidden: 32, decoder: 20, decoderScale: SCALE }), { b1, w2, b2, decoder } = layoutOf(plain.config), random = randomNumbers(8);
  const params = plain.params.map((value, i) => (i < w2 ? value : random() * (i < decoder ? 0.03 : 0.4)));
  assert.ok(b1 > 0);
  params[b2 + 3] = 0.125;
  model = { ...plain, params };
  sim = core.createSim({ height: H, width: W });
  sim.setModel(model);
  sim.reset(4);
  sim.step(4);
});

/** @param {() => unknown} call @param {RegExp} message */
const refuses = (call, message) => assert.throws(call, (error) => error instanceof NcaError && error.code === 'BAD_ARGUMENT' && message.test(error.message));

describe('drawing', () => {
  test('an area is a part of the whole, and bytes are the same in straight alpha, with nothing where nothing is', () => {
    const decoder = core.createDecoder(model), all = decoder.decode(sim), bytes = decoder.rgba(sim), area = { top: 9, left: 13, height: 20, width: 17 };
    assert.equal(decoder.scale, SCALE);
    assert.equal(all.length, ROWS * COLUMNS * 4);
    const part = decoder.decode(sim, area), partBytes = decoder.rgba(sim, area);
    for (let i = 0; i < part.length; i++) {
      const pixel = i >> 2, from = ((area.top + Math.floor(pixel / area.width)) * COLUMNS + area.left + (pixel % area.width)) * 4 + (i % 4);
      assert.equal(part[i], all[from]);
      assert.equal(partBytes[i], bytes[from]);
    }
    const isNothing = (/** @type {number} */ cell) => sim.state.subarray(cell * 12, cell * 12 + 12).every((value) => value === 0);
    assert.ok(isNothing(0) && !isNothing(Math.floor(H / 2) * W + Math.floor(W / 2)));
    assert.deepEqual([...bytes.subarray(0, 4)], [0, 0, 0, 0]);
    assert.ok(all.subarray(0, 4).some((value) => value !== 0), 'where nothing is a decoder need not draw nothing');
    let numShown = 0;
    for (let i = 3; i < bytes.length; i += 4) {
      if (bytes[i] === 0) continue;
      numShown++;
      assert.equal(bytes[i], Math.floor(Math.min(all[i], 1) * 255 + 0.5));
    }
    assert.ok(numShown > 100 && numShown < ROWS * COLUMNS);
    assert.equal(decoder.decode(sim, { height: 0 }).length, 0);
    decoder.destroy();
  });

  test('any other scale, and other parameters', () => {
    const decoder = core.createDecoder(model, 9), before = decoder.decode(sim), { numParams } = layoutOf(model.config);
    assert.equal(before.length, H * 9 * W * 9 * 4);
    decoder.setModel({ ...model, params: model.params.map((value, i) => (i === numParams - 4 ? value + 1 : value)) });
    decoder.decode(sim).forEach((value, i) => assert.ok(Math.abs(value - before[i] - (i % 4 === 0 ? 1 : 0)) < 1e-5));
    decoder.destroy();
    refuses(() => decoder.rgba(sim), /destroyed/);
  });

  test('what makes no sense is refused in words', () => {
    const decoder = core.createDecoder(model), plain = core.newModel('blog', 1), other = core.createSim({ height: 3, width: 3 });
    refuses(() => core.createDecoder(plain), /decoder/);
    for (const scale of [0, MAX_FINE_SCALE + 1, 2.5, NaN]) refuses(() => core.createDecoder(model, scale), /scale/);
    refuses(() => decoder.setModel(plain), /wide/);
    refuses(() => decoder.rgba(other), /sim/);
    for (const [key, value] of [['top', -1], ['left', COLUMNS + 1], ['height', ROWS + 1], ['width', 1.5]]) refuses(() => decoder.rgba(sim, { [key]: value }), new RegExp(String(key)));
    refuses(() => decoder.rgba(sim, /** @type {any} */ ({ bottom: 3 })), /bottom/);
    other.destroy();
    decoder.destroy();
  });
});

describe('learning', () => {
  const targets = () => randomArray(H * W * 4, randomNumbers(2)).map(Math.abs), fineTargets = () => new Float32Array(ROWS * COLUMNS * 4).fill(0.5);
  const recipe = { batch: 2, numStepsMin: 6, numStepsMax: 6, fineWeight: 1, learningRate: 0.01, clipNorm: 0 };

  test('alone it leaves the rule as it is; a checkpoint goes on to the same bits', () => {
    const options = { height: H, width: W, seed: 3, recipe: { ...recipe, learns: /** @type {const} */ ('decoder') }, fineTargets: fineTargets() };
    const trainer = core.createTrainer(options, model, targets()), { decoder } = layoutOf(model.config);
    trainer.epoch();
    const first = trainer.loss, resumed = core.resumeTrainer(trainer.checkpoint(0, 9));
    for (let i = 0; i < 60; i++) for (const each of [trainer, resumed]) each.epoch();
    assert.deepEqual(resumed.params(), trainer.params());
    assert.deepEqual(trainer.params().subarray(0, decoder), model.params.subarray(0, decoder));
    assert.ok(trainer.loss < first);
    for (const each of [trainer, resumed]) each.destroy();
  });

  test('with details it leaves what is kept as it is, and learns what lies beyond', () => {
    const kept = { channels: 8, hidden: 16 }, { b1, hidden, perceived, decoder } = layoutOf(model.config);
    const options = { height: H, width: W, seed: 3, recipe: { ...recipe, learns: /** @type {const} */ ('details'), keptChannels: kept.channels, keptHidden: kept.hidden }, fineTargets: fineTargets() };
    const trainer = core.createTrainer(options, model, targets());
    trainer.epoch();
    const first = trainer.loss;
    for (let i = 0; i < 60; i++) trainer.epoch();
    const params = trainer.params(), rows = kept.hidden * perceived;
    assert.deepEqual(params.subarray(0, rows), model.params.subarray(0, rows));
    assert.deepEqual(params.subarray(b1, b1 + kept.hidden), model.params.subarray(b1, b1 + kept.hidden));
    assert.notDeepEqual(params.subarray(rows, b1), model.params.subarray(rows, b1));
    assert.notDeepEqual(params.subarray(b1 + kept.hidden, b1 + hidden), model.params.subarray(b1 + kept.hidden, b1 + hidden));
    assert.notDeepEqual(params.subarray(decoder), model.params.subarray(decoder));
    assert.ok(trainer.loss < first);
    trainer.destroy();
  });

  test('its targets are asked for where they count, and only there', () => {
    const begin = (/** @type {object} */ given, of = model) => core.createTrainer({ height: H, width: W, seed: 3, ...given }, of, targets());
    refuses(() => begin({ recipe }), /fineTargets/);
    refuses(() => begin({ recipe: {}, fineTargets: fineTargets() }), /fineTargets/);
    refuses(() => begin({ recipe, fineTargets: new Float32Array(7) }), /fineTargets/);
    refuses(() => begin({ recipe: { ...recipe, turns: 2 }, fineTargets: fineTargets() }), /fineWeight/);
    refuses(() => begin({ recipe: { learns: 'decoder' } }), /learns/);
    begin({ recipe: {} }).destroy();
    begin({ recipe }, core.newModel('distill', 1)).destroy();
  });

  test('a finer target lies where that of the cells does', () => {
    const rgba = new Uint8ClampedArray(6 * 10 * 4).fill(255), options = { height: 9, width: 12, padding: 1, keepAspect: true };
    const coarse = core.targetFromRgba(rgba, 10, 6, options), fine = core.targetFromRgba(rgba, 10, 6, { ...options, scale: 3 });
    assert.equal(fine.length, coarse.length * 9);
    for (let y = 0; y < 27; y++) for (let x = 0; x < 36; x++) assert.equal(fine[(y * 36 + x) * 4], coarse[(Math.floor(y / 3) * 12 + Math.floor(x / 3)) * 4]);
    refuses(() => core.targetFromRgba(rgba, 10, 6, { ...options, scale: 683 }), /scale/);
  });
});
