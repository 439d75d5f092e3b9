/**
 * Draws the cells of a grid from where they lie on the GPU, pixel for pixel as WebGL does what the core has (../look/shaders.js).
 *
 * @import { Placement } from '../look/screen.js'
 * @import { GpuSim } from './sim.js'
 */
import { STRAIGHT } from './kernels/colour.js';
import { WORLD } from './kernels/common.js';

const UNIFORM = 64, COPY_DST = 8;
const PLACEMENT_FLOATS = 4;

const CODE = `
${WORLD}
// x and y of the grid's upper left corner in pixels from the picture's, pixels a cell, and fours a cell
@group(0) @binding(0) var<uniform> placement: vec4f;
@group(0) @binding(1) var<uniform> world: World;
@group(0) @binding(2) var<storage, read> cells: array<vec4f>;
${STRAIGHT}

@vertex
fn corner(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
  // (-1, -1), (3, -1), (-1, 3): a triangle that covers the picture, without a buffer.
  return vec4f(f32(index & 1u) * 4.0 - 1.0, f32(index >> 1u) * 4.0 - 1.0, 0.0, 1.0);
}

fn texel(x: f32, y: f32) -> vec4f {
  let column = u32(clamp(x, 0.0, f32(world.width) - 1.0)); let row = u32(clamp(y, 0.0, f32(world.height) - 1.0));
  return straight(cells[(row * world.width + column) * u32(placement.w)]) / 255.0;
}

@fragment
fn pixel(@builtin(position) at: vec4f) -> @location(0) vec4f {
  let place = (at.xy - placement.xy) / placement.z; let size = vec2f(f32(world.width), f32(world.height));
  // A grid larger than the picture is shrunk, and mixed of four; else every cell is a square of its own colour.
  let first = select(floor(place), floor(place - 0.5), placement.z < 1.0); let share = select(vec2f(), fract(place - 0.5), placement.z < 1.0);
  let colour = mix(mix(texel(first.x, first.y), texel(first.x + 1.0, first.y), share.x), mix(texel(first.x, first.y + 1.0), texel(first.x + 1.0, first.y + 1.0), share.x), share.y);
  let inside = all(place >= vec2f()) & all(place < size);
  return select(vec4f(), vec4f(colour.rgb * colour.a, colour.a), inside); // the canvas is composited with premultiplied alpha
}`;

export class Painter {
  #device;
  #pipeline;
  #placement;

  /** @param {GPUDevice} device @param {GPUTextureFormat} format of what it draws on */
  constructor(device, format) {
    const module = device.createShaderModule({ label: 'painter', code: CODE });
    this.#device = device;
    this.#pipeline = device.createRenderPipeline({ label: 'painter', layout: 'auto', vertex: { module }, fragment: { module, targets: [{ format }] }, primitive: { topology: 'triangle-list' } });
    this.#placement = device.createBuffer({ label: 'placement', size: PLACEMENT_FLOATS * 4, usage: UNIFORM | COPY_DST });
  }

  /** @param {GPUTextureView} view @param {GpuSim} sim @param {Placement} placement */
  draw(view, sim, { x, y, scale }) {
    const device = this.#device, encoder = device.createCommandEncoder(), { world, state } = sim.buffers;
    device.queue.writeBuffer(this.#placement, 0, new Float32Array([x, y, scale, sim.numChannels / 4]));
    const pass = encoder.beginRenderPass({ colorAttachments: [{ view, loadOp: 'clear', storeOp: 'store' }] });
    pass.setPipeline(this.#pipeline);
    pass.setBindGroup(0, device.createBindGroup({
      layout: this.#pipeline.getBindGroupLayout(0), entries: [this.#placement, world, state].map((buffer, binding) => ({ binding, resource: { buffer } })),
    }));
    pass.draw(3);
    pass.end();
    device.queue.submit([encoder.finish()]);
  }

  dispose() {
    this.#placement.destroy();
  }
}
