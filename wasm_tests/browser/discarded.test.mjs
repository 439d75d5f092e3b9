/** The browser discards the tab that trains: it comes again with a flake that grows, and the run goes on from what was kept of it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, openPage, PATIENCE_MS, press, see, serve, textOf, waitForFlake } from './support/browser.mjs';
import { discardTab } from './support/discard.mjs';
import { epochOf, openStudio, untilEpoch, untilKept, untilState } from './support/studio.mjs';

/** @type {import('puppeteer-core').Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
before(async () => { [server, browser] = await Promise.all([serve(), launch()]); });
after(async () => {
  await browser?.close();
  await server?.close();
});

test('a tab that trains is discarded: all that was kept of its run is there, and all of the page is alive again', async (t) => {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await openPage(page, server.url);
  await openStudio(page);
  await press(page, '#train-start');
  await untilEpoch(page, 6);
  const done = await epochOf(page);
  await untilKept(page, done);
  const last = await epochOf(page);

  const discarded = await discardTab(browser, server.url), tab = discarded.page;
  browser = discarded.browser;
  await see(tab, '#flake'); // it stands where it stood, at the trainer
  await waitForFlake(tab, ({ numAlive, numSteps }) => numAlive > 0 && numSteps > 20);
  await openStudio(tab);
  await tab.waitForSelector('.kept-run');
  const kept = Number(/epoch ([\d,]+)/.exec(await textOf(tab, '.kept-run p'))?.[1].replaceAll(',', ''));
  t.diagnostic(`of ${last} epochs that were shown before, ${kept} are kept`);
  assert.ok(kept >= done, `${done} epochs were kept, ${last} done, and now ${kept} are there`);
  await press(tab, '#train-resume');
  await untilEpoch(tab, kept + 10);
  await press(tab, '#train-stop');
  await untilState(tab, /^Stopped/);
});
