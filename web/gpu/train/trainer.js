/**
 * Trains a rule on a GPU, as Trainer of web/core/trainer.js does in the core and by the same names; the epoch is that of src/train/train.c.
 *
 *   one epoch:                                                                                  kernels/
 *     what is drawn and picked, here: the same as in the core
 *     the weights as the steps want them                                                        begin.js    prepare, spring
 *     states from the pool, wounded or not, or the seed                                         begin.js    start, look
 *     what it measures a texture by, and the patches of the targets                             texture.js  projectTargets, sortWithin, sortAcross, rankTargets
 *     T times: a step, and where the state counts, how far it is from its target                forward.js  advance, live
 *             or how far its patches are from a texture’s, and their gradient                    texture.js  projectState and these, compareRanks, projectBack
 *             and how far what a decoder draws of it is from the finer target, and its gradients         fine.js     drawFine, weighFine
 *     what each sample lost, and whether it counts                                              losses.js   extras, judge
 *         the states go to the pool; the losses come here while the way back is under way
 *     the gradient at the last state                                                            losses.js   turnBack
 *     T times: through the updates of the cells that fired                                      backward.js undo
 *              the gradients of the weights are added up                                        weigh.js    weigh
 *              the gradient at the state before                                                 backward.js gather, stillBefore; fine.js gatherFine
 *     the samples' gradients are summed, those that are not lost                                optimise.js sum, measure
 *     Muon: momentum, made orthogonal                                                           optimise.js push, orthogonal.js
 *     the parameters move, unless something is not finite                                       optimise.js move, commit
 *
 * Nothing is read back within an epoch but the losses, which the picks of the next one need. Two epochs on two cards differ in the last bits, and so do those of a card and
 * the core; what is picked, wounded and fires is the same to the bit as long as no loss falls on the other side of another.
 *
 * @import { Model, Recipe } from '../../core/types.js'
 * @import { Pick } from './pool.js'
 * @import { TextureSizes } from './kernels/texture.js'
 * @import { TrainPlan } from './plan.js'
 */
import { NcaError } from '../../core/error.js';
import { floatBelow } from '../rule.js';
import { spansOfWords } from '../spans.js';
import { TrainBuffers } from './buffers.js';
import { DRAW, draw32, drawBetween } from './draws.js';
import { drawFilters } from './filters.js';
import { THREADS } from './kernels/optimise.js';
import { productGroups } from './kernels/orthogonal.js';
import { surviveGroups } from './kernels/survival.js';
import { cellGroups, sortGroups, sortPasses } from './kernels/texture.js';
import { weighGroups } from './kernels/weigh.js';
import { placesOf } from './places.js';
import { fineGroups, trainPlanOf } from './plan.js';
import { emptyLosses, Pool } from './pool.js';
import { TrainPrograms } from './programs.js';
import { betaPowers, learningRateOf } from './rates.js';
import { drawWound } from './wound-draw.js';
import { matricesOf } from './tensors.js';
import { turnedTargets } from './turned.js';

const NO_SLOT = 0xffffffff;
const NUM_ORTHOGONAL_STEPS = 5;
/** Of a rollout in one submission: systems take a card away that does one thing for seconds. */
const STEPS_AT_ONCE = 16;
const { fround } = Math;

/**
 * @typedef {object} RunState what changes from epoch to epoch
 * @property {Float32Array} params
 * @property {Float32Array} m
 * @property {Float32Array} v
 * @property {Float32Array} lastGood
 * @property {number} numUpdates
 * @property {number} numEpochs
 * @property {number} loss
 * @property {number} gradNorm
 * @property {Float64Array} losses of the pool
 * @property {boolean[]} hasGrown by target
 *
 * @typedef {object} Run what does not
 * @property {Recipe} recipe
 * @property {number} seed
 * @property {Model} model
 * @property {Float32Array} targets [N][height][width][4]
 * @property {Float32Array | undefined} fineTargets [N][scale height][scale width][4], where a decoder learns
 * @property {Float32Array} mixes [N][goals]
 * @property {number} numTargets N
 * @property {number} numSlots states of the pool
 * @property {(slot: number) => Uint8Array<ArrayBuffer>} slotAt the bytes of such a state: [height][width][channels] floats
 * @property {(state: RunState, epochs: number, numEpochsPlanned: number) => Uint8Array<ArrayBuffer>} headAt all of a checkpoint before these, where the run has come so far; epochs: of the model
 */

