/**
 * Nobody can make the JavaScript API trap. Every method and option of Nca and Trainer is given values that make no sense: each is an NcaError that names
 * the argument. What is taken nevertheless is listed, one by one.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, test } from 'node:test';

import { mixOfFlake, Nca, NcaError, Trainer } from '../web/api/core.js';

const built = async (/** @type {string} */ name) => WebAssembly.compile(new Uint8Array(await readFile(new URL(`../build/wasm/${name}`, import.meta.url))));
const SIDE = 12, CELLS = SIDE * SIDE;
const isBad = (/** @type {unknown} */ error) => error instanceof NcaError && error.code === 'BAD_ARGUMENT';

/** @type {WebAssembly.Module} */
let show;
/** @type {WebAssembly.Module} */
let whole;
/** @type {Uint8Array<ArrayBuffer>} */
let file;
/** @type {import('../web/core/types.js').Model} */
let model;
before(async () => {
  [show, whole] = await Promise.all(['nca_show.wasm', 'nca.wasm'].map(built));
  file = new Uint8Array(await readFile(new URL('../assets/models/snowflake.safetensors', import.meta.url)));
  ({ model } = await Nca.load(file, { wasm: show }));
});

function detached() {
  const buffer = new ArrayBuffer(16), view = new Uint8Array(buffer);
  structuredClone(buffer, { transfer: [buffer] });
  return { buffer, view };
}

/** By name. @type {Record<string, unknown>} */
const NASTY = {
  undefined, null: null, NaN: NaN, Infinity: Infinity, '-Infinity': -Infinity, '-1': -1, 1.5: 1.5, '2^53': 2 ** 53, '1e39': 1e39, true: true, empty: '', x: 'x', '"5"': '5', '{}': {}, '[]': [],
  symbol: Symbol('x'), bigint: 5n, 'huge bigint': 10n ** 400n, function: () => 5, date: new Date(0), bare: Object.create(null), unprintable: { toString() { throw new Error('mine'); } },
  throwing: { get x() { throw new Error('mine'); }, get height() { throw new Error('mine'); } }, unknown: { nonesuch: 1 }, floats: new Float32Array(3), bigints: new BigInt64Array(2),
  'detached buffer': detached().buffer, 'detached bytes': detached().view, none: new Uint8Array(0), regexp: /x/,
};

/**
 * Give a call every nasty value. Errors of files are such as say what is wrong with the bytes; all others are BAD_ARGUMENT with the name.
 * @param {string} name in the error @param {(value: any) => unknown} call @param {string[]} [taken] names of values that are fine
 * @param {string[]} [read] such as are read, and refused for what is in them @param {string[]} [without] such as are not tried
 */
async function refuses(name, call, taken = [], read = [], without = []) {
  for (const [each, value] of Object.entries(NASTY)) {
    if (without.includes(each)) continue;
    /** @type {any} */
    let error;
    try {
      await call(value);
    } catch (caught) {
      error = caught;
    }
    const what = `${name} = ${each}: ${error}`;
    if (taken.includes(each)) {
      assert.equal(error, undefined, what);
      continue;
    }
    assert.ok(error instanceof NcaError, what);
    if (read.includes(each)) assert.ok(/^(NCA_ERR_|LOAD_FAILED)/.test(error.code), what);
    else assert.ok(error.code === 'BAD_ARGUMENT' && error.message.includes(name) && /^[A-Z].*\.$/.test(error.message), what);
  }
}

/** Objects that say nothing: as good as none at all. */
const EMPTY = ['{}', 'bare', 'date', 'regexp'];
/** Objects that have what no options have: that is named, and not the options. */
const STRANGE = ['unprintable', 'throwing', 'unknown'];
const BYTES = ['detached buffer', 'detached bytes', 'none'], ADDRESSES = ['x', '"5"'];

