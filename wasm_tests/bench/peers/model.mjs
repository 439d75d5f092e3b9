/**
 * The model as the peers want it: four tensors, and what a step needs to know.
 *
 * @typedef {object} PeerModel
 * @property {number} height
 * @property {number} width
 * @property {{ w1: Float32Array, b1: Float32Array, w2: Float32Array, b2: Float32Array }} weights W1 [128][48], W2 [16][128]
 * @property {number} sobelScale
 * @property {boolean} isPrePost whether a cell must live before and after the step
 * @property {number} aliveThreshold
 */

/** @param {import('../../../web/core/types.js').Model} model @param {{ height: number, width: number }} size @returns {PeerModel} */
export function peerModel({ params, config }, { height, width }) {
  return {
    height, width, sobelScale: config.sobelScale, isPrePost: config.alive === 'pre+post', aliveThreshold: config.aliveThreshold,
    weights: { w1: params.slice(0, 6144), b1: params.slice(6144, 6272), w2: params.slice(6272, 8320), b2: params.slice(8320) },
  };
}

/** [H][W][C] to [C][H][W]. @param {Float32Array} state */
export function toPlanes(state) {
  const cells = state.length / 16;
  return Float32Array.from(state, (_, i) => state[(i % cells) * 16 + Math.floor(i / cells)]);
}

/** [C][H][W] to [H][W][C]. @param {ArrayLike<number>} planes */
export function fromPlanes(planes) {
  const cells = planes.length / 16;
  return Float32Array.from({ length: planes.length }, (_, i) => planes[(i % 16) * cells + Math.floor(i / 16)]);
}
