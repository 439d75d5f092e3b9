/**
 * Many small flakes on one grid on a GPU, a square each, side by side: every square begins from a seed of its own, when it is told to, and grows one of the kinds that the
 * grid knows. All take the same steps; none sees another.
 *
 * @import { NcaError } from '../core/error.js'
 * @import { Model } from '../core/types.js'
 */
import { checkWhole } from '../core/check.js';
import { MAX_KINDS, MAX_SIDE_CELLS } from '../core/fields.js';
import { pitchOf } from './atlas-size.js';
import { NOTHING } from './kernels/atlas.js';
import { planOf } from './plan.js';
import { Programs } from './programs.js';
import { GpuSim } from './sim.js';
import { BUFFER } from './usage.js';

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
   * @throws {NcaError} GPU_GRID_TOO_LARGE, GPU_NO_KERNELS
   */
  constructor(device, model, { count, mixes, seed, pitch = pitchOf(model) }) {
    checkWhole(count, 'count', 1, MAX_SIDE_CELLS ** 2);
    checkWhole(mixes.length, 'mixes.length', 2, MAX_KINDS);
    this.pitch = pitch;
    this.columns = Math.ceil(Math.sqrt(count));
    this.rows = Math.ceil(count / this.columns);
    this.#device = device;
    this.sim = new GpuSim(device, { height: this.rows * pitch, width: this.columns * pitch });
    this.sim.setModel(model);
    this.sim.setKinds(mixes);
    this.sim.setClock(seed, 0);
    this.#fence = this.#listOf([[pitch, 0, 0, 0]]);
    this.#programs = new Programs(device, planOf(model.config, true), { ...this.sim.buffers, spans: this.#fence });
  }

  get numSquares() { return this.columns * this.rows; }

  /** Left column and top row of a square in cells. @param {number} square */
  cornerOf(square) {
    return [square % this.columns * this.pitch, Math.floor(square / this.columns) * this.pitch];
  }

  /** Whatever was in these squares is gone, and another grows there. @param {readonly Beginning[]} beginnings */
  begin(beginnings) {
    for (const { kind } of beginnings) checkWhole(kind, 'kind', 0, this.sim.numKinds - 1);
    this.#fill(beginnings);
  }

  /** Whatever was in these squares is gone, and costs nothing any more. @param {readonly number[]} squares */
  end(squares) {
    this.#fill(squares.map((square) => ({ square, kind: NOTHING })));
  }

  /** @param {number} [numSteps] */
  step(numSteps = 1) {
    this.sim.step(numSteps, (pass) => {
      this.#programs.set(pass, 'fence');
      pass.dispatchWorkgroupsIndirect(this.sim.buffers.tileArguments, 0);
    });
  }

  destroy() {
    this.#fence.destroy();
    this.sim.destroy();
  }

  /** @param {readonly Beginning[]} contents */
  #fill(contents) {
    if (contents.length === 0) return;
    for (const { square } of contents) checkWhole(square, 'square', 0, this.numSquares - 1);
    const spans = this.#listOf(contents.map(({ square, kind }) => [...this.cornerOf(square), this.pitch, kind]));
    const encoder = this.#device.createCommandEncoder(), pass = encoder.beginComputePass();
    this.#programs.set(pass, 'begin', { spans });
    pass.dispatchWorkgroups(contents.length);
    pass.end();
    this.#device.queue.submit([encoder.finish()]);
    spans.destroy(); // once it has been used
  }

  /** @param {number[][]} spans of four whole numbers each */
  #listOf(spans) {
    const words = new Uint32Array(spans.flat()), buffer = this.#device.createBuffer({ label: 'squares', size: words.byteLength, usage: BUFFER.STORAGE | BUFFER.COPY_DST });
    this.#device.queue.writeBuffer(buffer, 0, words);
    return buffer;
  }
}
