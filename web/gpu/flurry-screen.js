/**
 * Canvases on which flakes of an atlas are drawn: one that never leaves the GPU; and a 2D one for a GPU in software, where browsers show no canvas of WebGPU, on which pictures
 * stand that were read.
 *
 * @import { Atlas } from './atlas.js'
 */
import { contextOf, fitCanvas, putPicture } from '../look/canvas.js';
import { Flurry } from './flurry.js';

/** @typedef {{ width: number, height: number }} Size in pixels */

export class CardFlurry {
  canvas = document.createElement('canvas');
  #context;
  #flurry;

  /** @param {GPUDevice} device @throws {Error} where a canvas gives no WebGPU */
  constructor(device) {
    const context = /** @type {GPUCanvasContext | null} */ (/** @type {unknown} */ (this.canvas.getContext('webgpu'))), format = navigator.gpu.getPreferredCanvasFormat();
    if (!context) throw new Error('This browser gave no canvas for WebGPU.');
    context.configure({ device, format, alphaMode: 'premultiplied' });
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
  canvas = document.createElement('canvas');
  #context = contextOf(this.canvas);
  #flurry;
  #onRead;
  #isReading = false;
  /** What is to be drawn when that is read. @type {(() => void) | undefined} */
  #next;

  /** @param {GPUDevice} device @param {() => void} onRead something else stands on it now */
  constructor(device, onRead) {
    this.#flurry = new Flurry(device);
    this.#onRead = onRead;
  }

  /** @param {Size} size @param {Atlas} atlas @param {Float32Array<ArrayBuffer>} flakes @param {readonly number[]} moonlight */
  draw(size, atlas, flakes, moonlight) {
    if (this.#isReading) this.#next = () => this.draw(size, atlas, flakes, moonlight);
    else void this.#read(size, atlas, flakes, moonlight);
  }

  /** The atlas is about to be destroyed. */
  forget() {
    this.#next = undefined;
  }

  dispose() {
    this.forget();
    this.#flurry.dispose();
  }

  /** @param {Size} size @param {Atlas} atlas @param {Float32Array<ArrayBuffer>} flakes @param {readonly number[]} moonlight */
  async #read(size, atlas, flakes, moonlight) {
    this.#isReading = true;
    const picture = await this.#flurry.read(size, atlas, flakes, moonlight).catch(() => undefined); // it was taken away
    this.#isReading = false;
    if (picture) putPicture(this.#context, picture);
    const next = this.#next;
    this.#next = undefined;
    next?.();
    if (picture) this.#onRead();
  }
}
