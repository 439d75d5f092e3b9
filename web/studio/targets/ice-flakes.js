/**
 * Rule tables of the ice that are worth growing: those of assets/targets/ice.sh, and chance finds.
 *
 * @import { Core } from '../../core/nca.js'
 */
import { text } from '../../text/text.js';

/** @typedef {import('../../page/ice-rule.js').IceCounts & { name: string, numSteps: number, centre: number, tips: number }} IceFlake */

/** @type {readonly (IceFlake & { name: keyof typeof text.ice.names })[]} */
const PRESETS = Object.freeze([
  { name: 'star', freeze: [1, 5, 6], melt: [2], numSteps: 9, centre: 0x2f7fd0, tips: 0x9fdcf7 },
  { name: 'bloom', freeze: [1, 4, 5], melt: [2, 3, 6], numSteps: 5, centre: 0x1f9fb3, tips: 0xa5ecea },
  { name: 'needle', freeze: [1], melt: [2], numSteps: 9, centre: 0x4a4fd0, tips: 0xb9d0fb },
  { name: 'crystal', freeze: [1, 3], melt: [5], numSteps: 6, centre: 0x7a63c9, tips: 0xd7c4f3 },
  { name: 'fern', freeze: [1, 4], melt: [2, 3], numSteps: 10, centre: 0x5a6fd6, tips: 0xb9c6f8 },
]);

/** With their names for people. @type {() => IceFlake[]} */
export const icePresets = () => PRESETS.map((flake) => ({ ...flake, name: text.ice.names[flake.name] }));

/** Colours that suit ice: of the middle and of the tips. */
const TINTS = Object.freeze(PRESETS.map(({ centre, tips }) => ({ centre, tips })).concat(
  { centre: 0x3d8bd4, tips: 0xa8dcf5 }, { centre: 0xb0569f, tips: 0xf6cdea }, { centre: 0x2a9d74, tips: 0xbff0d8 }, { centre: 0x5b7a99, tips: 0xe6f2fb },
));

/** Flakes are looked at in about the cells they will have. */
const LOOK_PIXELS = 36;
const MAX_TRIES = 300;
const MIN_STEPS = 4, MAX_STEPS = 11;
const SOLID_ALPHA = 128;
/** Share of the picture that is ice: neither a thread nor a plate. */
const MIN_SHARE = 0.14, MAX_SHARE = 0.6;
/** The outline's length squared over the area; a plain hexagon has 20, the presets 33 to 233. */
const MIN_OUTLINE = 60;
/** Of the ice, what has to hang together with the middle: what does not could not grow from it. */
const MIN_CONNECTED = 0.99;

/**
 * A flake of a random rule that can be learnt and is worth it.
 * @param {Core} core a whole one
 * @param {() => number} [random] 0..1
 * @returns {IceFlake}
 */
export function surprise(core, random = Math.random) {
  const below = (/** @type {number} */ count) => Math.floor(random() * count);
  for (let i = 0; i < MAX_TRIES; i++) {
    const freeze = [1], melt = /** @type {number[]} */ ([]); // without the 1 ice would never leave the first cell
    for (let count = 2; count <= 6; count++) {
      const fate = below(3);
      if (fate > 0) (fate === 1 ? freeze : melt).push(count);
    }
    const flake = { name: text.ice.names.surprise, freeze, melt, numSteps: MIN_STEPS + below(MAX_STEPS - MIN_STEPS + 1), ...TINTS[below(TINTS.length)] };
    if (isInteresting(core.growIce({ ...flake, side: LOOK_PIXELS }), LOOK_PIXELS)) return flake;
  }
  return icePresets()[below(PRESETS.length)];
}

/** @param {Uint8ClampedArray} rgba @param {number} side */
function isInteresting(rgba, side) {
  const isIcy = (/** @type {number} */ x, /** @type {number} */ y) => x >= 0 && y >= 0 && x < side && y < side && rgba[(y * side + x) * 4 + 3] >= SOLID_ALPHA;
  let area = 0, outline = 0;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (!isIcy(x, y)) continue;
      area++;
      outline += Number(!isIcy(x - 1, y)) + Number(!isIcy(x + 1, y)) + Number(!isIcy(x, y - 1)) + Number(!isIcy(x, y + 1));
    }
  }
  const share = area / side ** 2;
  if (share < MIN_SHARE || share > MAX_SHARE || outline ** 2 / area < MIN_OUTLINE) return false;
  return connectedFrom(side >> 1, side, isIcy) >= MIN_CONNECTED * area;
}

/** How many icy pixels hang together with the middle one. @param {number} middle @param {number} side @param {(x: number, y: number) => boolean} isIcy */
function connectedFrom(middle, side, isIcy) {
  if (!isIcy(middle, middle)) return 0;
  const seen = new Set([middle * side + middle]);
  for (const pixel of seen) { // grows as it is walked
    const x = pixel % side, y = Math.floor(pixel / side);
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        if (isIcy(x + dx, y + dy)) seen.add((y + dy) * side + x + dx);
      }
    }
  }
  return seen.size;
}
