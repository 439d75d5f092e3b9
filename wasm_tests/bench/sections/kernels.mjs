/** The dense kernels on packed rows, beside the most that this engine can do. */
import { measure } from '../support/measure.mjs';

const N = 32, P = 48, D = 128, C = 16; // a chunk of cells, and the two layers
const ROUNDS = 20_000;

/** @param {{ core: import('../../../web/core/nca.js').Core }} context */
export async function benchKernels({ core }) {
  const wasm = core.exports, floats = (/** @type {number} */ count) => core.copyIn(Float32Array.from({ length: count }, () => Math.random() - 0.5));
  const perceived = floats(N * P), hidden = floats(N * D), delta = floats(N * C), w1 = floats(P * D), w2 = floats(D * C), bias = floats(D);
  const out = floats(N * D), dw1 = floats(P * D), dw2 = floats(D * C);
  const products = [
    { name: 'forward 48 -> 128, relu', flops: 2 * N * P * D, run: () => wasm.nca_dense_relu_forward__simd128(out, perceived, w1, bias, N, P, D) },
    { name: 'forward 128 -> 16', flops: 2 * N * D * C, run: () => wasm.nca_dense_forward__simd128(out, hidden, w2, bias, N, D, C) },
    { name: 'to the input 128 -> 48', flops: 2 * N * P * D, run: () => wasm.nca_dense_backward_input__simd128(out, hidden, w1, N, D, P) },
    { name: 'to the input 16 -> 128, relu', flops: 2 * N * C * D, run: () => wasm.nca_dense_relu_backward_input__simd128(out, delta, w2, hidden, N, C, D) },
    { name: 'to the weight 128 x 48', flops: 2 * N * P * D, run: () => wasm.nca_dense_backward_weight__simd128(dw1, hidden, perceived, N, D, P) },
    { name: 'to the weight 16 x 128', flops: 2 * N * D * C, run: () => wasm.nca_dense_backward_weight__simd128(dw2, delta, hidden, N, C, D) },
  ];
  const peak = { name: 'peak: registers alone', flops: ROUNDS * wasm.nca_bench_peak_flops_a_round(), run: () => wasm.nca_bench_peak(ROUNDS) };
  // Many calls a unit: a call from JavaScript is not free.
  const REPEAT = 50;
  const timings = await measure([peak, ...products.map(({ name, flops, run }) => ({
    name, flops: flops * REPEAT, run: () => { for (let i = 0; i < REPEAT; i++) run(); },
  }))]);
  const most = timings[0].gflops ?? 0;
  return {
    title: 'Dense kernels on 32 packed rows, wasm SIMD128, one thread',
    rows: timings.map((timing, i) => ({ ...timing, share: (timing.gflops ?? 0) / most, ...(i > 0 && { goal: i <= 2 ? 'share >= 0.90' : 'share >= 0.75' }) })),
  };
}
