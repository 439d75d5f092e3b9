/**
 * Epochs on a GPU against those of the core, and a step on a GPU against one of the core, every cell alive, and of one flake on a large grid. On whatever adapter there is: one in software only tells that it works,
 * for there the same processor does both. Without one a row says so. `ADAPTER=card` uses the card of this machine.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { hasPython } from '../support/has-python.mjs';

/** @import { Row, Section } from '../bench.mjs' */

const file = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));

/** What to time by them, for a number that can be held against the rows of a card: they are no packages of npm, and no program here runs them. */
const IN_PYTHON = 'on the same card, in float32: jax.jit of jax.lax.scan over 100 steps of 64x64 to 4096x4096 with 16 channels, 128 hidden and a mask drawn anew for each; and an epoch, jax.value_and_grad or backward() through 80 such steps of 72x72, batch 8, of the mean squared error of the last RGBA, with an update';

/** Each by its program, and how long one is waited for. */
const PEERS = Object.freeze({ 'ONNX Runtime Web, WebGPU': 'gpu-onnx.mjs', 'TensorFlow.js, WebGPU': 'gpu-peers.mjs', 'jax-js, WebGPU': 'gpu-peers.mjs' }), LATE_MS = 60_000, PEER_MS = Number(process.env.BENCH_PEER_MS ?? 300_000);

/** In a program of its own, since an adapter in software has to be named before it starts. @returns {Promise<Section>} */
export async function benchGpu() {
  const { adapter, rows } = /** @type {{ adapter?: string, rows: Row[] }} */ (told('gpu-steps.mjs')), epochs = /** @type {Row[]} */ (told('gpu-epochs.mjs'));
  return { title: `One step, and one epoch, on ${adapter ?? 'a GPU'}; ratio: how many times as fast as the core in one thread (GFLOP/s as if dense)`, rows: [...rows, ...epochs, ...peers()] };
}

/** What a program prints as JSON, on its last line. @param {string} program @param {string[]} [words] @param {number} [timeoutMs] @returns {unknown} @throws {Error} with its own last words */
function told(program, words = [], timeoutMs) {
  const { stdout, stderr, status, error } = spawnSync(process.execPath, [file('../../gpu/run.mjs'), file(`../support/${program}`), ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', words.length > 0 ? 'pipe' : 'inherit'], timeout: timeoutMs, maxBuffer: Infinity });
  if (error) throw error;
  const why = /^\S*Error.*$/m.exec(stderr ?? '')?.[0];
  if (status !== 0) throw new Error(`${program} ended with an error${why ? `: ${why}` : ''}`);
  return JSON.parse(stdout.split('\n').pop() ?? '');
}

/** Steps of each on the same adapter, and those that have to be run by hand on the same card, or are not installed. @returns {Row[]} */
function peers() {
  const rows = Object.entries(PEERS).flatMap(([name, program]) => {
    try {
      return /** @type {Row[]} */ (told(program, [name, String(PEER_MS)], PEER_MS + LATE_MS));
    } catch (error) {
      const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
      return [{ name, note: `${code === 'ETIMEDOUT' ? `was not through in ${(PEER_MS + LATE_MS) / 1000} s` : message}: it is not compared` }];
    }
  });
  return [...rows, { name: 'JAX and PyTorch', note: `${hasPython('jax, torch') ? 'not measured by this program' : 'not installed (python3 -m pip install torch "jax[cuda12]"), and not measured by this program'}; ${IN_PYTHON}` }];
}
