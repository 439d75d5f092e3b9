/** A training session over real workers: what it saves goes on to the same bits, and whatever happens, it can go on. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';

import { loadCore, NcaError } from '../web/core/nca.js';
import { changeRun, readFacts, readTargetOf } from '../web/training/checkpoint-file.js';
import { unpackCheckpoint } from '../web/training/packed-checkpoint.js';
import { LIGHT_WOUNDS, probeHealth, scoreOf } from '../web/training/health.js';
import { sentenceOf } from '../web/text/sentence-of.js';
import { TrainingSession } from '../web/training/session.js';
import { withGoals } from '../web/training/with-goals.js';
import '../web/text/en/start.js';
import { compileShippedWasm, randomNumbers } from './support/core.js';
import { nodeHost } from './support/node-host.mjs';

/** @import { Worker } from 'node:worker_threads' */
/** @import { Core } from '../web/core/nca.js' */
/** @import { ProbeReport } from '../web/training/health.js' */
/** @import { SessionOptions } from '../web/training/session.js' */

const SIDE = 16, POOL = 9, BATCH = 4, NUM_EPOCHS = 24;
const recipe = Object.freeze({
  base: /** @type {const} */ ('regenerating'), numEpochs: NUM_EPOCHS, batch: BATCH, poolSize: POOL, numStepsMin: 10, numStepsMax: 14, woundBeginEpoch: 4,
});
/** @type {Core} */
let core;
/** @type {import('../web/training/worker-team.js').TrainingPlan} */
let plan;
before(async () => {
  core = await loadCore(await compileShippedWasm());
  const grid = { height: SIDE, width: SIDE, padding: 2 }, model = { ...core.newModel('distill', 7), ...grid, name: 'tried' }, random = randomNumbers(5);
  for (let i = 6272; i < 8320; i++) model.params[i] = random() * 0.02;
  // The target is what it grows already: so the pool is in use from the first epoch on.
  const sim = core.createSim(grid);
  sim.setModel(model);
  sim.reset(1);
  sim.step(12);
  const target = Float32Array.from({ length: SIDE * SIDE * 4 }, (_, i) => sim.state[Math.floor(i / 4) * 16 + i % 4]);
  sim.destroy();
  plan = { model, target, options: { height: SIDE, width: SIDE, seed: 5, recipe } };
});

/** @type {TrainingSession[]} */
const sessions = [];
after(() => sessions.forEach((session) => session.close()));

/** @param {SessionOptions & { onStart?: (worker: Worker) => void }} [options] */
async function newSession({ onStart, ...options } = {}) {
  const session = new TrainingSession(await nodeHost({ onStart }), { checkpointEveryMs: Infinity, probeEveryMs: Infinity, ...options });
  sessions.push(session);
  return session;
}

/** @param {TrainingSession} session @param {string} event @param {(session: TrainingSession) => boolean} [fits] */
function until(session, event, fits = () => true) {
  return /** @type {Promise<void>} */ (new Promise((resolve) => {
    const look = () => {
      if (!fits(session)) return;
      session.removeEventListener(event, look);
      resolve();
    };
    session.addEventListener(event, look);
    look();
  }));
}

const untilEpoch = (/** @type {TrainingSession} */ session, /** @type {number} */ epoch) => until(session, 'progress', ({ history }) => history.length >= epoch);
const untilState = (/** @type {TrainingSession} */ session, /** @type {string} */ state) => until(session, 'state', (each) => each.state === state);

/** The core alone, so far. @param {number} numEpochs @param {typeof plan} [of] */
function alone(numEpochs, of = plan) {
  const trainer = core.createTrainer(of.options, of.model, of.target), losses = [];
  while (trainer.numEpochs < numEpochs) {
    trainer.epoch();
    losses.push(Math.fround(trainer.loss));
  }
  return { losses, params: trainer.params(), file: trainer.checkpoint(POOL), trainer };
}

/** How many states of the pool hold more than a seed. @param {import('../web/core/nca.js').Trainer} trainer */
const numUsed = (trainer) => Array.from({ length: POOL }, (_, slot) => trainer.poolState(slot)?.some((value) => value !== 0 && value !== 1)).filter(Boolean).length;

