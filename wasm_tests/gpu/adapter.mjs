/**
 * WebGPU in node, by npm's webgpu: on whatever Vulkan finds, which is SwiftShader where run.mjs says so. Where there is no adapter the tests are skipped; where there
 * has to be one, since run.mjs found it, they fail.
 */

/** By name: its types would change those of the whole page, and where it is not installed the others are still checked. */
const WEBGPU = 'webgpu';

/** What create() returned has to stay reachable, or Dawn crashes later. @type {{ requestAdapter: () => Promise<GPUAdapter | null> } | undefined} */
let gpu;

/** @returns {Promise<GPUAdapter | undefined>} */
export async function findAdapter() {
  try {
    const { create, globals } = await import(WEBGPU);
    Object.assign(globalThis, globals);
    gpu ??= create([]);
    return await gpu?.requestAdapter() ?? undefined;
  } catch (error) {
    if (process.env.NEEDS_ADAPTER) throw error;
    return undefined;
  }
}

/** A device with no more than what every adapter grants. @returns {Promise<GPUDevice | undefined>} */
export async function findDevice() {
  const device = await (await findAdapter())?.requestDevice();
  if (!device && process.env.NEEDS_ADAPTER) throw new Error(`There is ${process.env.VK_ICD_FILENAMES}, but it gave no adapter.`);
  return device;
}
