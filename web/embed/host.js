/**
 * What a page may have done to the JavaScript that it shares with the element. Where a built-in no longer does what it should, nothing is computed with it:
 * the flake stands, and one sentence says which, until it is again as it was.
 *
 * What states pass through (views, their iterators, the memory of the wasm) has to stay the same, since a page could change it for some arrays alone; of all else another
 * that does the same will do, such as a polyfill. What is to be looked at is looked at by nothing of it: by no iterator, and by no method that was not taken at first.
 */
import { NcaError } from '../core/error.js';

const { is } = Object, { getOwnPropertyDescriptor: describe, getPrototypeOf: parentOf, ownKeys } = Reflect, { WebAssembly } = globalThis;
const OF_OBJECTS = 'Array, Object, String';

/** @typedef {{ holder: object, key: PropertyKey, value: unknown, get: unknown, isExact: boolean, next: Kept | undefined }} Kept */

/** The first of them have to stay the same. */
const NUM_EXACT = 7;
/** But for what is called nowhere here: polyfills that come late put their own in the place of some of it, core-js in Safari, say. */
const UNUSED = { __proto__: null, fromBase64: 1, fromHex: 1, grow: 1, setFromBase64: 1, setFromHex: 1, toBase64: 1, toHex: 1, toLocaleString: 1, with: 1 };
function holders() {
  const Views = /** @type {Function} */ (parentOf(Uint8Array));
  return [
    Views, Views.prototype, Float32Array, Uint8Array, Uint32Array, parentOf([].values()), WebAssembly?.Memory.prototype ?? Array,
    Number, Array, Array.prototype, Object, Object.prototype, String.prototype,
  ];
}

/** What they have now, in a chain, and how much that is. */
function keep() {
  const all = holders();
  /** @type {Kept | undefined} */
  let chain, count = 0;
  for (let i = 0; i < all.length; i++) {
    const holder = all[i], keys = ownKeys(holder);
    count += keys.length;
    for (let k = 0; k < keys.length; k++) {
      const key = keys[k], { value, get } = describe(holder, key) ?? {};
      chain = { holder, key, value, get, isExact: (i < NUM_EXACT && !(key in UNUSED)) || typeof key === 'symbol', next: chain };
    }
  }
  return { all, chain, count };
}

/** Whether arrays, texts, numbers and views do what all code here relies on. */
function works() {
  try {
    for (const key of [...ownKeys(Object.prototype), ...ownKeys(Array.prototype)]) if (typeof key === 'string' && Number(key) >= 0) return false; // an array would have it, too
    const list = [3, 1, 2], floats = Float32Array.from(list, (x) => x / 2), copy = new Float32Array(4), [[word, [first, ...rest]], { length }] = Object.entries({ ' aB': list, c: [7] });
    list[3] = 0;
    list.push(...list.splice(1, 1));
    copy.set(floats.subarray(1, 3), 2);
    list.forEach((x) => { rest[rest.length] = x; });
    return [
      first, rest, length, rest.map((x, i) => x * i), rest.filter((x) => x > 1), rest.reduce((sum, x) => sum + x), rest.find((x) => x > 1), rest.findIndex((x) => x > 1), rest.some((x) => x > 2), rest.every((x) => x > 2),
      rest.includes(3), rest.indexOf(3), rest.flatMap((x) => [x, x]), rest.slice(4), Object.keys(word), word.trim().split('a'), copy, copy.slice(2).fill(8), copy.every((x) => x < 2),
      Math.floor(1.5), Math.round(1.5), Math.min(1, 2), Math.max(1, 2), Math.abs(-3), Math.fround(0.1) > 0.1, Math.cos(0), Math.sin(0), Math.imul(2, 3), Number.isInteger(1.5), Number.isFinite(Infinity), Number.isNaN('a'), Number.isInteger(1), Number.isFinite(1), Number.isNaN(NaN),
    ].join('/') === '3/1,2,3,2,0,1/2/0,2,6,6,0,5/2,3,2/9/2/1/true/false/true/2/1,1,2,2,3,3,2,2,0,0,1,1/0,1/0,1,2/,B/0,0,0.5,1/8,8/true/1/2/1/2/3/true/1/0/6/false/false/false/true/true/true';
  } catch {
    return false;
  }
}

/** @param {string} what */
const refusal = (what) => new NcaError('HOST_CHANGED', `A script of this page has changed what JavaScript itself does (${what}), which the snowflake is computed with.`, { details: { what } });

/** Whether WebAssembly is the browser's own: what another one computes nobody knows. */
export function isWasmOwn() {
  const { Instance, Memory, instantiate } = WebAssembly ?? {}, { toString } = Function.prototype;
  return !WebAssembly || [instantiate, describe(Instance.prototype, 'exports')?.get, describe(Memory.prototype, 'buffer')?.get].every((each) => typeof each === 'function' && /\[native code]\s*}$/.test(toString.call(each)));
}

/** @type {ReturnType<typeof keep>} */
let kept;
try {
  kept = keep();
} catch {
  throw refusal('Reflect');
}
if (!works()) throw refusal(OF_OBJECTS);

/** @throws {NcaError} where what is computed now would not be what it should */
export function checkHost() {
  const { all, chain, count } = kept;
  let changed, left = count;
  for (let each = chain; each; each = each.next) {
    const { value, get } = describe(each.holder, each.key) ?? {};
    if (is(value, each.value) && get === each.get) continue;
    changed = each;
    if (each.isExact) break;
  }
  for (let i = 0; i < all.length; i++) left -= ownKeys(all[i]).length;
  if (!changed && left === 0) return;
  if (changed?.isExact || !works()) throw refusal(changed ? String(changed.key) : OF_OBJECTS);
  kept = keep();
}
