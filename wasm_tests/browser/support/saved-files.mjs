/** What a page saves, caught before the browser would write it. */
import { loadCore } from '../../../web/core/nca.js';
import { compileShippedWasm } from '../../support/core.js';

/** @import { Page } from 'puppeteer-core' */

/** Catch what the page would save. @param {Page} page */
export async function catchFiles(page) {
  await page.evaluate(() => {
    /** @type {{ name: string, base64: string }[]} */
    const files = [];
    /** @type {Map<string, Blob>} */
    const blobs = new Map();
    const { createObjectURL } = URL;
    Object.assign(globalThis, { caught: files });
    URL.createObjectURL = (blob) => {
      const url = createObjectURL(blob);
      blobs.set(url, /** @type {Blob} */ (blob));
      return url;
    };
    HTMLAnchorElement.prototype.click = function () {
      const reader = new FileReader();
      reader.onload = () => files.push({ name: this.download, base64: String(reader.result).split(',')[1] });
      reader.readAsDataURL(/** @type {Blob} */ (blobs.get(this.href)));
    };
  });
}

/** Press a button and wait for its file. @param {Page} page @param {string} id */
export async function save(page, id) {
  await page.click(`#${id}`);
  await page.waitForFunction(() => /** @type {any} */ (globalThis).caught.length > 0);
  const { name, base64 } = await page.evaluate(() => /** @type {any} */ (globalThis).caught.pop());
  return { name, base64, bytes: new Uint8Array(Buffer.from(base64, 'base64')) };
}

/** The page asks for ice, once there is a flake to look at: as cells it is compared. @param {import('puppeteer-core').Page} page */
export async function drawCells(page) {
  await page.waitForSelector('.looks');
  await page.evaluate(() => { /** @type {any} */ (document.querySelector('#flake')).view = 'cells'; });
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector('#flake')).activeView === 'cells');
}

/**
 * How many bytes of a saved picture are not those of the cells that it shows.
 * @param {Uint8Array} png
 * @param {number[]} cells rgba of a square grid
 */
export async function numWrongIn(png, cells) {
  const side = new DataView(png.buffer, png.byteOffset).getUint32(16), numCells = Math.sqrt(cells.length / 4);
  let numShown = numCells; // empty margins are left out
  while (side % numShown !== 0) numShown -= 2;
  const scale = side / numShown, margin = (numCells - numShown) / 2;
  const core = await loadCore(await compileShippedWasm()), decoded = core.readTarget(png, { height: side, width: side });
  let numWrong = 0;
  for (let i = 0; i < decoded.length; i++) {
    const x = margin + Math.floor(((i >> 2) % side) / scale), y = margin + Math.floor((i >> 2) / side / scale);
    numWrong += Number(Math.round(255 * decoded[i]) !== cells[4 * (y * numCells + x) + (i & 3)]);
  }
  return numWrong;
}
