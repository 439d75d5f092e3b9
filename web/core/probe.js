/**
 * @import { Core } from './nca.js'
 * @import { Model, ProbeOptions, Trial } from './types.js'
 */
import { ERR_MEMORY, TRIAL_FIELDS, TRIAL_KINDS } from './fields.js';
import { listOf } from './list-of.js';
import { FREE_MODEL, WasmObject } from './wasm-object.js';

/** Whether a model lasts and heals: many grids grown far beyond what training looked at. See nca_probe in src/nca_tools.h. */
export class Probe extends WasmObject {
  /** @param {Core} core @param {ProbeOptions} options @param {Model} model @param {Float32Array} target [height][width][4] */
  constructor(core, { height, width, padding = 0, goal = 0, wide = 128, numSeeds = 8, seed = 1, ages = [96, 200, 1000, 10_000, 100_000] }, model, target) {
    super(core, core.borrowing((take) => core.exports.nca_wasm_probe_create(height, width, padding, goal, wide, numSeeds, seed, take(core.copyIn(Int32Array.from(ages))),
      ages.length, take(core.putModel(model), FREE_MODEL), take(core.copyIn(target)))), 'nca_probe_destroy');
  }

  /** @param {number} maxSteps of the automaton @returns {boolean} whether all trials are complete */
  advance(maxSteps) {
    const status = this.wasm.nca_probe_advance(this.pointer, maxSteps);
    if (status < 0) throw this.core.errorOf(ERR_MEMORY);
    return status === 1;
  }

  /** Run one trial to its end: of the whole list, only what one wants to know. @param {number} trial its place in trials() */
  run(trial) {
    if (this.wasm.nca_probe_run(this.pointer, trial) < 0) throw this.core.errorOf(ERR_MEMORY);
  }

  /** What the trials came to; those that have not run yet have errors of 0. @returns {Trial[]} */
  trials() {
    return listOf(this.wasm.nca_probe_num_trials(this.pointer), (trial) => {
      const get = (/** @type {number} */ field, index = 0) => this.wasm.nca_wasm_trial_get(this.pointer, trial, field, index);
      const kind = TRIAL_KINDS[get(TRIAL_FIELDS.kind)], heals = kind === 'healing' || kind === 'wideHealing';
      return {
        kind,
        seed: get(TRIAL_FIELDS.seed),
        wound: heals ? this.core.textAt(this.wasm.nca_probe_wound_name(get(TRIAL_FIELDS.wound))) : undefined,
        errors: listOf(get(TRIAL_FIELDS.numErrors), (i) => ({ step: get(TRIAL_FIELDS.step, i), error: get(TRIAL_FIELDS.error, i) })),
      };
    });
  }
}
