/** The shader of a decoder against the core that it stands in for, in a real browser: whole, moved, enlarged, after other parameters, and without what it needs. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { layoutOf } from '../../web/core/shape.js';
import { loadTestCore, randomNumbers } from '../support/core.js';
import { launch } from './support/browser.mjs';
import { host } from './support/host.mjs';

/** @import { Browser, Page } from 'puppeteer-core' */
/** @import { Core } from '../../web/core/nca.js' */
/** @import { Model } from '../../web/core/types.js' */

const H = 13, W = 17, TIMEOUT = { timeout: 180_000 };
/** What it may import, as it lies there. */
const FOLDERS = ['look', 'core'];

/** @type {Core} */
let core;
/** @type {Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof host>>} */
let server;
/** @type {Page} */
let page;
before(async () => {
  const names = await Promise.all(FOLDERS.map(async (folder) => (await readdir(new URL(`../../web/${folder}/`, import.meta.url))).filter((name) => name.endsWith('.js')).map((name) => `${folder}/${name}`)));
  const files = names.flat().map((name) => /** @type {const} */ ([`/web/${name}`, (/** @type {import('node:http').ServerResponse} */ response) => {
    void readFile(fileURLToPath(new URL(`../../web/${name}`, import.meta.url))).then((body) => response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(body));
  }]));
  [core, server, browser] = await Promise.all([loadTestCore(), host({ '/index.html': '<!doctype html><title>A decoder</title>', ...Object.fromEntries(files) }), launch()]);
  page = await browser.newPage();
  await page.goto(`${server.url}/index.html`);
}, TIMEOUT);
after(async () => {
  await browser?.close();
  await server?.close();
});

/** A model of random parameters, and a grid of it that is nothing in places. @param {number} channels @param {number} decoder @param {'blog' | 'distill'} config */
function grown(channels, decoder, config) {
  const plain = core.newModel(config, 3, { channels, hidden: 32, decoder, decoderScale: 4 }), random = randomNumbers(channels + decoder), { decoder: begin, numParams } = layoutOf(plain.config);
  const params = plain.params.map((value, i) => (i < begin ? value : random() * (i >= numParams - 4 ? 0.6 : 0.35)));
  params[numParams - 1] = 0.5; // alpha enough to be seen
  /** @type {Model} */
  const model = { ...plain, params };
  const sim = core.createSim({ height: H, width: W });
  sim.setModel(model);
  sim.state.forEach((_, i, state) => { state[i] = Math.floor(i / channels) % W > 10 ? 0 : random(); });
  sim.stateChanged();
  return { model, sim };
}

/** What the shader draws, premultiplied. @param {Model[]} models set one after the other @param {Float32Array} state @param {import('../../web/look/screen.js').Placement} placement */
async function drawn(models, state, placement) {
  const plain = models.map((model) => ({ ...model, params: [...model.params] }));
  return Uint8Array.from(await page.evaluate(async (all, cells, [height, width], where, address) => {
    const { DecoderScreen } = await import(address), ready = all.map((model) => ({ ...model, params: Float32Array.from(model.params) }));
    const screen = new DecoderScreen(() => {}, ready[0]), gl = screen.canvas.getContext('webgl2'), bytes = new Uint8Array(where.width * where.height * 4);
    for (const model of ready) {
      screen.setModel(model);
      screen.draw({ source: { state: Float32Array.from(cells) }, height, width }, where);
    }
    gl.readPixels(0, 0, where.width, where.height, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
    screen.dispose();
    return [...bytes];
  }, plain, [...state], [H, W], placement, '/web/look/decoder-screen.js'));
}

/** Every pixel within a rounding or two of the core's, whose rows begin at the top. @param {Uint8Array} got @param {Uint8ClampedArray} want straight @param {{ height: number, width: number }} size @param {(y: number, x: number) => number} pixelOf of the core's picture; -1: outside */
function assertSame(got, want, { height, width }, pixelOf) {
  let numSeen = 0, numNothing = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = pixelOf(y, x), at = ((height - 1 - y) * width + x) * 4, alpha = pixel < 0 ? 0 : want[pixel * 4 + 3];
      for (let c = 0; c < 4; c++) {
        const wanted = pixel < 0 ? 0 : c === 3 ? alpha : want[pixel * 4 + c] * alpha / 255;
        assert.ok(Math.abs(got[at + c] - wanted) <= 2, `pixel ${y}, ${x}, ${c}: ${got[at + c]}, not ${wanted}`);
      }
      if (alpha > 0) numSeen++;
      else numNothing++;
    }
  }
  assert.ok(numSeen > 1000 && numNothing > 300, `${numSeen} seen, ${numNothing} nothing`);
}

