/** Handing on and taking in: what is copied where the browser hinders it, links as they arrive, links that ask too much, a page that was replaced. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { encodeState } from '../../web/keep/link.js';
import { flake, frames, press, textOf, useBrowser, waitForFlake } from './support/browser.mjs';
import { untilTold } from './support/told.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();

describe('copying', () => {
  /** As on plain http. @param {Page} page @param {boolean} isAllowed what the older way answers */
  const withoutClipboard = (page, isAllowed) => page.evaluateOnNewDocument((allowed) => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
    document.execCommand = (command) => {
      const field = document.activeElement;
      Object.assign(globalThis, { copied: field instanceof HTMLTextAreaElement && [command, field.value.slice(field.selectionStart, field.selectionEnd)] });
      return allowed;
    };
  }, isAllowed);

  test('on plain http: link and code', () => withPage(async (page, { url }) => {
    await withoutClipboard(page, true);
    await page.goto(url);
    await waitForFlake(page, (element) => element.numSteps > 5);
    await page.focus('#keep-link');
    await page.keyboard.press('Enter');
    await untilTold(page, /The link is copied/);
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (globalThis).copied), ['copy', page.url()]);
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'keep-link', 'the focus is where it was');
    await press(page, '#keep-embed');
    await untilTold(page, /Copied: two lines/);
    assert.match(await page.evaluate(() => /** @type {any} */ (globalThis).copied[1]), /^<script type="module"[^]*<\/snowflake-nca>$/);
    assert.equal(await page.$('.message textarea'), null);
  }, { open: false }));

  test('where nothing is allowed: the words stand there, selected', () => withPage(async (page, { url }) => {
    await withoutClipboard(page, false);
    await page.goto(url);
    await waitForFlake(page, (element) => element.numSteps > 5);
    for (const [button, words] of /** @type {const} */ ([['#keep-link', /#s2=\w/], ['#keep-embed', /<snowflake-nca model="snowflake"/]])) {
      await press(page, button);
      await page.waitForSelector('.message textarea');
      const selected = await page.evaluate(() => document.activeElement instanceof HTMLTextAreaElement && document.activeElement.value.slice(0, document.activeElement.selectionEnd));
      assert.match(String(selected), words);
      await page.click('.message .close');
    }
  }, { open: false }));
});

test('a link in the wrapping of a chat grows what it tells of', () => withPage(async (page, { url }) => {
  const link = encodeState({ model: 'ice-star', seed: 9, step: 40, speed: 30, edits: [] });
  await page.goto(`${url}${link.replace('=', '%3D')}).%E2%80%8B&utm_source=chat`);
  await waitForFlake(page, (element) => element.numSteps === 40 && element.seed === 9);
  await untilTold(page, /the link tells of/);
}, { open: false }));

test('a link that asks for days of work is priced and not begun; begun, it can be stopped', () => withPage(async (page, { url }) => {
  await page.goto(url + encodeState({ model: 'snowflake', seed: 9, step: 10_000_000, speed: 30, size: { height: 512, width: 512 }, edits: [{ step: 0, stroke: 1, edit: { type: 'seed', x: 90, y: 90 } }] }));
  await untilTold(page, /10,000,000 steps on 512 × 512 cells, which may take up to [\d.]+ (hour|day)s? here/);
  assert.equal(await flake(page, (element) => element.numSteps), 0);
  assert.equal(await flake(page, (element) => element.paused), true);
  await page.click('.message .offer');
  await page.waitForSelector('#travel:not([hidden])');
  assert.match(await textOf(page, '#travel-state'), /On the way to step 10,000,000/);
  await page.click('#stay');
  await page.waitForSelector('#travel[hidden]');
  const { step, last } = await flake(page, (element) => ({ step: element.numSteps, last: element.timeline?.lastStep }));
  assert.ok(step > 0 && step < 1_000_000 && last === 10_000_000);
  await frames(page);
  assert.equal(await flake(page, (element) => element.numSteps), step, 'it stays');
}, { open: false }));

test('undo on a large grid goes on frame by frame', () => withPage(async (page) => {
  await flake(page, (element) => {
    element.pause();
    element.size = '256x256';
    for (let at = 20; at < 256; at += 30) for (let x = 20; x < 256; x += 30) element.edit({ type: 'seed', x, y: at }, { joins: true });
    element.step(150);
    element.wound(100, 100, 5);
    element.goTo(0);
  });
  await waitForFlake(page, (element) => element.numSteps === 0);
  const step = await flake(page, (element) => {
    element.goTo(127);
    return element.numSteps;
  });
  assert.ok(step < 127, 'it is on the way');
  await waitForFlake(page, (element) => element.numSteps === 127 && element.timeline?.goal === undefined);
}));

test('of several files at once, it is said which was taken', () => withPage(async (page) => {
  const send = (/** @type {'drop' | 'paste'} */ how, /** @type {[string, string][]} */ files) => page.evaluate((how, files) => {
    const data = new DataTransfer(), options = { bubbles: true, cancelable: true };
    for (const [name, type] of files) data.items.add(new File(['<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="4"/></svg>'], name, { type }));
    document.body.dispatchEvent(how === 'drop' ? new DragEvent('drop', { ...options, dataTransfer: data }) : new ClipboardEvent('paste', { ...options, clipboardData: data }));
  }, how, files);
  await send('drop', [['notes.txt', 'text/plain'], ['a.svg', 'image/svg+xml'], ['b.svg', 'image/svg+xml']]);
  await untilTold(page, /Only one file is taken at a time: “a\.svg”, of the 3/);
  await page.waitForSelector('#train-start:not([disabled])');
  await send('paste', [['c.svg', 'image/svg+xml'], ['d.svg', 'image/svg+xml']]);
  await untilTold(page, /“c\.svg”, of the 2/);
  await send('drop', [['notes.txt', 'text/plain'], ['more.txt', 'text/plain']]);
  await untilTold(page, /can be dropped here/);
}));

test('a page that was replaced since it was opened says so, and offers to reload', () => withPage(async (page, { problems }) => {
  await page.setRequestInterception(true);
  page.on('request', (request) => void (/\/assets\//.test(request.url()) ? request.respond({ status: 404, body: '' }) : request.continue()));
  await press(page, '#open-trainer');
  await untilTold(page, /There is a newer version of this page/);
  assert.match(await textOf(page, '.message .offer'), /Reload/);
  assert.doesNotMatch(await textOf(page, '#messages'), /Something went wrong/);
  problems.length = 0; // of what was not there
}));
