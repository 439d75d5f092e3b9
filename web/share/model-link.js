/**
 * A link that carries a whole model, so that who opens it sees grow what someone else has trained.
 *
 * `#m=` and base64url of: version, flags, settings, the grid it was trained on, epochs, name, licence, parameters (weights8.js), a checksum.
 * It does not say what the model was trained for: the picture may be anything, and is no longer there.
 *
 * @import { Config, Model } from '../core/types.js'
 */
import { ByteReader, ByteWriter } from '../core/bytes.js';
import { NcaError } from '../core/error.js';
import { NUM_PARAMS } from '../core/fields.js';
import { tidyText } from '../core/tidy-text.js';
import { text } from '../text.js';
import { readParams, writeParams } from './weights8.js';

const PREFIX = '#m=';
const VERSION = 1;
const FLAGS = Object.freeze({ prePost: 1, premultiplied: 2 });
const SETTINGS_BYTES = 20;
const MIN_SIDE_CELLS = 3, MAX_SIDE_CELLS = 1024;
const MAX_EPOCHS = 0xffffffff;
/** The names of the SPDX list are shorter. */
const MAX_LICENSE_BYTES = 48;
/** All that an encoded model can come to, with the longest of names. */
export const MAX_MODEL_LINK_CHARS = 12_000;

/**
 * @param {Model} model
 * @returns {string} for location.hash
 * @throws {NcaError} NOT_SHAREABLE
 */
export function encodeModel(model) {
  const { config, params, height, width, padding, epochs } = model, license = tidyText(model.license);
  if (params.length !== NUM_PARAMS || !params.every(Number.isFinite)) throw new NcaError('NOT_SHAREABLE', text.share.notFinite);
  if (!isConfig(config) || !isGrid(height, width, padding) || !isWhole(epochs, 0, MAX_EPOCHS)) throw new NcaError('NOT_SHAREABLE', text.share.outOfRange);
  if (new TextEncoder().encode(license).length > MAX_LICENSE_BYTES) throw new NcaError('NOT_SHAREABLE', text.share.longLicense);

  const out = new ByteWriter();
  out.whole(VERSION);
  out.whole((config.alive === 'pre+post' ? FLAGS.prePost : 0) | (config.premultiplied ? FLAGS.premultiplied : 0));
  const settings = new DataView(new ArrayBuffer(SETTINGS_BYTES));
  settings.setFloat32(0, config.sobelScale, true);
  settings.setFloat64(4, config.fireRate, true);
  settings.setFloat64(12, config.aliveThreshold + 0, true); // never -0
  out.bytes(new Uint8Array(settings.buffer));
  for (const value of [height, width, padding, epochs]) out.whole(value);
  out.text(tidyText(model.name));
  out.text(license);
  writeParams(out, params);
  return PREFIX + out.finish();
}

/**
 * @param {string} hash as location.hash has it
 * @returns {Model | undefined} undefined: it holds no such link
 * @throws {NcaError} BAD_LINK
 */
export function decodeModel(hash) {
  if (!hash.startsWith(PREFIX)) return undefined;
  try {
    if (hash.length > MAX_MODEL_LINK_CHARS) throw new RangeError('too long');
    const model = read(new ByteReader(hash.slice(PREFIX.length)));
    // What is out of range, or no proper name, is not written so: a good link is the very one that its own model gets.
    if (encodeModel(model) !== hash) throw new RangeError('not as it would be written');
    return model;
  } catch (error) {
    if (error instanceof RangeError || error instanceof NcaError) throw new NcaError('BAD_LINK', text.share.badLink, { cause: error });
    throw error;
  }
}

/** @param {ByteReader} from @returns {Model} */
function read(from) {
  if (from.whole() !== VERSION) throw new RangeError('another version');
  const flags = from.whole(), settings = new DataView(from.bytes(SETTINGS_BYTES).buffer);
  const [height, width, padding, epochs] = [from.whole(), from.whole(), from.whole(), from.whole()];
  const name = from.text(), license = from.text(), params = readParams(from);
  from.end();
  return {
    config: {
      alive: flags & FLAGS.prePost ? 'pre+post' : 'post',
      sobelScale: settings.getFloat32(0, true),
      fireRate: settings.getFloat64(4, true),
      aliveThreshold: settings.getFloat64(12, true),
      premultiplied: Boolean(flags & FLAGS.premultiplied),
    },
    params, name, target: '', license, height, width, padding, epochs,
  };
}

/** As nca_config_valid() has it. @param {Config} config */
function isConfig({ alive, sobelScale, fireRate, aliveThreshold }) {
  const scale = Math.fround(sobelScale);
  return (alive === 'post' || alive === 'pre+post') && scale >= Math.fround(1e-6) && scale <= 1e6
    && fireRate >= 2 ** -24 && fireRate <= 1 && aliveThreshold >= 0 && aliveThreshold < 1;
}

/** A file may leave the grid open, and says 0. @param {number} height @param {number} width @param {number} padding */
function isGrid(height, width, padding) {
  const isSide = (/** @type {number} */ value) => isWhole(value, MIN_SIDE_CELLS, MAX_SIDE_CELLS);
  if (height === 0 && width === 0) return padding === 0;
  return isSide(height) && isSide(width) && isWhole(padding, 0, (Math.min(height, width) - 1) / 2);
}

/** @param {number} value @param {number} min @param {number} max */
const isWhole = (value, min, max) => Number.isInteger(value) && value >= min && value <= max;
