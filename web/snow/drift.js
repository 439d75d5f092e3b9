/**
 * Where the flakes far off are, and how each falls: thousands of them, which are seen and no more. What grows in each lies elsewhere, in the square of the same number.
 */
import { nearnessOf, RADIUS_CELLS, youthAt } from './alike.js';
import { groundOf } from './sky.js';

/** Of the height: the stripe at the top where what has landed begins again. */
const TOP = 0.12;
/** Of the height, above the ground. */
const SKY = 0.84;

/** @typedef {{ width: number, height: number, unitPx: number }} Sky in CSS pixels, and a length that grows with it */
/** @typedef {{ nearness: number, x: number, y: number, turn: number, spin: number, phase: number, swaySeconds: number, ageSeconds: number, firstStep: number }} FarFlake
 *   nearness: 0 to 1, of those far off; spin: radians a second */

export class Drift {
  #random;
  /** @type {FarFlake[]} */
  #flakes = [];
  /** Their numbers, the farthest first. @type {number[]} */
  #fromFar = [];

  /** @param {() => number} [random] 0 to 1, without 1 */
  constructor(random = Math.random) {
    this.#random = random;
  }

  get count() { return this.#flakes.length; }

  /** All over the sky. @param {number} count @param {Sky} sky @param {number} step at which they begin @returns {number[]} those that are new */
  setCount(count, sky, step) {
    const before = Math.min(this.count, count), added = Array.from({ length: count - before }, (_, i) => before + i);
    this.#flakes.length = before;
    for (const index of added) this.#flakes.push(this.#begun(index, sky, SKY, step));
    this.#fromFar = this.#flakes.map((_, index) => index).sort((a, b) => this.#flakes[a].nearness - this.#flakes[b].nearness);
    return added;
  }

  /** @param {number} seconds @param {Sky} sky @param {number} wind -1..1 @param {number} step at which those begin again that have landed @returns {number[]} these */
  fall(seconds, sky, wind, step) {
    const landed = [];
    for (const [index, flake] of this.#flakes.entries()) {
      const radius = RADIUS_CELLS * cellPxOf(flake, sky), span = sky.width + 2 * radius;
      flake.ageSeconds += seconds;
      flake.turn += seconds * flake.spin;
      flake.y += seconds * sky.unitPx * (6 + 5 * flake.nearness);
      flake.x += seconds * sky.unitPx * wind * (7 + 7 * flake.nearness);
      flake.x = ((flake.x + radius) % span + span) % span - radius;
      if (flake.y <= groundOf(0, sky.height, radius)) continue;
      this.#flakes[index] = this.#begun(index, sky, TOP, step);
      landed.push(index);
    }
    return landed;
  }

  /** The sky is of another size. @param {number} across how many times as wide @param {number} down how many times as high */
  stretch(across, down) {
    for (const flake of this.#flakes) {
      flake.x *= across;
      flake.y *= down;
    }
  }

  /**
   * As they are drawn, the farthest first.
   * @param {Sky} sky @param {number} step which is made @param {number} pixelRatio @param {number} pitch cells of a square
   * @returns {Float32Array<ArrayBuffer>} [flakes][8], see FLAKE_FLOATS of ../gpu/flurry.js
   */
  drawn(sky, step, pixelRatio, pitch) {
    return Float32Array.from(this.#fromFar.flatMap((index) => {
      const flake = this.#flakes[index], { nearness, x, y, turn, phase, swaySeconds, ageSeconds, firstStep } = flake, cellPx = cellPxOf(flake, sky), radius = RADIUS_CELLS * cellPx;
      const sway = sky.unitPx * (2 + 4 * nearness) * Math.sin(phase + (2 * Math.PI * ageSeconds) / swaySeconds);
      const landing = Math.min(1, Math.max(0, (groundOf(0, sky.height, radius) - y) / (2 * radius)));
      return [(x + sway) * pixelRatio, y * pixelRatio, pitch * cellPx * pixelRatio, turn, (0.35 + 0.3 * nearness) * landing, youthAt(step - firstStep), index, 0];
    }));
  }

  /** @param {number} index @param {Sky} sky @param {number} depth of the stripe where it may begin, in heights @param {number} step @returns {FarFlake} */
  #begun(index, { width, height }, depth, step) {
    const random = this.#random;
    return {
      nearness: nearnessOf(index), x: random() * width, y: random() * depth * height, turn: random() * 2 * Math.PI, spin: (random() - 0.5) / 2,
      phase: random() * 2 * Math.PI, swaySeconds: 5 + 4 * random(), ageSeconds: 0, firstStep: step,
    };
  }
}

/** @param {FarFlake} flake @param {Sky} sky */
function cellPxOf({ nearness }, { unitPx }) {
  return unitPx * (0.16 + 0.24 * nearness);
}
