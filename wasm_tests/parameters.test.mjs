/** The parameters of a run: each is described, checked on its way in, and means what the core takes it for. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';

import { loadCore, NcaError } from '../web/core/nca.js';
import { layoutOf } from '../web/core/shape.js';
import { sentenceOf } from '../web/text/sentence-of.js';
import { learn, text } from '../web/text/text.js';
import { readFacts } from '../web/training/checkpoint-file.js';
import { anotherRound, changesOf, checkSettings, defaultSettings, numWorkersFor, parameters, planOf, readSettings, recipeOf, targetOptionsOf } from '../web/training/parameters.js';
import { presetNamed, presets } from '../web/training/presets.js';
import { withGoals } from '../web/training/with-goals.js';
import '../web/text/en/start.js';
import { compileShippedWasm } from './support/core.js';
import { severalGoals } from './support/several-goals.js';

/** @type {import('../web/core/nca.js').Core} */
let core;
/** @type {Uint8Array} */
let png;
before(async () => {
  await learn('studio');
  core = await loadCore(await compileShippedWasm());
  png = new Uint8Array(await readFile(new URL('../assets/targets/snowflake.png', import.meta.url)));
});

test('each has words, a default in its range, and a group', () => {
  const words = /** @type {Record<string, any>} */ (text.parameters);
  assert.equal(new Set(parameters.map(({ key }) => key)).size, parameters.length);
  for (const parameter of parameters) {
    const { title, meaning, choices } = words[parameter.key];
    assert.ok(title.length > 0 && /\.$/.test(meaning), parameter.key);
    assert.ok(words.groups[parameter.group], parameter.group);
    // A new set of filters goes by its own name until there is a sentence for it.
    const named = parameter.kind === 'choice' && parameter.choices.filter((choice) => parameter.key !== 'filters' || choice in choices);
    if (named) assert.deepEqual(Object.keys(choices).sort(), [...named].sort());
    else if (parameter.kind !== 'choice') assert.ok(parameter.min < parameter.max && parameter.step > (parameter.isLogarithmic ? 1 : 0), parameter.key);
  }
  assert.deepEqual(checkSettings(defaultSettings), []);
  assert.deepEqual(checkSettings({}), []);
});

test('what is wrong is named, and told in a sentence', () => {
  /** @type {[Record<string, unknown>, string, string][]} */
  const wrong = [
    [{ colour: 1 }, 'colour', 'unknown'], [{ side: '48' }, 'side', 'type'], [{ side: NaN }, 'side', 'type'], [{ side: 4 }, 'side', 'range'],
    [{ batch: 2.5 }, 'batch', 'whole'], [{ batch: 0 }, 'batch', 'range'], [{ loss: 'none' }, 'loss', 'choice'], [{ loss: 0 }, 'loss', 'choice'],
    [{ loss: ['every'] }, 'loss', 'choice'], [{ side: 32, padding: 13 }, 'padding', 'padding'], [{ numStepsMin: 100 }, 'numStepsMax', 'steps'],
    [{ poolSize: 3 }, 'poolSize', 'pool'], [{ woundDiscs: 0, woundCentres: 0, woundHalves: 0, woundBands: 0 }, 'woundDiscs', 'wounds'],
    [{ decayBeginEpoch: 3000 }, 'decayEndEpoch', 'decay'], [{ channels: 18 }, 'channels', 'multiple'], [{ hidden: 24 }, 'hidden', 'multiple'],
    [{ filters: 'blur' }, 'filters', 'choice'], [{ turns: 0 }, 'turns', 'range'], [{ learningRate: 0 }, 'learningRate', 'range'],
  ];
  for (const [values, key, problem] of wrong) {
    assert.deepEqual(checkSettings(values), [{ key, problem }], JSON.stringify(values));
    assert.throws(() => readSettings(values), (error) => error instanceof NcaError && error.code === 'BAD_SETTING' && sentenceOf(error).includes(text.parameters[/** @type {'side'} */ (key)]?.title ?? key));
  }
  assert.deepEqual(checkSettings({ poolSize: 0, learningRateEnd: 0, clipNorm: 0, numEpochs: 0 }), []);
  assert.equal(readSettings({ batch: 3 }).side, defaultSettings.side);
});

test('the core takes each end of each range', () => {
  const tiny = { side: 16, padding: 0, numStepsMin: 8, numStepsMax: 8, poolSize: 16 };
  const begins = (/** @type {Record<string, unknown>} */ values) => {
    const settings = readSettings({ ...tiny, ...values });
    const { options, model, target } = planOf(core, settings, { target: core.readTarget(png, targetOptionsOf(settings)) });
    core.createTrainer(options, model, target).destroy();
  };
  const together = new Set(['side', 'padding', 'numStepsMin', 'numStepsMax', 'decayBeginEpoch', 'poolSize']); // these depend on others
  for (const parameter of parameters) {
    if (parameter.kind === 'choice') for (const choice of parameter.choices) begins({ [parameter.key]: choice });
    else if (!together.has(parameter.key)) for (const value of [parameter.min, parameter.max, ...(parameter.hasZero ? [0] : [])]) begins({ [parameter.key]: value });
  }
  begins({ numStepsMin: 256, numStepsMax: 256, decayBeginEpoch: 1e6, decayEndEpoch: 1e6, poolSize: 1024 });
});

