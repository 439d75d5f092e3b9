/**
 * Families of flakes: models whose goals are the corners of a space, in which every point is a flake. A number names a point, and so a flake, for ever.
 * As nca_crystal_point and nca_family_mix of the core have it, in whose bits a test holds it.
 *
 * @import { Mix } from './mix.js'
 * @import { Model } from './types.js'
 */
import { listOf } from './list-of.js';
import { roundMix } from './quantise.js';
import { layoutOf } from './shape.js';

const CRYSTALS = 'crystals', DRAW_CRYSTAL = 9; // NCA_CRYSTALS, NCA_DRAW_CRYSTAL
/** What the numbers of a point are about, each of 0 to 1: nca_crystal_axis. */
export const AXES = Object.freeze(/** @type {const} */ (['plate', 'outward', 'branches', 'width']));
export const MAX_FLAKE = 0xffffffff;
/** Which grows where nobody says it. Not the first corner: corners are the edge of what a rule has learnt, and half of them it grows beyond all bounds. */
export const FIRST_FLAKE = 48213;

/** @param {Model} model */
export const isOfFamily = ({ family, config }) => family === CRYSTALS && layoutOf(config).goals === 1 << AXES.length;

/** The lowbias32 hash: src/base/rng.h. @param {number} x */
function hash(x) {
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return x ^ (x >>> 16);
}

/** @param {number} number @returns {number[]} the point of a flake, by AXES */
export function pointOfFlake(number) {
  const stream = hash((number + Math.imul(0x9e3779b9, DRAW_CRYSTAL)) | 0);
  return AXES.map((_, axis) => (hash((hash(hash(stream ^ axis)) + 0xc2b2ae35) | 0) >>> 8) / (1 << 24));
}

/** @param {readonly number[]} point @returns {Mix} of the corners, where axis i is at 1 if bit i of the goal is set: multilinear, as links have it */
export function mixOfPoint(point) {
  return roundMix(listOf(1 << AXES.length, (corner) => point.reduce((product, at, axis) => product * ((corner >> axis) & 1 ? at : 1 - at), 1)));
}

/** @param {Mix} mix @returns {number[]} where it lies, as near as its number or its rounding lets one know */
export function pointOfMix(mix) {
  if (mix.flake !== undefined) return pointOfFlake(mix.flake);
  return AXES.map((_, axis) => Math.min(Math.max(mix.reduce((sum, weight, corner) => ((corner >> axis) & 1 ? sum + weight : sum), 0), 0), 1));
}

/** More than rounding makes of the weights of a point. */
const OFF = 1e-3;

/** Whether it lies in the space of the family, and not beyond its corners or anywhere between two flakes. @param {Mix} mix */
export function isPoint(mix) {
  const there = mixOfPoint(pointOfMix(mix));
  return listOf(Math.max(there.length, mix.length), (corner) => Math.abs((mix[corner] ?? 0) - (there[corner] ?? 0)) <= OFF).every(Boolean);
}

/** @param {number} number @returns {Mix} */
export const mixOfFlake = (number) => Object.freeze(Object.assign([...mixOfPoint(pointOfFlake(number))], { flake: number }));

/** The number of one that nobody has seen. */
export const anyFlake = () => crypto.getRandomValues(new Uint32Array(1))[0];