export class GpuTrainer {
  #device;
  #run;
  #state;
  #plan;
  #buffers;
  #programs;
  #pool;
  /** Of the last sample of each target. @type {(number | undefined)[]} */
  #goalLosses;
  /** The states of the pool as they were read last. @type {Float32Array | undefined} */
  #states;
  /** Steps of the rollout that the buffers know of. */
  #numStepsWritten = -1;

  /**
   * @param {GPUDevice} device @param {{ run: Run, state: RunState }} file @param {TrainPlan} plan @param {TrainBuffers} buffers @param {TrainPrograms} programs
   */
  constructor(device, { run, state }, plan, buffers, programs) {
    this.#device = device;
    this.#run = run;
    this.#state = state;
    this.#plan = plan;
    this.#buffers = buffers;
    this.#programs = programs;
    this.#pool = new Pool(run.recipe, emptyLosses(run), state.losses, state.hasGrown);
    this.#goalLosses = Array.from({ length: run.numTargets });
  }

  /**
   * @param {GPUDevice} device @param {{ run: Run, state: RunState }} file @param {number} [statesBytes] that the states of a rollout may take
   * @throws {NcaError} GPU_NO_KERNELS, GPU_BATCH_TOO_LARGE, GPU_NO_MEMORY
   */
  static async open(device, file, statesBytes) {
    const { recipe, numTargets, model } = file.run, plan = trainPlanOf(model.config, recipe, model, statesBytes);
    device.pushErrorScope('out-of-memory');
    const buffers = new TrainBuffers(device, plan, { ...model, numTargets, poolSize: recipe.poolSize });
    if (await device.popErrorScope()) {
      buffers.destroy();
      throw noRoom();
    }
    const trainer = new GpuTrainer(device, file, plan, buffers, await TrainPrograms.compile(device, plan, buffers));
    trainer.#upload();
    return trainer;
  }

