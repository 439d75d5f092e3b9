/** A goal from the rule table of the ice: the hand-written automaton draws what the learnt one shall grow. */
import { showPicture } from '../../look/canvas.js';
import { make, makeButton } from '../../page/dom.js';
import { IceRule } from '../../page/ice-rule.js';
import { text } from '../../text/text.js';
import { makeColour, makeSlider } from './fields.js';
import { icePresets, surprise } from './ice-flakes.js';

/**
 * @import { Core } from '../../core/nca.js'
 * @import { Goal } from './goal.js'
 * @import { IceFlake } from './ice-flakes.js'
 */

const SIDE_PIXELS = 256, THUMBNAIL_PIXELS = 64;
const MAX_STEPS = 16;

export class IceWay {
  panel = make('div', 'way ice-way');
  /** @type {Goal | undefined} */
  goal;
  trouble = '';
  /** It always makes something: whoever looks at it gets it. */
  isUsed = true;
  #core;
  #flake = icePresets()[0];
  #canvas = make('canvas', 'night smooth');
  #presets = make('div', 'ice-flakes');
  #rule;
  #steps;
  #centre;
  #tips;
  #onChange;

  /** @param {Core} core @param {() => void} onChange */
  constructor(core, onChange) {
    this.#core = core;
    this.#onChange = onChange;
    this.#canvas.width = this.#canvas.height = SIDE_PIXELS;
    this.#canvas.setAttribute('role', 'img');
    this.#canvas.setAttribute('aria-label', text.ice.picture);
    this.#presets.setAttribute('role', 'group');
    this.#presets.setAttribute('aria-label', text.ice.presets);

    const table = make('div', 'ice-rule');
    table.setAttribute('role', 'group');
    table.setAttribute('aria-label', text.lesson.ice.rule);
    this.#rule = new IceRule(table, { name: 'target-ice' });
    this.#rule.onChange = () => this.#use({ ...this.#rule.counts, name: text.ice.own });
    this.#steps = makeSlider({
      id: 'target-ice-steps', label: text.lesson.ice.steps, min: 1, max: MAX_STEPS, value: this.#flake.numSteps, say: text.lesson.steps,
      onInput: (numSteps) => this.#use({ numSteps }),
    });
    this.#centre = makeColour(text.ice.centre, hexOf(this.#flake.centre), (value) => this.#use({ centre: numberOf(value) }));
    this.#tips = makeColour(text.ice.tips, hexOf(this.#flake.tips), (value) => this.#use({ tips: numberOf(value) }));

    const surpriseButton = makeButton(text.ice.surprise, () => this.#take(surprise(this.#core)), 'primary');
    surpriseButton.id = 'target-surprise';
    const sliders = make('div', 'sliders'), colours = make('div', 'row'), growth = make('div', 'ice-growth'), pair = make('div', 'ice-pair');
    sliders.append(...this.#steps.row);
    colours.append(this.#centre.field, this.#tips.field);
    growth.append(this.#canvas, surpriseButton, sliders, colours);
    pair.append(growth, table);
    this.panel.append(this.#presets, make('p', 'hint', text.ice.hint), pair);
  }

  opened() {
    if (this.#presets.childElementCount > 0) return;
    for (const flake of icePresets()) {
      const button = makeButton('', () => this.#take(flake)), canvas = make('canvas', 'thumbnail');
      canvas.width = canvas.height = THUMBNAIL_PIXELS;
      this.#draw(canvas, flake);
      button.append(canvas, make('span', '', flake.name));
      this.#presets.append(button);
    }
    this.#take(this.#flake);
  }

  /** Also what the controls show. @param {IceFlake} flake */
  #take(flake) {
    this.#rule.counts = flake;
    this.#steps.show(flake.numSteps);
    this.#centre.input.value = hexOf(flake.centre);
    this.#tips.input.value = hexOf(flake.tips);
    this.#use(flake);
  }

  /** @param {Partial<IceFlake>} change */
  #use(change) {
    this.#flake = { ...this.#flake, ...change };
    const rgba = this.#draw(this.#canvas, this.#flake);
    this.goal = { name: this.#flake.name, rgba, width: SIDE_PIXELS, height: SIDE_PIXELS };
    this.#onChange();
  }

  /** @param {HTMLCanvasElement} canvas square @param {IceFlake} flake */
  #draw(canvas, flake) {
    const side = canvas.width, rgba = this.#core.growIce({ ...flake, side });
    showPicture(canvas, { rgba, height: side, width: side });
    return rgba;
  }
}

/** @param {number} colour 0xRRGGBB @returns {string} #rrggbb */
const hexOf = (colour) => `#${colour.toString(16).padStart(6, '0')}`;

/** @param {string} colour #rrggbb */
const numberOf = (colour) => Number.parseInt(colour.slice(1), 16);
