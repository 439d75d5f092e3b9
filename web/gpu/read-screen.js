/**
 * A 2D canvas on which a grid is drawn that a GPU in software has: where there is no card browsers show no canvas of WebGPU. Pictures are made there as for any screen, and read.
 */
import { contextOf, fitCanvas, putPicture } from '../look/canvas.js';
import { DrawPace } from './draw-pace.js';
import { Painter } from './painter.js';

/**
 * @import { Placement } from '../look/screen.js'
 * @import { GpuGrid } from './grid.js'
 * @import { Drawn } from './painter.js'
 */

/** Pixels a cell that a processor need not be asked for more than, to begin with. */
const MAX_SCALE = 4;

export class ReadScreen {
  name = /** @type {const} */ ('webgpu');
  canvas = document.createElement('canvas');
  #context = contextOf(this.canvas);
  #painter;
  #pace;
  #isReading = false;
  /** What is to be drawn when that is read. @type {(() => void) | undefined} */
  #next;

  /** @param {GPUDevice} device */
  constructor(device) {
    this.#painter = new Painter(device);
    this.#pace = new DrawPace(device.queue, MAX_SCALE);
  }

  /** @param {Drawn} look */
  setLook(look) {
    this.#painter.setLook(look);
    this.#pace.isHeld = look.name === 'fine';
  }

  /** @param {GpuGrid} grid @param {Placement} placement */
  drawSource(grid, placement) {
    if (this.#isReading) this.#next = () => this.drawSource(grid, placement);
    else if (grid.isOnGpu) this.#pace.draw(placement, (held) => void this.#read(grid, held));
  }

  /** @param {GpuGrid} grid @param {Placement} placement */
  async #read(grid, placement) {
    this.#isReading = true;
    const picture = await this.#painter.read(grid.gpu, placement).catch(() => undefined); // it was taken away: the core goes on
    this.#isReading = false;
    if (picture) putPicture(this.#context, picture);
    const next = this.#next;
    this.#next = undefined;
    next?.();
  }

  /** Nothing: it draws no cells but those on the GPU. */
  draw() {}

  dispose() {
    this.#next = undefined;
    this.#painter.dispose();
    fitCanvas(this.canvas, 0, 0);
  }
}
