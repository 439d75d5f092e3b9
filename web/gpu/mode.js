/**
 * Puts what grows in an element on a GPU. Fetched when it is asked for, and not before.
 *
 * @import { Sim } from '../core/sim.js'
 * @import { Timeline } from '../core/timeline.js'
 * @import { Screen } from '../look/screen.js'
 */
import { NcaError } from '../core/error.js';
import { requestDevice } from './device.js';
import { GpuGrid } from './grid.js';
import { ReadScreen } from './read-screen.js';
import { GpuScreen } from './screen.js';
import { GpuSim } from './sim.js';

/**
 * Where a GPU had it that was taken away, another has it now.
 *
 * @param {{ sim: Sim, timeline: Timeline, useSim: (sim: Sim) => void }} growth
 * @param {{ onlyOnCard: boolean, isWanted: () => boolean, onTurn: (screen: Screen | undefined) => void, onTrouble: (error: NcaError) => void }} options
 * @returns {Promise<GpuGrid | undefined>} undefined: it is no longer wanted
 * @throws {NcaError} NO_WEBGPU, GPU_GRID_TOO_LARGE, GPU_NO_KERNELS
 */
export async function putOnGpu(growth, { onlyOnCard, isWanted, onTurn, onTrouble }) {
  const { device, isSoftware } = await requestDevice({ onlyOnCard }), { sim, timeline } = growth;
  if (!isWanted()) {
    device.destroy();
    return undefined;
  }
  try {
    const gpu = new GpuSim(device, sim);
    gpu.setModel(timeline.settings.model); // which tells whether there is room
    const openScreen = () => (isSoftware ? new ReadScreen(device) : new GpuScreen(device)), before = /** @type {unknown} */ (sim);
    const grid = before instanceof GpuGrid ? before : new GpuGrid(sim, gpu, timeline.seed, { isWanted, onTurn, openScreen });
    if (grid === before) grid.replaceGpu(gpu, openScreen);
    device.addEventListener('uncapturederror', () => device.destroy()); // it had no room, say: the core goes on
    void device.lost.then(() => { if (!grid.isDestroyed) onTrouble(new NcaError('GPU_LOST', 'The graphics card was taken away. The snowflake goes on on the processor, from a moment ago.')); });
    growth.useSim(/** @type {Sim} */ (/** @type {unknown} */ (grid)));
    return grid;
  } catch (error) {
    device.destroy();
    throw error;
  }
}
