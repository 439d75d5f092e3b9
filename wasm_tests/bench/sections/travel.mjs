/** Undo, redo and scrubbing on the largest grid that the page offers, in Chromium: how long each takes, and for how long at most the page stands still meanwhile. */
import { flake, launch, newPage, openPage, serve } from '../../browser/support/browser.mjs';

/** @import { Page } from 'puppeteer-core' */
/** @import { Row, Section } from '../bench.mjs' */
/** @typedef {{ longestMs: number, tookMs: number, numAlive: number }} Way */

const SIDE = 512, GROWN_STEPS = 150, LATER_STEPS = 100, BACK_STEPS = 20;
const US_PER_MS = 1000;
/** Or one step, where every cell lives. */
const GOAL_MS = 50;

/** @returns {Promise<Section>} */
export async function benchTravel() {
  const [server, browser] = await Promise.all([serve(), launch()]);
  try {
    const { page } = await newPage(browser, {});
    await openPage(page, server.url);
    /** @type {Row[]} */
    const rows = [];
    for (const [what, prepare] of /** @type {const} */ ([['a hundred flakes', strew], ['noise everywhere', makeNoise]])) {
      await prepare(page);
      const stepMs = await bestStep(page);
      for (const [name, move] of /** @type {const} */ ([['undo', undo], ['redo from the beginning', redo], ['scrub back', scrub]])) rows.push(rowOf(`${name}, ${what}`, await move(page), stepMs));
    }
    return { title: `Undo, redo and scrubbing at ${SIDE}x${SIDE}: how long the page's thread works at most before it can answer`, rows };
  } finally {
    await browser.close();
    await server.close();
  }
}

/** @param {string} name @param {Way} way @param {number} stepMs @returns {Row} */
function rowOf(name, { longestMs, tookMs, numAlive }, stepMs) {
  return {
    name, goal: `<= ${Math.max(GOAL_MS, Math.ceil(stepMs))} ms`,
    note: `${longestMs.toFixed(0)} ms; ${tookMs.toFixed(0)} ms in all; ${numAlive} cells live at its end, and a step takes ${stepMs.toFixed(0)} ms`,
  };
}

/** @param {Page} page */
async function begin(page) {
  await flake(page, (element) => {
    element.pause();
    element.setAttribute('size', '512');
    element.restart();
  });
}

/** @param {Page} page */
async function strew(page) {
  await begin(page);
  await flake(page, (element) => {
    for (let y = 36; y < 512; y += 48) for (let x = 36; x < 512; x += 48) element.edit({ type: 'seed', x, y }, { joins: true });
  });
  await woundAndGoOn(page, GROWN_STEPS);
}

/** @param {Page} page */
async function makeNoise(page) {
  await begin(page);
  await flake(page, (element) => {
    for (const angle of [0, Math.PI]) element.edit({ type: 'noise', seed: 1, wound: { shape: 'half', x: 256, y: 256, size: 0, angle } }, { joins: angle > 0 });
  });
  await woundAndGoOn(page, BACK_STEPS);
}

/** @param {Page} page @param {number} numSteps */
async function woundAndGoOn(page, numSteps) {
  for (const count of [numSteps, LATER_STEPS]) {
    await page.$eval('#flake', (element, count) => /** @type {any} */ (element).step(count), count);
    if (count === numSteps) await flake(page, (element) => element.wound(256, 256, 100));
  }
}

/** @param {Page} page */
async function bestStep(page) {
  return flake(page, (element) => {
    let bestMs = Infinity;
    for (let i = 0; i < 12; i++) {
      const startMs = performance.now();
      element.step(1);
      bestMs = Math.min(bestMs, performance.now() - startMs);
    }
    return bestMs;
  });
}

/** @param {Page} page */
const undo = (page) => way(page, 'undo');
/** @param {Page} page */
const redo = async (page) => {
  await way(page, 'goTo', 0);
  return way(page, 'redo');
};
/** @param {Page} page */
const scrub = async (page) => way(page, 'goTo', (await flake(page, (element) => element.numSteps)) - BACK_STEPS);

/** @param {Page} page @param {'undo' | 'redo' | 'goTo'} method @param {number[]} values @returns {Promise<Way>} */
async function way(page, method, ...values) {
  await page.tracing.start({ categories: ['disabled-by-default-devtools.timeline', 'devtools.timeline'] });
  const { tookMs, numAlive } = await page.evaluate(async (method, values) => {
    const element = /** @type {any} */ (document.querySelector('#flake')), startMs = performance.now();
    element[method](...values);
    const aFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    do await aFrame(); while (element.timeline.goal !== undefined);
    await aFrame(); // in which it is drawn
    return { tookMs: performance.now() - startMs, numAlive: element.numAlive };
  }, method, values);
  const { traceEvents } = JSON.parse(new TextDecoder().decode(await page.tracing.stop()));
  return { longestMs: longestTask(traceEvents), tookMs, numAlive };
}

/**
 * The longest task of the page's own thread, in time of a processor: other work of the machine does not count.
 * @param {{ name: string, pid: number, tid: number, tdur?: number }[]} events @returns {number} ms
 */
function longestTask(events) {
  const frame = events.find(({ name }) => name === 'FireAnimationFrame');
  const tasks = events.filter(({ name, pid, tid }) => name === 'RunTask' && pid === frame?.pid && tid === frame.tid);
  if (tasks.length === 0) throw new Error('The trace tells of no task.');
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / US_PER_MS;
}
