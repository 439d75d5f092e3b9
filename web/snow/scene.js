/**
 * The snowfall on one canvas: who falls, who may make a step, what is drawn.
 *
 * It works only while it plays and can be seen. Standing still it grows what is not yet shown, draws once, and asks for no more frames.
 *
 * @import { ShowCore } from '../core/show-core.js'
 * @import { Blizzard } from './blizzard.js'
 * @import { Kind } from './falling.js'
 */
import { watchPixels } from '../element/pixels.js';
import { VisibleLoop } from '../element/visible-loop.js';
import { contextOf } from '../look/canvas.js';
import { nearnessOf } from './alike.js';
import { Flake } from './flake.js';
import { groundOf, paintSky } from './sky.js';

/** Milliseconds of a frame that steps may take. */
const STEPS_BUDGET_MS = 6;
/** After a longer gap nobody wants the lost time back. */
const MAX_GAP_SECONDS = 0.1;
/** More device pixels than this nobody sees, and every one costs. */
const MAX_PIXEL_RATIO = 2;
/** Of so many places the one farthest from the other flakes is taken. */
const NUM_TRIES = 6;
const CHANGE_EVENT_MS = 250;

export class SnowScene {
  #core;
  #drawKind;
  #canvas;
  #context;
  #onChange;
  #sky = document.createElement('canvas');
  #loop = new VisibleLoop((nowMs) => this.#frame(nowMs), () => { this.#lastMs = NaN; });
  /** In the order in which they came. @type {Flake[]} */
  #flakes = [];
  /** The same as they are drawn, the far ones first. @type {Flake[]} */
  #fromFar = [];
  /** Behind them all, where there are so many. @type {Blizzard | undefined} */
  #far;
  #stepsOfGone = 0;
  /** Whose turn it is to step first, so that none starves when the time is short. */
  #first = 0;
  #isPlaying = false;
  #wind = 0;
  #windNow = 0;
  #lastMs = NaN;
  #lastChangeMs = -Infinity;
  #width = 1;
  #height = 1;
  #pixelRatio = 1;
  /** A length that grows with the scene, so that it looks alike on a phone and on a wall. */
  #unitPx = 1;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {ShowCore} core
   * @param {() => Kind} drawKind gives what each flake that begins shall be
   * @param {() => void} onChange called at most four times a second, and whenever it comes to stand
   */
  constructor(canvas, core, drawKind, onChange) {
    const context = contextOf(canvas, { alpha: false });
    this.#canvas = canvas;
    this.#context = context;
    this.#core = core;
    this.#drawKind = drawKind;
    this.#onChange = onChange;
    this.#resize();
    watchPixels(canvas, () => this.#resize());
    this.#loop.start(canvas, new AbortController().signal); // the page keeps it for as long as it is open
  }

  get isPlaying() { return this.#isPlaying; }
  get numFlakes() { return this.#staying.length; }
  get numAlive() { return this.#flakes.reduce((sum, flake) => sum + flake.numAlive, this.#far?.numAlive ?? 0); }
  /** Made by all flakes, since the beginning. */
  get numSteps() { return this.#flakes.reduce((sum, flake) => sum + flake.numSteps, this.#stepsOfGone + (this.#far?.numSteps ?? 0)); }
  /** @returns {import('./drift.js').Sky} */
  get sky() { return { width: this.#width, height: this.#height, unitPx: this.#unitPx }; }

  play() {
    this.#isPlaying = true;
    this.#lastMs = NaN;
    this.#loop.request();
  }

  pause() {
    this.#isPlaying = false;
    for (const flake of this.#flakes) flake.isHidden = false; // those that still grew in hiding stand there as they are
    this.#far?.stand();
    this.#loop.request(); // one last frame
  }

  /** @param {number} wind -1 from the right to 1 from the left */
  setWind(wind) {
    this.#wind = wind;
  }

  /** @param {number} count of flakes */
  setCount(count) {
    const staying = this.#staying;
    for (const flake of staying.slice(count)) flake.leave();
    for (let i = staying.length; i < count; i++) this.#add(i);
    if (!this.#isPlaying) this.#forget(this.#flakes.filter((flake) => flake.isLeaving));
    this.#loop.request();
  }

  /** @param {Blizzard | undefined} far what falls behind all that is near */
  setFar(far) {
    if (!far) this.#stepsOfGone += this.#far?.numSteps ?? 0;
    this.#far = far;
    far?.setSky(this.sky, this.#pixelRatio);
    this.#loop.request();
  }

  /** How many of these there shall be. @param {number} count */
  setFarCount(count) {
    this.#far?.setCount(count);
    this.#loop.request();
  }

  /** What was to be drawn far off is there. */
  showFar() {
    if (!this.#isPlaying) this.#draw(false);
  }

  /** Something else falls from now on, in place of all that does. @param {() => Kind} drawKind */
  change(drawKind) {
    const { numFlakes } = this;
    this.#drawKind = drawKind;
    this.setCount(0);
    this.setCount(numFlakes);
  }

  /** @param {number} x CSS pixels @param {number} y @returns {Kind | undefined} what was hit */
  woundAt(x, y) {
    const hit = this.#fromFar.filter((flake) => flake.isAt(x, y, this.#unitPx)).pop();
    hit?.woundAt(x, y, this.#unitPx);
    this.#loop.request();
    return hit?.kind;
  }

  /** Wound the nearest flake that is whole. @returns {Kind | undefined} which it was */
  woundOne() {
    const nearest = this.#fromFar.filter((flake) => flake.isWhole && !flake.isHidden && flake.y > 0 && flake.y < this.#height).pop();
    nearest?.woundAnywhere();
    this.#loop.request();
    return nearest?.kind;
  }

  get #staying() { return this.#flakes.filter((flake) => !flake.isLeaving); }

  /** @param {number} index golden multiples are spread evenly, however many there are: no two flakes are equally near */
  #add(index) {
    const flake = new Flake(this.#core, nearnessOf(index));
    flake.setScale(this.#unitPx, this.#pixelRatio);
    // Every third one is seen growing from its first cell. The others grow in hiding, so that it snows from the first second.
    flake.isHidden = !this.#isPlaying || index % 3 !== 0;
    this.#begin(flake, 0.75);
    this.#flakes.push(flake);
    this.#sort();
  }

  /** @param {Flake[]} flakes */
  #forget(flakes) {
    if (flakes.length === 0) return;
    for (const flake of flakes) {
      this.#stepsOfGone += flake.numSteps;
      flake.destroy();
    }
    this.#flakes = this.#flakes.filter((flake) => !flakes.includes(flake));
    this.#sort();
  }

  #sort() {
    this.#fromFar = [...this.#flakes].sort((a, b) => a.nearness - b.nearness);
  }

  /** @param {Flake} flake @param {number} depth of the stripe at the top where it may begin, in heights */
  #begin(flake, depth) {
    const places = Array.from({ length: NUM_TRIES }, () => ({ x: Math.random() * this.#width, y: Math.random() * depth * this.#height }));
    const roomAt = (/** @type {{ x: number, y: number }} */ { x, y }) => Math.min(Infinity, ...this.#flakes
      .filter((other) => other !== flake)
      .map((other) => Math.hypot(x - other.x, y - other.y) - other.radiusPx));
    const { x, y } = places.reduce((best, place) => (roomAt(place) > roomAt(best) ? place : best));
    flake.begin(this.#drawKind(), x, y);
  }

  /** @param {number} nowMs @returns {boolean} whether to go on */
  #frame(nowMs) {
    const startMs = performance.now(), inTime = () => performance.now() - startMs < STEPS_BUDGET_MS;
    const seconds = this.#isPlaying && !Number.isNaN(this.#lastMs) ? Math.min(Math.max(nowMs - this.#lastMs, 0) / 1000, MAX_GAP_SECONDS) : 0;
    this.#lastMs = nowMs;
    if (this.#isPlaying) {
      this.#fall(seconds);
      this.#grow(inTime);
      this.#growHidden(inTime);
    } else {
      const isFarGrown = this.#far?.growHidden() ?? true;
      if (!this.#growHidden(inTime) || !isFarGrown) return true;
    }
    this.#draw();
    if (!this.#isPlaying || nowMs - this.#lastChangeMs >= CHANGE_EVENT_MS) {
      this.#lastChangeMs = nowMs;
      this.#onChange();
    }
    return this.#isPlaying;
  }

  /** @param {number} seconds */
  #fall(seconds) {
    this.#windNow += (this.#wind - this.#windNow) * Math.min(1, 1.5 * seconds); // it swells, as wind does
    for (const flake of this.#flakes) {
      flake.fall(seconds, this.#unitPx, this.#windNow);
      const span = this.#width + 2 * flake.radiusPx;
      if (flake.x < -flake.radiusPx) flake.x += span;
      else if (flake.x > this.#width + flake.radiusPx) flake.x -= span;
      if (flake.y > this.#groundOf(flake)) this.#begin(flake, 0.12);
    }
    this.#forget(this.#flakes.filter((flake) => flake.hasFaded));
    this.#far?.fall(seconds, this.#windNow);
  }

  /** Every flake whose step is due makes it, as long as the time lasts. @param {() => boolean} inTime */
  #grow(inTime) {
    const count = this.#flakes.length;
    for (let i = 0; i < count && inTime(); i++) {
      this.#first = (this.#first + 1) % count;
      const flake = this.#flakes[this.#first];
      if (flake.isDue) flake.step();
    }
  }

  /** Each is shown as soon as it is grown. @param {() => boolean} inTime @returns {boolean} whether none is hidden any more */
  #growHidden(inTime) {
    for (const flake of this.#flakes.filter(({ isHidden }) => isHidden)) {
      while (!flake.isGrown) {
        if (!inTime()) return false;
        flake.growHidden();
      }
      flake.show({ slowly: this.#isPlaying });
    }
    return true;
  }

  /** @param {Flake} flake */
  #groundOf(flake) {
    return groundOf(flake.nearness, this.#height, flake.radiusPx);
  }

  /** @param {boolean} [isFarAnew] or what was drawn far off is shown again */
  #draw(isFarAnew = true) {
    this.#context.setTransform(1, 0, 0, 1, 0, 0);
    this.#context.globalAlpha = 1;
    this.#context.drawImage(this.#sky, 0, 0);
    this.#context.scale(this.#pixelRatio, this.#pixelRatio);
    this.#far?.draw(this.#context, isFarAnew);
    for (const flake of this.#fromFar) flake.draw(this.#context, this.#unitPx, this.#groundOf(flake));
  }

  #resize() {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    if (width === 0 || height === 0) return;
    this.#pixelRatio = Math.min(devicePixelRatio, MAX_PIXEL_RATIO);
    for (const flake of this.#flakes) {
      flake.x *= width / this.#width;
      flake.y *= height / this.#height;
    }
    this.#width = width;
    this.#height = height;
    this.#unitPx = 0.28 + Math.sqrt(width * height) / 950;
    for (const canvas of [this.#canvas, this.#sky]) {
      canvas.width = Math.round(width * this.#pixelRatio);
      canvas.height = Math.round(height * this.#pixelRatio);
    }
    const context = contextOf(this.#sky);
    context.scale(this.#pixelRatio, this.#pixelRatio);
    paintSky(context, width, height);
    for (const flake of this.#flakes) flake.setScale(this.#unitPx, this.#pixelRatio);
    this.#far?.setSky(this.sky, this.#pixelRatio);
    this.#draw();
  }
}
