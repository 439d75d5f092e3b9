/**
 * One step and one training epoch of the automaton in jax-js, by its wasm backend: on one thread in node, which has no Worker of the web, and on as many as
 * there are cores in a page that is isolated (rivals.mjs). A step by its WebGPU backend, too (jax-webgpu.mjs). What takes an array uses it up; `.ref` keeps it.
 */
/** @typedef {typeof import('@jax-js/jax')} Jax */

/** @param {Jax} jax @param {'wasm' | 'webgpu'} backend */
async function prepare(jax, backend) {
  if (!(await jax.init(backend)).includes(backend)) throw new Error(`jax-js began no ${backend} here.`);
  jax.defaultDevice(backend);
}

/**
 * @param {Jax} jax @param {import('./model.mjs').PeerModel} model
 * @param {boolean} isInParts whether each part is compiled by itself: faster where nothing is learnt, for a product with what follows in it is a slow one
 */
function automatonOf(jax, { height, width, weights, sobelScale, isPrePost, aliveThreshold }, isInParts) {
  const { numpy: np, lax } = jax, part = isInParts ? jax.jit : (/** @type {any} */ run) => run;
  /** A grid with a border of zeros, seen from a neighbour. */
  const shift = (padded, dy, dx) => padded.ref.slice([1 + dy, 1 + dy + height], [1 + dx, 1 + dx + width]);
  const bordered = (state) => np.pad(state, [[1, 1], [1, 1], [0, 0]]);
  const perceive = part((state) => {
    const padded = bordered(state.ref);
    const falling = shift(padded, 1, 1).sub(shift(padded, -1, -1)), rising = shift(padded, -1, 1).sub(shift(padded, 1, -1));
    const across = shift(padded, 0, 1).sub(shift(padded, 0, -1)), along = shift(padded, 1, 0).sub(shift(padded, -1, 0));
    padded.dispose();
    const x = falling.ref.add(rising.ref).add(across.mul(2)).mul(sobelScale), y = falling.sub(rising).add(along.mul(2)).mul(sobelScale);
    return np.concatenate([state, x, y], 2).reshape([height * width, 48]);
  });
  /** 1 or 0 for each cell. A constant to the gradient: who lives is decided, not learnt. */
  const living = (state) => {
    const padded = bordered(lax.stopGradient(state.slice([], [], [3, 4])));
    let most = shift(padded, 0, 0);
    for (const [dy, dx] of [[-1, -1], [-1, 0], [-1, 1], [0, -1], [0, 1], [1, -1], [1, 0], [1, 1]]) most = np.maximum(most, shift(padded, dy, dx));
    padded.dispose();
    return most.greater(aliveThreshold).astype(np.float32);
  };
  const product = part((rows, matrix) => np.matmul(rows, matrix));
  const bend = part((sums, bias) => np.maximum(sums.add(bias), 0));
  const fire = part((state, sums, bias, mask) => {
    const before = isPrePost ? living(state.ref) : undefined;
    const updated = state.add(sums.add(bias).reshape([height, width, 16]).mul(mask)), after = living(updated.ref);
    return updated.mul(before ? before.mul(after) : after);
  });
  const transposed = (from, rows, columns) => np.array(Float32Array.from({ length: rows * columns }, (_, i) => from[(i % rows) * columns + Math.floor(i / rows)]), { shape: [columns, rows] });
  return {
    weights: { w1: transposed(weights.w1, 128, 48), b1: np.array(weights.b1), w2: transposed(weights.w2, 16, 128), b2: np.array(weights.b2) },
    /** It uses up the state, not the weights. */
    step: ({ w1, b1, w2, b2 }, state, mask) => fire(state.ref, product(bend(product(perceive(state), w1.ref), b1.ref), w2.ref), b2.ref, mask.ref),
  };
}

/** @param {Jax} jax @param {import('./model.mjs').PeerModel} model @param {'wasm' | 'webgpu'} [backend] by the second a step is compiled whole */
export async function createJaxPeer(jax, model, backend = 'wasm') {
  await prepare(jax, backend);
  const isWhole = backend === 'webgpu', { weights, step } = automatonOf(jax, model, !isWhole), { height, width } = model, { numpy: np } = jax, run = isWhole ? jax.jit(step) : step;
  return {
    state: (rows) => np.array(Float32Array.from(rows), { shape: [height, width, 16] }),
    mask: (bytes) => np.array(Float32Array.from(bytes), { shape: [height, width, 1] }),
    step: (state, mask) => run(isWhole ? jax.tree.ref(weights) : weights, state.ref, isWhole ? mask.ref : mask),
    read: (state) => state.ref.data(),
    dispose: (state) => state.dispose(),
  };
}

/**
 * One epoch by the blog's recipe with a given mask for every step: rollout, loss, back-propagation, clipping, Adam; compiled whole, which is the fastest.
 * @param {Jax} jax @param {import('./model.mjs').PeerModel & { target: Float32Array, numSteps: number }} model
 */
export async function createJaxTrainer(jax, { target, numSteps, ...model }) {
  await prepare(jax, 'wasm');
  const { weights, step } = automatonOf(jax, model, false), { height, width } = model, { numpy: np } = jax;
  const seed = np.array(Float32Array.from({ length: height * width * 16 }, (_, i) =>
    Number(Math.floor(i / 16) === (height >> 1) * width + (width >> 1) && i % 16 >= 3)), { shape: [height, width, 16] });
  const goal = np.array(target, { shape: [height, width, 4] });
  const lossOf = (w, seed, goal, masks) => {
    let state = seed;
    for (const mask of masks) state = step(w, state, mask);
    return np.square(state.slice([], [], [0, 4]).sub(goal)).mean();
  };
  const epoch = jax.jit(({ w, m, v }, correctM, correctV, seed, goal, masks) => {
    const [loss, grads] = jax.valueAndGrad(lossOf)(jax.tree.ref(w), seed, goal, masks);
    const norm = np.sqrt(Object.values(grads).map((each) => np.square(each.ref).sum()).reduce((a, b) => a.add(b)));
    const scale = np.minimum(np.reciprocal(norm.add(1e-6)).mul(1e-3), 1), next = { w: {}, m: {}, v: {} };
    for (const name of Object.keys(w)) {
      const grad = grads[name].mul(scale.ref);
      next.m[name] = m[name].mul(0.9).add(grad.ref.mul(0.1));
      next.v[name] = v[name].mul(0.999).add(np.square(grad).mul(1e-3));
      next.w[name] = w[name].sub(next.m[name].ref.mul(correctM.ref).mul(2e-3).div(np.sqrt(next.v[name].ref.mul(correctV.ref)).add(1e-8)));
    }
    return [loss, next];
  });
  const zeros = () => Object.fromEntries(Object.entries(weights).map(([name, each]) => [name, np.zerosLike(each.ref)]));
  let now = { w: weights, m: zeros(), v: zeros() }, count = 0;
  return {
    masks: (bytes) => bytes.map((mask) => np.array(Float32Array.from(mask), { shape: [height, width, 1] })),
    /** @returns {Promise<number>} the loss before the update */
    epoch: async (masks) => {
      count++;
      const [loss, next] = epoch(now, np.array(1 / (1 - 0.9 ** count)), np.array(1 / (1 - 0.999 ** count)), seed.ref, goal.ref, jax.tree.ref(masks));
      now = next;
      await jax.blockUntilReady(next);
      return loss.jsAsync();
    },
  };
}
