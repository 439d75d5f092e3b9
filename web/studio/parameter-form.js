/**
 * Every setting of a run, with its meaning: a form made from the list of parameters.
 *
 * @import { Parameter, Settings } from '../training/parameters.js'
 */
import { make, setText } from '../page/dom.js';
import { fitted, misfitsOf } from '../training/misfits.js';
import { checkSettings, parameters } from '../training/parameters.js';
import { text } from '../text/text.js';


/**
 * @typedef {object} Field
 * @property {Parameter} parameter
 * @property {HTMLInputElement | HTMLSelectElement} input
 * @property {HTMLElement} problem
 * @property {HTMLElement} why it cannot be changed
 */

export class ParameterForm {
  element = make('div', 'parameters');
  #onChange;
  /** @type {Map<string, Field>} */
  #fields = new Map();
  /** What cannot be changed whatever else is set, by the reason. @type {ReadonlySet<string>} */
  #fixed = new Set();

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

  /** Keep settings from being changed, for they belong to the weights that training begins with; all others may be again. @param {Iterable<string>} keys */
  fix(keys) {
    this.#fixed = new Set(keys);
    this.#judge();
  }

  /** @param {Parameter} parameter */
  #field(parameter) {
    const { key } = parameter, { title, meaning } = /** @type {{ title: string, meaning: string }} */ (text.parameters[/** @type {'side'} */ (key)]);
    const field = make('div', parameter.kind === 'choice' ? 'parameter choice' : 'parameter'), label = make('label', '', title), problem = make('p', 'problem'), why = make('p', 'why');
    const about = make('p', 'meaning', parameter.isFixed ? text.parameters.fixed(meaning) : meaning), input = inputFor(parameter);
    input.id = label.htmlFor = `parameter-${key}`;
    about.id = `${input.id}-meaning`;
    problem.id = `${input.id}-problem`;
    why.id = `${input.id}-why`;
    problem.hidden = why.hidden = true;
    input.setAttribute('aria-describedby', `${about.id} ${problem.id} ${why.id}`);
    input.addEventListener('input', () => {
      const { values } = this, fitting = fitted(values);
      for (const [other, field] of this.#fields) if (fitting[other] !== values[other]) field.input.value = String(fitting[other]);
      this.#judge();
      this.#onChange();
    });
    field.append(label, input, about, problem, why);
    this.#fields.set(key, { parameter, input, problem, why });
    return field;
  }

  /** Say what is wrong at the field itself, and why one cannot be changed. */
  #judge() {
    const { values } = this, problems = new Map(checkSettings(values).map(({ key, problem }) => [key, problem])), misfits = misfitsOf(values);
    for (const [key, { input, problem, why }] of this.#fields) {
      const kind = problems.get(key), misfit = misfits.get(key), { misfits: reasons, ofTheWeights } = text.parameters;
      input.disabled = this.#fixed.has(key) || misfit !== undefined;
      setText(why, this.#fixed.has(key) ? ofTheWeights : misfit ? reasons[misfit] : '');
      why.hidden = !input.disabled;
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
    select.append(...parameter.choices.map((choice) => new Option(choices[choice] ?? choice, choice)));
    return select;
  }
  const input = make('input'), { kind, min, max, step, hasZero, isLogarithmic, isMultiple } = parameter;
  input.type = 'number';
  input.inputMode = kind === 'whole' ? 'numeric' : 'decimal';
  input.min = String(hasZero ? 0 : min);
  input.max = String(max);
  // The browser counts its steps from the least value; what lies between is as good.
  input.step = kind === 'whole' && !isMultiple ? '1' : isLogarithmic ? 'any' : String(step);
  return input;
}
