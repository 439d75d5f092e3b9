/** The bundled models do what the page says of them. The whole probe takes minutes a model; its reports are in assets/models/probes. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { before, describe, test } from 'node:test';

import { isOfFamily, mixOfFlake } from '../web/core/family.js';
import { mixOfGoal, weightsOf } from '../web/core/mix.js';
import { layoutOf } from '../web/core/shape.js';
import { cellsOf } from '../web/look/cells.js';
import { smoothPicture } from '../web/look/smooth.js';
import { loadTestCore } from './support/core.js';

/** @import { Decoder } from '../web/core/decoder.js' */
/** @import { Sim } from '../web/core/nca.js' */
/** @import { Model } from '../web/core/types.js' */

const MODELS = new URL('../assets/models/', import.meta.url), TARGETS = new URL('../assets/targets/', import.meta.url);

/** Of pictures without end: it has a test of its own. */
const FAMILY = 'ice-family.safetensors';
/** Of each goal. */
const NUM_SEEDS = 100;
/** Numbers that it was not taught: those are up to 1,000. */
const FAMILY_ERROR = 5e-3, UNSEEN = [1001, 48213, 123456789, 4294967295];

/** @type {import('../web/core/nca.js').Core} */
let core;
before(async () => { core = await loadTestCore(); });

/** Largest errors at steps of one run, and of what it comes back to from a half cut, and from a disc at the centre. */
const PROMISES = Object.freeze({
  growing: { errors: { 96: 1e-4 }, heals: {} },
  persistent: { errors: { 200: 1e-4, 1000: 1e-4 }, heals: {} },
  blog: { errors: { 80: 5e-3, 96: 5e-3, 1000: 5e-3 }, heals: {} },
  regenerating: { errors: { 200: 2e-4, 1000: 2e-4 }, heals: { half: 2e-4, disc: 2e-4 } },
  gallery: { errors: { 200: 8e-4, 1000: 5e-4, 10_000: 5e-4 }, heals: { half: 5e-3 } },
  turning: { errors: { 200: 2e-4, 1000: 2e-4 }, heals: { half: 2e-4, disc: 2e-4 } },
  texture: { errors: { 96: 1e-3, 200: 1e-3, 1000: 1e-3, 10_000: 1e-3 }, heals: {} },
});
const promiseOf = (/** @type {string} */ name, /** @type {Model} */ { turns, match, goalNames }) =>
  goalNames ? PROMISES.gallery : match === 'texture' ? PROMISES.texture : turns ? PROMISES.turning : name.endsWith('-growing') ? PROMISES.growing : name.endsWith('-persistent') ? PROMISES.persistent : name.startsWith('blog-') ? PROMISES.blog : PROMISES.regenerating;

/** All turns of a target. @param {Float32Array} target @param {{ height: number, width: number }} size @param {number} numTurns */
const turnsOf = (target, { height, width }, numTurns) => Array.from({ length: numTurns }, (_, turn) => core.turnTarget(target, { height, width, turn, numTurns }));
const nearest = (/** @type {Sim} */ sim, /** @type {Float32Array[]} */ targets) => Math.min(...targets.map((each) => sim.loss(each)));

/** By what a model was trained to. @param {Model} model @param {Float32Array} target @returns {(sim: Sim) => number} */
function measureOf(model, target) {
  if (model.match === 'texture') return (sim) => core.textureError(sim, target, model);
  const targets = turnsOf(target, model, model.turns || 1);
  return (sim) => nearest(sim, targets);
}

/** What each goal of a model shall become: a picture, by its name. @param {Model} model @returns {{ goal: string, picture: string }[]} */
const goalsOf = ({ goalNames, target }) => goalNames?.map((goal) => ({ goal, picture: `${goal}.png` })) ?? [{ goal: '', picture: target }];

for (const file of readdirSync(MODELS).filter((each) => each.endsWith('.safetensors') && each !== FAMILY)) {
  const name = file.replace('.safetensors', '');
  test(name, async (context) => {
    const model = core.readWeights(await readFile(new URL(file, MODELS))), goals = goalsOf(model);
    assert.ok(model.name && model.license && model.epochs > 0 && goals.every(({ picture }) => picture), 'it says what it is');
    for (const [at, { goal, picture }] of goals.entries()) {
      if (goal) await context.test(goal, () => keepsItsPromise(name, model, at, picture));
      else await keepsItsPromise(name, model, at, picture);
    }
  });
}

