/** A goal from the family of crystals: a number names one, and sliders lead from it to its neighbours. */
import { anyFlake, AXES, MAX_FLAKE } from '../../core/family.js';
import { parseFlake } from '../../element/attributes.js';
import { showPicture } from '../../look/canvas.js';
import { make, makeButton } from '../../page/dom.js';
import { text } from '../../text/text.js';
import { makeSlider } from './fields.js';

/**
 * @import { Core } from '../../core/nca.js'
 * @import { Goal } from './goal.js'
 */

const SIDE_PIXELS = 256, SLIDER_STEPS = 100;
const FIRST_NUMBER = 48213;

export class CrystalWay {
  panel = make('div', 'way crystal-way');
  /** @type {Goal | undefined} */
  goal;
  trouble = '';
  /** It always makes something: whoever looks at it gets it. */
  isUsed = true;
  #core;
  #onChange;
  /** Four numbers in 0..1. */
  #point;
  /** That names the point; undefined: a slider has left it. @type {number | undefined} */
  #number = FIRST_NUMBER;
  #canvas = make('canvas', 'night smooth');
  #field = make('input');
  #sliders;
  #frame = 0;

  /** @param {Core} core @param {() => void} onChange */
  constructor(core, onChange) {
    this.#core = core;
    this.#onChange = onChange;
    this.#point = core.crystalPoint(FIRST_NUMBER);
    this.#canvas.width = this.#canvas.height = SIDE_PIXELS;
    this.#canvas.setAttribute('role', 'img');
    this.#canvas.setAttribute('aria-label', text.crystal.picture);

    const another = makeButton(text.crystal.another, () => this.#take(anyFlake()), 'primary');
    another.id = 'target-another';
    const label = make('label', 'number', text.crystal.number), row = make('div', 'row'), growth = make('div', 'ice-growth'), controls = make('div', 'ice-growth'), pair = make('div', 'ice-pair');
    this.#field.type = 'number';
    this.#field.min = '0';
    this.#field.max = String(MAX_FLAKE);
    this.#field.inputMode = 'numeric';
    this.#field.id = 'target-flake';
    this.#field.addEventListener('change', () => this.#typed());
    label.append(this.#field);
    row.append(another, label);

    const sliders = make('div', 'sliders');
    this.#sliders = AXES.map((axis, i) => makeSlider({
      id: `target-crystal-${axis}`, label: text.crystal.axes[axis], min: 0, max: SLIDER_STEPS, value: this.#steps(i),
      say: (steps) => text.crystal.share(steps / SLIDER_STEPS),
      onInput: (steps) => this.#move(i, steps / SLIDER_STEPS),
    }));
    for (const slider of this.#sliders) sliders.append(...slider.row);
    growth.append(this.#canvas);
    controls.append(row, sliders);
    pair.append(growth, controls);
    this.panel.append(make('p', 'hint', text.crystal.hint), pair);
  }

  opened() {
    if (!this.goal) this.#take(FIRST_NUMBER);
  }

  /** The flake of this number. @param {number} number */
  #take(number) {
    this.#number = number;
    this.#point = this.#core.crystalPoint(number);
    this.#sliders.forEach((slider, i) => slider.show(this.#steps(i)));
    this.#grow();
  }

  /** What is no number of a flake is put right: the field shows the one that is there. */
  #typed() {
    const number = parseFlake(this.#field.value);
    if (number !== undefined) this.#take(number);
    else this.#showNumber();
  }

  /** @param {number} axis @param {number} value */
  #move(axis, value) {
    this.#point[axis] = value;
    this.#number = undefined;
    this.#frame ||= requestAnimationFrame(() => this.#grow()); // sliders tell of more changes than can be shown
  }

  #grow() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const rgba = this.#core.growCrystal(this.#point, SIDE_PIXELS);
    showPicture(this.#canvas, { rgba, height: SIDE_PIXELS, width: SIDE_PIXELS });
    this.#showNumber();
    this.goal = { name: this.#number === undefined ? text.crystal.own : text.crystal.named(this.#number), rgba, width: SIDE_PIXELS, height: SIDE_PIXELS };
    this.#onChange();
  }

  #showNumber() {
    this.#field.value = this.#number === undefined ? '' : String(this.#number);
  }

  /** @param {number} axis */
  #steps(axis) {
    return Math.round(this.#point[axis] * SLIDER_STEPS);
  }
}
