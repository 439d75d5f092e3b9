/**
 * Cells of every shape, in runs: kinds and what fits together as data, and a run of such cells from the form to a file and back, here and in
 * the native program, to the same bits.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { loadCore } from '../web/core/nca.js';
import { layoutOf } from '../web/core/shape.js';
import { Memory } from '../web/runs/memory.js';
import { RunStore } from '../web/runs/store.js';
import { RunDesk } from '../web/studio/run-desk.js';
import { judge } from '../web/studio/targets/goal.js';
import { learn, text } from '../web/text/text.js';
import { readFacts } from '../web/training/checkpoint-file.js';
import { settingsOfCheckpoint } from '../web/training/checkpoint-settings.js';
import { kindNames, kindOf, ofKind, toKind } from '../web/training/kinds.js';
import { fitted, misfitsOf } from '../web/training/misfits.js';
import { costOf } from '../web/training/model-cost.js';
import { packCheckpoint, unpackCheckpoint } from '../web/training/packed-checkpoint.js';
import { cellsOfModel, checkSettings, defaultSettings, planOf, readSettings, targetOptionsOf } from '../web/training/parameters.js';
import { presets } from '../web/training/presets.js';
import '../web/text/en/start.js';
import { compileShippedWasm } from './support/core.js';
import { nodeHost } from './support/node-host.mjs';

/** @import { Settings } from '../web/training/parameters.js' */

const nca = fileURLToPath(new URL('../build/native/nca', import.meta.url)), run = promisify(execFile);
const PICTURES = { rosette: new URL('../assets/targets/ice-rosette.png', import.meta.url), floes: new URL('../assets/targets/ice-floes.png', import.meta.url) };

/** @type {import('../web/core/nca.js').Core} */
let core;
before(async () => {
  await learn('studio');
  core = await loadCore(await compileShippedWasm());
});

/** A short run of a kind. @param {'isotropic' | 'texture'} kind @param {Partial<Settings>} [more] @returns {Settings} */
const small = (kind, more) => ofKind({ ...defaultSettings, side: 20, padding: 2, poolSize: 5, batch: 2, numStepsMin: 8, numStepsMax: 12, numEpochs: 50, decayEndEpoch: 50, channels: 12, hidden: 64, ...more }, kind);

/** @param {Settings} settings @param {URL} picture */
async function trainerOf(settings, picture) {
  const { options, model, target } = planOf(core, settings, { target: core.readTarget(new Uint8Array(await readFile(picture)), targetOptionsOf(settings)), name: 'mine' });
  return core.createTrainer(options, model, target);
}

