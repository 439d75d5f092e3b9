/** The page without a connection: whole after a first visit, alive again after a cut, and a newer version of it in nobody's way. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { DEFAULT, languages, pageOf } from '../../web/text/languages.js';
import { besides, launch, newPage, openPage, press, see, textOf, waitForFlake } from './support/browser.mjs';
import { openStudio, untilEpoch, untilState } from './support/studio.mjs';
import { untilTold } from './support/told.mjs';

/** @import { Browser, Page } from 'puppeteer-core' */

const SITE = fileURLToPath(new URL('../../build/site/', import.meta.url));
const TYPES = /** @type {Record<string, string>} */ ({ '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.png': 'image/png' });
const PARTS = ['#compare', '#lesson', '#snow'];
/** Of which it has at least so many before it is kept. */
const AT_REST_MS = 9900;

/** A host of the page that can be cut off, and given a newer version of it. */
async function hostPage() {
  const state = { isDown: false, isNewer: false, asked: /** @type {string[]} */ ([]), gone: /** @type {string[]} */ ([]) };
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname.slice(1), file = path || 'index.html';
    if (state.isDown) return void request.socket.destroy();
    state.asked.push(path);
    let body = /** @type {Buffer | string | undefined} */ (state.gone.includes(path) ? undefined : await readFile(join(SITE, file)).catch(() => undefined));
    if (body && state.isNewer && file === 'index.html') body = String(body).replace('</head>', '<meta name="newer"></head>');
    if (body && state.isNewer && file === 'service-worker.js') body = state.gone.reduce((text, name) => text.replace(`"${name}",`, ''), String(body).replace(/"[0-9a-f]{12}"/, '"newer"'));
    response.writeHead(body ? 200 : 404, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(body);
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', () => resolve(undefined)); });
  const close = () => { server.closeAllConnections(); server.close(); };
  const cut = () => { state.isDown = true; server.closeAllConnections(); };
  return { state, close, cut, url: `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/` };
}

/** @type {Browser} */
let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

/** @param {(page: Page, host: Awaited<ReturnType<typeof hostPage>>) => Promise<void>} use @param {{ keepsOffline?: boolean }} [options] */
async function visit(use, { keepsOffline = true } = {}) {
  const host = await hostPage(), { page, close } = await newPage(browser, { keepsOffline });
  try {
    await use(page, host);
  } finally {
    await close();
    host.close();
  }
}

const untilKept = (/** @type {Page} */ page) => page.evaluate(async () => { await navigator.serviceWorker.ready; });
const areThere = (/** @type {Page} */ page) => page.waitForFunction(() => document.querySelectorAll('#trio snowflake-nca').length === 3
  && [.../** @type {NodeListOf<any>} */ (document.querySelectorAll('#trio snowflake-nca'))].every((flake) => flake.sim)
  && document.querySelector('#lesson')?.hasAttribute('data-ready') && document.querySelector('#snow-play:not([disabled])'), { polling: 200 });

describe('kept by the browser', () => {
  test('after a first visit, and not before the page is at rest, it is whole without a connection', () => visit(async (page, { cut, url }) => {
    await page.evaluateOnNewDocument(() => {
      const at = /** @type {any} */ (globalThis).at = /** @type {Record<string, number>} */ ({}), { register } = ServiceWorkerContainer.prototype;
      for (const type of ['load', 'ready']) addEventListener(type, () => { at[type] ??= performance.now(); }, { capture: true });
      ServiceWorkerContainer.prototype.register = function (/** @type {Parameters<typeof register>} */ ...given) {
        at.kept ??= performance.now();
        return register.apply(this, given);
      };
    });
    await openPage(page, url);
    await untilKept(page);
    const { load, ready, kept } = /** @type {Record<string, number>} */ (await page.evaluate('at'));
    assert.ok(kept - Math.max(load, ready) > AT_REST_MS, `until then the visit takes no more than it did: ${[load, ready, kept]}`);
    cut();
    await page.reload();
    await waitForFlake(page, ({ numSteps }) => numSteps > 30);
    for (const part of PARTS) await see(page, part);
    await areThere(page);
    await page.evaluate(() => /** @type {any} */ (document.querySelector('#flake')).loadModel('ice-star'));
    await page.waitForFunction(() => /\d/.test(document.querySelector('#meter-error')?.textContent ?? '')); // its target is there
    await openStudio(page);
    await press(page, '#train-start');
    await untilEpoch(page, 2);
    assert.doesNotMatch(await textOf(page, '#messages'), /could not|went wrong/);

    await page.goto(new URL('index.html?utm_source=somewhere', url).href);
    await waitForFlake(page, ({ numSteps }) => numSteps > 3);
  }));

  test('of the languages those are kept that are read, whole, and by a newer version too', () => visit(async (page, { state, cut, url }) => {
    const isKept = (/** @type {string} */ lang) => page.evaluate(async (file) => (await caches.match(file)) !== undefined, `./${lang}.html`);
    await openPage(page, url);
    await untilKept(page);
    const [read, newer, unread] = Object.keys(languages).filter((lang) => lang !== DEFAULT).concat('none');
    for (const lang of [read, newer, unread]) assert.equal(await isKept(lang), false, lang);
    await page.goto(new URL(pageOf(read), url).href);
    await page.waitForFunction(async (file) => caches.match(file), {}, `./manifest-${read}.webmanifest`); // the last of its files
    state.isNewer = true;
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
      while (!registration.waiting) await new Promise((resolve) => { setTimeout(resolve, 50); });
    });
    assert.deepEqual([...new Set(await page.evaluate(async (file) => Promise.all((await caches.keys()).map(async (name) => (
      (await (await caches.open(name)).match(file)) !== undefined))), `./${read}.html`))], [true], 'by both versions');
    assert.equal(await isKept(unread), false, unread);

    cut();
    await page.reload();
    await waitForFlake(page, ({ numSteps }) => numSteps > 3);
    assert.equal(await page.$eval('html', ({ lang }) => lang), read);
    for (const part of PARTS) await see(page, part);
    await areThere(page);
    await openStudio(page);
  }));

  test('a newer version is told of when no run trains, and taken when one says so; meanwhile the one before has all it needs', () => visit(async (page, { state, url }) => {
    await openPage(page, url);
    await untilKept(page);
    const other = await besides(page, { keepsOffline: true });
    await other.goto(url);
    await page.bringToFront();
    await openStudio(page);
    await press(page, '#train-start');
    await untilEpoch(page, 1);
    state.isNewer = true;
    state.gone = state.asked.filter((path) => /assets\/(snowfall|lesson|trio)-.*\.js/.test(path));
    assert.ok(state.gone.length > 2, 'the host has them no more');
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      registration.update().catch(() => {});
      while (!registration.waiting) await new Promise((resolve) => { setTimeout(resolve, 50); });
    }).catch((error) => assert.fail(`no newer one: ${error}`));
    const before = await page.$eval('#trainer', ({ textContent }) => textContent?.match(/Epoch\D*(\d+)/i)?.[1]);
    assert.doesNotMatch(await textOf(page, '#messages'), /newer version/, `in the middle of a run, at epoch ${before}`);
    await press(page, '#train-stop');
    await untilTold(page, /newer version/);
    for (const part of PARTS) await see(page, part);
    await areThere(page);
    assert.equal(await page.$('meta[name=newer]'), null, 'it is still the one before');

    await Promise.all([page.waitForNavigation(), press(page, '.message .offer')]);
    await page.waitForSelector('meta[name=newer]');
    await waitForFlake(page, ({ sim }) => sim !== undefined);
    assert.deepEqual(await other.evaluate((files) => Promise.all(files.map(async (file) => (await fetch(`./${file}`)).ok)), state.gone), state.gone.map(() => true), 'a tab that was open stays whole');
    await other.close();
    await page.reload();
    await page.waitForFunction(async () => (await caches.keys()).length === 1);
    assert.equal(await page.evaluate(async (file) => (await fetch(file)).ok, 'assets/none.js'), false);
  }));
});