for (const [channels, width, config] of /** @type {const} */ ([[16, 32, 'distill'], [12, 20, 'blog'], [32, 64, 'distill']])) {
  test(`${channels} channels, ${width} wide, ${config}: as the core draws it`, TIMEOUT, async () => {
    const { model, sim } = grown(channels, width, config), scale = 5, decoder = core.createDecoder(model, scale), columns = W * scale, rows = H * scale;
    const rgba = decoder.rgba(sim), state = sim.state.slice();
    const whole = { width: columns, height: rows, x: 0, y: 0, scale };
    assertSame(await drawn([model], state, whole), rgba, whole, (y, x) => y * columns + x);
    const moved = { width: 70, height: 61, x: -9, y: 12, scale };
    assertSame(await drawn([model], state, moved), rgba, moved, (y, x) => (y - 12 >= 0 && y - 12 < rows && x + 9 < columns ? (y - 12) * columns + x + 9 : -1));
    const other = { ...model, params: model.params.map((value, i) => (i === model.params.length - 3 ? value + 0.5 : value)) };
    decoder.setModel(other);
    assertSame(await drawn([model, other], state, whole), decoder.rgba(sim), whole, (y, x) => y * columns + x);
    decoder.destroy();
    sim.destroy();
  });
}

test('a browser without room says so, and keeps no context', TIMEOUT, async () => {
  const { model, sim } = grown(16, 32, 'distill');
  const said = await page.evaluate(async (plain, address) => {
    const { DecoderScreen } = await import(address), given = { ...plain, params: Float32Array.from(plain.params) };
    const { getParameter } = WebGL2RenderingContext.prototype, words = [];
    for (let i = 0; i < 10; i++) { // more than there are contexts
      WebGL2RenderingContext.prototype.getParameter = function (/** @type {number} */ name) { return name === this.MAX_UNIFORM_BLOCK_SIZE ? 256 : getParameter.call(this, name); };
      try {
        void new DecoderScreen(() => {}, given);
      } catch (error) {
        words.push(String(error));
      }
    }
    WebGL2RenderingContext.prototype.getParameter = getParameter;
    new DecoderScreen(() => {}, given).dispose();
    return words;
  }, { ...model, params: [...model.params] }, '/web/look/decoder-screen.js');
  assert.equal(said.length, 10);
  for (const words of said) assert.match(words, /no room/);
  sim.destroy();
});

test('without a GPU: the core draws what is seen, enlarged where it is finer than that', TIMEOUT, async () => {
  const { model, sim } = grown(16, 32, 'distill'), scale = 4, decoder = core.createDecoder(model, scale), rgba = decoder.rgba(sim), columns = W * scale;
  const placement = { width: 50, height: 40, x: -6, y: 3, scale };
  const { bytes, areas, wide } = await page.evaluate(async (all, [height, width, at], where, address) => {
    const { DecoderCanvas } = await import(address);
    /** @type {object[]} */
    const asked = [];
    const part = (/** @type {any} */ area) => Uint8ClampedArray.from({ length: area.height * area.width * 4 }, (_, i) => {
      const y = area.top + Math.floor((i >> 2) / area.width), x = area.left + ((i >> 2) % area.width);
      return all[(y * width * at + x) * 4 + (i % 4)];
    });
    const core = { createDecoder: (/** @type {object} */ _, /** @type {number} */ size) => ({ scale: size, rgba: (/** @type {object} */ __, /** @type {object} */ area) => (asked.push(area), part(area)), destroy() {} }) };
    const canvas = new DecoderCanvas({}, () => {}), grid = { height, width, source: { core } };
    canvas.pace.scale = at;
    canvas.draw(grid, where);
    const got = [...canvas.canvas.getContext('2d').getImageData(0, 0, where.width, where.height).data];
    canvas.draw(grid, { ...where, scale: 12, x: 0, y: 0 });
    canvas.draw(grid, { ...where, x: 1000 });
    const half = [...canvas.canvas.getContext('2d').getImageData(0, 0, 1, 1).data];
    canvas.dispose();
    return { bytes: got, areas: asked, wide: half };
  }, [...rgba], [H, W, scale], placement, '/web/look/decoder-canvas.js');
  assert.deepEqual(areas, [{ top: 0, left: 6, height: 37, width: 50 }, { top: 0, left: 0, height: 14, width: 17 }]);
  assert.deepEqual(wide, [0, 0, 0, 0], 'moved out of sight');
  let numSeen = 0;
  for (let y = 0; y < 40; y++) {
    for (let x = 0; x < 50; x++) {
      const pixel = ((y - 3) * columns + x + 6) * 4, alpha = y < 3 ? 0 : rgba[pixel + 3];
      assert.ok(Math.abs(bytes[(y * 50 + x) * 4 + 3] - alpha) <= 1, `${y}, ${x}: ${bytes[(y * 50 + x) * 4 + 3]}, not ${alpha}`);
      if (alpha > 80) assert.ok(Math.abs(bytes[(y * 50 + x) * 4] - rgba[pixel]) <= 3, `${y}, ${x}: ${bytes[(y * 50 + x) * 4]}, not ${rgba[pixel]}`);
      if (alpha > 80) numSeen++;
    }
  }
  assert.ok(numSeen > 100);
  decoder.destroy();
  sim.destroy();
});

