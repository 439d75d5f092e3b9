/**
 * Between the record of a run, which holds models, and the state of a link, which holds their names.
 *
 * @import { Model } from '../core/types.js'
 * @import { RunRecord } from '../core/script.js'
 * @import { LinkState } from './link.js'
 */
import { NcaError } from '../core/error.js';

/**
 * @param {RunRecord} record
 * @param {(model: Model) => string | undefined} nameOf undefined: it does not come with the page
 * @returns {Pick<LinkState, 'model' | 'seed' | 'edits' | 'angle0' | 'fireRate0' | 'mix0' | 'step'>}
 * @throws {NcaError} NOT_BUNDLED
 */
export function linkStateOf({ seed, first, edits, step }, nameOf) {
  const bundled = (/** @type {Model} */ model) => {
    const name = nameOf(model);
    if (name === undefined) throw new NcaError('NOT_BUNDLED');
    return name;
  };
  return {
    model: bundled(first.model), seed, step, angle0: first.radians, fireRate0: first.rate, ...(first.kinds && { mix0: first.kinds[0] }),
    edits: edits.map((timed) => {
      if (timed.edit.type !== 'model') return { ...timed, edit: timed.edit };
      const { model, ...edit } = timed.edit;
      return { ...timed, edit: { ...edit, name: bundled(model) } };
    }),
  };
}

/** Every model that a state names, once. @param {Pick<LinkState, 'model' | 'edits'>} state */
export function modelNamesOf({ model, edits }) {
  return [...new Set([model, ...edits.flatMap(({ edit }) => (edit.type === 'model' ? [edit.name] : []))])];
}

/**
 * @param {LinkState} state
 * @param {(name: string) => Model} modelOf for each of modelNamesOf(state)
 * @returns {RunRecord}
 */
export function recordOf({ model, seed, edits, angle0 = 0, fireRate0, mix0, step }, modelOf) {
  return {
    seed, step, first: { model: modelOf(model), radians: angle0, rate: fireRate0, ...(mix0 && { kinds: [mix0] }) },
    edits: edits.map((timed) => {
      if (timed.edit.type !== 'model') return { ...timed, edit: timed.edit };
      const { name, ...edit } = timed.edit;
      return { ...timed, edit: { ...edit, model: modelOf(name) } };
    }),
  };
}
