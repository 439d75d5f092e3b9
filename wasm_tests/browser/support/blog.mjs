/** Pages that are not the project's, with the element on them as one module from build/embed. */
import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import { launch, newPage } from './browser.mjs';
import { host } from './host.mjs';

/**
 * @import { Browser, Frame, Page } from 'puppeteer-core'
 * @import { SnowflakeNca } from '../../../web/element/snowflake-nca.js'
 * @import { PageOptions } from './browser.mjs'
 * @typedef {{ headers?: Record<string, string>, pages?: Parameters<typeof host>[0], scripts?: boolean, expect?: RegExp } & PageOptions} VisitOptions
 *   headers: of every answer; pages: beside the first, by path; expect: problems that are none
 */

/** A browser for the tests of a file, in which gc() can be called. */
export function useBlogs() {
  /** @type {Browser} */
  let browser;
  before(async () => { browser = await launch({ flags: ['--js-flags=--expose-gc'] }); });
  after(() => browser?.close());
  return {
    browser: () => browser,
    /**
     * Open a page, use it, and be sure that it met no problem.
     * @param {string} html of /blog.html
     * @param {(page: Page, context: { asked: string[], problems: string[] }) => Promise<void>} use asked: the paths that the page asked its host for
     * @param {VisitOptions} [options]
     */
    async visit(html, use, { headers, pages = {}, scripts = true, expect, ...screen } = {}) {
      const server = await host({ '/blog.html': html, ...pages }, { headers });
      const { page, problems, close } = await newPage(browser, screen);
      try {
        await page.setJavaScriptEnabled(scripts);
        await page.evaluateOnNewDocument(() => {
          document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => console.error(`against the policy: ${violatedDirective} ${blockedURI}`));
        });
        await page.goto(`${server.url}/blog.html`);
        await use(page, { asked: server.asked, problems });
        assert.deepEqual(problems.filter((problem) => !expect?.test(problem)), []);
      } finally {
        await close();
        await server.close();
      }
    },
  };
}

/** The first flake of the page. @template T, With @param {Page | Frame} page @param {(flake: SnowflakeNca, given: With) => T} ask runs in the page @param {With} [given] to it @returns {Promise<Awaited<T>>} */
export const flake = (page, ask, given) => page.$eval('snowflake-nca', /** @type {any} */ (ask), given);

/** @param {Page | Frame} page @param {(flake: SnowflakeNca) => unknown} condition runs in the page */
export const until = (page, condition) => page.waitForFunction(`(${condition})(document.querySelector('snowflake-nca'))`);

/** @param {Page | Frame} page */
export const grown = (page) => until(page, ({ numSteps, numAlive }) => numSteps > 20 && numAlive > 20);
