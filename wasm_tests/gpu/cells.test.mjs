/** What the GPU does to cells, held to the core step by step: who fires, who lives, wounds, noise, kinds, and that nothing is done where nothing is. */
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';

import { assertClose, randomArray, randomNumbers } from '../support/core.js';
import { openBoth, randomModel, testerOf, twins } from './support.mjs';

/**
 * @import { Core } from '../../web/core/nca.js'
 * @import { Config } from '../../web/core/types.js'
 */

/** Small cells: what is looked at here is who does something, not how much it takes. Few kinds of them, for each is compiled. */
const SMALL = Object.freeze({ channels: 8, hidden: 16 }), HEIGHT = 45, WIDTH = 70;
const POST = Object.freeze(/** @type {const} */ ({ ...SMALL, alive: 'post' })), BRIEF = Object.freeze(/** @type {const} */ ({ ...SMALL, alive: 'pre+post', edge: 'torus' }));
const TEXTURE = Object.freeze(/** @type {const} */ ({ ...SMALL, alive: 'none', edge: 'torus', filters: 'sobel+laplacian' }));
const timeout = 120_000;

/** @type {Awaited<ReturnType<typeof openBoth>>} */
let both;
before(async () => { both = await openBoth(); });
after(() => both.device?.destroy());

const onGpu = testerOf(() => both, timeout);

/** @param {Partial<Config>} config @param {{ height: number, width: number }} [size] @param {number} [seed] */
const pairOf = (config, size = { height: HEIGHT, width: WIDTH }, seed = 1) => twins(/** @type {any} */ (both), size, randomModel(both.core, config, seed));

/** Cells of all sorts: far above the threshold, about it, at its float, below it, and nothing. @param {number} length @param {number} numChannels */
function patchyState(length, numChannels) {
  const random = randomNumbers(5), state = new Float32Array(length);
  for (let cell = 0; cell < length; cell += numChannels) {
    const kind = random();
    if (kind > 0.4) continue;
    for (let c = 0; c < numChannels; c++) state[cell + c] = kind > -0.4 || c !== 3 ? 0.3 * random() : kind > -0.6 ? 0.1 : 0.1 + 0.02 * random();
  }
  return state;
}

/** @param {ReturnType<typeof pairOf>} pair @param {Float32Array} state */
function putState({ sim, gpu }, state) {
  sim.state.set(state);
  sim.stateChanged();
  gpu.writeState(state);
}

describe('who fires', () => {
  onGpu('is the contract’s, bit for bit, at any seed, rate and step', async ({ core }) => {
    for (const [seed, rate, first] of [[42, 0.5, 0], [4000000000, 0.25, 0], [7, 1, 3], [1, 0.1, 2 ** 32 - 2], [0, 2 ** -24, 5]]) {
      const { gpu, destroy } = pairOf({ ...TEXTURE, fireRate: rate }, { height: 37, width: 53 });
      gpu.setClock(seed, first);
      for (let i = 0; i < 3; i++) {
        gpu.step();
        assert.deepEqual(await gpu.readFired(), core.fireMask(37, 53, seed, (first + i) % 2 ** 32, rate), `seed ${seed}, rate ${rate}, step ${first + i}`);
      }
      destroy();
    }
  });
});

