/** The decoder: a whole picture at 8 pixels a cell, and a training's worth of pixels there and back, beside the most that this engine can do. */
import { layoutOf } from '../../../web/core/shape.js';
import { measure } from '../support/measure.mjs';

const SIDE = 40, SCALE = 8, NUM_PIXELS = 1024, ROUNDS = 20_000;
const WIDTHS = [{ width: 32, goals: [0.6, 0.6, 0.5] }, { width: 64, goals: [0.75, 0.75, 0.7] }];

/** @param {import('../../../web/core/nca.js').Core} core @param {number} width */
function contendersOf(core, width) {
  const wasm = core.exports, plain = core.newModel('distill', 1, { decoder: width, decoderScale: SCALE }), { channels, numParams, decoder: begin } = layoutOf(plain.config);
  const random = (/** @type {number} */ length) => Float32Array.from({ length }, () => Math.random() - 0.5);
  const model = core.putModel({ ...plain, params: plain.params.map((value, i) => (i < begin ? value : Math.random() - 0.5)) });
  const decoder = wasm.nca_decoder_create(model, SCALE), state = core.copyIn(random(SIDE * SIDE * channels)), side = SIDE * SCALE;
  const picture = core.copyIn(random(side * side * 4)), bytes = core.allocate(side * side * 4), grads = core.copyIn(new Float32Array(numParams)), dstate = core.copyIn(new Float32Array(SIDE * SIDE * channels));
  const pixels = core.copyIn(Int32Array.from({ length: 2 * NUM_PIXELS }, () => Math.floor(Math.random() * side)));
  const flops = 2 * ((channels + 4) * width + width * width + 4 * width);
  return [
    { name: `a picture of ${side} x ${side}, ${width} wide`, flops: flops * side * side, run: () => wasm.nca_wasm_decode(decoder, picture, 0, state, SIDE, SIDE, 0, 0, side, side) },
    { name: `the same as bytes, ${width} wide`, flops: flops * side * side, run: () => wasm.nca_wasm_decode(decoder, 0, bytes, state, SIDE, SIDE, 0, 0, side, side) },
    { name: `${NUM_PIXELS} pixels there and back, ${width} wide`, flops: 3 * flops * NUM_PIXELS, run: () => wasm.nca_decode_backward(decoder, grads, dstate, picture, state, SIDE, SIDE, pixels, NUM_PIXELS) },
  ];
}

/** @param {{ core: import('../../../web/core/nca.js').Core }} context */
export async function benchDecoder({ core }) {
  const peak = { name: 'peak: registers alone', flops: ROUNDS * core.exports.nca_bench_peak_flops_a_round(), run: () => core.exports.nca_bench_peak(ROUNDS) };
  const contenders = [peak, ...WIDTHS.flatMap(({ width }) => contendersOf(core, width))], goals = WIDTHS.flatMap((each) => each.goals);
  const timings = await measure(contenders, { rounds: 200, roundMs: 2 });
  const best = timings.map(({ bestMs }, i) => contenders[i].flops / bestMs);
  return {
    title: `Decoder of ${SIDE} x ${SIDE} cells at ${SCALE} pixels each, wasm SIMD128, one thread`,
    rows: timings.map((timing, i) => ({ ...timing, share: best[i] / best[0], ...(i > 0 && { goal: `share >= ${goals[i - 1].toFixed(2)}` }) })),
  };
}
