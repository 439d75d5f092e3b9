/**
 * A figure that lives: it goes on while somebody can see it, has buttons to hold it and to begin again, and tells its step.
 * To those who asked for less motion it shows a still picture until they press play.
 */
import { StepClock } from '../element/clock.js';
import { VisibleLoop } from '../element/visible-loop.js';
import { byId, setText } from '../page/dom.js';
import { text } from '../text/text.js';
import { part } from './parts.js';

const STEPS_PER_SECOND = 20;
/** As what it stands still: grown. */
const STILL_STEP = 96;

/**
 * @typedef {object} Subject what goes on in it
 * @property {number} numSteps
 * @property {(numSteps: number) => void} step
 * @property {() => void} reset
 *
 * @typedef {object} FigureOptions
 * @property {Subject} subject
 * @property {() => void} draw
 * @property {number} [stepsPerSecond]
 * @property {number} [beginAt] a step it is at before anyone looks
 * @property {number} [stillAt] the step shown to those who asked for less motion
 * @property {number} [endAt] the step after which it stands
 */

export class LiveFigure {
  #options;
  #clock = new StepClock();
  #loop;
  #isPlaying = false;
  #isDirty = true;
  #isHeld = false;
  /** Shows a still picture because the visitor prefers less motion. */
  #isStill = false;
  #playback;
  #play;
  #stepText;

  /** @param {HTMLElement} root @param {FigureOptions} options @param {AbortSignal} signal ends everything */
  constructor(root, options, signal) {
    this.#options = options;
    this.#playback = part(root, 'playback');
    this.#playback.append(byId('lesson-playback', HTMLTemplateElement).content.cloneNode(true));
    this.#play = part(this.#playback, 'play', HTMLButtonElement);
    this.#stepText = part(this.#playback, 'step');
    this.#play.addEventListener('click', () => (this.#isPlaying ? this.pause() : this.play()), { signal });
    part(this.#playback, 'again').addEventListener('click', () => this.again(), { signal });
    this.#loop = new VisibleLoop((nowMs) => this.#frame(nowMs), () => this.#clock.restart());
    this.again();
    this.#loop.start(root, signal);
  }

  play() {
    const { subject, endAt = Infinity } = this.#options;
    if (this.#isStill || subject.numSteps >= endAt) this.#begin();
    this.#setPlaying(true);
  }

  pause() {
    this.#setPlaying(false);
  }

  /** Begin again: growing, or with the still picture of it. */
  again() {
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches && !this.#isPlaying;
    this.#begin();
    if (isStill) {
      const { subject, stillAt = STILL_STEP } = this.#options;
      subject.step(Math.max(stillAt - subject.numSteps, 0));
    }
    this.#isStill = isStill;
    this.#setPlaying(!isStill);
  }

  /** Somebody else's flake is shown: nothing to play here. @param {boolean} isHeld */
  hold(isHeld) {
    this.#isHeld = isHeld;
    this.#playback.classList.toggle('held', isHeld);
    this.#clock.restart();
    this.request();
  }

  /** Draw it anew, now or when it can be seen. */
  request() {
    this.#isDirty = true;
    this.#loop.request();
  }

  #begin() {
    const { subject, beginAt = 0 } = this.#options;
    this.#isStill = false;
    subject.reset();
    if (beginAt > 0) subject.step(beginAt);
  }

  /** @param {boolean} isPlaying */
  #setPlaying(isPlaying) {
    this.#isPlaying = isPlaying;
    this.#play.dataset.playing = String(isPlaying);
    setText(part(this.#play, 'label'), isPlaying ? text.stage.pause : text.stage.play);
    this.#clock.restart();
    this.request();
  }

  /** @param {number} nowMs @returns {boolean} whether to go on */
  #frame(nowMs) {
    const { subject, draw, stepsPerSecond = STEPS_PER_SECOND, endAt = Infinity } = this.#options;
    const isGoing = this.#isPlaying && !this.#isHeld;
    if (isGoing) {
      const steps = Math.min(this.#clock.due(nowMs, stepsPerSecond), endAt - subject.numSteps);
      if (steps > 0) {
        subject.step(steps);
        this.#isDirty = true;
      }
    }
    if (this.#isDirty) {
      this.#isDirty = false;
      draw();
      setText(this.#stepText, text.lesson.step(subject.numSteps));
    }
    if (isGoing && subject.numSteps >= endAt) this.#setPlaying(false);
    return this.#isDirty || (this.#isPlaying && !this.#isHeld);
  }
}
