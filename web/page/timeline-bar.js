/** The bar under the stage: play, step on and back, scrub, undo and redo. */
import { text } from '../text/text.js';
import { byId, setText } from './dom.js';

/** @import { SnowflakeNca } from '../element/snowflake-nca.js' */

/** @param {SnowflakeNca} flake */
export function connectTimelineBar(flake) {
  const button = (/** @type {string} */ id) => byId(id, HTMLButtonElement);
  const play = button('play'), step = button('step'), back = button('back'), undo = button('undo'), redo = button('redo'), restart = button('restart');
  const time = byId('time', HTMLInputElement);

  const showPlaying = () => {
    play.dataset.playing = String(!flake.paused);
    setText(byId('play-label'), flake.paused ? text.stage.play : text.stage.pause);
  };
  flake.addEventListener('ready', () => {
    for (const each of [play, step, restart, time]) each.disabled = false;
    showPlaying();
  });
  flake.addEventListener('play', showPlaying);
  flake.addEventListener('pause', showPlaying);
  flake.addEventListener('step', (event) => {
    const { numSteps, goal, firstStep, lastStep, canUndo, canRedo } = /** @type {CustomEvent} */ (event).detail;
    // A button that is disabled while it has the focus would lose it to the page.
    enable(back, numSteps > firstStep);
    enable(undo, canUndo);
    enable(redo, canRedo);
    time.min = String(firstStep);
    time.max = String(Math.max(lastStep, firstStep + 1));
    time.value = String(goal ?? numSteps); // who scrubs has set the goal: the thumb stays under the finger while it is gone to
    time.setAttribute('aria-valuetext', text.stage.stepOf(numSteps, lastStep));
  });

  play.addEventListener('click', () => (flake.paused ? flake.play() : flake.pause()));
  step.addEventListener('click', () => {
    flake.pause();
    flake.step();
  });
  back.addEventListener('click', () => isOn(back) && flake.goTo(flake.numSteps - 1));
  undo.addEventListener('click', () => isOn(undo) && flake.undo());
  redo.addEventListener('click', () => isOn(redo) && flake.redo());
  restart.addEventListener('click', () => {
    flake.restart();
    flake.play();
  });
  time.addEventListener('input', () => flake.goTo(time.valueAsNumber));
}

/** @param {HTMLButtonElement} button @param {boolean} isOn */
function enable(button, isOn) {
  button.disabled = false;
  button.setAttribute('aria-disabled', String(!isOn));
}

/** @param {HTMLButtonElement} button */
function isOn(button) {
  return button.getAttribute('aria-disabled') !== 'true';
}
