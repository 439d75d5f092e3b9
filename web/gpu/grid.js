/**
 * A grid that is stepped on a GPU as it plays, and in the core wherever it has to be told again to the bit: after a reset, and on the way along a timeline. It takes
 * the place of the core's own grid, which stays in it.
 *
 * While the GPU has it, the core keeps the state that was read last, a moment ago, to go on from should the GPU be taken away. What comes after is not exact any
 * more until it is told again: no state of it may be kept to come back to (isExact).
 *
 * @import { Sim } from '../core/sim.js'
 * @import { Area, Model, Wound } from '../core/types.js'
 * @import { Screen } from '../look/screen.js'
 * @import { GpuSim } from './sim.js'
 */
import { Painter } from './painter.js';

/** Between two states that are read, and where somebody wants to know how near they are to their picture; where they are large, a second for so many bytes. */
export const READ_EVERY_MS = 2000, LOOK_EVERY_MS = 100;
const BYTES_A_SECOND = 32e6;

export class GpuGrid {
  #core;
  #isWanted;
  #onTurn;
  #seed;
  #isOnGpu = false;
  #isLost = false;
  isDestroyed = false;
  #isExact = true;
  #numAlive = 0;
  #isCounting = false;
  /** The newest picture that is being read, and the one after it. @type {Promise<Uint8ClampedArray> | undefined} */
  #picture;
  /** @type {Promise<Uint8ClampedArray> | undefined} */
  #nextPicture;
  #lastReadMs = 0;
  #isReading = false;
  #isGivingBack = false;
  /** What a step takes, as it was measured last; undefined: not yet. @type {number | undefined} */
  #stepMs;
  #isMeasuring = false;
  /** How near the state that was read last is to its picture, if nothing was done to it since. @type {{ numSteps: number, error: number | undefined } | undefined} */
  #seen;
  #isAsked = false;
  /** What was done since the state was read that the core has. @type {((sim: Sim) => void)[]} */
  #since = [];

  /**
   * @param {Sim} core @param {GpuSim} gpu as large @param {number} seed of the fire mask
   * @param {{ isWanted: () => boolean, openScreen: () => Screen, onTurn: (screen: Screen | undefined) => void }} options isWanted: whether the GPU
   *   shall have it; openScreen: on which it is seen then; onTurn: called with that when the GPU has it, and with nothing when the core does
   */
  constructor(core, gpu, seed, { isWanted, openScreen, onTurn }) {
    this.#core = core;
    this.gpu = gpu;
    this.#seed = seed;
    this.#isWanted = isWanted;
    this.#onTurn = onTurn;
    this.openScreen = openScreen;
    this.#watch(gpu);
  }

  /** Another in place of the one that was taken away: it has it when it plays on. As exact as it was, the core's state stays. @param {GpuSim} gpu @param {() => Screen} openScreen */
  replaceGpu(gpu, openScreen) {
    this.gpu = gpu;
    this.openScreen = openScreen;
    this.#stepMs = undefined;
    this.#isLost = false;
    this.#watch(gpu);
  }

