/** Pages that mean no good, or are careless: whatever they did to what a page's scripts share, the element grows to the same bits, or says one sentence. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { until, useBlogs } from './support/blog.mjs';
import { blog } from './support/host.mjs';

/** @import { Page } from 'puppeteer-core' */

const TAG = '<snowflake-nca seed="7" autoplay="false" interactive controls></snowflake-nca>';

/** What a page does to what all scripts of it share. They run as scripts of the page. @type {Record<string, string>} */
const DEEDS = {
  'frozen prototypes': 'for (const each of [Object, Array, Function, Promise, Map, Set, String, Number, RegExp, Error, Event, EventTarget, Element, HTMLElement, Float32Array, Uint8Array, Object.getPrototypeOf(Uint8Array), ArrayBuffer, DataView, URL, Response]) { Object.freeze(each); Object.freeze(each.prototype); }',
  'frozen namespaces': 'for (const each of [Math, JSON, Reflect, WebAssembly, Atomics, CSS, customElements]) Object.freeze(each);',
  'polluted prototypes, enumerable': "for (const each of [Object, Array, Function, String, Number]) { each.prototype.extra = 'extra'; each.prototype.each = function () { return this; }; }",
  'options polluted': "for (const name of ['signal', 'mix', 'goal', 'title', 'size', 'width', 'height', 'angle', 'seed', 'kind', 'cause', 'details', 'once', 'capture', 'passive', 'mode', 'redirect', 'composed', 'model', 'wound', 'flake', 'restStep', 'turns', 'match', 'family', 'goalNames', 'decoder', 'alpha', 'antialias']) Object.defineProperty(Object.prototype, name, { value: 'extra', writable: true, configurable: true, enumerable: true });",
  'accessors polluted': "for (const name of ['get', 'set', 'value', 'writable', 'enumerable', 'configurable']) Object.defineProperty(Object.prototype, name, { value: undefined, writable: true, configurable: true });",
  'fetch gone': 'delete globalThis.fetch;',
  'fetch that lies': "globalThis.fetch = async () => ({ ok: true, status: 200, arrayBuffer: async () => new ArrayBuffer(8), text: async () => '' });",
  'fetch that throws': "globalThis.fetch = () => { throw new Error('none of your business'); };",
  'array methods that do nothing': "for (const name of ['map', 'filter', 'reduce', 'forEach', 'find', 'findIndex', 'some', 'every', 'flatMap', 'splice', 'slice', 'includes', 'indexOf', 'push', 'join', 'entries']) Array.prototype[name] = function () { return undefined; };",
  'array methods that throw': "for (const name of ['map', 'filter', 'reduce', 'forEach', 'find', 'some', 'every', 'push']) Array.prototype[name] = function () { throw new Error('none of your business'); };",
  'array iteration that lies': 'Array.prototype[Symbol.iterator] = function* () {};',
  'typed arrays that lie': "for (const name of ['set', 'slice', 'subarray', 'map', 'fill', 'every']) Object.getPrototypeOf(Uint8Array.prototype)[name] = function () { return this; };",
  'array iterators that end': 'Object.getPrototypeOf([][Symbol.iterator]()).next = () => ({ done: true });',
  'array iterators that miscount': "const iterator = Object.getPrototypeOf([][Symbol.iterator]()), { next } = iterator; iterator.next = function () { const step = next.call(this); if (typeof step.value === 'number') step.value += 1; return step; };",
  'array iterators that throw': "Object.getPrototypeOf([][Symbol.iterator]()).next = () => { throw new Error('none of your business'); };",
  'maps and sets that end': 'for (const each of [new Map, new Set]) Object.getPrototypeOf(each[Symbol.iterator]()).next = () => ({ done: true });',
  'maps and sets that forget': "for (const { prototype } of [Map, Set, WeakMap]) { prototype.get = prototype.has = prototype.set = prototype.add = function () {}; prototype.forEach = function () {}; }",
  'texts that end': "Object.getPrototypeOf(''[Symbol.iterator]()).next = () => ({ done: true }); String.prototype[Symbol.iterator] = function* () {};",
  'setters for all': "for (const name of ['signal', 'mix', 'goal', 'title', 'size', 'x', 'y', 'angle', 'seed', 'kind', 'type', 'wound', 'shape', 'step', 'edit', 'stroke', 'snapshot', 'places', 'cells', 'model', 'config', 'params', 'height', 'width', 'radians', 'rate', 'channels', 'hidden']) Object.defineProperty(Object.prototype, name, { get() { return 3; }, set() {}, configurable: true });",
  'setters for all numbers': "for (let i = 0; i < 20; i++) Object.defineProperty(Object.prototype, i, { get() { return 3; }, set() {}, configurable: true });",
  // Promise.prototype.then that never comes is missing: the browser's own streams, which unpack the element, ask it, so that nothing is there and nothing is said.
  'promises that throw': "Promise.prototype.then = function () { throw new Error('none of your business'); };",
  'promises constructed otherwise': "Promise.prototype.constructor = class extends Promise { then() {} };",
  'promises together that never come': "Promise.all = () => new Promise(() => {}); Promise.resolve = () => new Promise(() => {}); Promise.prototype.catch = () => new Promise(() => {});",
  'reflection that lies': 'for (const name of Reflect.ownKeys(Reflect)) Reflect[name] = () => undefined;',
  'objects that lie': "for (const name of ['keys', 'entries', 'values', 'assign', 'freeze', 'fromEntries', 'defineProperty', 'getOwnPropertyDescriptor']) Object[name] = () => [];",
  'numbers that lie': "for (const name of ['isInteger', 'isFinite', 'isNaN']) Number[name] = () => true; globalThis.isFinite = globalThis.isNaN = () => true;",
  'numbers replaced': 'const Own = Number; globalThis.Number = Object.assign((value) => Own(value) / 2, { isInteger: Own.isInteger, isFinite: Own.isFinite, isNaN: Own.isNaN });',
  // What libraries that are on many pages do, which is no reason to stop: core-js (2: parseInt; 3: with, base64), Prototype and MooTools (lists), Sugar (texts), monitors (wrappers).
  'polyfills that come late': "const views = Object.getPrototypeOf(Uint8Array.prototype), own = views.with, { isInteger } = Number; views.with = function (i, value) { return own.call(this, i, value); }; views.toLocaleString = function () { return ''; }; Number.parseInt = globalThis.parseInt = (text, base) => base; Number.parseFloat = (text) => +text; Number.isInteger = (number) => isInteger(number); Uint8Array.fromBase64 = () => new Uint8Array();",
  'lists of libraries': "Array.from = (list) => (Array.isArray(list) ? list.slice() : 'length' in Object(list) ? Array.prototype.slice.call(list) : [list]); Array.prototype.entries = Array.prototype.toArray = function () { return this.slice(); };",
  'texts of libraries': "const { replaceAll } = String.prototype; String.prototype.replaceAll = function (what, ...all) { let i = 0; return replaceAll.call(this, what, () => all[i++] ?? ''); };",
  'an instance of its own': 'WebAssembly.Instance = class extends WebAssembly.Instance {};',
  'typed arrays replaced': 'const Own = Float32Array; globalThis.Float32Array = class extends Own { constructor(...all) { super(...all); } get length() { return 0; } };',
  'typed arrays that multiply': "const all = Object.getPrototypeOf(Uint8Array.prototype), { set, map } = all; all.set = function (from, at) { set.call(this, from instanceof Float32Array ? map.call(from, (x) => x * 1.01) : from, at); };",
  'views that lie': "const all = Object.getPrototypeOf(Uint8Array.prototype); const { subarray } = all; all.subarray = function (from, to) { return subarray.call(this, from ? from + 1 : 0, to); };",
  'species of its own': "for (const each of [Float32Array, Uint8Array, Uint32Array]) Object.defineProperty(each, Symbol.species, { get: () => class extends each { constructor(length) { super(typeof length === 'number' ? length * 2 : length); } }, configurable: true });",
  'memory that lies': "Object.defineProperty(WebAssembly.Memory.prototype, 'buffer', { get: () => new ArrayBuffer(1 << 22) });",
  'instances that lie': "const { get } = Object.getOwnPropertyDescriptor(WebAssembly.Instance.prototype, 'exports'); Object.defineProperty(WebAssembly.Instance.prototype, 'exports', { get() { const own = get.call(this); return { ...own, nca_step: (sim, n) => own.nca_step(sim, n + 1) }; } });",
  'texts that lie': "for (const name of ['trim', 'split', 'replaceAll', 'replace', 'charCodeAt', 'toLowerCase']) String.prototype[name] = () => '';",
  'patterns that lie': 'RegExp.prototype.exec = () => null; RegExp.prototype.test = () => false;',
  'decoders that lie': "TextDecoder.prototype.decode = () => ''; TextEncoder.prototype.encode = () => new Uint8Array(2); TextEncoder.prototype.encodeInto = () => ({});",
  'letters that lie': "globalThis.atob = () => ''; Response.prototype.arrayBuffer = async () => new ArrayBuffer(8);",
  'functions that lie': "Function.prototype.call = Function.prototype.apply = Function.prototype.bind = function () {};",
  'arrays that lie': "Array.from = () => []; Array.isArray = () => false; Float32Array.from = Uint8Array.from = Object.getPrototypeOf(Uint8Array).from = () => new Float32Array(1);",
  'mathematics that lies': "for (const name of ['cos', 'sin', 'floor', 'round', 'min', 'max', 'fround', 'abs', 'imul']) Math[name] = () => 1;",
  'chance and time that stand still': 'Math.random = () => 0.5; Date.now = () => 0; performance.now = () => 0;',
  'elements that cannot be defined': "customElements.define = () => { throw new Error('none of your business'); };",
  'elements that are not defined': 'customElements.define = () => {};',
  'our name taken': "customElements.define('snowflake-nca', class extends HTMLElement {});",
  'a registry of its own': 'const define = customElements.define; customElements.define = function (name, Class, options) { return define.call(this, name, class extends Class {}, options); };',
  'WebAssembly that lies': 'WebAssembly.instantiate = async () => ({ exports: {} }); WebAssembly.compile = async () => ({});',
  'no WebAssembly': 'delete globalThis.WebAssembly;',
  'promises of its own': 'globalThis.Promise = class extends Promise {};',
  'frames that never come': 'globalThis.requestAnimationFrame = () => 1;',
  'observers gone': 'delete globalThis.ResizeObserver; delete globalThis.IntersectionObserver;',
  'shadows forbidden': "Element.prototype.attachShadow = () => { throw new Error('none of your business'); };",
  'canvas that gives nothing': 'HTMLCanvasElement.prototype.getContext = () => null;',
};

