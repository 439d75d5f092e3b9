/** What stands in src/nca.h and src/wasm_api.c in the same order. */

export const NUM_CHANNELS = 16;
export const NUM_PERCEIVED = 48;
export const NUM_HIDDEN = 128;
export const NUM_PARAMS = 8336;
export const NUM_WOUND_KINDS = 4;
export const MAX_SIDE_CELLS = 4096;
export const MAX_ICE_STEPS = 500; // NCA_ICE_MAX_RADIUS_CELLS
export const ERR_MEMORY = -1;

export const MODEL_FIELDS = Object.freeze({
  alive: 0, sobelScale: 1, fireRate: 2, aliveThreshold: 3, premultiplied: 4, height: 5, width: 6, padding: 7, epochs: 8,
});
export const MODEL_TEXTS = Object.freeze({ name: 0, target: 1, license: 2 });
export const TEXT_BYTES = 128; // NCA_TEXT_BYTES

export const RECIPE_FIELDS = Object.freeze({
  numStepsMin: 0, numStepsMax: 1, batch: 2, learningRate: 3, beta1: 4, beta2: 5, epsilon: 6, clipNorm: 7, grads: 8, learningRateEnd: 9,
  decayBeginEpoch: 10, decayEndEpoch: 11, loss: 12, optimizer: 13, muonRate: 14, poolSize: 15, seedsPerBatch: 16, woundsPerBatch: 17,
  woundBeginEpoch: 18, overflowWeight: 19, stillnessWeight: 20,
  weightDecay: 21,
});
export const RECIPE_WOUND_SHARES = 22; // and the three numbers after it
/** @type {Readonly<Record<string, number>>} */
export const RECIPE_WORDS = Object.freeze({ clip: 0, 'per-tensor': 1, last: 0, every: 1, adam: 0, muon: 1 });
export const RECIPE_NAMES = Object.freeze({ blog: 0, growing: 1, persistent: 2, regenerating: 3 });

export const TRIAL_FIELDS = Object.freeze({ kind: 0, seed: 1, wound: 2, numErrors: 3, step: 4, error: 5 });
export const TRIAL_KINDS = Object.freeze(/** @type {const} */ (['lasting', 'healing', 'wideLasting', 'wideHealing', 'twoSeeds']));
export const MAX_AGES = 16; // NCA_PROBE_MAX_AGES

export const WOUND_SHAPES = Object.freeze({ disc: 0, half: 1, band: 2 });
export const DTYPES = Object.freeze({ F32: 0, F16: 1 });
