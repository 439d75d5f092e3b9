/**
 * How a checkpoint comes about between two epochs: the first worker opens a file with the head and the states it holds itself, and hands
 * it on; every other one writes its own states into their places. The file is moved, never copied, and each state is written once.
 *
 * @import { Trainer } from '../core/trainer.js'
 * @import { OpenFile } from './exchange.js'
 */
import { readFacts } from './checkpoint-file.js';
import { nextTask } from '../core/next-task.js';

/** A worker that copies a large pool answers in between, this often. */
const SLICE_MS = 16;
/** The head varies by some digits, and a buffer shall serve the next time as well. */
const GRAIN_BYTES = 4096;
const NUM_CHANNEL_BYTES = 16 * 4;

/**
 * A file with nothing but its head.
 * @param {Trainer} trainer between two epochs
 * @param {number} numEpochsPlanned
 * @param {ArrayBuffer} [spare] an old one, to be filled anew if it is large enough
 * @returns {OpenFile}
 */
export function openFile(trainer, numEpochsPlanned, spare) {
  const head = trainer.checkpointHead(numEpochsPlanned), { height, width, poolSize } = readFacts(head);
  const sizeBytes = head.length + poolSize * height * width * NUM_CHANNEL_BYTES;
  const buffer = spare && spare.byteLength >= sizeBytes ? spare : new ArrayBuffer(Math.ceil((sizeBytes + GRAIN_BYTES / 4) / GRAIN_BYTES) * GRAIN_BYTES);
  new Uint8Array(buffer).set(head);
  return { buffer, sizeBytes, headBytes: head.length, poolSize };
}

/** Write the states of one's own share. @param {Trainer} trainer the epoch must not go on meanwhile @param {OpenFile} file */
export async function fillShare(trainer, { buffer, sizeBytes, headBytes, poolSize }) {
  const bytes = new Uint8Array(buffer, 0, sizeBytes), stateBytes = (sizeBytes - headBytes) / poolSize;
  let untilMs = performance.now() + SLICE_MS;
  for (let slot = 0; slot < poolSize; slot++) {
    trainer.copyPoolState(slot, bytes, headBytes + slot * stateBytes);
    if (performance.now() < untilMs) continue;
    await nextTask();
    untilMs = performance.now() + SLICE_MS;
  }
}
