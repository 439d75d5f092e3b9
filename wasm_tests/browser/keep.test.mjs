/** What visitors take home from the page: a picture, films, and a link that brings the same flake back. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { loadCore } from '../../web/core/nca.js';
import { NIGHT } from '../../web/keep/frames.js';
import { encodeState } from '../../web/keep/link.js';
import { filmSteps } from '../../web/keep/pacing.js';
import { flatten } from '../../web/look/bytes.js';
import { cellsOf } from '../../web/look/cells.js';
import { homeOf } from '../../web/look/framing.js';
import { look as cellsLook } from '../../web/look/look.js';
import { pictureAreaOf } from '../../web/look/picture-area.js';
import { compileShippedWasm } from '../support/core.js';
import { readGif } from '../support/gif.js';
import { besides, flake, PATIENCE_MS, textOf, useBrowser, waitForFlake } from './support/browser.mjs';
import { catchFiles, drawCells, numWrongIn, save } from './support/saved-files.mjs';
import { untilTold } from './support/told.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();

/** @param {Page} page */
const state = (page) => flake(page, (element) => ({
  step: element.numSteps, title: element.modelTitle, speed: element.speed, angle: element.angle, view: element.camera, size: [element.sim?.height, element.sim?.width],
  bits: new Uint32Array(element.sim?.state.buffer ?? new ArrayBuffer(0), element.sim?.state.byteOffset, element.sim?.state.length)
    .reduce((hash, each) => (Math.imul(hash ^ each, 0x01000193) >>> 0), 0x811c9dc5),
}));

/** A flake with a history: wounds by hand, another model, a rotation. @param {Page} page */
async function makeHistory(page) {
  await flake(page, (element) => { element.pause(); element.restart(); element.step(90); element.scrollIntoView({ block: 'center', behavior: 'instant' }); });
  const box = await flake(page, (element) => { const { x, y, width } = element.getBoundingClientRect(); return { x: x + width / 2, y: y + width / 2, side: width }; });
  await page.mouse.move(box.x - box.side / 7.3, box.y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.side / 9.1, box.y + 3, { steps: 3 });
  await page.mouse.up();
  await flake(page, async (element) => {
    element.step(40);
    element.edit({ type: 'noise', wound: { shape: 'disc', x: 20.123, y: 30.77, size: 2.5 }, seed: 12345 });
    element.angle = 33;
    element.step(25);
    await element.loadModel('ice-bloom', { keepGrid: true });
    element.step(60);
    element.speed = 60;
  });
}