/** @param {string} name @param {Model} model @param {number} goal @param {string} picture */
async function keepsItsPromise(name, model, goal, picture) {
  const { height, width, padding, config: { premultiplied } } = model;
  const target = core.readTarget(await readFile(new URL(picture, TARGETS)), { height, width, padding, premultiplied, keepAspect: true });
  const sim = core.createSim({ height, width }), { errors, heals } = promiseOf(name, model), errorOf = measureOf(model, target);
  sim.setModel(model);
  sim.setMix(weightsOf(mixOfGoal(goal), layoutOf(model.config).goals));
  sim.reset(77);
  for (const [step, most] of Object.entries(errors)) {
    sim.step(Number(step) - sim.numSteps);
    assert.ok(errorOf(sim) <= most, `at step ${step}: ${errorOf(sim)}`);
  }
  /** @type {import('../web/core/types.js').Wound[]} */
  const wounds = [
    { shape: 'half', x: width / 2, y: height / 2, angle: 0.7 },
    { shape: 'disc', x: width / 2, y: height / 2, size: 0.1 * (width - 2 * padding) },
  ];
  for (const wound of wounds) {
    const most = /** @type {Partial<Record<string, number>>} */ (heals)[wound.shape];
    if (!most) continue;
    sim.wound(wound);
    assert.ok(errorOf(sim) > 1e-3, 'it hurts');
    sim.step(500);
    assert.ok(errorOf(sim) <= most, `500 steps after ${wound.shape}: ${errorOf(sim)}`);
  }
  sim.destroy();
}

test('no seed dies, however its cells happen to fire', async () => {
  for (const file of readdirSync(MODELS).filter((each) => each.endsWith('.safetensors'))) {
    const model = core.readWeights(await readFile(new URL(file, MODELS))), { goals } = layoutOf(model.config), sim = core.createSim({ height: model.height, width: model.width });
    const mixes = isOfFamily(model) ? UNSEEN.map((number) => mixOfFlake(number)) : Array.from({ length: goals }, (_, goal) => mixOfGoal(goal));
    sim.setModel(model);
    for (const [i, mix] of mixes.entries()) {
      sim.setMix(weightsOf(mix, goals));
      for (let seed = 1; seed <= NUM_SEEDS; seed++) {
        sim.reset(seed);
        sim.step(24);
        assert.ok(sim.numAlive > 0, `${file}, ${i}, seed ${seed}`);
      }
    }
    sim.destroy();
  }
});

/** @param {string} name */
async function load(name) {
  const model = core.readWeights(await readFile(new URL(`${name}.safetensors`, MODELS))), { height, width, padding, config: { premultiplied } } = model;
  return { model, target: core.readTarget(await readFile(new URL(model.target, TARGETS)), { height, width, padding, premultiplied, keepAspect: true }) };
}

/** The state turned about the seed, each channel bilinear between four cells. @param {Sim} sim @param {number} radians */
function turnState(sim, radians) {
  const { height: H, width: W } = sim, C = 16, before = sim.state.slice(), state = sim.state, sine = Math.sin(radians), cosine = Math.cos(radians);
  for (let i = 0; i < H * W; i++) {
    const down = Math.floor(i / W) - Math.floor(H / 2), right = i % W - Math.floor(W / 2);
    const y = Math.floor(H / 2) + cosine * down - sine * right, x = Math.floor(W / 2) + sine * down + cosine * right, top = Math.floor(y), left = Math.floor(x);
    for (let c = 0; c < C; c++) {
      let sum = 0;
      for (const [row, column] of [[top, left], [top, left + 1], [top + 1, left], [top + 1, left + 1]]) {
        if (row >= 0 && column >= 0 && row < H && column < W) sum += (1 - Math.abs(y - row)) * (1 - Math.abs(x - column)) * before[(row * W + column) * C + c];
      }
      state[i * C + c] = sum;
    }
  }
  sim.stateChanged();
}

