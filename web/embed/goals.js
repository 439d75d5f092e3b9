/** No pictures come with the module: a flake is held to what it was before the wound. @import { Model } from '../core/types.js' @import { Picture } from '../look/look.js' */

/** @param {Model} _model @param {number} _goal @returns {Promise<Picture | undefined>} */
export async function goalPictureOf(_model, _goal) {
  return undefined;
}
