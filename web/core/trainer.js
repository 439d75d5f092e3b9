/**
 * @import { Core } from './nca.js'
 * @import { Model, TrainerOptions } from './types.js'
 */
import { checkBytes, checkFloats, checkSeed, checkWhole, MAX_INT32 } from './check.js';
import { NcaError } from './error.js';
import { ERR_MEMORY } from './fields.js';
import { layoutOf } from './shape.js';
import { FREE_MODEL, WasmObject } from './wasm-object.js';

/** NCA_LOSS_LAST of src/nca.h. */
const LOSS_LAST = 0;

/** @param {{ index: number, count: number }} share */
function checkShare({ index, count }) {
  checkWhole(count, 'share.count', 1, MAX_INT32);
  checkWhole(index, 'share.index', 0, count - 1);
}

/** Learns a rule: one optimiser update an epoch. */
export class Trainer extends WasmObject {
  #model;
  #layout;
  #recipeFields;
  #epochsBefore;
  #batch;
  #share;
  /** Whether an epoch is under way. */
  #isOpen = false;

  /**
   * @param {Core} core
   * @param {number} pointer to an nca_trainer
   * @param {Model} model where training started, or stood when it was saved
   * @param {{ index: number, count: number }} share
   */
  constructor(core, pointer, model, share) {
    super(core, pointer, 'nca_trainer_destroy');
    const { turns: _, match: __, ...lasting } = model, { turns, match } = core.modelAt(this.wasm.nca_trainer_model(this.pointer)); // as the recipe has them
    this.#model = { ...lasting, ...(turns && { turns }), ...(match && { match }) };
    this.#layout = layoutOf(model.config);
    this.#recipeFields = core.recipeFields;
    this.#epochsBefore = model.epochs - this.numEpochs;
    this.#batch = this.wasm.nca_trainer_batch(this.pointer);
    this.#share = share;
  }

  /** @param {Core} core @param {TrainerOptions} options @param {Model} model @param {Float32Array} targets */
  static create(core, { height, width, seed, recipe = {}, fineTargets, share = { index: 0, count: 1 } }, model, targets) {
    checkSeed(seed, 'seed');
    checkShare(share);
    const pointer = core.borrowing((take) => core.exports.nca_wasm_trainer_create(height, width, seed, share.index, share.count,
      take(core.putRecipe(recipe)), take(core.putModel(model), FREE_MODEL), take(core.copyIn(targets)), fineTargets ? take(core.copyIn(fineTargets)) : 0));
    return new Trainer(core, pointer, { ...model, height, width }, share);
  }

  /**
   * From a checkpoint, to go on as if it had never stopped.
   * @param {Core} core @param {Uint8Array} bytes @param {{ index: number, count: number }} [share]
   */
  static resume(core, bytes, share = { index: 0, count: 1 }) {
    checkBytes(bytes, 'checkpoint');
    checkShare(share);
    return core.borrowing((take) => {
      const file = take(core.copyIn(bytes)), status = take(core.allocate(4)), modelPointer = take(core.newModelPointer(), FREE_MODEL);
      const pointer = core.exports.nca_wasm_trainer_resume(status, modelPointer, share.index, share.count, file, bytes.byteLength);
      const [code] = core.view(Int32Array, status, 1);
      if (code < 0) throw core.errorOf(code);
      return new Trainer(core, pointer, core.modelAt(modelPointer), share);
    });
  }

