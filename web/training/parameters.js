/**
 * Everything about a run that can be set, as data: a form can be made from it, and what comes in is checked by it.
 *
 * Settings are one flat object of numbers and words. Their titles and meanings stand in web/text/, under the same keys.
 *
 * @import { Core } from '../core/nca.js'
 * @import { Config, Model, ModelShape, Recipe, TargetOptions } from '../core/types.js'
 * @import { RunChanges } from './checkpoint-file.js'
 * @import { TrainingPlan } from './worker-team.js'
 */
import { NcaError } from '../core/error.js';
import { CONFIG_WORDS, MAX_TURNS, SHAPE_RANGES, USUAL_CHANNELS, USUAL_HIDDEN } from '../core/fields.js';
import { withGoals } from './with-goals.js';

/**
 * @typedef {object} Settings
 * @property {number} side cells of the grid, a square
 * @property {number} padding cells of nothing around the picture
 * @property {'distill' | 'blog'} rule
 * @property {NonNullable<Config['filters']>} filters
 * @property {NonNullable<Config['edge']>} edge
 * @property {'rule' | Config['alive']} alive rule: as the rule has it
 * @property {number} channels
 * @property {number} hidden
 * @property {number} turns of the goal about the seed of which the nearest counts
 * @property {NonNullable<Model['match']>} match
 * @property {number} fireRate
 * @property {number} minAlpha to which faint pixels of the goal are raised
 * @property {number} seed
 * @property {number} numEpochs after which it is done; 0: it goes on for ever
 * @property {number} batch
 * @property {number} numStepsMin
 * @property {number} numStepsMax
 * @property {'every' | 'last'} loss
 * @property {'muon' | 'adam'} optimizer
 * @property {number} learningRate
 * @property {number} muonRate
 * @property {number} learningRateEnd
 * @property {number} decayBeginEpoch
 * @property {number} decayEndEpoch
 * @property {number} weightDecay
 * @property {'clip' | 'per-tensor'} grads
 * @property {number} clipNorm
 * @property {number} poolSize
 * @property {number} seedsPerBatch
 * @property {number} woundsPerBatch
 * @property {number} woundBeginEpoch
 * @property {number} woundDiscs
 * @property {number} woundCentres
 * @property {number} woundHalves
 * @property {number} woundBands
 * @property {number} overflowWeight
 * @property {number} stillnessWeight
 * @property {number} survivalWeight
 *
 * @typedef {'grid' | 'cells' | 'run' | 'rollout' | 'learning' | 'pool' | 'penalties'} ParameterGroup
 *
 * @typedef {object} NumberParameter
 * @property {keyof Settings} key also of its title and meaning: text.parameters[key]
 * @property {ParameterGroup} group
 * @property {'whole' | 'number'} kind
 * @property {number} min
 * @property {number} max
 * @property {number} step between the values that a form offers; of a logarithmic one, a factor
 * @property {boolean} [isMultiple] nothing but multiples of the step are allowed
 * @property {boolean} [isLogarithmic] a slider should run over its logarithm
 * @property {boolean} [hasZero] 0 is allowed beside the range, and means: none
 * @property {boolean} [isFixed] cannot be changed once a run has begun
 * @property {number} default
 *
 * @typedef {object} ChoiceParameter
 * @property {keyof Settings} key
 * @property {ParameterGroup} group
 * @property {'choice'} kind
 * @property {readonly string[]} choices titles: text.parameters[key].choices
 * @property {boolean} [isFixed]
 * @property {string} default
 *
 * @typedef {NumberParameter | ChoiceParameter} Parameter
 * @typedef {{ key: string, problem: 'unknown' | 'type' | 'range' | 'whole' | 'multiple' | 'choice' | 'padding' | 'steps' | 'pool' | 'wounds' | 'decay' }} Problem
 */

const MAX_EPOCHS = 1_000_000;

