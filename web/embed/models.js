/**
 * One model lies in the module itself, in 8-bit weights: it rests at an error of 5.2e-5, where its file gives 3.4e-5. The others lie beside
 * it, in models/, and each is fetched when it is asked for.
 */
import { ByteReader } from '../core/bytes.js';
import { loaderOf } from '../core/model-file.js';
import { restStepOfBundled } from '../core/rest.js';
import { words } from '../text/element-words.js';
import { readModel } from '../share/model-bytes.js';
import letters from '../../assets/models/snowflake.safetensors?letters';

/** @import { Model } from '../core/types.js' */
/** @import { BundledEntry } from '../library/entry.js' */

const INSIDE = 'snowflake';

/** @type {(id: keyof typeof words.models, address: () => URL) => BundledEntry} */
const bundle = (id, address) => ({
  id, kind: 'bundled', get title() { return words.models[id]; }, restAt: restStepOfBundled(id),
  load: id === INSIDE ? async () => readModel(new ByteReader(letters)).model : loaderOf(() => address().href),
});

/**
 * Every address is written out, since that is the form in which the bundlers of other projects find the files and take them along (our own
 * one, that of the comments, shall not: they lie beside the module). It is made only when it is asked for: in a module that was made a plain
 * script there may be none, and only that model shall fail. The first one is what an element without a model shows.
 *
 * @type {readonly BundledEntry[]}
 */
export const bundledModels = Object.freeze([
  bundle('snowflake', () => new URL(/* @vite-ignore */ './models/snowflake.safetensors', import.meta.url)),
  bundle('ice-family', () => new URL(/* @vite-ignore */ './models/ice-family.safetensors', import.meta.url)),
  bundle('ice-gallery', () => new URL(/* @vite-ignore */ './models/ice-gallery.safetensors', import.meta.url)),
  bundle('ice-feather', () => new URL(/* @vite-ignore */ './models/ice-feather.safetensors', import.meta.url)),
  bundle('ice-needle', () => new URL(/* @vite-ignore */ './models/ice-needle.safetensors', import.meta.url)),
  bundle('ice-star', () => new URL(/* @vite-ignore */ './models/ice-star.safetensors', import.meta.url)),
  bundle('ice-bloom', () => new URL(/* @vite-ignore */ './models/ice-bloom.safetensors', import.meta.url)),
  bundle('ice-rosette', () => new URL(/* @vite-ignore */ './models/ice-rosette.safetensors', import.meta.url)),
  bundle('ice-floes', () => new URL(/* @vite-ignore */ './models/ice-floes.safetensors', import.meta.url)),
  bundle('snowman', () => new URL(/* @vite-ignore */ './models/snowman.safetensors', import.meta.url)),
  bundle('evergreen', () => new URL(/* @vite-ignore */ './models/evergreen.safetensors', import.meta.url)),
  bundle('snowflake-persistent', () => new URL(/* @vite-ignore */ './models/snowflake-persistent.safetensors', import.meta.url)),
  bundle('snowflake-growing', () => new URL(/* @vite-ignore */ './models/snowflake-growing.safetensors', import.meta.url)),
  bundle('blog-snowflake', () => new URL(/* @vite-ignore */ './models/blog-snowflake.safetensors', import.meta.url)),
]);

/** @param {string} id */
export function findBundledModel(id) {
  return bundledModels.find((each) => each.id === id);
}

/** Nothing here asks which one a model is. @param {Model} _model @returns {BundledEntry | undefined} */
export function bundledEntryOf(_model) {
  return undefined;
}