describe('Nca', () => {
  const load = (/** @type {object} */ options = {}) => Nca.load(file, { wasm: show, height: SIDE, width: SIDE, ...options });

  test('load', async () => {
    await refuses('source', (source) => Nca.load(source, { wasm: show }), [], [...BYTES, ...ADDRESSES]);
    await refuses('options', (options) => Nca.load(model, options), [], [], [...EMPTY, ...STRANGE, 'undefined']); // without a wasm there is none here
    await assert.rejects(load({ heigth: 5 }), (error) => isBad(error) && /heigth/.test(String(error)));
    for (const key of ['height', 'width', 'seed']) await refuses(key, (value) => load({ [key]: value }), ['undefined']);
    await refuses('wasm', (wasm) => Nca.load(model, { wasm }), [], ['undefined', ...BYTES, ...ADDRESSES]);
    await refuses('signal', (signal) => load({ signal }), ['undefined']);
  });

  test('a model', async () => {
    const nca = await load();
    await refuses('model', (value) => nca.setModel(value));
    await refuses('params', (params) => nca.setModel({ ...model, params }));
    for (const number of [NaN, Infinity, -Infinity]) {
      assert.throws(() => nca.setModel({ ...model, params: Object.assign(model.params.slice(), { 7: number }) }), (error) => isBad(error) && /params\[7\]/.test(String(error)));
    }
    await refuses('config', (config) => nca.setModel({ ...model, config }));
    for (const key of ['alive', 'sobelScale', 'fireRate', 'aliveThreshold', 'premultiplied']) {
      const fine = { premultiplied: ['true'], sobelScale: ['1.5'] }[key];
      await refuses(`config.${key}`, (value) => nca.setModel({ ...model, config: { ...model.config, [key]: value } }), fine);
    }
    for (const key of ['name', 'target', 'license']) await refuses(`model.${key}`, (value) => nca.setModel({ ...model, [key]: value }), ['undefined', 'empty', 'x', '"5"']);
    for (const key of ['height', 'width', 'padding', 'epochs']) await refuses(`model.${key}`, (value) => nca.setModel({ ...model, [key]: value }), ['undefined', 'null']);
    nca.setModel(model);
    assert.throws(() => nca.setModel({ ...model, height: -1 }), isBad);
    assert.equal(nca.model, model, 'what was refused left the old one');
    nca.setModel({ ...model, config: { ...model.config, sobelScale: 1e6, fireRate: 1, aliveThreshold: 0 } });
    nca.setModel({ ...model, config: { ...model.config, sobelScale: 1e-6, fireRate: 2 ** -24, aliveThreshold: 1 - 2 ** -53 } });
    nca.step(1);
  });

  test('a flake of a family, which grows from the first, not its edge', async () => {
    const family = new Uint8Array(await readFile(new URL('../assets/models/ice-family.safetensors', import.meta.url))), nca = await Nca.load(family, { wasm: show });
    const grown = (/** @type {Nca} */ one) => { one.reset(); one.step(40); return one.rgba().slice(); }, other = await load();
    await refuses('number', (number) => nca.setFlake(number));
    await refuses('number', mixOfFlake);
    assert.throws(() => other.setFlake(1), (error) => isBad(error) && /no family/.test(String(error)));
    const first = grown(nca), second = (nca.setFlake(7), grown(nca));
    assert.notDeepEqual(second, first);
    nca.setFlake(48213);
    assert.deepEqual(grown(nca), first);
    nca.setMix(mixOfFlake(7));
    assert.deepEqual(grown(nca), second);
    nca.setModel({ ...nca.model });
    assert.deepEqual(grown(nca), second, 'it goes on as the flake that it was');
    nca.setModel(model);
    nca.setModel((await Nca.load(family, { wasm: show })).model);
    assert.deepEqual(grown(nca), first, 'after another kind of model it is the first one again');
    assert.throws(() => nca.setMix(Object.assign([], { length: 16 })), isBad);
  });

  test('steps, wounds and all else', async () => {
    const nca = await load();
    await refuses('numSteps', (value) => nca.step(value), ['undefined']);
    await refuses('seed', (value) => nca.reset(value), ['undefined']);
    await refuses('radians', (value) => nca.setAngle(value), ['-1', '1.5', '2^53']);
    await refuses('seed', (value) => nca.setClock(value, 1));
    await refuses('numSteps', (value) => nca.setClock(1, value));
    for (const name of ['x', 'y']) {
      await refuses(name, (value) => nca.plant(name === 'x' ? value : 1, name === 'y' ? value : 1), ['-1', '1.5', '2^53']);
      await refuses(name, (value) => nca.damage(name === 'x' ? value : 1, name === 'y' ? value : 1, 2), ['-1', '1.5', '2^53']);
    }
    await refuses('radius', (value) => nca.damage(1, 1, value), ['-1', '1.5', '2^53']);
    const wound = { shape: 'disc', x: 3, y: 3, size: 2 };
    for (const spoil of [(/** @type {any} */ each) => nca.wound(each), (/** @type {any} */ each) => nca.noise(each, 1)]) {
      await refuses('wound', spoil);
      await refuses('wound.shape', (shape) => spoil({ ...wound, shape }));
      for (const key of ['x', 'y', 'size', 'angle']) {
        await refuses(`wound.${key}`, (value) => spoil({ ...wound, [key]: value }), ['1.5', '2^53', ...(key === 'size' ? [] : ['-1']), ...(key === 'angle' ? ['undefined'] : [])]);
      }
      assert.throws(() => spoil({ ...wound, radius: 2 }), (error) => isBad(error) && /radius/.test(String(error)));
      assert.throws(() => spoil({ shape: 'disc', x: 1, y: 1 }), (error) => isBad(error) && /wound\.size/.test(String(error)));
      for (const shape of ['disc', 'half', 'band']) for (const far of [1e38, -1e38, 2e38]) spoil({ shape, x: far, y: -far, size: 1e38, angle: far });
      spoil({ shape: 'half', x: 1, y: 1 });
    }
    await refuses('seed', (seed) => nca.noise(/** @type {any} */ (wound), seed));
    await refuses('target', (value) => nca.loss(value));
    await refuses('target', (value) => nca.setTarget(value), ['null']);
    nca.setAngle(0);
    nca.reset();
    nca.step(3);
    const again = await load();
    again.step(3);
    again.setModel(model);
    assert.deepEqual(nca.rgba(), again.rgba(), 'what was refused left no trace');
    for (const key of ['height', 'width']) assert.throws(() => { /** @type {any} */ (nca)[key] = 500; }, TypeError, 'the size is settled');
  });

  test('after destroy() all say that it was, and no more memory than there is', async () => {
    const nca = await load(), target = new Float32Array(CELLS * 4);
    nca.destroy();
    nca.destroy();
    /** @type {(() => unknown)[]} */
    const calls = [() => nca.step(1), () => nca.reset(), () => nca.setModel(model), () => nca.setAngle(1), () => nca.setClock(1, 1), () => nca.clear(), () => nca.plant(1, 1), () => nca.damage(1, 1, 1),
      () => nca.wound({ shape: 'half', x: 1, y: 1 }), () => nca.noise({ shape: 'half', x: 1, y: 1 }, 1), () => nca.state, () => nca.stateChanged(), () => nca.numSteps, () => nca.numAlive, () => nca.rgba(),
      () => nca.loss(target), () => nca.setTarget(target), () => nca.inspect()];
    for (const call of calls) assert.throws(call, (error) => error instanceof NcaError && error.code === 'BAD_ARGUMENT' && /destroyed/.test(error.message), String(call));
    assert.throws(() => new /** @type {any} */ (Nca)(), isBad);
    const large = await Nca.load(model, { wasm: show, height: 4096, width: 4096 });
    assert.throws(() => large.inspect(), (error) => error instanceof NcaError && error.code === 'NCA_ERR_MEMORY');
    large.destroy();
  });

  test('a signal that was aborted is honoured, whatever there is to load', async () => {
    const reason = new Error('mine'), signal = AbortSignal.abort(reason);
    for (const source of [file, file.slice().buffer, new Blob([file]), new Response(file), model, 'nonesuch.safetensors', new URL('data:,x')]) {
      await assert.rejects(Nca.load(source, { wasm: show, signal }), (error) => error === reason);
    }
    const later = new AbortController(), loading = Nca.load(file, { wasm: show, signal: later.signal });
    later.abort(reason);
    await assert.rejects(loading, (error) => error === reason);
  });
});

