/**
 * @import { Core } from './nca.js'
 * @import { Model, TrainerOptions } from './types.js'
 */
import { NUM_CHANNELS, NUM_PARAMS } from './fields.js';
import { WasmObject } from './wasm-object.js';

/** Learns a rule: one optimiser update an epoch. */
export class Trainer extends WasmObject {
  #model;
  #epochsBefore;
  #batch;
  #share;

  /**
   * @param {Core} core
   * @param {number} pointer to an nca_trainer
   * @param {Model} model where training started, or stood when it was saved
   * @param {{ index: number, count: number }} share
   */
  constructor(core, pointer, model, share) {
    super(core, pointer, 'nca_trainer_destroy');
    this.#model = model;
    this.#epochsBefore = model.epochs - this.numEpochs;
    this.#batch = this.wasm.nca_trainer_batch(this.pointer);
    this.#share = share;
  }

  /** @param {Core} core @param {TrainerOptions} options @param {Model} model @param {Float32Array} target */
  static create(core, { height, width, seed, recipe = {}, share = { index: 0, count: 1 } }, model, target) {
    const recipePointer = core.putRecipe(recipe), modelPointer = core.putModel(model), targetPointer = core.copyIn(target);
    const pointer = core.exports.nca_wasm_trainer_create(height, width, seed, share.index, share.count, recipePointer, modelPointer, targetPointer);
    for (const used of [recipePointer, modelPointer, targetPointer]) core.free(used);
    return new Trainer(core, pointer, { ...model, height, width }, share);
  }

  /**
   * From a checkpoint, to go on as if it had never stopped.
   * @param {Core} core @param {Uint8Array} bytes @param {{ index: number, count: number }} [share]
   */
  static resume(core, bytes, share = { index: 0, count: 1 }) {
    const file = core.copyIn(bytes), status = core.allocate(4), modelPointer = core.newModelPointer();
    const pointer = core.exports.nca_wasm_trainer_resume(status, modelPointer, share.index, share.count, file, bytes.byteLength);
    const [code] = core.view(Int32Array, status, 1), model = core.takeModel(modelPointer);
    for (const used of [file, status]) core.free(used);
    if (code < 0) throw core.errorOf(code);
    return new Trainer(core, pointer, model, share);
  }

  /** One whole epoch. @throws {NcaError} NCA_ERR_LOSS_NOT_FINITE: the parameters then are the last good ones */
  epoch() {
    const status = this.wasm.nca_train_epoch(this.pointer);
    if (status < 0) throw this.core.errorOf(status);
  }

  /**
   * A part of an epoch, so that a worker can hear messages in between.
   * @param {number} maxSteps of the rollout, forward or backward
   * @returns {boolean} whether the epoch is complete; for a trainer with a share: whether its share is, and finishEpoch() is due
   * @throws {NcaError} as epoch()
   */
  slice(maxSteps) {
    const status = this.wasm.nca_trainer_run_slice(this.pointer, maxSteps);
    if (status < 0) throw this.core.errorOf(status);
    return status === 1;
  }

