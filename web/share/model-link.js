/**
 * A link that carries a whole model, so that who opens it sees grow what someone else has trained.
 *
 * After `#m2=` (link-letters.js) what model-bytes.js makes of it.
 * It does not say what the model was trained for: the picture may be anything, and is no longer there.
 *
 * @import { Mix } from '../core/mix.js'
 * @import { Config, Model } from '../core/types.js'
 */
import { ByteReader, ByteWriter } from '../core/bytes.js';
import { NcaError } from '../core/error.js';
import { CONFIG_WORDS, DECODER_RANGES, MAX_TURNS, SHAPE_RANGES } from '../core/fields.js';
import { FIRST_GOAL } from '../core/mix.js';
import { roundMix } from '../core/quantise.js';
import { layoutOf } from '../core/shape.js';
import { tidyText } from '../core/tidy-text.js';
import { linkOf, readLink } from './link-letters.js';
import { readModel, writeModel } from './model-bytes.js';

const MIN_SIDE_CELLS = 3, MAX_SIDE_CELLS = 1024;
const MAX_EPOCHS = 0xffffffff;
/** The names of the SPDX list are shorter. */
const MAX_LICENSE_BYTES = 48;
/** More, no program passes on. Of the usual shape it is 12,000 with the longest of names; 32 channels and 256 hidden take 46,000. */
export const MAX_MODEL_LINK_CHARS = 64_000;

/**
 * @param {Model} model
 * @param {Mix} [mix] of its goals that grows
 * @returns {string} for location.hash
 * @throws {NcaError} MODEL_NOT_FINITE, MODEL_OUT_OF_RANGE, LICENSE_TOO_LONG
 */
export function encodeModel(model, mix = FIRST_GOAL) {
  return linkOf('m', lettersOf(model, mix));
}

/** @param {Model} model @param {Mix} mix */
function lettersOf(model, mix) {
  const { config, params, height, width, padding, epochs, turns = 0, match = 'pixels', goalNames } = model, license = tidyText(model.license), rounded = roundMix(mix);
  if (!isConfig(config) || (goalNames && goalNames.length !== (config.goals ?? 1))) throw new NcaError('MODEL_OUT_OF_RANGE');
  if (params.length !== layoutOf(config).numParams || !params.every(Number.isFinite)) throw new NcaError('MODEL_NOT_FINITE');
  if (!isWhole(turns, 0, MAX_TURNS) || !CONFIG_WORDS.match.includes(match)) throw new NcaError('MODEL_OUT_OF_RANGE');
  if (!isGrid(height, width, padding) || !isWhole(epochs, 0, MAX_EPOCHS)) throw new NcaError('MODEL_OUT_OF_RANGE');
  if (new TextEncoder().encode(license).length > MAX_LICENSE_BYTES) throw new NcaError('LICENSE_TOO_LONG');
  if (rounded.length > (config.goals ?? 1)) throw new NcaError('MODEL_OUT_OF_RANGE'); // of goals that it has not: it would not be read

  const out = new ByteWriter();
  writeModel(out, model, rounded);
  const letters = out.finish();
  if (letters.length > MAX_MODEL_LINK_CHARS) throw new NcaError('MODEL_OUT_OF_RANGE');
  return letters;
}

/**
 * @param {string} hash as location.hash has it
 * @returns {{ model: Model, mix: Mix } | undefined} undefined: it holds no such link
 * @throws {NcaError} BAD_MODEL_LINK, NEWER_LINK
 */
export function decodeModel(hash) {
  return readLink(hash, 'm', (letters) => {
    if (letters.length > MAX_MODEL_LINK_CHARS) throw new RangeError('too long');
    const read = readModel(new ByteReader(letters));
    // What is out of range, or no proper name, is not written so: a good link is the very one that its own model gets.
    if (lettersOf(read.model, read.mix) !== letters) throw new RangeError('not as it would be written');
    return read;
  });
}

/** As nca_config_valid() has it. @param {Config} config */
function isConfig({ alive, filters = 'sobel', edge = 'zero', channels, hidden, goals, decoder = 0, decoderScale = 0, sobelScale, fireRate, aliveThreshold }) {
  const scale = Math.fround(sobelScale), words = Object.entries({ alive, filters, edge });
  const isSize = (/** @type {number | undefined} */ value, /** @type {{ min: number, max: number, step: number }} */ { min, max, step }) =>
    value === undefined || (isWhole(value, min, max) && value % step === 0);
  return words.every(([key, word]) => CONFIG_WORDS[/** @type {keyof typeof CONFIG_WORDS} */ (key)].some((each) => each === word)) && scale >= Math.fround(1e-6) && scale <= 1e6
    && isSize(channels, SHAPE_RANGES.channels) && isSize(hidden, SHAPE_RANGES.hidden) && isSize(goals, SHAPE_RANGES.goals)
    && ((decoder === 0 && decoderScale === 0) || (isSize(decoder, DECODER_RANGES.decoder) && isSize(decoderScale, DECODER_RANGES.decoderScale))) && fireRate >= 2 ** -24 && fireRate <= 1 && aliveThreshold >= 0 && aliveThreshold < 1;
}

/** A file may leave the grid open, and says 0. @param {number} height @param {number} width @param {number} padding */
function isGrid(height, width, padding) {
  const isSide = (/** @type {number} */ value) => isWhole(value, MIN_SIDE_CELLS, MAX_SIDE_CELLS);
  if (height === 0 && width === 0) return padding === 0;
  return isSide(height) && isSide(width) && isWhole(padding, 0, (Math.min(height, width) - 1) / 2);
}

/** @param {number} value @param {number} min @param {number} max */
const isWhole = (value, min, max) => Number.isInteger(value) && value >= min && value <= max;