test('a picture and a GIF of the growth', () => withPage(async (page) => {
  await catchFiles(page);
  await makeHistory(page);
  await drawCells(page);
  const picture = await save(page, 'keep-picture');
  assert.equal(picture.name, 'ice-bloom.png');
  assert.deepEqual([...picture.bytes.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
  assert.equal(new DataView(picture.bytes.buffer, picture.bytes.byteOffset).getUint32(16), 1150);
  assert.equal(await numWrongIn(picture.bytes, await flake(page, (element) => [...(element.sim?.rgba() ?? [])])), 0, 'bytes of the picture differ from the cells');
  const film = await save(page, 'keep-gif'), { width, frames } = readGif(film.bytes);
  assert.equal(film.name, 'ice-bloom.gif');
  assert.equal(width, 450);
  assert.ok(frames.length > 60 && frames.length <= 160);
  assert.equal(await textOf(page, '#keep-state'), '');
}));

test('a video that plays', () => withPage(async (page) => {
  await page.mouse.move(9, 9); // a sign of life: only then the browser is asked
  await page.waitForSelector('#keep-video:not([hidden])');
  await catchFiles(page);
  await makeHistory(page);
  const { name, base64 } = await save(page, 'keep-video');
  assert.equal(name, 'ice-bloom.mp4');
  // The policy of the page allows no video of this kind; a page of its own plays it.
  const player = await page.browserContext().newPage();
  const seen = await player.evaluate(async (base64, patience) => {
    const video = document.createElement('video'), canvas = document.createElement('canvas'), context = canvas.getContext('2d');
    video.muted = true;
    video.src = `data:video/mp4;base64,${base64}`;
    await new Promise((resolve, reject) => { video.onloadeddata = resolve; video.onerror = reject; });
    /** Bright pixels of the frame that is to be seen at this share of the film. @param {number} share */
    const brightness = async (share) => {
      video.currentTime = share * video.duration;
      await new Promise((resolve) => { video.onseeked = resolve; });
      [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
      context?.drawImage(video, 0, 0);
      return context?.getImageData(0, 0, canvas.width, canvas.height).data.filter((value, i) => i % 4 === 1 && value > 120).length ?? 0;
    };
    const start = await brightness(0);
    // "seeked" says that the frame is decoded, not that it is in the picture: a busy browser gives the one before, or none, for a while.
    let end = 0;
    for (const deadline = performance.now() + patience; end <= 5000 && performance.now() < deadline;) end = await brightness(0.95);
    return { duration: video.duration, side: video.videoWidth, start, end };
  }, base64, PATIENCE_MS);
  assert.equal(seen.side, 700);
  const { numSteps, edits } = await flake(page, ({ timeline }) => ({ numSteps: timeline?.record?.step ?? 0, edits: [...(timeline?.record?.edits ?? [])].map(({ step }) => step) }));
  const numFrames = filmSteps({ step: numSteps, edits: edits.map((step) => /** @type {any} */ ({ step })) }, { maxFrames: 300 }).length;
  assert.ok(Math.abs(seen.duration - (numFrames + 44) / 30) < 0.1, `${seen.duration} s of ${numFrames} frames, of which the last is shown 45 times`);
  assert.ok(seen.end > 5000 && seen.start < seen.end / 10, JSON.stringify(seen));
}));

/** Of a film of ice: each frame of it is a picture that the core takes its time for. */
const ICE_STEPS = 48;

/** A flake that stands still as ice. @param {Page} page */
async function standAsIce(page) {
  await page.waitForSelector('.looks');
  await flake(page, (element) => { element.pause(); element.restart(); element.view = 'fine'; });
  await waitForFlake(page, (element) => element.activeView === 'fine');
  await page.$eval('#flake', (element, numSteps) => /** @type {any} */ (element).step(numSteps), ICE_STEPS);
  return flake(page, ({ seed, sim }) => ({ seed, height: sim?.height ?? 0, width: sim?.width ?? 0 }));
}

/** What pictures of it have to be like, by the core, and what they would be of its cells: both as large as shall be. @param {{ seed: number, height: number, width: number }} grown */
async function picturesOfIce({ seed, ...size }) {
  const core = await loadCore(await compileShippedWasm()), read = async (/** @type {string} */ name) => core.readWeights(await readFile(new URL(`../../assets/models/${name}.safetensors`, import.meta.url)));
  const model = await read('snowflake'), fine = await read('fine/snowflake-fine'), sim = core.createSim(size);
  sim.setModel(model);
  sim.reset(seed);
  sim.step(ICE_STEPS);
  const area = pictureAreaOf(cellsOf(sim), homeOf(sim, model));
  return {
    numCells: area.width,
    at(/** @type {number} */ scale) {
      const [top, left, height, width] = [area.top, area.left, area.height, area.width].map((count) => count * scale), rgba = core.createDecoder(fine, scale).rgba(sim, { top, left, height, width });
      return { ice: { rgba: new Uint8ClampedArray(rgba), height, width }, cells: /** @type {import('../../web/look/look.js').Picture} */ (cellsLook.paint(cellsOf(sim), scale, area)) };
    },
  };
}

/** Mean squared error of colours up to 1. @param {ArrayLike<number>} got @param {ArrayLike<number>} want both RGBA, of which alpha counts nothing */
function errorOf(got, want) {
  assert.equal(got.length, want.length);
  let sum = 0;
  for (let i = 0; i < got.length; i++) if (i % 4 < 3) sum += ((got[i] - want[i]) / 255) ** 2;
  return sum / (0.75 * got.length);
}

/** It is the ice, as far as its kind of file can keep that, and not the cells. @param {ArrayLike<number>} got RGBA before the night @param {Awaited<ReturnType<typeof picturesOfIce>>} pictures @param {number} scale @param {number} most error */
function assertIce(got, pictures, scale, most) {
  const { ice, cells } = pictures.at(scale), error = errorOf(got, flatten(ice, NIGHT).rgba), other = errorOf(got, flatten(cells, NIGHT).rgba);
  assert.ok(error <= most && other > 5e-3, `${error} to the ice, ${other} to the cells`);
}

test('a picture and a GIF of ice: as fine as the file is', { timeout: 180_000 }, () => withPage(async (page) => {
  await catchFiles(page);
  const pictures = await picturesOfIce(await standAsIce(page)), { bytes } = await save(page, 'keep-picture'), side = new DataView(bytes.buffer, bytes.byteOffset).getUint32(16);
  const scale = side / pictures.numCells, { ice } = pictures.at(scale);
  assert.ok(side > 1900 && Number.isInteger(scale), `${side} pixels`);
  const core = await loadCore(await compileShippedWasm()), kept = core.readTarget(bytes, { height: side, width: side });
  let numWrong = 0;
  for (let i = 0; i < kept.length; i++) numWrong += Number(Math.round(255 * kept[i]) !== ice.rgba[i]);
  assert.equal(numWrong, 0, 'to the byte what the decoder makes of it');
  const film = readGif((await save(page, 'keep-gif')).bytes), shown = film.frames.at(-1)?.pixels ?? new Uint32Array();
  assert.equal(film.frames.length, ICE_STEPS + 1);
  assertIce(Uint8Array.from({ length: 4 * shown.length }, (_, i) => (shown[i >> 2] >> (8 * (i % 4))) & 0xff), pictures, film.width / pictures.numCells, 1e-3);
}));

test('a video of ice', { timeout: 180_000 }, () => withPage(async (page) => {
  await page.mouse.move(9, 9);
  await page.waitForSelector('#keep-video:not([hidden])');
  await catchFiles(page);
  const pictures = await picturesOfIce(await standAsIce(page)), { base64 } = await save(page, 'keep-video'), player = await page.browserContext().newPage();
  const { side, letters } = await player.evaluate(async (film) => {
    const video = document.createElement('video');
    video.muted = true;
    video.src = `data:video/mp4;base64,${film}`;
    await new Promise((resolve, reject) => { video.onloadeddata = resolve; video.onerror = reject; });
    video.currentTime = 0.9 * video.duration;
    await new Promise((resolve) => { video.onseeked = resolve; });
    const { videoWidth: side } = video, context = new OffscreenCanvas(side, side).getContext('2d');
    /** @type {Uint8ClampedArray} */
    let pixels = new Uint8ClampedArray();
    for (let before = 0, numBright = 0; numBright < 5000 || numBright !== before;) { // "seeked" says that the frame is decoded: a busy browser draws the one before for a while
      before = numBright;
      await new Promise((resolve) => setTimeout(resolve, 100));
      context?.drawImage(video, 0, 0);
      pixels = context?.getImageData(0, 0, side, side).data ?? pixels;
      numBright = pixels.filter((value, i) => i % 4 === 1 && value > 120).length;
    }
    const reader = new FileReader();
    reader.readAsDataURL(new Blob([new Uint8Array(pixels)]));
    await new Promise((resolve) => { reader.onload = resolve; });
    return { side, letters: String(reader.result).split(',')[1] };
  }, base64);
  assertIce(Buffer.from(letters, 'base64'), pictures, side / pictures.numCells, 2e-3);
}));

test('a link brings back the very same flake, in a fresh page', () => withPage(async (page, { url }) => {
  await makeHistory(page);
  await flake(page, (element) => element.setCamera({ zoom: 2, x: 0.375, y: 0.5 }));
  const before = await state(page);
  assert.equal(before.angle, 33, 'no slider has rounded it');
  await page.click('#keep-link');
  await untilTold(page, /link/);
  const link = page.url();
  assert.match(link, /#s2=/);
  const other = await besides(page);
  await other.goto(link);
  await waitForFlake(other, /** @type {any} */ (new Function('element', `return element.numSteps === ${before.step}`)));
  assert.deepEqual(await state(other), before);
  assert.equal(await flake(other, (element) => element.paused), true);
  await untilTold(other, /the link tells of/);
  // Everything can be taken back there, too.
  await other.click('#undo');
  assert.equal(await flake(other, (element) => element.modelTitle), 'Snowflake');
  // One that was cut short is answered in words, and the page grows its own.
  await other.goto(url);
  await other.goto(link.replace(/&view=\w+$/, '').slice(0, -5));
  await untilTold(other, /incomplete or damaged/);
  await waitForFlake(other, (element) => element.numSteps > 10);
}));

test('a link with a grid and a speed of its own is shown in the tools as it is; a damaged one that comes later changes nothing', () => withPage(async (page, { url }) => {
  const link = (/** @type {object} */ part) => encodeState({ model: 'ice-star', seed: 3, edits: [], step: 40, speed: 30, ...part });
  const tools = async () => [
    await page.$eval('#size', (size) => /** @type {HTMLSelectElement} */ (size).selectedOptions[0]?.textContent),
    await page.$eval('#speed', (speed) => /** @type {HTMLInputElement} */ (speed).value), await textOf(page, '#speed-value'),
  ];
  const follow = async (/** @type {object} */ part) => {
    await page.goto(url);
    await page.goto(new URL(link(part), url).href);
    await waitForFlake(page, (element) => element.numSteps === 40 && element.paused);
    await page.waitForFunction(() => document.querySelector('#meter-step')?.textContent === '40');
    return tools();
  };
  assert.deepEqual(await follow({ size: { height: 48, width: 48 }, speed: 25 }), ['48 × 48', '5', '25 steps a second']);
  assert.deepEqual(await follow({ size: { height: 50, width: 64 }, speed: Infinity }), ['50 × 64', '9', 'as fast as it goes']);
  await page.evaluate(() => { location.hash = '#s2=broken'; });
  await page.waitForSelector('.message.error');
  assert.equal(await flake(page, (element) => element.paused), true, 'it stands as it stood');
  assert.deepEqual(await tools(), ['50 × 64', '9', 'as fast as it goes']);
}));

test('a model of one’s own comes along in the link, and grows in a fresh page', () => withPage(async (page, { url }) => {
  await flake(page, async (element) => {
    element.pause();
    const { currentModel } = element;
    if (currentModel) await element.loadModel({ ...currentModel, params: currentModel.params.map((weight, i) => (i === 7 ? weight + 1e-3 : weight)), name: 'Mine <b>' });
  });
  await page.click('#keep-link');
  await untilTold(page, /carries the model itself|address bar/);
  const link = page.url();
  assert.ok(/#m2=/.test(link) && link.length < 12_100, String(link.length));
  const other = await besides(page);
  await other.goto(link);
  await waitForFlake(other, (element) => element.modelTitle === 'Mine <b>');
  await untilTold(other, /Growing “Mine <b>”/);
  assert.ok(await flake(other, (element) => { element.pause(); element.step(200); return element.numAlive; }) > 700);
  await other.goto(url);
  await other.goto(`${link.slice(0, 3000)}A${link.slice(3001)}`);
  await other.waitForSelector('.message.error');
  await waitForFlake(other, (element) => element.modelTitle === 'Snowflake' && element.numSteps > 5);
}));

test('a run that does not begin at its seed cannot be told again, which is said', () => withPage(async (page) => {
  await flake(page, async (element) => {
    const { currentModel } = element;
    if (currentModel) element.setParams(currentModel.params);
  });
  await page.click('#keep-gif');
  await untilTold(page, /cannot be told again/);
}));
