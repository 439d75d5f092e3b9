/** A field for the number of a flake of a family, which says what is none. */
import { MAX_FLAKE } from '../core/family.js';
import { parseFlake } from '../element/attributes.js';
import { text } from '../text/text.js';
import { make, setText, setTyped } from './dom.js';

/** Room for the largest one as people write it, and for what stood before it where it was copied. */
const MAX_CHARS = 24;
/** Digits, in groups of three where they are in groups; and what people put before a number, which is no sign. */
const NUMBER = /^[^\d+−-]*(\d+|\d{1,3}(?:[\s.,'’_]\d{3})+)$/, BETWEEN_DIGITS = /\D/g;

export class FlakeNumber {
  hint = make('p', 'hint');
  label = make('label', 'number');
  #field = make('input');
  #onNumber;

  /** @param {{ id: string, label: string, onNumber: (number: number) => void }} options */
  constructor({ id, label, onNumber }) {
    const field = this.#field;
    this.#onNumber = onNumber;
    Object.assign(field, { type: 'text', inputMode: 'numeric', id, autocomplete: 'off', size: 10, maxLength: MAX_CHARS });
    this.hint.id = `${id}-hint`;
    this.hint.setAttribute('role', 'status');
    field.setAttribute('aria-describedby', this.hint.id);
    field.addEventListener('focus', () => field.select()); // to be copied, or typed over
    field.addEventListener('change', () => this.#read());
    this.label.append(`${label} `, field);
  }

  /** Whatever is wrong is so no more. @param {number | undefined} number undefined: it has none */
  take(number) {
    this.#say('');
    this.#field.value = String(number ?? '');
  }

  /** What it is now, but not under the fingers of who types, nor in the place of what is wrong. @param {number | undefined} number */
  show(number) {
    if (!this.#field.hasAttribute('aria-invalid')) setTyped(this.#field, String(number ?? ''));
  }

  #read() {
    const number = numberIn(this.#field.value);
    if (number === undefined) return this.#say(text.stage.noFlake(MAX_FLAKE));
    this.take(number);
    this.#onNumber(number);
  }

  /** @param {string} wrong empty: nothing */
  #say(wrong) {
    setText(this.hint, wrong);
    if (wrong) this.#field.setAttribute('aria-invalid', 'true');
    else this.#field.removeAttribute('aria-invalid');
  }
}

/** As people write it: "48213", "No. 48,213", "Nr. 48 213". @param {string} written @returns {number | undefined} */
function numberIn(written) {
  const digits = NUMBER.exec(written.trim())?.[1].replace(BETWEEN_DIGITS, '');
  return digits === undefined ? undefined : parseFlake(digits);
}
