/**
 * <snowflake-nca>: a neural cellular automaton that grows, heals and can be wounded.
 *
 * Attributes, each mirrored by a property, which null and undefined take away; what makes no sense reads as the default:
 *   model        a bundled name or the URL of a safetensors file        size       cells, "32" or "HEIGHTxWIDTH", to 1024 and with renderer="webgpu" to 4096; default the model's
 *   goal         which one grows, of a model with several: its name, or its number from 0 on; default the first
 *   mix          how much of each goal grows, "0.3,0.7": shares of their sum; where it is there it counts, and not the goal
 *   flake        which one grows, of a model that knows a family of flakes: a number, 0 to 4294967295, that names it for ever; where it is there it counts; default 48213, where no goal or mix is named
 *   speed        steps per second, default 30, or "max"                 paused     present: stands; written by play(), pause() and goTo() alone
 *   autoplay     "false": shows its poster, or itself grown, till play  controls   present: a bar with play, restart and undo
 *   seed         of the random fire mask, default 1                     rest-at    step to stop at by itself, or "never"
 *   angle        degrees by which every cell perceives turned           fire-rate  share of cells that take a step; default the model's
 *   interactive  present: pointer and keys work the tool                tool       wound (default), cut, half, noise, seed or graft
 *   tool-goal    the goal that is sown and grafted; default what grows  brush      radius in cells, default 2.5
 *   tool-flake   of a model that knows a family of flakes, the number of the one that is sown and grafted; where it is there it counts
 *   view         cells (default), smooth, or fine: as the model's decoder draws it, smooth where it has none
 *   renderer     auto (default), webgpu, webgl or 2d
 *   background   a colour of CSS; default none                          poster     URL of a picture that stands there until it moves
 *   label        what a screen reader calls it; default the model's title and how it grows
 * The attribute model is the one asked for by name; where another one grows in its place, it names that, or goes with one that has no name. The property
 * paused is also true of one that rests or shows a still picture, of which its author said nothing.
 * Content: a picture, say, shown like the poster; and in its place where scripts are off.
 * Methods (what cannot be is an NcaError that names the argument): step(n) restart() = reset() play() pause() loadModel(source) setParams(params) toBlob()
 *          wound(x, y, radius) plantSeed(x, y) edit(edit) rehearse(edit) endRehearsal() undo() redo() goTo(step) stay() tell(record) zoom(factor) setCamera(camera) placeOf(x, y)
 * Events:  ready, step (at most 10 a second), play, pause, edit, wound, plant, graft, healed, camera, look, hover, rest, error (detail: code and sentence)
 * Parts:   frame, canvas, poster, brush, cut, message, controls, button, hint
 * Variables: --snowflake-background, -focus, -brush, -brush-shadow, -cut, -control (surface of buttons, hint and message), -control-ink, -accent (of a
 *          button under the pointer)
 *
 * It makes no step off screen or in a hidden tab. Moved, in a document or to another, it goes on as it was; a moment after it is removed it gives everything
 * back.
 *
 * @import { Mix } from '../core/mix.js'
 * @import { Model } from '../core/types.js'
 * @import { Edit, RunRecord, Settings as Values } from '../core/script.js'
 * @import { Timeline } from '../core/timeline.js'
 * @import { ModelSource } from './model-source.js'
 * @import { Sourced } from './model-slot.js'
 */
import { loadGoal } from '#goals';
import { checkHost } from '#host';
import { checkNumber, checkOptions, checkParams, checkWhole, MAX_INT32, wrong } from '../core/check.js';
import { NcaError } from '../core/error.js';
import { isOfFamily, mixOfFlake } from '../core/family.js';
import { FIRST_GOAL, isSameMix } from '../core/mix.js';
import { kindsOf } from '../core/script.js';
import { ownSizeOf } from '../core/shape.js';
import { whenToldOtherwise, words as text } from '../text/element-words.js';
import { sentenceIn } from '../text/sentence-in.js';
import { parseSize } from './attributes.js';
import { checkEdit, checkMixOfEdit, checkRecord, checkCamera, checkSource } from './check-edit.js';
import { Controls } from './controls.js';
import { emit } from './emit.js';
import { mixAskedFor, mixOfWord } from './goals.js';
import { Growth } from './growth.js';
import { Hand } from './hand.js';
import { MirroredElement, readAttribute, writeAttribute } from './mirrored-element.js';
import { Looks } from './looks.js';
import { ModelSlot } from './model-slot.js';
import { Playback } from './playback.js';
import { Settings } from './settings.js';
import { View } from './view.js';

