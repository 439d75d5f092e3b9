/** How the flake is drawn, in a real browser: as cells, smoothly, and by the decoder, on the GPU (one in software) and without; and what takes the place of what cannot be had. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { besides, flake, frames, MANY_FRAMES, openPage, press, untilHidden, useBrowser, waitForFlake } from './support/browser.mjs';
import { drawCells } from './support/saved-files.mjs';
import { allTold, untilTold } from './support/told.mjs';

/** @import { Page } from 'puppeteer-core' */
/** @import { SnowflakeNca } from '../../web/element/snowflake-nca.js' */

const { withPage } = useBrowser();
const TIMEOUT = { timeout: 180_000 };
/** Mean squared error, of colours up to 1, between what is shown and what is kept of it: edges fall between pixels. */
const SAME = 6e-4;

/** A grown flake that stands still, drawn so. @param {Page} page @param {'webgl' | '2d'} renderer @param {'cells' | 'smooth' | 'fine'} view */
async function show(page, renderer, view) {
  await page.evaluate(async (renderer, view) => {
    const element = /** @type {SnowflakeNca} */ (document.querySelector('#flake')), isSo = () => element.activeView === view && element.activeRenderer === renderer;
    element.background = '#0d2340';
    element.style.zIndex = '1'; // before what lies over it
    element.pause();
    if (element.numSteps !== 120) {
      element.restart();
      element.step(120);
    }
    element.renderer = /** @type {any} */ (renderer);
    element.view = /** @type {any} */ (view);
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
  }, renderer, view);
  await still(page);
}

/** What stands still is drawn finer. @param {Page} page */
async function still(page) {
  await new Promise((resolve) => setTimeout(resolve, 400));
  await frames(page);
}

