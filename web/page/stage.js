/** The stage: buttons, sliders and meters around one <snowflake-nca>. */
import { createCore } from '../core/shared.js';
import { text } from '../text.js';
import { bundledModels } from '../models.js';
import { byId, setText } from './dom.js';
import { pickFile, saveFile, weightsFileName } from './files.js';
import { tell, tellError } from './messages.js';

/** @import { SnowflakeNca } from '../element/snowflake-nca.js' */

/** Steps a second at each notch of the slider: even to the eye, and from step by step to as fast as it goes. */
const SPEEDS = Object.freeze([1, 2, 5, 10, 20, 30, 60, 120, 300]);

/** @param {SnowflakeNca} flake */
export function connectStage(flake) {
  const play = byId('play', HTMLButtonElement), step = byId('step', HTMLButtonElement), restart = byId('restart', HTMLButtonElement);
  const save = byId('save-weights', HTMLButtonElement);
  let title = '', hasGrown = false, hasRested = false;

  const choice = byId('model-choice', HTMLSelectElement), opened = new Option('', '', false, false);
  choice.append(...bundledModels.map(({ name, title: each }) => new Option(each, name)));
  choice.addEventListener('change', () => { flake.model = choice.value; });

  /** What grows now, which may be none of the bundled ones. */
  const showChoice = () => {
    const bundled = bundledModels.find((each) => each.title === title);
    if (bundled) opened.remove();
    else choice.append(opened);
    opened.text = title;
    choice.value = bundled?.name ?? '';
  };

  const showPlaying = () => {
    play.dataset.playing = String(!flake.paused);
    setText(byId('play-label'), flake.paused ? text.stage.play : text.stage.pause);
  };

  flake.addEventListener('ready', (event) => {
    hasGrown = true;
    title = /** @type {CustomEvent} */ (event).detail.title;
    for (const button of [play, step, restart, save]) button.disabled = false;
    showChoice();
    showPlaying();
  });
  flake.addEventListener('play', showPlaying);
  flake.addEventListener('pause', showPlaying);
  flake.addEventListener('rest', () => {
    if (hasRested) return;
    hasRested = true;
    tell(text.messages.rest);
  });
  flake.addEventListener('error', (event) => {
    const { sentence } = /** @type {ErrorEvent & CustomEvent} */ (event).detail;
    tell(hasGrown ? text.messages.keptModel(sentence) : sentence, { isError: true });
  });
  flake.addEventListener('step', (event) => {
    const { numSteps, numAlive, stepsPerSecond } = /** @type {CustomEvent} */ (event).detail;
    setText(byId('meter-step'), text.number(numSteps));
    setText(byId('meter-alive'), text.number(numAlive));
    setText(byId('meter-rate'), text.rate(stepsPerSecond));
  });

  play.addEventListener('click', () => (flake.paused ? flake.play() : flake.pause()));
  step.addEventListener('click', () => {
    flake.pause();
    flake.step();
  });
  restart.addEventListener('click', () => {
    flake.restart();
    flake.play();
  });

  for (const input of document.querySelectorAll('input[name="tool"]')) {
    input.addEventListener('change', () => { flake.tool = /** @type {'wound' | 'seed'} */ (/** @type {HTMLInputElement} */ (input).value); });
  }
  connectSlider('brush', (value) => {
    flake.brush = value;
    return text.cells(value * 2);
  });
  connectSlider('speed', (notch) => {
    flake.speed = SPEEDS[notch];
    return text.stepsPerSecond(SPEEDS[notch]);
  });

  /** @param {File} file */
  const open = async (file) => {
    if (await flake.loadModel(file)) tell(text.messages.opened(title));
  };
  byId('open-weights').addEventListener('click', async () => {
    const file = await pickFile('.safetensors,.json');
    if (file) await open(file);
  });
  save.addEventListener('click', () => {
    const { currentModel } = flake;
    if (currentModel) saveWeights(currentModel, title).catch(tellError);
  });
  return { open };
}

/**
 * @param {string} id of the slider
 * @param {(value: number) => string} use applies the value and says it in words
 */
function connectSlider(id, use) {
  const slider = byId(id, HTMLInputElement);
  const apply = () => {
    const words = use(slider.valueAsNumber);
    setText(byId(`${id}-value`), words);
    slider.setAttribute('aria-valuetext', words);
  };
  slider.addEventListener('input', apply);
  apply();
}

/** @param {import('../core/types.js').Model} model @param {string} title */
export async function saveWeights(model, title) {
  const core = await createCore(), name = weightsFileName(title);
  saveFile(core.writeWeights(model), name);
  tell(text.messages.saved(name));
}
