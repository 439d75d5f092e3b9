/**
 * How it shall learn: a preset, cells of which kind, and folded away all that can be set; which weights it begins with, on what it is trained, and how
 * many workers share the work.
 *
 * @import { Model } from '../core/types.js'
 * @import { KindName } from '../training/kinds.js'
 * @import { Settings } from '../training/parameters.js'
 */
import { createWholeCore } from '../core/shared.js';
import { resolveModel } from '../element/model-source.js';
import { library } from '../library/shared.js';
import { make, makeButton, setText } from '../page/dom.js';
import { pickFile } from '../page/files.js';
import { tell, tellError, tellUndoable } from '../page/messages.js';
import { keepModel } from '../page/own-model-bar.js';
import { kindNames, kindOf, ofKind, toKind } from '../training/kinds.js';
import { costOf } from '../training/model-cost.js';
import { cellsOfModel, checkSettings, numWorkersFor, readSettings } from '../training/parameters.js';
import { presetNamed, presets } from '../training/presets.js';
import { text } from '../text/text.js';
import { cards } from './cards.js';
import { DeviceChoice } from './device-choice.js';
import { ParameterForm } from './parameter-form.js';

const SCRATCH = '', RUN = 'run';
/** These are about the blog post, and for those who have read it. */
const OF_THE_POST = ['sooner', 'post'];

export class RecipeChooser {
  #onChange;
  #openRun;
  #form = new ParameterForm(() => this.#changed());
  #start = make('select');
  #workers = make('select');
  deviceChoice = new DeviceChoice();
  #isCustom = make('p', 'hint');
  #presets = cards({ name: 'preset', legend: text.recipe.presets, onChoose: (name) => this.#choosePreset(name) });
  #kinds = cards({ name: 'kind', legend: text.recipe.kinds, onChoose: (name) => this.#chooseKind(/** @type {KindName} */ (name)) });
  /** What a model of that size costs, and why its kind cannot be chosen. */
  #cost = make('p', 'hint');
  /** Weights that it can begin with, as far as they have been read; by their option. @type {Map<string, Model>} */
  #models = new Map();
  /** Settles when the chosen weights are there, or another choice was made for want of them. */
  ready = Promise.resolve();
  /** How many workers the visitor asked for; undefined: as many as there is work for. @type {number | undefined} */
  #wantedWorkers;
  presetName = presets[0].name;

  /**
   * @param {object} options
   * @param {HTMLElement} options.root is filled
   * @param {() => void} options.onChange settings or weights are other ones
   * @param {(file: File) => Promise<void>} options.openRun go on with a run from a file
   */
  constructor({ root, onChange, openRun }) {
    this.#onChange = onChange;
    this.#openRun = openRun;
    this.#build(root);
    this.show(this.presetName, presetNamed(this.presetName).settings);
  }

