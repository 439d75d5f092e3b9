/** The studio's runs without a page: the real desk, session and workers. In whatever order one asks, one run trains, none is lost, and each has what is its own. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { loadCore, NcaError } from '../web/core/nca.js';
import { Memory } from '../web/runs/memory.js';
import { RunStore } from '../web/runs/store.js';
import { RunDesk } from '../web/studio/run-desk.js';
import { goalsIn, nameOfGoal, targetsOf } from '../web/studio/targets/goal.js';
import { thumbnailOf } from '../web/studio/thumbnail.js';
import { readFacts, readTargetOf } from '../web/training/checkpoint-file.js';
import { planOf, readSettings } from '../web/training/parameters.js';
import { compileShippedWasm, randomNumbers } from './support/core.js';
import { nodeHost } from './support/node-host.mjs';

/** @import { Core } from '../web/core/nca.js' */
/** @import { OpenRun, RunAbout } from '../web/studio/open-run.js' */

/** @type {Core} */
let core;
before(async () => { core = await loadCore(await compileShippedWasm()); });
/** @type {RunDesk[]} */
const desks = [];
after(() => desks.forEach((desk) => desk.session.dispose()));

const pixels = (/** @type {number} */ red) => Uint8ClampedArray.from({ length: 12 * 12 * 4 }, (_, i) => [red, 90, 200, 255][i & 3]);
const small = { batch: 1, numStepsMin: 8, numStepsMax: 10, poolSize: 4, seedsPerBatch: 1, woundsPerBatch: 0, numEpochs: 0, decayEndEpoch: 0 };
/** Each of its own grid, rule and picture, the last of two. @type {RunAbout[]} */
const abouts = [16, 20, 24].map((side, i) => ({
  name: `Run ${i}`, recipeName: ['quick', 'healing', 'post'][i], settings: readSettings({ ...small, side, padding: 2 + i, rule: i === 1 ? 'blog' : 'distill', seed: i }),
  goal: { name: `Goal ${i}`, width: 12, height: 12, rgba: pixels(60 + 50 * i), ...(i === 2 && { more: [{ name: 'More', width: 12, height: 12, rgba: pixels(255) }] }) },
}));
const gridOf = (/** @type {RunAbout} */ { settings: { side, padding, rule } }) => ({ height: side, width: side, padding, premultiplied: rule === 'distill' });
const planFor = (/** @type {RunAbout} */ about) => planOf(core, about.settings, {
  target: targetsOf(core, about.goal, gridOf(about)), targetName: about.goal.name, name: about.name, goalNames: about.goal.more && goalsIn(about.goal).map(nameOfGoal),
});

/** A desk, and all that happens at its edges, in order. */
async function newDesk() {
  const happened = /** @type {string[]} */ ([]), held = new Set(), elsewhere = new Set(), troubles = /** @type {string[]} */ ([]), shelf = new Memory(), { write } = shelf;
  let isFull = false, numWorkers = 0;
  shelf.write = async (id, change, content) => {
    if (isFull) throw new NcaError('STORAGE_FULL', 'There is no room.');
    await new Promise((resolve) => setTimeout(resolve, 15)); // a disk takes its time
    await write.call(shelf, id, (old) => {
      const next = change(old);
      if (next) happened.push(`saved ${/** @type {any} */ (next).state} ${id}`);
      return next;
    }, content);
  };
  const claims = {
    claim: async (/** @type {string} */ id) => !elsewhere.has(id) && Boolean(held.add(id)), release: async (/** @type {string} */ id) => { if (held.delete(id)) happened.push(`released ${id}`); },
    has: (/** @type {string} */ id) => held.has(id), elsewhere: async () => elsewhere, close: async () => {},
  };
  const store = new RunStore(shelf, claims, () => {}), nodes = await nodeHost();
  /** @type {RunDesk} */
  const desk = new RunDesk({
    host: {
      ...nodes,
      startWorker() {
        assert.equal(numWorkers++, 0, 'one run trains');
        for (const id of held) assert.equal(id, desk.run?.id, 'the one before is released');
        const worker = nodes.startWorker();
        happened.push(`began ${desk.run?.id}`);
        return { ...worker, terminate: () => { numWorkers--; worker.terminate(); } };
      },
    },
    store: Promise.resolve(store), thumbnailOf: (model) => thumbnailOf(core, model), onTrouble: (error) => troubles.push(/** @type {NcaError} */ (error).code),
    sessionOptions: { checkpointEveryMs: 60, probeEveryMs: Infinity },
  });
  desks.push(desk);
  return { desk, store, shelf, held, elsewhere, happened, troubles, fill: (/** @type {boolean} */ full) => { isFull = full; } };
}

