/** What a page saves, caught before the browser would write it. */

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
