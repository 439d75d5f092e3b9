/** Which cells live, and why: the definition, spelt out for the figures. */

/** @import { Sim } from '../core/nca.js' */

const ALPHA = 3;
export const DEAD = 0, BY_NEIGHBOUR = 1, BY_ITSELF = 2;

/**
 * @param {Sim} sim
 * @param {number} threshold of alpha
 * @returns {Uint8Array} [height][width]: dead, alive through a neighbour alone, or by its own alpha
 */
export function livesOf({ state, height, width, numChannels }, threshold) {
  const lives = new Uint8Array(height * width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!(state[(y * width + x) * numChannels + ALPHA] > threshold)) continue;
      for (let row = Math.max(y - 1, 0); row <= Math.min(y + 1, height - 1); row++) {
        for (let column = Math.max(x - 1, 0); column <= Math.min(x + 1, width - 1); column++) {
          const cell = row * width + column;
          lives[cell] = Math.max(lives[cell], row === y && column === x ? BY_ITSELF : BY_NEIGHBOUR);
        }
      }
    }
  }
  return lives;
}
