/**
 * The memory of a run on a GPU, by the names of kernels/common.js: which buffer a kernel means depends on the step it runs at.
 *
 * @import { TrainPlan } from './plan.js'
 */
import { NcaError } from '../../core/error.js';
import { readBack } from '../read-back.js';
import { BUFFER } from '../usage.js';
import { sortPasses } from './kernels/texture.js';
import { fineGroups, numStates, sizesOf, stateSizes } from './plan.js';

const { STORAGE, UNIFORM, COPY_SRC, COPY_DST } = BUFFER;
const WORD_BYTES = 4;
/** How far apart uniforms of which a kernel sees one have to lie. */
const STEP_BYTES = 256, STEP_WORDS = 4;
const WORLD_BYTES = 72, HYPER_BYTES = 48;
/** The same buffer by another name: as another type, or not to be written. @type {Readonly<Record<string, string>>} */
const ALIASES = Object.freeze({ packed: 'weights', rows: 'bias', sums: 'partial', quads: 'params', fineSums: 'finePartial' });

/** @typedef {{ height: number, width: number, numTargets: number, poolSize: number }} RunSize */

export class TrainBuffers {
  /** Why there is nothing to be read any more, where that is known. @type {NcaError | undefined} */
  lostBy;
  #device;
  #keepEvery;
  /** @type {Record<string, GPUBuffer>} */
  #named;
  /** @type {{ state: GPUBuffer, marks: GPUBuffer }[]} */
  #kept;
  /** @type {{ state: GPUBuffer, marks: GPUBuffer }[]} */
  #between;
  /** The states of the pool, as many in each as fit. */
  #pool;
  #slotsEach;
  #stateBytes;