/** @type {readonly Parameter[]} */
export const parameters = Object.freeze([
  { key: 'side', group: 'grid', kind: 'whole', min: 16, max: 128, step: 4, default: 48, isFixed: true },
  { key: 'padding', group: 'grid', kind: 'whole', min: 0, max: 32, step: 1, default: 8, isFixed: true },
  { key: 'rule', group: 'grid', kind: 'choice', choices: ['distill', 'blog'], default: 'distill', isFixed: true },
  { key: 'fireRate', group: 'grid', kind: 'number', min: 0.05, max: 1, step: 0.05, default: 0.5, isFixed: true },
  { key: 'minAlpha', group: 'grid', kind: 'number', min: 0, max: 1, step: 0.01, default: 0, isFixed: true },

  { key: 'filters', group: 'cells', kind: 'choice', choices: CONFIG_WORDS.filters, default: 'sobel', isFixed: true },
  { key: 'edge', group: 'cells', kind: 'choice', choices: CONFIG_WORDS.edge, default: 'zero', isFixed: true },
  { key: 'alive', group: 'cells', kind: 'choice', choices: ['rule', ...CONFIG_WORDS.alive], default: 'rule', isFixed: true },
  { key: 'channels', group: 'cells', kind: 'whole', ...SHAPE_RANGES.channels, isMultiple: true, default: USUAL_CHANNELS, isFixed: true },
  { key: 'hidden', group: 'cells', kind: 'whole', ...SHAPE_RANGES.hidden, isMultiple: true, default: USUAL_HIDDEN, isFixed: true },
  { key: 'match', group: 'cells', kind: 'choice', choices: CONFIG_WORDS.match, default: 'pixels', isFixed: true },
  { key: 'turns', group: 'cells', kind: 'whole', min: 1, max: MAX_TURNS, step: 1, default: 1, isFixed: true },

  { key: 'numEpochs', group: 'run', kind: 'whole', min: 50, max: MAX_EPOCHS, step: 1.1, isLogarithmic: true, hasZero: true, default: 2000 },
  { key: 'seed', group: 'run', kind: 'whole', min: 0, max: 0xffffffff, step: 1, default: 1 },

  { key: 'batch', group: 'rollout', kind: 'whole', min: 1, max: 16, step: 1, default: 4 },
  { key: 'numStepsMin', group: 'rollout', kind: 'whole', min: 8, max: 256, step: 1, default: 64 },
  { key: 'numStepsMax', group: 'rollout', kind: 'whole', min: 8, max: 256, step: 1, default: 96 },
  { key: 'loss', group: 'rollout', kind: 'choice', choices: ['every', 'last'], default: 'every' },

  { key: 'optimizer', group: 'learning', kind: 'choice', choices: ['muon', 'adam'], default: 'muon' },
  { key: 'learningRate', group: 'learning', kind: 'number', min: 1e-5, max: 0.1, step: 1.25, isLogarithmic: true, default: 2e-3 },
  { key: 'muonRate', group: 'learning', kind: 'number', min: 1e-4, max: 0.3, step: 1.25, isLogarithmic: true, default: 0.03 },
  { key: 'learningRateEnd', group: 'learning', kind: 'number', min: 1e-7, max: 0.1, step: 1.25, isLogarithmic: true, hasZero: true, default: 1e-5 },
  { key: 'decayBeginEpoch', group: 'learning', kind: 'whole', min: 0, max: MAX_EPOCHS, step: 10, default: 0 },
  { key: 'decayEndEpoch', group: 'learning', kind: 'whole', min: 0, max: MAX_EPOCHS, step: 10, default: 2000 },
  { key: 'weightDecay', group: 'learning', kind: 'number', min: 0, max: 1, step: 0.01, default: 0.05 },
  { key: 'grads', group: 'learning', kind: 'choice', choices: ['clip', 'per-tensor'], default: 'clip' },
  { key: 'clipNorm', group: 'learning', kind: 'number', min: 1e-5, max: 10, step: 1.25, isLogarithmic: true, hasZero: true, default: 1e-3 },

  { key: 'poolSize', group: 'pool', kind: 'whole', min: 1, max: 1024, step: 16, hasZero: true, default: 256, isFixed: true },
  { key: 'seedsPerBatch', group: 'pool', kind: 'number', min: 0, max: 16, step: 0.5, default: 1 },
  { key: 'woundsPerBatch', group: 'pool', kind: 'number', min: 0, max: 16, step: 0.5, default: 2 },
  { key: 'woundBeginEpoch', group: 'pool', kind: 'whole', min: 0, max: MAX_EPOCHS, step: 10, default: 250 },
  { key: 'woundDiscs', group: 'pool', kind: 'number', min: 0, max: 10, step: 0.5, default: 2 },
  { key: 'woundCentres', group: 'pool', kind: 'number', min: 0, max: 10, step: 0.5, default: 1.5 },
  { key: 'woundHalves', group: 'pool', kind: 'number', min: 0, max: 10, step: 0.5, default: 3 },
  { key: 'woundBands', group: 'pool', kind: 'number', min: 0, max: 10, step: 0.5, default: 2 },

  { key: 'overflowWeight', group: 'penalties', kind: 'number', min: 1e-3, max: 100, step: 1.25, isLogarithmic: true, hasZero: true, default: 0 },
  { key: 'stillnessWeight', group: 'penalties', kind: 'number', min: 1e-3, max: 100, step: 1.25, isLogarithmic: true, hasZero: true, default: 0 },
  { key: 'survivalWeight', group: 'penalties', kind: 'number', min: 1e-3, max: 100, step: 1.25, isLogarithmic: true, hasZero: true, default: 0 },
]);

