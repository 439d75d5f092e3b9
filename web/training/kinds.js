/**
 * What kind of thing shall grow, as a visitor may put it: each is a few settings that belong together, and were found to work so
 * (assets/models/README.md).
 *
 * @import { Settings } from './parameters.js'
 * @typedef {'usual' | 'isotropic' | 'texture'} KindName also of its title, and of what is said about it: text.kinds[name]
 */
import { DIRECTED_FILTERS } from '../core/fields.js';

/** So many turns that the picture is found again wherever it grows. */
const NUM_TURNS = 12;
/** Both other kinds run off at the rate that the usual one learns best with. */
const calmer = (/** @type {number} */ rate) => Number((rate / 3).toPrecision(2));

/** @type {Record<KindName, (settings: Readonly<Settings>) => Partial<Settings>>} */
const DIFFERING = {
  usual: () => ({}),
  // An odd side has a middle: the picture turns about the cell of the seed.
  isotropic: ({ side, muonRate }) => ({ filters: 'isotropic', turns: NUM_TURNS, side: side | 1, muonRate: calmer(muonRate) }),
  // It fills the grid and is the same everywhere, so nothing lies around it, and no cell is out of place.
  texture: ({ muonRate }) => ({
    edge: 'torus', alive: 'none', match: 'texture', padding: 0, minAlpha: 0, loss: 'last', numStepsMin: 32, numStepsMax: 72, muonRate: calmer(muonRate), overflowWeight: 1, woundsPerBatch: 0,
  }),
};

export const kindNames = Object.freeze(/** @type {KindName[]} */ (Object.keys(DIFFERING)));

/** A preset for cells of that kind. @param {Readonly<Settings>} settings of the usual kind @param {KindName} kind @returns {Settings} */
export const ofKind = (settings, kind) => ({ ...settings, ...DIFFERING[kind](settings) });

/** Which of them settings are nearest to. @param {Record<string, unknown>} settings @returns {KindName} */
export function kindOf({ filters = 'sobel', match }) {
  return match === 'texture' ? 'texture' : DIRECTED_FILTERS.includes(filters) ? 'usual' : 'isotropic';
}

/**
 * The same settings for another kind of cells: what the visitor has changed stays, as far as the kinds have no say in it.
 * @param {Readonly<Settings>} preset of the usual kind
 * @param {Settings} settings
 * @param {KindName} kind
 * @returns {Settings}
 */
export function toKind(preset, settings, kind) {
  const before = kindOf(settings), asked = new Set([before, kind].flatMap((each) => Object.keys(DIFFERING[each](preset)))), was = ofKind(preset, before);
  const own = Object.entries(settings).filter(([key, value]) => was[/** @type {keyof Settings} */ (key)] !== value && !asked.has(key));
  return { ...ofKind(preset, kind), ...Object.fromEntries(own) };
}
