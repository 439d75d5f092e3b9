/**
 * A whole model, of the usual shape in about 8,850 bytes: version, flags, where the flags say so channels and hidden, turns, goals, a decoder's
 * width and scale, settings, the grid it was trained on, epochs, name, licence, the goals' names, parameters (weights8.js).
 *
 * @import { ByteReader, ByteWriter } from '../core/bytes.js'
 * @import { Config, Model } from '../core/types.js'
 */
import { CONFIG_WORDS, DECODER_RANGES, MAX_TURNS, SHAPE_RANGES, USUAL_CHANNELS, USUAL_HIDDEN } from '../core/fields.js';
import { layoutOf } from '../core/shape.js';
import { tidyText } from '../core/tidy-text.js';
import { readParams, writeParams } from './weights8.js';

const VERSION = 1;
const FLAGS = Object.freeze({ premultiplied: 2, sized: 32, turned: 128, goals: 512, goalNames: 1024, decoder: 2048 });
/** @typedef {keyof typeof WORD_FLAGS} WordKey */
/** The flags that tell the place of a word among CONFIG_WORDS, its lowest bit first: a new word needs none of its own. */
const WORD_FLAGS = Object.freeze({ alive: Object.freeze([1, 4]), filters: Object.freeze([8, 64]), edge: Object.freeze([16]), match: Object.freeze([256]) });
const SETTINGS_BYTES = 20;

/** @param {ByteWriter} out @param {Model} model whose numbers are in range */
export function writeModel(out, model) {
  const { config, params, name, license, height, width, padding, epochs, goalNames = [] } = model, is = isIn(model);
  const { channels, hidden, goals } = layoutOf(config), { decoder = 0, decoderScale = 0 } = config;
  out.whole(VERSION);
  out.whole(flagsOf(model, is));
  for (const size of [...(is.sized ? [channels, hidden] : []), ...(is.turned ? [Number(model.turns)] : []), ...(is.goals ? [goals] : []), ...(is.decoder ? [decoder, decoderScale] : [])]) out.whole(size);
  const settings = new DataView(new ArrayBuffer(SETTINGS_BYTES));
  settings.setFloat32(0, config.sobelScale, true);
  settings.setFloat64(4, config.fireRate, true);
  settings.setFloat64(12, config.aliveThreshold + 0, true); // never -0
  out.bytes(new Uint8Array(settings.buffer));
  for (const value of [height, width, padding, epochs]) out.whole(value);
  for (const text of [name, license, ...(is.goalNames ? goalNames : [])]) out.text(tidyText(text));
  writeParams(out, params, layoutOf(config), decoder);
}

/** Which of the flags that stand for themselves a model has. @param {Model} model @returns {Record<keyof typeof FLAGS, boolean>} */
function isIn({ config, turns = 0, goalNames }) {
  const { channels, hidden, goals } = layoutOf(config);
  return {
    premultiplied: config.premultiplied, sized: channels !== USUAL_CHANNELS || hidden !== USUAL_HIDDEN, turned: turns > 1, goals: goals > 1, goalNames: goalNames !== undefined,
    decoder: (config.decoder ?? 0) > 0,
  };
}

/** @param {Model} model @param {ReturnType<typeof isIn>} is */
function flagsOf({ config: { alive, filters = 'sobel', edge = 'zero' }, match = 'pixels' }, is) {
  const words = Object.entries({ alive, filters, edge, match }).map(([key, word]) => {
    const place = /** @type {readonly string[]} */ (CONFIG_WORDS[/** @type {WordKey} */ (key)]).indexOf(word);
    return WORD_FLAGS[/** @type {WordKey} */ (key)].reduce((bits, flag, i) => bits | (place >> i & 1 ? flag : 0), 0);
  });
  const others = Object.entries(is).map(([name, isSo]) => (isSo ? FLAGS[/** @type {keyof typeof FLAGS} */ (name)] : 0));
  return [...words, ...others].reduce((flags, bits) => flags | bits, 0);
}

/** @template {WordKey} Key @param {number} flags @param {Key} key @returns {typeof CONFIG_WORDS[Key][number]} */
function wordOf(flags, key) {
  const place = WORD_FLAGS[key].reduce((sum, flag, i) => sum | (flags & flag ? 1 << i : 0), 0), word = CONFIG_WORDS[key][place];
  if (!word) throw new RangeError(key);
  return word;
}

/** @param {ByteReader} from @returns {Model} */
export function readModel(from) {
  if (from.whole() !== VERSION) throw new RangeError('another version');
  const flags = from.whole(), has = (/** @type {keyof typeof FLAGS} */ name) => Boolean(flags & FLAGS[name]);
  const channels = has('sized') ? readSize(from, SHAPE_RANGES.channels) : USUAL_CHANNELS, hidden = has('sized') ? readSize(from, SHAPE_RANGES.hidden) : USUAL_HIDDEN;
  const turns = has('turned') ? readSize(from, { min: 2, max: MAX_TURNS, step: 1 }) : 0, goals = has('goals') ? readSize(from, SHAPE_RANGES.goals) : 1;
  const decoder = has('decoder') ? readSize(from, DECODER_RANGES.decoder) : 0, decoderScale = has('decoder') ? readSize(from, DECODER_RANGES.decoderScale) : 0;
  const settings = new DataView(from.bytes(SETTINGS_BYTES).buffer);
  const [height, width, padding, epochs] = [from.whole(), from.whole(), from.whole(), from.whole()];
  const name = from.text(), license = from.text(), goalNames = has('goalNames') ? Array.from({ length: goals }, () => from.text()) : undefined;
  const match = wordOf(flags, 'match');
  /** @type {Config} */
  const config = {
    alive: wordOf(flags, 'alive'),
    filters: wordOf(flags, 'filters'),
    edge: wordOf(flags, 'edge'),
    channels,
    hidden,
    ...(goals > 1 && { goals }),
    ...(decoder > 0 && { decoder, decoderScale }),
    sobelScale: settings.getFloat32(0, true),
    fireRate: settings.getFloat64(4, true),
    aliveThreshold: settings.getFloat64(12, true),
    premultiplied: has('premultiplied'),
  };
  const params = readParams(from, layoutOf(config), decoder);
  from.end();
  return { config, params, name, target: '', license, height, width, padding, epochs, ...(goalNames && { goalNames }), ...(turns > 0 && { turns }), ...(match !== 'pixels' && { match }) };
}

/** One that is out of range asks for memory that there need not be. @param {ByteReader} from @param {{ min: number, max: number, step: number }} range */
function readSize(from, { min, max, step }) {
  const size = from.whole();
  if (size < min || size > max || size % step !== 0) throw new RangeError('out of range');
  return size;
}