  /** One whole epoch; resolves when its losses are known, and the rest of it is under way. @throws {NcaError} NCA_ERR_LOSS_NOT_FINITE, GPU_LOST */
  async epoch() {
    const { recipe, seed } = this.#run, state = this.#state, { numEpochs } = state, { batch } = this.#plan;
    const numSteps = recipe.loss === 'every' ? recipe.numStepsMax : drawBetween(recipe.numStepsMin, recipe.numStepsMax, seed, DRAW.numSteps, numEpochs, 0);
    const picks = this.#pool.pick(recipe, seed, numEpochs);
    this.#writePicks(picks);
    this.#writeSteps(numSteps);
    this.#writeHyper();
    this.#forward(picks, numSteps);
    const known = this.#buffers.read(['losses', 'failed', 'norms']);
    this.#backward(numSteps);
    const { losses: all, failed, norms } = await known, losses = all.subarray(0, batch), counted = losses.filter((_, sample) => all[batch + sample] !== 0);
    this.#states = undefined;
    if (new Uint32Array(failed.buffer)[0] !== 0) {
      state.numEpochs--; // the one before had run off, and did not happen
      state.numUpdates--;
      throw notFinite();
    }
    if (numEpochs > 0) state.gradNorm = this.#normOf(norms);
    this.#pool.learn(picks, losses);
    picks.forEach(({ goal }, sample) => { if (all[batch + sample] !== 0) this.#goalLosses[goal] = losses[sample]; });
    const loss = counted.reduce((sum, one) => sum + one, 0) / counted.length;
    if (!Number.isFinite(loss)) throw notFinite();
    Object.assign(state, { loss, numEpochs: numEpochs + 1, numUpdates: state.numUpdates + 1 });
  }

  /** Whether the epoch is complete, as of the core's. */
  async slice() {
    await this.epoch();
    return true;
  }

  /** Bring what params() and model() tell up to date. */
  async look() {
    this.#state.params = (await this.#buffers.read(['params'])).params;
  }

  /** Bring all up to date that checkpointHead() and poolState() tell. */
  async catchUp() {
    const { norms, ...read } = await this.#buffers.read(['params', 'm', 'v', 'lastGood', 'norms']);
    Object.assign(this.#state, read, { gradNorm: this.#normOf(norms) });
    this.#states ??= await this.#buffers.readPool();
  }

  /** The sum of the samples' gradients in the last epoch, as they were before they were clipped. */
  async grads() {
    return (await this.#buffers.read(['grads'])).grads;
  }

  /** All before the states of the pool. @param {number} [numEpochsPlanned] */
  checkpointHead(numEpochsPlanned = 0) {
    return this.#run.headAt(this.#state, this.model().epochs, numEpochsPlanned);
  }

  /** @param {number} slot @returns {Float32Array<ArrayBuffer>} where no state is kept, nothing */
  poolState(slot) {
    const size = this.#buffers.stateBytes / 4;
    return /** @type {Float32Array<ArrayBuffer>} */ (Number.isFinite(this.#state.losses[slot]) && this.#states ? this.#states.subarray(slot * size, (slot + 1) * size) : new Float32Array(size));
  }

  params() { return this.#state.params.slice(); }
  /** @returns {Model} */
  model() {
    const { model } = this.#run;
    return { ...model, params: this.params(), epochs: model.epochs + this.#state.numEpochs - this.#epochsBegun };
  }

  get loss() { return this.#state.loss; }
  get gradNorm() { return this.#state.gradNorm; }
  get numEpochs() { return this.#state.numEpochs; }
  get numGoals() { return this.#plan.goals; }
  get numChannels() { return this.#plan.layout.channels; }
  /** @param {number} goal */
  goalLoss(goal) { return this.#goalLosses[goal]; }

  /** The card did not do what it was told: whatever is asked for from here on ends with it. @param {GPUError} error */
  giveUp(error) {
    if (error instanceof GPUOutOfMemoryError) this.#buffers.lostBy = noRoom();
    this.#device.destroy();
  }

  /** With all that it has on the card. */
  free() {
    this.#buffers.destroy();
  }

  /** And the card goes back too. */
  destroy() {
    this.free();
    this.#device.destroy();
  }

  #epochsBegun = 0;

  /** @param {Float32Array} norms squares of each tensor's */
  #normOf(norms) {
    return Math.hypot(...norms.subarray(0, this.#plan.tensors.length).map(Math.sqrt));
  }

  #upload() {
    const run = this.#run, plan = this.#plan, state = this.#state, buffers = this.#buffers;
    this.#epochsBegun = state.numEpochs;
    for (const name of /** @type {const} */ (['params', 'm', 'v', 'lastGood'])) buffers.write(name, Float32Array.from(state[name]));
    buffers.write('mixes', Float32Array.from(run.mixes));
    if (run.fineTargets && plan.fine) {
      buffers.write('fineTargets', Float32Array.from(run.fineTargets));
      buffers.write('places', placesOf(plan.fine.scale));
    }
    buffers.write('targets', turnedTargets(run.targets, run.model, plan.numTurns));
    for (let slot = 0; slot < run.numSlots; slot++) buffers.writeSlot(slot, run.slotAt(slot));
    const { height, width, config: { fireRate, aliveThreshold, sobelScale } } = run.model, { batch, numSlots } = plan, { overflowWeight, stillnessWeight, survivalWeight, fineWeight } = run.recipe;
    buffers.write('world', mixedWords([
      ['u', height], ['u', width], ['u', plan.tilesY], ['u', plan.tilesX], ['u', batch], ['u', Math.floor(fireRate * 2 ** 24)], ['f', floatBelow(aliveThreshold)], ['f', sobelScale], ['f', 1], ['f', 0],
      ['f', 2 / (batch * numSlots * height * width * 4)], ['f', overflowWeight], ['f', stillnessWeight], ['u', numSlots],
      ['f', fineWeight], ['f', plan.fine ? (2 * fineWeight) / (batch * numSlots * plan.fine.pixels * 4) : 0], ['f', survivalWeight], ['u', 0],
    ]));
  }

  /** @param {readonly Pick[]} picks */
  #writePicks(picks) {
    const { seed } = this.#run, { numEpochs } = this.#state;
    this.#buffers.write('picks', mixedWords(picks.flatMap((pick, sample) => [
      ['u', Number(pick.kind === 'seed')], ['u', pick.goal], ['u', draw32(seed, DRAW.fireSeed, numEpochs, sample)], ['f', Math.min(this.#pool.lostAbove(pick) ?? -1, 3.4e38)],
    ])));
  }

  /** Which states count, and of how many. @param {number} numSteps */
  #writeSteps(numSteps) {
    if (this.#numStepsWritten === numSteps) return;
    const slot = (/** @type {number} */ at) => this.#slotOf(at, numSteps);
    this.#buffers.writeSteps(Array.from({ length: numSteps }, (_, step) => [step, slot(step), slot(step + 1), numSteps]));
    this.#numStepsWritten = numSteps;
  }

  /** Which of those that count the state after some steps is. @param {number} at @param {number} numSteps */
  #slotOf(at, numSteps) {
    const { loss, numStepsMin } = this.#run.recipe, first = loss === 'every' ? numStepsMin : numSteps;
    return at >= first ? at - first : NO_SLOT;
  }

  /** What the optimiser has to know of this update. */
  #writeHyper() {
    const { recipe } = this.#run, { numUpdates } = this.#state, { beta1Power, beta2Power } = betaPowers(recipe, numUpdates + 1), rate = learningRateOf(recipe, numUpdates);
    this.#buffers.write('hyper', mixedWords([
      ['f', recipe.beta1], ['f', recipe.beta2], ['f', recipe.epsilon], ['f', rate / (1 - beta1Power)], ['f', Math.sqrt(1 - beta2Power)], ['f', recipe.clipNorm],
      ['f', fround(recipe.muonRate) * fround(rate / fround(recipe.learningRate))], ['f', recipe.weightDecay], ['u', Number(recipe.grads === 'per-tensor')], ['u', 0], ['u', 0], ['u', 0],
    ]));
  }

  /** @param {readonly Pick[]} picks @param {number} numSteps */
  #forward(picks, numSteps) {
    const { batch, hasExtras, hasSurvival, layout, hidden, weightFours } = this.#plan, run = this.#runner;
    this.#submit((encoder) => {
      picks.forEach((pick, sample) => this.#begin(encoder, pick, sample));
      if (this.#plan.fine) encoder.clearBuffer(this.#buffers.named('finePartial'));
    });
    this.#compute((pass) => {
      run(pass, 'prepare', [Math.ceil(Math.max(4 * weightFours, batch * hidden, layout.numParams) / THREADS)]);
      run(pass, 'spring', [1]);
      run(pass, 'start', [batch]);
      this.#overTiles(pass, 'look', 0);
    });
    if (this.#plan.texture) this.#rankTargets(this.#plan.texture);
    for (let first = 0; first < numSteps; first += STEPS_AT_ONCE) {
      this.#compute((pass) => {
        for (let step = first; step < Math.min(first + STEPS_AT_ONCE, numSteps); step++) {
          this.#stepIn(pass, step);
          if (hasSurvival) run(pass, 'liveliest', [batch], step);
          if (this.#slotOf(step + 1, numSteps) === NO_SLOT) continue;
          this.#fineIn(pass, step);
          if (this.#plan.texture) this.#textureIn(pass, step, this.#plan.texture);
        }
      });
    }
    this.#compute((pass) => {
      if (hasExtras) this.#overTiles(pass, 'extras', numSteps - 1);
      run(pass, 'judge', [batch]);
    });
    if (this.#run.recipe.poolSize > 0) this.#submit((encoder) => picks.forEach(({ slot }, sample) => this.#keep(encoder, slot, sample, numSteps)));
  }

  /** @param {number} numSteps */
  #backward(numSteps) {
    if (this.#plan.goesBack) this.#wayBack(numSteps);
    this.#compute((pass) => this.#optimise(pass));
  }

  /** @param {number} numSteps */
  #wayBack(numSteps) {
    this.#submit((encoder) => encoder.clearBuffer(this.#buffers.named('partial')));
    this.#compute((pass) => {
      this.#overTiles(pass, 'turnBack', numSteps - 1);
      this.#survive(pass, numSteps);
      this.#fineBack(pass, numSteps, numSteps);
    });
    for (let end = numSteps; end > 0; end -= STEPS_AT_ONCE) {
      this.#compute((pass) => { for (let step = end - 1; step >= Math.max(0, end - STEPS_AT_ONCE); step--) this.#stepBack(pass, step, numSteps); });
    }
  }

