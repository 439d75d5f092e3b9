/**
 * jax-js, the youngest rival, with its wasm backend: a step and an epoch on one thread of node, and in an isolated page of Chromium, where it takes every core.
 * JAX itself, and with it CAX, where python3 has it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import puppeteer from 'puppeteer-core';

import { findChromium } from '../../browser/support/browser.mjs';
import { hasPython } from '../support/has-python.mjs';
import { rivalRows } from '../support/rival-rows.mjs';

const ROOT = new URL('../../../', import.meta.url);
const TYPES = /** @type {Record<string, string>} */ ({ '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' });
const ISOLATED = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
const PAGE = '<!doctype html><link rel="icon" href="data:,"><title>bench</title>';

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
  rows.push(...await inIsolatedPage().catch((/** @type {Error} */ error) => [{ name: 'Chromium', note: error.message.split('\n')[0] }]));
  if (!hasPython('jax')) rows.push({ name: 'JAX on the processor, CAX', note: 'not installed: python3 has no jax' });
  return { title: 'jax-js, wasm: ratio: how many times as fast the core on one thread is', rows };
}

async function inIsolatedPage() {
  if (!existsSync(findChromium())) throw new Error('not installed');
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname, file = new URL(`.${path}`, ROOT);
    for (const [name, value] of Object.entries(ISOLATED)) response.setHeader(name, value);
    if (path === '/') response.setHeader('Content-Type', 'text/html').end(PAGE);
    else if (file.href.startsWith(ROOT.href) && existsSync(file)) response.setHeader('Content-Type', TYPES[extname(path)] ?? 'application/octet-stream').end(readFileSync(file));
    else response.writeHead(404).end();
  });
  await new Promise((resolve) => { server.listen(0, 'localhost', () => resolve(undefined)); });
  const browser = await puppeteer.launch({ headless: true, protocolTimeout: 600_000, executablePath: findChromium(), args: ['--no-sandbox', '--disable-background-networking'] });
  try {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/`);
    return /** @type {import('../bench.mjs').Row[]} */ (await page.evaluate(inPage));
  } finally {
    await browser.close();
    server.close();
  }
}
