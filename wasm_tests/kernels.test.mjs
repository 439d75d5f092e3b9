/**
 * Every kernel: the scalar definition against a naive loop in doubles written here, SIMD against scalar bit for bit,
 * at odd sizes, with guard values around every output.
 */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';

import { assertClose, loadTestCore, packPanels, randomArray, randomNumbers } from './support/core.js';

const GUARD = 12345.678;
const NUM_GUARDS = 8;
const C = 16, P = 48;

/** @type {import('../web/core/nca.js').Core} */
let core;
before(async () => { core = await loadTestCore(); });

/**
 * Run a kernel on copies: outputs come first and are returned, inputs follow, then the dimensions.
 * @param {string} name @param {Float32Array[]} outputs @param {(Float32Array | Int32Array | null)[]} inputs @param {number[]} rest
 */
function run(name, outputs, inputs, rest) {
  const guarded = outputs.map((output) => {
    const block = new Float32Array(output.length + 2 * NUM_GUARDS).fill(GUARD);
    block.set(output, NUM_GUARDS);
    return { pointer: core.copyIn(block), length: output.length };
  });
  const used = inputs.map((input) => (input ? core.copyIn(/** @type {Float32Array} */ (input)) : 0));
  core.exports[name](...guarded.map(({ pointer }) => pointer + NUM_GUARDS * 4), ...used, ...rest);
  const results = guarded.map(({ pointer, length }) => {
    const block = core.view(Float32Array, pointer, length + 2 * NUM_GUARDS).slice();
    for (const guard of [...block.subarray(0, NUM_GUARDS), ...block.subarray(NUM_GUARDS + length)]) {
      assert.equal(guard, Math.fround(GUARD), `${name} wrote outside its output`);
    }
    return block.slice(NUM_GUARDS, NUM_GUARDS + length);
  });
  [...guarded.map(({ pointer }) => pointer), ...used].forEach((pointer) => pointer && core.free(pointer));
  return results[0];
}

/** Scalar against `want`, SIMD against scalar. */
function check(/** @type {string} */ kernel, /** @type {Float32Array} */ output, /** @type {any[]} */ inputs, /** @type {number[]} */ rest, /** @type {number[]} */ want) {
  const scalar = run(`${kernel}__scalar`, [output], inputs, rest);
  assertClose(`${kernel}__scalar`, scalar, want, { abs: 2e-5, rel: 2e-6 });
  const simd = run(`${kernel}__simd128`, [output], inputs, rest);
  assert.deepEqual(new Uint32Array(simd.buffer), new Uint32Array(scalar.buffer), `${kernel}: SIMD differs from scalar`);
}

const SHAPES = [
  { N: 4, K: 1, O: 16 }, { N: 12, K: 7, O: 48 }, { N: 64, K: 48, O: 128 }, { N: 20, K: 128, O: 16 }, { N: 8, K: 16, O: 80 }, { N: 0, K: 5, O: 16 },
];

for (const { N, K, O } of SHAPES) {
  describe(`${N} cells, ${K} -> ${O}`, () => {
    const random = randomNumbers(N * 131 + K * 17 + O);
    const input = randomArray(N * K, random), bias = randomArray(O, random), out = randomArray(N * O, random);
    const dout = randomArray(N * O, random), gate = randomArray(N * O, random).map((v, i) => (i % 5 ? v : 0));

    /** in [N][K] times m [K][O]: what every product here is, in doubles. */
    const product = (/** @type {Float32Array} */ m, /** @type {Float32Array | null} */ b) =>
      Array.from({ length: N * O }, (_, i) => {
        const n = Math.floor(i / O), o = i % O;
        let sum = b ? b[o] : 0;
        for (let k = 0; k < K; k++) sum += input[n * K + k] * m[k * O + o];
        return sum;
      });
    const matrix = randomArray(K * O, random), panels = packPanels(matrix, K, O);

    // N = 0 has nothing to compare; then only the guards speak.
    const checked = (/** @type {string} */ kernel, /** @type {any[]} */ inputs, /** @type {number[]} */ want) => {
      if (N > 0) check(kernel, out, inputs, [N, K, O], want);
      else for (const kind of ['scalar', 'simd128']) run(`${kernel}__${kind}`, [out], inputs, [N, K, O]);
    };

    test('dense forward', () => checked('nca_dense_forward', [input, panels, bias], product(matrix, bias)));
    test('dense forward without bias', () => checked('nca_dense_forward', [input, panels, null], product(matrix, null)));
    test('dense and relu forward', () =>
      checked('nca_dense_relu_forward', [input, panels, bias], product(matrix, bias).map((v) => Math.max(v, 0))));
    test('backward to the input', () => checked('nca_dense_backward_input', [input, panels], product(matrix, null)));
    test('backward to the input through relu', () =>
      checked('nca_dense_relu_backward_input', [input, panels, gate], product(matrix, null).map((v, i) => (gate[i] > 0 ? v : 0))));

    if (K % 16 === 0) {
      test('backward to the weight adds', () => {
        const dweight = randomArray(O * K, random);
        const want = Array.from(dweight, (start, i) => {
          const o = Math.floor(i / K), k = i % K;
          let sum = start;
          for (let n = 0; n < N; n++) sum += dout[n * O + o] * input[n * K + k];
          return sum;
        });
        check('nca_dense_backward_weight', dweight, [dout, input], [N, O, K], want);
      });
    }
    test('backward to the bias adds', () => {
      const dbias = randomArray(O, random);
      const want = Array.from(dbias, (start, o) => {
        let sum = start;
        for (let n = 0; n < N; n++) sum += dout[n * O + o];
        return sum;
      });
      check('nca_dense_backward_bias', dbias, [dout], [N, O], want);
    });
  });
}

