/** The same kernels in other engines: SpiderMonkey and JavaScriptCore beside V8, each where its browser is installed. */
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { spawn } from 'node:child_process';
import puppeteer from 'puppeteer-core';

import { findChromium } from '../../browser/support/browser.mjs';

const ROOT = new URL('../../../', import.meta.url);
const TYPES = /** @type {Record<string, string>} */ ({ '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' });
const PAGE = '<!doctype html><title>bench</title>';
const PATIENCE_MS = 300_000;

/** Runs in the page. */
const inPage = `(async () => {
  const { loadCore } = await import('/web/core/nca.js');
  const { benchKernels } = await import('/wasm_tests/bench/sections/kernels.mjs');
  return benchKernels({ core: await loadCore('/build/wasm/nca_test.wasm') }, { rounds: 15, roundMs: 60 });
})()`;

/** @returns {Promise<import('../bench.mjs').Section>} */
export async function benchBrowsers() {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname, file = new URL(`.${path}`, ROOT);
    if (path === '/') response.setHeader('Content-Type', 'text/html').end(PAGE);
    else if (file.href.startsWith(ROOT.href) && existsSync(file)) response.setHeader('Content-Type', TYPES[extname(path)] ?? 'text/plain').end(readFileSync(file));
    else response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, 'localhost', () => resolve(undefined)));
  const url = `http://localhost:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/`;
  /** @type {import('../bench.mjs').Row[]} */
  const rows = [];
  for (const [name, run] of Object.entries({ Chromium: inChromium, Firefox: inFirefox, WebKitGTK: inWebKit })) {
    const section = await run(url).catch((/** @type {Error} */ error) => ({ rows: [{ name: '', note: error.message.split('\n')[0] }] }));
    rows.push(...section.rows.map((/** @type {import('../bench.mjs').Row} */ row) => ({ ...row, name: `${name}: ${row.name}`, goal: undefined })));
  }
  server.close();
  return { title: 'Dense kernels in browsers (their clocks are coarse)', rows };
}

/** @param {string} url @param {any} options */
async function withPuppeteer(url, options) {
  if (!existsSync(options.executablePath)) throw new Error('not installed');
  const browser = await puppeteer.launch({ headless: true, protocolTimeout: PATIENCE_MS, ...options });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    return await page.evaluate(inPage);
  } finally {
    await browser.close();
  }
}

const inChromium = async (/** @type {string} */ url) => withPuppeteer(url, { executablePath: findChromium(), args: ['--no-sandbox', '--disable-background-networking'] });
const inFirefox = (/** @type {string} */ url) => withPuppeteer(url, { browser: 'firefox', executablePath: '/usr/bin/firefox-esr' });

/** @param {string} url */
async function inWebKit(url) {
  const miniBrowser = ['4.1', '4.0'].map((version) => `/usr/lib/x86_64-linux-gnu/webkit2gtk-${version}/MiniBrowser`).find(existsSync);
  if (!miniBrowser || !existsSync('/usr/bin/WebKitWebDriver')) throw new Error('not installed');
  const { Builder, Capabilities } = await import('selenium-webdriver');
  const port = 20000 + (process.pid % 20000);
  const service = spawn('xvfb-run', ['-a', 'WebKitWebDriver', `--port=${port}`], { stdio: 'ignore', detached: true });
  try {
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const capabilities = new Capabilities({ browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary: miniBrowser, args: ['--automation'] } });
    const driver = await new Builder().usingServer(`http://localhost:${port}`).withCapabilities(capabilities).build();
    try {
      await driver.manage().setTimeouts({ script: PATIENCE_MS });
      await driver.get(url);
      return await driver.executeAsyncScript(`const done = arguments[arguments.length - 1]; ${inPage}.then(done, (error) => done({ rows: [{ name: '', note: String(error) }] }));`);
    } finally {
      await driver.quit().catch(() => {});
    }
  } finally {
    if (service.pid) process.kill(-service.pid);
  }
}
