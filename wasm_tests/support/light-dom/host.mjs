/**
 * A document without a screen: jsdom, and stand-ins for what only a screen has. Frames come when a test says so, the screen's density is what
 * a test says, and canvases count what is drawn. The element and its core are the real ones.
 */
import { File as NodeFile } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { JSDOM, VirtualConsole } from 'jsdom';

/** @import { SnowflakeNca } from '../../../web/element/snowflake-nca.js' */

const FRAME_MS = 1000 / 60;
const virtualConsole = new VirtualConsole();
const { window } = new JSDOM('<!doctype html><body></body>', { url: 'http://localhost/', pretendToBeVisual: true, virtualConsole });
// A listener that throws is told to the console alone, as the platform does: here it fails the test that runs.
virtualConsole.on('jsdomError', (error) => setImmediate(() => { throw error.cause ?? error; }));

export const screen = {
  /** Of the frame of every element, in CSS pixels. */
  size: { width: 300, height: 300 },
  prefersReducedMotion: false,
  /** Thrown by whatever draws next. @type {Error | undefined} */
  drawFault: undefined,
  numDrawn: 0,
  /** Canvases that hold pixels. @type {Set<HTMLCanvasElement>} */
  canvases: new Set(),
};

/** @type {Map<number, (nowMs: number) => void>} */
let waiting = new Map();
let lastFrame = 0, nowMs = 0;

