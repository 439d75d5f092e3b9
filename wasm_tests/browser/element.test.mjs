/** <snowflake-nca> itself: its attributes, both renderers, what it leaves behind, and browsers that lack something. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { flake, PATIENCE_MS, textOf, useBrowser, waitForFlake } from './support/browser.mjs';

const { withPage } = useBrowser();

test('attributes and properties mirror each other, nonsense reads as the default', () => withPage(async (page) => {
  const seen = await flake(page, (element) => {
    element.setAttribute('speed', 'very fast');
    element.setAttribute('brush', '-4');
    element.setAttribute('tool', 'axe');
    element.setAttribute('seed', '1e99');
    const defaults = [element.speed, element.brush, element.tool, element.seed];
    element.speed = 12;
    element.paused = true;
    element.restAt = Infinity;
    return { defaults, attributes: ['speed', 'paused', 'rest-at'].map((name) => element.getAttribute(name)) };
  });
  assert.deepEqual(seen, { defaults: [30, 2.5, 'wound', 1], attributes: ['12', '', 'never'] });
}));

test('size and seed start it again, and the same seed grows the same flake', () => withPage(async (page) => {
  const grown = await flake(page, (element) => {
    element.pause();
    const grow = (/** @type {string} */ size, /** @type {number} */ seed) => {
      element.size = size;
      element.seed = seed;
      element.restart();
      element.step(40);
      return [element.numSteps, element.numAlive];
    };
    return [grow('48x40', 5), grow('48x40', 5), grow('48x40', 6), grow('nonsense', 5)];
  });
  assert.deepEqual(grown[0], grown[1]);
  assert.notDeepEqual(grown[0], grown[2]);
  assert.ok(grown.every(([numSteps, numAlive]) => numSteps === 40 && numAlive > 50));
}));

test('events tell what happens', () => withPage(async (page) => {
  const events = await flake(page, async (element) => {
    /** @type {string[]} */
    const heard = [];
    for (const type of ['ready', 'play', 'pause', 'wound', 'plant', 'error']) {
      element.addEventListener(type, (event) => heard.push(`${type} ${JSON.stringify(/** @type {CustomEvent} */ (event).detail.code ?? '')}`));
    }
    element.play();
    element.pause();
    element.wound(16, 16, 3);
    element.plantSeed(2, 2);
    await element.loadModel('snowflake');
    await element.loadModel('missing/nowhere.safetensors');
    return heard;
  });
  assert.deepEqual(events.filter((name) => !name.startsWith('pl') && !name.startsWith('pause')), ['wound ""', 'ready ""', 'error "LOAD_FAILED"']);
  assert.ok(events.includes('pause ""') && events.includes('plant ""'));
}).catch((error) => {
  if (!/404/.test(String(error))) throw error; // the console tells of the file that is not there
}));

test('of two loads the newer wins', () => withPage(async (page) => {
  const answers = await flake(page, (element) => Promise.all([element.loadModel('snowflake'), element.loadModel('snowflake')]));
  assert.deepEqual(answers, [false, true]);
}));

test('both renderers show the same pixels', () => withPage(async (page) => {
  const pictures = await flake(page, async (element) => {
    element.pause();
    element.restart();
    element.step(60);
    const readPixels = async (/** @type {'webgl' | '2d'} */ renderer) => {
      element.renderer = renderer;
      const canvas = element.shadowRoot?.querySelector('canvas');
      if (!canvas) throw new Error('no canvas');
      await new Promise((resolve) => requestAnimationFrame(resolve));
      // In the same task as a drawing, while the drawing buffer is there.
      const copy = document.createElement('canvas');
      return new Promise((resolve) => requestAnimationFrame(() => {
        [copy.width, copy.height] = [canvas.width, canvas.height];
        const context = copy.getContext('2d');
        element.step(0);
        context?.drawImage(canvas, 0, 0);
        resolve({ renderer: element.activeRenderer, width: copy.width, pixels: [...context?.getImageData(0, 0, copy.width, copy.height).data ?? []] });
      }));
    };
    element.size = '';
    element.style.width = '96px';
    element.style.height = '96px';
    await new Promise((resolve) => setTimeout(resolve, 200));
    return [await readPixels('webgl'), await readPixels('2d')];
  });
  const [webgl, flat] = /** @type {any[]} */ (pictures);
  assert.deepEqual([webgl.renderer, flat.renderer], ['webgl', '2d']);
  assert.equal(webgl.width, 96);
  assert.ok(webgl.pixels.some((/** @type {number} */ value) => value > 100), 'something is drawn');
  assert.deepEqual(flat.pixels.length, webgl.pixels.length);
  const far = webgl.pixels.filter((/** @type {number} */ value, /** @type {number} */ i) => Math.abs(value - flat.pixels[i]) > 2);
  assert.deepEqual(far, [], 'but for the rounding of premultiplied alpha');
}));

