/** The plain attributes of <snowflake-nca> as properties: the attribute is the truth, the property reads and writes it. */
import { parseAngle, parseBrush, parseFireRate, parseSeed, parseSpeed, parseWord } from './attributes.js';
import { TOOLS } from './tools.js';
import { words as text } from './words.js';

const RENDERERS = /** @type {const} */ (['auto', 'webgl', '2d']);

/** Where a server makes the page there are no elements, but the module may still be imported. */
const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? Object);

export class MirroredElement extends Base {
  static mirroredAttributes = [
    'model', 'size', 'speed', 'paused', 'seed', 'interactive', 'tool', 'brush', 'angle', 'fire-rate', 'renderer', 'label',
    'autoplay', 'background', 'controls', 'poster',
  ];

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

  get model() { return this.getAttribute('model') ?? ''; }
  set model(value) { this.setAttribute('model', value); }
  get size() { return this.getAttribute('size') ?? ''; }
  set size(value) { this.setAttribute('size', value); }
  get speed() { return parseSpeed(this.getAttribute('speed')); }
  set speed(value) { this.setAttribute('speed', value === Infinity ? 'max' : String(value)); }
  get paused() { return this.hasAttribute('paused'); }
  set paused(value) { this.toggleAttribute('paused', value); }
  get seed() { return parseSeed(this.getAttribute('seed')); }
  set seed(value) { this.setAttribute('seed', String(value)); }
  get interactive() { return this.hasAttribute('interactive'); }
  set interactive(value) { this.toggleAttribute('interactive', value); }
  get tool() { return parseWord(this.getAttribute('tool'), TOOLS); }
  set tool(value) { this.setAttribute('tool', value); }
  get brush() { return parseBrush(this.getAttribute('brush')); }
  set brush(value) { this.setAttribute('brush', String(value)); }
  get angle() { return parseAngle(this.getAttribute('angle')); }
  set angle(value) { this.setAttribute('angle', String(value)); }
  /** Undefined: the model's own. @returns {number | undefined} */
  get fireRate() { return parseFireRate(this.getAttribute('fire-rate')); }
  set fireRate(value) {
    if (value === undefined) this.removeAttribute('fire-rate');
    else this.setAttribute('fire-rate', String(value));
  }
  get renderer() { return parseWord(this.getAttribute('renderer'), RENDERERS); }
  set renderer(value) { this.setAttribute('renderer', value); }
  get label() { return this.getAttribute('label') ?? (this.title ? text.labelOf(this.title) : text.label); }
  set label(value) { this.setAttribute('label', value); }
  /** Anything but "false". */
  get autoplay() { return this.getAttribute('autoplay')?.trim().toLowerCase() !== 'false'; }
  set autoplay(value) { this.setAttribute('autoplay', String(value)); }
  get background() { return this.getAttribute('background') ?? ''; }
  set background(value) { this.setAttribute('background', value); }
  get controls() { return this.hasAttribute('controls'); }
  set controls(value) { this.toggleAttribute('controls', value); }
  get poster() { return this.getAttribute('poster') ?? ''; }
  set poster(value) { this.setAttribute('poster', value); }
}
