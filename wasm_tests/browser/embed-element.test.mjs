/** What a page can ask of the element: attributes, methods, poster, controls; and what it leaves behind. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';

import { flake, grown, until, useBlogs } from './support/blog.mjs';
import { frames, MANY_FRAMES } from './support/browser.mjs';
import { axeFinds } from './support/everyone.mjs';
import { blog, EMBED } from './support/host.mjs';

/**
 * @import { Page } from 'puppeteer-core'
 * @import { SnowflakeNca } from '../../web/element/snowflake-nca.js'
 */

const { visit } = useBlogs();

describe('attributes', () => {
  test('come as data and are never markup', () => {
    const evil = '&quot;&gt;&lt;img src=x onerror=alert(1)&gt;';
    const attributes = ['model', 'size', 'seed', 'speed', 'background', 'label', 'poster', 'tool', 'brush', 'renderer'].map((name) => `${name}="${evil}"`).join(' ');
    return visit(blog(`<snowflake-nca ${attributes} interactive controls></snowflake-nca>`), async (page, { problems }) => {
      await until(page, ({ shadowRoot }) => shadowRoot?.querySelector('.message')?.textContent === 'The weights could not be fetched.');
      const seen = await flake(page, ({ shadowRoot, label, size, speed, seed }) => ({
        images: shadowRoot?.querySelectorAll('img').length, label: shadowRoot?.querySelector('.frame')?.getAttribute('aria-label') === label, size, speed, seed,
      }));
      assert.deepEqual(seen, { images: 1, label: true, size: '"><img src=x onerror=alert(1)>', speed: 30, seed: 1 });
      assert.ok(problems.splice(0).every((problem) => /404|400/.test(problem)), 'the model and the poster are not there, and nothing else is wrong');
    });
  });

  test('background: a colour of CSS or nothing, never an address', () => visit(blog('<snowflake-nca background="red"></snowflake-nca>'), async (page, { asked }) => {
    const colours = await flake(page, (element) => ['', 'rebeccapurple', 'url(evil.png)', 'red; position: fixed', 'transparent'].map((colour) => {
      element.background = colour;
      return getComputedStyle(/** @type {Element} */ (element.shadowRoot?.querySelector('.frame'))).backgroundColor;
    }));
    assert.deepEqual(colours, ['rgba(0, 0, 0, 0)', 'rgb(102, 51, 153)', 'rgba(0, 0, 0, 0)', 'rgba(0, 0, 0, 0)', 'rgba(0, 0, 0, 0)']);
    await page.addStyleTag({ content: 'snowflake-nca { --snowflake-background: rgb(1, 2, 3) }' });
    assert.equal(await flake(page, (element) => {
      element.removeAttribute('background');
      return getComputedStyle(/** @type {Element} */ (element.shadowRoot?.querySelector('.frame'))).backgroundColor;
    }), 'rgb(1, 2, 3)');
    assert.deepEqual(asked, ['/blog.html', '/snowflake-nca.js']);
  }));

  test('as properties, also those that a page sets before it knows the element', () => visit(
    '<!doctype html><title>A blog</title><snowflake-nca></snowflake-nca><script src="early.js"></script>', async (page) => {
      await page.addScriptTag({ url: 'snowflake-nca.js', type: 'module' });
      await grown(page);
      assert.deepEqual(await flake(page, ({ speed, interactive, size, sim, attributes }) => [speed, interactive, size, sim?.height, attributes.length]), [77, true, '40x50', 40, 3]);
    }, { pages: { '/early.js': "Object.assign(document.querySelector('snowflake-nca'), { speed: 77, interactive: true, size: '40x50' })" } }));

  test('autoplay="false" waits, grown already, until it is played', () => visit(blog('<snowflake-nca autoplay="false"></snowflake-nca>'), async (page) => {
    await until(page, ({ numAlive }) => numAlive > 100);
    assert.deepEqual(await flake(page, ({ paused, numSteps, autoplay }) => [paused, numSteps, autoplay]), [true, 96, false]);
    assert.equal(await flake(page, (element) => {
      element.play();
      return element.numSteps;
    }), 0, 'from one cell');
    await grown(page);
  }));

  test('a wound while it waits is no beginning: it goes on and heals', () => visit(blog('<snowflake-nca autoplay="false"></snowflake-nca>'), async (page) => {
    await until(page, ({ numAlive }) => numAlive > 100);
    const healed = await flake(page, async (element) => {
      const healing = new Promise((resolve) => element.addEventListener('healed', (event) => resolve(/** @type {CustomEvent} */ (event).detail.numSteps), { once: true }));
      element.wound(28, 30, 4);
      element.speed = Infinity;
      element.play();
      return [await healing, element.numSteps];
    });
    assert.ok(healed[0] > 0 && healed[1] >= 96 + healed[0], String(healed));
  }));
});

