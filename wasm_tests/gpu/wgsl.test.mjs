/** The kernels of every shape that a model may have are valid WGSL, within what every adapter grants; those of the largest and the smallest run. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { CONFIG_WORDS, SHAPE_RANGES } from '../../web/core/fields.js';
import { moduleOf } from '../../web/gpu/kernels/common.js';
import { perceive } from '../../web/gpu/kernels/perceive.js';
import { planOf } from '../../web/gpu/plan.js';
import { KERNELS } from '../../web/gpu/programs.js';
import { moduleOf as trainModuleOf } from '../../web/gpu/train/kernels/common.js';
import { drawFine } from '../../web/gpu/train/kernels/fine.js';
import { trainPlanOf } from '../../web/gpu/train/plan.js';
import { kernelsOf } from '../../web/gpu/train/programs.js';
import { NO_ADAPTER, openBoth, randomModel, twins } from './support.mjs';

/** @type {Awaited<ReturnType<typeof openBoth>>} */
let both;
before(async () => { both = await openBoth(); });
after(() => both.device?.destroy());

/** @param {{ min: number, max: number, step: number }} range */
const all = ({ min, max, step }) => Array.from({ length: (max - min) / step + 1 }, (_, i) => min + i * step);

/** The hidden sizes at which a kernel changes: where the weights no longer fit into a uniform buffer, and both ends. @param {object} shape */
function hiddenSizes(shape) {
  const sizes = all(SHAPE_RANGES.hidden), isUniform = (/** @type {number} */ hidden) => planOf(/** @type {any} */ ({ ...shape, hidden }), false).isUniform;
  return new Set([sizes[0], ...sizes.filter((hidden) => isUniform(hidden) !== isUniform(hidden + 16)).flatMap((hidden) => [hidden, Math.min(hidden + 16, 512)]), 512]);
}

/** Of the words of the core those that have WGSL. @param {'alive' | 'filters' | 'edge'} key */
const known = (key) => CONFIG_WORDS[key].filter((word) => {
  try {
    return perceive(planOf(/** @type {any} */ ({ alive: 'post', [key]: word }), false), 'cell');
  } catch (error) {
    assert.equal(/** @type {{ code: string }} */ (error).code, 'GPU_NO_KERNELS');
    return false;
  }
});

test('alive rules, filters and edges that have no WGSL are refused, and never taken for others', () => {
  assert.deepEqual([known('alive').length, known('filters').length, known('edge').length], [3, 3, 2]);
  const unknown = { ...planOf(/** @type {any} */ ({ alive: 'post' }), false), filters: /** @type {any} */ ('sobel+blur') };
  assert.throws(() => perceive(unknown, 'cell'), { code: 'GPU_NO_KERNELS' });
  assert.throws(() => planOf(/** @type {any} */ ({ alive: 'post', edge: 'mirror' }), false), { code: 'GPU_NO_KERNELS' });
  assert.throws(() => planOf(/** @type {any} */ ({ alive: 'pre' }), false), { code: 'GPU_NO_KERNELS' });
});

/** Each text once. */
function everyModule() {
  const modules = /** @type {Map<string, string>} */ (new Map());
  for (const channels of all(SHAPE_RANGES.channels)) {
    for (const filters of known('filters')) {
      for (const hidden of hiddenSizes({ alive: 'post', channels, filters })) {
        for (const alive of known('alive')) {
          for (const edge of known('edge')) {
            for (const hasKinds of [false, true]) {
              const plan = planOf(/** @type {any} */ ({ alive, channels, filters, hidden, edge }), hasKinds);
              for (const [name, kernel] of Object.entries(KERNELS)) {
                if (hasKinds || !['graft', 'clampKinds', 'begin'].includes(name)) modules.set(moduleOf(plan, kernel(plan)), `${name} ${JSON.stringify(plan)}`);
              }
            }
          }
        }
      }
    }
  }
  return modules;
}

