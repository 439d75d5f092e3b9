/**
 * The models that come with the page, and how long a model may be left running.
 *
 * A model of the blog's recipe is only ever judged at steps 64 to 95. Nobody teaches it what comes after, and most slowly fall
 * apart; so one that nobody measured rests at step 96 until someone asks for more. Models known to last never rest; the bundled
 * flake is one (assets/models/README.md).
 *
 * @import { Model } from './core/types.js'
 */
import snowflakeUrl from '../assets/models/blog-snowflake.safetensors?url';
import { text } from './text.js';

/** One past the last step that the blog's recipe looks at. */
export const BLOG_REST_STEP = 96;

/**
 * @typedef {object} BundledModel
 * @property {string} name for the model attribute
 * @property {string} title for people
 * @property {string} url of the safetensors file
 * @property {'blog' | 'distill'} config
 * @property {number} restAt step; Infinity: never
 */

/** @type {readonly BundledModel[]} */
export const bundledModels = Object.freeze([
  { name: 'snowflake', title: text.models.snowflake, url: snowflakeUrl, config: /** @type {const} */ ('blog'), restAt: Infinity },
]);

/** @param {string} name */
export function findBundledModel(name) {
  return bundledModels.find((model) => model.name === name);
}

/**
 * Where a model that says nothing else shall rest.
 * @param {Model} model
 */
export function restStepOf(model) {
  return model.config.alive === 'post' ? BLOG_REST_STEP : Infinity;
}