/** What is seen of it, against a PNG that it gives of itself in another look, or the same. @param {Page} page @param {'cells' | 'smooth' | 'fine'} [view] @returns {Promise<number>} mean squared error */
async function errorTo(page, view) {
  const shown = await (await page.waitForSelector('#flake'))?.screenshot({ encoding: 'base64' });
  return page.evaluate(async (base64, other) => {
    const element = /** @type {SnowflakeNca} */ (document.querySelector('#flake')), { width, height } = element.getBoundingClientRect(), before = element.view;
    const until = async (/** @type {string} */ view) => {
      element.view = /** @type {any} */ (view);
      while (element.activeView !== view) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    const [first, next] = [element.placeOf(0, 0), element.placeOf(element.sim?.width ?? 0, element.sim?.height ?? 0)];
    if (other) await until(other);
    const kept = await createImageBitmap(/** @type {Blob} */ (await element.toBlob({ margins: true, cellPixels: Math.round((next.x - first.x) / (element.sim?.width ?? 1)) })));
    if (other) await until(before);
    const seen = await createImageBitmap(new Blob([Uint8Array.from(atob(base64 ?? ''), (letter) => letter.charCodeAt(0))]));
    const bytes = [seen, kept].map((picture) => {
      const context = new OffscreenCanvas(Math.round(width), Math.round(height)).getContext('2d');
      if (!context) throw new Error('no canvas');
      context.fillStyle = '#0d2340';
      context.fillRect(0, 0, width, height);
      if (picture === seen) context.drawImage(picture, 0, 0);
      else context.drawImage(picture, first.x, first.y, next.x - first.x, next.y - first.y);
      const side = Math.round(width * 0.7), corner = Math.round(width * 0.15); // where nothing else of the page lies over it
      return context.getImageData(corner, corner, side, side).data;
    });
    return bytes[0].reduce((sum, value, i) => sum + ((value - bytes[1][i]) / 255) ** 2, 0) / bytes[0].length;
  }, shown, view ?? '');
}

/** The look that the switch on the stage says; empty: there is no switch yet. @param {Page} page */
const chosen = (page) => page.$$eval('.looks input', (inputs) => inputs.map((input) => /** @type {HTMLInputElement} */ (input)).filter(({ checked }) => checked).map(({ value }) => value).join());

/** @param {Page} page @param {'cells' | 'smooth' | 'fine'} view @param {'cells' | 'fine'} choice of the switch */
async function untilDrawn(page, view, choice) {
  await page.waitForFunction((view) => /** @type {SnowflakeNca} */ (document.querySelector('#flake')).activeView === view, {}, view);
  assert.equal(await chosen(page), choice);
}

describe('the switch on the stage', () => {
  test('ice until somebody chooses; by mouse, by keys and by the key of the flake, and remembered', TIMEOUT, () => withPage(async (page, { url }) => {
    await page.waitForSelector('.looks');
    await untilDrawn(page, 'fine', 'fine');
    await page.click('.looks label:has([value=cells])');
    await untilDrawn(page, 'cells', 'cells');
    await page.focus('.looks :checked');
    await page.keyboard.press('ArrowRight');
    await untilDrawn(page, 'fine', 'fine');
    await page.focus('#flake');
    await page.keyboard.press('v');
    await untilDrawn(page, 'cells', 'cells');
    /** @type {string[]} */
    const fetched = [];
    page.on('request', (request) => fetched.push(request.url()));
    await openPage(page, url);
    await page.waitForSelector('.looks');
    await frames(page, MANY_FRAMES);
    await untilDrawn(page, 'cells', 'cells');
    assert.deepEqual(fetched.filter((address) => /fine/.test(address)), [], 'nobody wants a decoder');
    await page.click('.looks label:has([value=fine])');
    await untilDrawn(page, 'fine', 'fine');
    await openPage(page, url);
    await page.waitForSelector('.looks');
    await untilDrawn(page, 'fine', 'fine');
  }));

  test('a model without a decoder keeps the choice, which the next one heeds; who asks by hand is told', TIMEOUT, () => withPage(async (page) => {
    await page.waitForSelector('.looks');
    await untilDrawn(page, 'fine', 'fine');
    await flake(page, (element) => element.loadModel('ice-rosette').then(() => true));
    await untilDrawn(page, 'smooth', 'fine');
    await page.click('.looks label:has([value=cells])');
    await untilDrawn(page, 'cells', 'cells');
    await page.click('.looks label:has([value=fine])');
    await untilTold(page, /no finer picture/);
    await untilDrawn(page, 'smooth', 'fine');
    await flake(page, (element) => element.loadModel('ice-star').then(() => true));
    await untilDrawn(page, 'fine', 'fine');
  }));

  test('a finer picture that did not come is told of, and the next one that there is none of is not', TIMEOUT, () => withPage(async (page, { problems }) => {
    await page.waitForSelector('.looks');
    await untilDrawn(page, 'fine', 'fine');
    await page.click('.looks label:has([value=cells])');
    await untilDrawn(page, 'cells', 'cells');
    await flake(page, (element) => element.loadModel('ice-star').then(() => true)); // its decoder is not there yet
    await page.setOfflineMode(true);
    await page.evaluate(() => document.querySelector('#flake')?.addEventListener('error', () => Object.assign(globalThis, { hasFailed: true })));
    await page.click('.looks label:has([value=fine])');
    await page.waitForFunction(() => /** @type {any} */ (globalThis).hasFailed || /** @type {any} */ (document.querySelector('#flake')).activeView === 'fine');
    assert.ok(await page.evaluate(() => /** @type {any} */ (globalThis).hasFailed), 'it did not come');
    await page.setOfflineMode(false);
    await flake(page, (element) => element.loadModel('ice-rosette').then(() => true));
    await untilDrawn(page, 'smooth', 'fine');
    await frames(page, MANY_FRAMES);
    assert.deepEqual((await allTold(page)).filter(({ sentence }) => /no finer picture/.test(sentence)), [], 'nobody asked for that');
    problems.length = 0; // the browser's own, of what did not come
  }));

  test('a link says how it is drawn, and what the visitor chose stays theirs', TIMEOUT, () => withPage(async (page, { url }) => {
    await page.waitForSelector('.looks');
    await untilDrawn(page, 'fine', 'fine');
    for (const view of /** @type {const} */ (['cells', 'fine'])) {
      await flake(page, (element) => { element.pause(); });
      await page.click(`.looks label:has([value=${view}])`);
      await untilDrawn(page, view, view);
      await press(page, '#keep-link');
      await untilTold(page, /The link is copied/);
      const link = page.url(), other = view === 'cells' ? 'fine' : 'cells';
      assert.ok(link.endsWith(`&view=${view}`), link);
      await page.click(`.looks label:has([value=${other}])`);
      await untilDrawn(page, other, other);
      await page.goto('about:blank');
      await page.goto(link);
      await untilTold(page, /the link tells of/);
      await page.waitForSelector('.looks');
      await frames(page, MANY_FRAMES);
      await untilDrawn(page, view, view);
      await openPage(page, url);
      await page.waitForSelector('.looks');
      await untilDrawn(page, other, other);
    }
  }));

  test('a link into the running page is drawn as it says, and is not the choice of who opened it', TIMEOUT, () => withPage(async (page, { url }) => {
    await page.waitForSelector('.looks');
    await untilDrawn(page, 'fine', 'fine');
    await press(page, '#keep-link');
    await untilTold(page, /The link is copied/);
    const { hash } = new URL(page.url());
    for (const [lent, own] of /** @type {const} */ ([['cells', 'fine'], ['smooth', 'fine'], ['fine', 'cells']])) {
      if (own === 'cells') await page.click('.looks label:has([value=cells])');
      await untilDrawn(page, own, own);
      await page.evaluate((hash) => { location.hash = hash; }, hash.replace(/view=\w+/, `view=${lent}`));
      await untilTold(page, /the link tells of/);
      await untilDrawn(page, lent, lent === 'cells' ? 'cells' : 'fine');
      await frames(page, MANY_FRAMES);
      await openPage(page, url);
      await page.waitForSelector('.looks');
      await untilDrawn(page, own, own);
    }
  }));

  test('where the browser keeps nothing it works as well', TIMEOUT, () => withPage(async (page, { url }) => {
    await page.evaluateOnNewDocument(() => {
      Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('The operation is insecure.', 'SecurityError'); } });
    });
    await openPage(page, url);
    await page.waitForSelector('.looks');
    await page.click('.looks label:has([value=cells])');
    await untilDrawn(page, 'cells', 'cells');
    await page.click('.looks label:has([value=fine])');
    await untilDrawn(page, 'fine', 'fine');
  }, { open: false }));
});

