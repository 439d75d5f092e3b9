/** Training on the page: it learns, it obeys, and whatever ends it the last weights stay. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { crc32 } from '../support/png.js';
import { parseSafetensors, writeSafetensors } from '../support/safetensors.js';
import { besides, flake, frames, MANY_FRAMES, press, see, textOf, untilSame, useBrowser } from './support/browser.mjs';
import { giveFile } from './support/choose-file.mjs';
import { choosePreset, epochOf, openStudio, untilEpoch, untilKept, untilState } from './support/studio.mjs';
import { untilTold } from './support/told.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();
const LEARNT_LOSS = 0.05, MAX_EPOCHS = 500;
const WEIGHTS_READ = /The next start begins with it/;

/** Choose a file, which the page reads when it likes, until it answers. @param {Page} page @param {string} selector @param {string} name @param {Uint8Array} content @param {RegExp} answer */
const chooseFile = (page, selector, name, content, answer) => giveFile(page, selector, name, content, () => untilTold(page, answer));

/** @param {Page} page */
const closeMessages = (page) => page.$$eval('.message button', (buttons) => buttons.forEach((button) => /** @type {HTMLElement} */ (button).click()));

test(`it reaches a loss under ${LEARNT_LOSS} in at most ${MAX_EPOCHS} epochs, and its weights grow on the stage`, () => withPage(async (page) => {
  await openStudio(page);
  await choosePreset(page, 'sooner', 32);
  await page.click('#train-start');
  await untilState(page, /^Training/);
  const reached = await page.waitForFunction((wanted, most) => { // and what there is at that moment: it goes on
    const [loss, epoch] = ['#train-loss', '#train-epoch'].map((id) => Number(document.querySelector(id)?.textContent?.replaceAll(',', '')));
    return (loss < wanted || epoch > most) && [loss, epoch];
  }, { timeout: 240_000 }, LEARNT_LOSS, MAX_EPOCHS);
  const [loss, epoch] = /** @type {number[]} */ (await reached.jsonValue());
  assert.ok(loss < LEARNT_LOSS && epoch <= MAX_EPOCHS, `loss ${loss} at epoch ${epoch}`);
  assert.ok(await page.$eval('#chart canvas', (canvas) => /** @type {HTMLCanvasElement} */ (canvas).width > 100));
  await see(page, '#live-frame');
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector('#live-frame snowflake-nca'))?.numAlive > 100);
  await page.click('#train-use');
  await untilTold(page, /now grows from the weights of epoch/);
  assert.ok((await flake(page, (element) => element.currentModel?.epochs ?? 0)) >= epoch);
}));

test('the healing preset trains on its own grid; its weights grow on the stage, by a link, and in another page', () => withPage(async (page, { url }) => {
  await openStudio(page);
  await choosePreset(page, 'healing', 48);
  await page.click('#train-start');
  await untilEpoch(page, 3);
  await page.click('#train-stop');
  await untilState(page, /^Stopped/);
  await press(page, '#train-use');
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector('#flake')).currentModel?.config.alive === 'pre+post');
  assert.deepEqual(await flake(page, (element) => { const { height, padding, epochs } = element.currentModel ?? {}; return [height, padding, (epochs ?? 0) >= 3]; }), [48, 8, true]);
  await press(page, '#train-share');
  await page.waitForFunction(() => location.hash.startsWith('#m2='));
  const other = await besides(page);
  await other.goto(page.url());
  await untilTold(other, /which came with the link/);
  assert.ok(await flake(other, (element) => (element.currentModel?.epochs ?? 0) >= 3 && element.sim?.height === 40), 'the picture, and an eighth around it');

  // The same in a page of the visitor's own.
  await page.evaluate(() => { navigator.clipboard.writeText = async (copied) => { Object.assign(globalThis, { copied }); }; });
  await press(page, '#train-embed');
  const code = /** @type {string} */ (await (await page.waitForFunction('globalThis.copied')).jsonValue());
  await other.setRequestInterception(true);
  other.on('request', (request) => {
    if (request.url() === `${url}blog.html`) void request.respond({ contentType: 'text/html', body: `<!doctype html><p>My blog</p>\n${code}` });
    else void request.continue();
  });
  await other.goto(`${url}blog.html`);
  await other.waitForFunction(() => /** @type {any} */ (document.querySelector('snowflake-nca'))?.numAlive > 0);
  assert.deepEqual(await other.$eval('snowflake-nca', (element) => { const { currentModel, sim } = /** @type {any} */ (element); return [currentModel.epochs >= 3, sim.height]; }), [true, 48]);
}));