/** So many frames go by. */
export async function frames(count = 1) {
  for (let i = 0; i < count; i++) {
    nowMs += FRAME_MS;
    const due = waiting;
    waiting = new Map();
    for (const callback of due.values()) callback(nowMs);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Frames go by until nobody wants another one: what was still to come, such as a picture of the goal, has come then. */
export async function untilNoFrameIsWanted() {
  const MANY = 200, A_FEW = 5;
  for (let frame = 0, idle = 0; idle < A_FEW; frame++) {
    if (frame === MANY) throw new Error('There is no end of frames.');
    idle = waiting.size > 0 ? 0 : idle + 1;
    await frames();
  }
}

/** @type {Set<StandInObserver>} */
const observers = new Set();

class StandInObserver {
  /** @type {Element[]} */
  elements = [];
  /** @param {(entries: object[]) => void} callback */
  constructor(callback) {
    this.callback = callback;
    observers.add(this);
  }

  /** @param {Element} element */
  observe(element) {
    this.elements.push(element);
    queueMicrotask(() => observers.has(this) && this.tell());
  }

  disconnect() {
    observers.delete(this);
  }

  tell() {
    if (this.elements.length > 0) this.callback(this.elements.map((target) => ({ target, isIntersecting: true, contentRect: { ...screen.size } })));
  }
}

/** @type {Map<string, { queries: Set<any> }>} */
const media = new Map();

/** @param {string} query */
function matches(query) {
  if (query.includes('reduced-motion')) return screen.prefersReducedMotion;
  const density = /resolution:\s*([\d.]+)dppx/.exec(query);
  return density ? Number(density[1]) === window.devicePixelRatio : false;
}

/** @param {string} query */
function matchMedia(query) {
  const list = new window.EventTarget();
  Object.defineProperty(list, 'matches', { get: () => matches(query) });
  const entry = media.get(query) ?? { queries: new Set() };
  media.set(query, entry);
  entry.queries.add(list);
  return list;
}

/** Another screen, or another zoom of the page: boxes keep their size in CSS pixels. @param {number} ratio */
export function setPixelRatio(ratio) {
  const before = window.devicePixelRatio;
  setGlobal('devicePixelRatio', ratio);
  if (before === ratio) return;
  for (const [query, { queries }] of media) {
    if (query.includes('resolution')) for (const list of [...queries]) list.dispatchEvent(new window.Event('change'));
  }
}

/** For the sources, and for those that ask the window. @param {string} name @param {unknown} value */
function setGlobal(name, value) {
  for (const owner of [window, globalThis]) {
    if (owner[name] !== value) Object.defineProperty(owner, name, { value, configurable: true, writable: true });
  }
}

/** @param {HTMLCanvasElement} canvas */
function contextOf(canvas) {
  const draw = () => {
    if (screen.drawFault) throw screen.drawFault;
    screen.numDrawn++;
    screen.canvases.add(canvas);
  };
  return {
    canvas, drawImage: draw, putImageData: draw, clearRect() {}, save() {}, restore() {},
    getImageData: (/** @type {number} */ _x, /** @type {number} */ _y, /** @type {number} */ width, /** @type {number} */ height) => new StandInImageData(new Uint8ClampedArray(width * height * 4), width, height),
  };
}

class StandInImageData {
  /** @param {Uint8ClampedArray} data @param {number} width @param {number} height */
  constructor(data, width, height) {
    Object.assign(this, { data, width, height });
  }
}

class StandInPointerEvent extends window.MouseEvent {
  /** @param {string} type @param {PointerEventInit} init */
  constructor(type, init) {
    super(type, init);
    const { pointerId = 0, pointerType = '', isPrimary = false } = init;
    Object.assign(this, { pointerId, pointerType, isPrimary });
  }
}

/** Files by their address, as a host gives them. @param {string | URL} address */
async function fetchFile(address) {
  const url = new URL(address);
  if (url.protocol !== 'file:') return new Response(null, { status: 404, statusText: 'Not Found' });
  return new Response(new Uint8Array(await readFile(url)), { headers: { 'Content-Type': url.pathname.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream' } });
}

for (const name of [
  'document', 'HTMLElement', 'HTMLCanvasElement', 'HTMLInputElement', 'HTMLButtonElement', 'HTMLFieldSetElement', 'HTMLSelectElement', 'Element', 'Node', 'Text', 'ShadowRoot', 'customElements', 'Event', 'CustomEvent', 'EventTarget', 'AbortController',
  'AbortSignal', 'MouseEvent', 'KeyboardEvent', 'WheelEvent', 'CSSStyleSheet', 'location',
]) setGlobal(name, window[name]);
setGlobal('window', window);
setGlobal('ResizeObserver', StandInObserver);
setGlobal('IntersectionObserver', StandInObserver);
setGlobal('PointerEvent', StandInPointerEvent);
setGlobal('matchMedia', matchMedia);
setGlobal('ImageData', StandInImageData);
setGlobal('devicePixelRatio', 1);
setGlobal('File', globalThis.File ?? NodeFile);
setGlobal('fetch', fetchFile);
setGlobal('addEventListener', window.addEventListener.bind(window));
setGlobal('removeEventListener', window.removeEventListener.bind(window));
setGlobal('requestAnimationFrame', (/** @type {(nowMs: number) => void} */ callback) => {
  waiting.set(++lastFrame, callback);
  return lastFrame;
});
setGlobal('cancelAnimationFrame', (/** @type {number} */ id) => waiting.delete(id));
window.HTMLCanvasElement.prototype.getContext = function (/** @type {string} */ kind) {
  return kind === '2d' ? contextOf(this) : null;
};
window.HTMLCanvasElement.prototype.toBlob = function (/** @type {(blob: Blob) => void} */ callback) {
  queueMicrotask(() => callback(new Blob(['picture'], { type: 'image/png' })));
};
window.Element.prototype.setPointerCapture = window.Element.prototype.releasePointerCapture = () => {};
window.Element.prototype.hasPointerCapture = () => true;
window.Element.prototype.getBoundingClientRect = function () {
  const { style } = /** @type {HTMLElement} */ (this), { width, height } = screen.size;
  const isMark = style?.position === 'absolute' && style.width === '0px', x = isMark ? (parseFloat(style.left) / 100) * width : 0, y = isMark ? (parseFloat(style.top) / 100) * height : 0;
  return { left: x, top: y, x, y, right: isMark ? x : width, bottom: isMark ? y : height, width: isMark ? 0 : width, height: isMark ? 0 : height };
};

register('./loader.mjs', import.meta.url);
export const { SnowflakeNca: Element } = await import('../../../web/element/snowflake-nca.js');

/**
 * An element in the document.
 * @param {Record<string, string>} [attributes]
 * @returns {SnowflakeNca}
 */
export function place(attributes = {}) {
  const element = /** @type {SnowflakeNca} */ (document.createElement('snowflake-nca'));
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  document.body.append(element);
  return element;
}

/** @param {EventTarget} target @param {string} type @returns {Promise<any>} the detail of the next event */
export function next(target, type) {
  return new Promise((resolve) => target.addEventListener(type, (event) => resolve(/** @type {CustomEvent} */ (event).detail), { once: true }));
}

/** One that grows. @param {Record<string, string>} [attributes] */
export async function grown(attributes = {}) {
  const element = place(attributes), failed = next(element, 'error');
  await Promise.race([next(element, 'ready'), failed.then(({ sentence, cause }) => Promise.reject(cause ?? new Error(sentence)))]);
  return element;
}

/** What is inside of an element. @param {SnowflakeNca} element @param {string} selector @returns {HTMLElement} */
export function inside(element, selector) {
  const found = element.shadowRoot?.querySelector(selector);
  if (!found) throw new Error(`There is no ${selector} in the element.`);
  return /** @type {HTMLElement} */ (found);
}