describe('checkpoints', () => {
  for (const numWorkers of [1, 2, 3]) {
    test(`stopped with ${numWorkers}, and gone on with 1, 2 and 4: the same bits as never stopped`, async () => {
      const session = await newSession();
      const run = session.start(plan, { numWorkers });
      await untilEpoch(session, 5);
      session.stop();
      await run;
      assert.equal(session.state, 'stopped');
      const { latest } = session;
      assert.ok(latest && latest.model && latest.numEpochs === session.history.length && latest.numEpochs >= 5 && latest.numEpochs < 2000);
      const stopped = alone(latest.numEpochs);
      assert.ok(numUsed(stopped.trainer) > 2, 'the pool is in use');
      assert.deepEqual(unpackCheckpoint(latest.bytes), stopped.file, 'the file is the one the core writes');
      assert.deepEqual(latest.model.params, stopped.params);
      assert.deepEqual(latest.history.losses, stopped.losses);
      assert.deepEqual(session.model?.params, stopped.params);
      const numEpochs = latest.numEpochs + 7, never = alone(numEpochs);
      for (const others of [1, 2, 4]) {
        const resumed = await newSession();
        await resumed.start({ checkpoint: latest.bytes.slice(), numEpochs }, { numWorkers: others, history: latest.history });
        assert.equal(resumed.state, 'stopped');
        assert.deepEqual(resumed.model?.params, never.params);
        assert.deepEqual(resumed.history.losses, never.losses);
        assert.equal(resumed.latest?.numEpochs, numEpochs);
        assert.deepEqual([resumed.model?.name, resumed.model?.epochs], ['tried', numEpochs]);
      }
    });
  }

  test('they come at intervals while it goes on, each of one epoch, and their memory is used again', async () => {
    const session = await newSession({ checkpointEveryMs: 1 });
    const side = 32, size = { height: side, width: side };
    const poolSize = 256; // 17 MB
    const options = { ...plan.options, ...size, recipe: { ...recipe, poolSize, numStepsMin: 1, numStepsMax: 2 } };
    void session.start({ ...plan, options, target: new Float32Array(side * side * 4).fill(0.2) }, { numWorkers: 2 });
    const epochs = /** @type {number[]} */ ([]), rss = /** @type {number[]} */ ([]);
    session.addEventListener('checkpoint', () => {
      const { latest } = session;
      assert.ok(latest && latest.numEpochs > (epochs[epochs.length - 1] ?? 0));
      assert.equal(latest.history.length, latest.numEpochs);
      epochs.push(latest.numEpochs);
      rss.push(process.memoryUsage.rss());
    });
    await until(session, 'checkpoint', () => epochs.length >= 45);
    session.stop();
    await untilState(session, 'stopped');
    assert.ok(session.latest && readFacts(session.latest.bytes).poolSize === poolSize);
    const early = Math.max(...rss.slice(5, 20)), late = Math.max(...rss.slice(-15));
    assert.ok(late < early + 40e6, `resident: ${early / 1e6} MB, later ${late / 1e6} MB`);
  });

  test('on request, and what one holds stays', async () => {
    const session = await newSession();
    void session.start(plan, { numWorkers: 2 });
    await untilEpoch(session, 2);
    const first = await session.requestCheckpoint();
    assert.ok(first);
    first.hold();
    for (let i = 0; i < 6; i++) await session.requestCheckpoint();
    assert.deepEqual(unpackCheckpoint(first.bytes), alone(first.numEpochs).file);
    assert.notEqual(session.latest, first);
    session.close();
  });

  test('the head can be read without a core, and changed', async () => {
    const { file, trainer } = alone(3);
    assert.deepEqual(readFacts(file), {
      height: SIDE, width: SIDE, padding: 2, numGoals: 1, goalNames: [], name: 'tried', epochs: 3, numEpochs: 3, numEpochsPlanned: 0, seed: 5, batch: BATCH, poolSize: POOL, woundsPerBatch: 2,
    });
    assert.deepEqual(readTargetOf(file), plan.target);
    const changed = changeRun(file, { seed: 77, recipe: { learningRate: 3e-3, overflowWeight: 0.1, grads: 'per-tensor', woundShares: [1, 0, 0.3, 0], decayEndEpoch: 99 } });
    const { seed, ...facts } = readFacts(changed);
    assert.deepEqual({ ...facts, seed: 5 }, readFacts(file));
    assert.equal(seed, 77);
    const resumed = core.resumeTrainer(changed);
    assert.deepEqual(resumed.params(), trainer.params());
    for (let slot = 0; slot < POOL; slot++) assert.deepEqual(resumed.poolState(slot), trainer.poolState(slot));
    resumed.epoch();
    trainer.epoch();
    assert.notDeepEqual(resumed.params(), trainer.params(), 'it takes another way');
    const rejects = (/** @type {() => unknown} */ deed, /** @type {string} */ code) => assert.throws(deed, (error) => error instanceof NcaError && error.code === code);
    rejects(() => changeRun(file, { recipe: { poolSize: 3 } }), 'BAD_ARGUMENT');
    rejects(() => readFacts(core.writeWeights(trainer.model())), 'NCA_ERR_CHECKPOINT_NONE');
    for (const length of [0, 7, 100]) rejects(() => readFacts(file.subarray(0, length)), 'NCA_ERR_CHECKPOINT_DAMAGED');
  });

  test('what is no checkpoint is refused with a sentence', async () => {
    const session = await newSession(), { file, trainer } = alone(2);
    for (const bad of [core.writeWeights(trainer.model()), file.subarray(0, 50), file.subarray(0, file.length - 4)]) {
      await session.start({ checkpoint: bad }, { numWorkers: 2 });
      assert.equal(session.state, 'refused');
      assert.match(session.failure?.code ?? '', /^NCA_ERR/);
      assert.match(sentenceOf(session.failure), /^[A-Z].*\.$/);
    }
    await session.start({ ...plan, options: { ...plan.options, recipe: { ...recipe, poolSize: 1 } } });
    assert.equal(session.failure?.code, 'BAD_ARGUMENT');
    await session.start({ ...plan, numEpochs: 2 });
    assert.deepEqual([session.state, session.failure], ['stopped', undefined]);
  });
});

