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

/** Words that run out of what they stand in, or over others. @param {Page} page @returns {Promise<string[]>} */
export function wordsAstray(page) {
  return page.evaluate(() => {
    /** What stays in sight while the page moves stands over it on purpose. @param {Element | null} element @returns {boolean} */
    const isLifted = (element) => element !== null && (/sticky|fixed/.test(getComputedStyle(element).position) || isLifted(element.parentElement));
    /** Where words lie in rows of their own that scroll. @param {Element | null} element @returns {Element | null} */
    const scrollerOf = (element) => (element === null || element === document.documentElement ? null : /auto|scroll/.test(getComputedStyle(element).overflowY) && element.scrollHeight > element.clientHeight ? element : scrollerOf(element.parentElement));
    /** What is seen of a line from outside of that. @param {DOMRect} box @param {Element | null} scroller */
    const seenOf = (box, scroller) => {
      const { top, bottom } = scroller?.getBoundingClientRect() ?? box, from = Math.max(top, box.top);
      return new DOMRect(box.x, from, box.width, Math.max(0, Math.min(bottom, box.bottom) - from));
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), lines = /** @type {{ words: string, in: Element, box: DOMRect, scroller: Element | null, seen: DOMRect }[]} */ ([]);
    while (texts.nextNode()) {
      const node = /** @type {Text} */ (texts.currentNode), words = node.data.trim(), parent = /** @type {Element} */ (node.parentElement);
      if (!words || !parent.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || parent.closest('.unseen, .skip, option, noscript') || isLifted(parent)) continue;
      const range = document.createRange(), scroller = scrollerOf(parent);
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) if (box.width > 1) lines.push({ words, in: parent, box, scroller, seen: seenOf(box, scroller) });
    }
    const box = 'button, label, summary, nav a, svg, dt, dd, li, legend, td, output, .panel', slack = 1.5, found = new Set();
    for (const line of lines) {
      const around = (line.in.closest(box) ?? line.in).getBoundingClientRect();
      if (line.box.left < around.left - slack || line.box.right > around.right + slack) found.add(`“${line.words}” runs out of ${line.in.tagName}`);
    }
    lines.sort((a, b) => a.box.top - b.box.top);
    lines.forEach((line, i) => {
      for (let j = i + 1; j < lines.length && lines[j].box.top < line.box.bottom - 4; j++) {
        const [a, b] = line.scroller === lines[j].scroller ? [line.box, lines[j].box] : [line.seen, lines[j].seen];
        const over = Math.min(a.right, b.right) - Math.max(a.left, b.left), high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (over > slack && high > 6 && line.in !== lines[j].in && !line.in.contains(lines[j].in) && !lines[j].in.contains(line.in)) found.add(`“${line.words}” runs over “${lines[j].words}”`);
      }
    });
    return [...found];
  });
}