for (const renderer of /** @type {const} */ (['webgl', '2d'])) {
  describe(`drawn by ${renderer}`, () => {
    test('what is shown is what is kept, in every look, and each is another', TIMEOUT, () => withPage(async (page) => {
      for (const view of /** @type {const} */ (['cells', 'smooth', 'fine'])) {
        await show(page, renderer, view);
        const same = await errorTo(page), others = view === 'cells' ? [] : [await errorTo(page, view === 'fine' ? 'smooth' : 'fine'), await errorTo(page, 'cells')];
        assert.ok(same < SAME, `${view}: ${same}`);
        for (const other of others) assert.ok(other > 2 * same, `${view}: ${same} to itself, ${other} to another`);
      }
    }));

    test('a wound is seen in ice at once, and closes; cells appear to who looks closely', TIMEOUT, () => withPage(async (page) => {
      await show(page, renderer, 'fine');
      const shoot = async () => (await page.waitForSelector('#flake'))?.screenshot({ encoding: 'base64' }), whole = await shoot();
      await flake(page, (element) => element.wound(25, 25, 6));
      await frames(page);
      assert.notEqual(await shoot(), whole);
      await still(page);
      assert.ok(await errorTo(page) < SAME);
      await flake(page, (element) => element.step(300));
      await still(page);
      assert.ok(await errorTo(page) < SAME);
      await flake(page, (element) => element.setCamera({ zoom: 20, x: 0.5, y: 0.5 }));
      await frames(page);
      assert.ok(await errorTo(page, 'cells') < SAME, 'nothing but squares');
    }));
  });
}

test('without a decoder the flake is drawn smoothly, which a key asks for and a sentence tells', TIMEOUT, () => withPage(async (page) => {
  await flake(page, (element) => element.loadModel('ice-rosette').then(() => true));
  await drawCells(page); // the page's own switch comes once, and asks for ice
  const said = () => flake(page, (element) => [...element.shadowRoot?.querySelectorAll('[role=status]') ?? []].map(({ textContent }) => textContent).join());
  await page.focus('#flake');
  await page.keyboard.press('v');
  await waitForFlake(page, (element) => element.activeView === 'smooth');
  await page.waitForFunction(() => /no finer picture/.test(/** @type {SnowflakeNca} */ (document.querySelector('#flake')).shadowRoot?.querySelector('[role=status]')?.textContent ?? ''));
  await page.keyboard.press('v');
  await waitForFlake(page, (element) => element.activeView === 'cells' && element.view === 'cells');
  assert.match(await said(), /cells/);
  await flake(page, (element) => element.loadModel('ice-star'));
  await page.keyboard.press('v');
  await waitForFlake(page, (element) => element.activeView === 'fine');
  await page.waitForFunction(() => /ice/.test(/** @type {SnowflakeNca} */ (document.querySelector('#flake')).shadowRoot?.querySelector('[role=status]')?.textContent ?? ''));
}));

