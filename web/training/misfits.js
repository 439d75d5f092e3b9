/**
 * Settings that do not fit others, or have no effect beside them: a form shows them, but not to be changed, and why.
 *
 * @import { Settings } from './parameters.js'
 * @typedef {'texture' | 'directed' | 'edge' | 'filled' | 'undying' | 'noPool' | 'noWounds' | 'noMuon' | 'noClip'} Misfit also of what is said: text.parameters.misfits[name]
 */
import { DEATHLESS_RULES, DIRECTED_FILTERS, ROUND_EDGES } from '../core/fields.js';

/** @type {readonly (keyof Settings)[]} */
const OF_WOUNDS = ['woundBeginEpoch', 'woundDiscs', 'woundCentres', 'woundHalves', 'woundBands'];

/**
 * In the order in which they follow from each other. `neutral`: what the settings become where theirs would do harm.
 * @type {readonly { keys: readonly (keyof Settings)[], why: Misfit, is: (settings: Record<string, unknown>) => boolean, neutral?: string | number }[]}
 */
const RULES = Object.freeze([
  { keys: ['match'], why: 'edge', is: ({ edge }) => !ROUND_EDGES.includes(edge), neutral: 'pixels' },
  { keys: ['turns'], why: 'texture', is: ({ match }) => match === 'texture', neutral: 1 },
  { keys: ['turns'], why: 'directed', is: ({ filters }) => DIRECTED_FILTERS.includes(filters), neutral: 1 },
  { keys: ['padding'], why: 'filled', is: ({ match }) => match === 'texture', neutral: 0 },
  { keys: ['minAlpha'], why: 'undying', is: ({ alive }) => DEATHLESS_RULES.includes(alive), neutral: 0 },
  { keys: ['seedsPerBatch', 'woundsPerBatch', ...OF_WOUNDS], why: 'noPool', is: ({ poolSize }) => poolSize === 0 },
  { keys: OF_WOUNDS, why: 'noWounds', is: ({ woundsPerBatch }) => woundsPerBatch === 0 },
  { keys: ['muonRate', 'weightDecay'], why: 'noMuon', is: ({ optimizer }) => optimizer !== 'muon' },
  { keys: ['clipNorm'], why: 'noClip', is: ({ grads }) => grads !== 'clip' },
]);

/** @param {Record<string, unknown>} settings sense or not @returns {Map<string, Misfit>} by key, why it does not fit */
export function misfitsOf(settings) {
  /** @type {Map<string, Misfit>} */
  const found = new Map();
  for (const { keys, why, is } of RULES) if (is(settings)) for (const key of keys) if (!found.has(key)) found.set(key, why);
  return found;
}

/** What does harm beside the others made harmless. @template {Record<string, unknown>} T @param {T} settings @returns {T} */
export function fitted(settings) {
  return RULES.reduce((so, { keys, is, neutral }) => (neutral !== undefined && is(so) ? { ...so, ...Object.fromEntries(keys.map((key) => [key, neutral])) } : so), settings);
}
