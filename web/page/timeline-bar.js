/** The bar under the stage: play, step on and back, scrub, undo and redo. */
import { text } from '../text/text.js';
import { byId, setHidden, setText } from './dom.js';

/** @import { SnowflakeNca } from '../element/snowflake-nca.js' */

/** A way that takes longer than this is told of, and can be ended. */
const LONG_WAY_MS = 400;

/** @param {SnowflakeNca} flake */
export function connectTimelineBar(flake) {
  const button = (/** @type {string} */ id) => byId(id, HTMLButtonElement);
  const play = button('play'), step = button('step'), back = button('back'), undo = button('undo'), redo = button('redo'), restart = button('restart');
  const time = byId('time', HTMLInputElement);
  let setOutMs = NaN;

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
    setOutMs = goal === undefined ? NaN : setOutMs || performance.now();
    const isLongWay = performance.now() - setOutMs > LONG_WAY_MS;
    if (isLongWay) setText(byId('travel-state'), text.stage.travelling(numSteps, goal));
    setHidden(byId('travel'), !isLongWay);
    // A button that is disabled while it has the focus would lose it to the page.
    enable(back, numSteps > firstStep);
    enable(undo, canUndo);
    enable(redo, canRedo);
    time.min = String(firstStep);
    time.max = String(Math.max(lastStep, firstStep + 1));
    time.value = String(goal ?? numSteps); // who scrubs has set the goal: the thumb stays under the finger while it is gone to
    time.setAttribute('aria-valuetext', text.stage.stepOf(numSteps, lastStep));
  });

  byId('stay').addEventListener('click', () => flake.stay());
  play.addEventListener('click', () => (flake.paused ? flake.play() : flake.pause()));
  step.addEventListener('click', () => {
    flake.pause();
    flake.step();
  });
  // The flake is asked, and not the button, which is told in the next frame: whoever is quick, or has a slow machine, presses it before.
  back.addEventListener('click', () => flake.timeline && flake.numSteps > flake.timeline.firstStep && flake.goTo(flake.numSteps - 1));
  undo.addEventListener('click', () => flake.timeline?.canUndo && flake.undo());
  redo.addEventListener('click', () => flake.timeline?.canRedo && flake.redo());
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
