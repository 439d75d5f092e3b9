/** Models by address, and galleries of others: what another host gives stands in the gallery and grows; each fault has its sentence, and the page goes on. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';

import { loadShowCore } from '../../web/core/show-core.js';
import { useBrowser, waitForFlake } from './support/browser.mjs';
import { host } from './support/host.mjs';
import { allTold, untilTold } from './support/told.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();
const CLASS = { title: 'Class <b>7b</b>', models: [{ title: 'Our star', model: 'star.safetensors' }, { title: '<img src=x onerror=alert(1)>', model: 'models/snowman.safetensors' }] }; // the second is one of the page's own
const EVIL = '{"models": [{"model": "javascript:alert(1)"}]}';
/** @type {Awaited<ReturnType<typeof host>>} */
let school;
/** @type {Awaited<ReturnType<typeof host>>} */
let closed;
before(async () => {
  const core = await loadShowCore(new Uint8Array(await readFile(new URL('../../build/wasm/nca_show.wasm', import.meta.url))));
  const known = core.readModel(await readFile(new URL('../../assets/models/ice-star.safetensors', import.meta.url)));
  const star = core.writeWeights({ ...known, params: known.params.map((each) => each * (1 + 1e-6)) }); // of those that come with the page it would have their name
  const sends = (/** @type {string | Uint8Array} */ body) => (/** @type {import('node:http').ServerResponse} */ response) => response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end(body);
  school = await host({
    '/list.json': sends(JSON.stringify(CLASS)), '/short': (response) => response.writeHead(302, { 'Access-Control-Allow-Origin': '*', Location: '/moved/list.json' }).end(),
    '/moved/list.json': sends(JSON.stringify({ models: [{ title: 'Moved', model: 'near.safetensors' }] })), '/moved/near.safetensors': sends(star), '/star.safetensors': sends(star), '/evil.json': sends(EVIL), '/broken.safetensors': sends(star.subarray(0, 5000)), '/page.json': sends('<!doctype html>'),
    '/endless': (response) => { // more than any model takes, without a length
      response.writeHead(200, { 'Access-Control-Allow-Origin': '*' });
      const send = () => { if (!response.destroyed) response.write(Buffer.alloc(1 << 20), send); };
      send();
    },
  }, { headers: { 'Access-Control-Allow-Origin': '*' } });
  closed = await host({ '/list.json': JSON.stringify(CLASS) });
});
after(async () => {
  await school?.close();
  await closed?.close();
});

/** @param {string} query @param {(page: Page, problems: string[]) => Promise<void>} use @param {string} [hash] */
const visit = (query, use, hash = '') => withPage(async (page, { url, problems }) => {
  await page.goto(`${url}${query}${hash}`);
  await use(page, problems);
}, { open: false });
/** @param {Page} page */
const places = (page) => page.$$eval('#gallery label.guest', (labels) => labels.map((label) => label.textContent));

test('the models of a list stand in the gallery by their titles, the first one grows, and another is chosen', () => visit(`?gallery=${school.url}/list.json`, async (page) => {
  await waitForFlake(page, ({ modelTitle, numAlive }) => modelTitle === 'Our star' && numAlive > 0);
  assert.deepEqual(await places(page), CLASS.models.map(({ title }) => title));
  assert.ok((await page.$$eval('.gallery-heading', (all) => all.map((each) => each.textContent))).includes(CLASS.title));
  assert.equal(await page.$('#gallery img[src=x]'), null);
  await page.$eval('#gallery label.guest:last-of-type input', (radio) => /** @type {HTMLElement} */ (radio).click());
  await waitForFlake(page, ({ modelTitle, numAlive }) => modelTitle === 'Snowman' && numAlive > 20);
}));

test('a model by its address, and one by its bundled name', async () => {
  await visit(`?model=${school.url}/star.safetensors`, (page) => waitForFlake(page, ({ modelTitle, numAlive }) => modelTitle === 'star' && numAlive > 0));
  await visit('?model=snowman', (page) => waitForFlake(page, ({ modelTitle, numAlive }) => modelTitle === 'Snowman' && numAlive > 0));
});

test('a list that a short address leads to, whose models lie beside it', () => visit(`?gallery=${school.url}/short`, (page) => waitForFlake(page, ({ modelTitle, numAlive }) => modelTitle === 'Moved' && numAlive > 0)));

test('an empty name is none', () => visit('?model=&gallery=', async (page) => {
  await waitForFlake(page, ({ modelTitle, numAlive }) => modelTitle === 'Snowflake' && numAlive > 20);
  assert.deepEqual([await places(page), await allTold(page)], [[], []]);
}));

test('who reads another language keeps what the address asks for', () => visit(`?lang=de&model=snowman`, async (page) => {
  await page.waitForFunction(() => /de\.html\?model=snowman$/.test(location.href));
  await waitForFlake(page, ({ modelTitle }) => modelTitle === 'Schneemann');
}));

describe('faults', () => {
  const FAULTS = /** @type {Record<string, [() => string, RegExp]>} */ ({
    'a host that gives nothing to other pages': [() => `?gallery=${closed.url}/list.json`, /^Nothing came from 127\.0\.0\.1:\d+\. .*Access-Control-Allow-Origin\.$/],
    'what is not there': [() => `?model=${school.url}/nonesuch.safetensors`, /^127\.0\.0\.1:\d+ has nothing at this address: it answered 404\.$/],
    'a list with an address that is a script': [() => `?gallery=${school.url}/evil.json`, /“javascript:alert\(1\)” is no address on the web/],
    'a page for a list': [() => `?gallery=${school.url}/page.json`, /This list of models is no JSON/],
    'half a model': [() => `?model=${school.url}/broken.safetensors`, /^[A-Z].*\.$/],
    'a picture for a model': [() => '?model=icon-192.png', /^[A-Z].*\.$/],
    'a model without end': [() => `?model=${school.url}/endless`, /too large/],
    'an address that is none': [() => '?model=javascript:alert(1)', /no address on the web/],
  });
  for (const [what, [query, sentence]] of Object.entries(FAULTS)) {
    test(what, () => visit(query(), async (page, problems) => {
      await untilTold(page, sentence);
      await waitForFlake(page, ({ numAlive }) => numAlive > 0);
      assert.deepEqual(await places(page).then((all) => all.length <= 1), true);
      problems.splice(0); // the browser says it too
    }));
  }
});