test('a lost WebGL context ends on the 2D canvas, still growing', () => withPage(async (page) => {
  await flake(page, (element) => {
    element.shadowRoot?.querySelector('canvas')?.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
  });
  await waitForFlake(page, (element) => element.activeRenderer === '2d');
  await flake(page, (element) => element.play());
  await waitForFlake(page, (element) => element.numSteps > 20);
}));

test('removing gives everything back: forty come and go, and no context of the page is lost', () => withPage(async (page) => {
  const left = await page.evaluate(async () => {
    const first = /** @type {import('../../web/element/snowflake-nca.js').SnowflakeNca} */ (document.querySelector('#flake'));
    for (let i = 0; i < 40; i++) {
      const element = /** @type {import('../../web/element/snowflake-nca.js').SnowflakeNca} */ (document.createElement('snowflake-nca'));
      const ready = new Promise((resolve) => element.addEventListener('ready', resolve, { once: true }));
      document.body.append(element);
      await ready;
      element.step(3);
      element.remove();
      if (element.numSteps !== 0 || element.activeRenderer) throw new Error('it kept something');
    }
    return first.activeRenderer;
  });
  assert.equal(left, 'webgl');
  const moved = await flake(page, async (element) => {
    const parent = element.parentNode;
    element.remove();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const ready = new Promise((resolve) => element.addEventListener('ready', resolve, { once: true }));
    parent?.prepend(element);
    await ready;
    return element.numAlive;
  });
  assert.ok(moved > 0, 'and one that comes back grows again');
}));

describe('a browser that lacks something says so in words, or does without', () => {
  const openWith = (/** @type {() => void} */ lack, /** @type {(page: import('puppeteer-core').Page) => Promise<void>} */ check) =>
    withPage(async (page, { url }) => {
      await page.evaluateOnNewDocument(lack);
      await page.goto(url);
      await check(page);
    }, { open: false });

  test('no WebGL: the 2D canvas', () => openWith(() => {
    const { getContext } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.getContext = /** @type {any} */ (function (/** @type {string} */ kind, /** @type {any} */ options) {
      return kind === '2d' ? getContext.call(this, kind, options) : null;
    });
  }, async (page) => {
    await waitForFlake(page, (element) => element.numAlive > 0);
    assert.equal(await flake(page, (element) => element.activeRenderer), '2d');
  }));

  test('no SIMD: which version has it', () => openWith(() => { WebAssembly.validate = () => false; }, async (page) => {
    await page.waitForSelector('.message.error', { timeout: PATIENCE_MS });
    assert.match(await textOf(page, '#messages'), /no WebAssembly SIMD\. Chrome and Edge have it from version 91/);
    assert.match(await flake(page, (element) => element.shadowRoot?.querySelector('.message')?.textContent ?? ''), /SIMD/);
  }));

  test('no WebAssembly at all', () => openWith(() => { Reflect.deleteProperty(globalThis, 'WebAssembly'); }, async (page) => {
    await page.waitForSelector('.message.error', { timeout: PATIENCE_MS });
    assert.match(await textOf(page, '#messages'), /no WebAssembly/);
  }));
});
