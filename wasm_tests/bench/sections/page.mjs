/** The page as Lighthouse finds it on its slow phone: https://developer.chrome.com/docs/lighthouse/ */
import lighthouse from 'lighthouse';

import { launch, serve } from '../../browser/support/browser.mjs';

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'], GOAL = 95;
/** What its performance is made of, beside the layout's shifts. */
const TIMES = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'speed-index'];

/** @returns {Promise<import('../bench.mjs').Section>} */
export async function benchPage() {
  const server = await serve(), browser = await launch();
  try {
    const result = await lighthouse(server.url, { port: Number(new URL(browser.wsEndpoint()).port), logLevel: 'error', onlyCategories: CATEGORIES });
    if (!result) throw new Error('Lighthouse told nothing.');
    const { audits, categories } = result.lhr;
    return {
      title: 'The page on the slow phone of Lighthouse, drawn by the processor',
      rows: [
        ...CATEGORIES.map((each) => ({ name: categories[each].title, note: String(Math.round((categories[each].score ?? 0) * 100)), goal: `>= ${GOAL}` })),
        ...TIMES.map((each) => ({ name: audits[each].title, medianMs: audits[each].numericValue })),
        { name: audits['cumulative-layout-shift'].title, note: audits['cumulative-layout-shift'].displayValue },
      ],
    };
  } finally {
    await browser.close();
    await server.close();
  }
}