/** @param {RunDesk} desk @param {(desk: RunDesk) => boolean} fits */
const until = (desk, fits) => /** @type {Promise<void>} */ (new Promise((resolve) => {
  const look = () => { if (fits(desk)) resolve(); };
  for (const event of ['run', 'state', 'progress', 'saved']) desk.addEventListener(event, look);
  look();
}));
const untilEpoch = (/** @type {RunDesk} */ desk, /** @type {number} */ epoch) => until(desk, ({ session }) => session.state === 'running' && session.numEpochsDone >= epoch);
const idOf = (/** @type {RunDesk} */ desk) => /** @type {OpenRun} */ (desk.run).id;
const codeOf = (/** @type {Promise<unknown>} */ work) => work.then(() => 'nothing', (error) => error.code);

/** Whether all that is kept of a run is its own. @param {RunStore} store @param {string} id */
async function checkKept(store, id) {
  const kept = await store.load(id), about = /** @type {RunAbout} */ (abouts.find(({ name }) => name === kept.name)), target = targetsOf(core, about.goal, gridOf(about));
  assert.deepEqual([kept.recipeName, kept.settings, kept.goal], [about.recipeName, about.settings, about.goal]);
  assert.deepEqual([kept.target, readTargetOf(kept.checkpoint)], [target, target]);
  const { height, padding, numEpochs, epochs } = readFacts(kept.checkpoint);
  assert.deepEqual([height, padding, kept.epochs, kept.course?.numEpochs], [about.settings.side, about.settings.padding, epochs, numEpochs]);
  const { side } = about.settings, numGoals = target.length / (side * side * 4);
  if (kept.thumbnail) assert.equal(kept.thumbnail.width, side * Math.ceil(Math.sqrt(numGoals))); // of several all, in rows
  return kept;
}

test('a run of several pictures is kept with all of them, and goes on with them and with what it lost at each', async () => {
  const { desk, store } = await newDesk(), [, , about] = abouts, { goal } = about;
  await desk.begin(about, planFor(about));
  await untilEpoch(desk, 6);
  const id = idOf(desk), { session } = desk;
  session.stop();
  await until(desk, () => !session.isActive && !desk.run?.isSaving);
  assert.deepEqual((await checkKept(store, id)).goal, goal);
  await desk.resume(id);
  await until(desk, ({ session: { goalLosses } }) => goalLosses.length === 2 && goalLosses.every(Number.isFinite));
  assert.deepEqual([desk.run?.goal, desk.session.model?.goalNames], [goal, ['Goal 2', 'More']]);
  desk.session.stop();
});

test('one that was kept, or came as a file, goes on where it is told to: on a graphics card, of which there is none here, so that this is said', async () => {
  const { desk, store } = await newDesk(), [about] = abouts;
  await desk.begin(about, planFor(about));
  await untilEpoch(desk, 3);
  const id = idOf(desk), { session } = desk;
  session.stop();
  await until(desk, () => !session.isActive && !desk.run?.isSaving);
  const { checkpoint } = await store.load(id);
  for (const begin of [() => desk.resume(id, 'graphics'), () => desk.open(checkpoint, 'File', 'graphics')]) {
    await begin();
    await until(desk, (now) => now.session.movedFor !== undefined);
    assert.equal(desk.session.movedFor?.code, 'NO_WEBGPU');
    await untilEpoch(desk, 5);
  }
  await desk.resume(id);
  await untilEpoch(desk, 5);
  assert.equal(desk.session.movedFor, undefined, 'and else on the processor');
  desk.session.stop();
});

