/**
 * A 2D canvas on which a grid is drawn that a GPU in software has: where there is no card browsers show no canvas of WebGPU. Pictures are made there as for any screen, and read.
 */
import { fitCanvas } from '../look/canvas.js';
import { DrawPace } from './draw-pace.js';
import { Painter } from './painter.js';
import { ReadCanvas } from './read-canvas.js';

/**
 * @import { Placement } from '../look/screen.js'
 * @import { GpuGrid } from './grid.js'
 * @import { Drawn } from './painter.js'
 */

/** Pixels a cell that a processor need not be asked for more than, to begin with. */
const MAX_SCALE = 4;

export class ReadScreen {
  name = /** @type {const} */ ('webgpu');
  #screen = new ReadCanvas();
  #painter;
  #pace;

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

  get canvas() { return this.#screen.canvas; }

  /** @param {GpuGrid} grid @param {Placement} placement */
  drawSource(grid, placement) {
    this.#screen.ask(() => {
      if (grid.isOnGpu) this.#pace.draw(placement, (held) => void this.#screen.show(() => this.#painter.read(grid.gpu, held))); // where it was taken away the core goes on
    });
  }

  /** Nothing: it draws no cells but those on the GPU. */
  draw() {}

  dispose() {
    this.#screen.forget();
    this.#painter.dispose();
    fitCanvas(this.canvas, 0, 0);
  }
}
