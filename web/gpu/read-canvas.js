/**
 * A 2D canvas for a GPU in software, where browsers show no canvas of WebGPU: pictures stand on it that were read, one after the other. Of those asked for meanwhile the newest counts.
 *
 * @import { Picture } from '../look/look.js'
 */
import { contextOf, putPicture } from '../look/canvas.js';

export class ReadCanvas {
  canvas = document.createElement('canvas');
  #context = contextOf(this.canvas);
  #isReading = false;
  /** What is to be drawn when that is read. @type {(() => void) | undefined} */
  #next;

  /** @param {() => void} draw calls show(), now or when what is being read is there */
  ask(draw) {
    if (this.#isReading) this.#next = draw;
    else draw();
  }

  /** @param {() => Promise<Picture>} read fails where the GPU was taken away: then the canvas stays @param {() => void} [onRead] called when it stands there */
  async show(read, onRead) {
    this.#isReading = true;
    const picture = await read().catch(() => undefined);
    this.#isReading = false;
    if (picture) putPicture(this.#context, picture);
    const next = this.#next;
    this.#next = undefined;
    next?.();
    if (picture) onRead?.();
  }

  /** Nothing waits any more. */
  forget() {
    this.#next = undefined;
  }
}
