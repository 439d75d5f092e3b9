/**
 * Kernels that are compiled, each once for a device.
 *
 * @import { Plan } from './plan.js'
 * @import { Kernel } from './kernels/common.js'
 * @import { Buffers } from './buffers.js'
 */
import { begin, fence } from './kernels/atlas.js';
import { moduleOf } from './kernels/common.js';
import { erase, graft, noise } from './kernels/edit.js';
import { life } from './kernels/life.js';
import { list } from './kernels/list.js';
import { clampKinds, countAlive, paint, refresh } from './kernels/look.js';
import { tiles } from './kernels/tiles.js';
import { update } from './kernels/update.js';

/** By name. @type {Readonly<Record<string, (plan: Plan) => Kernel>>} */
export const KERNELS = Object.freeze({ tiles, list, update, life, erase, noise, graft, begin, fence, refresh, countAlive, clampKinds, paint });

/** @type {WeakMap<GPUDevice, Map<string, GPUComputePipeline>>} */
const compiled = new WeakMap();

/** @param {GPUDevice} device @param {string} label @param {string} code */
function pipelineOf(device, label, code) {
  const known = compiled.get(device) ?? new Map();
  compiled.set(device, known);
  const pipeline = known.get(code) ?? device.createComputePipeline({ label, layout: 'auto', compute: { module: device.createShaderModule({ label, code }) } });
  known.set(code, pipeline);
  return pipeline;
}

/** What a plan and its buffers can run. Each is compiled when it is first asked for. */
export class Programs {
  #device;
  #plan;
  #buffers;
  /** @type {Map<string, { pipeline: GPUComputePipeline, bindGroup: GPUBindGroup }>} */
  #ready = new Map();

  /** @param {GPUDevice} device @param {Plan} plan @param {Buffers} buffers */
  constructor(device, plan, buffers) {
    this.#device = device;
    this.#plan = plan;
    this.#buffers = buffers;
  }

  /** @param {GPUComputePassEncoder} pass @param {string} name of KERNELS @param {Buffers} [own] of this call alone */
  set(pass, name, own) {
    const { pipeline, bindGroup } = own ? this.#make(name, own) : this.#ready.get(name) ?? this.#make(name);
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup);
  }

  /** @param {string} name @param {Buffers} [own] */
  #make(name, own) {
    const kernel = KERNELS[name](this.#plan), pipeline = pipelineOf(this.#device, name, moduleOf(this.#plan, kernel));
    const bufferOf = (/** @type {string} */ binding) => own?.[binding] ?? this.#buffers[binding === 'cells' ? 'state' : binding];
    const bindGroup = this.#device.createBindGroup({
      label: name, layout: pipeline.getBindGroupLayout(0), entries: kernel.bindings.map((binding, i) => ({ binding: i, resource: { buffer: bufferOf(binding) } })),
    });
    const made = { pipeline, bindGroup };
    if (!own) this.#ready.set(name, made);
    return made;
  }
}
