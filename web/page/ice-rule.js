/** The rule table of the ice: for each number of icy neighbours, what becomes of a cell. */
import { text } from '../text/text.js';
import { make } from './dom.js';

/** @typedef {'stays' | 'freezes' | 'melts'} Fate */

/** The numbers of icy neighbours with which a cell freezes, and melts, as the core takes them. @typedef {{ freeze: number[], melt: number[] }} IceCounts */

const NUM_COUNTS = 7;
/** Of the author's earlier post. @type {IceCounts} */
const OF_THE_POST = Object.freeze({ freeze: [1, 4, 5], melt: [2, 3, 6] });
const FATES = Object.freeze(/** @type {const} */ (['stays', 'freezes', 'melts']));
const SVG = 'http://www.w3.org/2000/svg';

export class IceRule {
  /** Called when the visitor changed it. */
  onChange = () => {};
  /** @type {Map<Fate, HTMLInputElement>[]} */
  #inputs = [];
  #name;

  /**
   * @param {HTMLElement} root
   * @param {object} options
   * @param {string} options.name of its radio buttons, which no other table of the page has
   * @param {boolean} [options.hasOwnRule] with a button that brings back the rule of the post
   * @param {AbortSignal} [options.signal]
   */
  constructor(root, { name, hasOwnRule = false, signal }) {
    this.#name = name;
    for (let count = 0; count < NUM_COUNTS; count++) root.append(this.#row(count));
    if (hasOwnRule) {
      const back = make('button', '', text.lesson.ice.ownRule);
      back.type = 'button';
      back.addEventListener('click', () => {
        this.counts = OF_THE_POST;
        this.onChange();
      }, { signal });
      root.append(back);
    }
    root.addEventListener('change', () => this.onChange(), { signal });
    this.counts = OF_THE_POST;
  }

  get counts() {
    const having = (/** @type {Fate} */ fate) => this.#inputs.flatMap((inputs, count) => (inputs.get(fate)?.checked ? [count] : []));
    return { freeze: having('freezes'), melt: having('melts') };
  }

  set counts(/** @type {IceCounts} */ { freeze, melt }) {
    for (const [count, inputs] of this.#inputs.entries()) {
      const input = inputs.get(freeze.includes(count) ? 'freezes' : melt.includes(count) ? 'melts' : 'stays');
      if (input) input.checked = true;
    }
  }

  /** @param {number} count of icy neighbours */
  #row(count) {
    const row = make('fieldset', 'segmented');
    row.append(make('legend', 'unseen', text.lesson.ice.neighbours(count)), hexagons(count), make('span', 'count', String(count)));
    row.children[2].setAttribute('aria-hidden', 'true');
    /** @type {Map<Fate, HTMLInputElement>} */
    const inputs = new Map();
    for (const fate of FATES) {
      const label = make('label'), input = make('input');
      input.type = 'radio';
      input.name = `${this.#name}-${count}`;
      input.value = fate;
      label.append(input, make('span', '', text.lesson.ice[fate]));
      row.append(label);
      inputs.set(fate, input);
    }
    this.#inputs.push(inputs);
    return row;
  }
}

/** A cell among its six neighbours, so many of them icy. @param {number} count */
function hexagons(count) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '-28 -28 56 56');
  svg.setAttribute('aria-hidden', 'true');
  for (let i = -1; i < 6; i++) {
    const angle = (Math.PI / 3) * (i - 1.5), distance = i < 0 ? 0 : 17;
    const hexagon = document.createElementNS(SVG, 'polygon');
    hexagon.setAttribute('class', i < 0 ? 'self' : i < count ? 'icy' : 'bare');
    hexagon.setAttribute('points', hexagonAround(distance * Math.cos(angle), distance * Math.sin(angle)));
    svg.append(hexagon);
  }
  return svg;
}

/** @param {number} x @param {number} y */
function hexagonAround(x, y) {
  const radius = 8.8;
  return Array.from({ length: 6 }, (_, i) => {
    const angle = (Math.PI / 3) * i;
    return `${(x + radius * Math.cos(angle)).toFixed(1)},${(y + radius * Math.sin(angle)).toFixed(1)}`;
  }).join(' ');
}