  /** @returns {Settings} @throws {NcaError} where the form makes no sense */
  get settings() {
    return readSettings(this.#form.values);
  }

  /** The same where it makes sense. @returns {Settings | undefined} */
  get validSettings() {
    return checkSettings(this.#form.values).length === 0 ? this.settings : undefined;
  }

  /** Undefined: from scratch. */
  get startModel() {
    return this.#models.get(this.#start.value);
  }

  get numWorkers() {
    return Number(this.#workers.value) || 1;
  }

  /** How a run is to be trained from now on. */
  get means() {
    return { numWorkers: this.numWorkers, device: this.deviceChoice.device };
  }

  /** Show what a run was begun with. @param {string} presetName @param {Settings} settings */
  show(presetName, settings) {
    this.presetName = presetNamed(presetName).name;
    this.#presets.choose(this.presetName);
    this.#form.show(settings);
    this.#changed();
  }

  /** The next run begins with the weights of a model of the library. @param {string} id */
  async beginWith(id) {
    this.#start.value = id;
    await (this.ready = this.#chooseStart());
  }

  /** Offer the weights of the run itself as those to begin another one with. @param {Model | undefined} model undefined: they are gone */
  offerRun(model) {
    const hadOne = this.#models.has(RUN);
    if (model) this.#models.set(RUN, model);
    else this.#models.delete(RUN);
    if (hadOne !== this.#models.has(RUN)) this.#listModels();
  }

  /** Begin with the weights of a file. @param {File} file */
  async openWeights(file) {
    try {
      const { model, title: titleNow } = await resolveModel(file, await createWholeCore(), new AbortController().signal), title = titleNow();
      const { id } = await keepModel(model, title);
      this.#models.set(id, { ...model, name: title });
      this.#start.value = id;
      this.#startChosen();
      tell(text.recipe.weightsRead(title));
    } catch (error) {
      tellError(error);
    }
  }

  /** What it can begin with: nothing, the run itself, and all models of the library. */
  #listModels() {
    const { value } = this.#start, run = this.#models.has(RUN) ? [new Option(text.recipe.startRun, RUN)] : [];
    this.#start.replaceChildren(new Option(text.recipe.scratch, SCRATCH), ...run, ...library.entries.map(({ id, title }) => new Option(title, id)));
    this.#start.value = value;
    if (this.#start.value !== value) this.#start.value = SCRATCH; // the chosen one is gone
  }

  /** @param {HTMLElement} root */
  #build(root) {
    root.append(make('h3', '', text.recipe.heading));
    const cardOf = (/** @type {typeof presets[number]} */ { name }) => this.#presets.card(name, text.presets[name]), ofThePost = make('div', 'preset-cards');
    this.#presets.element.append(...presets.filter(({ name }) => !OF_THE_POST.includes(name)).map(cardOf));
    ofThePost.append(...presets.filter(({ name }) => OF_THE_POST.includes(name)).map(cardOf));
    this.#kinds.element.append(...kindNames.map((name) => this.#kinds.card(name, text.kinds[name])));
    this.#cost.id = 'model-cost';

    this.#start.id = 'train-from';
    this.#listModels();
    library.addEventListener('change', () => this.#listModels());
    this.#start.addEventListener('change', () => { this.ready = this.#chooseStart(); });
    const start = make('label', 'number', text.recipe.start), file = makeButton(text.recipe.file, async () => {
      const chosen = await pickFile('.safetensors,.json');
      if (chosen) await this.openWeights(chosen);
    });
    file.id = 'train-load';
    const run = makeButton(text.recipe.runFile, async () => {
      const chosen = await pickFile('.checkpoint,.safetensors');
      if (chosen) await this.#openRun(chosen);
    });
    run.id = 'train-open-run';
    start.append(' ', this.#start);
    const startRow = make('div', 'row');
    startRow.append(start, file, run, this.deviceChoice.element);

    this.#workers.id = 'train-workers';
    this.#workers.addEventListener('change', () => { this.#wantedWorkers = this.numWorkers; });
    const workers = make('label', 'number', text.recipe.workers);
    workers.append(' ', this.#workers);

    const details = make('details', 'every-setting'), row = make('div', 'row');
    row.append(workers, makeButton(text.recipe.reset, () => this.#choosePreset(this.presetName)));
    details.append(make('summary', '', text.recipe.everySetting), make('h4', '', text.recipe.ofThePost), ofThePost, row, this.#isCustom, this.#form.element);
    root.append(this.#presets.element, this.#kinds.element, this.#cost, startRow, this.deviceChoice.hint, details);
  }

  /** @param {KindName} kind */
  #chooseKind(kind) {
    const preset = presetNamed(this.presetName).settings, { validSettings } = this;
    this.show(this.presetName, validSettings ? toKind(preset, validSettings, kind) : ofKind(preset, kind));
  }

  /** For the kind of cells that is chosen. @param {string} name */
  #choosePreset(name) {
    const before = this.presetName, settings = this.#isChanged ? this.validSettings : undefined;
    this.show(name, ofKind(presetNamed(name).settings, kindOf(this.#form.values)));
    if (settings) tellUndoable(text.recipe.changed(text.presets[this.presetName].title), () => this.show(before, settings));
  }

  /** Whether anything is other than in the preset. */
  get #isChanged() {
    const settings = ofKind(presetNamed(this.presetName).settings, kindOf(this.#form.values));
    return Object.entries(this.#form.values).some(([key, value]) => settings[/** @type {keyof Settings} */ (key)] !== value);
  }

  async #chooseStart() {
    const { value } = this.#start;
    try {
      if (value !== SCRATCH && !this.#models.has(value)) {
        const model = await library.find(value)?.load(createWholeCore());
        if (model) this.#models.set(value, model);
      }
    } catch (error) {
      tellError(error);
      if (this.#start.value === value) this.#start.value = SCRATCH;
    }
    this.#startChosen();
  }

  /** It goes on as it was taught, unless the visitor wants it otherwise. */
  #startChosen() {
    if (this.startModel) this.#form.show(/** @type {Settings} */ ({ ...this.#form.values, ...cellsOfModel(this.startModel).goal }));
    this.#changed();
  }

  #changed() {
    // Weights belong to the cells that they were taught in.
    const cells = this.startModel && cellsOfModel(this.startModel).cells, isOther = Object.entries(cells ?? {}).some(([key, value]) => this.#form.values[key] !== value);
    this.#form.fix(Object.keys(cells ?? {}));
    if (isOther) this.#form.show(/** @type {Settings} */ ({ ...this.#form.values, ...cells }));
    const settings = this.validSettings, { title } = text.presets[presetNamed(this.presetName).name];
    setText(this.#isCustom, this.#isChanged ? text.recipe.custom(title) : text.recipe.asPreset(title));
    this.#kinds.choose(kindOf(this.#form.values));
    this.#kinds.element.disabled = cells !== undefined;
    if (settings) {
      const { numParams, relativeTime } = costOf(settings);
      setText(this.#cost, text.recipe.cost(numParams, relativeTime));
      this.#offerWorkers(settings);
      this.deviceChoice.show(settings);
    }
    this.#onChange();
  }

  /** @param {Settings} settings */
  #offerWorkers(settings) {
    const numCores = navigator.hardwareConcurrency || 1, most = numWorkersFor(settings, numCores), chosen = Math.min(this.#wantedWorkers ?? most, most);
    this.#workers.replaceChildren(...Array.from({ length: most }, (_, i) => new Option(text.number(i + 1), String(i + 1))));
    this.#workers.value = String(chosen);
  }
}
