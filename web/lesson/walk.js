/**
 * The walk through the lesson: one flake, which all its figures look at, and one scrubber that says how far it has grown. It goes on while any of the
 * lesson can be seen; to those who asked for less motion it stands, grown, until they press play.
 *
 * @import { Sim } from '../core/sim.js'
 */
import { StepClock } from '../element/clock.js';
import { VisibleLoop } from '../element/visible-loop.js';
import { setText } from '../page/dom.js';
import { text } from '../text/text.js';
import { part } from './parts.js';

/** Of the fire masks. */
export const SEED = 1;
/** Slow enough to see the border move outwards. */
const STEPS_PER_SECOND = 12;
/** Where the walk ends: grown, and resting for a while. */
const LAST_STEP = 160;
/** As what it stands still. */
const STILL_STEP = 96;

export class Walk {
  #clock = new StepClock();
  #loop;
  #isPlaying = false;
  /** What shall be drawn anew when there was a step. @type {(() => void)[]} */
  #followers = [];
  #slider;
  #play;
  #stepText;
  #signal;

  /** @param {{ root: HTMLElement, bar: HTMLElement, sim: Sim }} options root: all of the lesson @param {AbortSignal} signal ends everything */
  constructor({ root, bar, sim }, signal) {
    this.sim = sim;
    this.#signal = signal;
    this.#slider = part(bar, 'walk-step', HTMLInputElement);
    this.#play = part(bar, 'play', HTMLButtonElement);
    this.#stepText = part(bar, 'step');
    this.#slider.max = String(LAST_STEP);
    this.#slider.addEventListener('input', () => {
      this.#setPlaying(false);
      this.goTo(this.#slider.valueAsNumber);
    }, { signal });
    this.#play.addEventListener('click', () => {
      if (!this.#isPlaying && this.step >= LAST_STEP) this.goTo(0);
      this.#setPlaying(!this.#isPlaying);
    }, { signal });
    part(bar, 'again').addEventListener('click', () => {
      this.goTo(0);
      this.#setPlaying(true);
    }, { signal });
    this.#loop = new VisibleLoop((nowMs) => this.#frame(nowMs), () => this.#clock.restart());
    sim.reset(SEED);
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.goTo(isStill ? STILL_STEP : 0);
    for (const control of [this.#slider, this.#play, part(bar, 'again', HTMLButtonElement)]) control.disabled = false;
    this.#setPlaying(!isStill);
    this.#loop.start(root, signal);
  }

  /** How far the flake has grown. */
  get step() {
    return this.sim.numSteps;
  }

  /** @param {number} step */
  goTo(step) {
    if (step < this.step) this.sim.reset(SEED); // so small a grid has grown again before anybody can tell
    this.sim.step(step - this.step);
    this.#tell();
  }

  /**
   * A figure that looks at it.
   * @param {HTMLElement} root
   * @param {() => void} draw it, as it is now; called when it can be seen and something has changed
   * @param {{ everyMs?: number }} [options] everyMs: not more often, so that nothing flashes
   * @returns {() => void} something else of the figure has changed
   */
  figure(root, draw, { everyMs = 0 } = {}) {
    let isDirty = true, drawnMs = -Infinity;
    const loop = new VisibleLoop((nowMs) => {
      if (isDirty && nowMs - drawnMs >= everyMs) {
        isDirty = false;
        drawnMs = nowMs;
        draw();
      }
      return isDirty;
    }, () => {});
    const request = () => {
      isDirty = true;
      loop.request();
    };
    this.#followers.push(request);
    addEventListener('beforeprint', draw, { signal: this.#signal }); // on paper all of them are seen
    loop.start(root, this.#signal);
    request();
    return () => {
      drawnMs = -Infinity; // a hand asked for it
      request();
    };
  }

  /** @param {boolean} isPlaying */
  #setPlaying(isPlaying) {
    this.#isPlaying = isPlaying;
    this.#play.dataset.playing = String(isPlaying);
    setText(part(this.#play, 'label'), isPlaying ? text.stage.pause : text.stage.play);
    this.#clock.restart();
    if (isPlaying) this.#loop.request();
  }

  /** @param {number} nowMs @returns {boolean} whether to go on */
  #frame(nowMs) {
    if (!this.#isPlaying) return false;
    const steps = Math.min(this.#clock.due(nowMs, STEPS_PER_SECOND), LAST_STEP - this.step);
    if (steps > 0) {
      this.sim.step(steps);
      this.#tell();
    }
    if (this.step >= LAST_STEP) this.#setPlaying(false);
    return this.#isPlaying;
  }

  #tell() {
    const words = text.lesson.step(this.step);
    this.#slider.value = String(this.step);
    this.#slider.setAttribute('aria-valuetext', words);
    setText(this.#stepText, words);
    for (const follow of this.#followers) follow();
  }
}
