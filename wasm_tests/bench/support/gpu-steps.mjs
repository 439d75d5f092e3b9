/** The program of sections/gpu.mjs: prints its adapter and rows as JSON. */
import { loadTestCore } from '../../support/core.js';
import { findAdapter } from '../../gpu/adapter.mjs';
import { GpuSim } from '../../../web/gpu/sim.js';
import { deviceOf } from '../../../web/gpu/device.js';
import { assertSame, measure } from './measure.mjs';

/** @import { Row } from '../bench.mjs' */

const SEED = 7, FLOPS_A_CELL = 2 * (48 * 128 + 128 * 16);
/** Steps of one submission, as frames of the page make several, and how long it is timed; in software every step takes long enough. */
const ON_CARD = { sides: [64, 256, 1024, 4096], stepsAtOnce: 4, warmMs: 500, rounds: 7, roundMs: 100 }, IN_SOFTWARE = { sides: [64, 128, 256], stepsAtOnce: 1, warmMs: 0, rounds: 3, roundMs: 0 };
const SOFTWARE = /swiftshader|llvmpipe/i;

/** @returns {Promise<{ adapter?: string, rows: Row[] }>} */
async function bench() {
  const adapter = await findAdapter();
  if (!adapter) return { rows: [{ name: 'no adapter for WebGPU here', note: 'nothing is measured' }] };
  const { vendor, architecture, description } = adapter.info, name = [description, vendor, architecture].filter(Boolean).join(' ') || 'an adapter without a name';
  const isSoftware = Boolean(process.env.NEEDS_ADAPTER) || SOFTWARE.test(name), { sides, stepsAtOnce, ...options } = isSoftware ? IN_SOFTWARE : ON_CARD;
  const device = await deviceOf(adapter), core = await loadTestCore(), model = core.newModel('blog', 3);
  for (let i = 6272; i < 8336; i++) model.params[i] = (Math.random() - 0.5) * 0.02;
  // While timed the same work is done, but the state stands: an update too small to see.
  const still = { ...model, params: model.params.map((value, i) => (i < 6272 ? value : value * 1e-7)) };
  /** @type {Row[]} */
  const rows = [];
  for (const side of sides) {
    const size = { height: side, width: side }, sim = core.createSim(size), gpu = new GpuSim(device, size);
    const state = Float32Array.from({ length: side * side * 16 }, (_, i) => (i % 16 === 3 ? 1 : Math.random() - 0.5));
    for (const each of [model, still]) {
      for (const one of [sim, gpu]) {
        one.setModel(each);
        one.setClock(SEED, 0);
      }
      sim.state.set(state);
      sim.stateChanged();
      gpu.writeState(state);
      for (const one of [sim, gpu]) one.step();
      assertSame(`${side}x${side}`, await gpu.readState(), sim.state);
    }
    const flops = side * side * FLOPS_A_CELL;
    const timings = await measure([
      { name: 'the core', flops, run: () => sim.step() },
      { name: 'GPU', flops: stepsAtOnce * flops, run: () => { gpu.step(stepsAtOnce); return device.queue.onSubmittedWorkDone(); } },
    ], options);
    timings[1].medianMs /= stepsAtOnce;
    timings[1].bestMs /= stepsAtOnce;
    rows.push(...timings.map((timing) => ({ ...timing, name: `${side}x${side}, every cell alive: ${timing.name}`, ratio: timings[0].medianMs / timing.medianMs, ...(isSoftware && timing.name === 'GPU' && { note: 'in software' }) })));
    sim.destroy();
    gpu.destroy();
  }
  device.destroy();
  return { adapter: isSoftware ? 'a GPU in software, which says nothing of a card' : name, rows };
}

process.stdout.write(JSON.stringify(await bench()));
process.exit(0);