test('relu lets NaN through, so that it is found', () => {
  for (const kind of ['scalar', 'simd128']) {
    const out = run(`nca_dense_relu_forward__${kind}`, [new Float32Array(64)], [new Float32Array(4).fill(NaN), new Float32Array(16).fill(1), null], [4, 1, 16]);
    assert.ok(out.every(Number.isNaN), kind);
  }
});

for (const { H, W } of [{ H: 5, W: 7 }, { H: 1, W: 1 }, { H: 1, W: 9 }, { H: 11, W: 1 }, { H: 3, W: 70 }]) {
  describe(`perception on ${H} x ${W}`, () => {
    const random = randomNumbers(H * 100 + W), scale = 0.375;
    const state = new Float32Array((H * W + 1) * C);
    state.set(randomArray(H * W * C, random)); // the cell behind the last stays 0: what lies outside
    const cells = Int32Array.from({ length: H * W }, (_, i) => i).filter((i) => i % 3 !== 1);
    const KERNEL_X = [-1, 0, 1, -2, 0, 2, -1, 0, 1];

    /** All that a cell sees: visit(perceived index, state index or -1 outside, weight). */
    const visit = (/** @type {number} */ cell, /** @type {(p: number, s: number, weight: number) => void} */ each) => {
      const y = Math.floor(cell / W), x = cell % W;
      for (let c = 0; c < C; c++) {
        each(c, cell * C + c, 1);
        for (let dy = -1; dy <= 1; dy++) {
          for (let dx = -1; dx <= 1; dx++) {
            const inside = y + dy >= 0 && y + dy < H && x + dx >= 0 && x + dx < W;
            const s = inside ? ((y + dy) * W + x + dx) * C + c : -1;
            each(C + c, s, KERNEL_X[(dy + 1) * 3 + dx + 1] * scale);
            each(2 * C + c, s, KERNEL_X[(dx + 1) * 3 + dy + 1] * scale);
          }
        }
      }
    };

    test('forward', () => {
      const want = new Array(cells.length * P).fill(0);
      cells.forEach((cell, n) => visit(cell, (p, s, weight) => { if (s >= 0) want[n * P + p] += weight * state[s]; }));
      check('nca_perceive_forward', new Float32Array(cells.length * P), [state, cells], [cells.length, H, W, scale], want);
    });

    test('backward is the transposed map and adds', () => {
      const dout = randomArray(cells.length * P, random), dstate = randomArray((H * W + 1) * C, random);
      const want = Array.from(dstate);
      cells.forEach((cell, n) => visit(cell, (p, s, weight) => { if (s >= 0) want[s] += weight * dout[n * P + p]; }));
      const rest = [cells.length, H, W, scale];
      const scalar = run('nca_perceive_backward__scalar', [dstate], [dout, cells], rest);
      assertClose('inside', scalar.subarray(0, H * W * C), want.slice(0, H * W * C), { abs: 2e-5 });
      const simd = run('nca_perceive_backward__simd128', [dstate], [dout, cells], rest);
      assert.deepEqual(simd, scalar);
    });
  });
}

test('fire words are the same scalar and SIMD, at every edge of the rate', () => {
  for (const threshold of [0, 1, 1 << 22, 1 << 23, (1 << 24) - 1, 1 << 24]) {
    for (const first of [0, 63, 0x7fffffff, 0xffffffff]) {
      const scalar = core.exports.nca_fire_word__scalar(0xdeadbeef, first, threshold);
      assert.equal(core.exports.nca_fire_word__simd128(0xdeadbeef, first, threshold), scalar);
      if (threshold === 0) assert.equal(scalar, 0n);
      if (threshold === 1 << 24) assert.equal(BigInt.asUintN(64, scalar), 2n ** 64n - 1n);
    }
  }
});

test('misuse traps', () => {
  const pointer = core.allocate(4096);
  for (const kind of ['scalar', 'simd128']) {
    const forward = core.exports[`nca_dense_forward__${kind}`], outer = core.exports[`nca_dense_backward_weight__${kind}`];
    assert.throws(() => forward(pointer, pointer, pointer, pointer, 3, 4, 16), WebAssembly.RuntimeError, 'cells not by fours');
    assert.throws(() => forward(pointer, pointer, pointer, pointer, 4, 4, 24), WebAssembly.RuntimeError, 'outputs not by panels');
    assert.throws(() => forward(0, pointer, pointer, pointer, 4, 4, 16), WebAssembly.RuntimeError, 'null');
    assert.throws(() => outer(pointer, pointer, pointer, 4, 6, 16), WebAssembly.RuntimeError, 'outputs not by fours');
  }
});
