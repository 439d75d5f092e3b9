/**
 * Epochs on a GPU against those of the core, and a step on a GPU against one of the core, every cell alive, and of one flake on a large grid. On whatever adapter there is: one in software only tells that it works,
 * for there the same processor does both. Without one a row says so. `ADAPTER=card` uses the card of this machine.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** @import { Row, Section } from '../bench.mjs' */

const file = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));

/** In a program of its own, since an adapter in software has to be named before it starts. @returns {Promise<Section>} */
export async function benchGpu() {
  const { adapter, rows } = /** @type {{ adapter?: string, rows: Row[] }} */ (told('gpu-steps.mjs')), epochs = /** @type {Row[]} */ (told('gpu-epochs.mjs'));
  return { title: `One step, and one epoch, on ${adapter ?? 'a GPU'}; ratio: how many times as fast as the core in one thread (GFLOP/s as if dense)`, rows: [...rows, ...epochs, ...peers()] };
}

/** What a program prints as JSON. @param {string} program @returns {unknown} */
function told(program) {
  const { stdout, status } = spawnSync(process.execPath, [file('../../gpu/run.mjs'), file(`../support/${program}`)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) throw new Error(`${program} ended with an error.`);
  return JSON.parse(stdout);
}

/** Those that have to be run by hand on the same card, or are not installed. @returns {Row[]} */
function peers() {
  const hasJax = spawnSync('python3', ['-c', 'import jax, torch']).status === 0;
  return [{ name: 'JAX and PyTorch', note: hasJax ? 'run reference/gpu/torch_jax.py on the same card' : 'not installed: nothing is compared' }];
}