describe('in every state', () => {
  test('pause, resume, stop; and a pause is saved', async () => {
    const session = await newSession();
    for (const deed of [() => session.pause(), () => session.resume(), () => session.stop(), () => session.stepBack(), () => session.goOn()]) void deed();
    assert.equal(session.state, 'idle');
    assert.equal(await session.requestCheckpoint(), undefined);
    assert.equal(await session.poolSamples(), undefined);

    const run = session.start(plan, { numWorkers: 2 });
    session.pause();
    assert.equal(session.state, 'paused');
    await until(session, 'checkpoint', ({ latest }) => latest !== undefined);
    const { length } = session.history, { latest } = session;
    await new Promise((resolve) => setTimeout(resolve, 150));
    assert.equal(session.history.length, length, 'it stands still');
    assert.equal(latest?.numEpochs, length);
    assert.equal(await session.requestCheckpoint(), latest);
    assert.ok(await session.poolSamples());
    session.resume();
    session.resume();
    assert.equal(session.state, 'running');
    await untilEpoch(session, length + 2);
    session.pause();
    session.resume();
    session.pause();
    session.stop();
    session.stop();
    await run;
    assert.equal(session.state, 'stopped');
    assert.deepEqual(session.latest && unpackCheckpoint(session.latest.bytes), alone(session.history.length).file);
    session.pause();
    session.resume();
    assert.equal(session.state, 'stopped');

    const loading = session.start(plan);
    session.stop();
    await loading;
    assert.equal(session.state, 'stopped');
    const early = session.start(plan), again = session.start(plan, { numWorkers: 2 });
    await early;
    await untilEpoch(session, 2);
    session.close();
    await again;
    assert.equal(session.state, 'stopped');
  });

  test('a worker that is killed is noticed, and the run goes on from the newest checkpoint', async () => {
    /** @type {Worker[]} */
    const workers = [];
    const session = await newSession({ checkpointEveryMs: 20, pingEveryMs: 20, pingPatienceMs: 500, onStart: (worker) => workers.push(worker) });
    void session.start(plan, { numWorkers: 2 });
    await until(session, 'checkpoint', ({ latest }) => (latest?.numEpochs ?? 0) > 3);
    await workers[1].terminate();
    await untilState(session, 'died');
    const { latest } = session;
    assert.ok(session.model && latest && session.best);
    const numEpochs = latest.numEpochs + 3;
    await session.goOn({ numEpochs });
    assert.equal(session.state, 'stopped');
    const never = alone(numEpochs);
    assert.deepEqual(session.model.params, never.params);
    assert.deepEqual(session.history.losses, never.losses);
  });

  test('a loss that is not finite: the last good weights stay, and one can step back', async () => {
    const session = await newSession();
    await session.start({ ...plan, numEpochs: 6 }, { numWorkers: 2 });
    const { best, latest } = session;
    assert.ok(best && best === latest);
    await session.goOn({ numEpochs: 500, recipe: { learningRate: 1e6, learningRateEnd: 1e6, muonRate: 1e6, weightDecay: 0 } });
    assert.equal(session.state, 'not-finite');
    assert.ok(session.model?.params.every(Number.isFinite));
    await session.stepBack();
    assert.deepEqual([session.state, session.history.length, session.model?.epochs], ['stopped', 6, 6]);
    assert.deepEqual(session.model?.params, alone(6).params);
    await session.goOn({ numEpochs: 9 });
    assert.deepEqual([session.state, session.history.length], ['stopped', 9]);
    assert.notDeepEqual(session.model?.params, alone(9).params, 'by another way');
    assert.notEqual(session.latest && readFacts(session.latest.bytes).seed, 5);
  });

  test('stepping back while it runs goes on from the best, to the bits of the core alone', async () => {
    // In such a haste that what comes later is soon worse.
    const session = await newSession(), hasty = { ...plan, options: { ...plan.options, recipe: { ...recipe, learningRate: 0.1 } } };
    void session.start(hasty, { numWorkers: 2 });
    await untilEpoch(session, 6);
    do await session.requestCheckpoint(); while (session.latest === session.best);
    const best = session.best?.hold(); // it may be followed by a better one
    assert.ok(best);
    void session.stepBack();
    assert.equal(session.history.length, best.numEpochs);
    assert.equal(session.model, best.model);
    await untilState(session, 'running');
    await untilEpoch(session, best.numEpochs + 3);
    session.stop();
    await untilState(session, 'stopped');
    const { latest } = session;
    assert.ok(latest?.model && latest.numEpochs >= best.numEpochs + 3 && latest.numEpochs === session.history.length);
    // The core alone, from there on with the seed that was drawn for the other way.
    const { seed } = readFacts(latest.bytes), before = alone(best.numEpochs, hasty), other = core.resumeTrainer(changeRun(before.file, { seed }));
    assert.notEqual(seed, plan.options.seed);
    assert.deepEqual(unpackCheckpoint(best.bytes), before.file);
    assert.deepEqual(best.history.losses, before.losses);
    const losses = [...before.losses];
    while (losses.length < latest.numEpochs) {
      other.epoch();
      losses.push(Math.fround(other.loss));
    }
    assert.deepEqual(latest.model.params, other.params());
    assert.deepEqual(latest.history.losses, losses);
    best.release();
  });
});

