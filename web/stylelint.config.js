/**
 * What the styles have to keep to. Layers decide which rule wins (web/styles/first.css), so no selector may weigh more than one class: what it
 * says of its surroundings stands in :where(), which weighs nothing.
 *
 * @import { Config } from 'stylelint'
 */

/** @type {Config} */
export default {
  reportNeedlessDisables: true,
  reportDescriptionlessDisables: true,
  rules: {
    'selector-max-id': 0,
    'selector-max-specificity': ['0,1,0', { ignoreSelectors: [/^::/, ':host'] }],
    'declaration-no-important': true,
    // Start and end, not left and right, so that a page may be written from right to left; what a script places by pixels begins at left: 0.
    'property-disallowed-list': ['right', '/^(margin|padding|border|scroll-margin|scroll-padding)-(left|right)/', '/^border-(top|bottom)-(left|right)/'],
    'declaration-property-value-disallowed-list': { left: ['/^(?!0$)/'], 'text-align': ['left', 'right'], '/^(margin|padding)$/': ['/^(\\S+) (\\S+) (\\S+) (?!\\2$)\\S+$/'] },
    'no-duplicate-selectors': true,
    'no-duplicate-at-import-rules': true,
    'no-invalid-position-at-import-rule': true,
    'block-no-empty': true,
    'declaration-block-no-duplicate-properties': [true, { ignore: ['consecutive-duplicates-with-different-values'] }],
    'declaration-block-no-duplicate-custom-properties': true,
    'declaration-block-no-shorthand-property-overrides': true,
    'declaration-property-value-no-unknown': [true, { ignoreProperties: { content: /\/ ""$/ } }],
    'custom-property-no-missing-var-function': true,
    'property-no-unknown': true,
    'unit-no-unknown': true,
    'function-no-unknown': true,
    'at-rule-no-unknown': true,
    'media-feature-name-no-unknown': true,
    'selector-type-no-unknown': [true, { ignore: ['custom-elements'] }],
    'selector-pseudo-class-no-unknown': true,
    'selector-pseudo-element-no-unknown': true,
  },
  overrides: [
    { // a colour has a name, and its name stands in the tokens
      files: ['**/web/styles/**/*.css'],
      rules: { 'color-no-hex': true, 'color-named': 'never', 'function-disallowed-list': [/^(rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?$/] },
    },
    { files: ['**/web/styles/tokens.css'], rules: { 'color-no-hex': null, 'color-named': null, 'function-disallowed-list': null } },
  ],
};
