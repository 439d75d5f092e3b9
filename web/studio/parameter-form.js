/**
 * Every setting of a run, with its meaning: a form made from the list of parameters.
 *
 * @import { Parameter, Settings } from '../training/parameters.js'
 */
import { make, setText } from '../page/dom.js';
import { checkSettings, parameters } from '../training/parameters.js';
import { text } from '../text/text.js';


/**
 * @typedef {object} Field
 * @property {Parameter} parameter
 * @property {HTMLInputElement | HTMLSelectElement} input
 * @property {HTMLElement} problem
 */

export class ParameterForm {
  element = make('div', 'parameters');
  #onChange;
  /** @type {Map<string, Field>} */
  #fields = new Map();

  /** @param {() => void} onChange the visitor has changed something */
  constructor(onChange) {
    this.#onChange = onChange;
    for (const [group, title] of Object.entries(text.parameters.groups)) {
      const box = make('fieldset'), legend = make('legend', '', title);
      box.append(legend, ...parameters.filter((each) => each.group === group).map((each) => this.#field(each)));
      this.element.append(box);
    }
  }

  /** What stands in the fields, sense or not. @returns {Record<string, unknown>} */
  get values() {
    return Object.fromEntries([...this.#fields.values()].map(({ parameter, input }) => (
      [parameter.key, parameter.kind === 'choice' ? input.value : /** @type {HTMLInputElement} */ (input).valueAsNumber])));
  }

  /** @param {Settings} settings */
  show(settings) {
    for (const [key, { input }] of this.#fields) input.value = String(settings[/** @type {keyof Settings} */ (key)]);
    this.#judge();
  }

  /** Keep a setting from being changed, or allow it again. @param {keyof Settings} key @param {boolean} isFixed */
  fix(key, isFixed) {
    const field = this.#fields.get(key);
    if (field) field.input.disabled = isFixed;
  }

  /** @param {Parameter} parameter */
  #field(parameter) {
    const { key } = parameter, { title, meaning } = /** @type {{ title: string, meaning: string }} */ (text.parameters[/** @type {'side'} */ (key)]);
    const field = make('div', parameter.kind === 'choice' ? 'parameter choice' : 'parameter'), label = make('label', '', title), problem = make('p', 'problem');
    const about = make('p', 'meaning', parameter.isFixed ? text.parameters.fixed(meaning) : meaning), input = inputFor(parameter);
    input.id = label.htmlFor = `parameter-${key}`;
    about.id = `${input.id}-meaning`;
    problem.id = `${input.id}-problem`;
    problem.hidden = true;
    input.setAttribute('aria-describedby', `${about.id} ${problem.id}`);
    input.addEventListener('input', () => {
      this.#judge();
      this.#onChange();
    });
    field.append(label, input, about, problem);
    this.#fields.set(key, { parameter, input, problem });
    return field;
  }

  /** Say what is wrong at the field itself. */
  #judge() {
    const problems = new Map(checkSettings(this.values).map(({ key, problem }) => [key, problem]));
    for (const [key, { input, problem }] of this.#fields) {
      const kind = problems.get(key);
      input.setAttribute('aria-invalid', String(kind !== undefined));
      setText(problem, kind ? text.errors.BAD_SETTING({ key, problem: kind }) : '');
      problem.hidden = !kind;
    }
  }
}

/** @param {Parameter} parameter */
function inputFor(parameter) {
  if (parameter.kind === 'choice') {
    const select = make('select'), { choices } = /** @type {{ choices: Record<string, string> }} */ (text.parameters[/** @type {'rule'} */ (parameter.key)]);
    select.append(...parameter.choices.map((choice) => new Option(choices[choice], choice)));
    return select;
  }
  const input = make('input'), { kind, min, max, step, hasZero, isLogarithmic } = parameter;
  input.type = 'number';
  input.inputMode = kind === 'whole' ? 'numeric' : 'decimal';
  input.min = String(hasZero ? 0 : min);
  input.max = String(max);
  // The browser counts its steps from the least value; what lies between is as good.
  input.step = kind === 'whole' ? '1' : isLogarithmic ? 'any' : String(step);
  return input;
}
