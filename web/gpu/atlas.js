/**
 * Many small flakes on one grid on a GPU, a square each, side by side: every square begins from a seed of its own, when it is told to, and grows one of the kinds that the
 * grid knows. All take the same steps; none sees another.
 *
 * @import { Model } from '../core/types.js'
 */
import { checkWhole } from '../core/check.js';
import { MAX_SIDE_CELLS } from '../core/fields.js';
import { layoutOf } from '../core/shape.js';
import { planOf } from './plan.js';
import { Programs } from './programs.js';
import { GpuSim } from './sim.js';

const WORD_BYTES = 4, STORAGE = 128, COPY_DST = 8;
/** Cells around a picture that what grows may need on its way to it, on each side; the outermost is always empty. */
const ROOM_CELLS = 4;

/** Cells from one flake to the next. @param {Model} model */
export const pitchOf = ({ height, width, padding }) => Math.max(height, width) - 2 * padding + 2 * ROOM_CELLS;

/** How many flakes of a model a card has room for. @param {{ maxStorageBufferBindingSize: number, maxBufferSize: number }} limits @param {Model} model */
export function roomFor({ maxStorageBufferBindingSize, maxBufferSize }, model) {
  const pitch = pitchOf(model), cellBytes = layoutOf(model.config).channels * WORD_BYTES, cells = Math.min(maxStorageBufferBindingSize, maxBufferSize) / cellBytes - 1;
  const most = Math.floor(MAX_SIDE_CELLS / pitch);
  const side = Math.min(most, Math.floor(Math.sqrt(cells) / pitch));
  if (side < most && side * (side + 1) * pitch * pitch <= cells) return side * (side + 1);
  return side * side;
}

/** @typedef {{ square: number, kind: number }} Beginning */

export class Atlas {
  #device;
  #programs;
  #fence;
  sim;
  pitch;
  columns;
  rows;

  /**
   * Nothing lives in it yet.
   * @param {GPUDevice} device @param {Model} model
   * @param {{ count: number, mixes: ArrayLike<number>[], seed: number, pitch?: number }} options count: of squares, at least; mixes: of the model's goals, a kind each,
   *   2 to 255 of them; seed: of the fire mask; pitch: in cells
   * @throws {import('../core/error.js').NcaError} GPU_GRID_TOO_LARGE, GPU_NO_KERNELS
   */
  constructor(device, model, { count, mixes, seed, pitch = pitchOf(model) }) {
    checkWhole(count, 'count', 1, MAX_SIDE_CELLS ** 2);
    checkWhole(mixes.length, 'mixes.length', 2, 255);
    this.pitch = pitch;
    this.columns = Math.ceil(Math.sqrt(count));
    this.rows = Math.ceil(count / this.columns);
    this.#device = device;
    this.sim = new GpuSim(device, { height: this.rows * pitch, width: this.columns * pitch });
    this.sim.setModel(model);
    this.sim.setKinds(mixes);
    this.sim.setClock(seed, 0);
    this.#programs = new Programs(device, planOf(model.config, true), this.sim.buffers);
    this.#fence = this.#listOf([[pitch, 0, 0, 0]]);
  }

  get numSquares() { return this.columns * this.rows; }

  /** Left column and top row of a square in cells. @param {number} square */
  cornerOf(square) {
    return [square % this.columns * this.pitch, Math.floor(square / this.columns) * this.pitch];
  }

  /** Whatever was in these squares is gone, and another grows there. @param {readonly Beginning[]} beginnings */
  begin(beginnings) {
    if (beginnings.length === 0) return;
    for (const { square, kind } of beginnings) {
      checkWhole(square, 'square', 0, this.numSquares - 1);
      checkWhole(kind, 'kind', 0, this.sim.numKinds - 1);
    }
    const spans = this.#listOf(beginnings.map(({ square, kind }) => [...this.cornerOf(square), this.pitch, kind]));
    this.#compute('begin', spans, (pass) => pass.dispatchWorkgroups(beginnings.length));
    spans.destroy(); // once it has been used
  }

  /** @param {number} [numSteps] */
  step(numSteps = 1) {
    for (let i = 0; i < numSteps; i++) {
      this.sim.step();
      this.#compute('fence', this.#fence, (pass) => pass.dispatchWorkgroupsIndirect(this.sim.buffers.tileArguments, 0));
    }
  }

  destroy() {
    this.#fence.destroy();
    this.sim.destroy();
  }

  /** @param {number[][]} spans of four whole numbers each */
  #listOf(spans) {
    const words = new Uint32Array(spans.flat()), buffer = this.#device.createBuffer({ label: 'squares', size: words.byteLength, usage: STORAGE | COPY_DST });
    this.#device.queue.writeBuffer(buffer, 0, words);
    return buffer;
  }

  /** @param {'begin' | 'fence'} name @param {GPUBuffer} spans @param {(pass: GPUComputePassEncoder) => void} dispatch */
  #compute(name, spans, dispatch) {
    const encoder = this.#device.createCommandEncoder(), pass = encoder.beginComputePass();
    this.#programs.set(pass, name, { spans });
    dispatch(pass);
    pass.end();
    this.#device.queue.submit([encoder.finish()]);
  }
}
