/** Weights files through the wrapper: there and back, read by an independent reader, and files as notebooks write them. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';

import { NcaError } from '../web/core/nca.js';
import { loadTestCore } from './support/core.js';
import { parseSafetensors, writeSafetensors } from './support/safetensors.js';

/** @type {import('../web/core/nca.js').Core} */
let core;
/** @type {import('../web/core/types.js').Model} */
let model;
before(async () => {
  core = await loadTestCore();
  model = {
    ...core.newModel('distill', 7), name: 'flake "six" ❄', target: 'snowflake.png', license: 'MIT', height: 72, width: 70, padding: 16, epochs: 8000,
  };
});

/** The tensors as the blog's notebook would save them. */
const tensorsOf = (/** @type {Float32Array} */ params) => ({
  'updater.0.weight': { shape: [128, 48, 1, 1], data: params.slice(0, 6144) },
  'updater.0.bias': { shape: [128], data: params.slice(6144, 6272) },
  'updater.2.weight': { shape: [16, 128, 1, 1], data: params.slice(6272, 8320) },
  'updater.2.bias': { shape: [16], data: params.slice(8320) },
});
const rejects = (/** @type {Uint8Array} */ bytes, /** @type {string} */ code) =>
  assert.throws(() => core.readWeights(bytes), (error) => error instanceof NcaError && error.code === code, code);

test('F32 comes back exactly', () => {
  assert.deepEqual(core.readWeights(core.writeWeights(model)), model);
});

test('F16 comes back within half a unit in the last place', () => {
  const read = core.readWeights(core.writeWeights(model, { dtype: 'F16' }));
  read.params.forEach((value, i) => assert.ok(Math.abs(value - model.params[i]) <= Math.abs(model.params[i]) * 2 ** -11 + 2 ** -25, `${i}`));
  assert.deepEqual({ ...read, params: [] }, { ...model, params: [] });
});

test('another reader finds the tensors and the metadata', () => {
  const { metadata, tensors } = parseSafetensors(core.writeWeights(model));
  assert.deepEqual(Object.fromEntries(Object.entries(tensors).map(([name, { shape }]) => [name, shape])),
    Object.fromEntries(Object.entries(tensorsOf(model.params)).map(([name, { shape }]) => [name, shape])));
  assert.deepEqual([...tensors['updater.2.weight'].data], [...model.params.slice(6272, 8320)]);
  assert.equal(metadata.format, 'nca');
  assert.equal(metadata.alive, 'pre+post');
  assert.equal(metadata.sobel_scale, '0.125');
  assert.ok(Object.values(metadata).every((value) => typeof value === 'string'));
});

test('a notebook’s file without our metadata is the blog’s, its other tensors are ignored', () => {
  const sobel = { shape: [16, 1, 3, 3], data: new Float32Array(144) };
  const read = core.readWeights(writeSafetensors({ sobel_x: sobel, ...tensorsOf(model.params), sobel_y: sobel }));
  assert.deepEqual(read.config, core.newModel('blog', 0).config);
  assert.deepEqual(read.params, model.params);
  const flat = Object.fromEntries(Object.entries(tensorsOf(model.params)).map(([name, { shape, data }]) => [name, { shape: shape.slice(0, 2), data }]));
  assert.deepEqual(core.readWeights(writeSafetensors(flat)).params, model.params);
});

test('what is wrong is named', () => {
  const tensors = () => tensorsOf(model.params);
  const good = core.writeWeights(model);
  for (const cut of [0, 7, 8, 100, good.length - 1]) assert.throws(() => core.readWeights(good.subarray(0, cut)), NcaError);
  rejects(good.subarray(0, 4), 'NCA_ERR_WEIGHTS_TRUNCATED');
  rejects(writeSafetensors({ ...tensors(), 'updater.0.weight': { shape: [48, 128], data: new Float32Array(6144) } }), 'NCA_ERR_WEIGHTS_SHAPE');
  const { 'updater.2.bias': _, ...three } = tensors();
  rejects(writeSafetensors(three), 'NCA_ERR_WEIGHTS_MISSING');
  const nan = tensors();
  nan['updater.0.bias'].data[5] = NaN;
  rejects(writeSafetensors(nan), 'NCA_ERR_WEIGHTS_NOT_FINITE');
  const absurd = good.slice();
  absurd.fill(255, 0, 8);
  rejects(absurd, 'NCA_ERR_WEIGHTS_HEADER');
  rejects(writeSafetensors(tensors(), { alive: 'sometimes' }), 'NCA_ERR_WEIGHTS_METADATA');
});

test('the bundled weights open and name their target, size and licence', async () => {
  const read = core.readWeights(await readFile(new URL('../assets/models/blog-snowflake.safetensors', import.meta.url)));
  assert.equal(read.target, 'snowflake.png');
  assert.deepEqual([read.height, read.width, read.config.alive], [32, 32, 'post']);
  assert.ok(read.license && read.epochs > 0);
});
