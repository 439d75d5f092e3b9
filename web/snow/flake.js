/**
 * One flake of the scene: a grid of its own that grows, and a place that falls.
 *
 * Where it is nearer it is larger, faster, brighter and sharper; everything here follows from that one number, 0 far to 1 near.
 *
 * @import { ShowCore } from '../core/show-core.js'
 * @import { Kind } from './falling.js'
 * @import { Cells } from '../look/cells.js'
 */
import { withoutDetails } from '../core/details.js';
import { weightsOf } from '../core/mix.js';
import { contextOf, putPicture } from '../look/canvas.js';
import { CellFeed } from '../look/cells.js';
import { MOONLIGHT, RADIUS_CELLS, STEPS_PER_SECOND, STILL_STEP, youthAt } from './alike.js';

export const SIDE_CELLS = 72;
/** Then it rests: its error falls no more, and turned off the axes of the grid it would slowly drift away from its form. */
const REST_STEP = 200;
/** What a wound is given to close. */
const HEAL_STEPS = 160;
/** Flakes begin to grow one after the other, not all at once. */
const MAX_WAIT_STEPS = 40;
const FADE_SECONDS = 0.7;
/** Half of a finger's width. */
const REACH_PX = 22;

/**
 * The direction in which all cells of a flake perceive, by which it grows turned.
 *
 * The rules were taught on an upright grid, yet they grow their form at every angle. Measured over 40 random angles each: at step 200
 * no flake has over 7.3 % too many or too few cells, but the farther from the axes of the grid it grew, the more it frays later. After
 * three wounds and 680 steps over 8 % are wrong in 7 of the emoji's snowflakes, 4 ice stars and no ice bloom; in 1, 1 and 0 of them
 * within 15 degrees of an axis. No picture is lost by staying there: these flakes look the same every 60 degrees, and a quarter turn is
 * 30 degrees out of step with that, so 15 to either side of the quarter turns is all there is to see.
 */
function randomAngle() {
  return (Math.floor(Math.random() * 4) * Math.PI) / 2 + ((Math.random() - 0.5) * Math.PI) / 6;
}

export class Flake {
  #sim;
  /** What the cells look like, one pixel each; and the same as large and as sharp as it is drawn. */
  #cells = newContext(SIDE_CELLS);
  #picture = newContext(1);
  #feed = new CellFeed((cells) => this.#paintCells(cells));
  #cellPx = 1;
  #waitingSteps = 0;
  #goalStep = REST_STEP;
  #swayPhase = 0;
  #swaySeconds = 1;
  #ageSeconds = 0;
  /** 1, rising to it when it appears, and falling to 0 once it shall leave. */
  #fade = 1;
  #isLeaving = false;
  /** Steps of the falls before this one. */
  #stepsBefore = 0;

  /** Which it is. @type {Kind | undefined} */
  kind;
  /** Place of its middle. CSS pixels. */
  x = 0;
  y = 0;
  /** Nobody sees it yet: it grows in place before it is shown, for a scene that stands still. */
  isHidden = false;

  /** @param {ShowCore} core @param {number} nearness 0..1 */
  constructor(core, nearness) {
    this.#sim = core.createSim({ height: SIDE_CELLS, width: SIDE_CELLS });
    this.nearness = nearness;
  }

  destroy() {
    this.#sim.destroy();
  }

