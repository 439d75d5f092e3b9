/** The page as Lighthouse finds it on its slow phone, in the middle one of several visits: https://developer.chrome.com/docs/lighthouse/ */
import lighthouse from 'lighthouse';
import puppeteer from 'puppeteer-core';

import { findChromium, serve } from '../../browser/support/browser.mjs';

const NUM_VISITS = 3, GOAL = 95;
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
/** What its performance is made of, beside the layout's shifts. */
const TIMES = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'speed-index'];

/** @returns {Promise<import('../bench.mjs').Section>} */
export async function benchPage() {
  const server = await serve();
  const visits = [];
  for (let i = 0; i < NUM_VISITS; i++) visits.push(await visit(server.url));
  await server.close();
  const { audits, categories } = visits.sort((a, b) => scoreOf(a, 'performance') - scoreOf(b, 'performance'))[NUM_VISITS >> 1];
  const layoutShift = audits['cumulative-layout-shift'];
  return {
    title: `The page on the slow phone of Lighthouse, drawn by the processor: the middle of ${NUM_VISITS} visits`,
    rows: [
      ...CATEGORIES.map((each) => ({ name: categories[each].title, note: visits.map((one) => scoreOf(one, each)).join(', '), goal: `>= ${GOAL}` })),
      ...TIMES.map((each) => ({ name: audits[each].title, medianMs: audits[each].numericValue })),
      { name: layoutShift.title, note: layoutShift.displayValue },
    ],
  };
}

/** @param {string} url */
async function visit(url) {
  const browser = await puppeteer.launch({ headless: true, executablePath: findChromium(), args: ['--no-sandbox', '--disable-background-networking'] });
  try {
    const result = await lighthouse(url, { port: Number(new URL(browser.wsEndpoint()).port), logLevel: 'error', onlyCategories: CATEGORIES });
    if (!result) throw new Error('Lighthouse told nothing.');
    return result.lhr;
  } finally {
    await browser.close();
  }
}

/** @param {import('lighthouse').Result} result @param {string} category @returns {number} of 100 */
const scoreOf = ({ categories }, category) => Math.round((categories[category].score ?? 0) * 100);
