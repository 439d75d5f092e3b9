/** The few kinds of controls that the ways of making a goal are built of. */
import { make, setText } from '../../page/dom.js';

/**
 * A colour to choose.
 * @param {string} label
 * @param {string} value #rrggbb
 * @param {(value: string) => void} onInput
 */
export function makeColour(label, value, onInput) {
  const field = make('label', 'number'), input = make('input');
  input.type = 'color';
  input.value = value;
  input.addEventListener('input', () => onInput(input.value));
  field.append(label, input);
  return { field, input };
}

/**
 * A row of .sliders: name, slider and what it is set to.
 * @param {object} options
 * @param {string} options.id
 * @param {string} options.label
 * @param {number} options.min
 * @param {number} options.max
 * @param {number} options.value
 * @param {(value: number) => string} options.say
 * @param {(value: number) => void} options.onInput
 */
export function makeSlider({ id, label, min, max, value, say, onInput }) {
  const name = make('label', '', label), input = make('input'), output = make('output');
  name.htmlFor = id;
  input.type = 'range';
  input.id = id;
  input.min = String(min);
  input.max = String(max);
  output.htmlFor.add(id);
  const show = (/** @type {number} */ value) => {
    input.valueAsNumber = value;
    setText(output, say(value));
    input.setAttribute('aria-valuetext', say(value));
  };
  input.addEventListener('input', () => {
    show(input.valueAsNumber);
    onInput(input.valueAsNumber);
  });
  show(value);
  return { row: [name, input, output], show };
}

/**
 * One of a few.
 * @template {string} T
 * @param {object} options
 * @param {string} options.name of the radio buttons
 * @param {string} options.legend
 * @param {readonly (readonly [T, string])[]} options.choices value and label
 * @param {T} options.value
 * @param {(value: T) => void} options.onChange
 */
export function makeChoice({ name, legend, choices, value, onChange }) {
  const field = make('fieldset', 'segmented');
  field.append(make('legend', 'unseen', legend));
  /** @type {Map<T, HTMLInputElement>} */
  const inputs = new Map();
  for (const [each, words] of choices) {
    const label = make('label'), input = make('input');
    input.type = 'radio';
    input.name = name;
    input.value = each;
    input.checked = each === value;
    input.addEventListener('change', () => onChange(each));
    label.append(input, make('span', '', words));
    field.append(label);
    inputs.set(each, input);
  }
  return {
    field,
    show(/** @type {T} */ value) {
      const input = inputs.get(value);
      if (input) input.checked = true;
    },
  };
}