describe('from one run to another', () => {
  test('going on with B while A trains: A stops, is saved to its last epoch, and is released, before B begins', async () => {
    const { desk, store, held, happened } = await newDesk();
    await desk.begin(abouts[0], planFor(abouts[0]));
    await untilEpoch(desk, 3);
    const b = idOf(desk);
    desk.session.stop();
    await desk.begin(abouts[1], planFor(abouts[1]));
    await untilEpoch(desk, 6);
    const a = idOf(desk), { session } = /** @type {OpenRun} */ (desk.run), from = happened.length;
    let numEpochs = 0;
    session.addEventListener('state', () => { numEpochs = session.numEpochsDone; });
    const run = await desk.resume(b);
    assert.equal(run, desk.run);
    assert.deepEqual([run?.goal, run?.settings, run?.recipeName, [...held]], [abouts[0].goal, abouts[0].settings, 'quick', [b]]);
    const then = happened.slice(from), order = [`saved stopped ${a}`, `released ${a}`, `began ${b}`].map((what) => then.indexOf(what));
    assert.ok(order[0] >= 0 && order[0] < order[1] && order[1] < order[2], then.join('\n'));
    assert.deepEqual([(await checkKept(store, a)).epochs, (await checkKept(store, a)).state], [numEpochs, 'stopped']);
    await untilEpoch(desk, 5);
    assert.equal(desk.session.model?.height, 16);
    assert.equal(desk.session.history.epochs[0], 1);

    // Afresh: what the run itself says it grows, to the same bits.
    const again = /** @type {OpenRun} */ (desk.run), plan = planFor(again);
    assert.deepEqual(plan.target, planFor(abouts[0]).target);
    await desk.begin(again, plan);
    await untilEpoch(desk, 1);
    assert.notEqual(idOf(desk), b);
    assert.ok(![...held].includes(b));
  });

  test('one that cannot begin leaves nothing that could be used, and what was kept of it stays as it was', async () => {
    const { desk, store, shelf, held } = await newDesk();
    await desk.begin(abouts[0], planFor(abouts[0]));
    await untilEpoch(desk, 3);
    const cut = idOf(desk);
    desk.session.stop();
    await until(desk, ({ session }) => session.state === 'stopped');
    await desk.begin(abouts[1], planFor(abouts[1]));
    await untilEpoch(desk, 3);
    const open = idOf(desk), result = desk.run?.result;
    assert.ok(result && !held.has(cut));
    const kept = await store.load(cut), as = (/** @type {any} */ old) => old;

    await shelf.write(cut, as, { body: { ...kept, checkpoint: new Uint8Array(50) } }); // the page sees it itself: the run that lies open trains on
    assert.match(await codeOf(desk.resume(cut)), /^NCA_ERR_CHECKPOINT/);
    assert.deepEqual([idOf(desk), desk.session.state, [...held]], [open, 'running', [open]]);
    assert.equal(await codeOf(desk.resume('0'.repeat(32))), 'RUN_MISSING');

    await shelf.write(cut, as, { body: { ...kept, checkpoint: kept.checkpoint.slice(0, -5) } }); // only the core sees it
    await desk.resume(cut);
    await until(desk, ({ session }) => session.state === 'refused');
    assert.deepEqual([idOf(desk), desk.run?.result, desk.session.latest, desk.session.history.length], [cut, undefined, undefined, 0]);
    assert.match(desk.session.failure?.code ?? '', /^NCA_ERR_CHECKPOINT/);
    await desk.resume(open); // all of the refusal is over by then
    assert.equal((await store.list()).find(({ id }) => id === cut)?.updated, kept.updated);
    assert.deepEqual([...held], [open]);
    await untilEpoch(desk, result.epochs);
    assert.equal(desk.run?.result?.height, 20);
  });

  test('one that another tab has is left to it', async () => {
    const { desk, elsewhere } = await newDesk();
    await desk.begin(abouts[0], planFor(abouts[0]));
    await untilEpoch(desk, 2);
    const id = idOf(desk);
    desk.session.stop();
    await until(desk, ({ session }) => session.state === 'stopped');
    await desk.begin(abouts[2], planFor(abouts[2]));
    elsewhere.add(id);
    assert.equal(await codeOf(desk.resume(id)), 'RUN_ELSEWHERE');
    await untilEpoch(desk, 2);
    desk.session.stop();
    await until(desk, ({ session }) => session.state === 'stopped');
    elsewhere.add(idOf(desk));
    assert.equal(await codeOf(desk.goOn(abouts[2].settings, { numWorkers: 1 })), 'RUN_ELSEWHERE');
    assert.equal(desk.session.state, 'stopped');
  });

  test('one that stopped here and went on in another tab loses nothing of what it came to there', async () => {
    const { desk, store, shelf, held, troubles } = await newDesk();
    await desk.begin(abouts[0], planFor(abouts[0]));
    await untilEpoch(desk, 3);
    const id = idOf(desk);
    desk.session.stop();
    await until(desk, ({ session }) => session.state === 'stopped');
    await desk.run?.end();

    const other = new RunStore(shelf, undefined, () => {}), there = await other.load(id);
    await new Promise((resolve) => setTimeout(resolve, 2)); // no two at the same moment
    await other.save({ ...there, epochs: there.epochs + 500 });
    const { updated } = await other.load(id);
    for (const goOn of [() => desk.goOn(abouts[0].settings, { numWorkers: 1 }), () => desk.stepBack()]) assert.equal(await codeOf(goOn()), 'RUN_WENT_ON');
    assert.deepEqual([desk.session.state, [...held], (await other.load(id)).updated], ['stopped', [], updated]);
    assert.equal(await codeOf(store.save({ ...there, state: 'running' })), 'RUN_WENT_ON'); // whoever asks
    assert.deepEqual([(await other.load(id)).epochs, troubles], [there.epochs + 500, []]);

    await store.release(id);
    await desk.resume(id); // from there
    await untilEpoch(desk, 2);
    desk.session.stop();
    await until(desk, ({ session }) => session.state === 'stopped');
    await desk.run?.end();
    assert.ok((await other.load(id)).updated > updated);
    assert.equal(await codeOf(desk.goOn(abouts[0].settings, { numWorkers: 1 })), 'nothing'); // nobody else did
    assert.deepEqual(troubles, []);
  });

  test('one that cannot be saved is not left before the visitor knows', async () => {
    const { desk, troubles, fill } = await newDesk();
    await desk.begin(abouts[0], planFor(abouts[0]));
    await untilEpoch(desk, 2);
    const id = idOf(desk);
    fill(true);
    await desk.begin(abouts[1], planFor(abouts[1]));
    if (!troubles.includes('RUN_NOT_SAVED')) { // a checkpoint in between had failed already
      assert.deepEqual(troubles, ['STORAGE_FULL']);
      return;
    }
    assert.deepEqual([idOf(desk), desk.session.state, troubles], [id, 'stopped', ['STORAGE_FULL', 'RUN_NOT_SAVED']]);
    assert.ok(desk.run?.result);
    await desk.begin(abouts[1], planFor(abouts[1]));
    assert.notEqual(idOf(desk), id);
    assert.equal(troubles.length, 2);
  });
});

