/** Two lines that bring a flake into any page. */

/** @import { Mix } from '../core/mix.js' */
/** @import { Model } from '../core/types.js' */
/** @import { View } from './link-letters.js' */
import { FIRST_GOAL, goalOfMix } from '../core/mix.js';
import { encodeModel } from './model-link.js';

/**
 * @param {string | Model} model the name of one that comes with the element, or one that then stands in the tag itself
 * @param {string} home where the element's module lies: the address of this page
 * @param {{ mix?: Mix, view?: View }} [options] mix: of the model's goals that grows; view: how it is drawn
 * @returns {string} HTML
 * @throws {NcaError} as encodeModel()
 */
export function embedSnippet(model, home, { mix = FIRST_GOAL, view = 'cells' } = {}) {
  const code = typeof model === 'string' ? model : encodeModel(model), attributes = attributeOf(mix) + (view === 'cells' ? '' : ` view="${view}"`);
  return [
    `<script type="module" src="${escaped(new URL('snowflake-nca.js', home).href)}"></script>`,
    `<snowflake-nca model="${escaped(code)}"${attributes} interactive controls></snowflake-nca>`,
  ].join('\n');
}

/** What says which of its goals grows. @param {Mix} mix */
function attributeOf(mix) {
  const goal = goalOfMix(mix);
  if (mix.flake !== undefined) return ` flake="${mix.flake}"`;
  return goal === undefined ? ` mix="${mix}"` : goal > 0 ? ` goal="${goal}"` : '';
}

/** @param {string} value of an attribute */
function escaped(value) {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
