/** The models that come with the page. */
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
import { restStepOfBundled } from './element/rest.js';
import { words } from './element/words.js';

export { BLOG_REST_STEP, restStepOf } from './element/rest.js';

/**
 * @import { Model } from './core/types.js'
 *
 * @typedef {object} BundledModel
 * @property {string} name for the model attribute
 * @property {string} title for people
 * @property {string} url of the safetensors file
 * @property {number} restAt step; Infinity: never
 * @property {() => Model} [read] where it needs no file: the model
 */

/** @type {(name: keyof typeof words.models, url: string) => BundledModel} */
const bundle = (name, url) => ({ name, get title() { return words.models[name]; }, url, restAt: restStepOfBundled(name) });

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
  bundle('snowflake-growing', snowflakeGrowingUrl),
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
