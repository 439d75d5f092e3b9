/**
 * A link from which a run can be told again: what grows, what was done to it and when, and how it was looked at.
 *
 * After `#s2=` (link-letters.js) base64url of: version, flags, step, seed, the names of the models, then what the flags announce, the edits, a checksum.
 * Numbers are whole multiples of the units in quantise.js.
 *
 * @import { Mix } from '../core/mix.js'
 * @import { TimedLinkEdit } from './link-edits.js'
 */
import { ByteReader, ByteWriter } from '../core/bytes.js';
import { NcaError } from '../core/error.js';
import { linkOf, readLink } from '../share/link-letters.js';
import { FIRST_GOAL, isSameMix } from '../core/mix.js';
import { readMix, writeMix } from '../core/mix-bytes.js';
import { readEdits, writeEdits } from './link-edits.js';
import { ANGLE, FIRE_RATE, roundMix, SHARE, SPEED, within, ZOOM } from '../core/quantise.js';
import { modelNamesOf } from './record.js';

export { quantise } from '../core/quantise.js';

/**
 * @typedef {object} LinkState
 * @property {string} model bundled name of what grows at the beginning
 * @property {{ height: number, width: number } | undefined} [size] undefined: the model's own
 * @property {number} seed
 * @property {TimedLinkEdit[]} edits in the order of time
 * @property {number} [angle0] at the beginning, in radians; default 0
 * @property {number | undefined} [fireRate0] at the beginning; undefined: the model's own
 * @property {Mix} [mix0] of goals at the beginning; default: the first alone
 * @property {number} step
 * @property {number} speed steps a second; Infinity: as many as a frame holds
 * @property {{ zoom: number, x: number, y: number } | undefined} [view] as Camera has it; undefined: all of the grid
 */

const VERSION = 1;
const FLAGS = Object.freeze({ size: 1, view: 2, angle: 4, fireRate: 8, mix: 16 });
const ALL_FLAGS = 31;
const MAX_LINK_CHARS = 8192;
export const MAX_LINK_EDITS = 2000;
export const MAX_LINK_STEPS = 10_000_000;
const MIN_SIDE_CELLS = 3, MAX_SIDE_CELLS = 1024;
const MAX_MODELS = 16;
const MODEL_NAME = /^[a-z0-9-]{1,64}$/;
/** No bundled model's own grid is larger. */
const OWN_SIDE_CELLS = 128;
/** How many cells all edits together may look at, about a second of work: a link must not hang the page. Noise takes as long as so many. */
const MAX_EDITED_CELLS = 1 << 26, NOISE_COST = 16;

/**
 * @param {LinkState} state edits and settings are rounded as quantise() does: whoever wants the same run to the bit applies them rounded
 * @returns {string} for location.hash
 * @throws {NcaError} LINK_TOO_LONG, NOT_BUNDLED, or BAD_ARGUMENT
 */
export function encodeState(state) {
  return linkOf('s', lettersOf(state));
}

