/** What the places of the slider mean: each a flake more as long as the processor bears them, and beyond that each so many times as many. */

/** What the processor bears. */
export const FLAKES_NEAR = 24;
/** Places of the slider beyond that. */
export const PLACES_FAR = 24;

/** @param {number} place 1 or more @param {number} most flakes, at the last place @returns {number} */
export function numFlakesAt(place, most) {
  if (place <= FLAKES_NEAR) return place;
  return Math.round(FLAKES_NEAR * (most / FLAKES_NEAR) ** ((place - FLAKES_NEAR) / PLACES_FAR));
}
