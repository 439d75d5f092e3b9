/**
 * What shall grow: a picture, and what the cells can make of it.
 *
 * @import { Core } from '../../core/nca.js'
 */
import { NcaError } from '../../core/nca.js';
import { tidyText } from '../../core/tidy-text.js';
import { showPicture } from '../../look/canvas.js';

/**
 * @typedef {object} Goal
 * @property {string} name for people
 * @property {Uint8ClampedArray<ArrayBuffer>} rgba [height][width][4] in straight alpha
 * @property {number} width pixels
 * @property {number} height pixels
 * @property {readonly Goal[]} [more] what else the same rule shall grow, each by itself
 *
 * @typedef {object} GoalGrid the cells that shall grow it
 * @property {number} height cells
 * @property {number} width cells
 * @property {number} [padding] cells of nothing on every side; default 0
 * @property {boolean} [premultiplied] default false
 * @property {boolean} [isTexture] it shall fill the grid, and lie in it anyhow
 *
 * @typedef {object} Judgement
 * @property {'good' | 'empty' | 'opaque' | 'hollow'} verdict
 *   empty: nothing can live, so it cannot be learnt; opaque: a full rectangle will grow;
 *   hollow: nothing lives where the seed is, so that the cells may die before they have found a way around
 * @property {number} numAlive cells solid enough to live
 */

/** All that a rule shall grow. @param {Goal} goal @returns {Goal[]} each alone */
export const goalsIn = ({ more = [], ...first }) => [first, ...more];

/** @param {readonly Goal[]} goals each alone, one at least @returns {Goal} */
export const asOne = ([first, ...more]) => ({ ...first, ...(more.length > 0 && { more }) });

/** Whether they are the same pictures, whatever they are called. @param {Goal} one @param {Goal} other */
export function isSameGoal(one, other) {
  const [these, those] = [goalsIn(one), goalsIn(other)];
  return these.length === those.length && these.every((each, i) => isSamePicture(each, those[i]));
}

/** Whether they are the same picture, whatever it is called. @param {Goal} one @param {Goal} other */
export function isSamePicture(one, other) {
  return one.width === other.width && one.height === other.height && one.rgba.every((value, i) => value === other.rgba[i]);
}

/** As a model names what it can grow: a file's ending says nothing. @param {Goal} goal @returns {string} */
export const nameOfGoal = ({ name }) => Array.from(tidyText(name.replace(/\.[^.]*$/, ''))).slice(0, MAX_NAME_LETTERS).join('');

/** The same on several, one behind the other. @param {Core} core @param {Goal} goal @param {GoalGrid} grid @returns {Float32Array} [goals][height][width][4] @throws {NcaError} */
export function targetsOf(core, goal, grid) {
  const targets = goalsIn(goal).map((each) => targetOf(core, each, grid)), all = new Float32Array(targets.length * targets[0].length);
  targets.forEach((target, i) => all.set(target, i * target.length));
  return all;
}

/** A model's file has room for as many, whatever they are. */
const MAX_NAME_LETTERS = 24;
/** A cell lives where alpha exceeds this: NCA_ALIVE_THRESHOLD of both rules. */
const ALIVE_ALPHA = 0.1;

/**
 * The goal as the cells shall look: as large as fits, centred.
 * @param {Core} core a whole one
 * @param {Goal} goal
 * @param {GoalGrid} grid
 * @returns {Float32Array} [height][width][4]
 * @throws {NcaError}
 */
export function targetOf(core, { rgba, height, width }, grid) {
  return core.targetFromRgba(rgba, height, width, {
    height: grid.height, width: grid.width, padding: grid.padding, premultiplied: grid.premultiplied, keepAspect: true,
  });
}

/**
 * @param {Core} core
 * @param {Float32Array} target
 * @param {GoalGrid} grid
 * @returns {Judgement}
 */
export function judge(core, target, grid) {
  const { height, width } = grid, alphaAt = (/** @type {number} */ x, /** @type {number} */ y) => target[(y * width + x) * 4 + 3];
  let numAlive = 0;
  for (let i = 3; i < target.length; i += 4) numAlive += Number(target[i] > ALIVE_ALPHA);
  try {
    const { isOpaque } = core.checkTarget(target, grid);
    if (grid.isTexture) return { verdict: 'good', numAlive };
    if (isOpaque) return { verdict: 'opaque', numAlive };
  } catch (error) {
    if (!(error instanceof NcaError) || error.code !== 'NCA_ERR_TARGET_EMPTY') throw error;
    return { verdict: 'empty', numAlive };
  }
  // The seed's cell and its neighbours.
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) {
      if (alphaAt((width >> 1) + dx, (height >> 1) + dy) > ALIVE_ALPHA) return { verdict: 'good', numAlive };
    }
  }
  return { verdict: 'hollow', numAlive };
}

/**
 * The picture that a target is, padding and all.
 * @param {Float32Array} target
 * @param {GoalGrid} grid
 * @returns {Uint8ClampedArray<ArrayBuffer>} in straight alpha
 */
function pixelsOfTarget(target, { premultiplied }) {
  return Uint8ClampedArray.from(target, (value, i) => {
    const alpha = target[i | 3], isColour = (i & 3) !== 3;
    return 255 * (premultiplied && isColour && alpha > 0 ? value / alpha : value);
  });
}

/**
 * The goals again, as coarse as the cells saw them: of a run that was kept without its pictures.
 * @param {Float32Array} targets [goals][height][width][4]
 * @param {GoalGrid} grid
 * @param {readonly string[]} names
 * @returns {Goal}
 */
export function goalOfTargets(targets, grid, names) {
  const size = grid.height * grid.width * 4;
  return asOne(Array.from({ length: targets.length / size }, (_, i) => goalOfTarget(targets.subarray(i * size, (i + 1) * size), grid, names[i] ?? '')));
}

/** @param {Float32Array} target @param {GoalGrid} grid @param {string} name @returns {Goal} */
function goalOfTarget(target, grid, name) {
  const { height, width, padding = 0 } = grid, pixels = pixelsOfTarget(target, grid), size = { height: height - 2 * padding, width: width - 2 * padding };
  const rgba = new Uint8ClampedArray(size.height * size.width * 4);
  for (let y = 0; y < size.height; y++) {
    const from = ((y + padding) * width + padding) * 4;
    rgba.set(pixels.subarray(from, from + size.width * 4), y * size.width * 4);
  }
  return { name, rgba, ...size };
}

/** @param {HTMLCanvasElement} canvas @param {Float32Array | undefined} target undefined: nothing @param {GoalGrid} grid */
export function drawTarget(canvas, target, grid) {
  const { height, width } = grid;
  if (!target) {
    canvas.width = width; // clears it
    canvas.height = height;
    return;
  }
  showPicture(canvas, { rgba: pixelsOfTarget(target, grid), height, width });
}
