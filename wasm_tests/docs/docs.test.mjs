/** build/docs: the reference has what developers import and all of the C API; on the article every flake grows, and everybody can read it. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { preview } from 'vite';

import { launch, newPage } from '../browser/support/browser.mjs';
import { axeFinds } from '../browser/support/everyone.mjs';

const DOCS = fileURLToPath(new URL('../../build/docs', import.meta.url));

/** @type {import('puppeteer-core').Browser} */
let browser;
/** @type {import('vite').PreviewServer} */
let server;
before(async () => {
  browser = await launch();
  server = await preview({ configFile: false, root: DOCS, appType: 'mpa', build: { outDir: '.' }, logLevel: 'error', preview: { port: 0 } });
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** @param {string} path @param {(page: import('puppeteer-core').Page) => Promise<void>} use */
async function visit(path, use) {
  const { page, problems, close } = await newPage(browser);
  try {
    const answer = await page.goto(`${server.resolvedUrls?.local[0]}${path}`);
    assert.equal(answer?.status(), 200, path);
    await use(page);
    assert.deepEqual(problems, []);
  } finally {
    await close();
  }
}

/** @param {import('puppeteer-core').Page} page */
const textOf = (page) => page.evaluate(() => document.body.textContent ?? '');

test('the reference tells of all that the core exports, and what it does', async () => {
  const exported = ['classes/snowflake-nca_core.Nca', 'classes/snowflake-nca_core.NcaError', 'classes/snowflake-nca_core.Trainer', 'classes/snowflake-nca.SnowflakeNca', 'variables/snowflake-nca_react.Snowflake',
    'variables/snowflake-nca_models.models', 'interfaces/snowflake-nca_core.Recipe', 'interfaces/snowflake-nca_core.NewTraining'];
  for (const name of exported) await visit(`api/${name}.html`, async () => {});
  await visit('api/classes/snowflake-nca_core.Trainer.html', async (page) => {
    const text = await textOf(page);
    for (const words of ['Go on from a checkpoint', 'The model as a safetensors file', 'in slices of a few milliseconds']) assert.ok(text.includes(words), words);
  });
});

test('the reference has the whole headers of the C library, and every recipe', async () => {
  const headers = await Promise.all(['nca.h', 'nca_tools.h'].map((name) => readFile(new URL(`../../src/${name}`, import.meta.url), 'utf8')));
  const functions = [...headers.join('\n').matchAll(/^[a-z].*\b(nca_\w+)\(/gm)].map(([, name]) => name);
  assert.ok(functions.length > 50, `${functions.length} functions`);
  await visit('api/documents/The_C_library.html', async (page) => {
    const text = await textOf(page);
    for (const name of functions) assert.ok(text.includes(name), name);
  });
  const recipes = await readFile(new URL('../../web/docs/recipes.md', import.meta.url), 'utf8');
  await visit('api/documents/Recipes_for_blogs.html', async (page) => {
    const titles = await page.$$eval('h2', (all) => all.map((each) => each.textContent ?? ''));
    for (const [, title] of recipes.matchAll(/^## (.*)$/gm)) assert.ok(titles.some((each) => each.includes(title)), title);
  });
});

test('machines read it as Markdown: llms.txt names the pages, which are there, and all of it is in one file', async () => {
  const read = (/** @type {string} */ name) => readFile(`${DOCS}/api/${name}`, 'utf8'), list = await read('llms.txt'), whole = await read('llms-full.txt');
  const names = [...list.matchAll(/^- \[[^\]]+\]\(([\w-]+\.md)\): ./gm)].map(([, name]) => name);
  assert.match(list, /^# snowflake-nca\n\n> \S/);
  assert.deepEqual(names, ['package.md', 'recipes.md', 'element.md', 'c.md']);
  for (const name of names) assert.ok(whole.includes(await read(name)), name);
  for (const word of ['Trainer.create', 'rest-at', 'nca_step', 'optimizeDeps', '--snowflake-background']) assert.ok(whole.includes(word), word);
});

test('every flake of the article grows, the framed one too', async () => {
  await visit('article.html', async (page) => {
    const flakes = await page.$$('snowflake-nca');
    assert.equal(flakes.length, 9);
    for (const flake of flakes) {
      await flake.evaluate((element) => element.scrollIntoView({ block: 'center' }));
      await page.waitForFunction((element) => {
        const { numSteps, numAlive } = /** @type {any} */ (element);
        return numSteps > 40 && numAlive > 100;
      }, {}, flake);
    }
    await page.$eval('iframe', (element) => element.scrollIntoView({ block: 'center' }));
    const frame = await (await page.waitForSelector('iframe'))?.contentFrame();
    await frame?.waitForFunction(() => /** @type {any} */ (document.querySelector('snowflake-nca'))?.numAlive > 100);
    assert.equal(await frame?.$eval('snowflake-nca', (element) => /** @type {any} */ (element).modelTitle), 'Snowman');
  });
});

test('everybody can read the article', async () => {
  await visit('article.html', async (page) => {
    assert.deepEqual(await axeFinds(page), []);
  });
});
