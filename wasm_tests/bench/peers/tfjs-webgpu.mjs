/** One step of the automaton in TensorFlow.js's WebGPU backend. */
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-webgpu';

import { createTfjsPeer } from './tfjs.mjs';

/** @param {import('./model.mjs').PeerModel} model */
export async function createTfjsWebgpuPeer(model) {
  const peer = await createTfjsPeer(model, async () => {
    if (!await tf.setBackend('webgpu')) throw new Error('TensorFlow.js began no WebGPU here.');
    await tf.ready();
  });
  return {
    ...peer,
    done: async () => {
      const backend = /** @type {any} */ (tf.backend());
      backend.endComputePassEncoder(); // it waits for more to come
      if (backend.commandEncoder) backend.submitQueue();
      await backend.queue.onSubmittedWorkDone();
    },
  };
}
