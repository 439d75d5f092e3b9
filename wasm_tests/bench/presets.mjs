/**
 * How long a preset of the studio takes, and how well what it makes does; settings may differ:
 *
 *     node wasm_tests/bench/presets.mjs quick assets/targets/snowflake.png [key=value ...]
 *
 * Tells when what it grows in 96 steps first is nearer to the picture, over the picture's own area, than each of some errors; at the end,
 * the probe. Seconds of processor time stand beside those of the clock, for a machine that is shared: with two workers on two free cores
 * a run takes about half of them.
 */
import { readFile } from 'node:fs/promises';

import { loadCore } from '../../web/core/nca.js';
import { numHealed, probeHealth } from '../../web/training/health.js';
import { readSettings, targetOptionsOf } from '../../web/training/parameters.js';
import { presetNamed } from '../../web/training/presets.js';
import { compileShippedWasm } from '../support/core.js';
import { runPreset } from './support/preset-run.mjs';

const LEVELS = [0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005], ALL_WOUNDS = Array.from({ length: 32 }, (_, i) => i);

const [name = 'quick', path = 'assets/targets/snowflake.png', ...changes] = process.argv.slice(2);
const settings = readSettings({ ...presetNamed(name).settings, ...Object.fromEntries(changes.map((change) => {
  const [key, value] = change.split('=');
  return [key, Number.isNaN(Number(value)) ? value : Number(value)];
})) });
const core = await loadCore(await compileShippedWasm()), target = core.readTarget(await readFile(path), targetOptionsOf(settings));
const levels = [...LEVELS], seconds = (/** @type {number} */ ms) => {
  const { user, system } = process.cpuUsage();
  return `${(ms / 1000).toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of processor`;
};
const { state, model, epochs, tookMs, loss } = await runPreset(core, settings, target, ({ epoch, tookMs, error }) => {
  while (levels.length > 0 && error < levels[0]) console.log(`error < ${levels.shift()} at epoch ${epoch}: ${seconds(tookMs)}`);
});
console.log(`${state} at epoch ${epochs}: ${seconds(tookMs)}; loss ${loss.toExponential(2)}`);
if (model) {
  await probeHealth(core, { module: core.module, model, target, wounds: ALL_WOUNDS }, (report) => {
    if (report.numDone < report.numTrials) return;
    for (const { step, error, worst } of report.lasting) console.log(`@${step}: ${error.toExponential(2)}, worst ${worst.toExponential(2)}`);
    for (const { name: wound, error } of report.wounds) console.log(`${wound}: ${error.toExponential(2)}`);
    console.log(`wounds closed: ${numHealed(report)} of ${report.wounds.length}`);
  });
}
process.exit(0);
