/** Somebody who visits the page: looks, points, presses and types, by a driver of whichever browser. */
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';

import { PATIENCE_MS } from '../support/browser.mjs';

/**
 * @import { SnowflakeNca } from '../../../web/element/snowflake-nca.js'
 *
 * @typedef {{ x: number, y: number }} Point CSS pixels of the window
 * @typedef {{ width: number, height: number, isDark?: boolean }} LaunchOptions of the page, CSS pixels
 *
 * @typedef {object} Driver one window of a browser
 * @property {string[]} problems errors it has told of, where it tells
 * @property {(url: string) => Promise<void>} goto
 * @property {<Given extends any[], Answer>(ask: (...given: Given) => Answer, ...given: Given) => Promise<Awaited<Answer>>} evaluate ask runs in the page
 * @property {(points: Point[], options?: { withShift?: boolean }) => Promise<void>} drag the first button is down from the first to the last
 * @property {(point: Point, deltaY: number, options?: { withCtrl?: boolean }) => Promise<void>} wheel
 * @property {(key: string) => Promise<void>} key pressed where the focus is
 * @property {(path?: string) => Promise<string>} screenshot of the window: PNG, base64
 * @property {() => Promise<() => Promise<void>>} cover hides it, by another tab before it or by its window put away; what it gives brings it back
 * @property {() => Promise<void>} close
 */

const POLL_MS = 100;
/** So often in a row a thing is where it was: on a busy machine what moves the page comes in fits. */
const STILL_POLLS = 3;

export class Visitor {
  /** @param {Driver} driver @param {string} url of the page */
  constructor(driver, url) {
    this.driver = driver;
    this.url = url;
  }

  /** The page, afresh, with a flake in it. @param {string} [hash] */
  async open(hash = '') {
    await this.driver.goto('about:blank'); // or else another hash alone would load nothing
    await this.driver.goto(this.url + hash);
    await this.until(() => Number(/** @type {any} */ (document.querySelector('#flake'))?.numAlive) > 0);
  }

  /** @template {any[]} Given @template Answer @param {(...given: Given) => Answer} ask runs in the page @param {Given} given */
  ask(ask, ...given) {
    return this.driver.evaluate(ask, ...given);
  }

  /** Of the flake on the stage: a property, or what a method answers. @param {keyof SnowflakeNca} name @param {any[]} given @returns {Promise<any>} */
  flake(name, ...given) {
    return this.ask((name, given) => {
      const flake = /** @type {any} */ (document.querySelector('#flake')), value = flake[name];
      return typeof value === 'function' ? void flake[name](...given) : value;
    }, name, given);
  }

  /** @template {any[]} Given @param {(...given: Given) => unknown} condition in the page @param {Given} given */
  async until(condition, ...given) {
    for (const endMs = Date.now() + 2 * PATIENCE_MS; !(await this.ask(condition, ...given));) {
      assert.ok(Date.now() < endMs, `in vain: ${condition} ${given}`);
      await wait(POLL_MS);
    }
  }

  /** @param {string} selector @returns {Promise<string>} */
  text(selector) {
    return this.ask((selector) => document.querySelector(selector)?.textContent ?? '', selector);
  }

  /** @param {string} selector @param {RegExp} pattern */
  async untilText(selector, pattern) {
    await this.until((selector, source) => new RegExp(source).test(document.querySelector(selector)?.textContent ?? ''), selector, pattern.source);
  }

  /** Brings it into sight, and waits until it stays where it is. @param {string} selector @returns {Promise<{ x: number, y: number, width: number, height: number }>} */
  async box(selector) {
    return this.ask(async (selector, pollMs, stillPolls) => {
      const place = () => {
        const element = document.querySelector(selector);
        if (!element) throw new Error(`There is no ${selector}.`);
        element.scrollIntoView({ block: 'center', behavior: 'instant' });
        const { x, y, width, height } = element.getBoundingClientRect();
        return { x, y, width, height };
      };
      let before = place();
      for (let numStill = 0; numStill < stillPolls; ) { // what comes near is loaded, and may move the rest
        await new Promise((resolve) => setTimeout(resolve, pollMs));
        const now = place();
        numStill = now.x === before.x && now.y === before.y ? numStill + 1 : 0;
        before = now;
      }
      return before;
    }, selector, POLL_MS, STILL_POLLS);
  }

  /** A point of it that can really be hit. @param {string} selector @param {number} [across] share of its width @param {number} [down] */
  async point(selector, across = 0.5, down = 0.5) {
    const box = await this.box(selector), point = { x: box.x + across * box.width, y: box.y + down * box.height };
    const hit = await this.ask((selector, { x, y }) => {
      const hit = document.elementFromPoint(x, y);
      return hit && hit.closest(selector) ? '' : hit?.outerHTML.slice(0, 200) ?? 'nothing';
    }, selector, point);
    assert.equal(hit, '', `${selector} is covered`);
    return point;
  }

