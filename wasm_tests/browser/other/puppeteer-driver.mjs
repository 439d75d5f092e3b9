/** One window of a browser that Puppeteer drives. @import { Browser } from 'puppeteer-core' @import { Driver, LaunchOptions } from './visitor.mjs' */
import { rm, writeFile } from 'node:fs/promises';

import { PATIENCE_MS } from '../support/browser.mjs';

/** @param {Browser} browser @param {string} profile a folder of its own, which goes with it @param {LaunchOptions} options @returns {Promise<Driver>} */
export async function drive(browser, profile, { width, height }) {
  const page = await browser.newPage();
  /** @type {string[]} */
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await page.setViewport({ width, height });
  page.setDefaultTimeout(PATIENCE_MS);

  return {
    problems,
    goto: async (url) => { await page.goto(url); },
    evaluate: (ask, ...given) => page.evaluate(/** @type {any} */ (ask), ...given),
    async drag(points, { withShift = false } = {}) {
      if (withShift) await page.keyboard.down('Shift');
      await page.mouse.move(points[0].x, points[0].y);
      await page.mouse.down();
      for (const { x, y } of points.slice(1)) await page.mouse.move(x, y);
      await page.mouse.up();
      if (withShift) await page.keyboard.up('Shift');
    },
    async wheel({ x, y }, deltaY, { withCtrl = false } = {}) {
      await page.mouse.move(x, y);
      if (withCtrl) await page.keyboard.down('Control');
      await page.mouse.wheel({ deltaY });
      if (withCtrl) await page.keyboard.up('Control');
    },
    key: (key) => page.keyboard.press(/** @type {import('puppeteer-core').KeyInput} */ (key)),
    async screenshot(path) {
      const png = await page.screenshot();
      if (path) await writeFile(path, png);
      return Buffer.from(png).toString('base64');
    },
    async cover() {
      const before = await browser.newPage();
      await before.bringToFront();
      return async () => {
        await before.close();
        await page.bringToFront();
      };
    },
    async close() {
      await browser.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
