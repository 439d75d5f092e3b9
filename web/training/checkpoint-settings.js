/**
 * What the studio's form would say of a run that came in a file, from another browser or the native program.
 *
 * @import { Settings } from './parameters.js'
 */
import { recipeList } from '../core/recipe-list.js';
import { readFacts, readMetadata } from './checkpoint-file.js';
import { cellsOfModel, defaultSettings, parameters, WOUND_SHARES } from './parameters.js';

/**
 * The nearest that the form can say: what it cannot, the checkpoint itself keeps, for it takes changes alone (changesOf).
 * @param {Uint8Array} bytes of a checkpoint
 * @returns {Settings}
 * @throws {NcaError}
 */
export function settingsOfCheckpoint(bytes) {
  const { height, padding, seed, numEpochsPlanned } = readFacts(bytes), metadata = readMetadata(bytes);
  const number = (/** @type {string} */ key) => (metadata[key] === undefined ? undefined : Number(metadata[key]));
  /** @type {Record<string, unknown>} */
  const found = { side: height, padding, seed, numEpochs: numEpochsPlanned, fireRate: number('fire_rate') };
  for (const { key, name, kind, count, words } of recipeList) {
    const value = number(`recipe.${name}`);
    if (count === 1) found[key] = kind === 'word' && value !== undefined ? words[value] : value;
  }
  WOUND_SHARES.forEach((key, i) => { found[key] = number(`recipe.wound_shares[${i}]`); });
  const config = /** @type {any} */ ({ ...metadata, channels: number('channels'), hidden: number('hidden'), premultiplied: metadata.premultiplied === 'true' });
  Object.assign(found, cellsOfModel(/** @type {any} */ ({ config })).cells);
  return /** @type {Settings} */ (Object.fromEntries(parameters.map((parameter) => [parameter.key, nearest(parameter, found[parameter.key])])));
}

/** @param {typeof parameters[number]} parameter @param {unknown} value @returns {unknown} */
function nearest(parameter, value) {
  if (parameter.kind === 'choice') return parameter.choices.includes(String(value)) ? value : parameter.default;
  if (typeof value !== 'number' || !Number.isFinite(value)) return defaultSettings[parameter.key];
  if (value === 0 && parameter.hasZero) return 0;
  const inRange = Math.min(Math.max(value, parameter.min), parameter.max);
  return parameter.kind === 'whole' ? Math.round(inRange) : asDecimal(inRange);
}

const FLOAT_DIGITS = 7;
/** 0.05, which C keeps as 0.05000000074505806. @param {number} value */
function asDecimal(value) {
  const short = Number(value.toPrecision(FLOAT_DIGITS));
  return Math.fround(short) === Math.fround(value) ? short : value;
}