  /** Grow again from one cell, somewhere else. @param {Kind} kind @param {number} x @param {number} y */
  begin(kind, x, y) {
    this.kind = kind;
    this.#stepsBefore += this.#sim.numSteps;
    this.#sim.setModel(withoutDetails(kind.model)); // too far off to see them
    if (this.#sim.numGoals > 1) this.#sim.setMix(weightsOf(kind.mix, this.#sim.numGoals));
    this.#sim.setAngle(randomAngle());
    this.#sim.reset(Math.floor(Math.random() * 2 ** 32));
    this.#goalStep = REST_STEP;
    this.#waitingSteps = -Math.random() * MAX_WAIT_STEPS;
    this.#swayPhase = Math.random() * 2 * Math.PI;
    this.#swaySeconds = 5 + 4 * Math.random();
    this.#ageSeconds = 0;
    this.x = x;
    this.y = y;
    this.#paint();
  }

  /** All it ever made. */
  get numSteps() { return this.#stepsBefore + this.#sim.numSteps; }
  get numAlive() { return this.#sim.numAlive; }
  get radiusPx() { return RADIUS_CELLS * this.#cellPx; }
  get isLeaving() { return this.#isLeaving; }
  get hasFaded() { return this.#isLeaving && (this.#fade === 0 || this.isHidden); }
  get isResting() { return this.#sim.numSteps >= this.#goalStep; }
  /** Grown, and without a wound that is still closing. */
  get isWhole() { return this.isGrown && (this.#goalStep === REST_STEP || this.isResting); }
  get isGrown() { return this.#sim.numSteps >= STILL_STEP; }

  /**
   * What the size of the scene makes of its nearness.
   * @param {number} unitPx a length that grows with the scene
   * @param {number} pixelRatio device pixels in a CSS pixel
   */
  setScale(unitPx, pixelRatio) {
    this.#cellPx = unitPx * (0.42 + 2.7 * this.nearness ** 1.5);
    const devicePx = this.#cellPx * pixelRatio;
    // Near ones show their cells as squares: whole pixels here, so that they stay squares when they are drawn between pixels.
    // Far ones are painted with too few pixels, which blurs them when they are drawn: canvas filters are not everywhere.
    const pixels = this.nearness > 0.4 ? Math.ceil(devicePx) : devicePx * (0.5 + this.nearness);
    this.#picture = newContext(Math.max(1, Math.round(SIDE_CELLS * pixels)));
    this.#picture.imageSmoothingEnabled = this.nearness <= 0.4;
    this.#picture.imageSmoothingQuality = 'medium';
    this.#paint();
  }

  /** @param {number} seconds @param {number} unitPx @param {number} wind -1..1 */
  fall(seconds, unitPx, wind) {
    const { nearness } = this;
    if (this.isHidden) return;
    this.#ageSeconds += seconds;
    this.#fade = Math.min(Math.max(this.#fade + (this.#isLeaving ? -seconds : seconds) / FADE_SECONDS, 0), 1);
    this.y += seconds * unitPx * (11 + 25 * nearness);
    this.x += seconds * unitPx * wind * (14 + 50 * nearness);
    this.#waitingSteps = Math.min(this.#waitingSteps + seconds * STEPS_PER_SECOND, 1); // what could not be afforded is not owed
  }

  /** A step is due, and wanted. */
  get isDue() {
    return this.#waitingSteps >= 1 && !this.isResting;
  }

  step() {
    this.#waitingSteps = 0;
    this.#sim.step();
    this.#paint();
  }

  /** Grow without falling. */
  growHidden() {
    this.#sim.step();
    if (this.isGrown) this.#paint();
  }

  /** @param {{ slowly: boolean }} how */
  show({ slowly }) {
    this.isHidden = false;
    if (slowly) this.#fade = 0;
  }

  leave() {
    this.#isLeaving = true;
  }

  /** @param {number} unitPx */
  #swayPx(unitPx) {
    return unitPx * (5 + 20 * this.nearness) * Math.sin(this.#swayPhase + (2 * Math.PI * this.#ageSeconds) / this.#swaySeconds);
  }

  /**
   * @param {CanvasRenderingContext2D} context in CSS pixels
   * @param {number} unitPx
   * @param {number} groundY where it lands
   */
  draw(context, unitPx, groundY) {
    if (this.isHidden) return;
    const sidePx = SIDE_CELLS * this.#cellPx, landing = Math.min(1, Math.max(0, (groundY - this.y) / (2 * this.radiusPx)));
    context.globalAlpha = (0.4 + 0.6 * Math.min(1, 1.3 * this.nearness)) * landing * this.#fade;
    context.drawImage(this.#picture.canvas, this.x + this.#swayPx(unitPx) - sidePx / 2, this.y - sidePx / 2, sidePx, sidePx);
  }

  /** @param {number} x CSS pixels of the scene @param {number} y @param {number} unitPx */
  isAt(x, y, unitPx) {
    return !this.isHidden && Math.hypot(x - this.x - this.#swayPx(unitPx), y - this.y) <= Math.max(this.radiusPx, REACH_PX);
  }

  /**
   * Cut a hole, which closes while it falls.
   * @param {number} x CSS pixels of the scene
   * @param {number} y
   * @param {number} unitPx
   */
  woundAt(x, y, unitPx) {
    // Whoever aims at a small one misses it easily: the wound moves into the flake.
    const dx = (x - this.x - this.#swayPx(unitPx)) / this.#cellPx, dy = (y - this.y) / this.#cellPx;
    const inwards = Math.min(1, (RADIUS_CELLS - 4) / Math.hypot(dx, dy));
    this.#wound(dx * inwards, dy * inwards, 5.5);
  }

  /** As a hand on the keyboard does it: off the middle, on any side. */
  woundAnywhere() {
    const angle = Math.random() * 2 * Math.PI;
    this.#wound(10 * Math.cos(angle), 10 * Math.sin(angle), 7);
  }

  /** @param {number} dx cells from the middle @param {number} dy @param {number} radius */
  #wound(dx, dy, radius) {
    this.#sim.damage(SIDE_CELLS / 2 + dx, SIDE_CELLS / 2 + dy, radius);
    if (this.#sim.numAlive === 0) this.#sim.plant(SIDE_CELLS / 2, SIDE_CELLS / 2); // a very young one, hit whole
    this.#goalStep = Math.max(this.#goalStep, this.#sim.numSteps + HEAL_STEPS);
    this.#paint();
  }

  #paint() {
    this.#feed.ask(this.#sim);
  }

  /** @param {Cells} cells */
  #paintCells(cells) {
    const context = this.#picture, { canvas } = context, youth = youthAt(this.#sim.numSteps);
    putPicture(this.#cells, cells);
    context.globalCompositeOperation = 'copy';
    context.drawImage(this.#cells.canvas, 0, 0, canvas.width, canvas.height);
    if (youth === 0) return;
    context.globalCompositeOperation = 'color';
    context.globalAlpha = youth ** 0.5;
    context.fillStyle = `rgb(${MOONLIGHT.join()})`;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.globalAlpha = 1;
    context.globalCompositeOperation = 'destination-in'; // the light falls on the cells alone
    context.drawImage(this.#cells.canvas, 0, 0, canvas.width, canvas.height);
  }
}

/** A square canvas of its own. @param {number} sidePixels */
function newContext(sidePixels) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = sidePixels;
  return contextOf(canvas);
}
