/**
 * The words of a configuration and what they say of themselves, as src/nca.h and the files that it names have it. Made by make-lists.mjs: not to be edited.
 *
 * @typedef {'post' | 'pre+post' | 'none'} Alive post: after a step (the blog post); pre+post: before and after (Distill); none: never, and no cell dies, for textures
 * @typedef {'sobel' | 'isotropic' | 'sobel+laplacian'} Filters sobel: the gradients of its neighbourhood; isotropic: its Laplacian and how steep it is, which know no direction; sobel+laplacian: the gradients and the Laplacian
 * @typedef {'zero' | 'torus'} Edge zero: nothing; torus: its other side
 * @typedef {'pixels' | 'texture'} Match pixels: pixel by pixel; texture: the patches of both, wherever they lie
 */
export const CONFIG_WORDS = Object.freeze({
  alive: Object.freeze(/** @type {const} */ (['post', 'pre+post', 'none'])),
  filters: Object.freeze(/** @type {const} */ (['sobel', 'isotropic', 'sobel+laplacian'])),
  edge: Object.freeze(/** @type {const} */ (['zero', 'torus'])),
  match: Object.freeze(/** @type {const} */ (['pixels', 'texture'])),
});

/** Numbers that a cell perceives of each channel. */
export const FILTER_PLANES = Object.freeze({ sobel: 3, isotropic: 3, 'sobel+laplacian': 4 });
/** By which a cell sees a direction. @type {readonly unknown[]} */
export const DIRECTED_FILTERS = Object.freeze(['sobel', 'sobel+laplacian']);
/** Beyond which the other side lies. @type {readonly unknown[]} */
export const ROUND_EDGES = Object.freeze(['torus']);
/** By which no cell dies. @type {readonly unknown[]} */
export const DEATHLESS_RULES = Object.freeze(['none']);