test('the isotropic flake grows in more than one turn, from a seed at any place, and goes on when it is turned by an eighth', async () => {
  const { model, target } = await load('ice-rosette'), { height, width } = model, targets = turnsOf(target, model, 12), seen = new Set();
  const sim = core.createSim({ height, width });
  sim.setModel(model);
  for (let seed = 1; seed <= 8; seed++) {
    sim.reset(seed);
    sim.step(200);
    assert.ok(nearest(sim, targets) <= 2e-3, `seed ${seed}: ${nearest(sim, targets)}`);
    seen.add(sim.loss(targets[0]) < sim.loss(targets[1]));
  }
  assert.equal(seen.size, 2, 'six arms look alike in every second of twelve turns, and both kinds grow');
  const fine = turnsOf(target, model, 72);
  turnState(sim, Math.PI / 4);
  for (let hundred = 1; hundred <= 20; hundred++) {
    sim.step(100);
    assert.ok(nearest(sim, fine) <= 2e-3, `${hundred}00 steps after: ${nearest(sim, fine)}`);
  }
  sim.destroy();
  // The middle of its own grid lies elsewhere on a larger one, and what it grows there is the same picture.
  const wide = core.createSim({ height: 90, width: 75 }), [seedX, seedY] = [22, 61];
  wide.setModel(model);
  wide.clear();
  wide.plant(seedX, seedY);
  wide.step(1000);
  const state = wide.state.slice(), own = core.createSim({ height, width }), [left, top] = [seedX - Math.floor(width / 2), seedY - Math.floor(height / 2)];
  for (let y = 0; y < height; y++) own.state.set(state.subarray(((top + y) * 75 + left) * 16, ((top + y) * 75 + left + width) * 16), y * width * 16);
  own.stateChanged();
  assert.ok(nearest(own, targets) <= 2e-3, `at another place: ${nearest(own, targets)}`);
  for (const each of [wide, own]) each.destroy();
});

test('the texture is the same on a larger torus, and closes a wound', async () => {
  const { model, target } = await load('ice-floes'), sim = core.createSim({ height: 80, width: 112 }), errorNow = () => core.textureError(sim, target, model);
  sim.setModel(model);
  sim.reset(5);
  sim.step(400);
  assert.ok(errorNow() <= 1e-3, `grown: ${errorNow()}`);
  sim.wound({ shape: 'disc', x: 2, y: 40, size: 20 });
  assert.ok(errorNow() > 3e-3, `it hurts: ${errorNow()}`);
  sim.step(400);
  assert.ok(errorNow() <= 1e-3, `healed: ${errorNow()}`);
  sim.destroy();
});