test('pictures of the pool: states of one share, at most once a second', async () => {
  const session = await newSession();
  const numEpochs = 30;
  void session.start({ ...plan, numEpochs: 2000 }, { numWorkers: 2 });
  await untilEpoch(session, numEpochs);
  const [one, same] = await Promise.all([session.poolSamples(4), session.poolSamples(4)]);
  assert.equal(one, same);
  assert.ok(one && one.samples.length > 0 && one.height === SIDE && one.width === SIDE);
  const { trainer } = alone(one.numEpochs), sim = core.createSim({ height: SIDE, width: SIDE });
  sim.setModel(plan.model);
  for (const { slot, rgba } of one.samples) {
    assert.equal(slot % BATCH % 2, 0, 'the first worker holds it');
    sim.state.set(trainer.poolState(slot) ?? []);
    sim.stateChanged();
    assert.deepEqual(rgba, sim.rgba().slice());
  }
  const asked = session.poolSamples();
  session.close();
  await asked;
  assert.equal(await session.poolSamples(), undefined);
});

describe('health', () => {
  test('its figures are those of the whole probe', async () => {
    const model = core.readWeights(await readFile(new URL('../assets/models/blog-snowflake.safetensors', import.meta.url)));
    const target = core.readTarget(await readFile(new URL('../assets/targets/snowflake.png', import.meta.url)), { height: 32, width: 32 });
    /** @type {ProbeReport[]} */
    const reports = [];
    const wounds = [LIGHT_WOUNDS[0], LIGHT_WOUNDS[1]];
    await probeHealth(core, { module: core.module, model, target, wounds }, (report) => reports.push(report));
    assert.deepEqual(reports.map(({ numDone, numTrials }) => [numDone, numTrials]), [1, 2, 3, 4].map((done) => [done, 4]));
    const probe = core.createProbe({ height: 32, width: 32, wide: 0, numSeeds: 2, ages: [96, 200, 1000] }, model, target);
    probe.advance(2 * 1000 + (wounds[1] + 1) * 700);
    const all = probe.trials(), { lasting, wounds: hurt } = reports[3];
    lasting.forEach(({ step, error, worst }, i) => {
      const errors = [0, 1].map((seed) => all[seed].errors[i]);
      assert.deepEqual(errors.map((each) => each.step), [step, step]);
      assert.equal(error, (errors[0].error + errors[1].error) / 2);
      assert.equal(worst, Math.max(errors[0].error, errors[1].error));
    });
    assert.deepEqual(hurt, wounds.map((wound) => ({ name: all[2 + wound].wound, hurt: all[2 + wound].errors[0].error, error: all[2 + wound].errors[1].error })));
    probe.destroy();

    // The same flake as two goals of one rule: each is grown, the wounds are shared, and all else is as before.
    const twice = withGoals(model, ['one', 'two']), targets = new Float32Array(2 * target.length), both = /** @type {ProbeReport[]} */ ([]);
    for (const goal of [0, 1]) targets.set(target, goal * target.length);
    await probeHealth(core, { module: core.module, model: twice, target: targets, wounds }, (report) => both.push(report));
    assert.deepEqual(both.map(({ numDone, numTrials }) => [numDone, numTrials]), [1, 2, 3, 4, 5, 6].map((done) => [done, 6]));
    assert.deepEqual([both[5].wounds, both[5].lasting.map(({ worst }) => worst)], [hurt, lasting.map(({ worst }) => worst)]);
  });

  test('a score counts what the run aims at', () => {
    const report = (/** @type {number[]} */ ages, /** @type {number[]} */ healed) => ({
      numDone: 1, numTrials: 1, lasting: [96, 200, 1000].map((step, i) => ({ step, error: ages[i], worst: ages[i] })),
      wounds: healed.map((error) => ({ name: 'cut', hurt: 1, error })),
    });
    const falls = report([1e-4, 1e-2, NaN], []), stays = report([1e-3, 1e-3, 1e-3], [1e-1]), heals = report([1e-3, 1e-3, 1e-3], [1e-3]);
    assert.ok(scoreOf(falls, 'grow') < scoreOf(stays, 'grow'));
    assert.ok(scoreOf(stays, 'stay') < scoreOf(falls, 'stay'));
    assert.equal(scoreOf(stays, 'stay'), scoreOf(heals, 'stay'));
    assert.ok(scoreOf(heals, 'heal') < scoreOf(stays, 'heal') && scoreOf(stays, 'heal') < scoreOf(falls, 'heal'));
  });

  test('a session probes what it saved, and then the best is by the probe', async () => {
    const session = await newSession({ checkpointEveryMs: 30, probeEveryMs: 50, probeTrials: { wounds: [0] } });
    void session.start(plan, { numWorkers: 2 });
    await until(session, 'probe', ({ probes }) => probes.length >= 2);
    session.stop();
    await untilState(session, 'stopped');
    const { latest } = session;
    await until(session, 'probe', () => latest?.probe !== undefined); // the last one is probed in any case
    const { best, probe, probes } = session;
    assert.ok(best?.probe && best.score !== undefined && best.model && probe?.isComplete && probe.numEpochs === latest?.numEpochs);
    assert.equal(best.score, Math.min(...probes.map(({ report }) => scoreOf(report, best.aim))));
    const whole = core.createProbe({ height: SIDE, width: SIDE, padding: 2, wide: 0, numSeeds: 2, ages: [96, 200, 1000] }, best.model, plan.target);
    whole.run(0);
    whole.run(1);
    const [one, other] = whole.trials();
    assert.equal(best.probe.lasting[1].error, (one.errors[1].error + other.errors[1].error) / 2);
    whole.destroy();
    assert.deepEqual(unpackCheckpoint(best.bytes), alone(best.numEpochs).file, 'its bytes are still there');
  });
});
