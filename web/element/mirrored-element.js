/**
 * The attributes of <snowflake-nca> as properties: the attribute is the truth, the property reads and writes it.
 *
 * @import { OtherwiseWritten } from './otherwise-written.js'
 */
import { ATTRIBUTES } from './attributes.js';

/** @typedef {typeof ATTRIBUTES} Attributes @typedef {keyof Attributes} PropertyName */
/** Of which the attribute is only half of the truth: the element says the rest. @typedef {'paused' | 'restAt' | 'label' | 'goal' | 'mix'} OwnName */
/** @typedef {{ -readonly [Name in Exclude<PropertyName, OwnName | keyof OtherwiseWritten>]: ReturnType<Attributes[Name]['read']> }} Mirrored */

/** Where a server makes the page there are no elements, but the module may still be imported. */
const Base = /** @type {new () => HTMLElement & Mirrored & OtherwiseWritten} */ (globalThis.HTMLElement ?? Object);

export class MirroredElement extends Base {
  static observedAttributes = Object.values(ATTRIBUTES).map(({ name }) => name);

  /** What a page has set before it knew the element becomes the properties that they were meant to be. */
  adoptEarlyProperties() {
    const early = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (this));
    for (const name of Object.keys(this)) {
      if (!(name in Object.getPrototypeOf(this))) continue;
      const value = early[name];
      delete early[name];
      Reflect.set(this, name, value);
    }
  }
}

/** @template {PropertyName} Name @param {HTMLElement} element @param {Name} property @returns {ReturnType<Attributes[Name]['read']>} */
export function readAttribute(element, property) {
  const { name, read } = ATTRIBUTES[property];
  return /** @type {ReturnType<Attributes[Name]['read']>} */ (read(element.getAttribute(name)));
}

/** @param {HTMLElement} element @param {PropertyName} property @param {unknown} value null and undefined: as if it had never been set */
export function writeAttribute(element, property, value) {
  const { name, write } = ATTRIBUTES[property], text = value === null || value === undefined ? null : write(value);
  if (text === null) element.removeAttribute(name);
  else element.setAttribute(name, text);
}

for (const property of /** @type {PropertyName[]} */ (Object.keys(ATTRIBUTES))) {
  Object.defineProperty(MirroredElement.prototype, property, {
    configurable: true,
    enumerable: true,
    get() { return readAttribute(this, property); },
    set(value) { writeAttribute(this, property, value); },
  });
}
