/** make bench: first checks that every contender computes the same, then times. One table, and build/bench.json. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';

import { loadCore } from '../../web/core/nca.js';
import { benchBrowsers } from './sections/browsers.mjs';
import { benchDecoder } from './sections/decoder.mjs';
import { benchGpu } from './sections/gpu.mjs';
import { benchKernels } from './sections/kernels.mjs';
import { benchScaling } from './sections/scaling.mjs';
import { benchSteps } from './sections/steps.mjs';
import { benchEpochs } from './sections/epochs.mjs';
import { benchNative } from './sections/native.mjs';
import { benchPage } from './sections/page.mjs';
import { benchRivals } from './sections/rivals.mjs';
import { benchResult } from './sections/result.mjs';
import { benchStudio } from './sections/studio.mjs';
import { benchTravel } from './sections/travel.mjs';
import { benchWorkers } from './sections/workers.mjs';

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {number} [medianMs]
 * @property {number} [bestMs]
 * @property {number} [gflops]
 * @property {number} [share] of the peak
 * @property {number} [ratio] how many times as fast as what the title compares with
 * @property {string} [note]
 * @property {string} [goal]
 *
 * @typedef {{ title: string, rows: Row[] }} Section
 */

const SECTIONS = { kernels: benchKernels, decoder: benchDecoder, steps: benchSteps, scaling: benchScaling, epochs: benchEpochs, workers: benchWorkers, rivals: benchRivals, native: benchNative, gpu: benchGpu, result: benchResult, studio: benchStudio, travel: benchTravel, page: benchPage, browsers: benchBrowsers };
const BUILD = new URL('../../build/', import.meta.url);

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in SECTIONS));
if (unknown.length > 0) {
  console.error(`There is no section ${unknown.join(', ')}; there are ${Object.keys(SECTIONS).join(', ')}.`);
  process.exit(2);
}

const number = (/** @type {number | undefined} */ value, /** @type {number} */ digits) => (value === undefined ? '' : value.toFixed(digits));
const columns = /** @type {const} */ ([['median ms', 'medianMs', 4], ['best ms', 'bestMs', 4], ['GFLOP/s', 'gflops', 1], ['of peak', 'share', 2], ['ratio', 'ratio', 2]]);

/** @param {Section} section */
function print({ title, rows }) {
  const width = Math.max(...rows.map(({ name }) => name.length));
  console.log(`\n${title}\n${' '.repeat(width)}  ${columns.map(([head]) => head.padStart(10)).join('')}`);
  for (const row of rows) {
    const cells = columns.map(([, key, digits]) => number(row[key], digits).padStart(10)).join('');
    console.log(`${row.name.padEnd(width)}  ${cells}  ${[row.goal && `goal: ${row.goal}`, row.note].filter(Boolean).join('; ')}`);
  }
}

const context = { core: await loadCore(new Uint8Array(await readFile(new URL('wasm/nca_test.wasm', BUILD)))) };
const machine = `${cpus()[0].model}, ${cpus().length} cores, node ${process.version}`;
console.log(machine);
/** @type {Record<string, Section>} */
const sections = {};
for (const [name, bench] of Object.entries(SECTIONS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  sections[name] = await bench(context);
  print(sections[name]);
}
await mkdir(BUILD, { recursive: true });
await writeFile(new URL('bench.json', BUILD), JSON.stringify({ machine, date: new Date().toISOString(), sections }, null, 2));
process.exit(0); // some peers keep threads
