/**
 * What was done to the grid, as bytes of a link. An edit begins with one byte,
 *
 *     more kinds | same step | stroke (2 bits) | kind (4 bits)      stroke: 0, 1 or 2 more than the edit before; 3: a number says how many
 *
 * and with a second one, which has the rest of its kind, where that is one of the later kinds;
 * then come, where they are needed, the steps since the edit before, the stroke, and what its kind needs. A place is told by its distance
 * from the place before, and a disc may be as large as the one before; so a dab of a brush takes three or four bytes.
 *
 * @import { Edit } from '../core/script.js'
 * @import { Mix } from '../core/mix.js'
 * @import { Wound } from '../core/types.js'
 * @import { ByteReader, ByteWriter } from '../core/bytes.js'
 */
import { readMix, writeMix } from '../core/mix-bytes.js';
import { ANGLE, FIRE_RATE, PLACE, quantise, SIZE, within } from '../core/quantise.js';

/**
 * @typedef {Exclude<Edit, { type: 'model' }> | { type: 'model', name: string, mix?: Mix }} LinkEdit
 * @typedef {{ step: number, stroke: number, edit: LinkEdit }} TimedLinkEdit
 * @typedef {{ x: number, y: number, size: number }} Last place and size of a disc, in units
 */

/** Their order is their codes: a new one comes last. */
const KINDS = Object.freeze(/** @type {const} */ ([
  'wound disc', 'wound half', 'wound band', 'noise disc', 'noise half', 'noise band', 'seed', 'model', 'angle', 'fireRate', 'fireRate own',
  'wound same-disc', 'mix', 'seed mix', 'model mix', 'graft disc', 'graft half', 'graft band',
]));
const KIND_BITS = 4, MORE_STROKES = 3, SAME_STEP = 0x40, MORE_KINDS = 0x80;

/** @returns {Last} */
const nothingYet = () => ({ x: 0, y: 0, size: -1 });

/** @param {ByteWriter} out @param {readonly TimedLinkEdit[]} edits @param {readonly string[]} names of models */
export function writeEdits(out, edits, names) {
  const last = nothingYet();
  let lastStep = 0, lastStroke = 0;
  for (const { step, stroke, edit: exact } of edits) {
    const edit = quantise(exact), kind = kindOf(edit, last);
    const steps = within(step, lastStep, 0xffffffff) - lastStep, strokes = within(stroke, 0, 0xffffffff) - lastStroke;
    const isShort = strokes >= 0 && strokes < MORE_STROKES, code = KINDS.indexOf(kind), low = code % (1 << KIND_BITS), high = code >> KIND_BITS;
    out.whole(low | ((isShort ? strokes : MORE_STROKES) << KIND_BITS) | (steps === 0 ? SAME_STEP : 0) | (high * MORE_KINDS));
    if (steps > 0) out.whole(steps);
    if (!isShort) out.signed(strokes);
    writeEdit(out, edit, kind, last, names);
    lastStep = step;
    lastStroke = stroke;
  }
}

/** @param {ByteReader} from @param {number} count @param {readonly string[]} names of models @returns {TimedLinkEdit[]} */
export function readEdits(from, count, names) {
  const last = nothingYet();
  let step = 0, stroke = 0;
  return Array.from({ length: count }, () => {
    const head = from.whole(), kind = KINDS[head % (1 << KIND_BITS) + Math.floor(head / MORE_KINDS) * (1 << KIND_BITS)], strokes = (head >> KIND_BITS) & MORE_STROKES;
    if (!kind) throw new RangeError('unknown edit');
    if (!(head & SAME_STEP)) step += from.whole();
    stroke += strokes === MORE_STROKES ? from.signed() : strokes;
    return { step, stroke, edit: readEdit(from, kind, last, names) };
  });
}

