/** Two lines that bring a flake into any page. */

/** @import { Mix } from '../core/mix.js' */
/** @import { Model } from '../core/types.js' */
import { FIRST_GOAL, goalOfMix } from '../core/mix.js';
import { encodeModel } from './model-link.js';

/**
 * @param {string | Model} model the name of one that comes with the element, or one that then stands in the tag itself
 * @param {string} home where the element's module lies: the address of this page
 * @param {Mix} [mix] of the model's goals that grows
 * @returns {string} HTML
 * @throws {NcaError} as encodeModel()
 */
export function embedSnippet(model, home, mix = FIRST_GOAL) {
  const code = typeof model === 'string' ? model : encodeModel(model), goal = goalOfMix(mix), which = goal === undefined ? ` mix="${mix}"` : goal > 0 ? ` goal="${goal}"` : '';
  return [
    `<script type="module" src="${escaped(new URL('snowflake-nca.js', home).href)}"></script>`,
    `<snowflake-nca model="${escaped(code)}"${which} interactive controls></snowflake-nca>`,
  ].join('\n');
}

/** @param {string} value of an attribute */
function escaped(value) {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
