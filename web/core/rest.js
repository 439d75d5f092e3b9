/**
 * How long a model may be left running.
 *
 * A model that was taught to grow and no more, by the blog's recipe or Distill's first one, is only ever judged up to step 96. Nobody
 * teaches it what comes after, and most fall apart; so it rests there until someone asks for more. Models known to last never rest:
 * the blog's own flake, measured in assets/models/README.md, is one of them.
 *
 * @import { Model } from './types.js'
 */

/** One past the last step that growing alone looks at. */
const BLOG_REST_STEP = 96;

/** Where a model that says nothing else shall rest. @param {Model} model */
export function restStepOf(model) {
  return model.config.alive === 'post' ? BLOG_REST_STEP : Infinity;
}

/** Where one that comes with us rests: they were all watched. @param {string} name */
export function restStepOfBundled(name) {
  return name === 'snowflake-growing' ? BLOG_REST_STEP : Infinity;
}
