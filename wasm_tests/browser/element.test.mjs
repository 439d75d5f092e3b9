/** <snowflake-nca> itself: its attributes, both renderers, what it leaves behind, and browsers that lack something. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { flake, frames, useBrowser, waitForFlake } from './support/browser.mjs';

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

test('events tell what happens', () => withPage(async (page, { problems }) => {
  const events = await flake(page, async (element) => {
    element.pause();
    /** @type {string[]} */
    const heard = [];
    for (const type of ['ready', 'play', 'pause', 'wound', 'plant', 'error']) {
      element.addEventListener(type, (event) => heard.push(`${type} ${/** @type {CustomEvent} */ (event).detail.code ?? ''}`));
    }
    element.play();
    element.pause();
    element.wound(16, 16, 3);
    element.plantSeed(2, 2);
    await element.loadModel('snowflake');
    await element.loadModel('missing/nowhere.safetensors');
    return heard;
  });
  assert.deepEqual(events, ['play ', 'pause ', 'wound ', 'plant ', 'ready ', 'error LOAD_FAILED']);
  assert.match(problems.splice(0).join(), /404/); // the console tells of it too
}));

test('of two loads the newer wins, whichever comes first', () => withPage(async (page) => {
  const loaded = await flake(page, async (element) => {
    const { fetch } = globalThis, frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    /** Lets a file that was fetched come, by its name. @type {Map<string, () => void>} */
    const comes = new Map();
    globalThis.fetch = async (...asked) => {
      const answer = await fetch(...asked), [name] = /[\w-]+(?=-[\w-]{8}\.safetensors)/.exec(answer.url) ?? [''];
      if (name) await new Promise((resolve) => { comes.set(name, () => resolve(undefined)); });
      return answer;
    };
    const told = [];
    for (const { asked, coming } of [{ asked: ['ice-star', 'snowman'], coming: ['ice-star', 'snowman'] }, { asked: ['evergreen', 'ice-bloom'], coming: ['ice-bloom', 'evergreen'] }]) {
      const answers = Promise.all(asked.map((name) => element.loadModel(name)));
      for (const name of coming) {
        while (!comes.has(name)) await frame();
        comes.get(name)?.();
        for (let i = 0; i < 3; i++) await frame();
      }
      told.push([await answers, element.currentModel?.name]);
    }
    globalThis.fetch = fetch;
    return told;
  });
  assert.deepEqual(loaded, [[[false, true], 'Snowman'], [[false, true], 'Ice bloom']]);
}));

test('both renderers show the same pixels', () => withPage(async (page) => {
  await flake(page, (element) => { element.pause(); element.restart(); element.step(60); });
  const shoot = async (/** @type {'webgl' | '2d'} */ renderer) => {
    await flake(page, renderer === '2d' ? (element) => { element.renderer = '2d'; } : (element) => { element.renderer = 'webgl'; });
    await frames(page);
    assert.equal(await flake(page, (element) => element.activeRenderer), renderer);
    const element = await page.waitForSelector('#flake');
    return element?.screenshot({ encoding: 'base64' });
  };
  const { largest, bright } = await page.evaluate(async (...pictures) => {
    const [a, b] = await Promise.all(pictures.map(async (base64) => {
      const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(base64 ?? ''), (c) => c.charCodeAt(0))]));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      context?.drawImage(bitmap, 0, 0);
      return context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? new Uint8ClampedArray();
    }));
    return { largest: a.reduce((max, value, i) => Math.max(max, Math.abs(value - b[i])), 0), bright: a.filter((value, i) => i % 4 === 2 && value > 200).length };
  }, await shoot('webgl'), await shoot('2d'));
  assert.ok(bright > 10_000, `a flake is shown: ${bright} bright pixels`);
  assert.ok(largest <= 2, `they differ by ${largest}: more than the rounding of premultiplied alpha`);
}));

test('a lost WebGL context ends on the 2D canvas, still growing', () => withPage(async (page) => {
  await flake(page, (element) => {
    element.renderer = 'webgl';
    element.shadowRoot?.querySelector('canvas')?.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
  });
  await waitForFlake(page, (element) => element.activeRenderer === '2d');
  await flake(page, (element) => element.play());
  await waitForFlake(page, (element) => element.numSteps > 20);
}));

test('removing gives everything back: forty come and go, and no context of the page is lost', () => withPage(async (page) => {
  const left = await page.evaluate(async () => {
    const first = /** @type {import('../../web/element/snowflake-nca.js').SnowflakeNca} */ (document.querySelector('#flake'));
    first.renderer = 'webgl';
    for (let i = 0; i < 40; i++) {
      const element = /** @type {import('../../web/element/snowflake-nca.js').SnowflakeNca} */ (document.createElement('snowflake-nca'));
      element.renderer = 'webgl';
      const ready = new Promise((resolve) => element.addEventListener('ready', resolve, { once: true }));
      document.body.append(element);
      await ready;
      element.step(3);
      element.remove();
      await Promise.resolve();
      if (element.activeRenderer) throw new Error('it kept something');
    }
    return first.activeRenderer;
  });
  assert.equal(left, 'webgl');
  const moved = await flake(page, async (element) => {
    const parent = element.parentNode;
    element.remove();
    while (element.sim) await new Promise((resolve) => requestAnimationFrame(resolve));
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

  test('no GPU: the 2D canvas, which a processor draws sooner than it can pretend to be a GPU', () => withPage(async (page) => {
    assert.equal(await flake(page, (element) => element.activeRenderer), '2d');
  }));

  test('a GPU, going by its name: WebGL', () => openWith(() => {
    const { getParameter } = WebGL2RenderingContext.prototype, UNMASKED_RENDERER = 0x9246;
    WebGL2RenderingContext.prototype.getParameter = function (/** @type {number} */ name) {
      return name === UNMASKED_RENDERER ? 'ANGLE (NVIDIA GeForce)' : getParameter.call(this, name);
    };
  }, async (page) => {
    await waitForFlake(page, (element) => element.numAlive > 0);
    assert.equal(await flake(page, (element) => element.activeRenderer), 'webgl');
  }));

  test('no WebGL: the 2D canvas', () => openWith(() => {
    const { getContext } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.getContext = /** @type {any} */ (function (/** @type {string} */ kind, /** @type {any} */ options) {
      return kind === '2d' ? getContext.call(this, kind, options) : null;
    });
  }, async (page) => {
    await waitForFlake(page, (element) => element.numAlive > 0);
    assert.equal(await flake(page, (element) => element.activeRenderer), '2d');
  }));

  const growsByScript = async (/** @type {import('puppeteer-core').Page} */ page) => {
    await waitForFlake(page, (element) => element.numAlive > 0);
    assert.equal(await page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/snowflake-nca-script.js')).length), 1);
  };
  test('no SIMD: plain JavaScript', () => openWith(() => { WebAssembly.validate = () => false; }, growsByScript));

  test('no WebAssembly at all: the same', () => openWith(() => { Reflect.deleteProperty(globalThis, 'WebAssembly'); }, growsByScript));
});