  /** @param {string} selector */
  async click(selector) {
    await this.driver.drag([await this.point(selector)]);
  }

  /** The studio, once what stands above it has come and moves it no more. */
  async openTrainer() {
    await this.box('#open-trainer');
    await this.until(() => !(/** @type {HTMLButtonElement} */ (document.querySelector('#snow-play')).disabled));
    await this.click('#open-trainer');
    await this.until(() => document.querySelector('#train-start:not([disabled])') !== null);
  }

  /** @param {string} selector */
  async focus(selector) {
    await this.ask((selector) => /** @type {HTMLElement} */ (document.querySelector(selector)).focus(), selector);
  }

  /** @param {string[]} keys */
  async keys(...keys) {
    for (const key of keys) await this.driver.key(key);
  }

  /** A list opens outside of the page, where nobody can press; so it is chosen for them. @param {string} selector @param {string} value */
  async choose(selector, value) {
    await this.ask((selector, value) => {
      const list = /** @type {HTMLSelectElement} */ (document.querySelector(selector));
      list.value = value;
      list.dispatchEvent(new Event('change', { bubbles: true }));
    }, selector, value);
  }

  /** Grown and standing still. @param {number} numSteps */
  async grow(numSteps) {
    await this.ask((numSteps) => {
      const flake = /** @type {SnowflakeNca} */ (document.querySelector('#flake'));
      flake.pause();
      flake.restart();
      flake.step(numSteps);
    }, numSteps);
    await this.box('#flake');
  }

  /** Every bit of the cells' numbers, as one number. @returns {Promise<number>} */
  bits() {
    return this.ask(() => {
      const { state } = /** @type {any} */ (document.querySelector('#flake')).sim;
      return new Uint32Array(state.buffer, state.byteOffset, state.length).reduce((hash, each) => Math.imul(hash ^ each, 0x01000193) >>> 0, 0x811c9dc5);
    });
  }

  /** From here on, what the page would save is kept for the tests. */
  async catchFiles() {
    await this.ask(() => {
      /** @type {{ name: string, base64: string }[]} */
      const files = [], blobs = new Map(), { createObjectURL } = URL;
      Object.assign(globalThis, { caught: files });
      URL.createObjectURL = (blob) => {
        const url = createObjectURL(blob);
        blobs.set(url, blob);
        return url;
      };
      HTMLAnchorElement.prototype.click = function () {
        const reader = new FileReader();
        reader.onload = () => files.push({ name: this.download, base64: String(reader.result).split(',')[1] });
        reader.readAsDataURL(blobs.get(this.href));
      };
    });
  }

  /** @param {string} selector of a button that saves */
  async save(selector) {
    await this.click(selector);
    await this.until(() => /** @type {any} */ (globalThis).caught.length > 0);
    const { name, base64 } = await this.ask(() => /** @type {any} */ (globalThis).caught.pop());
    return { name, bytes: new Uint8Array(Buffer.from(base64, 'base64')) };
  }

  /** Files dropped on the page. @param {string} name @param {string} type @param {Uint8Array} bytes */
  async drop(name, type, bytes) {
    await this.ask((name, type, base64) => {
      const dataTransfer = new DataTransfer(), bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      dataTransfer.items.add(new File([bytes], name, { type }));
      for (const event of ['dragenter', 'dragover', 'drop']) {
        document.body.dispatchEvent(new DragEvent(event, { dataTransfer, bubbles: true, cancelable: true }));
      }
    }, name, type, Buffer.from(bytes).toString('base64'));
  }

  /** The colours that the screen really shows at points of the window. @param {Point[]} points @returns {Promise<number[][]>} red, green, blue */
  async coloursAt(points) {
    return this.ask(async (png, points) => {
      const picture = new Image(), canvas = document.createElement('canvas'), context = canvas.getContext('2d');
      picture.src = `data:image/png;base64,${png}`;
      await picture.decode();
      [canvas.width, canvas.height] = [picture.width, picture.height];
      context?.drawImage(picture, 0, 0);
      return points.map(({ x, y }) => [...(context?.getImageData(Math.floor(x), Math.floor(y), 1, 1).data ?? [])].slice(0, 3));
    }, await this.driver.screenshot(), points);
  }

  /** Whatever went wrong that no step has noticed. */
  async troubles() {
    const told = await this.ask(() => [...document.querySelectorAll('.message.error')].map((message) => message.textContent ?? ''));
    return [...this.driver.problems.splice(0), ...told];
  }
}
