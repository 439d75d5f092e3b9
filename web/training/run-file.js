/**
 * A run as its checkpoint tells it, for what trains it without the core, and back (src/train/checkpoint.c): the same file that the core writes and reads, so that a run goes on
 * wherever it likes.
 *
 * @import { Model, Recipe } from '../core/types.js'
 * @import { Run, RunState } from '../gpu/train/trainer.js'
 */
import { recipeList } from '../core/recipe-list.js';
import { layoutOf } from '../core/shape.js';
import { betaPowers } from '../gpu/train/rates.js';
import { tensorsOf } from '../gpu/train/tensors.js';
import { advanceRun, poolPlace, readMetadata, readTensor } from './checkpoint-file.js';

const floats = (/** @type {ArrayBuffer | undefined} */ bytes) => new Float32Array(bytes ?? new ArrayBuffer(0));

/** @param {Readonly<Record<string, string>>} metadata @returns {Recipe} */
function recipeOf(metadata) {
  const recipe = /** @type {Record<string, unknown>} */ ({});
  for (const { key, name, kind, count, words } of recipeList) {
    const numbers = Array.from({ length: count }, (_, i) => Number(metadata[`recipe.${name}${count > 1 ? `[${i}]` : ''}`] ?? (key === 'turns' || key === 'finePixels' ? 1 : 0)));
    recipe[key] = kind === 'word' ? words[numbers[0]] : count > 1 ? numbers : numbers[0];
  }
  return /** @type {Recipe} */ (recipe);
}

/** @param {Uint8Array} bytes a whole checkpoint @param {Model} model that stands in it @returns {{ run: Run, state: RunState }} */
export function readRun(bytes, model) {
  const metadata = readMetadata(bytes), number = (/** @type {string} */ key) => Number(metadata[key]), { goals } = layoutOf(model.config), { headBytes, stateBytes, numStates } = poolPlace(bytes), head = bytes.slice(0, headBytes);
  const numTargets = Number(metadata['run.targets'] ?? goals), mixes = readTensor(bytes, 'target.mixes'), grown = readTensor(bytes, 'pool.goals_grown'), fine = readTensor(bytes, 'fine_target');
  const recipe = recipeOf(metadata), hasGrown = Array.from({ length: numTargets }, (_, i) => (grown ? floats(grown)[i] !== 0 : metadata['pool.has_grown'] === '1'));
  return {
    run: {
      recipe, seed: number('seed'), model, targets: floats(readTensor(bytes, 'target')), fineTargets: fine && floats(fine), numTargets, numSlots: numStates,
      slotAt: (slot) => bytes.slice(headBytes + slot * stateBytes, headBytes + (slot + 1) * stateBytes),
      headAt: (state, epochs, numEpochsPlanned) => headAt(head, { recipe, model }, state, epochs, numEpochsPlanned),
      mixes: mixes ? floats(mixes) : Float32Array.from({ length: goals * goals }, (_, i) => Number(i % (goals + 1) === 0)),
    },
    state: {
      params: model.params, m: floats(readTensor(bytes, 'adam.m')), v: floats(readTensor(bytes, 'adam.v')), lastGood: floats(readTensor(bytes, 'last_good')), numUpdates: number('adam.updates'),
      numEpochs: number('run.epochs'), loss: number('run.loss'), gradNorm: number('run.grad_norm'), losses: new Float64Array(readTensor(bytes, 'pool.losses') ?? new ArrayBuffer(0)), hasGrown,
    },
  };
}

/**
 * The head of the file where the run has come so far.
 * @param {Uint8Array} head as it was @param {Pick<Run, 'recipe' | 'model'>} run @param {RunState} state @param {number} epochs of the model @param {number} numEpochsPlanned
 * @returns {Uint8Array<ArrayBuffer>}
 */
function headAt(head, { recipe, model }, { params, m, v, lastGood, numUpdates, numEpochs, loss, gradNorm, losses, hasGrown }, epochs, numEpochsPlanned) {
  const layout = layoutOf(model.config), { w1, b1, w2, b2 } = layout, { beta1Power, beta2Power } = betaPowers(recipe, numUpdates);
  /** @type {Record<string, number>} */
  const numbers = {
    'run.epochs': numEpochs, 'run.epochs_planned': numEpochsPlanned, 'run.loss': loss, 'run.grad_norm': gradNorm, 'pool.has_grown': Number(hasGrown.some(Boolean)), 'adam.updates': numUpdates,
    'adam.beta1_power': beta1Power, 'adam.beta2_power': beta2Power, epochs,
  };
  return advanceRun(head, {
    metadata: Object.fromEntries(Object.entries(numbers).map(([key, value]) => [key, String(value)])),
    tensors: {
      'updater.0.weight': params.subarray(w1), 'updater.0.bias': params.subarray(b1), 'updater.2.weight': params.subarray(w2), 'updater.2.bias': params.subarray(b2), 'goals.bias': params.subarray(b1),
      ...Object.fromEntries(tensorsOf(layout).slice(4).map(({ begin }, i) => [`decoder.${i >> 1}.${i % 2 ? 'bias' : 'weight'}`, params.subarray(begin)])),
      'adam.m': m, 'adam.v': v, last_good: lastGood, 'pool.losses': losses, 'pool.goals_grown': Float32Array.from(hasGrown, Number),
    },
  });
}
