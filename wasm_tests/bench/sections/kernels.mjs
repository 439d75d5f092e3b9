/** The dense kernels on packed rows, of the usual shape and of a wide one, beside the most that this engine can do. */
import { measure } from '../support/measure.mjs';

const N = 32; // a chunk of cells
const SHAPES = [{ C: 16, P: 48, D: 128, goals: [0.9, 0.9, 0.75, 0.75, 0.85, 0.85] }, { C: 32, P: 96, D: 256, goals: [0.9, 0.9, 0.85, 0.85, 0.85, 0.85] }];
const ROUNDS = 20_000;
const FLOPS_A_UNIT = 20e6; // many calls: one from JavaScript is not free

/** The six products of a shape. @param {import('../../../web/core/nca.js').Core} core @param {(typeof SHAPES)[number]} shape */
function productsOf(core, { C, P, D }) {
  const wasm = core.exports, floats = (/** @type {number} */ count) => core.copyIn(Float32Array.from({ length: count }, () => Math.random() - 0.5));
  const perceived = floats(N * P), hidden = floats(N * D), delta = floats(N * C), w1 = floats(P * D), w2 = floats(D * C), bias = floats(D);
  const out = floats(N * D), dw1 = floats(P * D), dw2 = floats(D * C), first = 2 * N * P * D, second = 2 * N * D * C;
  return [
    { name: `forward ${P} -> ${D}, relu`, flops: first, run: () => wasm.nca_dense_relu_forward__simd128(out, perceived, w1, bias, N, P, D) },
    { name: `forward ${D} -> ${C}`, flops: second, run: () => wasm.nca_dense_forward__simd128(out, hidden, w2, bias, N, D, C) },
    { name: `to the input ${D} -> ${P}`, flops: first, run: () => wasm.nca_dense_backward_input__simd128(out, hidden, w1, N, D, P) },
    { name: `to the input ${C} -> ${D}, relu`, flops: second, run: () => wasm.nca_dense_relu_backward_input__simd128(out, delta, w2, hidden, N, C, D) },
    { name: `to the weight ${D} x ${P}`, flops: first, run: () => wasm.nca_dense_backward_weight__simd128(dw1, hidden, perceived, N, D, P) },
    { name: `to the weight ${C} x ${D}`, flops: second, run: () => wasm.nca_dense_backward_weight__simd128(dw2, delta, hidden, N, C, D) },
  ];
}

/**
 * A share is of the best rounds: short ones, so that some run undisturbed on a busy machine; where the clock is coarse, longer ones.
 * @param {{ core: import('../../../web/core/nca.js').Core }} context
 * @param {{ rounds: number, roundMs: number }} [length]
 */
export async function benchKernels({ core }, length = { rounds: 400, roundMs: 1 }) {
  const products = SHAPES.flatMap((shape) => productsOf(core, shape)), goals = SHAPES.flatMap((shape) => shape.goals);
  const peak = { name: 'peak: registers alone', flops: ROUNDS * core.exports.nca_bench_peak_flops_a_round(), run: () => core.exports.nca_bench_peak(ROUNDS) };
  const contenders = [peak, ...products.map(({ name, flops, run }) => {
    const calls = Math.round(FLOPS_A_UNIT / flops);
    return { name, flops: flops * calls, run: () => { for (let i = 0; i < calls; i++) run(); } };
  })];
  const timings = await measure(contenders, length);
  const best = timings.map(({ bestMs }, i) => contenders[i].flops / bestMs);
  return {
    title: 'Dense kernels on 32 packed rows, wasm SIMD128, one thread',
    rows: timings.map((timing, i) => ({ ...timing, share: best[i] / best[0], ...(i > 0 && { goal: `share >= ${goals[i - 1].toFixed(2)}` }) })),
  };
}