describe('finer pictures', () => {
  const FINE = new URL('fine/', MODELS), SCALE = 8, MOST_ERROR = 1.5e-3, LEAST_GAIN = 10 ** 0.6; // 6 dB
  /** Drawn as assets/targets/ice.sh does, larger. @type {Record<string, Omit<Parameters<typeof core.growIce>[0], 'side'>>} */
  const LARGER = {
    'ice-star': { numSteps: 9, freeze: [1, 5, 6], melt: [2], centre: 0x2f7fd0, tips: 0x9fdcf7 }, 'ice-bloom': { numSteps: 5, freeze: [1, 4, 5], melt: [2, 3, 6], centre: 0x1f9fb3, tips: 0xa5ecea },
    'ice-needle': { numSteps: 9, freeze: [1], melt: [2], centre: 0x4a4fd0, tips: 0xb9d0fb }, 'ice-feather': { numSteps: 10, freeze: [1, 5], melt: [2], centre: 0x6a48c4, tips: 0xdccdf7 },
  };

  /** What is as large as that, premultiplied. @param {string} name of what is drawn anew, larger than it lies here @param {Model} model @param {string | number} picture a file's name, or the number of a flake */
  const fineTargetOf = async (name, { height, width, padding }, picture) => {
    const options = { height, width, padding, premultiplied: true, keepAspect: true, scale: SCALE }, side = 2 * SCALE * (width - 2 * padding);
    if (typeof picture === 'number') return core.targetFromRgba(core.growCrystal(core.crystalPoint(picture), side), side, side, options);
    const ice = LARGER[name];
    if (!ice || height === 56) return core.readTarget(await readFile(new URL(picture, TARGETS)), options); // the gallery was taught these
    return core.targetFromRgba(core.growIce({ side: 640, ...ice }), 640, 640, options);
  };
  const errorOf = (/** @type {ArrayLike<number>} */ picture, /** @type {Float32Array} */ target) => target.reduce((sum, value, i) => sum + (picture[i] - value) ** 2, 0) / target.length;

  /** How far what a decoder draws of a state is from its target, and the cells' own picture enlarged. @param {Sim} sim @param {Decoder} decoder @param {Float32Array} target */
  function errorsOf(sim, decoder, target) {
    const { rgba } = smoothPicture(cellsOf(sim), SCALE);
    return { drawn: errorOf(decoder.decode(sim), target), enlarged: errorOf(Float32Array.from(rgba, (value, i) => (value * (i % 4 === 3 ? 255 : rgba[i | 3])) / 255 ** 2), target) };
  }

  for (const file of readdirSync(FINE)) {
    const name = file.replace('-fine.safetensors', '');
    test(name, async () => {
      const plain = core.readWeights(await readFile(new URL(`${name}.safetensors`, MODELS))), model = core.readWeights(await readFile(new URL(file, FINE)));
      assert.deepEqual(model.params.slice(0, plain.params.length), plain.params, 'the rule is the same, bit for bit');
      assert.deepEqual({ ...model, params: 0, epochs: 0, config: { ...model.config, decoder: 0, decoderScale: 0 } }, { ...plain, params: 0, epochs: 0, config: { ...plain.config, decoder: 0, decoderScale: 0 } });
      const sim = core.createSim(model), decoder = core.createDecoder(model, SCALE), target = await fineTargetOf(name, model, model.target);
      sim.setModel(plain);
      sim.reset(77);
      for (const moment of ['grown', 'healed']) {
        if (moment === 'healed') sim.wound({ shape: 'half', x: model.width / 2, y: model.height / 2, angle: 0.7 });
        sim.step(200);
        const { drawn, enlarged } = errorsOf(sim, decoder, target);
        if (process.env.TELL) console.log(name, moment, drawn, 10 * Math.log10(enlarged / drawn));
        assert.ok(drawn <= MOST_ERROR && enlarged >= LEAST_GAIN * drawn, `${moment}: ${drawn}, enlarged ${enlarged}`);
      }
      for (const each of [sim, decoder]) each.destroy();
    });
  }

  /** One rule of many goals has a decoder in its own file; how near each picture comes by step 1,000, and by how much nearer all of them are than the cells enlarged. */
  const OF_MANY = { 'ice-gallery': { most: 1e-3, gain: 10 ** 0.9, flakes: [] }, 'ice-family': { most: 4e-3, gain: 10 ** 0.4, flakes: [1001, 1002, 1003, 1004, 1005, 1006] } };
  for (const [name, { most, gain, flakes }] of Object.entries(OF_MANY)) {
    test(name, async () => {
      const model = core.readWeights(await readFile(new URL(`${name}.safetensors`, MODELS))), { goals } = layoutOf(model.config), sim = core.createSim(model), decoder = core.createDecoder(model, SCALE);
      const wanted = isOfFamily(model) ? flakes.map((flake) => ({ what: `flake ${flake}`, mix: mixOfFlake(flake), picture: flake })) : goalsOf(model).map(({ goal, picture }, i) => ({ what: goal, mix: mixOfGoal(i), picture }));
      let allDrawn = 0, allEnlarged = 0;
      sim.setModel(model);
      for (const { what, mix, picture } of wanted) {
        const target = await fineTargetOf(what, model, picture);
        sim.setMix(weightsOf(mix, goals));
        sim.reset(77);
        sim.step(1000);
        const { drawn, enlarged } = errorsOf(sim, decoder, target);
        if (process.env.TELL) console.log(what, drawn, 10 * Math.log10(enlarged / drawn));
        assert.ok(drawn <= most, `${what}: ${drawn}, enlarged ${enlarged}`);
        allDrawn += drawn;
        allEnlarged += enlarged;
      }
      assert.ok(wanted.length > 0 && allEnlarged >= gain * allDrawn, `${allDrawn}, enlarged ${allEnlarged}`);
      for (const each of [sim, decoder]) each.destroy();
    });
  }
});

test('the family grows flakes that it has never seen, each its own, and turns one into the next', async () => {
  const model = core.readWeights(await readFile(new URL(FAMILY, MODELS))), { height, width, padding, config: { premultiplied } } = model;
  assert.ok(isOfFamily(model) && model.name && model.license && model.epochs > 0, 'it says what it is');
  const side = width - 2 * padding, sim = core.createSim({ height, width });
  const targets = UNSEEN.map((number) => core.targetFromRgba(core.growCrystal(core.crystalPoint(number), 2 * side), 2 * side, 2 * side, { height, width, padding, premultiplied, keepAspect: true }));
  const setFlake = (/** @type {number} */ number) => sim.setMix(weightsOf(mixOfFlake(number), layoutOf(model.config).goals));
  sim.setModel(model);
  for (const [i, number] of UNSEEN.entries()) {
    setFlake(number);
    sim.reset(7 + i);
    for (const step of [200, 1000]) {
      sim.step(step - sim.numSteps);
      const errors = targets.map((target) => sim.loss(target));
      assert.ok(errors[i] <= FAMILY_ERROR && errors[i] === Math.min(...errors), `flake ${number} at step ${step}: ${errors}`);
    }
    const next = (i + 1) % UNSEEN.length;
    setFlake(UNSEEN[next]);
    sim.step(500);
    assert.ok(sim.loss(targets[next]) <= FAMILY_ERROR, `turned from ${number} into ${UNSEEN[next]}: ${sim.loss(targets[next])}`);
  }
  sim.destroy();
});