  /** What this trainer's share came to. @returns {{ sample: number, loss: number, grads: Float32Array<ArrayBuffer> }[]} copies */
  shareResults() {
    const results = [];
    for (let sample = this.#share.index; sample < this.#batch; sample += this.#share.count) {
      const loss = this.#sampleLosses()[sample];
      results.push({ sample, loss, grads: this.#sampleGrads(sample).slice() });
    }
    return results;
  }

  /**
   * One update from the whole batch, when all shares are known.
   * @param {{ sample: number, loss: number, grads: Float32Array }[]} others results of the other shares
   * @throws {NcaError} as epoch()
   */
  finishEpoch(others) {
    for (const { sample, loss, grads } of others) {
      this.#sampleLosses()[sample] = loss;
      this.#sampleGrads(sample).set(grads);
    }
    const status = this.wasm.nca_trainer_finish_epoch(this.pointer);
    if (status < 0) throw this.core.errorOf(status);
  }

  /** @param {number} sample */
  #sampleGrads(sample) {
    return this.core.view(Float32Array, this.wasm.nca_trainer_sample_grads(this.pointer, sample), NUM_PARAMS);
  }

  #sampleLosses() {
    return this.core.view(Float64Array, this.wasm.nca_trainer_sample_losses(this.pointer), this.#batch);
  }

  /** Where the states of the pool begin in a checkpoint: all before it. @param {number} [numEpochsPlanned] @returns {Uint8Array<ArrayBuffer>} */
  checkpointHead(numEpochsPlanned = 0) {
    const about = this.core.putModel(this.model());
    const sizeBytes = this.wasm.nca_wasm_checkpoint_write_head(0, 0, this.pointer, about, numEpochsPlanned);
    const head = this.core.allocate(sizeBytes);
    this.wasm.nca_wasm_checkpoint_write_head(head, sizeBytes, this.pointer, about, numEpochsPlanned);
    const bytes = this.core.view(Uint8Array, head, sizeBytes).slice();
    this.core.free(head);
    this.core.free(about);
    return bytes;
  }

  /**
   * State number `slot` of the pool, [height][width][16], where it lies in the core's memory: until the next call of it.
   * @param {number} slot
   * @returns {Float32Array<ArrayBuffer> | undefined} undefined where it belongs to another share
   */
  poolState(slot) {
    const pointer = this.wasm.nca_trainer_pool_state(this.pointer, slot);
    return pointer ? this.core.view(Float32Array, pointer, this.#stateSize) : undefined;
  }

  /**
   * All that is needed to go on, between epochs, of a trainer that has the whole batch.
   * @param {number} poolSize of its recipe @param {number} [numEpochsPlanned]
   * @returns {Uint8Array<ArrayBuffer>}
   */
  checkpoint(poolSize, numEpochsPlanned) {
    const head = this.checkpointHead(numEpochsPlanned), stateBytes = 4 * this.#stateSize;
    const bytes = new Uint8Array(head.length + poolSize * stateBytes);
    bytes.set(head);
    for (let slot = 0; slot < poolSize; slot++) {
      const { buffer, byteOffset } = /** @type {Float32Array} */ (this.poolState(slot));
      bytes.set(new Uint8Array(buffer, byteOffset, stateBytes), head.length + slot * stateBytes);
    }
    return bytes;
  }

  get #stateSize() {
    return this.#model.height * this.#model.width * NUM_CHANNELS;
  }

  /** A copy of the 8,336 parameters. */
  params() {
    return this.core.view(Float32Array, this.wasm.nca_trainer_params(this.pointer), NUM_PARAMS).slice();
  }

  /** The model as it is now. @returns {Model} */
  model() {
    return { ...this.#model, params: this.params(), epochs: this.#epochsBefore + this.numEpochs };
  }

  /** Of the last complete epoch, before its update. @returns {number} */
  get loss() {
    return this.wasm.nca_trainer_loss(this.pointer);
  }

  /** Of the last complete epoch, before clipping. @returns {number} */
  get gradNorm() {
    return this.wasm.nca_trainer_grad_norm(this.pointer);
  }

  /** Epochs of this trainer. @returns {number} */
  get numEpochs() {
    return this.wasm.nca_wasm_trainer_num_epochs(this.pointer);
  }

  /**
   * The loss of one rollout from the seed and its gradient, laid out as the parameters. Changes nothing of the training.
   * @param {number} seed of the fire mask @param {number} numSteps
   */
  gradient(seed, numSteps) {
    const pointer = this.core.allocate(NUM_PARAMS * 4);
    const loss = this.wasm.nca_trainer_gradient(this.pointer, pointer, seed, numSteps);
    const grads = this.core.view(Float32Array, pointer, NUM_PARAMS).slice();
    this.core.free(pointer);
    return { loss, grads };
  }

  /** One clipped Adam update. @param {Float32Array} grads @returns {number} the norm before clipping */
  update(grads) {
    const pointer = this.core.copyIn(grads);
    const norm = this.wasm.nca_trainer_update(this.pointer, pointer);
    this.core.free(pointer);
    return norm;
  }
}
