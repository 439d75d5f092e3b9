/**
 * A whole model, of the usual shape in about 8,850 bytes: version, flags, and where these say so which of the later words, channels and hidden, turns, how
 * many goals, their names, what of them grows, width and scale of a decoder, and the family; settings, the grid it was trained on, epochs, name, licence,
 * parameters (weights8.js).
 *
 * @import { ByteReader, ByteWriter } from '../core/bytes.js'
 * @import { Mix } from '../core/mix.js'
 * @import { Config, Model } from '../core/types.js'
 */
import { CONFIG_WORDS, DECODER_RANGES, MAX_TURNS, SHAPE_RANGES, USUAL_CHANNELS, USUAL_HIDDEN } from '../core/fields.js';
import { listOf } from '../core/list-of.js';
import { readMix, writeMix } from '../core/mix-bytes.js';
import { FIRST_GOAL, isSameMix } from '../core/mix.js';
import { isOfUsualSize, layoutOf } from '../core/shape.js';
import { tidyText } from '../core/tidy-text.js';
import { readParams, writeParams } from './weights8.js';

const VERSION = 1;
const FLAGS = Object.freeze({ premultiplied: 2, sized: 32, turned: 128, goals: 512, named: 1024, decoder: 2048, mix: 4096, family: 8192 });
/** And those that say which of the words: the first, the second or the third; where both are set, how many further behind the fourth follows, of these in turn. */
const WORD_FLAGS = Object.freeze({ alive: Object.freeze([1, 4]), filters: Object.freeze([8, 64]), edge: Object.freeze([16, 16384]), match: Object.freeze([256, 32768]) }), MANY = 3;
const WORD_KEYS = /** @type {(keyof typeof WORD_FLAGS)[]} */ (Object.keys(WORD_FLAGS));
const SETTINGS_BYTES = 20;

/** @param {ByteWriter} out @param {Model} model whose numbers are in range @param {Mix} [mix] of its goals that grows, as quantise() rounds it */
export function writeModel(out, { config, params, name, license, height, width, padding, epochs, turns = 0, match = 'pixels', goalNames, family = '' }, mix = FIRST_GOAL) {
  const wordOf = { ...config, match }, places = WORD_KEYS.map((key) => Math.max(CONFIG_WORDS[key].findIndex((word) => word === wordOf[key]), 0)), isMixed = !isSameMix(mix, FIRST_GOAL);
  const ofModel = (turns > 1 ? FLAGS.turned : 0) | (goalNames ? FLAGS.named : 0) | (isMixed ? FLAGS.mix : 0) | (family ? FLAGS.family : 0);
  out.whole(VERSION);
  out.whole(flagsOf(config) | WORD_KEYS.reduce((flags, key, i) => flags | wordFlags(places[i], WORD_FLAGS[key]), 0) | ofModel);
  for (const place of places) if (place >= MANY) out.whole(place - MANY);
  const { channels, hidden, goals, decoderWidth } = layoutOf(config);
  if (!isOfUsualSize(config)) for (const size of [channels, hidden]) out.whole(size);
  if (turns > 1) out.whole(turns);
  if (goals > 1) out.whole(goals);
  for (const each of goalNames ?? []) out.text(tidyText(each));
  if (isMixed) writeMix(out, mix);
  if (decoderWidth > 0) for (const size of [decoderWidth, config.decoderScale ?? 0]) out.whole(size);
  if (family) out.text(tidyText(family));
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

/** @param {number} index @param {readonly number[]} flags */
const wordFlags = (index, flags) => flags.reduce((all, flag, bit) => all | (Math.min(index, MANY) >> bit & 1 ? flag : 0), 0);

/** @template {keyof typeof WORD_FLAGS} Key @param {ByteReader} from @param {number} flags @param {Key} key @returns {typeof CONFIG_WORDS[Key][number]} */
function readWord(from, flags, key) {
  const [one, two] = WORD_FLAGS[key], index = (flags & one ? 1 : 0) + (flags & two ? 2 : 0), word = CONFIG_WORDS[key][index < MANY ? index : MANY + from.whole()];
  if (word === undefined) throw new RangeError(key);
  return word;
}

/** What else the configuration says of them. @param {Config} config */
function flagsOf(config) {
  const { premultiplied, goals = 1, decoder = 0 } = config, is = { goals: goals > 1, decoder: decoder > 0, premultiplied, sized: !isOfUsualSize(config) };
  return Object.entries(is).reduce((flags, [name, isSo]) => flags | (isSo ? FLAGS[/** @type {keyof typeof FLAGS} */ (name)] : 0), 0);
}

/** @param {ByteReader} from @returns {{ model: Model, mix: Mix }} */
export function readModel(from) {
  if (from.whole() !== VERSION) throw new RangeError('another version');
  const flags = from.whole();
  const alive = readWord(from, flags, 'alive'), filters = readWord(from, flags, 'filters'), edge = readWord(from, flags, 'edge'), match = readWord(from, flags, 'match');
  const isOfSizes = Boolean(flags & FLAGS.sized);
  const channels = isOfSizes ? readSize(from, SHAPE_RANGES.channels) : USUAL_CHANNELS, hidden = isOfSizes ? readSize(from, SHAPE_RANGES.hidden) : USUAL_HIDDEN;
  const turns = flags & FLAGS.turned ? from.whole() : 0;
  if (turns > MAX_TURNS) throw new RangeError('turns');
  const goals = flags & FLAGS.goals ? readSize(from, SHAPE_RANGES.goals) : 1, goalNames = flags & FLAGS.named ? listOf(goals, () => from.text()) : undefined;
  const mix = flags & FLAGS.mix ? readMix(from) : FIRST_GOAL;
  if (mix.length > goals) throw new RangeError('goals');
  const { decoder, decoderScale } = DECODER_RANGES, ofDecoder = flags & FLAGS.decoder ? { decoder: readSize(from, decoder), decoderScale: readSize(from, decoderScale) } : undefined;
  const family = flags & FLAGS.family ? from.text() : '';
  const settings = new DataView(from.bytes(SETTINGS_BYTES).buffer);
  const [height, width, padding, epochs] = [from.whole(), from.whole(), from.whole(), from.whole()];
  const name = from.text(), license = from.text();
  /** @type {Config} */
  const config = {
    alive,
    filters,
    edge,
    channels,
    hidden,
    ...(goals > 1 && { goals }),
    ...ofDecoder,
    sobelScale: settings.getFloat32(0, true),
    fireRate: settings.getFloat64(4, true),
    aliveThreshold: settings.getFloat64(12, true),
    premultiplied: Boolean(flags & FLAGS.premultiplied),
  };
  const params = readParams(from, layoutOf(config));
  from.end();
  return { model: { config, params, name, target: '', license, height, width, padding, epochs, ...(turns > 0 && { turns }), ...(match !== CONFIG_WORDS.match[0] && { match }), ...(goalNames && { goalNames }), ...(family && { family }) }, mix };
}

/** One that is out of range asks for memory that there need not be. @param {ByteReader} from @param {{ min: number, max: number, step: number }} range */
function readSize(from, { min, max, step }) {
  const size = from.whole();
  if (size < min || size > max || size % step !== 0) throw new RangeError('size');
  return size;
}