  /** @param {GPUDevice} device @param {TrainPlan} plan @param {RunSize} run */
  constructor(device, plan, run) {
    const most = Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize), sizes = sizesOf(plan, run), ofState = stateSizes(plan, run);
    const largest = WORD_BYTES * Math.max(ofState.state, ofState.marks, ...Object.values(sizes));
    this.#stateBytes = run.height * run.width * plan.fours * 4 * WORD_BYTES;
    const mostGroups = device.limits.maxComputeWorkgroupsPerDimension, isTooMany = (fineGroups(plan)?.draw[0] ?? 0) > mostGroups;
    if (largest > most || isTooMany) throw new NcaError('GPU_BATCH_TOO_LARGE', 'This batch is too large for the graphics card, so it is trained on the processor.', { details: { needed: largest, most } });
    this.#device = device;
    this.#keepEvery = plan.keepEvery;
    const make = (/** @type {string} */ label, /** @type {number} */ size, usage = STORAGE | COPY_SRC | COPY_DST) => device.createBuffer({ label, size, usage });
    this.#named = Object.fromEntries(Object.entries(sizes).map(([name, words]) => [
      name, make(name, words * WORD_BYTES, STORAGE | COPY_SRC | COPY_DST | (name === 'weights' && plan.isUniform ? UNIFORM : 0)),
    ]));
    this.#named.world = make('world', WORLD_BYTES, UNIFORM | COPY_DST);
    this.#named.hyper = make('hyper', HYPER_BYTES, UNIFORM | COPY_DST);
    if (plan.fine) this.#named.places = make('places', plan.fine.scale * 4 * WORD_BYTES, UNIFORM | COPY_DST);
    if (plan.texture) {
      const passes = sortPasses(plan.texture), size = passes.length * STEP_BYTES;
      this.#named.filters = make('filters', plan.texture.taps * 4 * WORD_BYTES, UNIFORM | COPY_DST);
      this.#named.sort = make('sort', size, UNIFORM | COPY_DST);
      this.#writeEach('sort', passes.map(({ first, last }) => [first, last]));
    }
    this.#named.step = make('step', plan.numSteps * STEP_BYTES, UNIFORM | COPY_DST);
    const statesOf = (/** @type {number} */ length) => Array.from({ length }, () => ({ state: make('state', ofState.state * WORD_BYTES), marks: make('marks', ofState.marks * WORD_BYTES) }));
    const { kept, between } = numStates(plan);
    this.#kept = statesOf(kept);
    this.#between = statesOf(between);
    this.#slotsEach = Math.max(1, Math.floor(most / this.#stateBytes));
    this.#pool = Array.from({ length: Math.ceil(run.poolSize / this.#slotsEach) }, (_, i) => make('pool', Math.min(this.#slotsEach, run.poolSize - i * this.#slotsEach) * this.#stateBytes));
  }

  /** Of one state of one sample. */
  get stateBytes() { return this.#stateBytes; }

  /** @param {string} name */
  named(name) { return this.#named[name]; }

  /** After so many steps. @param {number} step */
  stateAt(step) {
    const rest = step % this.#keepEvery;
    return rest === 0 ? this.#kept[step / this.#keepEvery] : this.#between[rest - 1];
  }

  /** What a kernel that runs at this step means by a name: between the states that begin and end the step. @param {string} name @param {number} step @returns {{ buffer: GPUBuffer, offset?: number, size?: number }} */
  at(name, step) {
    switch (name) {
      case 'step': case 'sort': return { buffer: this.#named[name], offset: step * STEP_BYTES, size: STEP_WORDS * WORD_BYTES };
      case 'state': return { buffer: this.stateAt(step).state };
      case 'next': return { buffer: this.stateAt(step + 1).state };
      case 'marks': case 'counts': return { buffer: this.stateAt(step).marks };
      case 'nextMarks': return { buffer: this.stateAt(step + 1).marks };
      case 'before': return { buffer: this.#named[`grad${step % 2}`] };
      case 'grad': return { buffer: this.#named[`grad${(step + 1) % 2}`] };
      case 'matrix': return { buffer: this.#named[step % 2 ? 'product' : 'matrix'] };
      case 'product': return { buffer: this.#named[step % 2 ? 'matrix' : 'product'] };
      default: return { buffer: this.#named[ALIASES[name] ?? name] };
    }
  }

  /** @param {string} name @param {ArrayBufferView<ArrayBuffer>} data */
  write(name, data) {
    this.#device.queue.writeBuffer(this.#named[name], 0, data);
  }

  /** @param {ArrayLike<ArrayLike<number>>} steps words of each */
  writeSteps(steps) {
    this.#writeEach('step', steps);
  }

  /** @param {string} name @param {ArrayLike<ArrayLike<number>>} steps words of each */
  #writeEach(name, steps) {
    const words = new Uint32Array((steps.length * STEP_BYTES) / WORD_BYTES);
    Array.from(steps).forEach((values, i) => words.set(values, (i * STEP_BYTES) / WORD_BYTES));
    this.write(name, words);
  }

  /** Where a slot of the pool lies. @param {number} slot @returns {{ buffer: GPUBuffer, offset: number }} */
  slot(slot) {
    return { buffer: this.#pool[Math.floor(slot / this.#slotsEach)], offset: (slot % this.#slotsEach) * this.#stateBytes };
  }

  /** @param {number} slot @param {ArrayBufferView<ArrayBuffer>} state */
  writeSlot(slot, state) {
    const { buffer, offset } = this.slot(slot);
    this.#device.queue.writeBuffer(buffer, offset, state);
  }

  /** The states of the whole pool, in their order. @returns {Promise<Float32Array<ArrayBuffer>>} */
  async readPool() {
    const parts = await Promise.all(this.#pool.map((buffer) => this.#read([buffer]))), all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  /** Floats of some buffers, as they are when all that was asked for is done. @template {string} Name @param {readonly Name[]} names @returns {Promise<Record<Name, Float32Array<ArrayBuffer>>>} */
  async read(names) {
    const buffers = names.map((name) => this.#named[name]), all = await this.#read(buffers);
    let at = 0;
    return /** @type {Record<Name, Float32Array<ArrayBuffer>>} */ (Object.fromEntries(names.map((name, i) => {
      const begin = at;
      at += buffers[i].size / WORD_BYTES;
      return [name, all.slice(begin, at)];
    })));
  }

  /** @param {readonly GPUBuffer[]} buffers */
  async #read(buffers) {
    const bytes = await readBack(this.#device, buffers.reduce((sum, { size }) => sum + size, 0), (encoder, into) => {
      let at = 0;
      for (const buffer of buffers) {
        encoder.copyBufferToBuffer(buffer, 0, into, at, buffer.size);
        at += buffer.size;
      }
    }).catch((error) => { throw this.lostBy ?? error; });
    return new Float32Array(bytes);
  }

  destroy() {
    for (const buffer of [...Object.values(this.#named), ...[...this.#kept, ...this.#between].flatMap(({ state, marks }) => [state, marks]), ...this.#pool]) buffer.destroy();
  }
}