describe('Trainer', () => {
  const pixels = () => ({ data: new Uint8ClampedArray(4 * 4 * 4).fill(200), height: 4, width: 4 });
  const RECIPE = { numStepsMin: 3, numStepsMax: 5 };
  const create = (/** @type {object} */ plan = {}) => Trainer.create(/** @type {any} */ ({ target: pixels(), height: SIDE, width: SIDE, recipe: RECIPE, wasm: whole, ...plan }));

  test('create', async () => {
    await refuses('plan', (plan) => Trainer.create(plan), [], [], [...EMPTY, ...STRANGE]);
    for (const empty of EMPTY) await assert.rejects(Trainer.create(/** @type {any} */ (NASTY[empty])), (error) => isBad(error) && /target/.test(String(error)));
    await refuses('target', (target) => create({ target }), [], [...BYTES, ...ADDRESSES]);
    for (const key of ['height', 'width']) await refuses(`target.${key}`, (value) => create({ target: { ...pixels(), [key]: value } }));
    await refuses('target.data', (data) => create({ target: { ...pixels(), data } }));
    await refuses('recipe', (recipe) => create({ recipe }), ['undefined', ...EMPTY]);
    await refuses('recipe.base', (base) => create({ recipe: { base } }), ['undefined']);
    await refuses('recipe.learningRate', (learningRate) => create({ recipe: { learningRate } }), ['undefined', '1.5']);
    await refuses('config', (config) => create({ config }), ['undefined']);
    for (const key of ['height', 'width', 'padding', 'seed']) await refuses(key, (value) => create({ [key]: value }), ['undefined']);
    await refuses('model', (value) => create({ model: value }), ['undefined']);
    await refuses('wasm', (wasm) => create({ wasm }), [], ['undefined', ...BYTES, ...ADDRESSES]);
    await assert.rejects(create({ heigth: 3 }), (error) => isBad(error) && /heigth/.test(String(error)));
    await assert.rejects(create({ model, config: 'blog' }), (error) => isBad(error) && /config/.test(String(error)));
    await assert.rejects(create({ recipe: { base: 'Regenerating' } }), (error) => isBad(error) && /recipe\.base .*"Regenerating"/.test(String(error)));
    await assert.rejects(create({ wasm: show }), (error) => error instanceof NcaError && error.code === 'LOAD_FAILED');
    await assert.rejects(create({ height: 64, width: 64, padding: 0, recipe: { numStepsMin: 90000, numStepsMax: 90000 } }), (error) => error instanceof NcaError && error.code === 'NCA_ERR_MEMORY');
    assert.equal((await create({ model, padding: 0, config: 'distill' })).model().config.alive, 'pre+post');
    assert.throws(() => new /** @type {any} */ (Trainer)(), isBad);
  });

  test('resume', async () => {
    await refuses('checkpoint', (bytes) => Trainer.resume(bytes, { wasm: whole }), [], [...BYTES, ...ADDRESSES]);
    const bytes = (await create()).checkpoint();
    await refuses('wasm', (wasm) => Trainer.resume(bytes, { wasm }), [], ['undefined', ...BYTES, ...ADDRESSES]);
    await assert.rejects(Trainer.resume(bytes, /** @type {any} */ ({ wasm: whole, threads: 2 })), (error) => isBad(error) && /threads/.test(String(error)));
  });

  test('train, save, grow', async () => {
    const trainer = await create();
    await refuses('numEpochs', (value) => trainer.train(value));
    await refuses('options', (value) => trainer.train(1, value), ['undefined', ...EMPTY], [], STRANGE);
    await refuses('onEpoch', (onEpoch) => trainer.train(1, { onEpoch }), ['undefined', 'function']);
    await refuses('signal', (signal) => trainer.train(1, { signal }), ['undefined']);
    await refuses('dtype', (dtype) => trainer.save({ dtype }), ['undefined']);
    // In the package the wasm that shows lies beside the module; a trainer grows by its own.
    for (const key of ['height', 'width', 'seed']) await refuses(key, (value) => trainer.grow({ [key]: value }), ['undefined']);
    await assert.rejects(trainer.grow(/** @type {any} */ ({ signal: 1 })), isBad);
    await assert.rejects(trainer.train(3, { onEpoch() { throw new Error('mine'); } }), /^Error: mine$/);
    assert.ok(await trainer.train(1) > 0);
  });

  test('between epochs alone, one training at a time, and nothing after destroy()', async () => {
    const trainer = await create({ recipe: { numStepsMin: 1000, numStepsMax: 1000 } }), training = trainer.train(1), before = trainer.numEpochs;
    assert.throws(() => trainer.checkpoint(), (error) => isBad(error) && /epoch/.test(String(error)));
    assert.throws(() => trainer.epoch(), isBad);
    await assert.rejects(trainer.train(1), isBad);
    assert.ok(trainer.save().length > 33_000);
    await training;
    assert.equal(trainer.numEpochs, before + 1);
    assert.ok(trainer.checkpoint().length > 33_000);
    const ended = trainer.train(5);
    trainer.destroy();
    trainer.destroy();
    await assert.rejects(ended, isBad);
    for (const call of [() => trainer.epoch(), () => trainer.loss, () => trainer.numEpochs, () => trainer.model(), () => trainer.save(), () => trainer.checkpoint()]) assert.throws(call, isBad, String(call));
    for (const call of [() => trainer.train(1), () => trainer.grow()]) await assert.rejects(call, isBad, String(call));
  });
});
