/**
 * Draws a grid from where it lies on the GPU, in any look, pixel for pixel as WebGL does what the core has (../look/): on a canvas, or into bytes that are read back.
 *
 * @import { Model } from '../core/types.js'
 * @import { Picture } from '../look/look.js'
 * @import { Placement } from '../look/screen.js'
 * @import { GpuSim } from './sim.js'
 */
import { layoutOf } from '../core/shape.js';
import { areOf } from '../look/cells.js';
import { decoderBlock } from '../look/decoder-shader.js';
import { lookCode } from './kernels/looks.js';
import { readTexture } from './read-texture.js';
import { BUFFER, TEXTURE } from './usage.js';

const PLACEMENT_WORDS = 8;
/** Of the pictures that are read. */
const READ_FORMAT = 'rgba8unorm';

/** @typedef {{ name: 'cells' | 'smooth' | 'fine', model?: Model }} Drawn a look, and whose decoder draws a fine one */

export class Painter {
  #device;
  #format;
  /** By format, look and the sizes of its decoder. @type {Map<string, GPURenderPipeline>} */
  #pipelines = new Map();
  #placement;
  /** @type {Drawn} */
  #look = { name: 'cells' };
  /** The parameters of its decoder. @type {GPUBuffer | undefined} */
  #net;

  /** @param {GPUDevice} device @param {GPUTextureFormat} [format] of what it draws on */
  constructor(device, format = READ_FORMAT) {
    this.#device = device;
    this.#format = format;
    this.#placement = device.createBuffer({ label: 'placement', size: PLACEMENT_WORDS * 4, usage: BUFFER.UNIFORM | BUFFER.COPY_DST });
  }

  /** @param {Drawn} look */
  setLook(look) {
    const { model } = look, block = model && look.name === 'fine' ? decoderBlock(model.params, layoutOf(model.config)) : undefined;
    this.#look = look;
    if (this.#net && this.#net.size !== block?.byteLength) {
      this.#net.destroy();
      this.#net = undefined;
    }
    if (!block) return;
    this.#net ??= this.#device.createBuffer({ label: 'net', size: block.byteLength, usage: BUFFER.UNIFORM | BUFFER.COPY_DST });
    this.#device.queue.writeBuffer(this.#net, 0, block);
  }

  /** @param {GPUTextureView} view @param {GpuSim} sim @param {Placement} placement */
  draw(view, sim, placement) {
    this.#draw(view, sim, placement, this.#format, false);
  }

  /**
   * The picture in straight alpha, of the grid as it is now.
   * @param {GpuSim} sim @param {Placement} placement
   * @returns {Promise<Picture>}
   * @throws {import('../core/error.js').NcaError} GPU_LOST
   */
  async read(sim, placement) {
    const { width, height } = placement, device = this.#device;
    const texture = device.createTexture({ label: 'picture', size: [width, height], format: READ_FORMAT, usage: TEXTURE.COPY_SRC | TEXTURE.RENDER });
    this.#draw(texture.createView(), sim, placement, READ_FORMAT, true);
    return { rgba: await readTexture(device, texture), height, width };
  }

  /** @param {GPUTextureView} view @param {GpuSim} sim @param {Placement} placement @param {GPUTextureFormat} format @param {boolean} isStraight */
  #draw(view, sim, { x, y, scale, cellShare = 0 }, format, isStraight) {
    const device = this.#device, encoder = device.createCommandEncoder(), { world, state } = sim.buffers, { model } = this.#look;
    const isOf = !model || areOf({ source: sim }, model), pipeline = this.#pipelineFor(format, isOf ? this.#look : { name: 'smooth' }); // between another model and its look
    const words = new ArrayBuffer(PLACEMENT_WORDS * 4);
    new Float32Array(words).set([x, y, scale, cellShare]);
    new Uint32Array(words).set([sim.numChannels / 4, Number(isStraight), Number(model?.config.premultiplied ?? false)], 4);
    device.queue.writeBuffer(this.#placement, 0, words);
    const pass = encoder.beginRenderPass({ colorAttachments: [{ view, loadOp: 'clear', storeOp: 'store' }] });
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0), entries: [this.#placement, world, state, ...this.#net && isOf ? [this.#net] : []].map((buffer, binding) => ({ binding, resource: { buffer } })),
    }));
    pass.draw(3);
    pass.end();
    device.queue.submit([encoder.finish()]);
  }

  /** @param {GPUTextureFormat} format @param {Drawn} look */
  #pipelineFor(format, { name, model }) {
    const sizes = name === 'fine' && model ? layoutOf(model.config) : undefined, key = [format, name, sizes?.channels, sizes?.decoderWidth].join();
    const known = this.#pipelines.get(key);
    if (known) return known;
    const module = this.#device.createShaderModule({ label: name, code: lookCode(name, sizes) });
    const made = this.#device.createRenderPipeline({ label: name, layout: 'auto', vertex: { module }, fragment: { module, targets: [{ format }] }, primitive: { topology: 'triangle-list' } });
    this.#pipelines.set(key, made);
    return made;
  }

  dispose() {
    this.#placement.destroy();
    this.#net?.destroy();
  }
}
