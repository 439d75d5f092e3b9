/** A page of Chromium that is isolated, and has all files of the project beside it. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import puppeteer from 'puppeteer-core';

import { findChromium } from '../../browser/support/browser.mjs';

const ROOT = new URL('../../../', import.meta.url);
const TYPES = /** @type {Record<string, string>} */ ({ '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' });
const ISOLATED = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
const PATIENCE_MS = 600_000;

/**
 * @template T
 * @param {(page: import('puppeteer-core').Page) => Promise<T>} act
 * @param {{ flags?: string[], imports?: Record<string, string>, scripts?: string[] }} [options] imports: where modules lie that are named; scripts: that are no modules, before them
 * @returns {Promise<T>}
 */
export async function withIsolatedPage(act, { flags = [], imports = {}, scripts = [] } = {}) {
  const html = `<!doctype html><link rel="icon" href="data:,"><title>bench</title>${scripts.map((src) => `<script src="${src}"></script>`).join('')}<script type="importmap">${JSON.stringify({ imports })}</script>`;
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname, file = new URL(`.${path}`, ROOT);
    for (const [name, value] of Object.entries(ISOLATED)) response.setHeader(name, value);
    if (path === '/') response.setHeader('Content-Type', 'text/html').end(html);
    else if (file.href.startsWith(ROOT.href) && existsSync(file)) response.setHeader('Content-Type', TYPES[extname(path)] ?? 'application/octet-stream').end(readFileSync(file));
    else response.writeHead(404).end();
  });
  await new Promise((resolve) => { server.listen(0, 'localhost', () => resolve(undefined)); });
  const browser = await puppeteer.launch({ headless: true, protocolTimeout: PATIENCE_MS, executablePath: findChromium(), args: ['--no-sandbox', '--disable-background-networking', ...flags] });
  try {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/`);
    return await act(page);
  } finally {
    await browser.close();
    server.close();
  }
}
