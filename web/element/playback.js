/**
 * What grows in an element, as time goes by: a frame makes the steps that are due, or goes a part of a way along the timeline. What came of it is
 * drawn and told of once a frame, however much was done in it.
 *
 * @import { Edit, Settings } from '../core/script.js'
 * @import { Slice, Timeline } from '../core/timeline.js'
 * @import { Growth } from './growth.js'
 * @import { Happening, State } from './player.js'
 * @import { SnowflakeNca } from './snowflake-nca.js'
 * @import { View } from './view.js'
 */
import { GpuMode } from '#gpu';
import { checkHost } from '#host';
import { quantise } from '../core/quantise.js';
import { homeOf } from '../look/framing.js';
import { words as text } from '../text/element-words.js';
import { emit } from './emit.js';
import { readAttribute } from './mirrored-element.js';
import { Pace } from './pace.js';
import { Player, TURN_STEPS } from './player.js';
import { VisibleLoop } from './visible-loop.js';
import { windowOf } from './window-of.js';

const STEP_EVENT_MS = 100;
/** How long going to another time may take at once; the rest of the way is gone frame by frame. */
const TRAVEL_MS = 30;
/** The step shown, still, to those who asked for less motion. */
const STILL_STEP = 96;

export class Playback {
  #element;
  #view;
  #onMoved;
  #onFail;
  #gpu;
  #player = new Player((before, after) => this.#turned(before, after));
  #pace = new Pace();
  #loop = new VisibleLoop((nowMs) => this.#frame(nowMs), () => this.#pace.forgetTime());
  /** @type {Growth | undefined} */
  #growth;
  #wasGoing = true;
  /** Whether something was computed that has not been drawn. */
  #isDirty = false;
  /** The frame that will tell of the last change. */
  #telling = 0;
  #lastTellingMs = -Infinity;

  /**
   * @param {SnowflakeNca} element
   * @param {View} view
   * @param {(settings: Settings) => void} onMoved called when the timeline may have moved over a change of its settings
   * @param {(error: unknown) => void} onFail called when a frame threw
   */
  constructor(element, view, onMoved, onFail) {
    this.#element = element;
    this.#view = view;
    this.#onMoved = onMoved;
    this.#onFail = onFail;
    this.#gpu = new GpuMode(element, view, onFail);
  }