describe('who lives', () => {
  for (const [name, config] of Object.entries({ post: POST, 'pre+post on a torus': BRIEF, 'none on a torus': TEXTURE })) {
    onGpu(`${name}: states and their number are the core’s, step by step`, async () => {
      const pair = pairOf(config), { sim, gpu, each, compare, destroy } = pair;
      putState(pair, patchyState(HEIGHT * WIDTH * SMALL.channels, SMALL.channels));
      await compare('as it was written');
      for (let i = 1; i <= 8; i++) {
        each((one) => one.step());
        await compare(`step ${i}`);
        assert.equal(await gpu.numAlive(), sim.numAlive);
      }
      assert.ok(sim.numAlive > 100, `${sim.numAlive} live`);
      each((one) => one.reset(9));
      each((one) => one.step(12));
      await compare('anew, many steps at once');
      destroy();
    });
  }

  onGpu('a cell that can come alive by itself does so everywhere', async ({ core }) => {
    const { gpu, each, compare, destroy } = pairOf(POST, { height: 100, width: 170 }), model = randomModel(core, POST);
    model.params[model.params.length - SMALL.channels + 3] = 0.2;
    each((one) => one.setModel(model));
    each((one) => one.reset(3));
    for (let i = 1; i <= 3; i++) {
      each((one) => one.step());
      await compare(`step ${i}`);
    }
    assert.ok(await gpu.numAlive() > 100 * 170 * 0.9);
    destroy();
  });

  onGpu('under pre+post what rises for a moment saves its neighbour', async ({ core }) => {
    const pair = pairOf(BRIEF), { each, compare, destroy } = pair, model = randomModel(core, BRIEF, 3), random = randomNumbers(2);
    model.params[model.params.length - SMALL.channels + 3] = 0.12; // so a cell that perceives nothing rises, if it fires
    each((one) => one.setModel(model));
    const state = new Float32Array(HEIGHT * WIDTH * SMALL.channels);
    for (let cell = 0; cell < state.length; cell += SMALL.channels) {
      if (random() < 0.94) continue;
      for (let c = 0; c < SMALL.channels; c++) state[cell + c] = c === 3 ? 0.11 : random();
    }
    for (let seed = 1; seed <= 8; seed++) {
      each((one) => one.setClock(seed, 0));
      putState(pair, state);
      each((one) => one.step());
      await compare(`seed ${seed}`);
    }
    destroy();
  });

  onGpu('round the edge of a torus whose last tile is one cell wide', async () => {
    const { sim, each, compare, destroy } = pairOf({ ...POST, edge: 'torus', fireRate: 1 }, { height: 33, width: 97 });
    each((one) => one.clear());
    each((one) => one.plant(0, 0));
    for (let i = 1; i <= 6; i++) {
      each((one) => one.step());
      await compare(`step ${i}`);
    }
    assert.ok(sim.numAlive > 20);
    destroy();
  });

  onGpu('costs nothing where nothing lives', async () => {
    const { sim, gpu, each, compare, destroy } = pairOf(POST, { height: 300, width: 260 });
    each((one) => one.reset(1));
    each((one) => one.plant(5, 290));
    each((one) => one.step(8));
    await compare('two flakes');
    const { tiles, cells } = await gpu.readWork(), fired = (await gpu.readFired()).reduce((sum, value) => sum + value, 0);
    assert.equal(cells, fired);
    assert.ok(cells > 20 && cells < 2 * sim.numAlive + 200, `${cells} cells computed, ${sim.numAlive} live`);
    assert.ok(tiles > 4 && tiles <= 18, `${tiles} of ${10 * 9} tiles looked at`);
    each((one) => one.wound({ shape: 'disc', x: 130, y: 150, size: 400 }));
    each((one) => one.step(3));
    assert.equal(await gpu.numAlive(), 0);
    assert.deepEqual(await gpu.readWork(), { tiles: 0, cells: 0 });
    destroy();
  });
});

describe('what is done to cells', () => {
  for (const [name, config] of Object.entries({ 'a grid': POST, 'a torus': BRIEF })) {
    onGpu(`wounds and noise on ${name} are the same to the bit, and grow on alike`, async () => {
      const pair = pairOf(config), { sim, gpu, each, compare, destroy } = pair, full = randomArray(HEIGHT * WIDTH * SMALL.channels, randomNumbers(8));
      const wounds = /** @type {const} */ ([
        { shape: 'disc', x: 3.3, y: 40.2, size: 9.1 }, { shape: 'half', x: 50, y: 20, angle: 0.7 }, { shape: 'band', x: 30, y: 20, size: 3, angle: 2 }, { shape: 'disc', x: 69.5, y: 0.5, size: 4 },
      ]);
      for (const [i, wound] of wounds.entries()) {
        putState(pair, full);
        each((one) => one.wound(wound));
        assert.deepEqual(await gpu.readState(), sim.state.slice(), `wound ${i}`);
        each((one) => one.noise(wound, 4000000000 + i));
        assert.deepEqual(await gpu.readState(), sim.state.slice(), `noise ${i}`);
        each((one) => one.step(2));
        await compare(`two steps after ${i}`);
      }
      each((one) => one.clear());
      each((one) => one.noise({ shape: 'disc', x: 20, y: 20, size: 5 }, 1));
      each((one) => one.damage(20, 20, 2));
      each((one) => one.step(4));
      await compare('noise where nothing was, with a hole');
      destroy();
    });
  }

  onGpu('seeds where there is a grid, at any angle, and another rule', async ({ core }) => {
    const { sim, gpu, each, compare, destroy } = pairOf(POST);
    each((one) => one.reset(2));
    for (const [x, y] of [[0, 0], [69, 44], [12.9, 33.2], [-1, 3], [70, 3], [3, 45], [1e30, 2]]) each((one) => one.plant(x, y));
    each((one) => one.setAngle(0.6));
    each((one) => one.step(6));
    await compare('turned');
    each((one) => one.setModel(randomModel(core, { ...POST, aliveThreshold: 0.3, fireRate: 0.8 }, 2)));
    await compare('another rule keeps the cells');
    each((one) => one.step(3));
    await compare('and goes on with them');
    each((one) => one.setClock(77, 1000));
    each((one) => one.step(2));
    await compare('at another time');
    assert.ok(sim.numAlive > 0);
    for (const shape of [{ hidden: 32 }, { hidden: 32, channels: 20 }, { channels: 12 }]) {
      const model = randomModel(core, { ...POST, ...shape }, 2);
      sim.setModel(model);
      assert.equal(gpu.setModel(model), false, 'one of another shape begins with nothing');
      assert.equal(await gpu.numAlive(), 0);
      gpu.writeState(sim.state);
      await compare(`what the core keeps of it: ${JSON.stringify(shape)}`);
      each((one) => one.step(2));
      await compare('goes on with them');
    }
    assert.equal(gpu.setModel(randomModel(core, { ...POST, channels: 12 }, 3)), true);
    assert.ok(sim.numAlive > 0);
    destroy();
  });
});