test('pause, resume, stop, go on; the weights are saved and read again', () => withPage(async (page) => {
  await openStudio(page);
  await page.click('#train-start');
  await untilEpoch(page, 5);
  await page.click('#train-pause');
  await untilState(page, /^Paused/);
  const paused = await untilSame(page, () => epochOf(page));
  await frames(page, 2 * MANY_FRAMES);
  assert.equal(await epochOf(page), paused);
  await page.click('#train-pause');
  await untilEpoch(page, paused + 3);
  await page.click('#train-stop');
  await untilState(page, /^Stopped/);
  const stopped = await epochOf(page);

  const folder = await mkdtemp(join(tmpdir(), 'snowflake-save-'));
  const client = await page.createCDPSession();
  await client.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder, browserContextId: page.browserContext().id, eventsEnabled: true });
  const isSaved = new Promise((resolve) => client.on('Browser.downloadProgress', ({ state }) => state === 'completed' && resolve(undefined)));
  await page.click('#train-save');
  await isSaved;
  const [name] = await readdir(folder), file = new Uint8Array(await readFile(join(folder, name)));
  assert.match(name, /\.safetensors$/);
  await rm(folder, { recursive: true, force: true });
  const { metadata, tensors } = parseSafetensors(file);
  assert.equal(metadata.epochs, String(stopped));
  assert.ok(tensors['updater.2.weight'].data.some((value) => value !== 0), 'it learnt');

  await page.click('#train-continue');
  await untilEpoch(page, stopped + 3);
  await page.click('#train-stop');
  await untilState(page, /^Stopped/);
  await chooseFile(page, '#train-load', 'mine.safetensors', file, WEIGHTS_READ);
  await page.$eval('#train-epoch', (output) => { // all that it shows from now on
    const seen = /** @type {any} */ (globalThis).seen = /** @type {number[]} */ ([]);
    new MutationObserver(() => seen.push(Number(output.textContent?.replaceAll(',', '')))).observe(output, { childList: true, characterData: true, subtree: true });
  });
  await page.click('#train-start');
  await untilEpoch(page, stopped + 2);
  const seen = /** @type {number[]} */ (await page.evaluate('seen')).filter((epoch) => epoch > 0);
  assert.ok(Math.min(...seen) >= stopped, `it begins with the weights of the file, whose epochs count: ${seen}`);
}));

test('a worker that is killed in the middle is noticed, and its last weights stay usable', () => withPage(async (page) => {
  await openStudio(page);
  await page.click('#train-start');
  await untilEpoch(page, 3);
  const [worker] = page.workers();
  await worker.close();
  await untilState(page, /worker that trained has died/);
  const epoch = await epochOf(page);
  assert.ok(epoch >= 3);
  await press(page, '#train-use');
  await untilTold(page, /now grows from the weights/);
  await closeMessages(page);
  await page.click('#train-continue');
  await untilEpoch(page, epoch + 2);
}));

