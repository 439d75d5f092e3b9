/** Families of flakes: numbers name the same points as in the core, points are mixes of corners, and files and links know both. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { ByteReader, ByteWriter } from '../web/core/bytes.js';
import { isOfFamily, mixOfFlake, mixOfPoint, pointOfFlake, pointOfMix } from '../web/core/family.js';
import { readMix, writeMix } from '../web/core/mix-bytes.js';
import { roundMix } from '../web/core/quantise.js';
import { decodeModel, encodeModel } from '../web/share/model-link.js';
import { loadTestCore } from './support/core.js';
import { familyOfFlakes, severalGoals } from './support/several-goals.js';

/** @import { Core } from '../web/core/nca.js' */

/** @type {Core} */
let core;
before(async () => { core = await loadTestCore(); });

const NUMBERS = [0, 48213, 0xffffffff];

test('a number names the same point for ever, here as in the core', () => {
  for (const number of [...NUMBERS, ...Array.from({ length: 200 }, (_, i) => (i * 0x9e3779b1) >>> 0)]) assert.deepEqual(pointOfFlake(number), core.crystalPoint(number));
});

test('a point is a mix of corners, from which it can be told', () => {
  for (let corner = 0; corner < 16; corner++) {
    const mix = mixOfPoint([0, 1, 2, 3].map((axis) => (corner >> axis) & 1));
    assert.deepEqual(mix, [...Array.from({ length: corner }, () => 0), 1]);
  }
  for (const number of NUMBERS) {
    const mix = mixOfFlake(number), point = pointOfFlake(number);
    assert.equal(mix.reduce((sum, weight) => sum + weight), 1);
    pointOfMix(mix).forEach((at, axis) => assert.ok(Math.abs(at - point[axis]) < 1e-3, `${number}, axis ${axis}: ${at}`));
    assert.deepEqual([...roundMix([...mix])], [...mix], 'as links have it');
  }
});

test('a link has the number of a flake in place of its weights, and of what has no number the weights', () => {
  const sizes = [mixOfFlake(4294967295), mixOfPoint([0.2, 0.3, 0.4, 0.5])].map((mix) => {
    const out = new ByteWriter();
    writeMix(out, mix);
    const bytes = out.finish(), from = new ByteReader(bytes), again = readMix(from);
    assert.deepEqual([...again], [...mix]);
    assert.equal(again.flake, mix.flake);
    return bytes.length;
  });
  assert.ok(sizes[0] < 16 && sizes[1] > 30, String(sizes));
});

test('a file and a link say of which family a rule is', async () => {
  const model = familyOfFlakes(core), read = core.readModel(core.writeWeights(model));
  assert.equal(read.family, 'crystals');
  assert.deepEqual([isOfFamily(read), isOfFamily(severalGoals(core)), isOfFamily({ ...severalGoals(core), family: 'crystals' })], [true, false, false]);
  const linked = decodeModel(encodeModel(model, mixOfFlake(48213)));
  assert.deepEqual([linked?.model.family, linked?.mix.flake], ['crystals', 48213]);
  assert.equal('family' in core.readModel(core.writeWeights(severalGoals(core))), false);
  assert.throws(() => core.writeWeights({ ...model, family: /** @type {any} */ (7) }), /family/);
});
