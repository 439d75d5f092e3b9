/**
 * Slowness on purpose, which shows what hangs on time: SLOW=page:6,hand:300,frames:100 in the environment, each or all of them.
 *
 *   page:6       the processor of the page is so many times slower
 *   hand:300     all that a test does or asks comes so many ms later: what only passes by is gone
 *   frames:100   what the page puts off to its next frame it does so many ms later: whoever reads it before then reads what was
 */
import { setTimeout as sleep } from 'node:timers/promises';

/** @import { Browser, Page } from 'puppeteer-core' */

const SLOW = /** @type {Record<string, number>} */ (Object.fromEntries((process.env.SLOW ?? '').split(',').filter(Boolean).map((part) => {
  const [what, by] = part.split(':');
  return [what, Number(by)];
})));

/** @param {Browser} browser */
export async function slowHand(browser) {
  if (!SLOW.hand) return;
  const connection = /** @type {any} */ ((await browser.target().createCDPSession()).connection()), { _rawSend: send } = connection;
  connection._rawSend = async (/** @type {unknown[]} */ ...command) => {
    await sleep(SLOW.hand);
    return send.apply(connection, command);
  };
}

/** @param {Page} page */
export async function slowPage(page) {
  if (SLOW.page) await page.emulateCPUThrottling(SLOW.page);
  if (SLOW.frames) await page.evaluateOnNewDocument(putOff, SLOW.frames);
}

/** Runs in the page. @param {number} ms */
function putOff(ms) {
  const { requestAnimationFrame, cancelAnimationFrame } = globalThis;
  /** Those that still wait, and in which real frame they come. @type {Map<number, number>} */
  const waiting = new Map();
  let last = 0;
  globalThis.requestAnimationFrame = (callback) => {
    const id = ++last, timer = setTimeout(() => {
      waiting.set(id, requestAnimationFrame((time) => {
        waiting.delete(id);
        callback(time);
      }));
    }, ms);
    waiting.set(id, -timer);
    return id;
  };
  globalThis.cancelAnimationFrame = (id) => {
    const handle = waiting.get(id) ?? 0;
    waiting.delete(id);
    if (handle < 0) clearTimeout(-handle);
    else cancelAnimationFrame(handle);
  };
}