/** And of training: life and edges change but a few of its kernels. */
function everyTrainModule() {
  const modules = /** @type {Map<string, string>} */ (new Map()), recipe = /** @type {any} */ ({ batch: 3, numStepsMin: 4, numStepsMax: 6, turns: 2, loss: 'every', optimizer: 'muon', overflowWeight: 1, survivalWeight: 1 });
  const add = (/** @type {object} */ config, /** @type {object} */ changes = {}) => {
    const plan = trainPlanOf(/** @type {any} */ ({ alive: 'post', ...config }), { ...recipe, ...changes }, { height: 20, width: 40 });
    for (const [name, kernel] of Object.entries(kernelsOf(plan))) {
      assert.ok(kernel(plan).bindings.filter((binding) => !['world', 'step', 'hyper', 'places', 'filters', 'sort'].includes(binding) && !(binding === 'weights' && plan.isUniform)).length <= 8, `${name} has more buffers than every adapter grants`);
      modules.set(trainModuleOf(plan, kernel(plan)), `${name} ${JSON.stringify(plan)}`);
    }
  };
  for (const filters of CONFIG_WORDS.filters) {
    for (const alive of CONFIG_WORDS.alive) for (const edge of CONFIG_WORDS.edge) add({ filters, alive, edge });
    for (const channels of all(SHAPE_RANGES.channels)) for (const hidden of hiddenSizes({ alive: 'post', channels, filters })) add({ filters, channels, hidden });
  }
  for (const channels of all(SHAPE_RANGES.channels)) for (const decoder of [16, 36, 64]) for (const learns of ['all', 'decoder', 'details']) {
    add({ channels, decoder, decoderScale: 5 }, { learns, fineWeight: 1, finePixels: 99, ...learns === 'details' && { keptChannels: 4, keptHidden: 16 } });
  }
  for (const channels of all(SHAPE_RANGES.channels)) for (const alive of CONFIG_WORDS.alive) add({ channels, alive, edge: 'torus' }, { match: 'texture', turns: 1 });
  add({ goals: 255 }, { optimizer: 'adam', turns: 1, overflowWeight: 0 });
  return modules;
}

test('every shape has kernels that are valid', { timeout: 300_000 }, async (t) => {
  const { device } = both;
  if (!device) return t.skip(NO_ADAPTER);
  const modules = new Map([...everyModule(), ...everyTrainModule()]);
  assert.ok(modules.size > 1000, `${modules.size} modules`);
  device.pushErrorScope('validation');
  for (const [code, name] of modules) {
    /** @type {GPUCompilationInfo} */
    const { messages } = await device.createShaderModule({ code }).getCompilationInfo();
    assert.deepEqual(messages.map(({ lineNum, message }) => `${name}, line ${lineNum}: ${message}`), []);
  }
  assert.equal(await device.popErrorScope(), null);
});

test('the largest decoder is learnt within the memory that every group of threads is granted', { timeout: 120_000 }, async (t) => {
  const { device } = both;
  if (!device) return t.skip(NO_ADAPTER);
  const recipe = /** @type {any} */ ({ batch: 1, numStepsMin: 1, numStepsMax: 1, turns: 1, loss: 'last', optimizer: 'adam', fineWeight: 1, finePixels: 1 << 20 });
  const plan = trainPlanOf(/** @type {any} */ ({ alive: 'post', channels: 64, decoder: 64, decoderScale: 16 }), recipe, { height: 20, width: 40 });
  await device.createComputePipelineAsync({ layout: 'auto', compute: { module: device.createShaderModule({ code: trainModuleOf(plan, drawFine(plan)) }) } }); // or it throws
});

for (const [name, config] of Object.entries(/** @type {const} */ ({
  smallest: { channels: 8, hidden: 16, alive: 'post', filters: 'isotropic' },
  largest: { channels: 64, hidden: 512, alive: 'post', filters: 'sobel+laplacian' },
}))) {
  test(`the ${name} shape comes to the core’s states`, { timeout: 120_000 }, async (t) => {
    const { core, device } = both;
    if (!device) return t.skip(NO_ADAPTER);
    const { each, compare, destroy } = twins({ core, device }, { height: 13, width: 19 }, randomModel(core, config));
    each((one) => one.reset(5));
    for (let i = 1; i <= 4; i++) {
      each((one) => one.step());
      await compare(`step ${i}`);
    }
    destroy();
  });
}