  /** @param {GPUComputePassEncoder} pass @param {number} step @param {number} numSteps */
  #stepBack(pass, step, numSteps) {
    const { keepEvery, batch, slices } = this.#plan, [down, across] = weighGroups(this.#plan);
    const isUnknown = keepEvery > 1 && (step + 1) % keepEvery === 0 && step + 1 < numSteps; // those between two that are kept were of later steps since
    if (isUnknown) for (let again = step + 1 - keepEvery; again <= step; again++) this.#stepIn(pass, again);
    this.#overTiles(pass, 'undo', step);
    this.#programs.run(pass, 'weigh', [down, across, batch * slices], step);
    this.#overTiles(pass, 'gather', step);
    if (step === numSteps - 1 && this.#run.recipe.stillnessWeight > 0) this.#overTiles(pass, 'stillBefore', step);
    this.#survive(pass, step);
    this.#fineBack(pass, step, numSteps);
  }

  /** What the gradient at a state has of survival. @param {GPUComputePassEncoder} pass @param {number} at after so many steps */
  #survive(pass, at) {
    if (this.#plan.hasSurvival && at > 0) this.#runner(pass, 'survive', surviveGroups(this.#plan), at - 1);
  }

  /** The finer picture of the state after a step, and what the decoder learns by it. @param {GPUComputePassEncoder} pass @param {number} step */
  #fineIn(pass, step) {
    const groups = fineGroups(this.#plan), run = this.#runner;
    if (!groups) return;
    run(pass, 'drawFine', groups.draw, step);
    run(pass, 'weighFine', groups.weigh, step);
  }

