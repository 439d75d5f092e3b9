/**
 * One model lies in the module itself, in 8-bit weights: it rests at an error of 5.2e-5, where its file gives 3.4e-5. The others lie beside
 * it, in models/, and each is fetched when it is asked for.
 */
import { ByteReader } from '../core/bytes.js';
import { restStepOfBundled } from '../element/rest.js';
import { elementText } from '../text.js';
import { readModel } from '../share/model-bytes.js';
import letters from '../../assets/models/snowflake.safetensors?letters';

/** @import { BundledModel } from '../models.js' */

const INSIDE = 'snowflake';
/** Where this module was loaded from. */
const home = import.meta.url;

const { untitled, ...titles } = elementText.models;

/** The first one is what an element without a model shows. @type {readonly BundledModel[]} */
export const bundledModels = Object.freeze(Object.entries(titles).map(([name, title]) => ({
  name, title, restAt: restStepOfBundled(name), url: new URL(`models/${name}.safetensors`, home).href,
  ...(name === INSIDE && { read: () => readModel(new ByteReader(letters)) }),
})));

/** @param {string} name */
export function findBundledModel(name) {
  return bundledModels.find((model) => model.name === name);
}

/** No pictures come with it: a flake is held to what it was before the wound. @param {string} _name @returns {string | undefined} */
export function findTargetUrl(_name) {
  return undefined;
}
