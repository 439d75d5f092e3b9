/** Whether a page is for everyone: what axe-core says of it, whether it fits the screen, and whether a finger can hit what is on it. */
import { readFile } from 'node:fs/promises';

/** @import { Page } from 'puppeteer-core' */

const AXE = await readFile(new URL('../../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
/** Targets that a finger has to hit, but for what rounding takes. */
const MIN_TARGET_PX = 44 - 0.1;

/** What axe-core finds wrong, in words. @param {Page} page @param {string} [part] of it, as a selector @returns {Promise<string[]>} */
export async function axeFinds(page, part = 'html') {
  await page.evaluate(AXE); // by the debugger, which the policy of the page does not bind
  return page.evaluate(async (part) => {
    const { violations } = await /** @type {any} */ (globalThis).axe.run(part, { resultTypes: ['violations'] });
    return violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes.map((/** @type {any} */ { target, html }) => `${target} ${html}`).join(', ')}`);
  }, part);
}

/** Four colours of the system in place of all of the page's own. @param {Page} page */
export async function forceColours(page) {
  await (await page.createCDPSession()).send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
}

/** By how many pixels it is wider than the screen. @param {Page} page */
export const tooWideBy = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Controls that are shown, and too small; one in a label has that as its target. @param {Page} page @param {string} controls as a selector @returns {Promise<string[]>} */
export function tooSmall(page, controls) {
  return page.$$eval(controls, (all, min) => all.flatMap((control) => {
    const { width, height } = (control.closest('label') ?? control).getBoundingClientRect();
    return width > 0 && Math.min(width, height) < min ? [`${control.outerHTML.slice(0, 90)} ${width}x${height}`] : [];
  }), MIN_TARGET_PX);
}
