/** A real headless Chromium on the built page, served as `make run` serves it. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { preview } from 'vite';

import { slowHand, slowPage } from './slow.mjs';
import { hear } from './told.mjs';

/**
 * @import { Browser, BrowserContext, Page } from 'puppeteer-core'
 * @import { SnowflakeNca } from '../../../web/element/snowflake-nca.js'
 * @typedef {{ width?: number, height?: number, touch?: boolean, media?: Record<string, string>, keepsOffline?: boolean }} PageOptions keepsOffline: with service
 *   workers, which keep the whole page; the other tests do without
 */

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
const FLAGS = [
  '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--disable-gpu', '--enable-unsafe-swiftshader', // WebGL2 without a GPU, which puts nothing but WebGL on the screen: each frame of a page costs half as much
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,PreloadTopChromeWebUI', // pages of the browser's own behind each window
];
/** Long, because the machines that run this are shared; nothing waits this long unless it fails. */
export const PATIENCE_MS = 60_000;

export function findChromium() {
  const candidates = process.env.CHROMIUM
    ? [process.env.CHROMIUM]
    : NAMES.flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)));
  const found = candidates.find((path) => existsSync(path));
  if (!found) throw new Error('There is no Chromium: install it, or name it in CHROMIUM.');
  return found;
}

/** @param {{ flags?: string[], without?: string[] }} [options] without: flags that it has else */
export async function launch({ flags = [], without = [] } = {}) {
  const profile = await mkdtemp(join(tmpdir(), 'snowflake-browser-'));
  const browser = await puppeteer.launch({
    executablePath: findChromium(), headless: true, args: [...FLAGS.filter((flag) => !without.includes(flag)), ...flags], userDataDir: profile, timeout: PATIENCE_MS, protocolTimeout: 3 * PATIENCE_MS,
  });
  await slowHand(browser);
  browser.process()?.once('exit', () => void rm(profile, { recursive: true, force: true }).catch(() => {}));
  return browser;
}

/** Serves build/site with the headers of `make run`. @param {{ headers?: Record<string, string> }} [options] headers: in place of those, or beside them */
export async function serve({ headers = {} } = {}) {
  const server = await preview({
    configFile: fileURLToPath(new URL('../../../vite.config.js', import.meta.url)), preview: { port: 0, strictPort: false, headers }, logLevel: 'error',
  });
  const url = server.resolvedUrls?.local[0];
  assert.ok(url, 'the preview server has an address');
  return { url, close: () => server.close() };
}

/**
 * What every test file here begins with: a browser and a server for its tests, and pages that must meet no error.
 * All tests of a file are one visitor, whose browser has fetched and compiled the page's code before; nothing else is kept from one to the next.
 * @param {Parameters<typeof launch>[0]} [options]
 */
