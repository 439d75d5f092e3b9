/**
 * The flakes far off: thousands, which grow on the graphics card, on one grid, and are drawn from there. Fetched when more are asked for than the processor bears.
 *
 * @import { Kind } from './falling.js'
 * @import { Sky } from './drift.js'
 */
import { withoutDetails } from '../core/details.js';
import { weightsOf } from '../core/mix.js';
import { MAX_KINDS } from '../core/fields.js';
import { layoutOf } from '../core/shape.js';
import { Atlas } from '../gpu/atlas.js';
import { roomFor } from '../gpu/atlas-size.js';
import { requestDevice } from '../gpu/device.js';
import { CardFlurry, ReadFlurry } from '../gpu/flurry-screen.js';
import { StepPace } from '../gpu/step-pace.js';
import { MOONLIGHT, STEPS_PER_SECOND, STILL_STEP } from './alike.js';
import { Drift } from './drift.js';

/** Squares of a grid, at least: of more it is made anew, and all begin anew. */
const FEWEST = 64;
const COUNT_EVERY_MS = 1000;

export class Blizzard {
  #device;
  #screen;
  #pace;
  #drawKind;
  #drift = new Drift();
  /** @type {Atlas | undefined} */
  #atlas;
  #sky;
  #pixelRatio = 1;
  #waitingSteps = 0;
  /** At which those that are newest look grown. */
  #grownStep = 0;
  #stepsOfGone = 0;
  #numAlive = 0;
  #nextCountMs = 0;
  #isGone = false;

  /**
   * @param {GPUDevice} device @param {{ isSoftware: boolean, drawKind: () => Kind, sky: Sky, onDrawn: () => void }} options isSoftware: it is no card;
   *   drawKind: gives what each shall be that begins; onDrawn: called when what was to be drawn is there only now
   */
  constructor(device, { isSoftware, drawKind, sky, onDrawn }) {
    this.#device = device;
    this.#screen = isSoftware ? new ReadFlurry(device, onDrawn) : new CardFlurry(device);
    this.#pace = new StepPace(device.queue);
    this.#drawKind = drawKind;
    this.#sky = sky;
  }

