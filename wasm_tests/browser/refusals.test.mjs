/** Hosts that bar something: whatever is refused, its true cause is said, and what would lift it. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';

import { launch, newPage, serve } from './support/browser.mjs';
import { blog, host } from './support/host.mjs';
import { untilTold } from './support/told.mjs';

/** @import { Browser, Frame, Page } from 'puppeteer-core' */

/** @type {Browser} */
let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** The page's own policy, with other parts. @param {Record<string, string>} [parts] */
function policyWith(parts = {}) {
  const own = { 'default-src': "'self'", 'script-src': "'self' 'wasm-unsafe-eval'", 'style-src': "'self'", 'img-src': "'self' blob: data:", 'object-src': "'none'", 'base-uri': "'none'" };
  return Object.entries({ ...own, ...parts }).map(([name, value]) => `${name} ${value}`).join('; ');
}

/**
 * The page as a host serves it that bars something.
 * @param {{ policy?: string, sandbox?: string }} host sandbox: in a frame with this
 * @param {(page: Page | Frame, outer: Page) => Promise<void>} use
 */
async function visit({ policy = policyWith(), sandbox }, use) {
  const server = await serve({ headers: { 'Content-Security-Policy': policy, 'Access-Control-Allow-Origin': '*' } }), { page, close } = await newPage(browser);
  const outer = await host({ '/outer.html': `<!doctype html><title>Outer</title><iframe sandbox="${sandbox}" src="${server.url}" width="1100" height="760"></iframe>` });
  try {
    if (sandbox === undefined) {
      await page.goto(server.url);
      await use(page, page);
    } else {
      await page.goto(`${outer.url}/outer.html`);
      const frame = await page.waitForFrame((each) => each.url().startsWith(server.url));
      await use(frame, page);
    }
  } finally {
    await close();
    await outer.close();
    await server.close();
  }
}

/** @param {Page | Frame} page @param {string} [selector] */
const grown = (page, selector = '#flake') => page.waitForFunction((wanted) => /** @type {any} */ (document.querySelector(wanted))?.numAlive > 0, {}, selector);

/** With a goal that needs no worker. @param {Page | Frame} page */
async function train(page) {
  await page.$eval('#open-trainer', (button) => /** @type {HTMLElement} */ (button).click());
  const field = await page.waitForSelector('.target-ways input[type=text]');
  await field?.evaluate((input) => {
    /** @type {HTMLInputElement} */ (input).value = 'H';
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await page.waitForSelector('#train-start:not([disabled])');
  await page.$eval('#train-start', (button) => /** @type {HTMLElement} */ (button).click());
}

/** @param {Page | Frame} page @param {RegExp} pattern */
const stateIs = (page, pattern) => page.waitForFunction((source) => new RegExp(source).test(document.querySelector('#train-state')?.textContent ?? ''), {}, pattern.source);

describe('the studio', () => {
  test('where workers are barred names the part of the policy, for a picture and for training', () => visit({ policy: policyWith({ 'worker-src': "'none'" }) }, async (page) => {
    await grown(page);
    await train(page);
    await untilTold(page, /allows no workers.*worker-src.*forbids them/);
    await stateIs(page, /allows no workers.*worker-src 'self'/);
    assert.equal(await page.$eval('#train-use', (button) => /** @type {HTMLButtonElement} */ (button).disabled), true);
  }));

  test('under Trusted Types trains where its policy is named', () => visit({ policy: policyWith({ 'require-trusted-types-for': "'script'", 'trusted-types': 'snowflake-nca' }) }, async (page) => {
    await grown(page);
    await train(page);
    await stateIs(page, /^Training/);
  }));

  test('under Trusted Types that do not know it names what is missing', () => visit({ policy: policyWith({ 'require-trusted-types-for': "'script'", 'trusted-types': "'none'" }) }, async (page) => {
    await grown(page);
    await train(page);
    await stateIs(page, /Trusted Types.*snowflake-nca/);
  }));

  test('in a sandboxed frame without an origin says so: workers, storage, files', () => visit({ sandbox: 'allow-scripts' }, async (page) => {
    await grown(page);
    await train(page);
    await untilTold(page, /sandboxed frame, which can keep nothing/);
    await stateIs(page, /sandboxed frame, where browsers start no workers.*allow-same-origin/);
    await page.$eval('#save-weights', (button) => /** @type {HTMLElement} */ (button).click());
    await untilTold(page, /handed to the browser.*allow-downloads/);
  }));
});

test('a host that allows no styles in a page: the first come as a file, and the page looks the same', async () => {
  /** @param {string} policy */
  const lookUnder = async (policy) => {
    let look = { files: 0, places: /** @type {(number | undefined)[]} */ ([]) };
    await visit({ policy }, async (page) => {
      await grown(page);
      await page.waitForFunction(() => getComputedStyle(/** @type {Element} */ (document.querySelector('.masthead'))).display === 'flex');
      look = await page.evaluate(() => ({
        files: document.querySelectorAll('link[rel=stylesheet]').length,
        places: ['.masthead', '#stage', '.tools', '#gallery', '#train', 'footer'].map((part) => document.querySelector(part)?.getBoundingClientRect().width),
      }));
    });
    return look;
  };
  const own = await lookUnder(''), barred = await lookUnder(policyWith());
  assert.deepEqual([own.files, barred.files], [1, 2]);
  assert.deepEqual(barred.places, own.places);
});

test('a frame that allows no downloads: nothing is said to be saved', () => visit({ sandbox: 'allow-scripts allow-same-origin' }, async (page, outer) => {
  await grown(page);
  await page.$eval('#save-weights', (button) => /** @type {HTMLElement} */ (button).click());
  await untilTold(page, /handed to the browser.*allow-downloads/); // of another origin it hides its sandbox
  assert.doesNotMatch(await page.$eval('#messages', (box) => box.textContent ?? ''), /Saved as/);
  await outer.goto(new URL(page.url()).href);
  await outer.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts allow-same-origin');
    frame.src = location.href;
    document.body.replaceChildren(frame);
  });
  const inner = await outer.waitForFrame((each) => each.parentFrame() === outer.mainFrame());
  await grown(inner);
  await inner.$eval('#save-weights', (button) => /** @type {HTMLElement} */ (button).click());
  await untilTold(inner, /lets nobody save files/);
}));