test('a loss that is no longer finite stops it, says so, and keeps the weights', () => withPage(async (page) => {
  await openStudio(page);
  const huge = (/** @type {number[]} */ shape) => ({ shape, data: new Float32Array(shape.reduce((a, b) => a * b)).fill(3e37) });
  const file = writeSafetensors({
    'updater.0.weight': huge([128, 48]), 'updater.0.bias': huge([128]), 'updater.2.weight': huge([16, 128]), 'updater.2.bias': huge([16]),
  }, { epochs: '7' });
  await chooseFile(page, '#train-load', 'huge.safetensors', file, WEIGHTS_READ);
  await page.click('#train-start');
  await untilState(page, /no longer a finite number.*epoch 7/);
  assert.equal(await page.$eval('#train-use', (button) => /** @type {HTMLButtonElement} */ (button).disabled), false);
}));

test('pictures: a good one becomes the goal, bad ones are answered in words and change nothing', () => withPage(async (page) => {
  await openStudio(page);
  await page.click('#target-tab-picture');
  const goal = () => page.$eval('#goal', (canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());
  const snowflake = await goal();
  const png = new Uint8Array(await readFile(new URL('../../assets/targets/snowflake.png', import.meta.url)));
  const choose = (/** @type {string} */ name, /** @type {Uint8Array} */ content, /** @type {RegExp} */ answer) => chooseFile(page, '#train-picture', name, content, answer);
  await choose('cut.png', png.subarray(0, png.length / 2), /damaged or cut short/);
  const wide = png.slice(); // 20,000 pixels wide, says its header, whose checksum is made to fit
  new DataView(wide.buffer).setUint32(16, 20000);
  new DataView(wide.buffer).setUint32(29, crc32(wide.subarray(12, 29)));
  await choose('wide.png', wide, /more than 8,192 on a side/);
  new DataView(wide.buffer).setUint32(16, 0);
  new DataView(wide.buffer).setUint32(29, crc32(wide.subarray(12, 29)));
  await choose('empty.png', wide, /no pixels/);
  await choose('text.jpg', new TextEncoder().encode('this is no picture'), /no picture that can be opened here, as PNG, JPEG, WebP/);
  assert.equal(await goal(), snowflake);
  const jpeg = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [50, 30];
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.fillStyle = 'rgb(200 40 40)';
    context.fillRect(0, 0, 50, 30);
    const blob = await new Promise((/** @type {(blob: Blob | null) => void} */ resolve) => canvas.toBlob(resolve, 'image/jpeg'));
    return [...new Uint8Array(await /** @type {Blob} */ (blob).arrayBuffer())];
  });
  await choose('red.jpg', new Uint8Array(jpeg), /The goal is now red\.jpg/);
  await page.waitForFunction((before) => /** @type {HTMLCanvasElement} */ (document.querySelector('#goal')).toDataURL() !== before, {}, snowflake);
}));

test('a run is kept: after a reload it is offered again, and goes on where it was', () => withPage(async (page, { url }) => {
  await openStudio(page);
  await page.click('#train-start');
  await untilEpoch(page, 20);
  await page.click('#train-pause');
  await untilState(page, /^Paused/);
  const at = await epochOf(page);
  await untilKept(page, at);
  await page.goto(`${url}#train`);
  await page.reload();
  await openStudio(page);
  await page.waitForSelector('.kept-run');
  const kept = Number(/epoch (\d+)/.exec(await textOf(page, '.kept-run p'))?.[1]);
  assert.ok(kept >= at && kept <= at + 3, `paused in epoch ${at}, which was completed; kept ${kept}`);
  assert.match(await textOf(page, '#train-resume'), /^Go on with “Snowflake, trained in the browser”, epoch \d+$/);
  await page.click('#train-resume');
  await untilEpoch(page, at + 10);
  assert.doesNotMatch(await textOf(page, '#messages'), /new goal/, 'nobody chose one');
  assert.equal(await page.$eval('#kept-runs', (box) => /** @type {HTMLElement} */ (box).hidden), true, 'what runs is not offered');
  await page.click('#train-stop');
  await untilState(page, /^Stopped/);
  await page.waitForSelector('.kept-run');
  await press(page, '.kept-run button:last-child');
  await page.waitForFunction(() => document.querySelector('#kept-runs')?.hasAttribute('hidden'));
}));
