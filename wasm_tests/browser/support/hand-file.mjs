/** A file as a visitor gives one. */

/** @import { Page } from 'puppeteer-core' */

/** Hand a file to the page, as a hand or a clipboard does. @param {Page} page @param {'drop' | 'paste'} how @param {string} name @param {string} type @param {Iterable<number>} bytes */
export const handFile = (page, how, name, type, bytes) => page.evaluate((how, name, type, bytes) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], name, { type }));
  const options = { bubbles: true, cancelable: true };
  document.body.dispatchEvent(how === 'drop' ? new DragEvent('drop', { ...options, dataTransfer: data }) : new ClipboardEvent('paste', { ...options, clipboardData: data }));
}, how, name, type, [...bytes]);
