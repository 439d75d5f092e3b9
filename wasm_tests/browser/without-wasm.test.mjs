/** WebAssembly is off, as in Lockdown Mode and under enhanced security, which take the compiler of JavaScript away too; or a page's policy forbids it. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';

import { loadShowCore } from '../../web/core/show-core.js';
import { flake, grown, until, useBlogs } from './support/blog.mjs';
import { launch, newPage, serve } from './support/browser.mjs';
import { blog, host } from './support/host.mjs';

const SCRIPT = '/snowflake-nca-script.js', STEPS = 12;
const barred = { 'Content-Security-Policy': "default-src 'self'; style-src 'self' 'unsafe-inline'" };

/** What the first flake is after some steps, computed here. */
async function wanted() {
  const core = await loadShowCore(new Uint8Array(await readFile(new URL('../../build/wasm/nca_show.wasm', import.meta.url))));
  const star = core.readModel(await readFile(new URL('../../assets/models/ice-star.safetensors', import.meta.url))), sim = core.createSim({ height: 32, width: 32 });
  sim.setModel(star);
  sim.reset(1);
  sim.step(STEPS);
  return Array.from(sim.rgba());
}

const STAR = '<snowflake-nca model="ice-star" size="32" paused style="width: 200px"></snowflake-nca>';
/** @param {import('puppeteer-core').Page | import('puppeteer-core').Frame} page */
async function bitsOf(page) {
  await until(page, ({ sim }) => sim);
  return flake(page, (element, steps) => {
    element.step(steps);
    return Array.from(/** @type {any} */ (element.sim).rgba());
  }, STEPS);
}

describe('a policy without wasm-unsafe-eval', () => {
  const { visit } = useBlogs();
  test('it grows by plain JavaScript, fetched then and only once, to the same bits', () => visit(blog(`${STAR}<snowflake-nca style="width: 200px"></snowflake-nca>`), async (page, { asked, problems }) => {
    assert.deepEqual(await bitsOf(page), await wanted());
    await page.waitForFunction(() => document.querySelectorAll('snowflake-nca')[1].numSteps > 20);
    assert.equal(asked.filter((path) => path === SCRIPT).length, 1);
    problems.splice(0); // that it was tried
  }, { headers: barred }));

  test('where that script is not beside the module a sentence names the cause, and the poster stays', () => visit(blog('<snowflake-nca poster="flake.svg" style="width: 200px"></snowflake-nca>'), async (page, { problems }) => {
    await until(page, ({ shadowRoot }) => shadowRoot?.querySelector('.message')?.textContent);
    assert.equal(await flake(page, ({ shadowRoot }) => shadowRoot?.querySelector('.message')?.textContent),
      "The policy of this page does not allow WebAssembly: script-src of its Content-Security-Policy needs 'wasm-unsafe-eval'.");
    assert.ok(await flake(page, ({ shadowRoot }) => /** @type {HTMLElement | null} */ (shadowRoot?.querySelector('[part~="poster"]'))?.checkVisibility()));
    problems.splice(0);
  }, { headers: barred, pages: { [SCRIPT]: (response) => { response.writeHead(404).end(); }, '/flake.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>' } }));
});

describe('a browser without WebAssembly, and without a compiler', () => {
  /** @type {import('puppeteer-core').Browser} */
  let browser;
  before(async () => { browser = await launch({ flags: ['--js-flags=--jitless'] }); });
  after(() => browser?.close());

  test('the element grows to the same bits, and the page answers meanwhile', async () => {
    const server = await host({ '/blog.html': blog(STAR) }), { page, problems, close } = await newPage(browser);
    try {
      await page.goto(`${server.url}/blog.html`);
      assert.equal(await page.evaluate(() => typeof WebAssembly), 'undefined');
      assert.deepEqual(await bitsOf(page), await wanted());
      await flake(page, (element) => element.play());
      await until(page, ({ numSteps }) => numSteps > 40);
      assert.deepEqual(problems, []);
    } finally {
      await close();
      await server.close();
    }
  });

  test('and so does the page for an iframe, and the flake of the page', async () => {
    const server = await serve(), { page, close } = await newPage(browser);
    try {
      await page.goto(new URL('embed.html?size=24', server.url).href);
      await grown(page);
      await page.goto(server.url);
      await page.waitForFunction(() => Number(/** @type {any} */ (document.querySelector('#flake'))?.numSteps) > 4);
    } finally {
      await close();
      await server.close();
    }
  });
});