  get growth() { return this.#growth; }
  get isResting() { return this.#player.state === 'resting'; }
  /** Whether time makes steps, or will once there is something to grow. */
  get isGoing() { return this.#player.state === 'empty' ? !readAttribute(this.#element, 'paused') : this.#player.isGoing; }
  get stepsPerSecond() { return this.#player.state === 'playing' ? this.#pace.stepsPerSecond : 0; }

  /** Frames come where it is shown. @param {AbortSignal} presence */
  show(presence) {
    const shownIn = windowOf(this.#element);
    this.#loop.start(this.#element, presence);
    this.redraw();
    this.tellSoon();
    presence.addEventListener('abort', () => {
      shownIn.cancelAnimationFrame(this.#telling);
      this.#telling = 0;
    }, { once: true });
  }

  /** @param {AbortSignal} lifetime of what grows */
  start(lifetime) {
    lifetime.addEventListener('abort', () => {
      this.#growth?.destroy();
      this.#growth = undefined;
      this.#player.end();
    }, { once: true });
  }

  /** In place of what grew. @param {Growth} growth */
  plant(growth) {
    this.#growth?.destroy();
    this.#growth = growth;
    this.#view.setGrid(growth.sim, this.#element.controls ? undefined : homeOf(growth.sim, growth.timeline.settings.model)); // the bar lies on the margins
    this.#gpu.follow(growth);
    const player = this.#player, { autoplay } = this.#element;
    if (player.state === 'empty') player.begin(!this.isGoing ? 'paused' : prefersReducedMotion() || !autoplay ? 'still' : 'playing');
    this.growAnew();
  }

  /** From one cell, since what it grows from is another: a still picture becomes another still picture. */
  growAnew() {
    const player = this.#player, growth = this.#growth;
    if (player.state !== 'still') this.restart();
    else if (growth) {
      this.#begin(growth);
      this.#makeSteps(growth, Math.min(player.restStep, STILL_STEP));
    }
  }

  /** From one cell. */
  restart() {
    checkHost();
    this.#player.happen('restart');
    if (this.#growth) this.#begin(this.#growth); // whoever heard of it may have taken it away
  }

  /** @param {'play' | 'pause'} what */
  happen(what) {
    this.#player.happen(what);
    this.#tellGoing(); // also where there is nothing yet
  }

  /** @param {number} step */
  restAt(step) {
    this.#player.restStep = step;
  }

  /** By hand. @param {number} numSteps */
  step(numSteps) {
    if (!this.#growth || numSteps === 0) return;
    checkHost();
    this.#player.happen('change');
    if (this.#growth) this.#makeSteps(this.#growth, numSteps);
    if (this.#growth && this.#growth.sim.numSteps >= this.#player.restStep) this.restAt(Infinity); // who stepped past it wants to see more
  }

  /** @param {Edit} exact @param {boolean} joins @param {Happening} what it is to the player */
  apply(exact, joins, what) {
    checkHost();
    const growth = this.#growth, edit = quantise(exact); // so that a link can tell it again
    if (!growth) return;
    growth.apply(edit, { joins });
    emit(this.#element, 'edit', { edit, joins });
    if (growth !== this.#growth) return; // whoever heard of it took it away
    if (growth.timeline.goal !== undefined) growth.changed(); // it is done where undo or redo will have arrived
    else if (what === 'change' && this.#player.state === 'still') this.growAnew();
    else if (edit.type === 'mix') this.#player.wake(growth.sim.numSteps, TURN_STEPS);
    else if (what !== 'touch') this.#player.happen(what);
    else if (!(this.isResting && prefersReducedMotion())) this.#player.wake(growth.sim.numSteps);
    this.changed();
  }

  /** Show what an edit would do. @param {Edit} exact */
  rehearse(exact) {
    checkHost();
    this.#growth?.rehearse(quantise(exact));
    this.changed();
  }

  endRehearsal() {
    if (this.#growth?.endRehearsal()) this.changed();
  }

  /** Along the timeline: as far as one frame goes, and the rest of the way frame by frame. @param {(timeline: Timeline, slice: Slice) => unknown} move @param {string} [sentence] */
  goAlong(move, sentence) {
    const growth = this.#growth;
    if (!growth) return;
    checkHost();
    this.#player.travel();
    this.#travel(growth, move);
    if (sentence) this.#view.announce(sentence);
  }

  /** The grid changed by other means than playing. */
  changed() {
    this.redraw();
    this.tellSoon();
  }

  redraw() {
    this.#isDirty = true;
    this.#loop.request();
  }

  /** Once a frame, however much happens in it. */
  tellSoon() {
    if (this.#growth && !this.#telling) this.#telling = windowOf(this.#element).requestAnimationFrame((nowMs) => this.#tell(nowMs));
  }

  /** From one cell at step 0. @param {Growth} growth */
  #begin(growth) {
    this.restAt(this.#element.restAt);
    growth.restart(this.#element.seed);
    this.#onMoved(growth.timeline.settings); // what else grew there does so no more
    this.#pace.forgetTime();
    this.changed();
  }

  /** @param {Growth} growth @param {number} numSteps */
  #makeSteps(growth, numSteps) {
    this.#afterSteps(growth, this.#pace.step(growth, numSteps));
    this.changed();
  }

  /** @param {Growth} growth @param {boolean} hasHealed */
  #afterSteps(growth, hasHealed) {
    this.#onMoved(growth.timeline.settings);
    if (!hasHealed) return;
    this.#view.announce(text.healed(growth.healedAfter ?? 0));
    emit(this.#element, 'healed', { numSteps: growth.healedAfter });
  }

  /** @param {number} nowMs @returns {boolean} whether to go on */
  #frame(nowMs) {
    const growth = this.#growth, player = this.#player;
    if (!growth) return false;
    try {
      checkHost();
      if (player.state === 'travelling') this.#travel(growth, (timeline, slice) => timeline.travel(slice));
      else if (player.state === 'playing') this.#play(growth, nowMs);
      if (growth !== this.#growth) return this.#growth !== undefined; // whoever heard of it took it away
      if (this.#isDirty) {
        this.#isDirty = false;
        this.#view.draw(growth.sim);
        if (player.state !== 'still') this.#view.hidePoster();
      }
    } catch (error) {
      growth.timeline.stay();
      player.happen('fail');
      this.#onFail(error);
    }
    return player.state === 'travelling' || player.state === 'playing';
  }

  /** @param {Growth} growth @param {number} nowMs */
  #play(growth, nowMs) {
    const { restStep } = this.#player;
    this.#afterSteps(growth, this.#pace.play(growth, nowMs, { speed: this.#element.speed, lastStep: restStep }));
    this.#isDirty = true;
    if (growth !== this.#growth) return;
    if (growth.sim.numSteps >= restStep) this.#player.happen('rest');
    if (nowMs - this.#lastTellingMs >= STEP_EVENT_MS) this.#tell(nowMs);
  }

  /** @param {Growth} growth @param {(timeline: Timeline, slice: Slice) => unknown} move */
  #travel(growth, move) {
    move(growth.timeline, { maxMs: TRAVEL_MS });
    growth.changed();
    if (growth.timeline.goal === undefined) this.#player.arrive();
    if (growth !== this.#growth) return;
    this.#onMoved(growth.timeline.settings);
    this.changed();
  }

  /** It is in another state. @param {State} before @param {State} after */
  #turned(before, after) {
    if (before === 'still' && after === 'playing' && this.#growth) this.#begin(this.#growth);
    this.#pace.forgetTime();
    this.#loop.request();
    this.tellSoon();
    if (after !== 'empty') this.#tellGoing();
    if (after === 'resting') emit(this.#element, 'rest', { numSteps: this.#element.numSteps });
  }

  #tellGoing() {
    const { isGoing, isResting } = this, { numSteps, numAlive } = this.#element;
    if (isGoing === this.#wasGoing) return;
    this.#wasGoing = isGoing;
    this.#view.announce(isGoing ? text.playing : isResting ? text.restingAt(numSteps, numAlive) : text.pausedAt(numSteps));
    emit(this.#element, isGoing ? 'play' : 'pause');
  }

  /** @param {number} nowMs */
  #tell(nowMs) {
    windowOf(this.#element).cancelAnimationFrame(this.#telling);
    this.#telling = 0;
    this.#lastTellingMs = nowMs;
    this.#growth?.measure((meters) => emit(this.#element, 'step', { ...meters, stepsPerSecond: this.stepsPerSecond }));
  }
}

function prefersReducedMotion() {
  return globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false;
}
