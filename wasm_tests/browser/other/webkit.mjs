/** WebKitGTK's MiniBrowser on a screen that nobody sees, by the W3C WebDriver protocol. @import { Driver, LaunchOptions } from './visitor.mjs' */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';

import { PATIENCE_MS } from '../support/browser.mjs';
import { findProgram } from './programs.mjs';

const BROWSERS = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].flatMap((machine) => ['6.0', '4.1', '4.0'].map((version) => (
  version === '6.0' ? `/usr/lib/${machine}/webkitgtk-6.0/MiniBrowser` : `/usr/lib/${machine}/webkit2gtk-${version}/MiniBrowser`)));
const LONG_MS = 3 * PATIENCE_MS, POLL_MS = 100;

/** Keys that are no letters, as the protocol writes them. @type {Readonly<Record<string, string>>} */
const KEYS = Object.freeze({
  Shift: '\uE008', Enter: '\uE007', Tab: '\uE004', Escape: '\uE00C', End: '\uE010', Home: '\uE011',
  ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015',
});

export const name = 'WebKitGTK';
export const renderer = 'webgl';

const findBrowser = () => process.env.MINIBROWSER || BROWSERS.find((path) => existsSync(path));

/** @returns {string | undefined} what is missing, in words */
export function missing() {
  if (!findProgram('WebKitWebDriver') || !findBrowser()) return 'WebKitGTK is not installed (apt-get install webkit2gtk-driver)';
  return findProgram('xvfb-run') ? undefined : 'xvfb-run is not installed (apt-get install xvfb)';
}

/** @param {LaunchOptions} options @returns {Promise<Driver>} */
export async function launch({ width, height, isDark = false }) {
  const port = await freePort(), url = `http://127.0.0.1:${port}`;
  const service = spawn('xvfb-run', ['-a', '-s', `-screen 0 ${width + 200}x${height + 300}x24`, 'WebKitWebDriver', `--port=${port}`], {
    stdio: 'ignore', detached: true,
    // Under C.UTF-8 it calls its language "C", which its own Intl does not know.
    env: { ...process.env, LC_ALL: 'en_US.UTF-8', GTK_THEME: isDark ? 'Adwaita:dark' : 'Adwaita' },
  });
  /** @param {string} method @param {string} path @param {object} [body] @returns {Promise<any>} */
  const call = async (method, path, body) => {
    const response = await fetch(url + path, { method, ...(body && { body: JSON.stringify(body) }), signal: AbortSignal.timeout(LONG_MS) });
    const { value } = /** @type {{ value: any }} */ (await response.json());
    if (value?.error) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  };
  const stop = () => { if (service.pid && service.exitCode === null) process.kill(-service.pid); };
  try {
    await until(() => call('GET', '/status').then(({ ready }) => ready, () => false));
    const browserOptions = { binary: findBrowser(), args: ['--automation'] };
    const { sessionId } = await call('POST', '/session', { capabilities: { alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': browserOptions } } });
    const driver = driverOf((method, path, body) => call(method, `/session/${sessionId}${path}`, body), stop);
    await driver.setUp(width, height);
    return driver;
  } catch (error) {
    stop();
    throw error;
  }
}

/** @param {(method: string, path: string, body?: object) => Promise<any>} call of the session @param {() => void} stop */
function driverOf(call, stop) {
  const at = (/** @type {{ x: number, y: number }} */ { x, y }) => ({ type: 'pointerMove', duration: 0, x: Math.round(x), y: Math.round(y) });
  const actions = (/** @type {object[]} */ ...sources) => call('POST', '/actions', { actions: sources });
  const mouse = (/** @type {object[]} */ steps) => ({ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: steps });
  let numWheels = 0;
  const keyboard = (/** @type {object[]} */ steps) => ({ type: 'key', id: 'keyboard', actions: steps });

  /** Its wheel does not know which keys are down. @param {{ x: number, y: number }} point @param {number} deltaY */
  const pressedWheel = ({ x, y }, deltaY) => driver.evaluate((x, y, deltaY) => {
    const event = new WheelEvent('wheel', { clientX: x, clientY: y, deltaY, ctrlKey: true, bubbles: true, cancelable: true, composed: true });
    let hit = document.elementFromPoint(x, y);
    while (hit?.shadowRoot) hit = hit.shadowRoot.elementFromPoint(x, y);
    hit?.dispatchEvent(event);
  }, x, y, deltaY);

  /** @type {Driver} */
  const driver = {
    problems: [],
    goto: (url) => call('POST', '/url', { url }),
    async evaluate(ask, ...given) {
      const script = `const given = [...arguments], done = given.pop();
        new Promise((resolve) => resolve((${ask})(...given))).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      const { value, error } = await call('POST', '/execute/async', { script, args: given });
      if (error) throw new Error(error);
      return value;
    },
    async drag(points, { withShift = false } = {}) {
      if (withShift) await actions(keyboard([{ type: 'keyDown', value: KEYS.Shift }]));
      const [first, ...others] = points.map(at);
      await actions(mouse([first, { type: 'pointerDown', button: 0 }, ...others, { type: 'pointerUp', button: 0 }]));
      if (withShift) await actions(keyboard([{ type: 'keyUp', value: KEYS.Shift }]));
    },
    async wheel(point, deltaY, { withCtrl = false } = {}) {
      await actions(mouse([at(point)]));
      if (withCtrl) return pressedWheel(point, deltaY);
      // Each by another wheel: one counts on from its last turn.
      await actions({ type: 'wheel', id: `wheel ${numWheels++}`, actions: [{ ...at(point), type: 'scroll', deltaX: 0, deltaY }] });
    },
    key: (key) => actions(keyboard(['keyDown', 'keyUp'].map((type) => ({ type, value: KEYS[key] ?? key })))),
    async screenshot(path) {
      const png = await call('GET', '/screenshot');
      if (path) await writeFile(path, Buffer.from(png, 'base64'));
      return png;
    },
    async cover() { // a tab that the protocol opens stays behind
      const rect = await call('GET', '/window/rect');
      await call('POST', '/window/minimize', {});
      return async () => { await call('POST', '/window/rect', rect); };
    },
    async close() {
      await call('DELETE', '').catch(() => {});
      stop();
    },
  };
  /** The window has a frame of its own around the page. @param {number} width of the page @param {number} height */
  const setUp = async (width, height) => {
    await call('POST', '/timeouts', { script: LONG_MS, pageLoad: LONG_MS });
    await call('POST', '/window/rect', { x: 0, y: 0, width, height });
    const inner = await driver.evaluate(() => ({ width: innerWidth, height: innerHeight }));
    await call('POST', '/window/rect', { x: 0, y: 0, width: 2 * width - inner.width, height: 2 * height - inner.height });
  };
  return { ...driver, setUp };
}

/** @param {() => Promise<boolean>} condition */
async function until(condition) {
  for (const endMs = Date.now() + PATIENCE_MS; !(await condition());) {
    if (Date.now() > endMs) throw new Error('WebKitWebDriver does not answer.');
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}
