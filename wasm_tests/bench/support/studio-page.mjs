/** The studio in a Chromium of its own, training, and what its process takes. */
import { readFile } from 'node:fs/promises';
import puppeteer from 'puppeteer-core';

import { findChromium } from '../../browser/support/browser.mjs';

const PATIENCE_MS = 600_000, MB = 1e6, KIB = 1024;
const FRAMES_MS = 5000;

/**
 * @param {string} url of the page
 * @param {string} preset
 * @returns {Promise<{ epoch: () => Promise<number>, memoryMB: () => Promise<number>, framesPerSecond: () => Promise<number>, pause: () => Promise<void>, close: () => Promise<void> }>}
 *   memoryMB: of the process that holds page and workers, by its share of each memory page (Linux's PSS)
 */
export async function openTraining(url, preset) {
  const browser = await puppeteer.launch({
    headless: true, executablePath: findChromium(), args: ['--no-sandbox', '--disable-background-networking'], protocolTimeout: PATIENCE_MS,
  });
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on('error', (error) => console.error(`The page crashed: ${error}`));
  browser.on('disconnected', () => console.error('The browser has gone.'));
  await page.setViewport({ width: 1200, height: 900 });
  await page.goto(url);
  await page.waitForSelector('#open-trainer');
  await page.$eval('#open-trainer', (button) => /** @type {HTMLElement} */ (button).click());
  await page.waitForSelector('#train-start:not([disabled])');
  await page.$eval(`#preset-${preset}`, (radio) => /** @type {HTMLElement} */ (radio).click());
  await page.$eval('#parameter-numEpochs', (input) => {
    /** @type {HTMLInputElement} */ (input).value = '0'; // for ever
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await page.$eval('#train-start', (button) => /** @type {HTMLElement} */ (button).click());
  await page.$eval('.learning', (section) => section.scrollIntoView());
  await page.waitForFunction(() => Number(document.querySelector('#train-epoch')?.textContent?.replaceAll(',', '')) > 0);
  const session = await browser.target().createCDPSession(), inPage = await page.createCDPSession(); // in an hour, puppeteer may lose hold of a frame
  return {
    async epoch() {
      const { result } = await inPage.send('Runtime.evaluate', { expression: "document.querySelector('#train-epoch').textContent" });
      return Number(String(result.value).replaceAll(',', ''));
    },
    async memoryMB() {
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      const renderers = processInfo.filter(({ type }) => type === 'renderer');
      return Math.max(...await Promise.all(renderers.map(({ id }) => pssBytes(id)))) / MB;
    },
    async framesPerSecond() {
      const { result } = await inPage.send('Runtime.evaluate', { awaitPromise: true, returnByValue: true, expression: `new Promise((resolve) => {
        let count = 0;
        const startMs = performance.now(), next = () => {
          count++;
          if (performance.now() - startMs < ${FRAMES_MS}) requestAnimationFrame(next);
          else resolve(count / (performance.now() - startMs) * 1000);
        };
        requestAnimationFrame(next);
      })` });
      return result.value;
    },
    /** Or go on. */
    async pause() {
      await inPage.send('Runtime.evaluate', { expression: "document.querySelector('#train-pause').click()" });
    },
    close: () => browser.close(),
  };
}

/** @param {number} pid */
async function pssBytes(pid) {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * KIB;
}