/** @typedef {'sentence' | 'breaks'} Kind */

/**
 * What comes of them, before the module or after it; of all others: the same bits. sentence: it says why not, on the page or in the console. breaks: the page
 * has broken what no module can do without, and hears of it by an error. Never other bits.
 * @type {Record<string, { before?: Kind, after?: Kind }>}
 */
const OTHERWISE = {
  'options polluted': { before: 'sentence', after: 'sentence' },
  'array methods that do nothing': { before: 'sentence', after: 'sentence' },
  'array methods that throw': { before: 'sentence', after: 'sentence' },
  'array iteration that lies': { before: 'sentence', after: 'sentence' },
  'array iterators that end': { before: 'sentence', after: 'sentence' },
  'array iterators that miscount': { before: 'sentence', after: 'sentence' },
  'array iterators that throw': { before: 'sentence', after: 'sentence' },
  'texts that end': { before: 'sentence', after: 'sentence' },
  'setters for all': { before: 'sentence', after: 'sentence' },
  'setters for all numbers': { before: 'sentence', after: 'sentence' },
  'promises that throw': { before: 'sentence' },
  'reflection that lies': { before: 'sentence' },
  'objects that lie': { before: 'sentence', after: 'sentence' },
  'numbers that lie': { before: 'sentence', after: 'sentence' },
  'numbers replaced': { before: 'sentence' },
  'typed arrays replaced': { before: 'sentence' },
  'typed arrays that multiply': { before: 'sentence', after: 'sentence' },
  'views that lie': { before: 'sentence', after: 'sentence' },
  'species of its own': { before: 'sentence', after: 'sentence' },
  'memory that lies': { after: 'sentence' },
  'texts that lie': { before: 'sentence', after: 'sentence' },
  'patterns that lie': { before: 'sentence' },
  'letters that lie': { before: 'sentence' },
  'arrays that lie': { before: 'sentence', after: 'sentence' },
  'typed arrays that lie': { before: 'sentence', after: 'sentence' },
  'mathematics that lies': { before: 'sentence' },
  'elements that cannot be defined': { before: 'breaks' },
  'elements that are not defined': { before: 'sentence' },
  'our name taken': { before: 'sentence' },
  'observers gone': { before: 'sentence' },
  'shadows forbidden': { before: 'breaks' },
  'canvas that gives nothing': { before: 'sentence' },
};
/** Of an error that nobody caught the driver names the class first, which has but a letter in the built module. */
const SENTENCE = /^(?:\w+: )?(?:NcaError: )?[A-Z].*\.$/;