describe('where nothing is kept', () => {
  test('parts that did not come say why, and come by themselves when there is a connection again', () => visit(async (page, { state, cut, url }) => {
    await openPage(page, url);
    await waitForFlake(page, ({ numSteps }) => numSteps > 30);
    cut();
    for (const part of PARTS) await see(page, part);
    await untilTold(page, /no connection/);
    assert.doesNotMatch(await textOf(page, '#messages'), /went wrong|Reload/);
    state.isDown = false;
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await areThere(page);
    assert.doesNotMatch(await textOf(page, '#messages'), /no connection/);
  }, { keepsOffline: false }));

  test('the studio comes at a press, with its styles', () => visit(async (page, { state, cut, url }) => {
    await openPage(page, url);
    cut();
    await press(page, '#open-trainer');
    await untilTold(page, /no connection/);
    state.isDown = false;
    await press(page, '.message .offer');
    await page.waitForSelector('#train-start:not([disabled])');
    assert.ok(await page.$$eval('link[rel=stylesheet]', (links) => links.every((link) => /** @type {HTMLLinkElement} */ (link).sheet)), 'no style is missing');
    cut();
    await press(page, '#train-start');
    await untilState(page, /worker that trains could not be fetched/);
  }, { keepsOffline: false }));

  test('a host without the service worker: nothing is said', () => visit(async (page, { state, url }) => {
    state.gone = ['service-worker.js'];
    await openPage(page, url);
    while (!state.asked.includes('service-worker.js')) await new Promise((resolve) => { setTimeout(resolve, 200); });
    await waitForFlake(page, ({ numSteps }) => numSteps > 130);
    assert.doesNotMatch(await textOf(page, '#messages'), /connection|version|wrong/);
  }));
});
