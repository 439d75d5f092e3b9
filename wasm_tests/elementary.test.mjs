/** Sine, cosine and exponential of the core: the same bits here as natively, where src/tests/elementary_test.c asks for the same number. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { loadTestCore } from './support/core.js';

test('a turned flake perceives by the same bits, native or wasm', async () => {
  const { exports } = await loadTestCore();
  const view = new DataView(new ArrayBuffer(8));
  let hash = 14695981039346656037n;
  const add = (/** @type {number} */ value) => {
    view.setFloat64(0, value, true);
    for (let i = 0; i < 8; i++) hash = BigInt.asUintN(64, (hash ^ BigInt(view.getUint8(i))) * 1099511628211n);
  };
  for (let tenths = 0; tenths <= 3600; tenths++) {
    const x = tenths * 0.00174532925199432958;
    for (const name of ['nca_sin', 'nca_cos']) add(/** @type {Function} */ (exports[name])(x));
    add(/** @type {Function} */ (exports.nca_exp)(-x));
  }
  assert.equal(BigInt.asIntN(64, hash), -6610794404377537555n);
});
