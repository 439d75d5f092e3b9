/** Firefox, headless, by WebDriver BiDi. @import { Driver, LaunchOptions } from './visitor.mjs' */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';

import { PATIENCE_MS } from '../support/browser.mjs';
import { findProgram } from './programs.mjs';
import { drive } from './puppeteer-driver.mjs';

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
  return drive(browser, profile, { width, height });
}
