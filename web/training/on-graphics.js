/**
 * A run on the graphics card of whatever machine this is, from where the core would begin it. Fetched when it is asked for, and not before.
 *
 * @import { Core, Trainer } from '../core/nca.js'
 */
import { requestDevice } from '../gpu/device.js';
import { GpuTrainer } from '../gpu/train/trainer.js';
import { readFacts } from './checkpoint-file.js';
import { readRun } from './run-file.js';

/** @param {Core} core @param {Trainer} trainer which is destroyed @returns {Promise<GpuTrainer>} @throws {NcaError} NO_WEBGPU, GPU_NO_MEMORY and its like */
export async function moveToGraphics(core, trainer) {
  const bytes = trainer.checkpoint(readFacts(trainer.checkpointHead()).poolSize);
  trainer.destroy();
  const file = readRun(bytes, core.readModel(bytes)), { device } = await requestDevice();
  try {
    const onGraphics = await GpuTrainer.open(device, file);
    device.addEventListener('uncapturederror', ({ error }) => onGraphics.giveUp(error)); // the run goes on elsewhere
    return onGraphics;
  } catch (error) {
    device.destroy();
    throw error;
  }
}
