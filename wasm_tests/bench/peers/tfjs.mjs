/** One step and one training epoch of the automaton in TensorFlow.js, wasm SIMD backend. */
import * as tf from '@tensorflow/tfjs';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const require = createRequire(import.meta.url);

async function prepareWasm() {
  setThreadsCount(1);
  setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'))}/dist/`);
  await tf.setBackend('wasm');
  await tf.ready();
}

/** Sobel by a depthwise convolution: [16 x | 16 y] for a filter with two outputs a channel comes as x and y in turn. */
const SOBEL_X = [-1, 0, 1, -2, 0, 2, -1, 0, 1], SOBEL_Y = [-1, -2, -1, 0, 0, 0, 1, 2, 1];

/** @param {import('./model.mjs').PeerModel} model @param {() => Promise<void>} [prepare] its backend */
export async function createTfjsPeer({ height, width, weights, sobelScale, isPrePost, aliveThreshold }, prepare = prepareWasm) {
  await prepare();
  const filter = tf.tensor4d(Float32Array.from({ length: 9 * 16 * 2 }, (_, i) => (i % 2 ? SOBEL_Y : SOBEL_X)[Math.floor(i / 32)] * sobelScale), [3, 3, 16, 2]);
  const order = (column) => (column < 16 ? column : 16 + ((column - 16) % 2) * 16 + ((column - 16) >> 1));
  const w1 = tf.tensor2d(Float32Array.from({ length: 48 * 128 }, (_, i) => weights.w1[(i % 128) * 48 + order(Math.floor(i / 128))]), [48, 128]);
  const w2 = tf.tensor2d(Float32Array.from({ length: 128 * 16 }, (_, i) => weights.w2[(i % 16) * 128 + Math.floor(i / 16)]), [128, 16]);
  const b1 = tf.tensor1d(weights.b1), b2 = tf.tensor1d(weights.b2);
  const alive = (state) => tf.cast(tf.greater(tf.maxPool(tf.slice(state, [0, 0, 0, 3], [1, height, width, 1]), 3, 1, 'same'), aliveThreshold), 'float32');
  const step = (state, mask) => tf.tidy(() => {
    const perceived = tf.reshape(tf.concat([state, tf.depthwiseConv2d(state, filter, 1, 'same')], 3), [height * width, 48]);
    const hidden = tf.fused.matMul({ a: perceived, b: w1, bias: b1, activation: 'relu' });
    const delta = tf.reshape(tf.fused.matMul({ a: hidden, b: w2, bias: b2 }), [1, height, width, 16]);
    const updated = tf.add(state, tf.mul(delta, mask));
    const keep = isPrePost ? tf.mul(alive(updated), alive(state)) : alive(updated);
    return tf.mul(updated, keep);
  });
  return {
    state: (rows) => tf.tensor4d(rows, [1, height, width, 16]),
    mask: (bytes) => tf.tensor4d(Float32Array.from(bytes), [1, height, width, 1]),
    step,
    read: (state) => state.data(),
    dispose: (state) => state.dispose(),
  };
}

/**
 * One epoch by the blog's recipe with a given mask for every step: rollout, loss, back-propagation, clipping, Adam.
 * The wasm backend has no gradient of a depthwise convolution, so Sobel is written with shifted sums, which it can take back.
 * @param {import('./model.mjs').PeerModel & { target: Float32Array, numSteps: number }} model @param {() => Promise<void>} [prepare] its backend
 */
export async function createTfjsTrainer({ height, width, weights, sobelScale, aliveThreshold, target, numSteps }, prepare = prepareWasm) {
  await prepare();
  const transpose = (from, rows, columns) => Float32Array.from({ length: rows * columns }, (_, i) => from[(i % rows) * columns + Math.floor(i / rows)]);
  const variables = [
    tf.variable(tf.tensor2d(transpose(weights.w1, 128, 48), [48, 128])), tf.variable(tf.tensor1d(weights.b1)),
    tf.variable(tf.tensor2d(transpose(weights.w2, 16, 128), [128, 16])), tf.variable(tf.tensor1d(weights.b2)),
  ];
  const [w1, b1, w2, b2] = variables, optimizer = tf.train.adam(2e-3, 0.9, 0.999, 1e-8);
  const seed = tf.tensor3d(Float32Array.from({ length: height * width * 16 }, (_, i) =>
    Number(Math.floor(i / 16) === (height >> 1) * width + (width >> 1) && i % 16 >= 3)), [height, width, 16]);
  const goal = tf.tensor3d(target, [height, width, 4]);
  const shift = (padded, dy, dx) => tf.slice(padded, [1 + dy, 1 + dx, 0], [height, width, 16]);
  const gradients = (state) => {
    const padded = tf.pad(state, [[1, 1], [1, 1], [0, 0]]);
    const falling = tf.sub(shift(padded, 1, 1), shift(padded, -1, -1)), rising = tf.sub(shift(padded, -1, 1), shift(padded, 1, -1));
    const across = tf.sub(shift(padded, 0, 1), shift(padded, 0, -1)), along = tf.sub(shift(padded, 1, 0), shift(padded, -1, 0));
    return [
      tf.mul(tf.add(tf.add(falling, rising), tf.mul(across, 2)), sobelScale),
      tf.mul(tf.add(tf.sub(falling, rising), tf.mul(along, 2)), sobelScale),
    ];
  };
  /** A constant to the gradient: who lives is decided, not learnt. */
  const living = tf.customGrad((state, save) => {
    const alpha = tf.slice(state, [0, 0, 3], [height, width, 1]);
    const value = tf.cast(tf.greater(tf.maxPool(alpha, 3, 1, 'same'), aliveThreshold), 'float32');
    save([state]);
    return { value, gradFunc: () => [tf.zeros([height, width, 16])] };
  });
  const loss = (masks) => {
    let state = seed;
    for (let step = 0; step < numSteps; step++) {
      const perceived = tf.reshape(tf.concat([state, ...gradients(state)], 2), [height * width, 48]);
      const hidden = tf.relu(tf.add(tf.matMul(perceived, w1), b1));
      const delta = tf.reshape(tf.add(tf.matMul(hidden, w2), b2), [height, width, 16]);
      const updated = tf.add(state, tf.mul(delta, masks[step]));
      state = tf.mul(updated, living(updated));
    }
    return tf.mean(tf.squaredDifference(tf.slice(state, [0, 0, 0], [height, width, 4]), goal));
  };
  return {
    masks: (bytes) => bytes.map((mask) => tf.tensor3d(Float32Array.from(mask), [height, width, 1])),
    /** @returns {Promise<number>} the loss before the update */
    epoch: async (masks) => {
      const { value, grads } = tf.variableGrads(() => loss(masks), variables);
      tf.tidy(() => {
        const norm = tf.sqrt(tf.addN(Object.values(grads).map((grad) => tf.sum(tf.square(grad)))));
        const scale = tf.minimum(tf.div(1e-3, tf.add(norm, 1e-6)), 1);
        optimizer.applyGradients(Object.fromEntries(Object.entries(grads).map(([name, grad]) => [name, tf.mul(grad, scale)])));
      });
      const [number] = await value.data();
      tf.dispose([value, grads]);
      return number;
    },
  };
}
