/** The page brings its policy along: also from a host that sends no headers nothing that was slipped into it runs, and all of it works. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { launch, newPage, openPage, press, untilStill, waitForFlake } from './support/browser.mjs';
import { openStudio, untilEpoch, untilState } from './support/studio.mjs';

/** @import { Browser, Page } from 'puppeteer-core' */

const SITE = fileURLToPath(new URL('../../build/site/', import.meta.url));
const TYPES = /** @type {Record<string, string>} */ ({ '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.png': 'image/png', '.svg': 'image/svg+xml' });
const SLIPPED_IN = '<script>globalThis.evil = 1</script><img alt="" src="no.png" onerror="globalThis.evil = 2"><p style="color: red">';

/** @type {Browser} */
let browser;
/** @type {import('node:http').Server} */
let server;
let url = '', slippedIn = '';
before(async () => {
  server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host'), path = pathname === '/' ? 'index.html' : pathname;
    const file = await readFile(join(SITE, path)).catch(() => undefined);
    response.writeHead(file ? 200 : 404, { 'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream' });
    response.end(path === 'index.html' ? String(file).replace('</body>', `${slippedIn}</body>`) : file);
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', () => resolve(undefined)); });
  url = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/`;
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

/** @param {(page: Page, violations: () => Promise<string[]>) => Promise<void>} use */
async function visit(use) {
  const { page, problems, close } = await newPage(browser);
  try {
    await page.evaluateOnNewDocument(() => {
      Object.assign(globalThis, { violations: [] });
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => /** @type {any} */ (globalThis).violations.push(`${effectiveDirective} ${blockedURI}`));
    });
    await use(page, async () => [...new Set(/** @type {string[]} */ (await page.evaluate('violations')))].sort());
    assert.deepEqual(problems.filter((problem) => slippedIn === '' || !/Content Security Policy|no\.png|Failed to load/.test(problem)), []);
  } finally {
    await close();
  }
}

test('all of the page works, and nothing goes against it', () => visit(async (page, violations) => {
  await openPage(page, url);
  for (const id of ['compare', 'lesson', 'snow']) await untilStill(page, `#${id}`);
  await openStudio(page);
  await press(page, '#train-start');
  await untilEpoch(page, 3);
  await press(page, '#train-stop');
  await untilState(page, /^Stopped/);
  await press(page, '#train-use');
  await waitForFlake(page, ({ currentModel }) => Number(currentModel?.epochs) >= 3);
  assert.deepEqual(await violations(), []);
}));

test('what was slipped into it does not run', async () => {
  slippedIn = SLIPPED_IN;
  await visit(async (page, violations) => {
    await openPage(page, url);
    assert.equal(await page.evaluate(() => 'evil' in globalThis), false);
    assert.deepEqual(await violations(), ['script-src-attr inline', 'script-src-elem inline', 'style-src-attr inline']);
  });
});