test('a shader that does not compile: the processor draws the same look, and it is told', TIMEOUT, () => withPage(async (page) => {
  await page.evaluate(() => {
    const { shaderSource } = WebGL2RenderingContext.prototype;
    WebGL2RenderingContext.prototype.shaderSource = function (/** @type {WebGLShader} */ shader, /** @type {string} */ source) { shaderSource.call(this, shader, source.includes('Weights') ? `${source} nonsense` : source); };
    document.querySelector('#flake')?.addEventListener('error', (event) => Object.assign(globalThis, { trouble: /** @type {any} */ (event).detail }), { once: true });
  });
  await flake(page, (element) => { element.renderer = 'webgl'; element.view = 'fine'; });
  await waitForFlake(page, (element) => element.activeView === 'fine' && element.activeRenderer === '2d');
  const { code, sentence } = await page.evaluate(() => ({ ...(/** @type {any} */ (globalThis).trouble), cause: undefined }));
  assert.equal(code, 'SHADER_FAILED');
  assert.match(sentence, /processor/);
  await untilTold(page, /processor/);
  await flake(page, (element) => element.play());
  await waitForFlake(page, (element) => element.numSteps > 140);
}));

test('a look chosen out of sight, in a tab behind another or far down the page, is the one that is seen again', TIMEOUT, () => withPage(async (page) => {
  await page.waitForSelector('.looks');
  await show(page, 'webgl', 'fine');
  const other = await besides(page);
  await other.bringToFront();
  await untilHidden(page);
  await flake(page, (element) => { element.view = 'cells'; });
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector('#flake')).activeView === 'cells', { polling: 50 });
  await page.bringToFront();
  await page.waitForFunction(() => !document.hidden);
  await other.close();
  await still(page);
  assert.ok(await errorTo(page) < SAME);
  await page.evaluate(() => scrollTo({ top: document.body.scrollHeight, behavior: 'instant' }));
  await frames(page, MANY_FRAMES);
  await flake(page, (element) => { element.view = 'smooth'; });
  await waitForFlake(page, (element) => element.activeView === 'smooth');
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  await still(page);
  assert.ok(await errorTo(page) < SAME);
}));

test('a lost context keeps the look', TIMEOUT, () => withPage(async (page) => {
  await page.waitForSelector('.looks');
  await show(page, 'webgl', 'fine');
  await flake(page, (element) => element.shadowRoot?.querySelector('canvas')?.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext());
  await waitForFlake(page, (element) => element.activeRenderer === '2d' && element.activeView === 'fine');
  await still(page);
  assert.ok(await errorTo(page) < SAME);
  assert.equal(await chosen(page), 'fine');
}));

test('where float textures cannot be had, half ones are taken', TIMEOUT, () => withPage(async (page) => {
  await page.evaluate(() => {
    const prototype = /** @type {any} */ (WebGL2RenderingContext.prototype), { texImage2D } = prototype, formats = /** @type {number[]} */ ([]);
    Object.assign(globalThis, { formats });
    prototype.texImage2D = function (/** @type {any[]} */ ...args) {
      formats.push(args[2]);
      if (args[2] === this.RGBA32F) args[2] = -1; // an error of WebGL, and no texture
      return texImage2D.apply(this, args);
    };
  });
  await show(page, 'webgl', 'fine');
  assert.ok((await page.evaluate(() => /** @type {any} */ (globalThis).formats)).includes(0x881a), 'RGBA16F');
  assert.ok(await errorTo(page) < SAME);
}));

test('a GPU that is not done in time draws fewer pixels, of the same picture', TIMEOUT, () => withPage(async (page) => {
  await page.evaluate(() => { WebGL2RenderingContext.prototype.getSyncParameter = function () { return this.UNSIGNALED; }; });
  await show(page, 'webgl', 'fine');
  const canvas = () => flake(page, (element) => element.shadowRoot?.querySelector('canvas')?.width ?? 0), full = await canvas();
  await flake(page, (element) => element.play());
  await page.waitForFunction((before) => (/** @type {SnowflakeNca} */ (document.querySelector('#flake')).shadowRoot?.querySelector('canvas')?.width ?? before) < 0.9 * before, {}, full);
  assert.equal(await flake(page, (element) => element.activeRenderer), 'webgl');
}));
