/** Runs pytorch.py, where there is a PyTorch. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** @param {number} side cells @param {number} steps @returns {{ medianMs: number, bestMs: number } | undefined} an epoch on one core */
export function timePyTorch(side, steps) {
  // OpenBLAS kernels forced by the environment are slower than what it would choose; and its allocator should keep what it has.
  const { OPENBLAS_CORETYPE, OPENBLAS_L2_SIZE, ...env } = process.env;
  for (const python of ['python3', '/usr/bin/python3']) {
    try {
      const out = execFileSync(python, [fileURLToPath(new URL('./pytorch.py', import.meta.url)), String(side), String(steps)], {
        env: { ...env, MALLOC_MMAP_THRESHOLD_: '1073741824', MALLOC_TRIM_THRESHOLD_: '4294967296' }, stdio: ['ignore', 'pipe', 'ignore'],
      });
      return JSON.parse(String(out));
    } catch {
      // no PyTorch there
    }
  }
  return undefined;
}
