/** Pictures of the page for people to look at: build/screenshots. Usage: npm run screenshots */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { launch, newPage, openPage, press, serve, waitForFlake } from './support/browser.mjs';
import { untilEpoch } from './support/studio.mjs';

const OUT = new URL('../../build/screenshots/', import.meta.url);
const VIEWS = [
  { name: 'desktop-light', options: { media: { 'prefers-color-scheme': 'light' } } },
  { name: 'desktop-dark', options: { media: { 'prefers-color-scheme': 'dark' } } },
  { name: 'phone-light', options: { width: 390, height: 844, touch: true, media: { 'prefers-color-scheme': 'light' } } },
  { name: 'phone-dark', options: { width: 390, height: 844, touch: true, media: { 'prefers-color-scheme': 'dark' } } },
];

await mkdir(OUT, { recursive: true });
const server = await serve(), browser = await launch();
for (const { name, options } of VIEWS) {
  const { page, problems, close } = await newPage(browser, options);
  await openPage(page, server.url);
  await waitForFlake(page, (flake) => flake.numSteps >= 90);
  const shoot = (/** @type {string} */ what) => page.screenshot({ path: fileURLToPath(new URL(`${name}-${what}.png`, OUT)), fullPage: true });
  await shoot('grown');
  await press(page, '#open-trainer');
  await page.waitForSelector('#train-start:not([disabled])');
  await shoot('trainer-ready');
  await press(page, '#train-start');
  await page.$eval('#live-frame', (frame) => frame.scrollIntoView({ block: 'center' }));
  await untilEpoch(page, 150);
  await shoot('training');
  if (problems.length > 0) console.error(name, problems);
  await close();
}
await browser.close();
await server.close();
console.log(`The pictures are in ${fileURLToPath(OUT)}`);
