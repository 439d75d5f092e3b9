/**
 * Where each poster of the gallery lies in the one picture of them all, assets/posters/gallery.png, which web/docs/pictures.mjs draws: side by side, a cell of what
 * grows a pixel, with one of nothing between. One picture, since sixteen small ones weigh half as much again by what a host says of each.
 */

/** Sides in cells: those of a grown picture. @type {Readonly<Record<string, number>>} */
const SIDES = Object.freeze({
  'snowflake': 40, 'ice-family': 40, 'ice-feather': 40, 'ice-needle': 40, 'ice-star': 40, 'ice-bloom': 40, 'ice-rosette': 25, 'ice-floes': 48, 'snowman': 40, 'evergreen': 40,
  'ice-frost': 40, 'ice-dendrite': 40, 'ice-branch': 40, 'ice-blade': 40, 'ice-plate': 40,
});
const GAP = 1;

/** @typedef {{ left: number, side: number }} PosterPlace pixels */
/** @type {ReadonlyMap<string, PosterPlace>} by the name of a model, or of a goal */
export const posterPlaces = new Map(Object.entries(SIDES).map(([name, side], i, all) => [name, { left: all.slice(0, i).reduce((sum, [, each]) => sum + each + GAP, 0), side }]));
export const allPosters = Object.freeze({ width: Object.values(SIDES).reduce((sum, side) => sum + side + GAP, -GAP), height: Math.max(...Object.values(SIDES)) });