const MAX_PICTURE_PIXELS = 8192;
const MAX_ZOOM_FACTOR = 1e6;
/** So long it keeps what grows when it is taken out of the document, since it may be on its way to another place. */
const KEPT_MS = 1000;

export class SnowflakeNca extends MirroredElement {
  #view = new View(this.attachShadow({ mode: 'open', delegatesFocus: true }), () => this.#playback.redraw(), () => emit(this, 'camera', this.camera), (error) => this.#fail(error));
  #playback = new Playback(this, this.#view, (settings) => this.#follow(settings), (error) => this.#fail(error));
  #hand = new Hand(this, this.#view, () => this.#looks.toggle());
  #controls = new Controls(this, /** @type {ShadowRoot} */ (this.shadowRoot));
  #slot = new ModelSlot();
  #looks = new Looks(this, this.#view, (error) => this.#fail(error));
  #settings = new Settings(this);
  /** From connected to disconnected. @type {AbortController | undefined} */
  #presence;
  /** From connected until a moment after it was disconnected. @type {AbortController | undefined} */
  #lifetime;
  /** Its end, when it is near. @type {ReturnType<typeof setTimeout> | undefined} */
  #leaving;

  connectedCallback() {
    this.adoptEarlyProperties();
    clearTimeout(this.#leaving);
    this.#presence = new AbortController();
    try {
      this.#connect(this.#presence.signal);
    } catch (error) { // in a host that is no whole browser, such as the DOM of a unit test
      this.#presence.abort();
      this.#presence = undefined;
      this.#fail(error);
    }
  }

  /** @param {AbortSignal} presence ends what is only needed where it is shown */
  #connect(presence) {
    const missing = NEEDED.find((name) => !(name in globalThis));
    if (missing) throw new NcaError('NOT_SUPPORTED', undefined, { details: { what: missing } });
    checkHost();
    this.#view.connect(presence, this.renderer);
    this.#view.speak();
    this.#describe();
    this.#chooseLook();
    this.#view.setBackground(this.background);
    this.#view.showPoster(this.poster);
    this.#controls.show(this.controls);
    if (!this.#lifetime) this.#live((this.#lifetime = new AbortController()).signal);
    this.#playback.show(presence);
    this.#hand.listen(presence);
    if (!this.timeline && !this.#slot.isLoading) void this.#grow(this.#slot.resume());
  }

  /** @param {AbortSignal} lifetime */
  #live(lifetime) {
    this.#playback.start(lifetime);
    whenToldOtherwise(() => {
      this.#view.speak();
      this.#describe();
      this.#controls.show(false);
      this.#controls.show(this.controls);
    }, lifetime);
  }

  /** Whoever moves it takes it out first, and may put it back only after some work of theirs: until then it keeps all that makes it what it is. */
  disconnectedCallback() {
    this.#presence?.abort();
    this.#presence = undefined;
    if (this.#lifetime) this.#leaving = setTimeout(() => this.#leave(), KEPT_MS);
  }

  /** Moved by moveBefore() it never left: to be told so here is to be told of nothing else. */
  connectedMoveCallback() {
    this.#hand.letGo();
  }

  /** It was removed, and gives everything back. */
  #leave() {
    this.#lifetime?.abort();
    this.#lifetime = undefined;
    this.#slot.leave();
    this.#controls.show(false);
  }

  /** @param {string} name @param {string | null} before @param {string | null} after */
  attributeChangedCallback(name, before, after) {
    if (before === after || this.#settings.isFollowing) return;
    if (name === 'paused' && (before === null) !== (after === null)) this.#playback.happen(after === null ? 'play' : 'pause');
    if (name === 'model') this.#slot.ask(after || null);
    if (!this.#lifetime) return;
    if (name === 'model') void this.#grow(this.#slot.resume());
    else if (name === 'size') this.#replaceGrid();
    else if (name === 'seed') this.#playback.growAnew();
    else if (name === 'goal' || name === 'mix' || name === 'flake') this.#turn();
    else if (name === 'angle') this.#change('angle');
    else if (name === 'fire-rate') this.#change('fireRate');
    else if (name === 'rest-at') this.#playback.restAt(this.restAt);
    else if (name === 'view') this.#chooseLook();
    else if (name === 'renderer') this.#view.changeRenderer(this.renderer);
    else if (name === 'interactive' || name === 'label') this.#describe();
    else if (name === 'background') this.#view.setBackground(this.background);
    else if (name === 'poster') this.#view.showPoster(this.poster);
    else if (name === 'controls') this.#controls.show(this.controls);
    if (name === 'interactive' || name === 'tool') this.#hand.letGo();
  }

  /** Whether it stands: as the attribute says, or since it rests or shows a still picture. */
  get paused() { return !this.#playback.isGoing; }
  set paused(value) {
    if (value) this.pause();
    else this.play();
  }
  /** The step to rest at; Infinity: never. @returns {number} */
  get restAt() { return readAttribute(this, 'restAt') ?? this.#slot.current?.restStep ?? Infinity; }
  /** @param {number | 'never' | null | undefined} value */
  set restAt(value) { writeAttribute(this, 'restAt', value); }
  /** Which of several grows, as it was asked for; empty: the first, or a mix. @returns {string} */
  get goal() { return readAttribute(this, 'goal'); }
  /** @param {string | number | null | undefined} value */
  set goal(value) {
    this.#settings.writeGoal(value);
    if (this.#lifetime) this.#turn();
  }
  /** How much of each goal, as it was asked for; undefined: one of them. @returns {readonly number[] | undefined} */
  get mix() { return readAttribute(this, 'mix'); }
  /** @param {string | readonly number[] | null | undefined} value */
  set mix(value) {
    this.#settings.write('flake', null); // which would count
    writeAttribute(this, 'mix', value);
  }
  /** What the tools seed and graft put where they are used; undefined: what grows, or what the model does not know. @returns {Mix | undefined} */
  get toolMix() {
    const { toolGoal, toolFlake, currentModel: model } = this;
    if (model && toolFlake !== undefined && isOfFamily(model)) return mixOfFlake(toolFlake);
    try {
      return model && toolGoal !== '' ? mixOfWord(model, toolGoal) : undefined;
    } catch {
      return undefined;
    }
  }
  /** What a screen reader calls it. */
  get label() { return readAttribute(this, 'label') || (this.modelTitle ? text.labelOf(this.modelTitle) : text.label); }
  set label(value) { writeAttribute(this, 'label', value); }

  /** Which renderer is really at work. */
  get activeRenderer() { return this.#view.rendererName; }
  /** What makes pictures of cells as it is drawn now. */
  get look() { return this.#view.look; }
  /** How it is really drawn. */
  get activeView() { return this.#view.look.name; }
  /** The running grid, to look into; it is changed by the methods of the element alone. */
  get sim() { return this.#playback.growth?.sim; }
  /** What was done to it, and when. @returns {Timeline | undefined} */
  get timeline() { return this.#playback.growth?.timeline; }
  /** Steps since the last restart. */
  get numSteps() { return this.sim?.numSteps ?? 0; }
  get numAlive() { return this.sim?.numAlive ?? 0; }
  /** Measured, while it plays. */
  get stepsPerSecond() { return this.#playback.stepsPerSecond; }
  get isResting() { return this.#playback.isResting; }
  /** The model that grows, to save or to train on. @returns {Model | undefined} */
  get currentModel() { return this.#slot.current?.model; }
  get modelTitle() { return this.#slot.current?.title() ?? ''; }
  /** What grows is called so from now on. */
  set modelTitle(title) {
    this.#slot.rename(String(title));
    this.#describe();
  }
  /** How the grid is seen: zoom, and which share of it stands in the middle. */
  get camera() { return this.#view.camera.view; }

  play() {
    if (readAttribute(this, 'paused')) writeAttribute(this, 'paused', null); // which does it
    else this.#playback.happen('play');
  }

  pause() { writeAttribute(this, 'paused', true); }

  /** Make steps now, playing or not. @param {number} [numSteps] */
  step(numSteps = 1) {
    this.#playback.step(checkWhole(numSteps, 'numSteps', 0, MAX_INT32));
  }

  /** Grow again from one cell. One that had come to rest plays again. */
  restart() {
    checkHost();
    const { sim, currentModel } = this, size = currentModel && this.#wantedSize(currentModel);
    if (sim && size && (size.height !== sim.height || size.width !== sim.width)) this.#replaceGrid();
    else this.#playback.restart();
  }

  /** The same. */
  reset() { this.restart(); }

  /** @param {number} x in cells @param {number} y */
  plantSeed(x, y) {
    this.edit({ type: 'seed', x: Math.floor(checkNumber(x, 'x')), y: Math.floor(checkNumber(y, 'y')) });
  }

  /** Clear the cells of a disc. @param {number} x in cells @param {number} y @param {number} [radius] */
  wound(x, y, radius = this.brush) {
    for (const [name, value] of Object.entries({ x, y })) checkNumber(value, name);
    this.edit({ type: 'wound', wound: { shape: 'disc', x, y, size: checkNumber(radius, 'radius', 0, MAX_INT32), angle: 0 } });
  }

  /**
   * Do something to the grid that can be undone.
   * @param {Edit} edit
   * @param {{ joins?: boolean }} [options] joins: one stroke with the edit before it
   */
  edit(edit, options = {}) {
    checkEdit(edit);
    const { joins = false } = checkOptions(options, 'options', ['joins']);
    if (!this.timeline) return;
    this.#apply(edit, Boolean(joins), 'touch');
    if (edit.type === 'seed') emit(this, 'plant', { x: edit.x, y: edit.y });
    else if (edit.type === 'wound' || edit.type === 'noise') emit(this, 'wound', { ...edit.wound, radius: edit.wound.size });
    else if (edit.type === 'graft') emit(this, 'graft', { ...edit.wound, radius: edit.wound.size, mix: edit.mix });
    if (this.timeline) this.#follow(this.timeline.settings);
  }

  /**
   * Show what an edit would do, as it plays on. Nobody did it: it cannot be undone, no link tells of it, and before anything else is done the grid
   * is again as it was.
   * @param {Edit} edit a wound, noise, a seed or a graft
   */
  rehearse(edit) {
    checkEdit(edit);
    this.#playback.rehearse(edit);
  }

  /** Be again as it was before the rehearsal, if there is one. */
  endRehearsal() {
    this.#playback.endRehearsal();
  }

  /** Take back what was done last: time goes back to just before it. */
  undo() {
    this.#playback.goAlong((timeline, slice) => timeline.undo(slice), text.undone);
  }

  /** Do again what was taken back last. */
  redo() {
    this.#playback.goAlong((timeline, slice) => timeline.redo(slice), text.redone);
  }

  /** Show another step of the timeline, and stand still there. @param {number} step */
  goTo(step) {
    checkNumber(step, 'step');
    this.pause();
    this.#playback.goAlong((timeline, slice) => timeline.goTo(step, slice));
  }

  /** Stay at the step that is shown, where it is on the way to another. */
  stay() {
    this.#playback.goAlong((timeline) => timeline.stay());
  }

  /**
   * Show a run again that was recorded from a timeline.
   * @param {RunRecord} record
   * @param {{ until?: number }} [options] the step to go to; default: its last
   */
  tell(record, options = {}) {
    const { step } = checkRecord(record), { until } = checkOptions(options, 'options', ['until']);
    if (until !== undefined) checkNumber(until, 'until');
    this.timeline?.tell(record);
    this.goTo(until ?? step);
  }

  /** @param {number} factor */
  zoom(factor) {
    this.#view.zoom(checkNumber(factor, 'factor', 1 / MAX_ZOOM_FACTOR, MAX_ZOOM_FACTOR));
  }

  /** Where a point of the grid is seen. @param {number} x in cells @param {number} y @returns {{ x: number, y: number }} CSS pixels from its own corner */
  placeOf(x, y) {
    return this.#view.placeOf(checkNumber(x, 'x'), checkNumber(y, 'y'));
  }

  /** @param {{ zoom: number, x: number, y: number }} camera */
  setCamera(camera) {
    this.#view.setCamera(checkCamera(camera));
  }

  /**
   * Grow from another model. The newest call wins; an older one ends without a word.
   * @param {ModelSource} source a bundled name, a URL, a file or a model
   * @param {object} [options]
   * @param {boolean} [options.keepGrid] the new rule goes on with the cells as they are, and can be undone; default: from one cell
   * @param {string | number} [options.goal] as the attribute has it; default: as that says
   * @param {Mix} [options.mix] of its goals, in place of one
   * @returns {Promise<boolean>} whether it grows now; if not, an error event told why and the old model goes on
   */
  async loadModel(source, options = {}) {
    checkSource(source);
    const { keepGrid = false, goal, mix } = checkOptions(options, 'options', ['keepGrid', 'goal', 'mix']);
    if (mix !== undefined) checkMixOfEdit(mix, 'options.mix');
    if (goal !== undefined && typeof goal !== 'string' && typeof goal !== 'number') throw wrong('options.goal', goal, 'a name or a number');
    return this.#grow(this.#slot.load(source), Boolean(keepGrid), { goal, mix });
  }

  /**
   * Fetch a model that edits of a record may refer to, without growing it.
   * @param {ModelSource} source
   * @returns {Promise<Model>}
   * @throws {NcaError}
   */
  async prepareModel(source) {
    return this.#slot.prepare(checkSource(source));
  }

  /** Take new weights into the running grid, as training makes them; of the shape of the model that is shown. @param {Float32Array} params */
  setParams(params) {
    const { current } = this.#slot;
    checkHost();
    checkParams(params, 'params', current?.model.config ?? {});
    if (!current) return;
    const model = { ...current.model, params };
    this.timeline?.cut(model);
    this.#use({ model, restStep: current.restStep, title: current.title, source: model });
  }

  /**
   * What is to be seen as a PNG, drawn as it is shown, without margins in which nothing is.
   * @param {{ cellPixels?: number, margins?: boolean }} [options] cellPixels: default: so that it is about 1,152 pixels high or wide, or 2,048 where cells are not drawn
   *   as squares; margins: the whole grid
   * @returns {Promise<Blob | null>}
   */
  async toBlob(options = {}) {
    const { cellPixels, margins = false } = checkOptions(options, 'options', ['cellPixels', 'margins']), { sim } = this, { look, camera } = this.#view;
    if (cellPixels !== undefined) checkWhole(cellPixels, 'cellPixels', 1, MAX_PICTURE_PIXELS);
    if (!sim) return null;
    const { keepPicture } = await import('../look/keep-picture.js');
    return keepPicture(sim, look, { cellPixels, home: margins ? undefined : camera.homeCells });
  }

  /**
   * @param {ReturnType<ModelSlot['load']>} loading
   * @param {boolean} [keepGrid]
   * @param {{ goal?: string | number, mix?: Mix }} [which] of its goals
   * @returns {Promise<boolean>} whether it grows now, or will when it is connected
   */
  async #grow(loading, keepGrid = false, { goal, mix } = {}) {
    try {
      const loaded = await loading;
      if (!loaded) return false;
      const { found, core } = loaded;
      const wanted = mix ?? (goal === undefined && !this.goal && !this.mix && this.flake === undefined ? found.mix : undefined);
      if (wanted) this.#settings.writeMix(found.model, wanted);
      else if (goal !== undefined) this.#settings.writeGoal(goal);
      if (!this.#lifetime) this.#use(found);
      else if (keepGrid && this.timeline) this.#changeModel(found);
      else this.#plant(new Growth(core, this.#wantedSize(found.model), found.model), found);
      return true;
    } catch (error) {
      this.#fail(error);
      return false;
    }
  }

  /** A grid of the right size for the model that grows. The old one stays if there is no memory for it. */
  #replaceGrid() {
    const { current, isLoading } = this.#slot, { growth } = this.#playback;
    if (current && growth) {
      try {
        this.#plant(new Growth(growth.core, this.#wantedSize(current.model), current.model), current);
      } catch (error) {
        this.#fail(error);
      }
    } else if (!isLoading) {
      void this.#grow(this.#slot.resume()); // the one before may have been too large
    }
  }

  /** @param {Growth} growth @param {Sourced} sourced */
  #plant(growth, sourced) {
    const isNew = sourced !== this.#slot.current || !this.timeline;
    this.#use(sourced);
    this.#settings.begin(growth.timeline, this.#mixAskedFor(sourced.model));
    this.#view.showMessage('');
    this.#playback.plant(growth);
    if (isNew) this.#emitReady();
    void this.#learnGoal();
  }

  /** Another rule for the cells that are there. @param {Sourced} sourced */
  #changeModel(sourced) {
    this.#playback.restAt(Infinity); // it is not at the beginning, to which the model's own resting step refers
    this.#use(sourced);
    const { model } = sourced, mix = this.#mixAskedFor(model);
    this.#apply({ type: 'model', model, ...(!isSameMix(mix, FIRST_GOAL) && { mix }) }, false, 'touch');
    if (this.timeline) this.#settings.take(this.timeline.settings);
    this.#emitReady();
    void this.#learnGoal();
  }

  /** What grows is of this model. @param {Sourced} sourced */
  #use(sourced) {
    const { source } = sourced, name = typeof source === 'string' || source instanceof URL ? String(source) : null;
    this.#slot.use(sourced);
    this.#chooseLook();
    if ((this.model || null) !== name && !this.#slot.isLoading) this.#settings.write('model', name);
  }

  /** What grows, or how it shall be drawn, is another. */
  #chooseLook() {
    this.#looks.follow(() => this.#slot.core);
  }

  /** After the timeline moved, attributes and model are as they were then. @param {Values} values */
  #follow(values) {
    const isOther = this.#settings.follow(values), origin = values.model === this.currentModel ? undefined : this.#slot.originOf(values.model);
    if (origin) {
      this.#use(origin);
      this.#emitReady();
    }
    if (origin || isOther) void this.#learnGoal();
  }

  /** Attributes say that another goal grows. */
  #turn() {
    const { currentModel: model, timeline } = this;
    if (!model || !timeline) return;
    const mix = this.#mixAskedFor(model), [now] = kindsOf(timeline.settings);
    if (isSameMix(mix, now)) return;
    this.#apply({ type: 'mix', mix }, this.#settings.joins('mix'), 'change');
    if (this.timeline) this.#settings.take(this.timeline.settings);
    void this.#learnGoal();
  }

  /** What is not to be had is told of, also to the author, and the first goal grows. @param {Model} model @returns {Mix} */
  #mixAskedFor(model) {
    try {
      return mixAskedFor(this, model);
    } catch (error) {
      console.error(`<snowflake-nca>: ${this.#fail(error)}`);
      return mixOfWord(model, '');
    }
  }

  /** An attribute says so. @param {'angle' | 'fireRate'} type */
  #change(type) {
    if (!this.timeline) return;
    this.#apply(this.#settings.edit(type), this.#settings.joins(type), 'change');
    if (this.timeline && this.#settings.take(this.timeline.settings)) void this.#learnGoal(); // whoever heard of it may have taken it away
  }

  /** @param {Edit} edit @param {boolean} joins @param {'touch' | 'change'} what */
  #apply(edit, joins, what) {
    this.#playback.apply(edit, joins, what);
    this.#settings.done(edit);
  }

  /** What it should become is known a little later. */
  async #learnGoal() {
    const { growth } = this.#playback, model = this.currentModel;
    if (!growth || !model) return;
    growth.setGoal([]); // what it was to become before is no measure until then
    const mixNow = () => kindsOf(growth.timeline.settings)[0], mix = mixNow();
    const isWanted = () => this.#playback.growth === growth && this.currentModel === model && isSameMix(mix, mixNow());
    try {
      const goal = await loadGoal(growth.core, model, growth.sim, mix, isWanted);
      if (!isWanted()) return;
      growth.setGoal(goal);
      this.#playback.tellSoon(); // who stands still tells the error too
    } catch (error) {
      this.#fail(error);
    }
  }

  /** @param {Model} model */
  #wantedSize(model) {
    return parseSize(this.getAttribute('size'), { isForGpu: this.renderer === 'webgpu' }) ?? ownSizeOf(model);
  }

  #emitReady() {
    const { sim, currentModel: model } = this;
    if (!model || !sim) return;
    this.#describe(); // which may tell of the model
    emit(this, 'ready', { title: this.modelTitle, height: sim.height, width: sim.width, epochs: model.epochs, config: model.config });
  }

  #describe() {
    this.#view.describe(this.interactive, this.label, readAttribute(this, 'label') !== '');
  }

  /** @param {unknown} error @returns {string} the sentence that was told */
  #fail(error) {
    const known = error instanceof NcaError, sentence = known ? sentenceIn(text.errors, error) ?? error.message : text.failed;
    if (!this.timeline) this.#view.showMessage(sentence);
    emit(this, 'error', { code: known ? error.code : 'UNKNOWN', sentence, cause: error });
    return sentence;
  }
}

/** What it cannot do without, beside what every page has. */
const NEEDED = ['ResizeObserver', 'IntersectionObserver', 'requestAnimationFrame'];

// Two copies on one page, perhaps of two versions, are no mistake of the page: the first one serves.
const NAME = 'snowflake-nca', elements = globalThis.customElements;
if (elements?.get(NAME) === undefined) elements?.define(NAME, SnowflakeNca);
if (elements && !elements.get(NAME)?.prototype.loadModel) console.warn(`This page lets no <${NAME}> be defined, or has another element of that name.`);
