/**
 * A run that remembers: a script (script.js) of what was done to the grid, a history (history.js) of its states, and the grid itself. It can go
 * back to any step it has seen, undo and redo, and be told again elsewhere, to the bit.
 *
 * Going back leaves what came later in place: playing on shows it again. A new edit forgets it.
 *
 * A rehearsal shows what an edit would do, and nobody did it: it stands in no script, and whatever is done next begins where it began.
 *
 * A long way is gone in slices: whoever calls says how much one may take, is told whether it has arrived, and calls travel() until it has.
 *
 * @import { Sim } from './sim.js'
 * @import { Edit, RunRecord, Settings, TimedEdit } from './script.js'
 * @import { Keyframe } from './history.js'
 * @import { Model } from './types.js'
 */
import { History } from './history.js';
import { weightsOf } from './mix.js';
import { kindOf, kindsOf, Script, withEdit } from './script.js';
import { SliceClock } from './slice-clock.js';
import { putSnapshot, takeSnapshot } from './snapshot.js';

/** @typedef {Sim & { isExact?: boolean }} Grid isExact: false where its state is not the core's to the bit, so that none of it may be kept to come back to */
/** @typedef {{ maxSteps?: number, maxMs?: number }} Slice what one call may take; a state put back, an edit or a step it makes in any case */

/** Between two looks at the clock at most so much goes by, if a step does not take longer, and so many steps. */
const LOOK_MS = 1, MOST_STEPS_A_LOOK = 32;

export class Timeline {
  /** @type {Grid} */
  #sim;
  #budgetBytes;
  #script;
  #history;
  /** As they are now. @type {Settings} */
  #now;
  /** How many edits of the script the grid has behind it. */
  #numDone = 0;
  #lastStep = 0;
  /** Whether it begins at a seed. */
  #isWhole = true;
  /** The step that it is on its way to. @type {number | undefined} */
  #goal;
  /** Whether it is looked for, and not shown on the way: what is done meanwhile is then done there, and not where the grid is. */
  #isGoalPresent = false;
  /** Where the rehearsal began that is shown. @type {(Keyframe & { lastStep: number }) | undefined} */
  #rehearsal;
  /** After an edit, or elsewhere, each may take a hundred times as long as before: then one is tried first. */
  #stepsALook = 1;
  #clock = new SliceClock();

  /**
   * @param {Sim} sim from now on changed through the timeline alone
   * @param {Model} model
   * @param {{ budgetBytes?: number }} [options] for states that are kept; 0: it never goes back
   */
  constructor(sim, model, { budgetBytes } = {}) {
    this.#sim = sim;
    this.#budgetBytes = budgetBytes;
    this.#now = { model, radians: 0, rate: undefined };
    this.#useSettings(this.#now);
    sim.reset(0);
    this.#script = new Script({ seed: 0, first: this.#now });
    this.#history = new History(undefined, budgetBytes);
  }

  /** Go on with another grid, which has the cells of this one. @param {Grid} sim */
  useSim(sim) {
    this.#sim = sim;
    this.#useSettings(this.#now);
  }

