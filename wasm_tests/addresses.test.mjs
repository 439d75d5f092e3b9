/** Where the page stands and where its sources are is in the built page when it is told, and nothing of it when not. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

import { addressesOf } from '../web/package/addresses.mjs';
import { languages, pageOf } from '../web/text/languages.js';

const GIVEN = { SITE_URL: 'https://snow.example/flake', SOURCE_URL: 'https://code.example/flake?a=1&b=2' };

test('they are those of package.json, or, before those, of the environment', () => {
  assert.deepEqual(addressesOf({}, {}), { site: undefined, source: undefined });
  const homepage = 'https://a.example/b', sources = /** @type {const} */ ([
    ['me/flake', 'https://github.com/me/flake'], ['github:me/flake', 'https://github.com/me/flake'], [{ url: 'git+https://code.example/flake.git' }, 'https://code.example/flake'],
    ['git@code.example:me/flake.git', 'https://code.example/me/flake'], [{ url: 'git+ssh://git@code.example/me/flake.git' }, 'https://code.example/me/flake'],
  ]);
  for (const [repository, source] of sources) assert.deepEqual(addressesOf({ homepage, repository }, {}), { site: 'https://a.example/b/', source });
  assert.deepEqual(addressesOf({ homepage, repository: 'me/flake' }, GIVEN), { site: 'https://snow.example/flake/', source: GIVEN.SOURCE_URL });
  for (const wrong of ['flake', 'javascript:alert(1)', 'file:///etc']) {
    assert.throws(() => addressesOf({}, { SITE_URL: wrong }), /^Error: SITE_URL must be an address/);
    assert.throws(() => addressesOf({}, { SOURCE_URL: wrong }), /^Error: SOURCE_URL must be an address/);
  }
});

test('a build that is told names them, whole, in each language; one that is not leaves them out', { timeout: 600_000 }, async () => {
  /** @param {Record<string, string>} given */
  const pagesOf = async (given) => {
    for (const name of Object.keys(GIVEN)) delete process.env[name];
    Object.assign(process.env, given);
    try {
      const { output } = /** @type {import('rollup').RollupOutput} */ (await build({
        configFile: fileURLToPath(new URL('../vite.config.js', import.meta.url)), logLevel: 'error', build: { write: false, minify: false },
      }));
      return new Map(output.map((file) => [file.fileName, file.type === 'asset' ? String(file.source) : '']));
    } finally {
      for (const name of Object.keys(GIVEN)) delete process.env[name];
    }
  };
  const told = await pagesOf(GIVEN), untold = await pagesOf({});
  for (const lang of Object.keys(languages)) {
    const path = pageOf(lang).slice('./'.length), name = path || 'index.html', words = (await import(`../web/text/${lang}/markup.js`)).page.source;
    const html = told.get(name) ?? '', content = (/** @type {RegExp} */ pattern) => [...html.matchAll(pattern)].map(([, found]) => found);
    const here = `https://snow.example/flake/${path}`;
    assert.deepEqual(content(/<meta property="og:url" content="([^"]+)"/g), [here]);
    assert.deepEqual(content(/<link rel="canonical" href="([^"]+)"/g), [here]);
    assert.match(String(content(/<meta property="og:image" content="([^"]+)"/g)), /^https:\/\/snow\.example\/flake\/assets\/card-[\w-]+\.png$/);
    assert.deepEqual(content(/<link rel="alternate" hreflang="\w+" href="([^"]+)"/g), Object.keys(languages).map((each) => new URL(pageOf(each), 'https://snow.example/flake/').href));
    assert.ok(html.includes(`<a href="https://code.example/flake?a=1&amp;b=2">${words}</a>`));
    assert.match(html, /<script type="module" [^>]*src="\.\/assets\//, 'what it fetches itself stays relative: it works in any folder of any host');

    const plain = untold.get(name) ?? '';
    assert.match(plain, /<meta property="og:image" content="\.\/assets\/card-/);
    assert.doesNotMatch(plain, /og:url|canonical|rel="alternate"|<!-- source -->/);
    assert.ok(!plain.includes(words), 'no link to sources');
    assert.match(plain, /<a href="\.\/LICENSE\.txt">[^<]*MIT/);
  }
  assert.ok(told.get('LICENSE.txt')?.startsWith(await readFile(new URL('../LICENSE', import.meta.url), 'utf8')));
});
