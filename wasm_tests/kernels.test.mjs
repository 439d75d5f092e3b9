/**
 * Every kernel: the scalar definition against a naive loop in doubles written here, SIMD against scalar bit for bit,
 * at odd sizes, with guard values around every output.
 */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';

import { assertClose, loadTestCore, packPanels, randomArray, randomNumbers } from './support/core.js';

const GUARD = 12345.678;
const NUM_GUARDS = 8;

/** @type {import('../web/core/nca.js').Core} */
let core;
before(async () => { core = await loadTestCore(); });

/**
 * Run a kernel on copies: outputs come first and are returned, inputs follow, then the dimensions.
 * @param {string} name @param {Float32Array[]} outputs @param {(Float32Array | Int32Array | null)[]} inputs @param {number[]} rest
 */
function runAll(name, outputs, inputs, rest) {
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
  return results;
}

/** The same, and its first output. @param {Parameters<typeof runAll>} args */
const run = (...args) => runAll(...args)[0];

/** Scalar against `want`, SIMD against scalar. */
function check(/** @type {string} */ kernel, /** @type {Float32Array} */ output, /** @type {any[]} */ inputs, /** @type {number[]} */ rest, /** @type {number[]} */ want) {
  const scalar = run(`${kernel}__scalar`, [output], inputs, rest);
  assertClose(`${kernel}__scalar`, scalar, want, { abs: 2e-5, rel: 2e-6 });
  const simd = run(`${kernel}__simd128`, [output], inputs, rest);
  assert.deepEqual(new Uint32Array(simd.buffer), new Uint32Array(scalar.buffer), `${kernel}: SIMD differs from scalar`);
}

const SHAPES = [
  { N: 4, K: 1, O: 16 }, { N: 12, K: 7, O: 48 }, { N: 64, K: 48, O: 128 }, { N: 20, K: 128, O: 16 }, { N: 8, K: 16, O: 80 }, { N: 0, K: 5, O: 16 },
  { N: 32, K: 36, O: 96 }, { N: 12, K: 96, O: 12 }, { N: 4, K: 20, O: 60 }, { N: 8, K: 96, O: 36 }, { N: 4, K: 4, O: 4 },
  { N: 32, K: 96, O: 256 }, { N: 28, K: 256, O: 32 }, { N: 32, K: 256, O: 256 }, { N: 36, K: 256, O: 32 },
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

    if (K % 4 === 0) {
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

const SOBEL_X = [-1, 0, 1, -2, 0, 2, -1, 0, 1], SOBEL_Y = [-1, -2, -1, 0, 0, 0, 1, 2, 1], LAPLACIAN = [1, 2, 1, 2, -12, 2, 1, 2, 1];
/** What the sets of filters see beside the cell itself, of those that a golden file is not enough for: sums of the 3x3, or the length of a vector of two such sums. */
const FILTERS = /** @type {Record<string, number[][][]>} */ ({ sobel: [[SOBEL_X], [SOBEL_Y]], isotropic: [[LAPLACIAN], [SOBEL_X, SOBEL_Y]],
  sobel_laplacian: [[SOBEL_X], [SOBEL_Y], [LAPLACIAN]] });

for (const { H, W, C } of [{ H: 5, W: 7, C: 16 }, { H: 1, W: 1, C: 16 }, { H: 1, W: 9, C: 12 }, { H: 11, W: 1, C: 16 }, { H: 2, W: 2, C: 8 }, { H: 3, W: 70, C: 16 }, { H: 3, W: 5, C: 20 }]) {
  for (const [edge, edgeName] of ['zero', 'torus'].entries()) {
    for (const [filters, parts] of Object.entries(FILTERS)) {
      describe(`${filters} on ${H} x ${W} x ${C}, edge ${edgeName}`, () => {
        const P = (1 + parts.length) * C;
        const random = randomNumbers(H * 100 + W), scale = 0.375;
        const state = new Float32Array((H + 1) * W * C), saved = new Float32Array(H * W * 2 * C);
        state.set(randomArray(H * W * C, random)); // behind the last cell lies what is outside: nothing, or row 0 again
        if (edgeName === 'torus') state.copyWithin(H * W * C, 0, W * C);
        const cells = Int32Array.from({ length: H * W }, (_, i) => i).filter((i) => i % 3 !== 1), rest = [cells.length, H, W, C, scale, edge];

        /** Where the 3x3 of a cell lies in the state, channel 0; -1: outside. */
        const around = (/** @type {number} */ cell) => Array.from({ length: 9 }, (_, i) => {
          let y = Math.floor(cell / W) + Math.floor(i / 3) - 1, x = (cell % W) + (i % 3) - 1;
          if (edgeName === 'torus') [y, x] = [(y + H) % H, (x + W) % W];
          return y >= 0 && y < H && x >= 0 && x < W ? (y * W + x) * C : -1;
        });
        const sum = (/** @type {number[]} */ kernel, /** @type {number[]} */ at, /** @type {number} */ c) =>
          kernel.reduce((total, weight, i) => (at[i] < 0 ? total : total + weight * scale * state[at[i] + c]), 0);
        /** Each number that a cell sees, and the 3x3 weights of its derivative. */
        const seen = (/** @type {number} */ cell) => {
          const at = around(cell), here = [0, 0, 0, 0, 1, 0, 0, 0, 0];
          return [[here], ...parts].flatMap((kernels, part) => Array.from({ length: C }, (_, c) => {
            if (part === 0) return { value: state[at[4] + c], at, c, weights: here };
            const sums = kernels.map((kernel) => sum(kernel, at, c)), value = kernels.length === 1 ? sums[0] : Math.hypot(...sums);
            const shares = kernels.length === 1 ? [1] : sums.map((each) => (value === 0 ? 0 : each / value));
            return { value, at, c, weights: kernels[0].map((_, i) => kernels.reduce((total, kernel, k) => total + shares[k] * kernel[i] * scale, 0)) };
          }));
        };

        test('forward', () => {
          const want = Array.from(cells, (cell) => seen(cell).map(({ value }) => value)).flat();
          const forward = (/** @type {string} */ kind) => run(`nca_${filters}_forward__${kind}`, [new Float32Array(cells.length * P), saved], [state, cells], rest);
          const scalar = forward('scalar'), simd = forward('simd128');
          assertClose('scalar', scalar, want, { abs: 2e-5, rel: 2e-6 });
          assert.deepEqual(new Uint32Array(simd.buffer), new Uint32Array(scalar.buffer));
        });

        test('backward is the transposed map and adds', () => {
          const dout = randomArray(cells.length * P, random), dstate = randomArray((H * W + 1) * C, random), want = Array.from(dstate);
          cells.forEach((cell, n) => seen(cell).forEach(({ at, c, weights }, p) => {
            weights.forEach((weight, i) => { if (at[i] >= 0) want[at[i] + c] += weight * dout[n * P + p]; });
          }));
          const back = (/** @type {string} */ kind) => {
            const [, left] = runAll(`nca_${filters}_forward__${kind}`, [new Float32Array(cells.length * P), saved], [state, cells], rest);
            return run(`nca_${filters}_backward__${kind}`, [dstate], [dout, left, cells], rest);
          };
          const scalar = back('scalar');
          assertClose('inside', scalar.subarray(0, H * W * C), want.slice(0, H * W * C), { abs: 5e-5 });
          assert.deepEqual(back('simd128'), scalar);
        });
      });
    }
  }
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
    assert.throws(() => forward(pointer, pointer, pointer, pointer, 4, 4, 18), WebAssembly.RuntimeError, 'outputs not by fours');
    assert.throws(() => forward(0, pointer, pointer, pointer, 4, 4, 16), WebAssembly.RuntimeError, 'null');
    assert.throws(() => outer(pointer, pointer, pointer, 4, 6, 16), WebAssembly.RuntimeError, 'rows not by fours');
  }
});

