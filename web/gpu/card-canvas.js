/** What draws on a canvas without leaving the GPU. @param {HTMLCanvasElement} canvas @param {GPUDevice} device @throws {Error} where a canvas gives no WebGPU */
export function openCardCanvas(canvas, device) {
  const context = /** @type {GPUCanvasContext | null} */ (/** @type {unknown} */ (canvas.getContext('webgpu'))), format = navigator.gpu.getPreferredCanvasFormat();
  if (!context) throw new Error('This browser gave no canvas for WebGPU.');
  context.configure({ device, format, alphaMode: 'premultiplied' });
  return { context, format };
}