/** @type {Readonly<Settings>} */
export const defaultSettings = Object.freeze(/** @type {any} */ (Object.fromEntries(parameters.map((each) => [each.key, each.default]))));

/**
 * What is wrong with settings from a form, a link or a file; nothing: they can be used.
 * @param {Record<string, unknown>} values what is missing has its default
 * @returns {Problem[]}
 */
export function checkSettings(values) {
  const problems = Object.keys(values).flatMap((key) => {
    const parameter = parameters.find((each) => each.key === key), problem = parameter ? problemOf(parameter, values[key]) : 'unknown';
    return problem ? [/** @type {Problem} */ ({ key, problem })] : [];
  });
  if (problems.length > 0) return problems;
  const { side, padding, numStepsMin, numStepsMax, poolSize, batch, decayBeginEpoch, decayEndEpoch, ...rest } = withDefaults(values);
  const numShares = rest.woundDiscs + rest.woundCentres + rest.woundHalves + rest.woundBands;
  /** @type {(Problem | false)[]} */
  const together = [
    side - 2 * padding < 8 && { key: 'padding', problem: 'padding' },
    numStepsMax < numStepsMin && { key: 'numStepsMax', problem: 'steps' },
    poolSize > 0 && poolSize < batch && { key: 'poolSize', problem: 'pool' },
    numShares === 0 && { key: 'woundDiscs', problem: 'wounds' },
    decayEndEpoch < decayBeginEpoch && { key: 'decayEndEpoch', problem: 'decay' },
  ];
  return together.filter((each) => each !== false);
}

/** @param {Parameter} parameter @param {unknown} value @returns {Problem['problem'] | undefined} */
function problemOf(parameter, value) {
  if (parameter.kind === 'choice') return parameter.choices.includes(String(value)) && typeof value === 'string' ? undefined : 'choice';
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'type';
  if (parameter.kind === 'whole' && !Number.isInteger(value)) return 'whole';
  if (value === 0 && parameter.hasZero) return undefined;
  if (parameter.isMultiple && value % parameter.step !== 0) return 'multiple';
  return value >= parameter.min && value <= parameter.max ? undefined : 'range';
}

/**
 * @param {Record<string, unknown>} values
 * @returns {Settings}
 * @throws {NcaError} BAD_SETTING, with the first thing that is wrong
 */
export function readSettings(values) {
  const [first] = checkSettings(values);
  if (first) throw new NcaError('BAD_SETTING', `${first.key}: ${first.problem}`, { details: first });
  return withDefaults(values);
}

/** @param {Record<string, unknown>} values @returns {Settings} */
const withDefaults = (values) => ({ ...defaultSettings, ...values });

/** How a picture becomes the goal of a run with these settings. @param {Settings} settings @returns {TargetOptions} */
export function targetOptionsOf({ side, padding, rule }) {
  return { height: side, width: side, padding, premultiplied: rule === 'distill', keepAspect: true };
}

/** When a cell of the two rules lives. */
const ALIVE_OF_RULE = Object.freeze({ distill: 'pre+post', blog: 'post' });