test('methods do what they say, and events tell of it', () => visit(blog('<snowflake-nca paused></snowflake-nca>'), async (page) => {
  await until(page, ({ sim }) => sim);
  const seen = await flake(page, async (element) => {
    /** @type {Record<string, number>} */
    const heard = {};
    for (const type of ['ready', 'step', 'wound', 'plant', 'error']) element.addEventListener(type, () => { heard[type] = (heard[type] ?? 0) + 1; });
    element.step(60);
    const alive = [element.numAlive];
    element.wound(36, 36, 8);
    alive.push(element.numAlive);
    element.plantSeed(4, 4);
    alive.push(element.numAlive);
    const blob = await element.toBlob({ cellPixels: 2, margins: true }), bitmap = await createImageBitmap(/** @type {Blob} */ (blob));
    element.reset();
    const afterReset = [element.numSteps, element.numAlive];
    const loads = [await element.loadModel('nowhere.safetensors'), await element.loadModel('ice-bloom')];
    while (!heard.step) await new Promise((resolve) => requestAnimationFrame(resolve)); // told once a frame
    return { heard, alive, picture: [blob?.type, bitmap.width], afterReset, loads, title: element.modelTitle };
  });
  assert.ok(seen.alive[0] > seen.alive[1] && seen.alive[2] > seen.alive[1], String(seen.alive));
  assert.deepEqual({ ...seen, alive: [], heard: { ...seen.heard, step: seen.heard.step > 0 } }, {
    heard: { step: true, wound: 1, plant: 1, error: 1, ready: 1 }, alive: [], picture: ['image/png', 144], afterReset: [0, 9], loads: [false, true], title: 'Ice bloom',
  });
}, { expect: /404/ }));

test('a bundled model is fetched once for all, and again after a failure', () => visit(blog('<snowflake-nca model="snowman"></snowflake-nca>'.repeat(3)), async (page, { asked }) => {
  const told = await flake(page, async (element) => [await element.loadModel('snowman'), await element.loadModel('evergreen'), await element.loadModel('evergreen')]);
  assert.deepEqual(told, [true, false, true]);
  await page.waitForFunction(() => [...document.querySelectorAll('snowflake-nca')].every((element) => /** @type {SnowflakeNca} */ (element).numSteps > 0));
  assert.deepEqual(asked.slice(2), ['/models/snowman.safetensors', '/models/evergreen.safetensors', '/models/evergreen.safetensors']);
}, { expect: /503/, pages: { '/models/evergreen.safetensors': failingFirst() } }));

/** A host that is ill at first. @returns {(response: import('node:http').ServerResponse) => Promise<void>} */
function failingFirst() {
  let numAnswers = 0;
  return async (response) => {
    if (numAnswers++ === 0) response.writeHead(503).end();
    else response.end(await readFile(new URL('models/evergreen.safetensors', EMBED)));
  };
}

test('a file without end is no model', () => visit(blog('<snowflake-nca></snowflake-nca>'), async (page) => {
  await grown(page);
  const told = await flake(page, async (element) => {
    const error = new Promise((resolve) => element.addEventListener('error', (event) => resolve(/** @type {any} */ (event).detail.code), { once: true }));
    return [await element.loadModel('endless.safetensors'), await error, element.modelTitle];
  });
  assert.deepEqual(told, [false, 'FILE_TOO_LARGE', 'Snowflake']);
}, {
  pages: {
    '/endless.safetensors': (response) => {
      const part = Buffer.alloc(1 << 16), send = () => { while (!response.destroyed && response.write(part)); };
      response.on('drain', send);
      send();
    },
  },
}));

