/** Chromium, headless, as the other browsers are visited. @import { Driver, LaunchOptions } from './visitor.mjs' */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';

import { PATIENCE_MS } from '../support/browser.mjs';
import { findProgram } from './programs.mjs';
import { drive } from './puppeteer-driver.mjs';

export const name = 'Chromium';

const findChromium = () => process.env.CHROMIUM || findProgram('chromium', 'chromium-browser', 'google-chrome');

/** @returns {string | undefined} what is missing, in words */
export function missing() {
  return findChromium() ? undefined : 'Chromium is not installed (apt-get install chromium, or name it in CHROMIUM)';
}

/** @param {LaunchOptions} options @returns {Promise<Driver>} */
export async function launch({ width, height }) {
  const profile = await mkdtemp(join(tmpdir(), 'snowflake-chromium-'));
  const browser = await puppeteer.launch({
    executablePath: findChromium(), headless: true, userDataDir: profile, protocolTimeout: 3 * PATIENCE_MS, args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
  });
  return drive(browser, profile, { width, height });
}