/** What settings say of the cells that weights were taught in; `turns` and `match`, of what for. @param {Model} model */
export function cellsOfModel({ config, turns = 0, match = 'pixels' }) {
  const { alive, filters = 'sobel', edge = 'zero', channels = USUAL_CHANNELS, hidden = USUAL_HIDDEN, premultiplied } = config;
  const rule = /** @type {Settings['rule']} */ (premultiplied ? 'distill' : 'blog');
  const cells = { rule, filters, edge, alive: /** @type {Settings['alive']} */ (alive === ALIVE_OF_RULE[rule] ? 'rule' : alive), channels, hidden };
  return { cells, goal: { turns: Math.max(turns, 1), match } };
}

/** @param {Settings} settings @returns {ModelShape} what of it differs from the rule's, or may */
function shapeOf({ filters, edge, alive, channels, hidden }) {
  return { filters, edge, channels, hidden, ...(alive !== 'rule' && { alive }) };
}

/**
 * The same once more, after what has been learnt: another round of as many epochs, with the learning rate up again.
 * @param {Settings} settings @param {number} numDone epochs of the run
 */
export function anotherRound(settings, numDone) {
  const later = (/** @type {number} */ epoch) => epoch + numDone;
  return { ...settings, numEpochs: settings.numEpochs && later(settings.numEpochs), decayBeginEpoch: later(settings.decayBeginEpoch), decayEndEpoch: later(settings.decayEndEpoch) };
}

/** What cannot be changed once a run has begun. @param {Settings} settings @returns {Partial<Settings>} */
export function fixedOf(settings) {
  return Object.fromEntries(parameters.filter(({ isFixed }) => isFixed).map(({ key }) => [key, settings[key]]));
}

/**
 * What becomes different in a run that has begun when its settings change; what is fixed by then stays as it is.
 * @param {Settings} before @param {Settings} after
 * @returns {RunChanges}
 */
export function changesOf(before, after) {
  const changed = parameters.filter(({ key, isFixed }) => !isFixed && before[key] !== after[key]);
  if (changed.length === 0) return {};
  // No more than that: what a run from elsewhere has and no form can say stays as it is.
  const keys = new Set(changed.map(({ key }) => (WOUND_SHARES.includes(key) ? 'woundShares' : key)));
  const recipe = Object.fromEntries(Object.entries(recipeOf(after)).filter(([key]) => keys.has(/** @type {keyof Settings} */ (key))));
  return { recipe, ...(before.seed !== after.seed && { seed: after.seed }) };
}

/** One array in a recipe. @type {readonly (keyof Settings)[]} */
export const WOUND_SHARES = Object.freeze(['woundDiscs', 'woundCentres', 'woundHalves', 'woundBands']);

/** @param {Settings} settings @returns {Partial<Recipe>} */
export function recipeOf({
  side, padding, rule, fireRate, minAlpha, filters, edge, alive, channels, hidden, seed, numEpochs, woundDiscs, woundCentres, woundHalves, woundBands, ...recipe
}) {
  return { base: 'blog', ...recipe, woundShares: [woundDiscs, woundCentres, woundHalves, woundBands] };
}

/**
 * A new run.
 * @param {Core} core
 * @param {Settings} settings
 * @param {{ target: Float32Array, targetName?: string, goalNames?: readonly string[], name?: string, start?: Model }} goal target: as targetOptionsOf()
 *   wants it, of several goals one behind the other; goalNames: of several, of each; name: of the model; start: the weights to begin with, of the settings'
 *   cells; none: such as know nothing
 * @returns {TrainingPlan}
 */
export function planOf(core, settings, { target, targetName = '', goalNames = [], name = '', start }) {
  const { side, padding, rule, fireRate, minAlpha, seed, numEpochs } = settings, fresh = withGoals(start ?? core.newModel(rule, seed, shapeOf(settings)), goalNames);
  return {
    options: { height: side, width: side, seed, recipe: recipeOf(settings) },
    model: { ...fresh, config: { ...fresh.config, fireRate }, name, target: targetName, height: side, width: side, padding },
    target: minAlpha > 0 ? core.raiseAlpha(target, minAlpha) : target,
    numEpochs: numEpochs || Infinity,
  };
}

/** More workers than rollouts in a batch would have nothing to do. @param {Settings} settings @param {number} numCores */
export function numWorkersFor({ batch }, numCores) {
  return Math.max(1, Math.min(batch, numCores));
}