describe('without leave to compile', () => {
  const barred = policyWith({ 'script-src': "'self'" });
  test('the page grows without', () => visit({ policy: barred }, async (page) => { await grown(page); }));

  for (const [what, html, frame] of /** @type {const} */ ([['the element', blog('<snowflake-nca></snowflake-nca>'), ''], ['the page for an iframe', '<!doctype html><iframe src="embed.html"></iframe>', 'embed.html']])) {
    test(`${what} does too`, () => visitBarred(html, frame, async (there) => { await grown(there, 'snowflake-nca'); }));
  }
  test('in a sandbox, which may fetch no script, it names wasm-unsafe-eval', () => visitBarred('<!doctype html><iframe sandbox="allow-scripts" src="embed.html"></iframe>', 'embed.html', async (there) => {
    await there.waitForFunction(() => /'wasm-unsafe-eval'/.test(document.querySelector('snowflake-nca')?.shadowRoot?.querySelector('.message')?.textContent ?? ''));
  }));

  /** @param {string} html of a blog @param {string} frame on it, where it is meant @param {(there: Page | Frame) => Promise<void>} use */
  async function visitBarred(html, frame, use) {
    const server = await host({ '/blog.html': html }, { headers: { 'Content-Security-Policy': barred } }), { page, close } = await newPage(browser);
    try {
      await page.goto(`${server.url}/blog.html`);
      await use(frame ? await page.waitForFrame((each) => each.url().includes(frame)) : page);
    } finally {
      await close();
      await server.close();
    }
  }
});

test('where the picture that a flake was taught may not be fetched, it is said, and the flake grows', async () => {
  const files = (await readdir(new URL('../../build/site/assets/', import.meta.url))).filter((name) => !name.endsWith('.png'));
  await visit({ policy: policyWith({ 'connect-src': files.map((name) => `http://localhost:*/assets/${name}`).join(' ') }) }, async (page) => {
    await grown(page);
    await untilTold(page, /connect-src/);
    assert.doesNotMatch(await page.$eval('#messages', (box) => box.textContent ?? ''), /went wrong/);
  });
});

test('where nothing may be fetched the element names connect-src', async () => {
  const server = await host({ '/blog.html': blog('<snowflake-nca model="ice-star"></snowflake-nca>') }, { headers: { 'Content-Security-Policy': policyWith({ 'connect-src': "'none'" }) } });
  const { page, close } = await newPage(browser);
  try {
    await page.goto(`${server.url}/blog.html`);
    await page.waitForFunction(() => /connect-src/.test(document.querySelector('snowflake-nca')?.shadowRoot?.querySelector('.message')?.textContent ?? ''));
  } finally {
    await close();
    await server.close();
  }
});

test('in a sandbox without an origin, where the server gives nothing to other pages, the element says so', async () => {
  const server = await host({ '/outer.html': '<!doctype html><title>Outer</title><iframe sandbox="allow-scripts" src="embed.html?model=ice-star" width="400" height="400"></iframe>' });
  const { page, close } = await newPage(browser);
  try {
    await page.goto(`${server.url}/outer.html`);
    const frame = await page.waitForFrame((each) => each.url().includes('embed.html'));
    await frame.waitForFunction(() => /Access-Control-Allow-Origin/.test(document.querySelector('snowflake-nca')?.shadowRoot?.querySelector('.message')?.textContent ?? ''));
  } finally {
    await close();
    await server.close();
  }
});
