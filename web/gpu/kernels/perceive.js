/**
 * What a cell perceives, as WGSL: the filters of src/kernels in the same order of additions, four channels at once. Every value is a name of its own, since
 * an array that is indexed by a variable is no register. The way back of ../train takes its inputs from here, and the slopes of which a norm was made.
 *
 * @import { Plan } from '../plan.js'
 */
import { NcaError } from '../../core/error.js';
import { range } from './common.js';

/** The nine cells in reading order, as src/kernels/neighbours.h has them. */
const PLACES = Object.freeze(['UpLeft', 'Up', 'UpRight', 'Left', 'Here', 'Right', 'DownLeft', 'Down', 'DownRight']);

/** What each set of filters sees beside the cell: gradients, or only how steep they are, and the Laplacian. @type {Readonly<Partial<Record<string, { slopes: boolean, bends: boolean }>>>} */
const SETS = Object.freeze({ sobel: { slopes: true, bends: false }, isotropic: { slopes: false, bends: true }, 'sobel+laplacian': { slopes: true, bends: true } });

/** Names of the fours that a cell perceives, in the order of the weights. @param {Plan} plan @param {string} of the cell */
export const perceivedNames = ({ perceived }, of) => range(perceived).map((i) => `${of}Seen${i}`);

/** @param {Plan} plan @param {string} of a prefix that tells one cell from another; the cell's index is the variable of that name @throws {NcaError} GPU_NO_FILTERS */
export function perceive({ fours, filters }, of) {
  const set = SETS[filters];
  if (!set) throw new NcaError('GPU_NO_FILTERS', 'The graphics card knows no such filters, so it grows on the processor.', { details: { filters } });
  const { slopes, bends } = set;
  const at = PLACES.map((place, i) => `let ${of}${place} = ${place === 'Here' ? of : `cellAt(${of}X + ${i % 3 - 1}, ${of}Y + ${Math.floor(i / 3) - 1})`} * FOURS;`);
  const four = (/** @type {number} */ q) => {
    const v = (/** @type {string} */ name) => `${of}_${name}${q}`, plane = (/** @type {number} */ number) => `${of}Seen${number * fours + q}`;
    return `
  let ${plane(0)} = state[${of}Here + ${q}u];
  let ${v('ul')} = state[${of}UpLeft + ${q}u]; let ${v('u')} = state[${of}Up + ${q}u]; let ${v('ur')} = state[${of}UpRight + ${q}u];
  let ${v('l')} = state[${of}Left + ${q}u]; let ${v('r')} = state[${of}Right + ${q}u];
  let ${v('dl')} = state[${of}DownLeft + ${q}u]; let ${v('d')} = state[${of}Down + ${q}u]; let ${v('dr')} = state[${of}DownRight + ${q}u];
  let ${v('falling')} = ${v('dr')} - ${v('ul')}; let ${v('rising')} = ${v('ur')} - ${v('dl')};
  let ${v('across')} = ${v('r')} - ${v('l')}; let ${v('along')} = ${v('d')} - ${v('u')};
  let ${v('gx')} = ((${v('falling')} + ${v('rising')}) + (${v('across')} + ${v('across')})) * world.sobelScale;
  let ${v('gy')} = ((${v('falling')} - ${v('rising')}) + (${v('along')} + ${v('along')})) * world.sobelScale;
  ${slopes ? `let ${plane(1)} = ${v('gx')} * world.cosAngle - ${v('gy')} * world.sinAngle;
  let ${plane(2)} = ${v('gx')} * world.sinAngle + ${v('gy')} * world.cosAngle;` : ''}
  ${bends ? `let ${v('sides')} = (${v('l')} + ${v('r')}) + (${v('u')} + ${v('d')});
  let ${plane(slopes ? 3 : 1)} = ((((${v('ul')} + ${v('dr')}) + (${v('ur')} + ${v('dl')})) + (${v('sides')} + ${v('sides')})) - 12.0 * ${plane(0)}) * world.sobelScale;` : ''}
  ${slopes ? '' : `let ${plane(2)} = sqrt(${v('gx')} * ${v('gx')} + ${v('gy')} * ${v('gy')});`}`;
  };
  return `
  let ${of}X = i32(${of} % world.width); let ${of}Y = i32(${of} / world.width);
  ${at.join('\n  ')}
  ${range(fours).map(four).join('')}`;
}
