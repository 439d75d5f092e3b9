/** How much of another goal is mixed into the one that grows. */
import { text } from '../text/text.js';
import { make, setText } from './dom.js';

const STEP_PERCENT = 5;

export class MixSlider {
  root = make('div', 'sliders mixing');
  #other = make('select');
  #slider = make('input');
  #output = make('output');
  #onMix;
  /** @type {string[]} */
  #titles = [];
  /** The one that something is mixed into. */
  #base = 0;

  /** @param {(mix: number[]) => void} onMix */
  constructor(onMix) {
    this.#onMix = onMix;
    this.#slider.id = 'mix';
    this.#other.id = 'mix-with';
    Object.assign(this.#slider, { type: 'range', min: '0', max: '100', step: String(STEP_PERCENT), value: '0' });
    this.#slider.setAttribute('aria-label', text.stage.mixShare);
    this.#other.setAttribute('aria-label', text.stage.mixWith);
    for (const part of [this.#slider, this.#other]) part.addEventListener('input', () => this.#mix());
    this.root.append(this.#other, this.#slider, this.#output);
  }

  /** @param {string[]} titles of all goals */
  fill(titles) {
    this.#titles = titles;
    this.#base = -1;
  }

  /** What grows now. @param {readonly number[]} weights of all goals */
  show(weights) {
    const parts = weights.flatMap((weight, goal) => (weight === 0 ? [] : [goal]));
    if (!parts.includes(this.#base)) this.#setBase(parts[0]);
    const other = parts.find((goal) => goal !== this.#base) ?? Number(this.#other.value), share = parts.length > 1 ? weights[other] : 0;
    this.#other.value = String(other);
    this.#slider.value = String(100 * share);
    this.#say(share);
  }

  /** @param {number} goal */
  #setBase(goal) {
    this.#base = goal;
    this.#other.replaceChildren(...this.#titles.flatMap((title, other) => (other === goal ? [] : [new Option(title, String(other))])));
  }

  #mix() {
    const share = this.#slider.valueAsNumber / 100, other = Number(this.#other.value);
    this.#say(share);
    this.#onMix(this.#titles.map((_, goal) => (goal === other ? share : goal === this.#base ? 1 - share : 0)));
  }

  /** @param {number} share */
  #say(share) {
    setText(this.#output, text.stage.percent(share));
  }
}