export function useBrowser(options) {
  /** @type {Browser} */
  let browser;
  /** @type {BrowserContext} */
  let visitor;
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server;
  before(async () => {
    [server, browser] = await Promise.all([serve(), launch(options)]);
    visitor = await browser.createBrowserContext();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  return {
    /**
     * @param {(page: Page, context: { url: string, problems: string[] }) => Promise<void>} use
     * @param {PageOptions & { open?: boolean, isFirstVisit?: boolean }} [options] open: with the page open already, the default; isFirstVisit: nothing of it has been fetched before
     */
    async withPage(use, { open = true, isFirstVisit = false, ...pageOptions } = {}) {
      const context = isFirstVisit ? await browser.createBrowserContext() : visitor;
      const { page, problems } = await pageIn(context, pageOptions);
      try {
        if (open) await openPage(page, server.url);
        await use(page, { url: server.url, problems });
        assert.deepEqual(problems, []);
      } finally {
        await (isFirstVisit ? context.close() : leave(context, server.url));
      }
    },
  };
}

/** Close its pages, and forget what they kept. @param {BrowserContext} context @param {string} url */
async function leave(context, url) {
  const last = await context.newPage(), client = await last.createCDPSession();
  for (const page of await context.pages()) if (page !== last) await page.close();
  await client.send('Storage.clearDataForOrigin', { origin: new URL(url).origin, storageTypes: 'all' });
  await last.close();
}

/** A page of a visitor who was never here. @param {Browser} browser @param {PageOptions} [options] */
export async function newPage(browser, options) {
  const context = await browser.createBrowserContext();
  return { ...(await pageIn(context, options)), close: () => context.close() };
}

/** Another page of the same visitor, as patient as the first. @param {Page} page @param {PageOptions} [options] */
export const besides = async (page, options) => (await pageIn(page.browserContext(), options)).page;

/** Until another tab is before it. By the clock: it has no frames then. @param {Page} page */
export const untilHidden = (page) => page.waitForFunction(() => document.hidden, { polling: 50 });

/** A page that collects every error it meets. @param {BrowserContext} context @param {PageOptions} [options] */
async function pageIn(context, { width = 1200, height = 800, touch = false, media = {}, keepsOffline = false } = {}) {
  const page = await context.newPage();
  await page.setViewport({ width, height, hasTouch: touch, isMobile: touch, deviceScaleFactor: touch ? 2 : 1 });
  await page.emulateMediaFeatures(Object.entries(media).map(([name, value]) => ({ name, value })));
  if (!keepsOffline) await page.evaluateOnNewDocument(() => { delete (/** @type {any} */ (Navigator.prototype)).serviceWorker; });
  await slowPage(page);
  await hear(page);
  page.setDefaultTimeout(PATIENCE_MS);
  page.click = (selector) => page.locator(selector).click(); // as people do: once it stands still, for in a page that has just come more may come above it
  /** @type {string[]} */
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${message.text()} ${message.location().url ?? ''}`);
  });
  return { page, problems };
}

/** Open the page and wait until a flake is there. @param {Page} page @param {string} url */
export async function openPage(page, url) {
  await page.goto(url);
  await waitForFlake(page, (flake) => flake.numAlive > 0);
}

/**
 * Ask the flake, or tell it something.
 * @template T
 * @template [G=undefined]
 * @param {Page} page
 * @param {(flake: SnowflakeNca, given: G) => T} ask runs in the page
 * @param {G} [given]
 * @returns {Promise<Awaited<T>>}
 */
export function flake(page, ask, given) {
  return page.$eval('#flake', /** @type {any} */ (ask), given);
}

/** @param {Page} page @param {(flake: SnowflakeNca) => boolean} condition runs in the page */
export async function waitForFlake(page, condition) {
  await page.waitForFunction(`(${condition})(document.querySelector('#flake'))`);
}

/** Click by the element itself, wherever it stands: for pictures and set-up, not for tests of clicking. @param {Page} page @param {string} selector */
export async function press(page, selector) {
  await page.$eval(selector, (element) => /** @type {HTMLElement} */ (element).click());
}

/** Bring an element to the middle, and wait until nothing moves it any more: what stands above it may still be coming. @param {Page} page @param {string} selector */
export async function untilStill(page, selector) {
  const HOLDS_FOR_FRAMES = 10;
  await page.$eval(selector, async (element, frames) => {
    let top = NaN;
    for (let still = 0; still < frames; still++) {
      element.scrollIntoView({ block: 'center', behavior: 'instant' });
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const now = element.getBoundingClientRect().top;
      if (now !== top) still = 0;
      top = now;
    }
  }, HOLDS_FOR_FRAMES);
}

/** Many enough that whatever is going to happen by itself has begun. */
export const MANY_FRAMES = 24;

/** Wait for so many frames of a page: what it does in its frames, and is told of by its observers, it has done by then. @param {Page} page @param {number} [count] */
export const frames = (page, count = 2) => page.evaluate(async (count) => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
}, count);

/** Bring a part of the page into sight, for so long that the page is told of it: by its observers, once a frame. @param {Page} page @param {string} selector */
export async function see(page, selector) {
  await page.$eval(selector, (part) => part.scrollIntoView({ behavior: 'instant' }));
  await frames(page);
}

/** Wait until something has been the same for many frames, and give it. @template T @param {Page} page @param {() => Promise<T>} look @returns {Promise<T>} */
export async function untilSame(page, look) {
  for (let before = await look(); ;) {
    await frames(page, MANY_FRAMES);
    const now = await look();
    if (now === before) return now;
    before = now;
  }
}

/** @param {Page} page @param {string} selector */
export async function textOf(page, selector) {
  return page.$eval(selector, (element) => element.textContent ?? '');
}