  /** By the filters of this epoch. @param {TextureSizes} sizes */
  #rankTargets(sizes) {
    const { numTargets, seed } = this.#run, run = this.#runner;
    this.#buffers.write('filters', drawFilters(seed, this.#state.numEpochs));
    this.#compute((pass) => {
      run(pass, 'projectTargets', cellGroups(sizes, numTargets, sizes.sorted));
      this.#sort(pass, sizes, numTargets);
      run(pass, 'rankTargets', cellGroups(sizes, numTargets));
    });
  }

  /** The state after a step. @param {GPUComputePassEncoder} pass @param {number} step @param {TextureSizes} sizes */
  #textureIn(pass, step, sizes) {
    const { batch } = this.#plan, run = this.#runner, groups = cellGroups(sizes, batch);
    run(pass, 'projectState', cellGroups(sizes, batch, sizes.sorted), step);
    this.#sort(pass, sizes, batch);
    run(pass, 'compareRanks', groups, step);
    run(pass, 'projectBack', groups.slice(0, 2), step);
  }

  /** @param {GPUComputePassEncoder} pass @param {TextureSizes} sizes @param {number} count */
  #sort(pass, sizes, count) {
    sortPasses(sizes).forEach(({ kernel }, i) => this.#runner(pass, kernel, sortGroups(sizes, kernel, count), i));
  }

  /** And what it adds to the gradient at a state. @param {GPUComputePassEncoder} pass @param {number} at after so many steps @param {number} numSteps */
  #fineBack(pass, at, numSteps) {
    if (this.#plan.fine && this.#slotOf(at, numSteps) !== NO_SLOT) this.#overTiles(pass, 'gatherFine', at - 1);
  }

  /** @param {(pass: GPUComputePassEncoder) => void} encode */
  #compute(encode) {
    this.#submit((encoder) => {
      const pass = encoder.beginComputePass();
      encode(pass);
      pass.end();
    });
  }

  /** @param {(encoder: GPUCommandEncoder) => void} encode */
  #submit(encode) {
    const encoder = this.#device.createCommandEncoder();
    encode(encoder);
    this.#device.queue.submit([encoder.finish()]);
  }

  /** @param {GPUComputePassEncoder} pass */
  #optimise(pass) {
    const { isMuon, tensors, layout: { numParams } } = this.#plan, run = this.#runner, all = [Math.ceil(numParams / THREADS)];
    run(pass, 'sum', all);
    run(pass, 'measure', [tensors.length]);
    if (isMuon) {
      run(pass, 'push', all);
      run(pass, 'unit', [1, 1, matricesOf(this.#plan).length]);
      for (let i = 0; i < NUM_ORTHOGONAL_STEPS; i++) {
        run(pass, 'gram', productGroups(this.#plan, 'columns'), i);
        run(pass, 'raise', productGroups(this.#plan, 'columns'), i);
        run(pass, 'draw', productGroups(this.#plan, 'rows'), i);
      }
    }
    run(pass, 'move', all, 0);
    run(pass, 'commit', all);
  }

  /** @param {GPUComputePassEncoder} pass @param {number} step */
  #stepIn(pass, step) {
    this.#overTiles(pass, 'advance', step);
    this.#overTiles(pass, 'live', step);
  }

  /** @param {GPUComputePassEncoder} pass @param {string} name @param {number} step */
  #overTiles(pass, name, step) {
    const { tilesY, tilesX, batch } = this.#plan;
    this.#programs.run(pass, name, [tilesY * tilesX, batch, 1], step);
  }

  get #runner() {
    return (/** @type {GPUComputePassEncoder} */ pass, /** @type {string} */ name, /** @type {number[]} */ [x, y = 1, z = 1], step = 0) => this.#programs.run(pass, name, [x, y, z], step);
  }

  /** The state a sample begins with, where the pool has one. @param {GPUCommandEncoder} encoder @param {Pick} pick @param {number} sample */
  #begin(encoder, { kind, from }, sample) {
    if (kind === 'seed') return;
    const { model, recipe, seed } = this.#run, { height, width } = model, { stateBytes } = this.#buffers, { buffer, offset } = this.#buffers.slot(from), { state } = this.#buffers.stateAt(0);
    encoder.copyBufferToBuffer(buffer, offset, state, sample * stateBytes, stateBytes);
    if (kind !== 'wounded') return;
    const cellBytes = stateBytes / (height * width), wound = drawWound(recipe, model, seed, this.#state.numEpochs, sample), spans = spansOfWords(wound, { height, width, wraps: this.#plan.wraps }, 0);
    for (let at = 0; at < spans.length; at += 4) {
      encoder.clearBuffer(state, sample * stateBytes + (spans[at] * width + spans[at + 1]) * cellBytes, (spans[at + 2] - spans[at + 1]) * cellBytes);
    }
  }

  /** @param {GPUCommandEncoder} encoder @param {number} slot @param {number} sample @param {number} numSteps */
  #keep(encoder, slot, sample, numSteps) {
    const { stateBytes } = this.#buffers, { buffer, offset } = this.#buffers.slot(slot);
    encoder.copyBufferToBuffer(this.#buffers.stateAt(numSteps).state, sample * stateBytes, buffer, offset, stateBytes);
  }
}

/** @param {readonly (readonly [type: 'u' | 'f', value: number] | (string | number)[])[]} words */
function mixedWords(words) {
  const view = new DataView(new ArrayBuffer(words.length * 4));
  words.forEach(([type, value], i) => (type === 'u' ? view.setUint32(i * 4, Number(value), true) : view.setFloat32(i * 4, Number(value), true)));
  return new Uint8Array(view.buffer);
}

const noRoom = () => new NcaError('GPU_NO_MEMORY', 'The graphics card has no room for this run, so it is trained on the processor.');
const notFinite = () => new NcaError('NCA_ERR_LOSS_NOT_FINITE');
