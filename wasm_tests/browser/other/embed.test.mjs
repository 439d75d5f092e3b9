/** The element as one module in the other two engines, on pages that are not the project's. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { blog, EMBED, host } from '../support/host.mjs';
import * as firefox from './firefox.mjs';
import { Visitor } from './visitor.mjs';
import * as webkit from './webkit.mjs';

/** @import { SnowflakeNca } from '../../../web/element/snowflake-nca.js' */

const STRICT = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";
/** What goes against the policy of the page is kept, from its first line on. */
const WATCH = "globalThis.problems = []; addEventListener('securitypolicyviolation', (event) => problems.push(event.violatedDirective + ' ' + event.blockedURI)); addEventListener('error', (event) => problems.push(event.message));";
const WATCHED = { head: '<script src="watch.js"></script>' };
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>';
const FRAME = { x: 20, y: 20, side: 360 };

for (const engine of [firefox, webkit]) {
  describe(`${engine.name}, pages of others`, { skip: engine.missing() }, () => {
    /** @type {Visitor} */
    let visitor;
    before(async () => { visitor = new Visitor(await engine.launch({ width: 900, height: 700 }), 'about:blank'); });
    after(() => visitor?.driver.close());

    /**
     * @param {string} html
     * @param {(asked: string[]) => Promise<void>} look
     * @param {Record<string, string>} [headers]
     */
    const visit = async (html, look, headers) => {
      const server = await host({ '/blog.html': html, '/watch.js': WATCH, '/flake.svg': SVG }, { headers });
      try {
        await visitor.driver.goto(`${server.url}/blog.html`);
        await look(server.asked);
      } finally {
        await visitor.driver.goto('about:blank');
        await server.close();
      }
    };
    const grown = () => visitor.until(() => {
      const flake = /** @type {SnowflakeNca | null} */ (document.querySelector('snowflake-nca'));
      return flake && flake.numSteps > 20 && flake.numAlive > 20;
    });

    test('two lines on a plain page: it grows, and asks for nothing but the module', () => visit(blog('<snowflake-nca></snowflake-nca>'), async (asked) => {
      await grown();
      assert.deepEqual(asked, ['/blog.html', '/snowflake-nca.js']);
    }));

    test('a strict policy and everything on: nothing goes against it', () => visit(
      blog('<snowflake-nca interactive controls background="#102030" poster="flake.svg" model="ice-star"></snowflake-nca>', WATCHED), async (asked) => {
        await grown();
        const seen = await visitor.ask(() => {
          const flake = /** @type {SnowflakeNca} */ (document.querySelector('snowflake-nca'));
          return {
            title: flake.modelTitle, problems: /** @type {any} */ (globalThis).problems,
            background: getComputedStyle(/** @type {Element} */ (flake.shadowRoot?.querySelector('.frame'))).backgroundColor,
            button: flake.shadowRoot?.querySelector('button')?.getBoundingClientRect().width,
          };
        });
        assert.deepEqual(seen, { title: 'Ice star', problems: [], background: 'rgb(16, 32, 48)', button: 44 });
        assert.deepEqual([...asked].sort(), ['/blog.html', '/flake.svg', '/models/ice-star.safetensors', '/snowflake-nca.js', '/watch.js']);
      }, { 'Content-Security-Policy': STRICT }));

    test('the module of another host, with leave of that host, and a model from beside it', async () => {
      const other = await host({}, { headers: { 'Access-Control-Allow-Origin': '*' } });
      try {
        await visit(blog('<snowflake-nca model="snowman"></snowflake-nca>', { module: `${other.url}/snowflake-nca.js` }), async (asked) => {
          await grown();
          assert.deepEqual([asked, other.asked], [['/blog.html'], ['/snowflake-nca.js', '/models/snowman.safetensors']]);
        });
      } finally {
        await other.close();
      }
    });

    test('a frame that may only run scripts, from a host that gives no leave: the screen shows a flake', () => visit(
      `<!doctype html><title>A blog</title><style>body { margin: 0 } iframe { position: absolute; left: ${FRAME.x}px; top: ${FRAME.y}px; border: 0 }</style>
       <iframe sandbox="allow-scripts" src="embed.html?background=black&amp;controls=false&amp;size=72" width="${FRAME.side}" height="${FRAME.side}"></iframe>`, async (asked) => {
        const points = Array.from({ length: 900 }, (_, i) => ({ x: FRAME.x + (0.5 + (i % 30)) * 12, y: FRAME.y + (0.5 + Math.floor(i / 30)) * 12 }));
        const count = async () => {
          const colours = await visitor.coloursAt(points), isIce = (/** @type {number[]} */ colour) => colour[2] > 150 && colour[2] > colour[0];
          return { ice: colours.filter(isIce).length, night: colours.filter((colour) => Math.max(...colour) < 12).length };
        };
        let seen = await count();
        for (let i = 0; i < 100 && seen.ice < 60; i++) seen = await count();
        assert.ok(seen.ice >= 60 && seen.night >= 400, JSON.stringify(seen));
        assert.deepEqual(asked, ['/blog.html', '/embed.html', '/embed.js']);
      }));

    test('the single file grows from the disk', async () => {
      await visitor.driver.goto(new URL('snowflake.html', EMBED).href);
      assert.equal(await visitor.ask(() => location.protocol), 'file:');
      await grown();
    });

    test('twenty grow on one page; when they are gone, another one is drawn as the first was', () => visit(blog(''), async () => {
      await visitor.until(() => customElements.get('snowflake-nca') !== undefined);
      const seen = await visitor.ask(async () => {
        const make = () => /** @type {SnowflakeNca} */ (document.createElement('snowflake-nca'));
        const growing = async (/** @type {SnowflakeNca[]} */ flakes) => {
          for (const flake of flakes) flake.renderer = 'webgl';
          for (const flake of flakes) flake.style.width = '100px';
          for (const flake of flakes) flake.style.display = 'inline-block';
          document.body.append(...flakes);
          while (!flakes.every(({ numSteps, numAlive }) => numSteps > 15 && numAlive > 20)) await new Promise((resolve) => setTimeout(resolve, 50));
          const renderers = flakes.map(({ activeRenderer }) => activeRenderer);
          for (const flake of flakes) flake.remove();
          return renderers;
        };
        const twenty = await growing(Array.from({ length: 20 }, make));
        return { first: twenty[0], numWebgl: twenty.filter((name) => name === 'webgl').length, again: await growing([make()]) };
      });
      assert.deepEqual(seen, { first: engine.renderer, numWebgl: engine.renderer === 'webgl' ? 8 : 0, again: [engine.renderer] });
    }));
  });
}