  /** @param {GpuSim} gpu */
  #watch(gpu) {
    void gpu.device.lost.then(() => { if (gpu === this.gpu) this.#lose(); });
  }

  /** Milliseconds that a step takes on the GPU: whoever asks for steps has to know, for asking takes no time. */
  get stepMs() { return this.#isOnGpu ? this.#stepMs : undefined; }
  /** Whether it is still at the steps that were asked for: then more of them would pile up. */
  get isBusy() { return this.#isOnGpu && (this.#isMeasuring || this.#isGivingBack); }
  get isOnGpu() { return this.#isOnGpu; }
  get isLost() { return this.#isLost; }
  /** Whether its state is the core's own, to the bit. */
  get isExact() { return this.#isExact; }
  /** That has the state; undefined while the GPU has it. */
  get core() { return this.#isOnGpu ? undefined : this.#core.core; }
  get height() { return this.#core.height; }
  get width() { return this.#core.width; }
  get numChannels() { return this.#core.numChannels; }
  get numGoals() { return this.#core.numGoals; }
  get numPerceived() { return this.#core.numPerceived; }
  get numKinds() { return this.#core.numKinds; }
  get numSteps() { return this.#isOnGpu ? this.gpu.numSteps : this.#core.numSteps; }
  /** The core's: of a moment ago, while the GPU has it. */
  get state() { return this.#core.state; }
  get kinds() { return this.#core.kinds; }
  /** Of a moment ago, while the GPU has it, see errorStep; undefined: it has not been seen since something was done to it. */
  get error() {
    if (!this.#isOnGpu) return this.#core.error;
    this.#isAsked = true;
    return this.#seen?.error;
  }
  /** At which step the error was that, while the GPU has it. */
  get errorStep() { return this.#isOnGpu ? this.#seen?.numSteps : undefined; }
  /** As it was counted last. */
  get numAlive() {
    if (!this.#isOnGpu) return this.#core.numAlive;
    if (!this.#isCounting) void this.#count();
    return this.#numAlive;
  }

  /** With all that the GPU had for it. */
  destroy() {
    this.isDestroyed = this.#isLost = true; // whatever is still to come of it comes too late
    this.#isOnGpu = false;
    this.gpu.destroy();
    this.gpu.device.destroy();
    this.#core.destroy();
  }

  /** It plays on: the GPU takes over what the core has. */
  play() {
    if (this.#isOnGpu || this.#isLost || !this.#isWanted()) return;
    const { gpu } = this, core = this.#core;
    gpu.writeState(core.state);
    if (core.kinds) gpu.writeKinds(core.kinds);
    gpu.setClock(this.#seed, core.numSteps);
    this.#numAlive = core.numAlive;
    this.#isOnGpu = true;
    this.#isExact = false;
    this.#since = [];
    this.#seen = undefined;
    this.#lastReadMs = performance.now();
    this.#onTurn(this.openScreen());
  }

  /** The GPU shall not have it any more: the core goes on from what it has by now. Until that has been read no step is made. */
  async giveBack() {
    if (!this.#isOnGpu || this.#isGivingBack) return;
    const { gpu } = this, core = this.#core;
    this.#isGivingBack = true;
    let numDone = -1, numSteps = -1, [state, kinds] = /** @type {[Float32Array?, Uint8Array?]} */ ([]);
    while (this.#isOnGpu && (numDone !== this.#since.length || numSteps !== gpu.numSteps)) { // something was done to it meanwhile
      numDone = this.#since.length;
      numSteps = gpu.numSteps;
      [state, kinds] = await Promise.all([gpu.readState(), gpu.readKinds()]).catch(() => []);
      if (!state) break; // it was taken away: that is told elsewhere
    }
    this.#isGivingBack = false;
    if (!state || !this.#isOnGpu || state.length !== core.state.length) return;
    core.state.set(state);
    if (kinds) core.kinds?.set(kinds);
    core.setClock(this.#seed, numSteps);
    core.stateChanged();
    this.#since = [];
    this.#leave(false);
  }

  /** @param {number} numSteps */
  step(numSteps) {
    if (!this.#isOnGpu) {
      this.#core.step(numSteps);
      return;
    }
    this.gpu.step(numSteps);
    if (!this.#isMeasuring) void this.#measure(numSteps);
    if (!this.#isReading && performance.now() >= this.#lastReadMs + Math.max(this.#isAsked ? LOOK_EVERY_MS : READ_EVERY_MS, (1000 * this.#core.state.byteLength) / BYTES_A_SECOND)) void this.#read();
  }

  /** @param {Model} model */
  setModel(model) {
    const core = this.#core;
    core.setModel(model);
    if (this.#isLost || this.gpu.setModel(model) || !this.#isOnGpu) return;
    this.#catchUp();
    this.gpu.writeState(core.state); // of a moment ago: what the GPU had was of another shape
    if (core.kinds) this.gpu.writeKinds(core.kinds);
  }

  /** @param {ArrayLike<number>} weights */
  setMix(weights) { this.#tell((sim) => sim.setMix(weights)); }
  /** @param {number} goal */
  setGoal(goal) { this.#tell((sim) => sim.setGoal(goal)); }
  /** @param {ArrayLike<number>[]} mixes */
  setKinds(mixes) { this.#tell((sim) => sim.setKinds(mixes)); }
  /** @param {number} radians */
  setAngle(radians) { this.#tell((sim) => sim.setAngle(radians)); }

  /** @param {number} seed */
  reset(seed) {
    this.#seed = seed;
    this.#core.reset(seed);
    this.#leave(true);
  }

  /** @param {number} seed @param {number} numSteps */
  setClock(seed, numSteps) {
    this.#seed = seed;
    this.#core.setClock(seed, numSteps);
    this.#leave(true);
  }

  /** The state was written. */
  stateChanged() {
    this.#core.stateChanged();
    this.#leave(true);
  }

  /** @param {number} x @param {number} y @param {number} [kind] */
  plant(x, y, kind) { this.#do((sim) => sim.plant(x, y, kind)); }
  /** @param {Wound} wound */
  wound(wound) { this.#do((sim) => sim.wound(wound)); }
  /** @param {Wound} wound @param {number} seed */
  noise(wound, seed) { this.#do((sim) => sim.noise(wound, seed)); }
  /** @param {Wound} where @param {number} kind */
  graft(where, kind) { this.#do((sim) => sim.graft(where, kind)); }
  /** @param {readonly Float32Array[]} targets */
  setTargets(targets) {
    this.#core.setTargets(targets);
    this.#seen = undefined;
  }
  /** @param {Float32Array | null} target */
  setTarget(target) {
    this.#core.setTarget(target);
    this.#seen = undefined;
  }
  /** Of the core's state. */
  inspect() { return this.#core.inspect(); }
  /** At once where the core has it, else when it has been read. @returns {Uint8ClampedArray | Promise<Uint8ClampedArray>} */
  rgba() {
    if (!this.#isOnGpu) return this.#core.rgba();
    return (this.#nextPicture ??= (this.#picture ?? Promise.resolve()).then(() => this.#readPicture())); // whoever asks before it is read gets the same
  }

  /** What a decoder makes of a part of it, while the GPU has it. @param {Model} model @param {number} scale pixels a cell @param {Required<Area>} area of the finer picture, in its pixels */
  async decoded(model, scale, { top, left, height, width }) {
    const painter = new Painter(this.gpu.device);
    painter.setLook({ name: 'fine', model });
    try {
      return await painter.read(this.gpu, { x: -left, y: -top, width, height, scale });
    } finally {
      painter.dispose();
    }
  }

  /** A setting, which both have. @param {(sim: Sim | GpuSim) => void} act */
  #tell(act) {
    act(this.#core);
    if (!this.#isLost) act(this.gpu);
  }

  /** Something is done to the cells where they are. @param {(sim: Sim | GpuSim) => void} act */
  #do(act) {
    act(this.#isOnGpu ? this.gpu : this.#core);
    this.#seen = undefined;
    if (this.#isOnGpu) this.#since.push(act);
  }

  /** @param {boolean} isExact what the core goes on with */
  #leave(isExact) {
    this.#isExact = isExact;
    if (!this.#isOnGpu) return;
    this.#isOnGpu = false;
    this.#onTurn(undefined);
  }

  /** @param {number} numSteps that were asked for just now */
  async #measure(numSteps) {
    const startMs = performance.now();
    this.#isMeasuring = true;
    await this.gpu.device.queue.onSubmittedWorkDone().catch(() => {});
    this.#isMeasuring = false;
    this.#stepMs = (performance.now() - startMs) / numSteps;
  }

  #readPicture() {
    this.#nextPicture = undefined;
    const picture = this.#isOnGpu ? this.gpu.rgba() : Promise.reject(new Error('The core has it.'));
    return (this.#picture = picture.catch(() => (this.isDestroyed ? new Promise(() => {}) : this.#core.rgba())));
  }

  async #count() {
    this.#isCounting = true;
    const numAlive = await this.gpu.numAlive().catch(() => undefined);
    this.#numAlive = numAlive ?? this.#numAlive;
    this.#isCounting = false;
  }

  /** The core has what the GPU had a moment ago. */
  async #read() {
    const core = this.#core, numDone = this.#since.length, { numSteps } = this.gpu;
    this.#isReading = true;
    this.#isAsked = false;
    const [state, kinds] = await Promise.all([this.gpu.readState(), this.gpu.readKinds()]).catch(() => []);
    this.#isReading = false;
    this.#lastReadMs = performance.now();
    if (!state || !this.#isOnGpu || state.length !== core.state.length) return;
    core.state.set(state);
    if (kinds) core.kinds?.set(kinds);
    core.stateChanged();
    this.#since.splice(0, numDone);
    if (this.#since.length === 0) this.#seen = { numSteps, error: core.error };
  }

  /** The GPU was taken away: the core goes on from the state that was read last, with what was done to it since. */
  #lose() {
    if (this.#isLost) return;
    this.#isLost = true;
    if (!this.#isOnGpu) return;
    this.#catchUp();
    this.#core.setClock(this.#seed, this.gpu.numSteps);
    this.#leave(false);
  }

  /** What was done to the cells since the core was told of them is done to them there, too. */
  #catchUp() {
    for (const act of this.#since.splice(0)) act(this.#core);
  }
}