/** @param {LinkEdit} edit @param {Last} last @returns {typeof KINDS[number]} */
function kindOf(edit, last) {
  if (edit.type === 'fireRate') return edit.rate === undefined ? 'fireRate own' : 'fireRate';
  if (edit.type === 'seed' || edit.type === 'model') return edit.mix ? `${edit.type} mix` : edit.type;
  if (edit.type === 'angle' || edit.type === 'mix') return edit.type;
  const { shape, size = 0 } = edit.wound;
  return edit.type === 'wound' && shape === 'disc' && SIZE.unitsOf(size) === last.size ? 'wound same-disc' : `${edit.type} ${shape}`;
}

/** @param {ByteWriter} out @param {LinkEdit} edit @param {typeof KINDS[number]} kind @param {Last} last moves on @param {readonly string[]} names */
function writeEdit(out, edit, kind, last, names) {
  switch (edit.type) {
    case 'model':
      out.whole(names.indexOf(edit.name));
      if (edit.mix) writeMix(out, edit.mix);
      break;
    case 'mix': writeMix(out, edit.mix); break;
    case 'angle': out.signed(ANGLE.unitsOf(edit.radians)); break;
    case 'fireRate': if (edit.rate !== undefined) out.whole(FIRE_RATE.unitsOf(edit.rate)); break;
    case 'seed':
      writePlace(out, edit, last);
      if (edit.mix) writeMix(out, edit.mix);
      break;
    default: {
      const { wound } = edit, { shape, size = 0, angle = 0 } = wound;
      writePlace(out, wound, last);
      if (kind !== 'wound same-disc' && shape !== 'half') out.whole(SIZE.unitsOf(size));
      if (shape === 'disc') last.size = SIZE.unitsOf(size);
      else out.signed(ANGLE.unitsOf(angle));
      if (edit.type === 'noise') out.whole(edit.seed);
      if (edit.type === 'graft') writeMix(out, edit.mix);
    }
  }
}

/** @param {ByteReader} from @param {typeof KINDS[number]} kind @param {Last} last moves on @param {readonly string[]} names @returns {LinkEdit} */
function readEdit(from, kind, last, names) {
  switch (kind) {
    case 'model': return { type: 'model', name: names[from.whole()] };
    case 'model mix': return { type: 'model', name: names[from.whole()], mix: readMix(from) };
    case 'mix': return { type: 'mix', mix: readMix(from) };
    case 'angle': return { type: 'angle', radians: ANGLE.valueOf(from.signed()) };
    case 'fireRate': return { type: 'fireRate', rate: FIRE_RATE.valueOf(from.whole()) };
    case 'fireRate own': return { type: 'fireRate', rate: undefined };
    case 'seed': return { type: 'seed', ...readPlace(from, last) };
    case 'seed mix': return { type: 'seed', ...readPlace(from, last), mix: readMix(from) };
    default: {
      const wound = readWound(from, kind, last);
      if (kind.startsWith('graft')) return { type: 'graft', wound, mix: readMix(from) };
      return kind.startsWith('noise') ? { type: 'noise', wound, seed: from.whole() } : { type: 'wound', wound };
    }
  }
}

/** @param {ByteReader} from @param {typeof KINDS[number]} kind @param {Last} last @returns {Wound} */
function readWound(from, kind, last) {
  const place = readPlace(from, last);
  if (kind.endsWith('half')) return { shape: 'half', ...place, angle: ANGLE.valueOf(from.signed()) };
  if (kind.endsWith('band')) return { shape: 'band', ...place, size: SIZE.valueOf(from.whole()), angle: ANGLE.valueOf(from.signed()) };
  if (kind !== 'wound same-disc') last.size = from.whole();
  return { shape: 'disc', ...place, size: SIZE.valueOf(last.size) };
}

/** @param {ByteWriter} out @param {{ x: number, y: number }} place @param {Last} last */
function writePlace(out, place, last) {
  const x = PLACE.unitsOf(place.x), y = PLACE.unitsOf(place.y);
  out.signed(x - last.x);
  out.signed(y - last.y);
  Object.assign(last, { x, y });
}

/** @param {ByteReader} from @param {Last} last */
function readPlace(from, last) {
  last.x += from.signed();
  last.y += from.signed();
  return { x: PLACE.valueOf(last.x), y: PLACE.valueOf(last.y) };
}
