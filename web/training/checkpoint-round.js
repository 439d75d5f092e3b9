/**
 * How a checkpoint comes about between two epochs: the first worker opens a file with the head and the states it holds itself, packed, and
 * hands it on; every other one adds its own. What comes back is joined (packed-checkpoint.js). The whole file, of many megabytes, is nowhere.
 *
 * @import { Trainer } from '../core/trainer.js'
 * @import { GpuTrainer } from '../gpu/train/trainer.js'
 * @import { OpenFile } from './exchange.js'
 */
import { nextTask } from '../core/next-task.js';
import { readFacts } from './checkpoint-file.js';
import { packedBytesOf, packState } from './packed-checkpoint.js';

/** A worker that packs a large pool answers in between, this often. */
const SLICE_MS = 16;

/**
 * A file with nothing but its head.
 * @param {Trainer | GpuTrainer} trainer between two epochs
 * @param {number} numEpochsPlanned
 * @returns {OpenFile}
 */
export function openFile(trainer, numEpochsPlanned) {
  const head = trainer.checkpointHead(numEpochsPlanned);
  return { head, states: Array.from({ length: readFacts(head).poolSize }) };
}

/** Add the states of one's own share, in one memory. @param {Trainer | GpuTrainer} trainer the epoch must not go on meanwhile @param {OpenFile} file */
export async function fillShare(trainer, { states }) {
  /** @type {[slot: number, sizeBytes: number][]} */
  const sizes = [];
  await inSlices(states.keys(), (slot) => {
    const state = trainer.poolState(slot);
    if (state) sizes.push([slot, packedBytesOf(state, trainer.numChannels)]);
  });
  const packed = new Uint8Array(sizes.reduce((sum, [, sizeBytes]) => sum + sizeBytes, 0));
  let at = 0;
  await inSlices(sizes, ([slot, sizeBytes]) => {
    const place = (states[slot] = packed.subarray(at, at + sizeBytes));
    packState(/** @type {Float32Array} */ (trainer.poolState(slot)), trainer.numChannels, place);
    at += sizeBytes;
  });
}

/** @template T @param {Iterable<T>} items @param {(item: T) => void} deed */
async function inSlices(items, deed) {
  let untilMs = performance.now() + SLICE_MS;
  for (const item of items) {
    deed(item);
    if (performance.now() < untilMs) continue;
    await nextTask();
    untilMs = performance.now() + SLICE_MS;
  }
}