/** @param {LinkState} state */
function lettersOf({ model, size, seed, edits, angle0 = 0, fireRate0, mix0 = FIRST_GOAL, step, speed, view }) {
  if (edits.length > MAX_LINK_EDITS || step > MAX_LINK_STEPS || costOf(edits, size) > MAX_EDITED_CELLS) throw tooLong();
  const out = new ByteWriter(), names = modelNamesOf({ model, edits });
  if (names.length > MAX_MODELS) throw tooLong();
  const angle = ANGLE.unitsOf(angle0), mix = roundMix(mix0), isMixed = !isSameMix(mix, FIRST_GOAL);
  out.whole(VERSION);
  out.whole((size ? FLAGS.size : 0) | (view ? FLAGS.view : 0) | (angle ? FLAGS.angle : 0) | (fireRate0 !== undefined ? FLAGS.fireRate : 0) | (isMixed ? FLAGS.mix : 0));
  out.whole(within(step, edits[edits.length - 1]?.step ?? 0, MAX_LINK_STEPS));
  out.whole(within(seed, 0, 0xffffffff));
  out.whole(speed === Infinity ? 0 : SPEED.unitsOf(speed));
  out.whole(names.length);
  for (const name of names) out.text(bundledName(name));
  if (size) for (const side of [size.height, size.width]) out.whole(within(side, MIN_SIDE_CELLS, MAX_SIDE_CELLS));
  if (view) for (const units of [ZOOM.unitsOf(view.zoom), SHARE.unitsOf(view.x), SHARE.unitsOf(view.y)]) out.whole(units);
  if (angle) out.signed(angle);
  if (fireRate0 !== undefined) out.whole(FIRE_RATE.unitsOf(fireRate0));
  if (isMixed) writeMix(out, mix);
  out.whole(edits.length);
  writeEdits(out, edits, names);
  const letters = out.finish();
  if (letters.length > MAX_LINK_CHARS) throw tooLong();
  return letters;
}

/**
 * @param {string} hash as location.hash has it
 * @returns {LinkState | undefined} undefined: it holds no such link
 * @throws {NcaError} BAD_LINK, NEWER_LINK
 */
export function decodeState(hash) {
  return readLink(hash, 's', (letters) => {
    if (letters.length > MAX_LINK_CHARS) throw new RangeError('too long');
    const state = read(new ByteReader(letters));
    // What is out of range is not written so: a good link is the very one that its own state gets.
    if (lettersOf(state) !== letters) throw new RangeError('not as it would be written');
    return state;
  });
}

/** @param {ByteReader} from @returns {LinkState} */
function read(from) {
  if (from.whole() !== VERSION) throw new RangeError('another version');
  const flags = from.whole();
  if (flags > ALL_FLAGS) throw new RangeError('unknown flags');
  const step = from.whole(), seed = from.whole(), speed = from.whole();
  const names = Array.from({ length: count(from, MAX_MODELS) }, () => from.text());
  const state = {
    model: names[0], step, seed, speed: speed === 0 ? Infinity : SPEED.valueOf(speed),
    size: flags & FLAGS.size ? { height: from.whole(), width: from.whole() } : undefined,
    view: flags & FLAGS.view ? { zoom: ZOOM.valueOf(from.whole()), x: SHARE.valueOf(from.whole()), y: SHARE.valueOf(from.whole()) } : undefined,
    angle0: flags & FLAGS.angle ? ANGLE.valueOf(from.signed()) : 0,
    fireRate0: flags & FLAGS.fireRate ? FIRE_RATE.valueOf(from.whole()) : undefined,
    ...(flags & FLAGS.mix && { mix0: readMix(from) }),
  };
  const edits = readEdits(from, count(from, MAX_LINK_EDITS), names);
  from.end();
  return { ...state, edits };
}

/** @param {ByteReader} from @param {number} most */
function count(from, most) {
  const value = from.whole();
  if (value > most) throw new RangeError('too many');
  return value;
}

/** @param {string} name */
function bundledName(name) {
  if (typeof name !== 'string' || !MODEL_NAME.test(name)) throw new NcaError('NOT_BUNDLED');
  return name;
}

const tooLong = () => new NcaError('LINK_TOO_LONG');

/** Cells that all edits together look at. @param {readonly TimedLinkEdit[]} edits @param {LinkState['size']} size */
function costOf(edits, size = { height: OWN_SIDE_CELLS, width: OWN_SIDE_CELLS }) {
  return edits.reduce((sum, { edit }) => {
    if (!('wound' in edit)) return sum;
    const reach = edit.wound.shape === 'disc' ? 2 * (edit.wound.size ?? 0) + 2 : Infinity;
    return sum + Math.min(reach, size.height) * Math.min(reach, size.width) * (edit.type === 'noise' ? NOISE_COST : 1);
  }, 0);
}
