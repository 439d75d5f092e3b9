/** One step of the automaton in jax-js's WebGPU backend, compiled whole. What takes an array uses it up; `.ref` keeps it. */
import * as jax from '@jax-js/jax';

const { numpy: np } = jax;
const AROUND = [[-1, -1], [-1, 0], [-1, 1], [0, -1], [0, 0], [0, 1], [1, -1], [1, 0], [1, 1]];

/** @param {import('./model.mjs').PeerModel} model */
export async function createJaxWebgpuPeer({ height, width, weights, sobelScale, isPrePost, aliveThreshold }) {
  if (!(await jax.init('webgpu')).includes('webgpu')) throw new Error('jax-js began no WebGPU here.');
  jax.defaultDevice('webgpu');
  /** The nine grids that lie one cell off, with nothing beyond the edge. */
  const nine = (grid) => {
    const padded = np.pad(grid, [[1, 1], [1, 1], [0, 0]]), seen = AROUND.map(([y, x]) => padded.ref.slice([1 + y, 1 + y + height], [1 + x, 1 + x + width]));
    padded.dispose();
    return seen;
  };
  const alive = (state) => nine(state.slice([], [], [3, 4])).reduce((most, each) => np.maximum(most, each)).greater(aliveThreshold).astype(np.float32);
  const step = jax.jit((w1, b1, w2, b2, state, mask) => {
    const [ul, u, ur, l, here, r, dl, d, dr] = nine(state.ref), falling = dr.sub(ul), rising = ur.sub(dl);
    const x = falling.ref.add(rising.ref).add(r.sub(l).mul(2)).mul(sobelScale), y = falling.sub(rising).add(d.sub(u).mul(2)).mul(sobelScale);
    const seen = np.concatenate([here, x, y], 2).reshape([height * width, 48]), hidden = np.maximum(np.matmul(seen, w1).add(b1), 0);
    const pre = isPrePost ? alive(state.ref) : undefined, updated = state.add(np.matmul(hidden, w2).add(b2).reshape([height, width, 16]).mul(mask)), post = alive(updated.ref);
    return updated.mul(pre ? pre.mul(post) : post);
  });
  const transposed = (from, rows, columns) => np.array(Float32Array.from({ length: rows * columns }, (_, i) => from[(i % rows) * columns + Math.floor(i / rows)]), { shape: [columns, rows] });
  const all = [transposed(weights.w1, 128, 48), np.array(weights.b1), transposed(weights.w2, 16, 128), np.array(weights.b2)];
  return {
    state: (rows) => np.array(Float32Array.from(rows), { shape: [height, width, 16] }),
    mask: (bytes) => np.array(Float32Array.from(bytes), { shape: [height, width, 1] }),
    step: async (state, mask) => step(...all.map((each) => each.ref), state.ref, mask.ref),
    read: (state) => state.ref.data(),
    dispose: (state) => state.dispose(),
    done: async (state) => { await state.ref.blockUntilReady(); },
  };
}
