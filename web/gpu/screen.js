/** A canvas on which a grid is drawn without leaving the GPU. */
import { fitCanvas } from '../look/canvas.js';
import { openCardCanvas } from './card-canvas.js';
import { DrawPace } from './draw-pace.js';
import { Painter } from './painter.js';

/**
 * @import { Placement } from '../look/screen.js'
 * @import { GpuGrid } from './grid.js'
 * @import { Drawn } from './painter.js'
 */

export class GpuScreen {
  name = /** @type {const} */ ('webgpu');
  canvas = document.createElement('canvas');
  #context;
  #painter;
  #pace;

  /** @param {GPUDevice} device @throws {Error} where a canvas gives no WebGPU */
  constructor(device) {
    const { context, format } = openCardCanvas(this.canvas, device);
    this.#context = context;
    this.#painter = new Painter(device, format);
    this.#pace = new DrawPace(device.queue);
  }

  /** @param {Drawn} look */
  setLook(look) {
    this.#painter.setLook(look);
    this.#pace.isHeld = look.name === 'fine';
  }

  /** @param {GpuGrid} grid @param {Placement} placement */
  drawSource(grid, placement) {
    this.#pace.draw(placement, (held) => {
      fitCanvas(this.canvas, held.width, held.height);
      this.#painter.draw(this.#context.getCurrentTexture().createView(), grid.gpu, held);
    });
  }

  /** Nothing: it draws no cells but those on the GPU. */
  draw() {}

  dispose() {
    this.#context.unconfigure();
    this.#painter.dispose();
  }
}
