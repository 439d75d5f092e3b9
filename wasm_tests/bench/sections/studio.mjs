/** The studio's promises: how soon a picture is recognisable, whether a healing flake heals, and the memory and the frames of a page that trains. */
import { readFile } from 'node:fs/promises';
import { preview } from 'vite';

import { numHealed, probeHealth } from '../../../web/training/health.js';
import { targetOptionsOf } from '../../../web/training/parameters.js';
import { presetNamed } from '../../../web/training/presets.js';
import { runPreset } from '../support/preset-run.mjs';
import { openTraining } from '../support/studio-page.mjs';

/** @import { Row, Section } from '../bench.mjs' */

const RECOGNISABLE = 0.02, MEMORY_AFTER_MS = 120_000;
/** The probe's eight half cuts come first among its wounds. */
const HALF_CUTS = [0, 1, 2, 3, 4, 5, 6, 7];

/** @param {{ core: import('../../../web/core/nca.js').Core }} context @returns {Promise<Section>} */
export async function benchStudio({ core }) {
  const png = new Uint8Array(await readFile(new URL('../../../assets/targets/snowflake.png', import.meta.url)));
  return { title: 'The studio, two workers, the snowflake of 32 cells', rows: [await quick(core, png), ...await healing(core, png), ...await page()] };
}

/** @param {import('../../../web/core/nca.js').Core} core @param {Uint8Array} png @returns {Promise<Row>} */
async function quick(core, png) {
  const { settings } = presetNamed('quick');
  /** @type {{ tookMs: number, epoch: number } | undefined} */
  let first;
  const { tookMs, epochs } = await runPreset(core, settings, core.readTarget(png, targetOptionsOf(settings)), (reached) => {
    if (reached.error < RECOGNISABLE) first ??= reached;
  });
  return { name: `quick: error under ${RECOGNISABLE} over the picture’s own area`, medianMs: first?.tookMs, goal: '<= 60,000 ms', note: `at epoch ${first?.epoch}; all ${epochs} epochs in ${Math.round(tookMs)} ms` };
}

/** @param {import('../../../web/core/nca.js').Core} core @param {Uint8Array} png @returns {Promise<Row[]>} */
async function healing(core, png) {
  const { settings } = presetNamed('healing'), target = core.readTarget(png, targetOptionsOf(settings));
  const { tookMs, model, epochs } = await runPreset(core, settings, target, () => {});
  if (!model) throw new Error('It made no model.');
  /** @type {import('../../../web/training/health.js').ProbeReport | undefined} */
  let report;
  await probeHealth(core, { module: core.module, model, target, wounds: HALF_CUTS }, (each) => { report = each; });
  if (!report) throw new Error('The probe told nothing.');
  const lasting = report.lasting.map(({ step, error }) => `error ${error.toExponential(1)} at step ${step}`).join(', ');
  return [{ name: 'healing: the whole run', medianMs: tookMs, goal: '<= 1,200,000 ms', note: `${epochs} epochs; ${lasting}; half cuts closed: ${numHealed(report)} of ${report.wounds.length}` }];
}

/** @returns {Promise<Row[]>} */
async function page() {
  const server = await preview({ configFile: new URL('../../../vite.config.js', import.meta.url).pathname, preview: { port: 0, host: 'localhost' }, logLevel: 'error' });
  const training = await openTraining(server.resolvedUrls?.local[0] ?? '', 'healing');
  const atFirst = await training.memoryMB();
  await new Promise((resolve) => setTimeout(resolve, MEMORY_AFTER_MS));
  const [later, epoch, frames] = [await training.memoryMB(), await training.epoch(), await training.framesPerSecond()];
  await training.pause();
  const still = await training.framesPerSecond();
  await training.close();
  await server.close();
  return [
    { name: 'healing: memory of the page that trains, in Chromium', goal: '< 400 MB', note: `${atFirst.toFixed(0)} MB at first, ${later.toFixed(0)} MB after ${MEMORY_AFTER_MS / 1000} s, at epoch ${epoch}` },
    { name: 'healing: frames of that page, drawn by the processor', ratio: frames / still, note: `${frames.toFixed(0)} a second while it trains on all cores, ${still.toFixed(0)} while it is paused` },
  ];
}
