/**
 * <snowflake-nca>: a neural cellular automaton that grows, heals and can be wounded.
 *
 * Attributes, each mirrored by a property; what makes no sense reads as the default:
 *   model        a bundled name or the URL of a safetensors file        size       cells, "32" or "HEIGHTxWIDTH"; default the model's
 *   speed        steps per second, default 30, or "max"                 paused     present: stands still
 *   autoplay     "false": shows its poster, or itself grown, till play  controls   present: a bar with play, restart and undo
 *   seed         of the random fire mask, default 1                     rest-at    step to stop at by itself, or "never"
 *   angle        degrees by which every cell perceives turned           fire-rate  share of cells that take a step; default the model's
 *   interactive  present: pointer and keys work the tool                tool       wound (default), cut, half, noise or seed
 *   brush        radius in cells, default 2.5                           renderer   auto (default), webgl or 2d
 *   background   a colour of CSS; default none                          poster     URL of a picture that stands there until it moves
 *   label        what a screen reader calls it; default the model's title and how it grows
 * Content: a picture, say, shown like the poster; and in its place where scripts are off.
 * Methods: step(n) restart() = reset() play() pause() loadModel(source) setParams(params) toBlob()
 *          wound(x, y, radius) plantSeed(x, y) edit(edit) undo() redo() goTo(step) tell(record) zoom(factor) setView(view)
 * Events:  ready, step (at most 10 a second), play, pause, edit, wound, plant, healed, model, view, hover, rest, error (detail: code and sentence)
 * Parts:   frame, canvas, poster, brush, cut, message, controls, button, hint
 * Variables: --snowflake-background, -focus, -brush, -brush-shadow, -cut, -control (surface of buttons, hint and message), -control-ink, -accent (of a
 *          button under the pointer)
 *
 * It makes no step off screen or in a hidden tab, and gives everything back when it is removed.
 *
 * @import { ShowCore } from '../core/show-core.js'
 * @import { Model } from '../core/types.js'
 * @import { Edit, RunRecord } from '../core/script.js'
 * @import { Slice, Timeline } from '../core/timeline.js'
 * @import { LoadedModel, ModelSource } from './model-source.js'
 */
import { NcaError } from '../core/error.js';
import { quantise } from '../core/quantise.js';
import { createCore } from '#core';
import { cellsOf } from '../look/cells.js';
import { look } from '../look/look.js';
import { pngOf } from '../look/png.js';
import { words as text } from './words.js';
import { sentenceIn } from '../text/sentence-in.js';
import { parseRestAt, parseSize } from './attributes.js';
import { Controls } from './controls.js';
import { loadGoal } from './goal.js';
import { Growth } from './growth.js';
import { Hand } from './hand.js';
import { MirroredElement } from './mirrored-element.js';
import { resolveModel } from './model-source.js';
import { Player } from './player.js';
import { View } from './view.js';
import { VisibleLoop } from './visible-loop.js';

const STEP_EVENT_MS = 100;
/** Settings changed by a slider come in a stream, which is one stroke as long as no gap is longer. */
const STROKE_GAP_MS = 1000;
const PICTURE_PIXELS = 1152, MAX_PICTURE_PIXELS = 8192;
/** The step shown, still, to those who asked for less motion. */
const STILL_STEP = 96;

export class SnowflakeNca extends MirroredElement {
  static observedAttributes = [...MirroredElement.mirroredAttributes, 'rest-at'];

  #view = new View(this.attachShadow({ mode: 'open', delegatesFocus: true }), () => this.#redraw(), () => this.#emit('view', this.view));
  #hand = new Hand(this, this.#view);
  #controls = new Controls(this, /** @type {ShadowRoot} */ (this.shadowRoot));
  #player = new Player();
  #loop = new VisibleLoop((nowMs) => this.#frame(nowMs), () => this.#player.forgetTime());
  #lastStepEventMs = -Infinity;

  /** From connected to disconnected. @type {AbortController | undefined} */
  #lifetime;
  /** The newest load; an older one gives way. @type {AbortController | undefined} */
  #loading;
  /** @type {ShowCore | undefined} */
  #core;
  /** @type {Growth | undefined} */
  #growth;
  /** @type {LoadedModel | undefined} */
  #loaded;
  /** The models of the timeline, whose titles undo brings back. @type {Map<Model, LoadedModel>} */
  #known = new Map();
  /** Attributes follow the timeline at the moment, and not the other way round. */
  #isFollowing = false;
  /** The setting that was changed last, and when: the next change may be of the same stroke. */
  #lastSetting = { type: '', ms: -Infinity };

