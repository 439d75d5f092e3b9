/**
 * Canvases on which flakes of an atlas are drawn: one that never leaves the GPU; and a 2D one for a GPU in software, where browsers show no canvas of WebGPU, on which pictures
 * stand that were read.
 *
 * @import { Atlas } from './atlas.js'
 */
import { fitCanvas } from '../look/canvas.js';
import { openCardCanvas } from './card-canvas.js';
import { Flurry } from './flurry.js';
import { ReadCanvas } from './read-canvas.js';

/** @typedef {{ width: number, height: number }} Size in pixels */

export class CardFlurry {
  canvas = document.createElement('canvas');
  #context;
  #flurry;

  /** @param {GPUDevice} device @throws {Error} where a canvas gives no WebGPU */
  constructor(device) {
    const { context, format } = openCardCanvas(this.canvas, device);
    this.#context = context;
    this.#flurry = new Flurry(device, format);
  }

  /** @param {Size} size @param {Atlas} atlas @param {Float32Array<ArrayBuffer>} flakes @param {readonly number[]} moonlight */
  draw({ width, height }, atlas, flakes, moonlight) {
    fitCanvas(this.canvas, width, height);
    this.#flurry.draw(this.#context.getCurrentTexture(), atlas, flakes, moonlight);
  }

  /** Nothing: what is to be drawn is drawn at once. */
  forget() {}

  dispose() {
    this.#context.unconfigure();
    this.#flurry.dispose();
  }
}

export class ReadFlurry {
  #screen = new ReadCanvas();
  #flurry;
  #onRead;

  /** @param {GPUDevice} device @param {() => void} onRead something else stands on it now */
  constructor(device, onRead) {
    this.#flurry = new Flurry(device);
    this.#onRead = onRead;
  }

  get canvas() { return this.#screen.canvas; }

  /** @param {Size} size @param {Atlas} atlas @param {Float32Array<ArrayBuffer>} flakes @param {readonly number[]} moonlight */
  draw(size, atlas, flakes, moonlight) {
    this.#screen.ask(() => void this.#screen.show(() => this.#flurry.read(size, atlas, flakes, moonlight), this.#onRead));
  }

  /** The atlas is about to be destroyed. */
  forget() {
    this.#screen.forget();
  }

  dispose() {
    this.forget();
    this.#flurry.dispose();
  }
}