describe('what is under the pointer', () => {
  const FIXED = '<snowflake-nca interactive autoplay="false" style="inline-size: 288px; block-size: 288px"></snowflake-nca>';
  const middle = (/** @type {Page} */ page) => flake(page, (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  });

  test('stays the same cell when the page is zoomed or goes to another screen', () => visit(blog(FIXED), async (page) => {
    await until(page, ({ numAlive }) => numAlive > 100);
    for (const ratio of [1, 2, 1.25]) {
      await page.setViewport({ width: 800 / ratio, height: 600 / ratio, deviceScaleFactor: ratio }); // as zoom does
      await page.waitForFunction((pixels) => { // a pixel of the canvas is one of the screen
        const { width, clientWidth } = /** @type {HTMLCanvasElement} */ (document.querySelector('snowflake-nca')?.shadowRoot?.querySelector('canvas'));
        return width === pixels && clientWidth === 288;
      }, {}, 288 * ratio);
      await flake(page, (element) => element.addEventListener('wound', (event) => { element.dataset.at = JSON.stringify(/** @type {CustomEvent} */ (event).detail); }, { once: true }));
      const { x, y } = await middle(page);
      await page.mouse.click(x, y);
      const at = JSON.parse(await flake(page, ({ dataset }) => dataset.at ?? ''));
      assert.ok(Math.abs(at.x - 36) < 0.6 && Math.abs(at.y - 36) < 0.6, `cell ${at.x}, ${at.y} at ${ratio}`);
    }
  }));

  test('is in the ring of the brush, in both directions of writing', () => visit(blog(FIXED), async (page) => {
    await until(page, ({ numAlive }) => numAlive > 100);
    for (const direction of ['ltr', 'rtl']) {
      await page.evaluate((dir) => { document.documentElement.dir = dir; }, direction);
      const { x, y } = await middle(page);
      await page.mouse.move(x + 40, y + 20);
      const ring = await flake(page, ({ shadowRoot }) => {
        const { left, top, width, height } = /** @type {Element} */ (shadowRoot?.querySelector('.brush')).getBoundingClientRect();
        return { x: left + width / 2, y: top + height / 2 };
      });
      assert.ok(Math.abs(ring.x - x - 40) < 2 && Math.abs(ring.y - y - 20) < 2, `${direction}: the ring is at ${ring.x}, ${ring.y}, the pointer at ${x + 40}, ${y + 20}`);
    }
  }));
});

describe('the poster', () => {
  const POSTER = '<snowflake-nca autoplay="false" background="black"><img alt="A snowflake" src="flake.svg" width="200" height="200"></snowflake-nca>';
  const pages = { '/flake.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path fill="red" d="M0 0h9v9H0z"/></svg>' };
  const isSeen = (/** @type {Page} */ page) => page.$eval('snowflake-nca img', (image) => image.checkVisibility() && image.getBoundingClientRect().width > 0);

  test('stands there until it is played', () => visit(blog(POSTER), async (page) => {
    await until(page, ({ numAlive }) => numAlive > 100);
    assert.equal(await isSeen(page), true);
    await flake(page, (element) => element.play());
    await page.waitForFunction(() => !document.querySelector('snowflake-nca img')?.checkVisibility());
  }, { pages }));

  test('and where scripts are off', () => visit(blog(POSTER), async (page, { asked }) => {
    assert.equal(await isSeen(page), true);
    assert.deepEqual(asked, ['/blog.html', '/flake.svg']);
  }, { pages, scripts: false }));

  test('and where less motion is wanted', () => visit(blog(POSTER.replace('autoplay="false"', '')), async (page) => {
    await until(page, ({ numAlive }) => numAlive > 100);
    assert.deepEqual(await flake(page, ({ paused, numSteps }) => [paused, numSteps]), [true, 96]);
    assert.equal(await isSeen(page), true);
  }, { pages, media: { 'prefers-reduced-motion': 'reduce' } }));
});

test('controls: keys and names, targets of 44 pixels, nothing that axe finds', () => visit(blog('<snowflake-nca controls></snowflake-nca>'), async (page) => {
  await grown(page);
  const names = () => flake(page, ({ shadowRoot }) => [...shadowRoot?.querySelectorAll('button') ?? []].map((button) => button.getAttribute('aria-label')));
  const sides = await flake(page, ({ shadowRoot }) => [...shadowRoot?.querySelectorAll('button') ?? []].flatMap((button) => [button.clientWidth, button.clientHeight]));
  assert.deepEqual([await names(), sides], [['Pause', 'Restart', 'Undo'], [44, 44, 44, 44, 44, 44]]);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  assert.deepEqual([await flake(page, (element) => element.paused), await names()], [true, ['Play', 'Restart', 'Undo']]);
  const alive = await flake(page, (element) => {
    const before = element.numAlive;
    element.wound(36, 36, 5);
    return [before, element.numAlive];
  });
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await flake(page, (element) => element.numAlive), alive[0]);
  assert.ok(alive[1] < alive[0]);
  await page.keyboard.down('Shift');
  await page.keyboard.press('Tab');
  await page.keyboard.up('Shift');
  await flake(page, (element) => element.addEventListener('play', () => { element.dataset.begun = String(element.numSteps); }, { once: true }));
  await page.keyboard.press('Enter');
  await until(page, ({ dataset }) => dataset.begun === '0');
  assert.deepEqual(await axeFinds(page), []);
  await flake(page, (element) => { element.controls = false; });
  assert.deepEqual(await names(), []);
}));

test('it stands still off screen, and goes on when it is seen', () => visit(blog(`<p style="height: 300vh"></p><snowflake-nca></snowflake-nca>`), async (page) => {
  await until(page, ({ sim }) => sim);
  await frames(page, MANY_FRAMES);
  assert.equal(await flake(page, (element) => element.numSteps), 0);
  await flake(page, (element) => element.scrollIntoView());
  await grown(page);
}));

