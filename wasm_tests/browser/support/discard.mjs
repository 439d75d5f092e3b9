/** A tab that the browser discards, as it does with those in the back where memory is short: by Chromium's own page for that, chrome://discards. @import { Browser, Page } from 'puppeteer-core' */
import assert from 'node:assert/strict';
import puppeteer from 'puppeteer-core';

import { PATIENCE_MS } from './browser.mjs';

/** Runs in one of the browser's own pages: all in it that fits, within shadow roots too. @param {string} selector @param {string} words in it @returns {HTMLElement | undefined} */
function findDeep(selector, words) {
  const fits = (/** @type {Element} */ each) => each.matches(selector) && each.textContent?.includes(words);
  /** @param {ParentNode} root @returns {HTMLElement | undefined} */
  function within(root) {
    for (const each of root.querySelectorAll('*')) {
      const found = (each.shadowRoot && within(each.shadowRoot)) ?? (fits(each) ? /** @type {HTMLElement} */ (each) : undefined);
      if (found) return found;
    }
    return undefined;
  }
  return within(document);
}

/** @param {Page} page of the browser's own @param {string} selector @param {string} words @param {(found: HTMLElement) => void} act runs in the page */
async function withFound(page, selector, words, act) {
  await page.waitForFunction(`(${findDeep})(${JSON.stringify(selector)}, ${JSON.stringify(words)})`, { polling: 100, timeout: PATIENCE_MS });
  await page.evaluate(`(${act})((${findDeep})(${JSON.stringify(selector)}, ${JSON.stringify(words)}))`);
}

/**
 * Put another tab before it, and discard it: one to which a debugger is attached would be spared, so that the browser is left alone with it.
 * @param {Browser} browser of which all Puppeteer's pages are lost @param {string} url of the tab
 * @returns {Promise<{ browser: Browser, page: Page }>} the browser once more, and the tab in front again, which has loaded itself anew
 */
export async function discardTab(browser, url) {
  const browserWSEndpoint = browser.wsEndpoint(), { origin } = new URL(url), isIt = (/** @type {{ url: () => string }} */ each) => each.url().startsWith(origin);
  const title = await (await browser.pages()).find(isIt)?.title();
  assert.ok(title, `no tab shows ${url}`);
  await browser.disconnect();
  const apart = await puppeteer.connect({ browserWSEndpoint, defaultViewport: null, targetFilter: (target) => !isIt(target) });
  const own = await apart.newPage();
  await own.bringToFront();
  await own.goto('chrome://chrome-urls');
  await withFound(own, 'cr-button', 'Enable internal debugging pages', (button) => button.click());
  await own.goto('chrome://discards');
  await withFound(own, 'tr', title, (row) => {
    const urgent = [...row.querySelectorAll('div')].find((each) => each.children.length === 0 && /Urgent Discard/.test(each.textContent ?? ''));
    if (!urgent) throw new Error('chrome://discards has no such link');
    urgent.click();
  });
  await withFound(own, 'tr', 'discarded (urgent)', () => {});
  await apart.disconnect();
  const again = await puppeteer.connect({ browserWSEndpoint, defaultViewport: null, protocolTimeout: 3 * PATIENCE_MS }), page = (await again.pages()).find(isIt);
  assert.ok(page, 'the tab is gone');
  page.setDefaultTimeout(PATIENCE_MS);
  await page.bringToFront();
  await page.waitForFunction(() => /** @type {any} */ (document).wasDiscarded === true, { polling: 100 });
  return { browser: again, page };
}