describe('kinds', () => {
  test('each has words, is valid with every preset, and is found again', () => {
    for (const kind of kindNames) {
      assert.ok(text.kinds[kind].title && /\.$/.test(text.kinds[kind].about));
      for (const { settings } of presets) {
        const own = ofKind(settings, kind);
        assert.deepEqual(checkSettings(own), [], kind);
        assert.equal(kindOf(own), kind);
        assert.deepEqual(fitted(own), own, 'nothing in it does harm');
      }
    }
    assert.equal(ofKind(presets[0].settings, 'isotropic').side % 2, 1, 'it has a middle');
  });

  test('from one to another what the visitor has changed stays, but for what the kinds have a say in', () => {
    const [{ settings: preset }] = presets, mine = { ...preset, hidden: 64, numEpochs: 77, muonRate: 0.2 };
    const there = toKind(preset, mine, 'texture');
    assert.deepEqual(there, { ...ofKind(preset, 'texture'), hidden: 64, numEpochs: 77 });
    assert.deepEqual(toKind(preset, there, 'usual'), { ...preset, hidden: 64, numEpochs: 77 });
  });

  test('what does not fit together has its reason, and what would do harm is made harmless', () => {
    const reasons = (/** @type {Partial<Settings>} */ settings) => Object.fromEntries(misfitsOf({ ...defaultSettings, ...settings }));
    assert.deepEqual(reasons({}), { match: 'edge', turns: 'directed' });
    assert.deepEqual(reasons({ filters: 'isotropic' }), { match: 'edge' });
    assert.deepEqual(reasons({ edge: 'torus', alive: 'none', match: 'texture', filters: 'isotropic' }), { turns: 'texture', padding: 'filled', minAlpha: 'undying' });
    assert.equal(reasons({ poolSize: 0 }).woundBands, 'noPool');
    assert.equal(reasons({ woundsPerBatch: 0 }).woundBands, 'noWounds');
    assert.deepEqual(reasons({ optimizer: 'adam', grads: 'per-tensor' }), { match: 'edge', turns: 'directed', muonRate: 'noMuon', weightDecay: 'noMuon', clipNorm: 'noClip' });
    for (const why of ['edge', 'directed', 'texture', 'filled', 'undying', 'noPool', 'noWounds', 'noMuon', 'noClip']) assert.match(text.parameters.misfits[/** @type {'edge'} */ (why)], /\.$/);
    const off = fitted({ ...ofKind({ ...defaultSettings, turns: 12 }, 'texture'), edge: 'zero' });
    assert.deepEqual([off.match, off.turns, kindOf(off)], ['pixels', 1, 'usual']);
  });

  test('what a size costs is told of the usual size as once', () => {
    assert.deepEqual(costOf({}), { numParams: 8336, relativeTime: 1 });
    const { numParams, relativeTime } = costOf({ channels: 12, hidden: 64, filters: 'isotropic' });
    assert.deepEqual([numParams, relativeTime], [64 * 36 + 64 + 12 * 64 + 12, 0.375]);
  });

  test('a texture may fill its grid, and need not have its middle', () => {
    const grid = { height: 16, width: 16 }, target = new Float32Array(16 * 16 * 4).fill(1);
    assert.equal(judge(core, target, grid).verdict, 'opaque');
    assert.equal(judge(core, target, { ...grid, isTexture: true }).verdict, 'good');
    assert.equal(judge(core, target.fill(0), { ...grid, isTexture: true }).verdict, 'empty');
  });
});

describe('a fresh model', () => {
  test('is of the shape that the settings say, whatever it is', () => {
    for (const settings of [small('isotropic'), small('texture', { filters: 'sobel+laplacian', rule: 'blog' }), readSettings({ alive: 'post' })]) {
      const { model } = planOf(core, settings, { target: new Float32Array(settings.side ** 2 * 4).fill(1) }), { cells } = cellsOfModel(model);
      for (const [key, value] of Object.entries(cells)) assert.equal(value, settings[/** @type {keyof Settings} */ (key)], key);
      assert.equal(model.params.length, costOf(settings).numParams);
    }
    assert.deepEqual(core.newModel('distill', 3), core.newModel('distill', 3, { channels: 16, hidden: 128, filters: 'sobel', edge: 'zero', alive: 'pre+post' }));
    assert.throws(() => core.newModel('blog', 1, { channels: 18 }), /shape\.channels must be a multiple of 4/);
    assert.throws(() => core.newModel('blog', 1, /** @type {any} */ ({ colour: 1 })), /shape/);
  });
});

