/** Firefox, headless, by WebDriver BiDi. @import { Driver, LaunchOptions } from './visitor.mjs' */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';

import { PATIENCE_MS } from '../support/browser.mjs';
import { findProgram } from './programs.mjs';

const DARK = 0, LIGHT = 1;

export const name = 'Firefox';
/** Without a GPU it gives no WebGL. */
export const renderer = '2d';

/** @returns {string | undefined} what is missing, in words */
export function missing() {
  return findFirefox() ? undefined : 'Firefox is not installed (apt-get install firefox-esr, or name it in FIREFOX)';
}

function findFirefox() {
  return process.env.FIREFOX || findProgram('firefox-esr', 'firefox');
}

/** @param {LaunchOptions} options @returns {Promise<Driver>} */
export async function launch({ width, height, isDark = false }) {
  const profile = await mkdtemp(join(tmpdir(), 'snowflake-firefox-'));
  const browser = await puppeteer.launch({
    browser: 'firefox', executablePath: findFirefox(), headless: true, userDataDir: profile, protocolTimeout: 3 * PATIENCE_MS,
    extraPrefsFirefox: { 'layout.css.prefers-color-scheme.content-override': isDark ? DARK : LIGHT, 'ui.prefersReducedMotion': 0 },
  });
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
    async wheel({ x, y }, deltaY) {
      await page.mouse.move(x, y);
      await page.mouse.wheel({ deltaY });
    },
    key: (key) => page.keyboard.press(/** @type {import('puppeteer-core').KeyInput} */ (key)),
    async screenshot(path) {
      const png = await page.screenshot();
      if (path) await writeFile(path, png);
      return Buffer.from(png).toString('base64');
    },
    async close() {
      await browser.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
