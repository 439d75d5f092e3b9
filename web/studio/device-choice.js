/**
 * On what it shall be trained, which is remembered, and what either will take: by how fast this machine was seen to train on it.
 *
 * @import { Settings } from '../training/parameters.js'
 * @import { TrainingSession } from '../training/session.js'
 * @import { TrainingDevice } from '../training/worker-service.js'
 */
import { make, setHidden, setText } from '../page/dom.js';
import { text } from '../text/text.js';
import { workOf } from '../training/model-cost.js';

const SPEED_KEY = 'training-speed', DEVICE_KEY = 'training-device';
/** For which the time is told where a run goes on for ever. */
const USUAL_EPOCHS = 1000;

export class DeviceChoice {
  element = make('label', 'number', text.recipe.trainOn);
  hint = make('p', 'hint');
  #select = make('select');
  /** Work of a second, as workOf() measures it. @type {Partial<Record<TrainingDevice, number>>} */
  #speeds = readSpeeds();
  /** @type {Settings | undefined} */
  #settings;

  constructor() {
    this.#select.id = 'train-on';
    this.hint.id = 'train-takes';
    this.#select.append(new Option(text.recipe.devices.processor, 'processor'), new Option(text.recipe.devices.graphics, 'graphics'));
    this.element.append(' ', this.#select);
    this.#select.addEventListener('change', () => keep(DEVICE_KEY, this.device));
    this.#offer(false);
    /** The same, once it is known what there is to choose from. */
    this.known = hasAdapter().then((has) => {
      if (has && kept(DEVICE_KEY) === 'graphics') this.#select.value = 'graphics';
      this.#offer(has);
      return this.device;
    });
  }

  get device() {
    return /** @type {TrainingDevice} */ (this.#select.value);
  }

  /** Tell what a run of these settings takes. @param {Settings} settings */
  show(settings) {
    this.#settings = settings;
    const numEpochs = settings.numEpochs || USUAL_EPOCHS, work = numEpochs * workOf(settings);
    const timeOn = (/** @type {TrainingDevice} */ device) => { const speed = this.#speeds[device]; return speed === undefined ? undefined : text.studio.timeLeft(work / speed); };
    setText(this.hint, text.recipe.takes(numEpochs, timeOn('processor'), timeOn('graphics')));
  }

  /** See how fast it trains. @param {TrainingSession} session @param {Settings} settings of its run */
  watch({ device, epochsPerSecond }, settings) {
    if (!(epochsPerSecond > 0)) return;
    this.#speeds[device] = epochsPerSecond * workOf(settings);
    keep(SPEED_KEY, JSON.stringify(this.#speeds));
    if (this.#settings) this.show(this.#settings);
  }

  /** @param {boolean} hasGraphics */
  #offer(hasGraphics) {
    setHidden(this.element, !hasGraphics);
    setHidden(this.hint, !hasGraphics);
  }
}

async function hasAdapter() {
  try {
    return Boolean(await navigator.gpu?.requestAdapter());
  } catch {
    return false;
  }
}

/** @param {string} key @param {string} value */
function keep(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A page that may keep nothing knows it until it is closed.
  }
}

/** @param {string} key */
function kept(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @returns {Partial<Record<TrainingDevice, number>>} */
function readSpeeds() {
  try {
    const { processor, graphics } = JSON.parse(kept(SPEED_KEY) ?? '{}');
    return { ...(processor > 0 && { processor: Number(processor) }), ...(graphics > 0 && { graphics: Number(graphics) }) };
  } catch {
    return {};
  }
}