describe('a run', () => {
  for (const [kind, picture] of /** @type {const} */ ([['isotropic', PICTURES.rosette], ['texture', PICTURES.floes]])) {
    test(`${kind}: its weights and its checkpoint say what it was taught, packed or whole`, async () => {
      const settings = small(kind), trainer = await trainerOf(settings, picture);
      for (let epoch = 0; epoch < 3; epoch++) trainer.epoch();
      const file = trainer.checkpoint(settings.poolSize), model = trainer.model();
      assert.deepEqual([model.turns ?? 1, model.match ?? 'pixels'], [settings.turns, settings.match]);
      const read = core.readWeights(core.writeWeights(model));
      assert.deepEqual({ ...read, params: [] }, { ...model, params: [] });
      assert.deepEqual(unpackCheckpoint(packCheckpoint(file)), file);
      assert.deepEqual(settingsOfCheckpoint(file), { ...settings, numEpochs: 0 });
      assert.deepEqual(core.resumeTrainer(file).model(), model);
      trainer.destroy();
    });
  }

  test('a desk goes on with one from a file, keeps it, and resumes it', async () => {
    const settings = small('isotropic', { side: 15 }), trainer = await trainerOf(settings, PICTURES.rosette);
    trainer.epoch();
    const file = trainer.checkpoint(settings.poolSize), claims = { claim: async () => true, release: async () => {}, has: () => false, elsewhere: async () => new Set(), close: async () => {} };
    trainer.destroy();
    const store = new RunStore(new Memory(), claims, () => {});
    const desk = new RunDesk({
      host: await nodeHost(), store: Promise.resolve(store), thumbnailOf: async () => undefined, onTrouble: (error) => assert.fail(String(error)), sessionOptions: { checkpointEveryMs: Infinity, probeEveryMs: Infinity },
    });
    const until = (/** @type {() => boolean} */ fits) => /** @type {Promise<void>} */ (new Promise((resolve) => {
      for (const event of ['state', 'progress']) desk.addEventListener(event, () => { if (fits()) resolve(); });
    }));
    const single = core.newModel('distill', 1), config = { ...single.config, goals: 2 }, several = core.createTrainer({ height: 12, width: 12, seed: 1 },
      { ...single, config, params: new Float32Array(layoutOf(config).numParams) }, new Float32Array(2 * 12 * 12 * 4).fill(0.5));
    await desk.open(several.checkpoint(0), 'of two goals');
    await until(() => desk.session.numEpochsDone >= 1 && desk.session.goalLosses.length === 2);
    assert.deepEqual([desk.run?.goal.more?.length, desk.session.model?.config.goals], [1, 2]);
    several.destroy();
    await desk.open(file, 'from a file');
    await until(() => desk.session.numEpochsDone >= 4);
    const { id = '' } = desk.run ?? {};
    desk.session.stop();
    await until(() => !desk.session.isActive);
    await desk.run?.end();
    const kept = await store.load(id), { epochs } = readFacts(kept.checkpoint);
    assert.ok(epochs >= 4);
    assert.deepEqual([kept.settings.channels, kept.settings.filters, kept.settings.turns], [12, 'isotropic', 12]);
    await desk.resume(id);
    await until(() => desk.session.state === 'running' && desk.session.numEpochsDone >= epochs + 2);
    assert.deepEqual([desk.session.model?.config.channels, desk.session.model?.turns], [12, 12]);
    desk.session.dispose();
  });
});

describe('with the native program', { skip: !existsSync(nca) && 'it is not built' }, () => {
  const STEADY = '--recipe persistent --pool 5 --batch 2 --steps 8..12 --learning-rate 2e-3 --learning-rate-end 2e-3 --quiet --save-every 1'.split(' '); // so the plan's length does not matter
  const OF_KIND = {
    rosette: '--size 21 --padding 4 --filters isotropic --turns 12 --channels 12 --hidden 64'.split(' '),
    floes: '--size 20 --padding 0 --edge torus --alive none --match texture --loss last --overflow 1'.split(' '),
  };
  for (const name of /** @type {const} */ (['rosette', 'floes'])) {
    test(`${name}: it begins, the page goes on, it ends: to the same bits as in one`, async () => {
      const folder = await mkdtemp(join(tmpdir(), 'snowflake-cells-')), [whole, part, weights] = ['whole.checkpoint', 'part.checkpoint', 'weights.safetensors'].map((file) => join(folder, file));
      const begin = (/** @type {string} */ checkpoint, /** @type {number} */ epochs) =>
        run(nca, ['train', fileURLToPath(PICTURES[name]), ...STEADY, ...OF_KIND[name], '-o', weights, '--epochs', String(epochs), '--checkpoint', checkpoint]);
      const read = async (/** @type {string} */ path) => core.resumeTrainer(new Uint8Array(await readFile(path)));
      try {
        await begin(whole, 6);
        await begin(part, 2);
        const trainer = await read(part), settings = settingsOfCheckpoint(trainer.checkpointHead());
        assert.equal(kindOf(settings), name === 'rosette' ? 'isotropic' : 'texture');
        for (let epoch = 0; epoch < 2; epoch++) trainer.epoch();
        await writeFile(part, trainer.checkpoint(5, 6));
        await run(nca, ['train', '--resume', part, '--quiet', '-o', weights]);
        const [one, other] = [await read(whole), await read(part)];
        assert.equal(other.numEpochs, 6);
        assert.deepEqual(other.params(), one.params());
        for (let slot = 0; slot < 5; slot++) assert.deepEqual(other.poolState(slot)?.slice(), one.poolState(slot)?.slice());
        assert.deepEqual(core.readWeights(new Uint8Array(await readFile(weights))).params, one.params());
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
  }
});
