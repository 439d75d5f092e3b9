/** A host that lacks something of a browser, such as the DOM of a unit test: the element says so in an event, and nothing is thrown that nobody catches. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';

import { flake, grown, useBlogs } from './support/blog.mjs';

const { visit } = useBlogs();

/** What is taken away before the module is read; what the element then says. @type {Record<string, string>} */
const LACKING = {
  ResizeObserver: 'NOT_SUPPORTED', IntersectionObserver: 'NOT_SUPPORTED', requestAnimationFrame: 'NOT_SUPPORTED', WebAssembly: '', DecompressionStream: 'NO_UNPACKING',
  matchMedia: '', 'CSSStyleSheet.prototype.replaceSync': '', Worker: '', 'HTMLCanvasElement.prototype.getContext': 'UNKNOWN', customElements: 'undefined',
};

describe('without', () => {
  for (const [what, code] of Object.entries(LACKING)) {
    test(what, () => visit(`<!doctype html><title>A blog</title>
      <script>
        const names = '${what}'.split('.'), name = names.pop();
        const owner = names.reduce((from, each) => from[each], window);
        if (names.length > 0) delete owner[name]; else Object.defineProperty(window, name, { value: undefined, configurable: true, writable: true });
        if (names.length === 0) { delete window[name]; if (name in window) window[name] = undefined; }
        window.heard = [];
        addEventListener('error', ({ detail, message }) => heard.push(detail ? detail.code : 'uncaught ' + message), true);
        addEventListener('unhandledrejection', ({ reason }) => heard.push('unhandled ' + reason));
      </script>
      <snowflake-nca interactive controls></snowflake-nca>
      <script type="module" src="snowflake-nca.js"></script>`, async (page) => {
      if (code === '') {
        await grown(page);
      } else if (code !== 'undefined') {
        await page.waitForFunction('heard.length > 0');
        assert.match(await flake(page, ({ shadowRoot }) => shadowRoot?.querySelector('.message')?.textContent ?? ''), /^[A-Z].*\.$/);
      }
      await page.evaluate(() => {
        const element = /** @type {any} */ (document.querySelector('snowflake-nca'));
        element.setAttribute('size', '20');
        element.remove();
        document.body.append(element);
        element.remove();
      });
      const heard = /** @type {string[]} */ (await page.evaluate('heard'));
      assert.deepEqual([...new Set(heard)], code === '' || code === 'undefined' ? [] : [code]);
    }));
  }
});

test('the module can be read where there is no DOM at all', async () => {
  const code = await readFile(new URL('../../build/embed/snowflake-nca.js', import.meta.url), 'utf8');
  assert.ok('SnowflakeNca' in await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`));
});