/** What nca_places_of makes: the scale, then before, share, sine and cosine of each place. @param {number} scale */
function placesOf(scale) {
  const bytes = new DataView(new ArrayBuffer(4 + 64 * 16)), at = Array.from({ length: scale }, (_, i) => (i + 0.5) / scale - 0.5);
  bytes.setInt32(0, scale, true);
  at.forEach((place, i) => {
    bytes.setInt32(4 + 16 * i, Math.floor(place), true);
    [place - Math.floor(place), Math.sin(2 * Math.PI * place), Math.cos(2 * Math.PI * place)].forEach((value, k) => bytes.setFloat32(8 + 16 * i + 4 * k, value, true));
  });
  return { at, bytes: new Int32Array(bytes.buffer) };
}

for (const { H, W, C, scale } of [{ H: 5, W: 7, C: 16, scale: 8 }, { H: 1, W: 1, C: 8, scale: 2 }, { H: 1, W: 9, C: 12, scale: 3 }, { H: 11, W: 1, C: 64, scale: 16 }, { H: 4, W: 3, C: 20, scale: 1 }]) {
  describe(`what a decoder sees of ${H} x ${W} x ${C}, at ${scale} pixels a cell`, () => {
    const random = randomNumbers(H * 100 + W), state = randomArray(H * W * C, random), N = 29, { at, bytes } = placesOf(scale);
    const pixels = Int32Array.from({ length: 2 * N }, (_, i) => Math.floor(Math.abs(random()) * (i % 2 ? W : H) * scale));
    pixels.set([0, 0, H * scale - 1, W * scale - 1]);
    const rest = [N, H, W, C];
    /** The four cells around a pixel, clamped, and their shares. */
    const corners = (/** @type {number} */ n) => [0, 1, 2, 3].map((corner) => {
      const share = [0, 1].map((axis) => {
        const pixel = pixels[2 * n + axis], place = at[pixel % scale], before = Math.floor(pixel / scale) + Math.floor(place), isNext = axis ? corner % 2 : corner >> 1;
        return { cell: Math.min(Math.max(before + isNext, 0), (axis ? W : H) - 1), weight: isNext ? place - Math.floor(place) : 1 - (place - Math.floor(place)) };
      });
      return { at: (share[0].cell * W + share[1].cell) * C, weight: share[0].weight * share[1].weight };
    });

    test('forward', () => {
      const want = Array.from({ length: N }, (_, n) => [
        ...Array.from({ length: C }, (__, c) => corners(n).reduce((sum, corner) => sum + corner.weight * state[corner.at + c], 0)),
        ...[0, 1].flatMap((axis) => [Math.sin, Math.cos].map((of) => of(2 * Math.PI * at[pixels[2 * n + axis] % scale]))),
      ]).flat();
      check('nca_look_forward', new Float32Array(N * (C + 4)), [state, pixels, bytes], rest, want);
    });
    test('backward adds', () => {
      const dout = randomArray(N * (C + 4), random), before = randomArray(H * W * C, random), want = Array.from(before);
      for (let n = 0; n < N; n++) for (const corner of corners(n)) for (let c = 0; c < C; c++) want[corner.at + c] += corner.weight * dout[n * (C + 4) + c];
      check('nca_look_backward', before, [dout, pixels, bytes], rest, want);
    });
  });
}