  get count() { return this.#drift.count; }
  /** As they were counted last. */
  get numAlive() { return this.count === 0 ? 0 : this.#numAlive; }
  /** Made by all of them, since the beginning. */
  get numSteps() { return this.#stepsOfGone; }
  get #step() { return this.#atlas?.sim.numSteps ?? 0; }

  /** @param {number} count @throws {import('../core/error.js').NcaError} GPU_GRID_TOO_LARGE, GPU_NO_KERNELS */
  setCount(count) {
    if (this.#isGone) return;
    if (count === 0) this.#forget(); // with its room on the card
    else if (count > (this.#atlas?.numSquares ?? 0)) this.#makeRoom(count);
    this.#atlas?.end(Array.from({ length: Math.max(0, this.count - count) }, (_, i) => count + i));
    this.#plant(this.#drift.setCount(count, this.#sky, this.#step));
  }

  /** None falls any more; those that begin from now on are something else. @param {() => Kind} drawKind */
  change(drawKind) {
    this.#drawKind = drawKind;
    this.#forget();
  }

  /** @param {Sky} sky @param {number} pixelRatio device pixels in a CSS pixel */
  setSky(sky, pixelRatio) {
    this.#drift.stretch(sky.width / this.#sky.width, sky.height / this.#sky.height);
    this.#sky = sky;
    this.#pixelRatio = pixelRatio;
  }

  /** @param {number} seconds @param {number} wind -1..1 */
  fall(seconds, wind) {
    if (this.#isGone || this.count === 0) return;
    this.#plant(this.#drift.fall(seconds, this.#sky, wind, this.#step));
    this.#waitingSteps = Math.min(this.#waitingSteps + seconds * STEPS_PER_SECOND, 1); // what could not be afforded is not owed
    if (this.#waitingSteps < 1 || !this.#pace.isFree) return;
    this.#waitingSteps = 0;
    this.#grow(1);
  }

  /** Grow without falling. @returns {boolean} whether all look grown */
  growHidden() {
    if (this.#isGone || this.count === 0 || this.#step >= this.#grownStep) return true;
    if (this.#pace.isFree) this.#grow(Math.min(this.#pace.most, this.#grownStep - this.#step));
    return false;
  }

  /** Those that still grow stand there as they are. */
  stand() {
    this.#grownStep = this.#step;
  }

  /** On all that is there. @param {CanvasRenderingContext2D} context in CSS pixels @param {boolean} isAnew or it is enough to show what was drawn */
  draw(context, isAnew) {
    const atlas = this.#atlas, { width, height } = this.#sky, size = { width: Math.round(width * this.#pixelRatio), height: Math.round(height * this.#pixelRatio) };
    if (!atlas || this.#isGone || this.count === 0) return;
    if (isAnew) this.#screen.draw(size, atlas, this.#drift.drawn(this.#sky, this.#step, this.#pixelRatio, atlas.pitch), MOONLIGHT.map((each) => each / 255));
    const { canvas } = this.#screen;
    if (canvas.width === 0 || canvas.height === 0) return;
    context.globalAlpha = 1;
    context.drawImage(canvas, 0, 0, width, height);
  }

  destroy() {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#forget();
    this.#screen.dispose();
    this.#device.destroy();
  }

  /** @param {number} count */
  #makeRoom(count) {
    const kinds = Array.from({ length: MAX_KINDS }, () => this.#drawKind()), model = withoutDetails(kinds[0].model), { goals } = layoutOf(model.config);
    this.#forget();
    this.#atlas = new Atlas(this.#device, model, {
      count: Math.max(count, Math.min(roomFor(this.#device.limits, model), Math.max(FEWEST, 2 ** Math.ceil(Math.log2(count))))),
      mixes: kinds.map(({ mix }) => weightsOf(mix, goals)), seed: Math.floor(Math.random() * 2 ** 32),
    });
  }

  #forget() {
    this.#screen.forget();
    this.#atlas?.destroy();
    this.#atlas = undefined;
    this.#drift.setCount(0, this.#sky, 0);
    this.#grownStep = 0;
  }

  /** @param {number[]} squares that begin, each another one */
  #plant(squares) {
    const atlas = this.#atlas;
    if (!atlas || squares.length === 0) return;
    atlas.begin(squares.map((square) => ({ square, kind: Math.floor(Math.random() * atlas.sim.numKinds) })));
    this.#grownStep = this.#step + STILL_STEP;
  }

  /** @param {number} numSteps */
  #grow(numSteps) {
    const atlas = this.#atlas;
    if (!atlas) return;
    void this.#pace.ask(numSteps, () => atlas.step(numSteps));
    this.#stepsOfGone += numSteps * this.count;
    if (performance.now() >= this.#nextCountMs) void this.#countAlive(atlas);
  }

  /** @param {Atlas} atlas */
  async #countAlive(atlas) {
    this.#nextCountMs = Infinity;
    this.#numAlive = await atlas.sim.numAlive().catch(() => this.#numAlive);
    this.#nextCountMs = performance.now() + COUNT_EVERY_MS;
  }
}

/**
 * @param {Omit<ConstructorParameters<typeof Blizzard>[1], 'isSoftware'> & { onlyOnCard: boolean, onLost: () => void }} options onLost: called when the card was taken away, had no room, or is needed no more
 * @throws {import('../core/error.js').NcaError} NO_WEBGPU
 */
export async function openBlizzard({ onlyOnCard, onLost, ...options }) {
  const { device, isSoftware } = await requestDevice({ onlyOnCard });
  device.addEventListener('uncapturederror', () => device.destroy()); // it had no room, say
  void device.lost.then(onLost);
  try {
    return new Blizzard(device, { ...options, isSoftware });
  } catch (error) {
    device.destroy();
    throw error;
  }
}