test('twenty on one page all grow, of one compilation and eight contexts; removed, they give everything back', async () => {
  await visit(blog(''), async (page) => {
    await page.waitForFunction(() => customElements.get('snowflake-nca'));
    /** @returns {Promise<{ heapBytes: number, numMemories: number, numElements: number }>} */
    const left = () => page.evaluate(async () => {
      const { seen } = /** @type {any} */ (globalThis), alive = (/** @type {WeakRef<object>[]} */ refs) => refs.filter((ref) => ref.deref()).length;
      const MAX_ROUNDS = 200, MIN_ROUNDS = 5;
      for (let i = 0; i < MAX_ROUNDS && (i < MIN_ROUNDS || alive(seen.memories) + alive(seen.elements) > 0); i++) {
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))); // another task: what was looked at in this one lives until its end
        /** @type {any} */ (globalThis).gc();
      }
      return { heapBytes: /** @type {any} */ (performance).memory.usedJSHeapSize, numMemories: alive(seen.memories), numElements: alive(seen.elements) };
    });
    const comeAndGo = () => page.evaluate(async () => {
      const { seen } = /** @type {any} */ (globalThis);
      const flakes = Array.from({ length: 20 }, () => /** @type {SnowflakeNca} */ (document.createElement('snowflake-nca')));
      for (const flake of flakes) {
        flake.style.width = '120px';
        flake.style.display = 'inline-block';
        flake.speed = 100;
        flake.renderer = 'webgl'; // without a GPU they would not ask for it
        flake.interactive = flake.controls = true;
        seen.elements.push(new WeakRef(flake));
      }
      document.querySelector('main')?.append(...flakes);
      while (!flakes.every(({ numSteps, numAlive }) => numSteps > 20 && numAlive > 20)) await new Promise((resolve) => requestAnimationFrame(resolve));
      const renderers = flakes.map(({ activeRenderer }) => activeRenderer), numLost = seen.contexts.filter((/** @type {WebGL2RenderingContext} */ context) => context.isContextLost()).length;
      for (const flake of flakes) flake.wound(30, 30, 3);
      for (const flake of flakes) flake.remove();
      const numHeld = () => seen.contexts.filter((/** @type {WebGL2RenderingContext} */ context) => !context.isContextLost()).length;
      for (let i = 0; i < 100 && numHeld() > 0; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
      const numLeft = numHeld(), numContexts = seen.contexts.length;
      seen.contexts.length = 0;
      return { webgl: renderers.filter((name) => name === 'webgl').length, canvas: renderers.filter((name) => name === '2d').length, numContexts, numLost, numLeft, numCompiled: seen.numCompiled };
    });
    await page.evaluate(watch);
    const want = { webgl: 8, canvas: 12, numContexts: 8, numLost: 0, numLeft: 0, numCompiled: 1 };
    assert.deepEqual(await comeAndGo(), want);
    const before = await left();
    for (let round = 0; round < 3; round++) assert.deepEqual(await comeAndGo(), want);
    const after = await left();
    assert.equal(after.numElements, 0);
    assert.ok(after.numMemories < 2, `${after.numMemories} memories of sixty are left`); // one may be held by the engine's own caches for a while
    assert.ok(after.heapBytes < before.heapBytes + 1e6, `${after.heapBytes - before.heapBytes} bytes more after sixty flakes`);
  });
});

/** Runs in the page: what is scarce is counted from here on. */
function watch() {
  /** @type {{ memories: WeakRef<object>[], elements: WeakRef<object>[], contexts: WebGL2RenderingContext[], numCompiled: number }} */
  const seen = { memories: [], elements: [], contexts: [], numCompiled: 0 };
  const { getContext } = HTMLCanvasElement.prototype, { compile, instantiate } = WebAssembly;
  HTMLCanvasElement.prototype.getContext = /** @type {any} */ (function (/** @type {string} */ kind, /** @type {any} */ options) {
    const context = /** @type {any} */ (getContext).call(this, kind, options);
    if (kind === 'webgl2' && context) seen.contexts.push(context);
    return context;
  });
  WebAssembly.compile = (bytes) => {
    seen.numCompiled++;
    return compile(bytes);
  };
  WebAssembly.instantiate = /** @type {any} */ (async (/** @type {WebAssembly.Module} */ module, /** @type {any} */ imports) => {
    const instance = await instantiate(module, imports);
    seen.memories.push(new WeakRef(/** @type {object} */ (instance.exports.memory)));
    return instance;
  }).bind(undefined); // which looks like the browser's own: with another one the element would not compute
  Object.assign(globalThis, { seen });
}
