/**
 * The kernels of training, compiled for a plan, and bound to buffers: each once for each step that it runs at.
 *
 * @import { NcaError } from '../../core/error.js'
 * @import { TrainKernel } from './kernels/common.js'
 * @import { TrainBuffers } from './buffers.js'
 * @import { TrainPlan } from './plan.js'
 */
import { noKernels } from '../plan.js';
import { gather, undo } from './kernels/backward.js';
import { look, prepare, spring, start } from './kernels/begin.js';
import { moduleOf } from './kernels/common.js';
import { advance, live } from './kernels/forward.js';
import { drawFine, gatherFine, weighFine } from './kernels/fine.js';
import { extras, judge, stillBefore, turnBack } from './kernels/losses.js';
import { commit, measure, move, push, sum } from './kernels/optimise.js';
import { draw, gram, raise, unit } from './kernels/orthogonal.js';
import { liveliest, survive } from './kernels/survival.js';
import { compareRanks, projectBack, projectState, projectTargets, rankTargets, sortAcross, sortWithin } from './kernels/texture.js';
import { weigh } from './kernels/weigh.js';

const ALWAYS = { prepare, spring, start, look, advance, live, judge, sum, measure, move, commit };
const OF_MUON = { push, unit, gram, raise, draw }, OF_EXTRAS = { extras }, OF_WAY_BACK = { turnBack, undo, gather, weigh }, OF_BOTH = { stillBefore }, OF_FINE = { drawFine, weighFine };
const OF_TEXTURE = { projectTargets, projectState, sortWithin, sortAcross, rankTargets, compareRanks, projectBack };

/** Those that a plan needs, by name. @param {TrainPlan} plan @returns {Record<string, (plan: TrainPlan) => TrainKernel>} */
export const kernelsOf = ({ isMuon, hasExtras, hasSurvival, goesBack, fine, texture }) => ({
  ...ALWAYS, ...isMuon && OF_MUON, ...hasExtras && OF_EXTRAS, ...goesBack && OF_WAY_BACK, ...goesBack && hasExtras && OF_BOTH, ...hasSurvival && { liveliest }, ...hasSurvival && goesBack && { survive }, ...fine && OF_FINE, ...fine && goesBack && { gatherFine }, ...texture && OF_TEXTURE,
});

export class TrainPrograms {
  #device;
  #buffers;
  #made;
  /** @type {Map<string, GPUBindGroup>} */
  #bound = new Map();

  /** @param {GPUDevice} device @param {TrainBuffers} buffers @param {Map<string, { kernel: TrainKernel, pipeline: GPUComputePipeline }>} made */
  constructor(device, buffers, made) {
    this.#device = device;
    this.#buffers = buffers;
    this.#made = made;
  }

  /** Compiled, all at once. @param {GPUDevice} device @param {TrainPlan} plan @param {TrainBuffers} buffers @throws {NcaError} GPU_NO_KERNELS */
  static async compile(device, plan, buffers) {
    const made = await Promise.all(Object.entries(kernelsOf(plan)).map(async ([label, kernelOf]) => {
      const kernel = kernelOf(plan), module = device.createShaderModule({ label, code: moduleOf(plan, kernel) });
      const pipeline = await device.createComputePipelineAsync({ label, layout: 'auto', compute: { module } }).catch(() => { throw noKernels({ label }); }); // whatever a driver has against it
      return /** @type {const} */ ([label, { kernel, pipeline }]);
    }));
    return new TrainPrograms(device, buffers, new Map(made));
  }

  /** @param {GPUComputePassEncoder} pass @param {string} name @param {readonly number[]} groups @param {number} [step] at which it runs, or how often it has */
  run(pass, name, groups, step = 0) {
    const key = `${name} ${step}`, { kernel, pipeline } = /** @type {{ kernel: TrainKernel, pipeline: GPUComputePipeline }} */ (this.#made.get(name));
    const bindGroup = this.#bound.get(key) ?? this.#device.createBindGroup({
      label: key, layout: pipeline.getBindGroupLayout(0), entries: kernel.bindings.map((binding, i) => ({ binding: i, resource: this.#buffers.at(binding, step) })),
    });
    this.#bound.set(key, bindGroup);
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup);
    pass.dispatchWorkgroups(groups[0], groups[1], groups[2]);
  }
}
