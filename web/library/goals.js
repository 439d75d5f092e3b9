/** What a model was taught, as a picture. @import { Model } from '../core/types.js' @import { Picture } from '../look/look.js' */
import { library } from './shared.js';

/** @param {Model} model @param {number} goal of several, which @returns {Promise<Picture | undefined>} undefined: nobody has said it here */
export const goalPictureOf = (model, goal) => library.goalOf(model, goal);
