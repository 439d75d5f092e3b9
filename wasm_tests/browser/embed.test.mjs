/** The element as one module, on pages that are not the project's: plain, under a strict policy, in a sandboxed frame, from elsewhere, from the disk. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';

import { flake, grown, until, useBlogs } from './support/blog.mjs';
import { axeFinds } from './support/everyone.mjs';
import { newPage } from './support/browser.mjs';
import { blog, EMBED, host } from './support/host.mjs';

/** @import { Page } from 'puppeteer-core' */

/** By brotli, as the places send it that serve packages. */
const MAX_BYTES = 67_500; // 2,000 of them draw cells smoothly, on the screen and in pictures; 1,000 are for what grows where WebAssembly is off, and for families
const MAX_FRAME_BYTES = 68_000; // and what its address says
const MAX_SINGLE_BYTES = 81_000; // with what is said in five more languages
const STRICT = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";
const TAG = '<snowflake-nca></snowflake-nca>';

const { browser, visit } = useBlogs();

for (const [file, most] of /** @type {const} */ ([['snowflake-nca.js', MAX_BYTES], ['embed.js', MAX_FRAME_BYTES], ['snowflake.html', MAX_SINGLE_BYTES]])) {
  test(`${file} takes at most ${Math.floor(most / 1000)} kB compressed`, async () => {
    const { length } = brotliCompressSync(await readFile(new URL(file, EMBED)));
    assert.ok(length <= most, `it takes ${length} bytes`);
  });
}

describe('two lines on a page give a living flake', () => {
  test('plain: it grows and asks for nothing but the module', () => visit(blog(TAG), async (page, { asked }) => {
    await grown(page);
    assert.deepEqual(asked, ['/blog.html', '/snowflake-nca.js']);
  }));

  test('under a strict policy and Trusted Types, with everything on', () => visit(
    blog('<snowflake-nca interactive controls background="#102030" poster="flake.svg" model="ice-star"></snowflake-nca>'), async (page, { asked }) => {
      await grown(page);
      assert.equal(await flake(page, (element) => element.modelTitle), 'Ice star');
      assert.equal(await flake(page, ({ shadowRoot }) => shadowRoot?.querySelector('.frame')?.ariaLabel), 'Ice star, grown by a neural cellular automaton');
      assert.equal(await flake(page, ({ shadowRoot }) => getComputedStyle(/** @type {Element} */ (shadowRoot?.querySelector('.frame'))).backgroundColor), 'rgb(16, 32, 48)');
      assert.deepEqual([...asked].sort(), ['/blog.html', '/flake.svg', '/models/ice-star.safetensors', '/snowflake-nca.js']);
    }, { headers: { 'Content-Security-Policy': STRICT }, pages: { '/flake.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>' } }));

  test('a browser that cannot unpack is told which one can', () => visit(blog(TAG, { head: '<script src="old.js"></script>' }), async (page) => {
    await until(page, ({ shadowRoot }) => shadowRoot?.querySelector('.message')?.textContent?.includes('Firefox from 113'));
  }, { pages: { '/old.js': 'delete globalThis.DecompressionStream' } }));

  test('two copies on one page: the first serves, and nothing is thrown', () => visit(
    blog(TAG, { head: '<script type="module" src="snowflake-nca.js?other"></script>' }), async (page, { asked }) => {
      await grown(page);
      assert.deepEqual(asked, ['/blog.html', '/snowflake-nca.js', '/snowflake-nca.js']);
    }));

  test('where a server makes pages, and there are no elements, it can be imported', async () => {
    assert.deepEqual(Object.keys(await import(new URL('snowflake-nca.js', EMBED).href)), ['SnowflakeNca', 'speak']);
  });

  test('the module of another host, with leave of that host', async () => {
    const other = await host({}, { headers: { 'Access-Control-Allow-Origin': '*' } });
    try {
      await visit(blog('<snowflake-nca model="snowman"></snowflake-nca>', { module: `${other.url}/snowflake-nca.js` }), async (page, { asked }) => {
        await grown(page);
        assert.deepEqual(asked, ['/blog.html']);
        assert.deepEqual(other.asked, ['/snowflake-nca.js', '/models/snowman.safetensors']);
      });
    } finally {
      await other.close();
    }
  });
});

