/** One step of the automaton in ONNX Runtime Web's WebGPU backend; the state stays on the GPU. */
import * as ort from 'onnxruntime-web/webgpu';

import { encodeModel } from './onnx-model.mjs';

ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

/** @param {import('./model.mjs').PeerModel} model */
export async function createOnnxWebgpuPeer(model) {
  const { height, width } = model;
  const session = await ort.InferenceSession.create(encodeModel(model), { executionProviders: ['webgpu'], graphOptimizationLevel: 'all', preferredOutputLocation: 'gpu-buffer' });
  return {
    state: (planes) => new ort.Tensor('float32', planes, [1, 16, height, width]),
    mask: (bytes) => new ort.Tensor('float32', Float32Array.from(bytes), [1, 1, height, width]),
    step: async (state, mask) => (await session.run({ state, mask })).next,
    read: (state) => state.getData(),
    dispose: (state) => state.dispose(),
    /** The step is done. */
    done: async () => (await ort.env.webgpu.device).queue.onSubmittedWorkDone(),
  };
}
