/**
 * <snowflake-nca>: a neural cellular automaton that grows, heals and can be wounded.
 *
 * Attributes, each mirrored by a property; what makes no sense reads as the default:
 *   model        a bundled name or the URL of a safetensors file        size       cells, "32" or "HEIGHTxWIDTH"; default the model's
 *   speed        steps per second, default 30                           paused     present: stands still
 *   seed         of the random fire mask, default 1                     rest-at    step to stop at by itself, or "never"
 *   interactive  present: pointer and keys work the tool                tool       wound (default) or seed
 *   brush        radius in cells, default 2.5                           renderer   auto (default), webgl or 2d
 *   label        what a screen reader calls it
 * Methods: step(n) restart() play() pause() plantSeed(x, y) wound(x, y, radius) loadModel(source) setParams(params) toBlob()
 * Events:  ready, step (at most 10 a second), play, pause, wound, plant, rest, error (detail: code and sentence)
 *
 * It makes no step off screen or in a hidden tab, and gives everything back when it is removed.
 *
 * @import { Core, Sim } from '../core/nca.js'
 * @import { Model } from '../core/types.js'
 * @import { LoadedModel, ModelSource } from './model-source.js'
 */
import { NcaError } from '../core/nca.js';
import { RateMeter } from '../core/rate-meter.js';
import { createCore } from '../core/shared.js';
import { text } from '../text.js';
import { parseRestAt, parseSize } from './attributes.js';
import { StepClock } from './clock.js';
import { listenToKeyboard } from './keyboard.js';
import { MirroredElement } from './mirrored-element.js';
import { resolveModel } from './model-source.js';
import { listenToPointer } from './pointer.js';
import { Canvas2dRenderer } from './renderer-2d.js';
import { View } from './view.js';
import { VisibleLoop } from './visible-loop.js';

const STEP_EVENT_MS = 100;
/** A flake that rests and is touched wakes for as many steps, to show what it makes of it. */
const WAKE_STEPS = 48;
/** The step shown, still, to those who asked for less motion. */
const STILL_STEP = 96;

export class SnowflakeNca extends MirroredElement {
  static observedAttributes = [...MirroredElement.mirroredAttributes, 'rest-at'];

  #view = new View(this.attachShadow({ mode: 'open', delegatesFocus: true }), () => this.#redraw());
  #loop = new VisibleLoop((nowMs) => this.#frame(nowMs), () => this.#clock.restart());
  #clock = new StepClock();
  #meter = new RateMeter();
  #stepsMade = 0;
  #lastStepEventMs = -Infinity;
  #isDirty = false;

  /** From connected to disconnected. @type {AbortController | undefined} */
  #lifetime;
  /** The newest load; an older one gives way. @type {AbortController | undefined} */
  #loading;
  /** @type {Core | undefined} */
  #core;
  /** @type {Sim | undefined} */
  #sim;
  /** @type {LoadedModel | undefined} */
  #loaded;
  /** Where it will rest; moves on when it is woken. */
  #restStep = Infinity;
  #isResting = false;
  /** Shows a still picture because the visitor prefers reduced motion. */
  #isStill = false;

  connectedCallback() {
    const { signal } = (this.#lifetime = new AbortController());
    this.#view.connect(signal);
    this.#view.useRenderer(this.renderer);
    this.#view.describe(this.interactive, this.label);
    this.#loop.start(this, signal);
    const isInteractive = () => this.interactive && this.#sim !== undefined;
    const hover = (/** @type {{ x: number, y: number } | undefined} */ place) => this.#hover(place);
    listenToPointer({
      frame: this.#view.frame, isInteractive, hover,
      cellAt: (x, y) => this.#view.cellAt(x, y),
      use: (x, y, isDrag) => this.#useTool(x, y, isDrag),
      spacing: () => this.brush / 2,
    }, signal);
    listenToKeyboard({
      frame: this.#view.frame, isInteractive,
      grid: () => this.#sim ?? { width: 1, height: 1 },
      hover: (place) => {
        hover(place);
        if (place) this.#view.announce(text.element.brushAt(Math.floor(place.x), Math.floor(place.y)));
      },
      use: (x, y) => this.#useTool(x, y, false),
      togglePlay: () => (this.paused ? this.play() : this.pause()),
      step: () => this.step(),
      restart: () => this.restart(),
    }, signal);
    if (prefersReducedMotion() && !this.paused) {
      this.#isStill = true;
      this.paused = true;
    }
    void this.#load(this.#loaded ?? this.getAttribute('model'));
  }

  disconnectedCallback() {
    this.#loading?.abort();
    this.#lifetime?.abort();
    this.#sim?.destroy();
    this.#lifetime = this.#loading = this.#sim = this.#core = undefined;
  }

  /** @param {string} name @param {string | null} before @param {string | null} after */
  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === 'paused' && (before === null) !== (after === null)) this.#pausedChanged();
    if (name === 'model') this.#loaded = undefined;
    if (!this.#lifetime) return;
    if (name === 'model') void this.#load(after);
    else if (name === 'size') this.#replaceSim();
    else if (name === 'seed') this.restart();
    else if (name === 'rest-at') this.#restStep = this.restAt;
    else if (name === 'renderer') this.#view.useRenderer(this.renderer);
    else if (name === 'interactive' || name === 'label') this.#view.describe(this.interactive, this.label);
  }