  get step() { return this.#sim.numSteps; }
  /** The latest step it can go forward to without computing anything new. */
  get lastStep() { return Math.max(this.#lastStep, this.step); }
  /** The earliest one it can go back to. */
  get firstStep() { return this.#history.firstStep; }
  get seed() { return this.#script.seed; }
  /** How many edits the grid has behind it. */
  get numDone() { return this.#numDone; }
  get settings() { return this.#now; }
  get canUndo() { return this.#present.numEdits > 0; }
  get canRedo() { return this.#script.canRedo; }
  /** The step that it is on its way to; undefined: it is where it was asked to be. */
  get goal() { return this.#goal; }

  /**
   * The run from its seed up to now, to be told again by tell(); undefined when it does not begin at a seed.
   * @returns {RunRecord | undefined}
   */
  get record() {
    return this.#isWhole ? this.#script.upTo(this.#numDone, this.#rehearsal?.step ?? this.step) : undefined;
  }

  /** One of its edits, in the order of time. @param {number} index @returns {TimedEdit | undefined} */
  edit(index) {
    return this.#script.edit(index);
  }

  /** Show what an edit does, and what comes of it with the steps that follow. @param {Edit} edit to cells */
  rehearse(edit) {
    this.stay();
    this.#rehearsal ??= { step: this.step, numEdits: this.#numDone, lastStep: this.lastStep, snapshot: takeSnapshot(this.#sim) };
    this.#do(edit);
  }

  /** Be again where the rehearsal began. @returns {boolean} whether there was one */
  endRehearsal() {
    const began = this.#rehearsal;
    if (!began) return false;
    this.#rehearsal = undefined;
    this.#restore(began);
    this.#lastStep = began.lastStep;
    return true;
  }

  /** Begin anew from one seed in the middle, with the settings of now. @param {number} seed of the fire mask */
  reset(seed) {
    const { kinds } = this.#now;
    if (kinds && kinds.length > 1) this.#useSettings({ ...this.#now, kinds: kinds.slice(0, 1) });
    this.#sim.reset(seed);
    this.#begin(new Script({ seed, first: this.#now }));
  }

  /** Forget how it came to this: the timeline begins here. For a rule that changes by itself, as in training. @param {Model} model */
  cut(model) {
    this.endRehearsal();
    this.#useSettings({ ...this.#now, model });
    this.#begin(new Script({ seed: this.seed, first: this.#now }), { step: this.step, numEdits: 0, snapshot: takeSnapshot(this.#sim) });
  }

  /** Begin with the seed, settings and edits of a run, all of which lies ahead: goTo() and advance() come to it. @param {RunRecord} run */
  tell({ seed, first, edits, step }) {
    this.#useSettings(first);
    this.#sim.reset(seed);
    this.#begin(new Script({ seed, first, edits }));
    this.#lastStep = step;
  }

  /** Make steps. Edits that wait for one of them happen on the way; where it was on its way elsewhere, it stays. @param {number} numSteps */
  advance(numSteps) {
    this.stay();
    this.#clock.begin();
    this.#proceed(this.step + numSteps);
  }

  /**
   * Do something now: where undo() or redo() have not arrived yet, when they do. What had been taken back or lies ahead is forgotten.
   * @param {Edit} edit
   * @param {{ joins?: boolean }} [options] joins: one stroke with the edit before it
   */
  apply(edit, { joins = false } = {}) {
    this.endRehearsal();
    if (!this.#isGoalPresent) this.stay();
    const { step, numEdits } = this.#present;
    this.#script.add(numEdits, step, edit, joins);
    this.#forgetAfter(step, numEdits);
    if (this.#goal !== undefined) return;
    this.#clock.begin();
    this.#proceed(step);
  }

  /** Take the last stroke back: time goes back to just before it. @param {Slice} [slice] @returns {boolean} whether it has arrived */
  undo(slice) {
    this.endRehearsal();
    const { numEdits } = this.#present;
    if (numEdits === 0) return this.travel(slice);
    const step = this.#script.undo(numEdits);
    this.#forgetAfter(step, this.#script.numEdits);
    return this.#setOut(step, true, slice);
  }

  /** Do the stroke again that was taken back last, now or when its step has come. @param {Slice} [slice] @returns {boolean} whether it has arrived */
  redo(slice) {
    this.endRehearsal();
    if (!this.canRedo) return this.travel(slice);
    const { step, numEdits } = this.#present, goal = this.#script.redo(numEdits, step);
    this.#forgetAfter(step, numEdits);
    return this.#setOut(goal, true, slice);
  }

  /** Go to a step that lies on the timeline, back or forth. @param {number} step @param {Slice} [slice] @returns {boolean} whether it has arrived */
  goTo(step, slice) {
    return this.#setOut(Math.min(Math.max(Math.round(step), this.firstStep), this.lastStep), false, slice);
  }

  /** Go on to where it was sent. @param {Slice} [slice] @returns {boolean} whether it has arrived */
  travel(slice) {
    if (this.#goal === undefined) return true;
    this.#clock.begin(slice?.maxMs);
    return this.#goOn(this.#goal, slice);
  }

  /** Be where the grid is, wherever it was on its way to. */
  stay() {
    this.#goal = undefined;
    this.#isGoalPresent = false;
  }

  /** What an undo goes back from, or an edit is done to: where it is, or will be as soon as undo() and redo() have arrived. */
  get #present() {
    return this.#isGoalPresent && this.#goal !== undefined ? { step: this.#goal, numEdits: this.#script.numEdits } : { step: this.step, numEdits: this.#numDone };
  }

  /** @param {Script} script @param {Keyframe} [origin] default: its seed */
  #begin(script, origin) {
    this.stay();
    this.#rehearsal = undefined;
    this.#script = script;
    this.#history = new History(origin, this.#budgetBytes);
    this.#isWhole = !origin;
    this.#numDone = 0;
    this.#lastStep = this.step;
  }

  /** @param {number} goal @param {boolean} isGoalPresent @param {Slice} [slice] */
  #setOut(goal, isGoalPresent, slice) {
    this.#clock.begin(slice?.maxMs);
    this.endRehearsal();
    this.#goal = goal;
    this.#isGoalPresent = isGoalPresent;
    const isBehind = goal < this.step || this.#numDone > this.#script.numEdits;
    const keyframe = this.#history.before({ step: goal, numEdits: this.#script.numUntil(goal) });
    if (!isBehind && !(keyframe && keyframe.step > this.step)) return this.#goOn(goal, slice);
    this.#restore(keyframe);
    return this.#goOn(goal, slice, this.#clock.hasRoom());
  }

  /** @param {number} goal @param {Slice} [slice] @param {boolean} [hasRoom] whether the slice has room for anything @returns {boolean} whether it has arrived */
  #goOn(goal, slice, hasRoom) {
    const hasArrived = this.#proceed(goal, slice?.maxSteps, hasRoom);
    if (hasArrived) this.stay();
    return hasArrived;
  }

  /**
   * Do what is to be done until a step, edits that are due there included, as far as the slice that has begun goes.
   * @param {number} goal
   * @param {number} [maxSteps]
   * @param {boolean} [hasRoom]
   * @returns {boolean} whether all of it is done
   */
  #proceed(goal, maxSteps = Infinity, hasRoom = true) {
    const limit = Math.min(goal, this.step + maxSteps);
    while (hasRoom && this.#doNext(goal, limit)) hasRoom = this.#clock.hasRoom();
    return this.step >= goal && !this.#isEditDue;
  }

  get #isEditDue() { return (this.#script.edit(this.#numDone)?.step ?? Infinity) <= this.step; }

  /** One thing: an edit that is due, a state that is kept, or a few steps. @param {number} goal @param {number} limit to be stepped to @returns {boolean} whether there was one */
  #doNext(goal, limit) {
    const { step } = this, numEdits = this.#numDone, now = { step, numEdits }, next = this.#script.edit(numEdits);
    const isEditDue = this.#isEditDue, isKept = !this.#rehearsal && this.#sim.isExact !== false, stepsUntilDue = isKept ? this.#history.stepsUntilDue(now, goal) : Infinity;
    if (!isEditDue && step >= limit) return false;
    if (isEditDue ? isKept && this.#script.beginsStroke(numEdits) && this.#history.isDueBeforeStroke(now, goal) : stepsUntilDue === 0) {
      this.#history.keep({ ...now, snapshot: takeSnapshot(this.#sim) }, goal);
    } else if (next && isEditDue) {
      this.#do(next.edit);
      this.#numDone++;
      this.#stepsALook = 1;
    } else {
      this.#makeSteps(Math.min(limit - step, (next?.step ?? Infinity) - step, stepsUntilDue, this.#stepsALook));
      this.#lastStep = this.lastStep;
    }
    return true;
  }

  /** As many are made between two looks at the clock as go by in a moment. @param {number} numSteps */
  #makeSteps(numSteps) {
    const startMs = performance.now();
    this.#sim.step(numSteps);
    const tookMs = performance.now() - startMs;
    if (tookMs > LOOK_MS) this.#stepsALook = Math.ceil(numSteps / 2);
    else if (tookMs < LOOK_MS / 2 && numSteps === this.#stepsALook) this.#stepsALook = Math.min(2 * numSteps, MOST_STEPS_A_LOOK);
  }

  /** @param {Edit} edit */
  #do(edit) {
    switch (edit.type) {
      case 'wound': this.#sim.wound(edit.wound); break;
      case 'seed': this.#sim.plant(edit.x, edit.y, this.#haveKind(edit)); break;
      case 'graft': this.#sim.graft(edit.wound, this.#haveKind(edit)); break;
      case 'noise': this.#sim.noise(edit.wound, edit.seed); break;
      default: this.#useSettings(withEdit(this.#now, edit));
    }
  }

  /** @param {Settings} settings */
  #useSettings(settings) {
    const { model, radians, rate } = (this.#now = settings);
    this.#sim.setModel(rate === undefined ? model : { ...model, config: { ...model.config, fireRate: rate } });
    this.#sim.setAngle(radians);
    this.#useKinds();
  }

  #useKinds() {
    const { numGoals, numKinds } = this.#sim, mixes = kindsOf(this.#now).map((mix) => weightsOf(mix, numGoals));
    if (mixes.length > 1 || numKinds > 1) this.#sim.setKinds(mixes);
    else if (numGoals > 1) this.#sim.setMix(mixes[0]);
  }

  /** The kind that an edit plants or grafts, which may be a new one here. @param {Extract<Edit, { type: 'seed' | 'graft' }>} edit */
  #haveKind(edit) {
    const next = withEdit(this.#now, edit), isNew = next !== this.#now;
    this.#now = next;
    if (isNew) this.#useKinds();
    return kindOf(next, edit.mix);
  }

  /** @param {Keyframe | undefined} keyframe undefined: the seed */
  #restore(keyframe) {
    this.#numDone = keyframe?.numEdits ?? 0;
    this.#stepsALook = 1;
    this.#useSettings(this.#script.settingsAfter(this.#numDone));
    if (keyframe) {
      putSnapshot(this.#sim, keyframe.snapshot);
      this.#sim.setClock(this.seed, keyframe.step);
    } else {
      this.#sim.reset(this.seed);
    }
  }

  /** Only what is before stays true. @param {number} step @param {number} numEdits */
  #forgetAfter(step, numEdits) {
    this.#history.forgetAfter({ step, numEdits });
    this.#lastStep = step;
  }
}
