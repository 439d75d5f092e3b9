/** The models that come with the page. */
import blogSnowflakeUrl from '../../assets/models/blog-snowflake.safetensors?url';
import evergreenFineUrl from '../../assets/models/fine/evergreen-fine.safetensors?url';
import iceBloomFineUrl from '../../assets/models/fine/ice-bloom-fine.safetensors?url';
import iceFeatherFineUrl from '../../assets/models/fine/ice-feather-fine.safetensors?url';
import iceNeedleFineUrl from '../../assets/models/fine/ice-needle-fine.safetensors?url';
import iceStarFineUrl from '../../assets/models/fine/ice-star-fine.safetensors?url';
import snowflakeFineUrl from '../../assets/models/fine/snowflake-fine.safetensors?url';
import snowmanFineUrl from '../../assets/models/fine/snowman-fine.safetensors?url';
import evergreenUrl from '../../assets/models/evergreen.safetensors?url';
import iceBloomUrl from '../../assets/models/ice-bloom.safetensors?url';
import iceFamilyUrl from '../../assets/models/ice-family.safetensors?url';
import iceFeatherUrl from '../../assets/models/ice-feather.safetensors?url';
import iceFloesUrl from '../../assets/models/ice-floes.safetensors?url';
import iceGalleryUrl from '../../assets/models/ice-gallery.safetensors?url';
import iceNeedleUrl from '../../assets/models/ice-needle.safetensors?url';
import iceRosetteUrl from '../../assets/models/ice-rosette.safetensors?url';
import iceStarUrl from '../../assets/models/ice-star.safetensors?url';
import snowflakeGrowingUrl from '../../assets/models/snowflake-growing.safetensors?url';
import snowflakePersistentUrl from '../../assets/models/snowflake-persistent.safetensors?url';
import snowflakeUrl from '../../assets/models/snowflake.safetensors?url';
import snowmanUrl from '../../assets/models/snowman.safetensors?url';
import evergreenTargetUrl from '../../assets/targets/evergreen.png?url';
import iceBladeTargetUrl from '../../assets/targets/ice-blade.png?url';
import iceBloomTargetUrl from '../../assets/targets/ice-bloom.png?url';
import iceBranchTargetUrl from '../../assets/targets/ice-branch.png?url';
import iceDendriteTargetUrl from '../../assets/targets/ice-dendrite.png?url';
import iceFeatherTargetUrl from '../../assets/targets/ice-feather.png?url';
import iceFloesTargetUrl from '../../assets/targets/ice-floes.png?url';
import iceFrostTargetUrl from '../../assets/targets/ice-frost.png?url';
import iceNeedleTargetUrl from '../../assets/targets/ice-needle.png?url';
import icePlateTargetUrl from '../../assets/targets/ice-plate.png?url';
import iceRosetteTargetUrl from '../../assets/targets/ice-rosette.png?url';
import iceStarTargetUrl from '../../assets/targets/ice-star.png?url';
import snowflakeTargetUrl from '../../assets/targets/snowflake.png?url';
import snowmanTargetUrl from '../../assets/targets/snowman.png?url';
import { restStepOfBundled } from '../core/rest.js';
import { words } from '../text/element-words.js';
import { contentIdOf } from './identity.js';
import { loaderOf } from '../core/model-file.js';
import { pictureAt } from './target-picture.js';

/**
 * @import { Model } from '../core/types.js'
 * @import { BundledEntry } from './entry.js'
 */

/** What there is a rule for, by its name; and in the order of the goals of the one rule that grows them all. */
const pictures = Object.freeze({
  'snowflake': pictureAt(snowflakeTargetUrl),
  'ice-star': pictureAt(iceStarTargetUrl),
  'ice-feather': pictureAt(iceFeatherTargetUrl),
  'ice-needle': pictureAt(iceNeedleTargetUrl),
  'ice-bloom': pictureAt(iceBloomTargetUrl),
  'snowman': pictureAt(snowmanTargetUrl),
  'evergreen': pictureAt(evergreenTargetUrl),
  'ice-frost': pictureAt(iceFrostTargetUrl),
  'ice-dendrite': pictureAt(iceDendriteTargetUrl),
  'ice-branch': pictureAt(iceBranchTargetUrl),
  'ice-blade': pictureAt(iceBladeTargetUrl),
  'ice-plate': pictureAt(icePlateTargetUrl),
});