  connectedCallback() {
    this.adoptEarlyProperties();
    this.#lifetime = new AbortController();
    try {
      this.#connect(this.#lifetime.signal);
    } catch (error) { // in a host that is no whole browser, such as the DOM of a unit test
      this.#lifetime.abort();
      this.#lifetime = undefined;
      this.#fail(error);
    }
  }

  /** @param {AbortSignal} signal ends everything */
  #connect(signal) {
    const missing = NEEDED.find((name) => !(name in globalThis));
    if (missing) throw new NcaError('NOT_SUPPORTED', undefined, { details: { what: missing } });
    this.#view.connect(signal);
    this.#view.useRenderer(this.renderer);
    this.#view.describe(this.interactive, this.label);
    this.#view.setBackground(this.background);
    this.#view.showPoster(this.poster);
    this.#controls.show(this.controls);
    this.#loop.start(this, signal);
    this.#hand.listen(signal);
    if ((prefersReducedMotion() || !this.autoplay) && !this.paused) {
      this.#player.isStill = true;
      this.paused = true;
    }
    void this.#load(this.#loaded ?? this.getAttribute('model'));
  }

  disconnectedCallback() {
    this.#loading?.abort();
    this.#lifetime?.abort();
    this.#growth?.destroy();
    this.#controls.show(false);
    this.#lifetime = this.#loading = this.#growth = this.#core = undefined;
  }

  /** @param {string} name @param {string | null} before @param {string | null} after */
  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === 'paused' && (before === null) !== (after === null)) this.#pausedChanged();
    if (name === 'model') this.#loaded = undefined;
    if (!this.#lifetime || this.#isFollowing) return;
    if (name === 'model') void this.#load(after);
    else if (name === 'size') this.#replaceGrid();
    else if (name === 'seed') this.restart();
    else if (name === 'angle') this.#changeSetting({ type: 'angle', radians: radiansOf(this.angle) });
    else if (name === 'fire-rate') this.#changeSetting({ type: 'fireRate', rate: this.fireRate });
    else if (name === 'rest-at') this.#player.restAt(this.restAt);
    else if (name === 'renderer') this.#view.useRenderer(this.renderer);
    else if (name === 'interactive' || name === 'label') this.#view.describe(this.interactive, this.label);
    else if (name === 'background') this.#view.setBackground(this.background);
    else if (name === 'poster') this.#view.showPoster(this.poster);
    else if (name === 'controls') this.#controls.show(this.controls);
  }

  /** The step to rest at; Infinity: never. */
  get restAt() { return parseRestAt(this.getAttribute('rest-at')) ?? this.#loaded?.restStep ?? Infinity; }
  set restAt(value) { this.setAttribute('rest-at', value === Infinity ? 'never' : String(value)); }

  /** Which renderer is really at work. */
  get activeRenderer() { return this.#view.rendererName; }
  /** The running grid, to look into; it is changed by the methods of the element alone. */
  get sim() { return this.#growth?.sim; }
  /** What was done to it, and when. @returns {Timeline | undefined} */
  get timeline() { return this.#growth?.timeline; }
  /** Steps since the last restart. */
  get numSteps() { return this.#growth?.sim.numSteps ?? 0; }
  get numAlive() { return this.#growth?.sim.numAlive ?? 0; }
  /** Measured, while it plays. */
  get stepsPerSecond() { return this.paused ? 0 : this.#player.stepsPerSecond; }
  get isResting() { return this.#player.isResting; }
  /** The model that grows, to save or to train on. @returns {Model | undefined} */
  get currentModel() { return this.#loaded?.model; }
  get title() { return this.#loaded?.title ?? ''; }
  /** By which name a model of its timeline comes with the page; undefined where it came otherwise. @param {Model} model */
  bundledNameOf(model) { return this.#known.get(model)?.bundledName; }
  /** How the grid is seen: zoom, and which share of it stands in the middle. */
  get view() { return this.#view.camera.view; }

  play() { this.paused = false; }
  pause() { this.paused = true; }

  /** Make steps now, playing or not. @param {number} [numSteps] */
  step(numSteps = 1) {
    if (!this.#growth || !(numSteps >= 1)) return;
    this.#makeSteps(Math.floor(numSteps));
    if (this.numSteps >= this.#player.restStep) this.#player.keepOn(); // who stepped past it by hand wants to see more
    this.#changed();
  }

  /** Grow again from one cell. One that had come to rest plays again. */
  restart() {
    if (!this.#growth) return;
    const size = this.#wantedSize(), { sim } = this.#growth;
    if (size.height !== sim.height || size.width !== sim.width) this.#replaceGrid();
    else this.#begin();
  }

  /** The same. */
  reset() { this.restart(); }

  /** @param {number} x in cells @param {number} y */
  plantSeed(x, y) {
    this.edit({ type: 'seed', x: Math.floor(x), y: Math.floor(y) });
  }

  /** Clear the cells of a disc. @param {number} x in cells @param {number} y @param {number} [radius] */
  wound(x, y, radius = this.brush) {
    this.edit({ type: 'wound', wound: { shape: 'disc', x, y, size: radius, angle: 0 } });
  }

  /**
   * Do something to the grid that can be undone.
   * @param {Edit} edit
   * @param {{ joins?: boolean }} [options] joins: one stroke with the edit before it
   */
  edit(edit, { joins = false } = {}) {
    if (!this.#growth) return;
    this.#apply(edit, joins);
    if (edit.type === 'seed') this.#emit('plant', { x: edit.x, y: edit.y });
    else if (edit.type === 'wound' || edit.type === 'noise') this.#emit('wound', { ...edit.wound, radius: edit.wound.size });
    this.#wake();
    this.#changed();
  }

  /** Take back what was done last: time goes back to just before it. */
  undo() {
    this.#alongTimeline((timeline, slice) => timeline.undo(slice), text.undone);
  }

  /** Do again what was taken back last. */
  redo() {
    this.#alongTimeline((timeline, slice) => timeline.redo(slice), text.redone);
  }

  /** Show another step of the timeline, and stand still there. @param {number} step */
  goTo(step) {
    this.pause();
    this.#alongTimeline((timeline, slice) => timeline.goTo(step, slice));
  }

  /** Show a run again that was recorded from a timeline, up to its last step. @param {RunRecord} record */
  tell(record) {
    this.pause();
    this.#alongTimeline((timeline, slice) => {
      timeline.tell(record);
      timeline.goTo(record.step, slice);
    });
  }

  /** @param {number} factor */
  zoom(factor) {
    this.#view.zoom(factor);
  }

  /** @param {{ zoom: number, x: number, y: number }} view */
  setView(view) {
    this.#view.setView(view);
  }

  /**
   * Grow from another model. The newest call wins; an older one ends without a word.
   * @param {ModelSource} source a bundled name, a URL, a file or a model
   * @param {{ keepGrid?: boolean }} [options] keepGrid: the new rule goes on with the cells as they are, and can be undone; default: from one cell
   * @returns {Promise<boolean>} whether it grows now; if not, an error event told why and the old model goes on
   */
  loadModel(source, { keepGrid = false } = {}) {
    return this.#load(source, keepGrid);
  }

  /**
   * Fetch a model that edits of a record may refer to, without growing it.
   * @param {ModelSource} source
   * @returns {Promise<Model>}
   * @throws {NcaError}
   */
  async prepareModel(source) {
    const core = (this.#core ??= await createCore());
    const loaded = await resolveModel(source, core, new AbortController().signal);
    this.#known.set(loaded.model, loaded);
    return loaded.model;
  }

  /** Take new weights into the running grid, as training makes them. @param {Float32Array} params */
  setParams(params) {
    if (!this.#loaded) return;
    this.#loaded = { ...this.#loaded, model: { ...this.#loaded.model, params } };
    this.#growth?.timeline.cut(this.#loaded.model);
  }

  /**
   * The picture of the whole grid as a PNG.
   * @param {{ cellPixels?: number }} [options] default: so that it is about 1,152 pixels high or wide
   * @returns {Promise<Blob | null>}
   */
  async toBlob({ cellPixels } = {}) {
    if (!this.#growth) return null;
    const { sim } = this.#growth, side = Math.max(sim.height, sim.width);
    const wanted = Math.round(Number(cellPixels) || PICTURE_PIXELS / side), scale = Math.max(1, Math.min(wanted, Math.floor(MAX_PICTURE_PIXELS / side)));
    return pngOf(look.paint(cellsOf(sim), scale));
  }

  /** @param {ModelSource | LoadedModel | null} source @param {boolean} [keepGrid] */
  async #load(source, keepGrid = false) {
    this.#loading?.abort();
    const { signal } = (this.#loading = new AbortController());
    try {
      const core = this.#core ?? createCore();
      const isLoaded = source !== null && typeof source === 'object' && 'restStep' in source;
      const [loaded, readyCore] = await Promise.all([isLoaded ? source : resolveModel(source, core, signal), core]);
      if (signal.aborted) return false;
      this.#core ??= readyCore;
      this.#loaded = loaded;
      if (!this.#lifetime) return true; // grows when connected
      this.#view.showMessage('');
      if (keepGrid && this.#growth) this.#changeModel(loaded);
      else if (!this.#replaceGrid()) return false;
      this.#emitReady();
      return true;
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
      return false;
    }
  }

  #emitReady() {
    if (!this.#loaded || !this.#growth) return;
    const { title, model: { epochs, config } } = this.#loaded, { height, width } = this.#growth.sim;
    this.#view.describe(this.interactive, this.label); // which may tell of the model
    this.#emit('ready', { title, height, width, epochs, config });
  }

  #wantedSize() {
    const model = this.#loaded?.model, ownSide = model?.config.alive === 'post' ? 32 : 72;
    return parseSize(this.getAttribute('size')) ?? { height: model?.height || ownSide, width: model?.width || ownSide };
  }

  /** A grid of the right size with the loaded model in it. The old one stays if there is no memory for it. */
  #replaceGrid() {
    if (!this.#core || !this.#loaded) return false;
    try {
      const growth = new Growth(this.#core, this.#wantedSize(), this.#loaded.model);
      this.#growth?.destroy();
      this.#growth = growth;
    } catch (error) {
      this.#fail(error);
      return false;
    }
    const { timeline, sim } = this.#growth;
    this.#known = new Map([[this.#loaded.model, this.#loaded]]);
    if (this.angle !== 0) timeline.apply(quantise({ type: 'angle', radians: radiansOf(this.angle) }));
    if (this.fireRate !== undefined) timeline.apply(quantise({ type: 'fireRate', rate: this.fireRate }));
    this.#view.setGrid(sim);
    const wasStill = this.#player.isStill;
    this.#begin();
    if (wasStill) this.#showStill();
    void this.#learnGoal();
    return true;
  }

  /** Another rule for the cells that are there. @param {LoadedModel} loaded */
  #changeModel(loaded) {
    this.#known.set(loaded.model, loaded);
    this.#player.restAt(Infinity); // it is not at the beginning, to which the model's own resting step refers
    this.#apply({ type: 'model', model: loaded.model }, false);
    void this.#learnGoal();
    this.#wake();
    this.#changed();
  }

  /** What it should become is known a little later. */
  async #learnGoal() {
    const growth = this.#growth, model = this.#loaded?.model, core = this.#core;
    if (!growth || !model || !core) return;
    const goal = await loadGoal(core, model, growth.sim);
    if (this.#growth !== growth || this.#loaded?.model !== model) return;
    growth.setGoal(goal);
    this.#emitStep(); // who stands still tells the error too
  }

  /** From one cell at step 0. */
  #begin() {
    const wasResting = this.isResting;
    this.#player.begin(this.restAt);
    this.#growth?.restart(this.seed);
    if (wasResting) this.paused = false;
    this.#changed();
  }

  #showStill() {
    this.#makeSteps(Math.min(this.#player.restStep, STILL_STEP));
    this.#player.isStill = true;
    this.#changed();
  }

  /** @param {number} numSteps */
  #makeSteps(numSteps) {
    if (this.#growth) this.#afterSteps(this.#growth, this.#player.step(this.#growth, numSteps));
  }

  /** @param {Growth} growth @param {boolean} hasHealed */
  #afterSteps({ timeline, healedAfter }, hasHealed) {
    this.#follow(timeline); // it may have told a change of settings again
    if (!hasHealed) return;
    this.#view.announce(text.healed(healedAfter ?? 0));
    this.#emit('healed', { numSteps: healedAfter });
  }

  /** @param {number} nowMs @returns {boolean} whether to go on */
  #frame(nowMs) {
    const growth = this.#growth, player = this.#player;
    if (!growth) return false;
    if (growth.timeline.goal !== undefined) {
      player.travel(growth.timeline);
      this.#follow(growth.timeline);
      this.#emitStep();
    } else if (!this.paused) {
      this.#afterSteps(growth, player.play(growth, nowMs, this.speed));
      if (growth.sim.numSteps >= player.restStep) this.#rest();
      if (nowMs - this.#lastStepEventMs >= STEP_EVENT_MS) {
        this.#lastStepEventMs = nowMs;
        this.#emitStep();
      }
    }
    if (player.isDirty) {
      player.isDirty = false;
      this.#view.draw(growth.sim);
      if (!player.isStill) this.#view.hidePoster();
    }
    return !this.paused || growth.timeline.goal !== undefined;
  }

  /** As far as one frame goes; the rest of the way is gone frame by frame. @param {(timeline: Timeline, slice: Slice) => void} move @param {string} [sentence] */
  #alongTimeline(move, sentence) {
    const { timeline } = this;
    if (!timeline) return;
    this.#player.travel(timeline, (slice) => move(timeline, slice));
    this.#follow(timeline);
    if (sentence) this.#view.announce(sentence);
    this.#changed();
  }

  /** Settings are part of the timeline: after it moved, attributes and model are as they were then. @param {Timeline} timeline */
  #follow({ settings: { model, radians, rate } }) {
    this.#isFollowing = true;
    if (Math.abs(radiansOf(this.angle) - radians) > 2e-4) this.angle = Math.round((radians * 180) / Math.PI);
    if (this.fireRate !== rate) this.fireRate = rate;
    this.#isFollowing = false;
    const loaded = this.#known.get(model);
    if (!loaded || loaded === this.#loaded) return;
    this.#loaded = loaded;
    void this.#learnGoal();
    this.#emitReady();
  }

  /** @param {Edit} setting */
  #changeSetting(setting) {
    const nowMs = performance.now(), joins = this.#lastSetting.type === setting.type && nowMs - this.#lastSetting.ms < STROKE_GAP_MS;
    this.#apply(setting, joins);
    this.#lastSetting = { type: setting.type, ms: nowMs };
    this.#changed();
  }

  /** @param {Edit} exact @param {boolean} joins */
  #apply(exact, joins) {
    if (!this.#growth) return;
    const edit = quantise(exact); // so that a link can tell it again
    this.#player.isStill = false;
    this.#lastSetting = { type: '', ms: -Infinity };
    this.#growth.apply(edit, { joins });
    this.#emit('edit', { edit, joins });
  }

  #rest() {
    this.#player.isResting = true;
    this.paused = true;
    this.#emit('rest', { numSteps: this.numSteps });
  }

  #pausedChanged() {
    if (!this.paused) {
      if (this.#player.isStill) this.restart();
      else if (this.isResting) this.#player.keepOn(); // it was asked to go on
    }
    this.#player.forgetTime();
    this.#loop.request();
    const resting = this.isResting && text.restingAt(this.numSteps, this.numAlive);
    this.#view.announce(!this.paused ? text.playing : resting || text.pausedAt(this.numSteps));
    this.#emit(this.paused ? 'pause' : 'play', {});
    this.#emitStep();
  }

  /** One that had come to rest and is touched shows what it makes of it. */
  #wake() {
    if (!this.isResting || prefersReducedMotion()) return;
    this.#player.wake(this.numSteps);
    this.paused = false;
  }

  /** The grid changed by other means than playing. */
  #changed() {
    this.#redraw();
    this.#emitStep();
  }

  #redraw() {
    this.#player.isDirty = true;
    this.#loop?.request();
  }

  #emitStep() {
    const { numSteps, numAlive, stepsPerSecond } = this, growth = this.#growth;
    if (!growth) return;
    growth.look();
    const { firstStep, lastStep, canUndo, canRedo } = growth.timeline, { error, isHealing, healedAfter } = growth;
    this.#emit('step', { numSteps, numAlive, stepsPerSecond, firstStep, lastStep, canUndo, canRedo, error, isHealing, healedAfter });
  }

  /** @param {unknown} error */
  #fail(error) {
    const known = error instanceof NcaError;
    const sentence = known ? sentenceIn(text.errors, error) ?? error.message : text.failed;
    if (!this.#growth) this.#view.showMessage(sentence);
    this.#emit('error', { code: known ? error.code : 'UNKNOWN', sentence, cause: error });
  }

  /** @param {string} type @param {object} detail */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** What it cannot do without, beside what every page has. */
const NEEDED = ['ResizeObserver', 'IntersectionObserver', 'requestAnimationFrame'];

/** @param {number} degrees */
function radiansOf(degrees) {
  return (degrees * Math.PI) / 180;
}

function prefersReducedMotion() {
  return globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false;
}

// Two copies on one page, perhaps of two versions, are no mistake of the page: the first one serves.
if (globalThis.customElements?.get('snowflake-nca') === undefined) globalThis.customElements?.define('snowflake-nca', SnowflakeNca);