  /** The step to rest at; Infinity: never. */
  get restAt() { return parseRestAt(this.getAttribute('rest-at')) ?? this.#loaded?.restStep ?? Infinity; }
  set restAt(value) { this.setAttribute('rest-at', value === Infinity ? 'never' : String(value)); }

  /** Which renderer is really at work. */
  get activeRenderer() { return this.#view.rendererName; }
  /** Steps since the last restart. */
  get numSteps() { return this.#sim?.numSteps ?? 0; }
  get numAlive() { return this.#sim?.numAlive ?? 0; }
  /** Measured, while it plays. */
  get stepsPerSecond() { return this.paused ? 0 : this.#meter.perSecond; }
  get isResting() { return this.#isResting; }
  /** The model that grows, to save or to train on. @returns {Model | undefined} */
  get currentModel() { return this.#loaded?.model; }

  play() { this.paused = false; }
  pause() { this.paused = true; }

  /** Make steps now, playing or not. @param {number} [numSteps] */
  step(numSteps = 1) {
    if (!this.#sim || !(numSteps >= 1)) return;
    this.#makeSteps(Math.floor(numSteps));
    if (this.#sim.numSteps >= this.#restStep) {
      this.#restStep = Infinity; // who stepped past it by hand wants to see more
      this.#isResting = false;
    }
    this.#changed();
  }

  /** Grow again from one cell. One that had come to rest plays again. */
  restart() {
    if (!this.#sim) return;
    const wasResting = this.#isResting;
    this.#isResting = this.#isStill = false;
    this.#restStep = this.restAt;
    this.#sim.reset(this.seed);
    this.#clock.restart();
    this.#meter.restart();
    if (wasResting) this.paused = false;
    this.#changed();
  }

  /** @param {number} x in cells @param {number} y */
  plantSeed(x, y) {
    if (!this.#sim) return;
    this.#sim.plant(x, y);
    this.#touched('plant', { x, y });
  }

  /** Clear the cells of a disc. @param {number} x in cells @param {number} y @param {number} [radius] */
  wound(x, y, radius = this.brush) {
    if (!this.#sim) return;
    this.#sim.damage(x, y, radius);
    this.#touched('wound', { x, y, radius });
  }

  /**
   * Grow from another model. The newest call wins; an older one ends without a word.
   * @param {ModelSource} source a bundled name, a URL, a file or a model
   * @returns {Promise<boolean>} whether it grows now; if not, an error event told why and the old model goes on
   */
  loadModel(source) {
    return this.#load(source);
  }

  /** Take new weights into the running grid, as training makes them. @param {Float32Array} params */
  setParams(params) {
    if (!this.#loaded) return;
    this.#loaded = { ...this.#loaded, model: { ...this.#loaded.model, params } };
    this.#sim?.setModel(this.#loaded.model);
  }

  /**
   * The picture as a PNG.
   * @param {{ cellPixels?: number }} [options]
   * @returns {Promise<Blob | null>}
   */
  async toBlob({ cellPixels = 16 } = {}) {
    if (!this.#sim) return null;
    const renderer = new Canvas2dRenderer();
    renderer.draw(this.#sim.rgba(), this.#sim.height, this.#sim.width, cellPixels);
    return new Promise((resolve) => renderer.canvas.toBlob(resolve));
  }

  /** @param {ModelSource | LoadedModel | null} source */
  async #load(source) {
    this.#loading?.abort();
    const { signal } = (this.#loading = new AbortController());
    try {
      const core = (this.#core ??= await createCore());
      const isLoaded = source !== null && typeof source === 'object' && 'restStep' in source;
      const loaded = isLoaded ? source : await resolveModel(source, core, signal);
      if (signal.aborted) return false;
      this.#loaded = loaded;
      if (!this.#lifetime) return true; // grows when connected
      this.#view.showMessage('');
      if (!this.#replaceSim()) return false;
      const { model, title } = loaded, { height, width } = /** @type {Sim} */ (this.#sim);
      this.#emit('ready', { title, height, width, epochs: model.epochs, config: model.config });
      return true;
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
      return false;
    }
  }

  /** A grid of the right size with the loaded model in it. The old one stays if there is no memory for it. */
  #replaceSim() {
    if (!this.#core || !this.#loaded) return false;
    const { model } = this.#loaded, ownSide = model.config.alive === 'post' ? 32 : 72;
    const size = parseSize(this.getAttribute('size')) ?? { height: model.height || ownSide, width: model.width || ownSide };
    try {
      if (this.#sim?.height !== size.height || this.#sim.width !== size.width) {
        const sim = this.#core.createSim(size);
        this.#sim?.destroy();
        this.#sim = sim;
      }
      this.#sim.setModel(model);
    } catch (error) {
      this.#fail(error);
      return false;
    }
    this.#view.setGrid(size);
    const wasStill = this.#isStill;
    this.restart();
    if (wasStill) this.#showStill();
    return true;
  }

  #showStill() {
    this.#makeSteps(Math.min(this.#restStep, STILL_STEP));
    this.#isStill = true;
    this.#changed();
  }

  /** @param {number} numSteps */
  #makeSteps(numSteps) {
    const startMs = performance.now();
    this.#sim?.step(numSteps);
    this.#clock.took(numSteps, performance.now() - startMs);
    this.#stepsMade += numSteps;
    this.#isDirty = true;
  }

  /** @param {number} nowMs @returns {boolean} whether to go on */
  #frame(nowMs) {
    const sim = this.#sim;
    if (!sim) return false;
    if (!this.paused) {
      const steps = Math.min(this.#clock.due(nowMs, this.speed), Math.max(this.#restStep - sim.numSteps, 0));
      if (steps > 0) this.#makeSteps(steps);
      this.#meter.add(nowMs, this.#stepsMade);
      if (sim.numSteps >= this.#restStep) this.#rest();
      if (nowMs - this.#lastStepEventMs >= STEP_EVENT_MS) {
        this.#lastStepEventMs = nowMs;
        this.#emitStep();
      }
    }
    if (this.#isDirty) {
      this.#isDirty = false;
      this.#view.draw(sim.rgba());
    }
    return !this.paused;
  }

  #rest() {
    this.#isResting = true;
    this.paused = true;
    this.#emit('rest', { numSteps: this.numSteps });
  }

  #pausedChanged() {
    if (!this.paused) {
      if (this.#isStill) this.restart();
      else if (this.#isResting) this.#restStep = Infinity; // it was asked to go on
      this.#isResting = this.#isStill = false;
    }
    this.#clock.restart();
    this.#meter.restart();
    this.#loop.request();
    const resting = this.#isResting && text.element.restingAt(this.numSteps, this.numAlive);
    this.#view.announce(!this.paused ? text.element.playing : resting || text.element.pausedAt(this.numSteps));
    this.#emit(this.paused ? 'pause' : 'play', {});
    this.#emitStep();
  }

  /** @param {number} x in cells @param {number} y @param {boolean} isDrag */
  #useTool(x, y, isDrag) {
    if (this.tool === 'seed') {
      if (isDrag) return; // one press, one seed
      this.plantSeed(Math.floor(x), Math.floor(y));
      this.#view.announce(text.element.planted);
    } else {
      this.wound(x, y);
      if (!isDrag) this.#view.announce(text.element.wounded(this.numAlive));
    }
  }

  /** @param {'wound' | 'plant'} type @param {object} detail */
  #touched(type, detail) {
    if (this.#isResting && !prefersReducedMotion()) {
      this.#isResting = false;
      this.#restStep = this.numSteps + WAKE_STEPS;
      this.paused = false;
    }
    this.#emit(type, detail);
    this.#changed();
  }

  /** @param {{ x: number, y: number } | undefined} place */
  #hover(place) {
    if (!place || !this.#sim) this.#view.hideBrush();
    else if (this.tool === 'seed') this.#view.showBrush(Math.floor(place.x) + 0.5, Math.floor(place.y) + 0.5, 0.5, true);
    else this.#view.showBrush(place.x, place.y, this.brush, false);
  }

  /** The grid changed by other means than playing. */
  #changed() {
    this.#redraw();
    this.#emitStep();
  }

  #redraw() {
    this.#isDirty = true;
    this.#loop?.request();
  }

  #emitStep() {
    this.#emit('step', { numSteps: this.numSteps, numAlive: this.numAlive, stepsPerSecond: this.stepsPerSecond });
  }

  /** @param {unknown} error */
  #fail(error) {
    const known = error instanceof NcaError;
    const sentence = known ? error.message : text.messages.failed;
    if (!this.#sim) this.#view.showMessage(sentence);
    this.#emit('error', { code: known ? error.code : 'UNKNOWN', sentence, cause: error });
  }

  /** @param {string} type @param {object} detail */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

function prefersReducedMotion() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

customElements.define('snowflake-nca', SnowflakeNca);
