/**
 * Draws many flakes of an atlas at once, from where they lie on the GPU.
 *
 * @import { Atlas } from './atlas.js'
 */
import { FLURRY } from './kernels/flurry.js';
import { readTexture } from './read-texture.js';
import { BUFFER, TEXTURE } from './usage.js';

const VIEW_WORDS = 12;
const READ_FORMAT = 'rgba8unorm';

/** Of each flake: middle x and y and side of its square in pixels, turn in radians; how much of it is seen, how young it is (1 to 0), its square, and one that is free. */
export const FLAKE_FLOATS = 8;

export class Flurry {
  #device;
  #pipeline;
  #view;
  /** @type {GPUBuffer | undefined} */
  #flakes;

  /** @param {GPUDevice} device @param {GPUTextureFormat} [format] of what it draws on */
  constructor(device, format = READ_FORMAT) {
    const module = device.createShaderModule({ label: 'flurry', code: FLURRY });
    const over = Object.freeze(/** @type {const} */ ({ srcFactor: 'one', dstFactor: 'one-minus-src-alpha' }));
    this.#device = device;
    this.#view = device.createBuffer({ label: 'view', size: VIEW_WORDS * 4, usage: BUFFER.UNIFORM | BUFFER.COPY_DST });
    this.#pipeline = device.createRenderPipeline({
      label: 'flurry', layout: 'auto', primitive: { topology: 'triangle-strip' },
      vertex: {
        module, buffers: [{
          arrayStride: FLAKE_FLOATS * 4, stepMode: 'instance',
          attributes: [{ shaderLocation: 0, offset: 0, format: 'float32x4' }, { shaderLocation: 1, offset: 16, format: 'float32x4' }],
        }],
      },
      fragment: { module, targets: [{ format, blend: { color: over, alpha: over } }] },
    });
  }

  /**
   * The first are the farthest. In premultiplied alpha, on nothing.
   * @param {GPUTexture} texture @param {Atlas} atlas @param {Float32Array<ArrayBuffer>} flakes [flakes][FLAKE_FLOATS] @param {readonly number[]} moonlight red, green and blue, 0 to 1
   */
  draw(texture, { sim, pitch, columns }, flakes, moonlight) {
    const device = this.#device, encoder = device.createCommandEncoder(), words = new ArrayBuffer(VIEW_WORDS * 4), pipeline = this.#pipeline;
    new Float32Array(words).set([texture.width, texture.height, pitch]);
    new Uint32Array(words).set([columns, sim.numChannels / 4], 3);
    new Float32Array(words).set(moonlight, 8);
    device.queue.writeBuffer(this.#view, 0, words);
    const pass = encoder.beginRenderPass({ colorAttachments: [{ view: texture.createView(), loadOp: 'clear', storeOp: 'store' }] });
    if (flakes.length > 0) {
      const buffer = this.#roomFor(flakes.byteLength);
      device.queue.writeBuffer(buffer, 0, flakes);
      pass.setPipeline(pipeline);
      pass.setVertexBuffer(0, buffer);
      pass.setBindGroup(0, device.createBindGroup({
        layout: pipeline.getBindGroupLayout(0), entries: [this.#view, sim.buffers.world, sim.buffers.state].map((each, binding) => ({ binding, resource: { buffer: each } })),
      }));
      pass.draw(4, flakes.length / FLAKE_FLOATS);
    }
    pass.end();
    device.queue.submit([encoder.finish()]);
  }

  /**
   * The same, read: in straight alpha.
   * @param {{ width: number, height: number }} size in pixels @param {Atlas} atlas @param {Float32Array<ArrayBuffer>} flakes @param {readonly number[]} moonlight
   * @returns {Promise<import('../look/look.js').Picture>}
   */
  async read({ width, height }, atlas, flakes, moonlight) {
    const texture = this.#device.createTexture({ label: 'flurry', size: [width, height], format: READ_FORMAT, usage: TEXTURE.COPY_SRC | TEXTURE.RENDER });
    this.draw(texture, atlas, flakes, moonlight);
    const rgba = await readTexture(this.#device, texture);
    for (let i = 0; i < rgba.length; i += 4) if (rgba[i + 3] > 0) for (let c = 0; c < 3; c++) rgba[i + c] = (rgba[i + c] * 255) / rgba[i + 3];
    return { rgba, width, height };
  }

  dispose() {
    this.#view.destroy();
    this.#flakes?.destroy();
  }

  /** @param {number} sizeBytes */
  #roomFor(sizeBytes) {
    if (this.#flakes && this.#flakes.size >= sizeBytes) return this.#flakes;
    this.#flakes?.destroy();
    return (this.#flakes = this.#device.createBuffer({ label: 'flakes', size: sizeBytes, usage: BUFFER.VERTEX | BUFFER.COPY_DST }));
  }
}
