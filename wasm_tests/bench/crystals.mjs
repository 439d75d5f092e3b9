/**
 * How the family of crystals suits a rule that learns it: node wasm_tests/bench/crystals.mjs. Differences of pictures of 40x40 in premultiplied alpha,
 * squared and taken as a mean over 72x72, the cells of such a target.
 */
import { loadTestCore } from '../support/core.js';

const SIDE = 40, CELLS = 72 * 72, NUM_AXES = 4;
const NUM_KNOWN = 128, NUM_UNSEEN = 128, NUM_MOVED = 64;
/** How far along each axis a known flake tells something of others, and how little it is believed: chosen by leaving one out. */
const LENGTHS = Object.freeze([0.6, 1.2, 2, 0.35]), RIDGE = 0.02, OFFSET = 10;

const core = await loadTestCore();

/** @typedef {{ point: number[], picture: Float32Array }} Flake */

/** @param {number[]} point @returns {Flake} */
function flakeAt(point) {
  const rgba = core.growCrystal(point, SIDE);
  return { point, picture: Float32Array.from(rgba, (value, i) => (i % 4 < 3 ? value * rgba[i - i % 4 + 3] / 255 : value) / 255) };
}

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
function difference(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return sum / (4 * CELLS);
}

/** @param {number[]} values @param {number} part 0..1 */
const quantile = (values, part) => values.toSorted((a, b) => a - b)[Math.min(Math.floor(part * values.length), values.length - 1)];
const mean = (/** @type {number[]} */ values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const short = (/** @type {number} */ value) => value.toExponential(1);

/** A point so far from another, in a direction of chance, inside the family. @param {number[]} point @param {number} distance @param {() => number} random */
function pointNear(point, distance, random) {
  for (;;) {
    const direction = Array.from({ length: NUM_AXES }, () => random() - 0.5), length = Math.hypot(...direction);
    const moved = point.map((value, axis) => value + distance * direction[axis] / length);
    if (length > 0.05 && length < 0.5 && moved.every((value) => value >= 0 && value <= 1)) return moved;
  }
}

/** @param {number[]} a @param {number[]} b */
const kernel = (a, b) => OFFSET + Math.exp(-0.5 * a.reduce((sum, value, axis) => sum + ((value - b[axis]) / LENGTHS[axis]) ** 2, 0));

/** Kernel ridge regression, by Cholesky's factors. @param {Flake[]} known @returns {(point: number[]) => Float32Array} a guess */
function learn(known) {
  const count = known.length, factor = known.map(() => new Float64Array(count));
  for (let i = 0; i < count; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = kernel(known[i].point, known[j].point) + (i === j ? RIDGE : 0);
      for (let k = 0; k < j; k++) sum -= factor[i][k] * factor[j][k];
      factor[i][j] = i === j ? Math.sqrt(sum) : sum / factor[j][j];
    }
  }
  return (point) => {
    const weights = Float64Array.from(known, (flake) => kernel(flake.point, point));
    for (let i = 0; i < count; i++) {
      for (let k = 0; k < i; k++) weights[i] -= factor[i][k] * weights[k];
      weights[i] /= factor[i][i];
    }
    for (let i = count - 1; i >= 0; i--) {
      for (let k = i + 1; k < count; k++) weights[i] -= factor[k][i] * weights[k];
      weights[i] /= factor[i][i];
    }
    const picture = new Float32Array(SIDE * SIDE * 4);
    for (const [i, flake] of known.entries()) for (let p = 0; p < picture.length; p++) picture[p] += weights[i] * flake.picture[p];
    return picture;
  };
}

const start = process.cpuUsage();
const flakes = Array.from({ length: NUM_KNOWN + NUM_UNSEEN }, (_, number) => flakeAt(core.crystalPoint(number)));
const { user, system } = process.cpuUsage(start);
console.log(`one flake of ${SIDE}x${SIDE}: ${((user + system) / 1e3 / flakes.length).toFixed(1)} ms of processor time`);

const pairs = flakes.flatMap((a, i) => flakes.slice(0, i).map((b) => difference(a.picture, b.picture)));
const apart = pairs.filter((value) => value >= 5e-3).length / pairs.length, alone = pairs.filter((value) => value * CELLS / SIDE ** 2 >= 5e-3).length / pairs.length;
console.log(`two flakes differ by 5e-3 or more: ${(100 * apart).toFixed(1)} %, over the 40x40 alone ${(100 * alone).toFixed(1)} %; by ${short(quantile(pairs, 0.5))} in the middle, by ${short(quantile(pairs, 0.01))} all but 1 %`);

let state = 1;
const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
for (const distance of [0.01, 0.05, 0.1, 0.2]) {
  const moved = flakes.slice(0, NUM_MOVED).map(({ point, picture }) => difference(picture, flakeAt(pointNear(point, distance, random)).picture));
  console.log(`at ${distance}: ${short(quantile(moved, 0.5))}, at worst ${short(Math.max(...moved))}`);
}

for (const count of [NUM_KNOWN / 2, NUM_KNOWN]) {
  const guess = learn(flakes.slice(0, count)), errors = flakes.slice(NUM_KNOWN).map(({ point, picture }) => difference(guess(point), picture));
  console.log(`${NUM_UNSEEN} unseen ones guessed from ${count}: ${short(mean(errors))}, at worst ${short(Math.max(...errors))}`);
}
