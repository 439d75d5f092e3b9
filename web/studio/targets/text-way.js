/** A goal from an emoji or a few letters. */
import { make, makeButton } from '../../page/dom.js';
import { text } from '../../text/text.js';
import { makeColour } from './fields.js';
import { drawText, graphemesOf, isMissing } from './glyphs.js';

/** @import { Goal } from './goal.js' */

/** More would be too small to read in a few dozen cells. */
const MAX_GRAPHEMES = 8;
const FIRST_COLOUR = '#8fd0ff';
/** The first dozen of these that this machine can draw; the last ones are signs that nearly every font has. */
const SUGGESTED = Object.freeze(['❄️', '⛄', '🌲', '⭐', '🦋', '🦎', '🐧', '🐟', '🍄', '❤️', '🌵', '🌈', '🦊', '🌻', '☃', '★', '✿', '☀', '☘', '☂', '☾', '♞', '♫', '⚓', '✈']);
const NUM_SUGGESTED = 12;

export class TextWay {
  panel = make('div', 'way');
  /** @type {Goal | undefined} */
  goal;
  trouble = '';
  isUsed = false;
  readsCanvas = true;
  #input = make('input');
  #suggestions = make('div', 'suggestions');
  #colour;
  #onChange;

  /** @param {() => void} onChange */
  constructor(onChange) {
    this.#onChange = onChange;
    const field = make('label', 'text-field', text.emoji.label), row = make('div', 'row');
    this.#input.type = 'text';
    this.#input.id = 'target-text';
    this.#input.placeholder = text.emoji.placeholder;
    this.#input.autocomplete = 'off';
    this.#input.spellcheck = false;
    this.#input.addEventListener('input', () => this.#use());
    field.append(this.#input);
    this.#colour = makeColour(text.targets.colour, FIRST_COLOUR, () => this.#use());
    row.append(field, this.#colour.field);
    this.#suggestions.setAttribute('role', 'group');
    this.#suggestions.setAttribute('aria-label', text.emoji.suggestions);
    this.panel.append(row, this.#suggestions, make('p', 'hint', text.emoji.hint));
  }

  opened() {
    if (this.#suggestions.childElementCount > 0) return;
    // Not before they are seen: which ones can be drawn takes a moment to find out.
    const drawable = SUGGESTED.filter((sign) => !isMissing(sign)).slice(0, NUM_SUGGESTED);
    this.#suggestions.append(...drawable.map((sign) => makeButton(sign, () => this.write(sign))));
  }

  /** @param {string} content */
  write(content) {
    this.#input.value = content;
    this.#use();
  }

  #use() {
    const graphemes = graphemesOf(this.#input.value);
    if (graphemes.length > MAX_GRAPHEMES) this.#input.value = graphemes.slice(0, MAX_GRAPHEMES).join('');
    const content = this.#input.value.trim(), missing = graphemesOf(content).find(isMissing);
    this.isUsed = true;
    this.goal = undefined;
    this.trouble = '';
    if (content === '') {
      this.trouble = text.emoji.nothing;
    } else if (missing !== undefined) {
      this.trouble = text.emoji.missing(missing);
    } else {
      const { pixels, takesColour } = drawText(content, this.#colour.input.value);
      this.#colour.field.hidden = !takesColour;
      if (pixels) this.goal = { name: content, ...pixels };
      else this.trouble = text.emoji.blank;
    }
    this.#onChange();
  }
}