const { visit } = useBlogs();

/**
 * @typedef {object} Outcome
 * @property {string} [bits] of the grid after so many steps, a wound, and more steps, by nothing that a page could have changed
 * @property {string} [said] on the page, or to whoever called
 * @property {string} [error]
 */

/** @param {Page} page @returns {Promise<Outcome>} */
const live = (page) => page.evaluate(async () => {
  const element = /** @type {any} */ (document.querySelector('snowflake-nca'));
  try {
    const message = () => element.shadowRoot?.querySelector('.message')?.textContent ?? '';
    for (let i = 0; i < 200 && 'step' in element && !element.sim && !message(); i++) await new Promise((resolve) => { setTimeout(resolve, 25); });
    if (!('step' in element)) return {};
    if (!element.sim) return { said: message() };
    element.restart();
    element.step(60);
    element.wound(30, 30, 6);
    element.step(40);
    const { state, numSteps } = element.sim, bits = new Uint32Array(state.buffer, state.byteOffset, state.length);
    let hash = 0;
    for (let i = 0; i < state.length; i++) hash = (hash ^ bits[i]) * 31 % 4294967296 | 0;
    return { bits: `${numSteps} steps, ${hash}` };
  } catch (error) {
    return /** @type {any} */ (error).code ? { said: `${error}` } : { error: `${error}` };
  }
});

