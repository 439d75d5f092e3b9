/** Times contenders in turns, in one run: on a shared machine only ratios mean anything. */

/** Engines tier up: each contender runs this long before it is timed. */
const WARM_MS = Number(globalThis.process?.env.BENCH_WARM_MS ?? 2500);
const NUM_ROUNDS = 15;
const ROUND_MS = 60;

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {() => unknown} run one unit of work; may return a promise
 * @property {number} [flops] of a unit
 *
 * @typedef {object} Timing
 * @property {string} name
 * @property {number} medianMs of a unit
 * @property {number} bestMs
 * @property {number} [gflops] at the median
 */

/** @param {Contender} contender @param {number} forMs @returns {Promise<number>} milliseconds a unit */
async function runFor({ run }, forMs) {
  const startMs = performance.now();
  let units = 0, tookMs = 0;
  do {
    const result = run();
    if (result instanceof Promise) await result;
    units++;
    tookMs = performance.now() - startMs;
  } while (tookMs < forMs);
  return tookMs / units;
}

/**
 * @param {Contender[]} contenders
 * @param {{ warmMs?: number, rounds?: number, roundMs?: number }} [options]
 * @returns {Promise<Timing[]>}
 */
export async function measure(contenders, { warmMs = WARM_MS, rounds = NUM_ROUNDS, roundMs = ROUND_MS } = {}) {
  for (const contender of contenders) await runFor(contender, warmMs);
  const times = contenders.map(() => /** @type {number[]} */ ([]));
  for (let round = 0; round < rounds; round++) {
    for (const [i, contender] of contenders.entries()) times[i].push(await runFor(contender, roundMs));
  }
  return contenders.map(({ name, flops }, i) => {
    const sorted = times[i].sort((a, b) => a - b), medianMs = sorted[sorted.length >> 1];
    return { name, medianMs, bestMs: sorted[0], ...(flops && { gflops: flops / medianMs / 1e6 }) };
  });
}

/** Every value near enough, or an error that says where not. @param {string} name @param {ArrayLike<number>} got @param {ArrayLike<number>} want @param {number} tolerance */
export function assertSame(name, got, want, tolerance = 1e-4) {
  if (got.length !== want.length) throw new Error(`${name}: ${got.length} values, not ${want.length}`);
  for (let i = 0; i < want.length; i++) {
    if (!(Math.abs(got[i] - want[i]) <= tolerance)) throw new Error(`${name} computes something else: [${i}] is ${got[i]}, not ${want[i]}`);
  }
}
