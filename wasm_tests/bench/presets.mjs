/**
 * How long the studio's presets take, with the session and the workers of the page, in node:
 *
 *     node wasm_tests/bench/presets.mjs quick assets/targets/snowflake.png [key=value ...]
 *
 * Tells when what it grows in 96 steps first is nearer to the picture, over the picture's own area, than each of some errors; at the end,
 * the probe. Seconds of processor time stand beside those of the clock, for a machine that is shared: with two workers on two free cores
 * a run takes about half of them.
 */
import { readFile } from 'node:fs/promises';

import { loadCore } from '../../web/core/nca.js';
import { checkSettings, numWorkersFor, planOf, targetOptionsOf } from '../../web/training/parameters.js';
import { presetNamed } from '../../web/training/presets.js';
import { probeHealth } from '../../web/training/health.js';
import { TrainingSession } from '../../web/training/session.js';
import { compileShippedWasm } from '../support/core.js';
import { nodeHost } from '../support/node-host.mjs';

const LEVELS = [0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005];
const EVERY_EPOCHS = 10, NUM_WORKERS = 2;

const [name = 'quick', path = 'assets/targets/snowflake.png', ...changes] = process.argv.slice(2);
const settings = { ...presetNamed(name).settings, ...Object.fromEntries(changes.map((change) => {
  const [key, value] = change.split('=');
  return [key, Number.isNaN(Number(value)) ? value : Number(value)];
})) };
const problems = checkSettings(settings);
if (problems.length > 0) throw new Error(JSON.stringify(problems));
const core = await loadCore(await compileShippedWasm());
const target = core.readTarget(await readFile(path), targetOptionsOf(settings));
const session = new TrainingSession(await nodeHost(), { probeEveryMs: process.env.PROBE ? 20_000 : Infinity });
const { side, padding } = settings, ownArea = side ** 2 / (side - 2 * padding) ** 2;
const sim = core.createSim({ height: side, width: side });
const beganMs = performance.now();
const spent = () => {
  const { user, system } = process.cpuUsage();
  return `${((performance.now() - beganMs) / 1000).toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of processor`;
};
const levels = [...LEVELS];
let nextEpoch = EVERY_EPOCHS;

session.addEventListener('progress', () => {
  const { model, history } = session;
  if (!model || history.length < nextEpoch) return;
  nextEpoch = history.length + EVERY_EPOCHS;
  sim.setModel(model);
  const errors = [1, 2].map((seed) => {
    sim.reset(seed);
    sim.step(96);
    return sim.loss(target) * ownArea;
  });
  const error = (errors[0] + errors[1]) / 2;
  while (levels.length > 0 && error < levels[0]) console.log(`error < ${levels.shift()} at epoch ${history.length}: ${spent()}`);
});
session.addEventListener('probe', () => {
  const { probe } = session;
  if (probe?.isComplete) console.log(`probe of epoch ${probe.epochs}: ${probe.report.lasting.map(({ step, error }) => `@${step} ${error.toExponential(1)}`).join(' ')}, wounds ${probe.report.wounds.map(({ error }) => error.toExponential(1)).join(' ')} (${spent()})`);
});
await session.start(planOf(core, settings, { target }), { numWorkers: Math.max(numWorkersFor(settings, NUM_WORKERS), 1) });
console.log(`${session.state} at epoch ${session.history.length}: ${spent()}; loss ${session.history.mean.toExponential(2)}`);
session.close();
if (session.model) {
  await probeHealth(core, { module: core.module, model: session.model, target, wounds: [0, 1, 2, 3, 4, 5, 6, 7, 9, 11, 13, 17, 21, 28] }, ({ numDone, numTrials, lasting, wounds }) => {
    if (numDone < numTrials) return;
    for (const { step, error, worst } of lasting) console.log(`@${step}: ${error.toExponential(2)}, worst ${worst.toExponential(2)}`);
    for (const { name: wound, error } of wounds) console.log(`${wound}: ${error.toExponential(2)}`);
  });
}
