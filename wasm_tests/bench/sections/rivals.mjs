/**
 * jax-js, the youngest rival, with its wasm backend: a step and an epoch on one thread of node, and in an isolated page of Chromium, where it takes every core.
 * JAX itself, and with it CAX, where python3 has it.
 */
import { readFileSync } from 'node:fs';

import { hasPython } from '../support/has-python.mjs';
import { withIsolatedPage } from '../support/isolated-page.mjs';
import { rivalRows } from '../support/rival-rows.mjs';

const ROOT = new URL('../../../', import.meta.url);

/** Runs in the page. */
const inPage = `(async () => {
  const { loadCore } = await import('/web/core/nca.js');
  const { rivalRows } = await import('/wasm_tests/bench/support/rival-rows.mjs');
  const bytesOf = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());
  return rivalRows(await import('/wasm_tests/bench/node_modules/@jax-js/jax/dist/index.js'), await loadCore('/build/wasm/nca_test.wasm'), bytesOf,
    crossOriginIsolated ? 'Chromium, jax-js on ' + navigator.hardwareConcurrency + ' threads' : 'Chromium, not isolated');
})()`;

/** @param {{ core: import('../../../web/core/nca.js').Core }} context @returns {Promise<import('../bench.mjs').Section>} */
export async function benchRivals({ core }) {
  const rows = await rivalRows(await import('@jax-js/jax'), core, async (path) => new Uint8Array(readFileSync(new URL(`.${path}`, ROOT))), 'node, one thread');
  rows.push(...await withIsolatedPage((page) => /** @type {Promise<import('../bench.mjs').Row[]>} */ (page.evaluate(inPage))).catch((/** @type {Error} */ error) => [{ name: 'Chromium', note: error.message.split('\n')[0] }]));
  if (!hasPython('jax')) rows.push({ name: 'JAX on the processor, CAX', note: 'not installed: python3 has no jax' });
  return { title: 'jax-js, wasm: ratio: how many times as fast the core on one thread is', rows };
}
