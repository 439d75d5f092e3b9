/**
 * A whole model, of the usual shape in about 8,850 bytes: version, flags, channels and hidden, and turns, where the flags say so, settings, the
 * grid it was trained on, epochs, name, licence, parameters (weights8.js).
 *
 * @import { ByteReader, ByteWriter } from '../core/bytes.js'
 * @import { Config, Model } from '../core/types.js'
 */
import { MAX_TURNS, SHAPE_RANGES, USUAL_CHANNELS, USUAL_HIDDEN } from '../core/fields.js';
import { isOfUsualSize, layoutOf } from '../core/shape.js';
import { tidyText } from '../core/tidy-text.js';
import { readParams, writeParams } from './weights8.js';

const VERSION = 1;
const FLAGS = Object.freeze({ prePost: 1, premultiplied: 2, none: 4, isotropic: 8, torus: 16, sized: 32, laplacian: 64, turned: 128, texture: 256 });
const SETTINGS_BYTES = 20;

/** @param {ByteWriter} out @param {Model} model whose numbers are in range */
export function writeModel(out, { config, params, name, license, height, width, padding, epochs, turns = 0, match = 'pixels' }) {
  out.whole(VERSION);
  out.whole(flagsOf(config) | (turns > 1 ? FLAGS.turned : 0) | (match === 'texture' ? FLAGS.texture : 0));
  const { channels, hidden } = layoutOf(config);
  if (!isOfUsualSize(config)) for (const size of [channels, hidden]) out.whole(size);
  if (turns > 1) out.whole(turns);
  const settings = new DataView(new ArrayBuffer(SETTINGS_BYTES));
  settings.setFloat32(0, config.sobelScale, true);
  settings.setFloat64(4, config.fireRate, true);
  settings.setFloat64(12, config.aliveThreshold + 0, true); // never -0
  out.bytes(new Uint8Array(settings.buffer));
  for (const value of [height, width, padding, epochs]) out.whole(value);
  out.text(tidyText(name));
  out.text(tidyText(license));
  writeParams(out, params, layoutOf(config));
}

/** What the configuration says of them. @param {Config} config */
function flagsOf(config) {
  const { alive, filters, edge, premultiplied } = config;
  const is = {
    prePost: alive === 'pre+post', premultiplied, none: alive === 'none', isotropic: filters === 'isotropic', torus: edge === 'torus', sized: !isOfUsualSize(config), laplacian: filters === 'sobel+laplacian',
  };
  return Object.entries(is).reduce((flags, [name, isSo]) => flags | (isSo ? FLAGS[/** @type {keyof typeof FLAGS} */ (name)] : 0), 0);
}

/** @param {ByteReader} from @returns {Model} */
export function readModel(from) {
  if (from.whole() !== VERSION) throw new RangeError('another version');
  const flags = from.whole(), isOfSizes = Boolean(flags & FLAGS.sized);
  const channels = isOfSizes ? readSize(from, 'channels') : USUAL_CHANNELS, hidden = isOfSizes ? readSize(from, 'hidden') : USUAL_HIDDEN;
  const turns = flags & FLAGS.turned ? from.whole() : 0;
  if (turns > MAX_TURNS) throw new RangeError('turns');
  const settings = new DataView(from.bytes(SETTINGS_BYTES).buffer);
  const [height, width, padding, epochs] = [from.whole(), from.whole(), from.whole(), from.whole()];
  const name = from.text(), license = from.text();
  /** @type {Config} */
  const config = {
    alive: flags & FLAGS.none ? 'none' : flags & FLAGS.prePost ? 'pre+post' : 'post',
    filters: flags & FLAGS.laplacian ? 'sobel+laplacian' : flags & FLAGS.isotropic ? 'isotropic' : 'sobel',
    edge: flags & FLAGS.torus ? 'torus' : 'zero',
    channels,
    hidden,
    sobelScale: settings.getFloat32(0, true),
    fireRate: settings.getFloat64(4, true),
    aliveThreshold: settings.getFloat64(12, true),
    premultiplied: Boolean(flags & FLAGS.premultiplied),
  };
  const params = readParams(from, layoutOf(config));
  from.end();
  return { config, params, name, target: '', license, height, width, padding, epochs, ...(turns > 0 && { turns }), ...(flags & FLAGS.texture && { match: /** @type {const} */ ('texture') }) };
}

/** One that is out of range asks for memory that there need not be. @param {ByteReader} from @param {'channels' | 'hidden'} key */
function readSize(from, key) {
  const size = from.whole(), { min, max, step } = SHAPE_RANGES[key];
  if (size < min || size > max || size % step !== 0) throw new RangeError(key);
  return size;
}