test('settings that change while a run goes on are kept with it', async () => {
  const { desk, store } = await newDesk();
  await desk.begin(abouts[0], planFor(abouts[0]));
  await untilEpoch(desk, 2);
  desk.session.stop();
  await until(desk, ({ session }) => session.state === 'stopped');
  await desk.goOn({ ...abouts[0].settings, learningRate: 5e-4, side: 32 }, { numWorkers: 1 });
  await until(desk, ({ session }) => session.state === 'running');
  await desk.run?.end();
  const { settings } = await store.load(idOf(desk));
  assert.deepEqual(settings, { ...abouts[0].settings, learningRate: 5e-4 }, 'the grid is fixed');
});

for (const seed of [1, 2, 3, 4]) {
  test(`whatever one asks for, in whatever order: ${seed}`, { timeout: 240_000 }, async () => {
    const { desk, store, held, happened, troubles } = await newDesk(), random = randomNumbers(seed), pick = (/** @type {number} */ count) => Math.floor((random() * 0.5 + 0.5) * count) % count;
    /** Epochs that each run was seen to have last. @type {Map<string, number>} */
    const seen = new Map(), removed = new Set();
    for (const event of ['state', 'progress', 'checkpoint']) {
      desk.addEventListener(event, () => { if (desk.run && desk.session.model) seen.set(desk.run.id, desk.session.numEpochsDone); });
    }
    /** @type {Promise<unknown>[]} */
    const asked = [];
    const anyKept = async () => { const all = await store.list(); return all.length > 0 ? all[pick(all.length)].id : undefined; };
    const acts = {
      begin: () => { const about = abouts[pick(abouts.length)]; return desk.begin(about, planFor(about)); },
      resume: async () => { const id = await anyKept(); return id && desk.resume(id); },
      goOn: () => desk.goOn(desk.run?.settings ?? abouts[0].settings, { numWorkers: 1 }),
      stepBack: () => desk.stepBack(), pause: async () => desk.session.pause(), unpause: async () => desk.session.resume(), stop: async () => desk.session.stop(),
      remove: async () => {
        const id = await anyKept();
        if (!id || (id === desk.run?.id && desk.session.isActive)) return;
        removed.add(id);
        await desk.remove(id);
      },
      wait: () => new Promise((resolve) => setTimeout(resolve, 400 * (random() * 0.5 + 0.5))),
    };
    const order = /** @type {(keyof typeof acts)[]} */ (['begin', 'resume', 'begin', 'resume', 'goOn', 'stepBack', 'pause', 'unpause', 'stop', 'resume', 'remove', 'wait', 'wait', 'wait']), did = [];
    for (let i = 0; i < 40; i++) {
      const name = i === 0 ? 'begin' : order[pick(order.length)];
      did.push(name);
      const act = acts[name]();
      asked.push(act.catch((error) => assert.ok(['RUN_MISSING'].includes(error.code), error))); // it was removed just before
      if (name === 'wait') await act;
    }
    await Promise.all(asked);
    const why = did.join(' ');
    for (const id of held) assert.equal(id, desk.run?.id, why);
    await desk.run?.end();
    assert.deepEqual([...held], [], why);
    assert.deepEqual(troubles, [], why);
    for (const id of new Set(happened.flatMap((what) => (what.startsWith('began') ? [what.split(' ')[1]] : [])))) {
      if (removed.has(id) || !seen.get(id)) continue;
      const kept = await checkKept(store, id);
      assert.deepEqual([kept.epochs, kept.state], [seen.get(id), 'stopped'], `${id}: ${why}\n${happened.join('\n')}`);
    }
  });
}
