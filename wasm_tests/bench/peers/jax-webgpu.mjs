/** One step of the automaton in jax-js's WebGPU backend, compiled whole. */
import * as jax from '@jax-js/jax';

import { createJaxPeer } from './jax.mjs';

/** @param {import('./model.mjs').PeerModel} model */
export async function createJaxWebgpuPeer(model) {
  return { ...await createJaxPeer(jax, model, 'webgpu'), done: async (state) => { await state.ref.blockUntilReady(); } };
}
