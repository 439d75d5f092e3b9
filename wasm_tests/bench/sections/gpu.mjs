/**
 * A step on a GPU against one of the core, every cell alive, and of one flake on a large grid. On whatever adapter there is: one in software only tells that it works,
 * for there the same processor does both. Without one a row says so. `ADAPTER=card` uses the card of this machine.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** @import { Row, Section } from '../bench.mjs' */

const file = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));

/** In a program of its own, since an adapter in software has to be named before it starts. @returns {Promise<Section>} */
export async function benchGpu() {
  const { stdout, status } = spawnSync(process.execPath, [file('../../gpu/run.mjs'), file('../support/gpu-steps.mjs')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) throw new Error('The steps on a GPU ended with an error.');
  const { adapter, rows } = /** @type {{ adapter?: string, rows: Row[] }} */ (JSON.parse(stdout));
  return { title: `One step on ${adapter ?? 'a GPU'}; ratio: how many times as fast as the core in one thread (GFLOP/s as if dense)`, rows };
}
