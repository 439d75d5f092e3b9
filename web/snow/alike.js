/** What near flakes and those far off have in common. */

/** By then they look grown: what is shown, still, to those who asked for less motion. */
export const STILL_STEP = 120;
export const STEPS_PER_SECOND = 24;
/** Cells from the middle to the tips of a grown flake. */
export const RADIUS_CELLS = 20;
/** Red, green and blue, 0 to 255. */
export const MOONLIGHT = Object.freeze([0x8f, 0xc4, 0xf0]);

const COLOURED_STEP = 90;
/**
 * How much a flake is shown in moonlight, 1 to 0. A young one flickers in loud colours, before its cells agree where they are: too loud for a quiet night. So until then its
 * light and dark are its own, its colour is not.
 * @param {number} numSteps
 */
export const youthAt = (numSteps) => Math.max(0, 1 - numSteps / COLOURED_STEP);

const GOLDEN = 0.618034;
/** How near a flake is, 0 to 1: golden multiples are spread evenly, however many there are. @param {number} index */
export const nearnessOf = (index) => ((index + 1) * GOLDEN) % 1;
