/** How many flakes fall: what becomes of a graphics card that comes when the snow is another one already. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before } from 'node:test';
import { JSDOM } from 'jsdom';

import { withoutDetails } from '../../web/core/details.js';
import { planOf } from '../../web/gpu/plan.js';
import { packWeights } from '../../web/gpu/rule.js';
import * as page from '../../web/text/en/page.js';
import * as snow from '../../web/text/en/snow.js';
import { text } from '../../web/text/text.js';
import { findAdapter } from './adapter.mjs';
import { openBoth, testerOf } from './support.mjs';

/** @import { Blizzard } from '../../web/snow/blizzard.js' */

const { window } = new JSDOM('<!doctype html><body><div id="messages"><div id="messages-urgent"></div><div id="messages-calm"></div></div><input id="snow-count" type="range" min="1" max="24" value="24"><output id="snow-count-value"></output></body>');
window.HTMLCanvasElement.prototype.getContext = () => /** @type {any} */ ({});
const { document, HTMLElement, HTMLInputElement, Text, Node } = window;
Object.assign(globalThis, { window, innerHeight: window.innerHeight, addEventListener: window.addEventListener.bind(window), document, HTMLElement, HTMLInputElement, Text, Node });
Object.assign(text, page, snow);
const { connectCount } = await import('../../web/snow/count.js');

/** @type {Awaited<ReturnType<typeof openBoth>>} */
let both;
before(async () => { both = await openBoth(); });
after(() => {
  both.device?.destroy();
  window.close();
});

const onGpu = testerOf(() => both, 120_000);

onGpu('another rule, while the card is still asked for: what falls far off is of that', async ({ core }) => {
  const family = core.readModel(new Uint8Array(await readFile(new URL('../../assets/models/ice-family.safetensors', import.meta.url)))), other = { ...family, params: family.params.map((value) => value / 2) };
  const adapter = /** @type {GPUAdapter} */ (await findAdapter()), weights = /** @type {number[][]} */ ([]);
  let falls = family, letGo = () => {}, isAsked = false;
  const held = new Promise((resolve) => { letGo = () => resolve(undefined); });
  const card = {
    info: adapter.info, limits: adapter.limits,
    requestDevice: async (/** @type {GPUDeviceDescriptor} */ wanted) => {
      isAsked = true;
      await held;
      const device = await adapter.requestDevice(wanted), { queue } = device, writeBuffer = queue.writeBuffer.bind(queue);
      queue.writeBuffer = (/** @type {GPUBuffer} */ buffer, /** @type {number} */ at, /** @type {any} */ data) => {
        if (buffer.label === 'weights') weights.push([...data]);
        writeBuffer(buffer, at, data);
      };
      return device;
    },
  };
  Object.defineProperty(globalThis, 'navigator', { value: { gpu: { requestAdapter: async () => card } }, configurable: true });
  const slider = /** @type {HTMLInputElement} */ (document.getElementById('snow-count'));
  let far = /** @type {Blizzard | undefined} */ (undefined);
  const count = await new Promise((resolve) => {
    const scene = /** @type {any} */ ({
      sky: { width: 300, height: 200, unitPx: 1 }, setCount() {}, showFar() {},
      setFar: (/** @type {Blizzard} */ given) => { far = given; },
      setFarCount: (/** @type {number} */ wanted) => {
        far?.setCount(wanted);
        resolve(wanted);
      },
    });
    const { change } = connectCount(scene, () => falls, () => false);
    (async () => {
      while (slider.max === '24') await new Promise((done) => setImmediate(done));
      slider.value = '26';
      slider.dispatchEvent(new window.Event('input'));
      while (!isAsked) await new Promise((done) => setImmediate(done));
      falls = other;
      await change();
      letGo();
    })();
  });
  const packed = (/** @type {typeof family} */ model) => [...packWeights(withoutDetails(model), planOf(withoutDetails(model).config, true))];
  assert.ok(count > 0, String(count));
  assert.equal(far?.count, count);
  assert.deepEqual(weights.at(-1), packed(other));
  assert.notDeepEqual(packed(other), packed(family));
  far?.destroy();
  while (slider.max !== '24') await new Promise((done) => setImmediate(done)); // as where the card is taken away
  assert.match(document.getElementById('messages-calm')?.textContent ?? '', /has no flakes any more/);
  document.querySelector('.close')?.dispatchEvent(new window.Event('click'));
});