describe('in a frame', () => {
  /** @param {Page} page */
  const inside = async (page) => {
    const frame = await (await page.waitForSelector('iframe'))?.contentFrame();
    assert.ok(frame);
    await frame.waitForSelector('snowflake-nca');
    return frame;
  };
  const framed = (/** @type {string} */ query, sandbox = 'sandbox="allow-scripts"') =>
    `<!doctype html><title>A blog</title><iframe ${sandbox} src="embed.html?${query}" width="300" height="200"></iframe>`;

  test('that may only run scripts, from a host that gives no leave, under the strict policy', () => visit(framed('size=48x64&speed=60&view=smooth&transparent'), async (page) => {
    const frame = await inside(page);
    await grown(frame);
    const seen = await flake(frame, (element) => ({
      origin: self.origin, size: [element.sim?.height, element.sim?.width], speed: element.speed, view: element.view, interactive: element.interactive, controls: element.controls,
      box: [element.clientWidth, element.clientHeight], background: getComputedStyle(/** @type {Element} */ (element.shadowRoot?.querySelector('.frame'))).backgroundColor,
    }));
    assert.deepEqual(seen, { origin: 'null', size: [48, 64], speed: 60, view: 'smooth', interactive: true, controls: true, box: [300, 200], background: 'rgba(0, 0, 0, 0)' });
  }, { headers: { 'Content-Security-Policy': STRICT } }));

  test('transparent, the page shows through, also where the system is dark', () => visit(`<body bgcolor="#ffeedd">${framed('transparent')}`, async (page) => {
    await grown(await inside(page));
    const box = await (await page.$('iframe'))?.boundingBox();
    const base64 = await page.screenshot({ encoding: 'base64', clip: { x: (box?.x ?? 0) + 6, y: (box?.y ?? 0) + 100, width: 1, height: 1 } });
    const colour = await page.evaluate(async (base64) => {
      const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))])), context = new OffscreenCanvas(1, 1).getContext('2d');
      context?.drawImage(bitmap, 0, 0);
      return [...context?.getImageData(0, 0, 1, 1).data ?? []];
    }, base64);
    assert.deepEqual(colour, [255, 238, 221, 255]);
  }, { media: { 'prefers-color-scheme': 'dark' } }));

  test('another model, with leave of the host; without it a sentence, and the frame goes on', async () => {
    await visit(framed('model=evergreen&controls=false'), async (page) => {
      const frame = await inside(page);
      await grown(frame);
      assert.deepEqual(await flake(frame, (element) => [element.modelTitle, element.controls]), ['Evergreen', false]);
    }, { headers: { 'Access-Control-Allow-Origin': '*' } });
    await visit(framed('model=evergreen'), async (page, { problems }) => {
      const frame = await inside(page);
      await until(frame, ({ shadowRoot }) => /sandboxed.*Access-Control-Allow-Origin/.test(shadowRoot?.querySelector('.message')?.textContent ?? ''));
      assert.match(problems.splice(0).join(), /CORS/);
      assert.equal(await flake(frame, (element) => element.loadModel('snowflake')), true);
      await grown(frame);
    });
  });
});

/** What is said in a page or frame, and in which language it says that it is. @param {Page | import('puppeteer-core').Frame} where */
const saidIn = (where) => flake(where, ({ shadowRoot }) => [
  document.documentElement.lang, document.title, shadowRoot?.querySelector('.frame')?.getAttribute('aria-label'), shadowRoot?.querySelector('[lang]')?.getAttribute('lang')]);

for (const [where, sandbox, asked] of /** @type {const} */ ([['of an origin of its own', 'sandbox="allow-scripts"', '/words/frame/fr.js'], ['of the host’s origin', '', '/words/fr.js']])) {
  test(`a frame ${where} speaks the language of its address, and only then asks for its words`, () => visit(
    `<!doctype html><title>A blog</title><iframe ${sandbox} src="embed.html?lang=fr" width="300" height="200"></iframe>`, async (page, { asked: paths }) => {
      const frame = await (await page.waitForSelector('iframe'))?.contentFrame();
      assert.ok(frame);
      await frame.waitForFunction(() => document.documentElement.lang === 'fr');
      await grown(frame);
      assert.deepEqual(await saidIn(frame), ['fr', 'Flocon de neige', 'Flocon de neige, né d’un automate cellulaire neuronal', 'fr']);
      assert.deepEqual(paths, ['/blog.html', '/embed.html', '/embed.js', asked]);
    }));
}

test('in one that bars scripts and modules it goes on in English', () => visit(
  '<!doctype html><title>A blog</title><iframe sandbox="allow-scripts" src="embed.html?lang=fr" width="300" height="200"></iframe>', async (page, { problems }) => {
    const frame = await (await page.waitForSelector('iframe'))?.contentFrame();
    assert.ok(frame);
    await frame.waitForSelector('snowflake-nca');
    await grown(frame);
    assert.deepEqual((await saidIn(frame)).slice(0, 2), ['en', 'Snowflake']);
    assert.match(problems.splice(0).join(), /TrustedScriptURL/);
  }, { headers: { 'Content-Security-Policy': STRICT } }));

test('the single file speaks the reader’s language, or that of its address, and has the words in it', async () => {
  for (const [query, languages, wanted] of /** @type {const} */ ([['', ['de-AT', 'en'], ['de', 'Schneeflocke']], ['?lang=ja', ['de'], ['ja', '雪の結晶']], ['', ['pt', 'en', 'fr'], ['en', 'Snowflake']], ['?lang=en', ['fr'], ['en', 'Snowflake']]])) {
    const { page, problems, close } = await newPage(browser());
    /** @type {string[]} */
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    try {
      await page.evaluateOnNewDocument((languages) => { Object.defineProperty(navigator, 'languages', { get: () => languages }); }, languages);
      const url = new URL(`snowflake.html${query}`, EMBED).href;
      await page.goto(url);
      await grown(page);
      const [lang, title, , inside] = await saidIn(page), heading = await page.$eval('h1', ({ textContent }) => textContent);
      assert.deepEqual([lang, title, inside], [...wanted, wanted[0]]);
      assert.equal(heading, (await import(`../../web/text/${lang}/embed.js`)).embed.heading);
      assert.deepEqual(asked, [url]);
      assert.deepEqual(await axeFinds(page), []);
      assert.deepEqual(problems, []);
    } finally {
      await close();
    }
  }
});

test('the single file grows from the disk, and asks nobody for anything', async () => {
  const { page, problems, close } = await newPage(browser());
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  try {
    const url = new URL('snowflake.html', EMBED).href;
    await page.goto(url);
    await grown(page);
    assert.deepEqual(asked, [url]);
    assert.deepEqual(await axeFinds(page), []);
    await flake(page, (element) => element.loadModel('ice-star')); // its own policy forbids it
    assert.match(problems.splice(0).join(), /Content Security Policy/);
    assert.ok(await flake(page, (element) => element.numAlive) > 20);
    assert.deepEqual(problems, []);
  } finally {
    await close();
  }
});
