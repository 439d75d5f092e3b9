/** Cost follows the flake, not the grid: the same flake in small and large grids, under both alive rules, to the bit. */
import { readFile } from 'node:fs/promises';

import { loadCore } from '../../../web/core/nca.js';
import { measure } from '../support/measure.mjs';

const SMALL = 96, LARGE = 1024, STEPS = 64;

/** @param {{ core: import('../../../web/core/nca.js').Core }} context @returns {Promise<import('../bench.mjs').Section>} */
export async function benchScaling({ core }) {
  const file = new Uint8Array(await readFile(new URL('../../../assets/models/blog-snowflake.safetensors', import.meta.url)));
  const blog = core.readWeights(file), rows = [];
  for (const alive of /** @type {const} */ (['post', 'pre+post'])) {
    const still = { ...blog, config: { ...blog.config, alive }, params: blog.params.map((value, i) => (i < 6272 ? value : value * 1e-7)) };
    const contenders = await Promise.all([SMALL, LARGE].map(async (side) => {
      const fresh = await loadCore(core.module), memoryBefore = fresh.memoryBytes, sim = fresh.createSim({ height: side, width: side });
      sim.setModel(blog);
      sim.reset(1);
      sim.step(STEPS);
      const note = side === LARGE ? `memory ${((fresh.memoryBytes - memoryBefore) / (side * side * 64)).toFixed(2)} of the state` : '';
      sim.setModel(still);
      return { name: `${alive}, ${side}x${side}`, sim, note, run: () => sim.step() };
    }));
    const timings = await measure(contenders);
    rows.push(...timings.map((timing, i) => ({
      ...timing, note: contenders[i].note, ratio: timing.medianMs / timings[0].medianMs, ...(i > 0 && { goal: 'ratio <= 1.3, memory <= 2' }),
    })));
    contenders.forEach(({ sim }) => sim.destroy());
  }
  return { title: 'One step of the bundled flake by grid size; ratio: to the small grid', rows };
}