/**
 * @typedef {() => ReturnType<NonNullable<BundledEntry['target']>>} Target
 * @typedef {Readonly<Record<string, Target>>} TargetsByGoal in the order and by the names that the model itself has
 */

/** @param {string} name */
const titleOf = (name) => /** @type {Record<string, string>} */ (words.models)[name] ?? name;

/** taught: undefined of a family, whose pictures are as many as there are numbers. @type {(id: keyof typeof words.models, content: string, url: string, taught: Target | TargetsByGoal | undefined, fineUrl?: string) => BundledEntry} */
const bundle = (id, content, url, taught, fineUrl) => ({
  id, kind: 'bundled', content, get title() { return titleOf(id); }, restAt: restStepOfBundled(id), load: loaderOf(() => url), ...(fineUrl && { fine: loaderOf(() => fineUrl) }),
  ...(typeof taught === 'function' ? { target: taught } : !taught ? { isFamily: true } : { goals: Object.entries(taught).map(([name, target]) => ({ name, get title() { return titleOf(name); }, target })) }),
});

/** The first one is what an element without a model shows. */
export const bundledModels = Object.freeze([
  bundle('snowflake', '4fced707053b56d3', snowflakeUrl, pictures.snowflake, snowflakeFineUrl),
  bundle('ice-family', '67d87422035923e6', iceFamilyUrl, undefined),
  bundle('ice-gallery', '63a96e959cb3f83a', iceGalleryUrl, pictures),
  bundle('ice-feather', '9691b6861cb8d17d', iceFeatherUrl, pictures['ice-feather'], iceFeatherFineUrl),
  bundle('ice-needle', '8217b76f11526654', iceNeedleUrl, pictures['ice-needle'], iceNeedleFineUrl),
  bundle('ice-star', '43cd1a5f1714b04a', iceStarUrl, pictures['ice-star'], iceStarFineUrl),
  bundle('ice-bloom', '7f4e10f7ee359654', iceBloomUrl, pictures['ice-bloom'], iceBloomFineUrl),
  bundle('ice-rosette', '5e586cfb70673acb', iceRosetteUrl, pictureAt(iceRosetteTargetUrl)),
  bundle('ice-floes', 'fe40adeecd704662', iceFloesUrl, pictureAt(iceFloesTargetUrl)),
  bundle('snowman', 'b147e2e3968116ce', snowmanUrl, pictures.snowman, snowmanFineUrl),
  bundle('evergreen', '7caa8aa184b9c083', evergreenUrl, pictures.evergreen, evergreenFineUrl),
  bundle('snowflake-persistent', '40acf871a88911e6', snowflakePersistentUrl, pictures.snowflake),
  bundle('snowflake-growing', '0b58519b2c098da7', snowflakeGrowingUrl, pictures.snowflake),
  bundle('blog-snowflake', 'a5ba1b9918038fa9', blogSnowflakeUrl, pictures.snowflake),
]);

/** Whose flakes are as many as there are numbers. */
export const bundledFamily = /** @type {BundledEntry} */ (bundledModels.find(({ isFamily }) => isFamily));

/** @param {string} id @returns {BundledEntry | undefined} */
export function findBundledModel(id) {
  return bundledModels.find((each) => each.id === id);
}

/** Whoever opens one from a file has the same one. @param {Model} model @returns {BundledEntry | undefined} */
export function bundledEntryOf(model) {
  const content = contentIdOf(model);
  return bundledModels.find((each) => each.content === content);
}