/** As it is before a page does anything; and so it can be again. @param {Page} page */
const remember = (page) => page.evaluate(() => {
  const views = Object.getPrototypeOf(Uint8Array), shared = [Object, Object.prototype, Array, Array.prototype, Object.getPrototypeOf([].values()), views, views.prototype, Float32Array, Uint8Array, Uint32Array, Number, String.prototype, WebAssembly.Memory.prototype];
  const before = shared.map((each) => Object.getOwnPropertyDescriptors(each)), { ownKeys, deleteProperty, defineProperty } = Reflect, has = Function.call.bind(Object.prototype.hasOwnProperty);
  Object.assign(globalThis, {
    undo() {
      for (let i = 0; i < shared.length; i++) {
        const now = ownKeys(shared[i]), then = ownKeys(before[i]);
        for (let key = 0; key < now.length; key++) if (!has(before[i], now[key])) deleteProperty(shared[i], now[key]);
        for (let key = 0; key < then.length; key++) defineProperty(shared[i], then[key], /** @type {any} */ (before[i])[then[key]]);
      }
    },
  });
});

/** @type {string | undefined} */
let bits;
test('left alone it grows', () => visit(blog(TAG), async (page) => { // first: the others are held against it
  ({ bits } = await live(page));
  assert.match(bits ?? '', /^100 steps, -?\d+$/);
}));

/** @param {Outcome} outcome @param {string[]} problems @param {Kind} [kind] */
function check(outcome, problems, kind) {
  if (outcome.bits !== undefined || kind === undefined) assert.deepEqual(outcome, { bits }, problems.join());
  else if (kind === 'sentence') assert.ok([outcome.said ?? '', ...problems].some((each) => SENTENCE.test(each)), `${JSON.stringify(outcome)}; ${problems}`);
  else assert.ok(outcome.error ?? problems[0], JSON.stringify(outcome));
}

for (const [name, deed] of Object.entries(DEEDS)) {
  describe(name, () => {
    test('before the module is loaded', () => visit(blog(TAG, { head: '<script src="deed.js"></script>' }), async (page, { problems }) => {
      /** @type {string[]} */
      const warned = [];
      page.on('console', (message) => { if (message.type() === 'warn') warned.push(message.text()); });
      await page.reload();
      const outcome = await live(page);
      check(outcome, [...problems.splice(0), ...warned], OTHERWISE[name]?.before);
    }, { pages: { '/deed.js': deed } }));

    test('after it', () => visit(blog(TAG), async (page, { problems }) => {
      await until(page, (element) => element.sim !== undefined);
      await remember(page);
      await page.addScriptTag({ url: 'deed.js' });
      const kind = OTHERWISE[name]?.after;
      check(await live(page), problems, kind);
      if (kind) { // and it lives on when that is over
        await page.evaluate('undo()');
        assert.deepEqual(await live(page), { bits });
      }
      problems.splice(0); // the page's own
    }, { pages: { '/deed.js': deed } }));
  });
}
