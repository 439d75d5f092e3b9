/** The family of crystals: the points and pictures of numbers, the same bits as in C; and what makes no sense. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';

import { NcaError } from '../web/core/nca.js';
import { loadTestCore } from './support/core.js';

/** @type {import('../web/core/nca.js').Core} */
let core;
before(async () => { core = await loadTestCore(); });

/** FNV-1a @param {Uint8ClampedArray} bytes */
const checksum = (bytes) => bytes.reduce((sum, byte) => Math.imul(sum ^ byte, 16777619) >>> 0, 2166136261);

/** As in src/tests/crystal_test.c: numbers, their points in units of 2^-24, and the sums of their pictures of 40x40. */
const FOR_EVER = Object.freeze(/** @type {const} */ ([
  [0, [1724564, 13839726, 4647361, 5097074], 1330226213],
  [48213, [1771677, 3207057, 6761502, 4459575], 2106238645],
  [2 ** 32 - 1, [987048, 12765777, 4843128, 11808502], 2233644973],
]));

describe('crystals', () => {
  test('a number names a point and a picture, for ever and everywhere', () => {
    for (const [number, units, sum] of FOR_EVER) {
      const point = core.crystalPoint(number);
      assert.deepEqual(point.map((value) => value * 2 ** 24), units);
      assert.equal(checksum(core.growCrystal(point, 40)), sum, `the picture of ${number}`);
    }
  });

  test('each axis changes the picture, and its ends are allowed', () => {
    const middle = checksum(core.growCrystal([0.5, 0.5, 0.5, 0.5], 24)), seen = new Set([middle]);
    for (let axis = 0; axis < 4; axis++) {
      for (const end of [0, 1]) seen.add(checksum(core.growCrystal([0, 1, 2, 3].map((i) => (i === axis ? end : 0.5)), 24)));
    }
    assert.equal(seen.size, 9);
  });

  test('what makes no sense is an error', () => {
    const isRefused = (/** @type {unknown} */ error) => error instanceof NcaError && error.code === 'BAD_ARGUMENT';
    for (const number of [-1, 0.5, 2 ** 32, Number.NaN, '1', undefined]) assert.throws(() => core.crystalPoint(/** @type {any} */ (number)), isRefused);
    const good = [0.5, 0.5, 0.5, 0.5];
    for (const point of [undefined, 1, [], [0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 1.01], [-0.01, 0, 0, 0], [0, Number.NaN, 0, 0], ['0', 0, 0, 0]]) {
      assert.throws(() => core.growCrystal(/** @type {any} */ (point), 8), isRefused, JSON.stringify(point));
    }
    for (const side of [0, 1.5, 4097, '8']) assert.throws(() => core.growCrystal(good, /** @type {any} */ (side)), isRefused);
  });
});