describe('kinds', () => {
  onGpu('spread as in the core, by growth alone', async () => {
    const GOALS = 3, pair = pairOf({ ...POST, goals: GOALS }), { gpu, each, compare, destroy } = pair, mixes = [[1, 0, 0], [0, 1, 0], [0, 0.5, 0.5], [0.3, 0.3, 0.4]];
    each((one) => one.setKinds(mixes));
    each((one) => one.clear());
    [[10, 10], [20, 12], [40, 30], [14, 18]].forEach(([x, y], kind) => each((one) => one.plant(x, y, kind)));
    for (let i = 1; i <= 12; i++) {
      each((one) => one.step());
      await compare(`step ${i}`);
    }
    assert.equal(new Set(await gpu.readKinds()).size, 4);
    each((one) => one.graft({ shape: 'band', x: 20, y: 20, size: 6, angle: 1 }, 2));
    each((one) => one.wound({ shape: 'disc', x: 15, y: 14, size: 4 }));
    each((one) => one.step(5));
    await compare('grafted and wounded');
    each((one) => one.setKinds(mixes.slice(0, 2)));
    await compare('of those that are no more the first takes their cells');
    each((one) => one.setMix([0.2, 0.2, 0.6]));
    each((one) => one.step(3));
    await compare('another mix of the first');
    each((one) => one.setKinds([[0, 0, 1]]));
    each((one) => one.step(2));
    await compare('one kind');
    destroy();
  });
});

describe('what is seen', () => {
  onGpu('is the core’s picture', async () => {
    for (const premultiplied of [false, true]) {
      const pair = pairOf({ ...POST, premultiplied }), { sim, gpu, destroy } = pair;
      putState(pair, randomArray(HEIGHT * WIDTH * SMALL.channels, randomNumbers(4)).map((value) => 1.5 * value));
      assertClose('rgba', await gpu.rgba(), sim.rgba(), { abs: 1 });
      destroy();
    }
  });
});

describe('a grid larger than an element’s on the processor', () => {
  onGpu('grows at its corners and in its middle as in the core', async () => {
    const { sim, each, compare, destroy } = pairOf(POST, { height: 2048, width: 2040 }); // all that the smallest card has to have room for
    each((one) => {
      one.reset(5);
      for (const [x, y] of [[0, 0], [1, 2047], [2039, 1023], [2039, 2047]]) one.plant(x, y);
    });
    for (let step = 0; step < 3; step++) each((one) => one.step());
    assert.ok(sim.numAlive > 30, `${sim.numAlive} cells live`);
    await compare('after 3 steps');
    destroy();
  });
});

describe('what cannot be', () => {
  onGpu('is named', async () => {
    const { gpu, destroy } = pairOf(POST), refuses = (/** @type {() => void} */ act, /** @type {RegExp} */ words) => assert.throws(act, words);
    refuses(() => gpu.setGoal(1), /goal must be a whole number from 0 to 0/);
    refuses(() => gpu.setKinds([[1, 2]]), /mixes\[0\]/);
    refuses(() => gpu.plant(1, 1, 1), /kind/);
    refuses(() => gpu.step(-1), /numSteps/);
    refuses(() => gpu.noise({ shape: 'disc', x: 1, y: 1, size: 1 }, -1), /seed/);
    refuses(() => gpu.wound(/** @type {any} */ ({ shape: 'star', x: 1, y: 1 })), /wound\.shape/);
    refuses(() => gpu.writeState(new Float32Array(3)), /state must be a Float32Array of/);
    destroy();
    refuses(() => gpu.step(), /destroyed/);
  });

  onGpu('a grid that is larger than its memory', async ({ core, device }) => {
    const { gpu, destroy } = pairOf(POST, { height: 8, width: 8 });
    const { GpuSim } = await import('../../web/gpu/sim.js'), large = new GpuSim(device, { height: 4096, width: 4096 });
    assert.throws(() => large.setModel(randomModel(core, POST)), { code: 'GPU_GRID_TOO_LARGE' });
    assert.equal(gpu.numSteps, 0);
    destroy();
  });
});