  /** One whole epoch. @throws {NcaError} NCA_ERR_LOSS_NOT_FINITE: the parameters then are the last good ones */
  epoch() {
    if (this.#share.count > 1) throw new NcaError('BAD_ARGUMENT', 'A trainer with a share of the batch cannot do an epoch alone.');
    const status = this.wasm.nca_train_epoch(this.pointer);
    this.#isOpen = false;
    if (status < 0) throw this.core.errorOf(status);
  }

  /**
   * A part of an epoch, so that a worker can hear messages in between.
   * @param {number} maxSteps of the rollout, forward or backward
   * @returns {boolean} whether the epoch is complete; for a trainer with a share: whether its share is, and finishEpoch() is due
   * @throws {NcaError} as epoch()
   */
  slice(maxSteps) {
    const status = this.wasm.nca_trainer_run_slice(this.pointer, checkWhole(maxSteps, 'maxSteps', 1, MAX_INT32));
    this.#isOpen = status === 0 || (status === 1 && this.#share.count > 1); // then it is yet to be finished
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
      checkWhole(sample, 'sample', 0, this.#batch - 1);
      checkFloats(grads, 'grads', this.#layout.numParams);
      this.#sampleLosses()[sample] = loss;
      this.#sampleGrads(sample).set(grads);
    }
    const status = this.wasm.nca_trainer_finish_epoch(this.pointer);
    this.#isOpen = false;
    if (status < 0) throw this.core.errorOf(status);
  }

  /** @param {number} sample */
  #sampleGrads(sample) {
    return this.core.view(Float32Array, this.wasm.nca_trainer_sample_grads(this.pointer, sample), this.#layout.numParams);
  }

  #sampleLosses() {
    return this.core.view(Float64Array, this.wasm.nca_trainer_sample_losses(this.pointer), this.#batch);
  }

  /** Where the states of the pool begin in a checkpoint: all before it. @param {number} [numEpochsPlanned] @returns {Uint8Array<ArrayBuffer>} */
  checkpointHead(numEpochsPlanned = 0) {
    this.#mustBeClosed();
    checkWhole(numEpochsPlanned, 'numEpochsPlanned', 0, Number.MAX_SAFE_INTEGER);
    return this.core.borrowing((take) => {
      const about = take(this.core.putModel(this.model()), FREE_MODEL);
      const sizeBytes = this.wasm.nca_wasm_checkpoint_write_head(0, 0, this.pointer, about, numEpochsPlanned), head = take(this.core.allocate(sizeBytes));
      this.wasm.nca_wasm_checkpoint_write_head(head, sizeBytes, this.pointer, about, numEpochsPlanned);
      return /** @type {Uint8Array<ArrayBuffer>} */ (this.core.copyOut(Uint8Array, head, sizeBytes));
    });
  }

  /**
   * State number `slot` of the pool, [height][width][channels], where it lies in the core's memory: until the next call of it.
   * @param {number} slot
   * @returns {Float32Array<ArrayBuffer> | undefined} undefined where it belongs to another share
   */
  poolState(slot) {
    this.#mustBeClosed();
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
    const bytes = this.#room(head.length + poolSize * stateBytes);
    bytes.set(head);
    for (let slot = 0; slot < poolSize; slot++) {
      const { buffer, byteOffset } = /** @type {Float32Array} */ (this.poolState(slot));
      bytes.set(new Uint8Array(buffer, byteOffset, stateBytes), head.length + slot * stateBytes);
    }
    return bytes;
  }

  /** @param {number} sizeBytes */
  #room(sizeBytes) {
    try {
      return new Uint8Array(sizeBytes);
    } catch (error) {
      throw this.core.errorOf(ERR_MEMORY, error);
    }
  }

  /** The core would take it for a bug and trap. */
  #mustBeClosed() {
    if (this.#isOpen) throw new NcaError('BAD_ARGUMENT', 'This can be done between epochs alone: one is under way.');
  }

  /** Of a cell. */
  get numChannels() {
    return this.#layout.channels;
  }

  get #stateSize() {
    return this.#model.height * this.#model.width * this.#layout.channels;
  }

  /** A copy of the parameters. */
  params() {
    return this.core.copyOut(Float32Array, this.wasm.nca_trainer_params(this.pointer), this.#layout.numParams);
  }

  /** The model as it is now. @returns {Model} */
  model() {
    return { ...this.#model, params: this.params(), epochs: this.#epochsBefore + this.numEpochs };
  }

  /** Of the last complete epoch, before its update. @returns {number} */
  get loss() {
    return this.wasm.nca_trainer_loss(this.pointer);
  }

  /** What it teaches. */
  get numGoals() {
    return this.#layout.goals;
  }

  /** Of the last sample that had this goal. @param {number} goal @returns {number | undefined} undefined: there was none yet */
  goalLoss(goal) {
    const loss = this.wasm.nca_trainer_goal_loss(this.pointer, checkWhole(goal, 'goal', 0, this.#layout.goals - 1));
    return loss < 0 ? undefined : loss;
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
   * The loss of the last state of one rollout from the seed and its gradient, laid out as the parameters. Changes nothing of the training. Of a recipe whose loss is `last`.
   * @param {number} seed of the fire mask @param {number} numSteps @param {number} [goal]
   */
  gradient(seed, numSteps, goal = 0) {
    this.#mustBeClosed();
    checkWhole(goal, 'goal', 0, this.#layout.goals - 1);
    checkSeed(seed, 'seed');
    if (this.#recipeValue('loss') !== LOSS_LAST) throw new NcaError('BAD_ARGUMENT', 'A gradient is to be had of a trainer whose recipe.loss is last.');
    checkWhole(numSteps, 'numSteps', 1, this.#recipeValue('numStepsMax'));
    return this.core.borrowing((take) => {
      const pointer = take(this.core.allocate(this.#layout.numParams * 4)), loss = this.wasm.nca_trainer_gradient(this.pointer, pointer, goal, seed, numSteps);
      return { loss, grads: this.core.copyOut(Float32Array, pointer, this.#layout.numParams) };
    });
  }

  /** @param {string} key of a field of one number */
  #recipeValue(key) {
    return this.wasm.nca_recipe_get(this.wasm.nca_trainer_recipe(this.pointer), this.#recipeFields.findIndex((field) => field.key === key), 0);
  }

  /** One clipped Adam update. @param {Float32Array} grads @returns {number} the norm before clipping */
  update(grads) {
    this.#mustBeClosed();
    checkFloats(grads, 'grads', this.#layout.numParams);
    return this.core.borrowing((take) => this.wasm.nca_trainer_update(this.pointer, take(this.core.copyIn(grads))));
  }
}
