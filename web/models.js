/**
 * The models that come with the page, and how long a model may be left running.
 *
 * A model that was taught to grow and no more, by the blog's recipe or Distill's first one, is only ever judged up to step 96. Nobody
 * teaches it what comes after, and most fall apart; so it rests there until someone asks for more. Models known to last never rest:
 * the blog's own flake, measured in assets/models/README.md, is one of them.
 *
 * @import { Model } from './core/types.js'
 */
import blogSnowflakeUrl from '../assets/models/blog-snowflake.safetensors?url';
import evergreenUrl from '../assets/models/evergreen.safetensors?url';
import iceBloomUrl from '../assets/models/ice-bloom.safetensors?url';
import iceFeatherUrl from '../assets/models/ice-feather.safetensors?url';
import iceNeedleUrl from '../assets/models/ice-needle.safetensors?url';
import iceStarUrl from '../assets/models/ice-star.safetensors?url';
import snowflakeGrowingUrl from '../assets/models/snowflake-growing.safetensors?url';
import snowflakePersistentUrl from '../assets/models/snowflake-persistent.safetensors?url';
import snowflakeUrl from '../assets/models/snowflake.safetensors?url';
import snowmanUrl from '../assets/models/snowman.safetensors?url';
import evergreenTargetUrl from '../assets/targets/evergreen.png?url';
import iceBloomTargetUrl from '../assets/targets/ice-bloom.png?url';
import iceFeatherTargetUrl from '../assets/targets/ice-feather.png?url';
import iceNeedleTargetUrl from '../assets/targets/ice-needle.png?url';
import iceStarTargetUrl from '../assets/targets/ice-star.png?url';
import snowflakeTargetUrl from '../assets/targets/snowflake.png?url';
import snowmanTargetUrl from '../assets/targets/snowman.png?url';
import { text } from './text.js';

/** One past the last step that growing alone looks at. */
export const BLOG_REST_STEP = 96;

/**
 * @typedef {object} BundledModel
 * @property {string} name for the model attribute
 * @property {string} title for people
 * @property {string} url of the safetensors file
 * @property {number} restAt step; Infinity: never
 */

/** @type {(name: keyof typeof text.models, url: string, restAt?: number) => BundledModel} */
const bundle = (name, url, restAt = Infinity) => ({ name, title: text.models[name], url, restAt });

/** The first one is what an element without a model shows. @type {readonly BundledModel[]} */
export const bundledModels = Object.freeze([
  bundle('snowflake', snowflakeUrl),
  bundle('ice-feather', iceFeatherUrl),
  bundle('ice-needle', iceNeedleUrl),
  bundle('ice-star', iceStarUrl),
  bundle('ice-bloom', iceBloomUrl),
  bundle('snowman', snowmanUrl),
  bundle('evergreen', evergreenUrl),
  bundle('snowflake-persistent', snowflakePersistentUrl),
  bundle('snowflake-growing', snowflakeGrowingUrl, BLOG_REST_STEP),
  bundle('blog-snowflake', blogSnowflakeUrl),
]);

/** The pictures that models were trained for, by the name that their files hold. @type {ReadonlyMap<string, string>} */
const targetUrls = new Map([
  ['evergreen.png', evergreenTargetUrl],
  ['ice-bloom.png', iceBloomTargetUrl],
  ['ice-feather.png', iceFeatherTargetUrl],
  ['ice-needle.png', iceNeedleTargetUrl],
  ['ice-star.png', iceStarTargetUrl],
  ['snowflake.png', snowflakeTargetUrl],
  ['snowman.png', snowmanTargetUrl],
]);

/** @param {string} name */
export function findTargetUrl(name) {
  return targetUrls.get(name);
}

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
