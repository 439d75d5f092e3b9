/** The wasm under test, and comparing numbers. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { loadCore } from '../../web/core/nca.js';

const WASM_DIR = new URL('../../build/wasm/', import.meta.url);

/** The wasm with the kernels exported. */
export async function loadTestCore() {
  return loadCore(new Uint8Array(await readFile(new URL('nca_test.wasm', WASM_DIR))));
}

/** The wasm that ships, compiled. */
export async function compileShippedWasm() {
  return WebAssembly.compile(new Uint8Array(await readFile(new URL('nca.wasm', WASM_DIR))));
}

/**
 * Every value within abs + rel * |want|; NaN fails.
 * @param {string} name @param {ArrayLike<number>} got @param {ArrayLike<number>} want
 * @param {{ abs?: number, rel?: number }} tolerance
 */
export function assertClose(name, got, want, { abs = 0, rel = 0 }) {
  assert.equal(got.length, want.length, `${name}: length`);
  assert.ok(want.length > 0, `${name}: nothing to compare`);
  for (let i = 0; i < want.length; i++) {
    if (!(Math.abs(got[i] - want[i]) <= abs + rel * Math.abs(want[i]))) assert.fail(`${name}[${i}]: got ${got[i]}, want ${want[i]}`);
  }
}

/** @param {ArrayLike<number>} values */
export function largest(values) {
  let max = 0;
  for (let i = 0; i < values.length; i++) max = Math.max(max, Math.abs(values[i]));
  return max;
}

/** Repeatable numbers in -1..1. @param {number} seed */
export function randomNumbers(seed) {
  let x = seed >>> 0;
  return () => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    return x / 2 ** 31 - 1;
  };
}

/** @param {number} length @param {() => number} random */
export function randomArray(length, random) {
  return Float32Array.from({ length }, random);
}

/** matrix [K][O] in panels [O / 16][K][16], as src/kernels/kernels.h has it. @param {Float32Array} matrix @param {number} K @param {number} O */
export function packPanels(matrix, K, O) {
  return Float32Array.from({ length: Math.ceil(O / 16) * 16 * K }, (_, i) => {
    const column = Math.floor(i / (16 * K)) * 16 + (i % 16);
    return column < O ? matrix[(Math.floor(i / 16) % K) * O + column] : 0;
  });
}