test('without a GPU: between ice and cells, the cells are drawn though the decoder made the core’s memory grow', TIMEOUT, async () => {
  const shown = await page.evaluate(async (address) => {
    const { DecoderCanvas } = await import(address), bytes = new Uint8ClampedArray(4 * 4).fill(200), canvas = new DecoderCanvas({}, () => {});
    const core = { createDecoder: (/** @type {object} */ _, /** @type {number} */ scale) => ({ scale, destroy() {}, rgba(/** @type {object} */ __, /** @type {any} */ area) {
      structuredClone(bytes.buffer, { transfer: [bytes.buffer] }); // which takes it away, as growing does
      return new Uint8ClampedArray(4 * area.height * area.width).fill(100);
    } }) };
    canvas.draw({ height: 2, width: 2, rgba: bytes, source: { core } }, { width: 16, height: 16, x: 0, y: 0, scale: 8, cellShare: 0.5 });
    const pixel = [...canvas.canvas.getContext('2d').getImageData(8, 8, 1, 1).data];
    canvas.dispose();
    return pixel;
  }, '/web/look/decoder-canvas.js');
  assert.ok(Math.abs(shown[3] - 150) <= 2, `${shown}: half of each`);
});

test('without a GPU: by the clock it draws fewer pixels a cell, enlarged over the same place, and what stands still as finely as before', TIMEOUT, async () => {
  const { scales, edge } = await page.evaluate(async (address) => {
    let now = 0, redraws = 0;
    const real = performance.now, scales = /** @type {number[]} */ ([]);
    performance.now = () => now;
    const { DecoderCanvas } = await import(address), canvas = new DecoderCanvas({}, () => { redraws++; });
    const core = { createDecoder: (/** @type {object} */ _, /** @type {number} */ scale) => ({ scale, destroy() {}, rgba(/** @type {object} */ __, /** @type {any} */ area) {
      scales.push(scale);
      now += 1 * scale ** 2; // 64 ms at 8 pixels a cell
      return new Uint8ClampedArray(4 * area.height * area.width).fill(255);
    } }) };
    const draw = () => canvas.draw({ height: 4, width: 4, source: { core } }, { width: 48, height: 48, x: 0, y: 0, scale: 12 });
    for (let i = 0; i < 5; i++) draw();
    while (redraws === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    draw(); // as it is asked to
    draw();
    performance.now = real;
    const edge = [...canvas.canvas.getContext('2d').getImageData(46, 46, 1, 1).data];
    canvas.dispose();
    return { scales, edge };
  }, '/web/look/decoder-canvas.js');
  assert.deepEqual(scales, [8, 8, 8, 4, 4, 12, 4]);
  assert.equal(edge[3], 255, 'it fills its place');
});

test('it steps down before it stutters, and up again where there is time', TIMEOUT, async () => {
  const scales = await page.evaluate(async (address) => {
    const { Pace } = await import(address), pace = new Pace(16, 8), all = [pace.scale];
    const draws = (/** @type {number} */ count, /** @type {number} */ msAPixel) => {
      for (let i = 0; i < count; i++) pace.took(pace.scale, msAPixel * pace.scale ** 2);
      all.push(pace.scale);
    };
    draws(2, 1); // once or twice is nothing
    draws(1, 1); // 64 ms at 8: a quarter of it is in time
    draws(1, 100); // one that waited for something else
    draws(100, 0.6); // 9.6 ms: good, but 15 would not be good enough for one more
    draws(60, 0.1);
    draws(59, 0.1);
    draws(3, 1000);
    return all;
  }, '/web/look/pace.js');
  assert.deepEqual(scales, [8, 8, 4, 4, 4, 5, 5, 1]);
});
