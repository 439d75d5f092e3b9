/** One step of the automaton in ONNX Runtime Web, one thread of wasm SIMD. */
import * as ort from 'onnxruntime-web/wasm';

import { encodeModel } from './onnx-model.mjs';

ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

/** @param {import('./model.mjs').PeerModel} model */
export async function createOnnxPeer(model) {
  const { height, width } = model, session = await ort.InferenceSession.create(encodeModel(model), { executionProviders: ['wasm'], graphOptimizationLevel: 'all' });
  const step = async (state, mask) => (await session.run({ state, mask })).next;
  return {
    state: (planes) => new ort.Tensor('float32', planes, [1, 16, height, width]),
    mask: (bytes) => new ort.Tensor('float32', Float32Array.from(bytes), [1, 1, height, width]),
    step,
    read: async (state) => state.data,
  };
}