test('the presets are whole, valid, and what they say', () => {
  assert.deepEqual(presets.map(({ name }) => name), ['quick', 'lasting', 'healing', 'sooner', 'post']);
  for (const { name, settings } of presets) {
    const { title, about } = text.presets[name];
    assert.ok(title && /\.$/.test(about));
    assert.deepEqual(Object.keys(settings).sort(), parameters.map(({ key }) => key).sort());
    assert.deepEqual(checkSettings(settings), [], name);
  }
  const { options, model, target, numEpochs } = planOf(core, presetNamed('healing').settings, { target: core.readTarget(png, targetOptionsOf(presetNamed('healing').settings)), name: 'mine' });
  const trainer = core.createTrainer(options, model, target), facts = readFacts(trainer.checkpointHead(numEpochs));
  assert.deepEqual([facts.height, facts.padding, facts.poolSize, facts.woundsPerBatch, facts.batch, facts.name, facts.numEpochsPlanned], [48, 8, 256, 2, 4, 'mine', numEpochs]);
  // It is the core's own regime of that length.
  const own = core.createTrainer({ ...options, recipe: { base: 'regenerating', numEpochs } }, model, target);
  assert.deepEqual(trainer.checkpointHead(), own.checkpointHead());
  for (const each of [trainer, own]) each.destroy();
  assert.equal(presetNamed('none').name, 'quick');
});

test('the blog post’s own preset is the core’s blog recipe', () => {
  const { settings } = presetNamed('post'), target = core.readTarget(png, targetOptionsOf(settings)), { options, model } = planOf(core, settings, { target });
  const trainers = [options, { ...options, recipe: {} }].map((each) => core.createTrainer(each, model, target));
  assert.deepEqual(trainers[0].checkpointHead(), trainers[1].checkpointHead());
  for (const each of trainers) each.destroy();
});

test('a run that has begun takes changes of what is not fixed, and no others', () => {
  const { settings } = presetNamed('healing');
  assert.deepEqual(changesOf(settings, settings), {});
  assert.deepEqual(changesOf(settings, { ...settings, side: 64, poolSize: 0, rule: 'blog', fireRate: 1 }), {});
  assert.deepEqual(changesOf(settings, { ...settings, seed: 5, muonRate: 0.01, side: 64, channels: 8, turns: 3 }), { recipe: { muonRate: 0.01 }, seed: 5 });
  assert.deepEqual(changesOf(settings, { ...settings, woundBands: 9 }), { recipe: { woundShares: [2, 1.5, 3, 9] } }, 'all of an array, and nothing else');
});

test('another round has the same schedule, later', () => {
  const { settings } = presetNamed('lasting'), again = anotherRound(settings, 2000);
  assert.deepEqual([again.numEpochs, again.decayBeginEpoch, again.decayEndEpoch], [4000, 2000, 4000]);
  assert.equal(recipeOf(again).decayBeginEpoch, 2000);
});

test('a run can begin with weights that have learnt something', () => {
  const settings = { ...presetNamed('quick').settings, fireRate: 0.75 }, target = core.readTarget(png, targetOptionsOf(settings));
  const start = { ...core.newModel('distill', 9), epochs: 77 }, { model } = planOf(core, settings, { target, start, name: 'mine' });
  assert.deepEqual([model.params, model.epochs, model.name, model.config.fireRate, model.height], [start.params, 77, 'mine', 0.75, settings.side]);
});

test('no more workers than rollouts', () => {
  const { settings } = presetNamed('healing');
  assert.deepEqual([1, 2, 8].map((cores) => numWorkersFor({ ...settings, batch: 4 }, cores)), [1, 2, 4]);
});

test('fire rate and faint pixels go into the run', () => {
  const settings = readSettings({ side: 32, padding: 0, rule: 'blog', fireRate: 0.25, minAlpha: 0.2, poolSize: 0 });
  const target = core.readTarget(png, targetOptionsOf(settings)), plan = planOf(core, settings, { target });
  assert.equal(plan.model.config.fireRate, 0.25);
  assert.equal(plan.model.config.alive, 'post');
  assert.deepEqual(plan.target, core.raiseAlpha(target, 0.2));
  assert.notDeepEqual(plan.target, target);
});

test('a rule that shall learn other goals keeps the rows of those that it has, and begins a further one with their mean', () => {
  const model = severalGoals(core), { hidden, b1, w2 } = layoutOf(model.config), row = (/** @type {import('../web/core/types.js').Model} */ of, /** @type {number} */ goal) => [...of.params.subarray(b1 + goal * hidden, b1 + (goal + 1) * hidden)];
  const two = withGoals(model, ['a', 'b']), five = withGoals(two, ['a', 'b', 'c', 'd', 'e']), one = withGoals(model, []);
  assert.deepEqual([two.goalNames, two.config.goals, five.config.goals, one.config.goals, one.goalNames], [['a', 'b'], 2, 5, undefined, undefined]);
  for (const each of [two, five, one]) {
    assert.equal(each.params.length, layoutOf(each.config).numParams);
    assert.deepEqual([each.params.slice(0, b1), each.params.slice(layoutOf(each.config).w2)], [model.params.slice(0, b1), model.params.slice(w2)]);
    for (let goal = 0; goal < Math.min(layoutOf(each.config).goals, 2); goal++) assert.deepEqual(row(each, goal), row(model, goal));
    core.createSim({ height: 8, width: 8 }).setModel(each);
  }
  row(five, 4).forEach((value, i) => assert.ok(Math.abs(value - (row(model, 0)[i] + row(model, 1)[i]) / 2) < 1e-6));
});
