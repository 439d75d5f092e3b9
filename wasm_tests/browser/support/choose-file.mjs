/** A file as a visitor chooses one. @import { Page } from 'puppeteer-core' */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @param {Page} page @param {string} selector of the button @param {string} name @param {Uint8Array} content @param {() => Promise<unknown>} isRead settles when the page has read it */
export async function giveFile(page, selector, name, content, isRead) {
  const folder = await mkdtemp(join(tmpdir(), 'snowflake-file-')), path = join(folder, name);
  try {
    await writeFile(path, content);
    const client = await page.createCDPSession(), expression = `document.querySelector(${JSON.stringify(selector)}).click()`;
    const opened = page.waitForFileChooser();
    await client.send('Page.setInterceptFileChooserDialog', { enabled: true }); // else the click may come before anybody waits for what it opens
    const [chooser] = await Promise.all([opened, client.send('Runtime.evaluate', { expression, userGesture: true })]); // without one a browser opens none, and that of a click before is soon forgotten
    await client.detach();
    await chooser.accept([path]);
    await isRead();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
