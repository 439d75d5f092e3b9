/**
 * What editors read of the element, out of custom-elements.json: web-types.json for those of JetBrains (https://github.com/JetBrains/web-types), and for VS Code
 * vscode.html-custom-data.json and vscode.css-custom-data.json, which a project names in its settings.
 */

/** @typedef {{ name: string, type?: { text: string }, description?: string }} Named */
/** @typedef {{ tagName: string, description: string } & Record<'attributes' | 'members' | 'events' | 'cssParts' | 'cssProperties', Named[]>} Element the declaration */

/** The words of a type that is a choice of them. @param {string} type */
const wordsOf = (type) => [...type.matchAll(/'([\w-]+)'/g)].map(([, name]) => ({ name }));
const described = (/** @type {Named} */ { name, description }) => ({ name, ...(description && { description }) });

/** @param {Element} element @param {{ name: string, version: string }} about the package */
export function webTypes({ tagName, description, attributes, members, events, cssParts, cssProperties }, { name, version }) {
  return {
    $schema: 'https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json',
    name, version, 'description-markup': 'markdown', 'js-types-syntax': 'typescript',
    contributions: {
      html: {
        elements: [{
          name: tagName, description,
          attributes: attributes.map((each) => ({ ...described(each), value: { type: each.type?.text, ...(each.type?.text === 'boolean' && { required: false }) } })),
          js: {
            properties: members.filter((each) => /** @type {any} */ (each).kind === 'field').map((each) => ({ ...described(each), type: each.type?.text })),
            events: events.map((each) => described(each)),
          },
        }],
      },
      css: { properties: cssProperties.map((each) => described(each)), 'pseudo-elements': [{ name: 'part', arguments: true, description: cssParts.map((each) => each.name).join(', ') }] },
    },
  };
}

/** @param {Element} element */
export function vscodeHtml({ tagName, description, attributes }) {
  const tag = {
    name: tagName, description,
    attributes: attributes.map((each) => {
      const text = each.type?.text ?? '', values = wordsOf(text);
      return { ...described(each), ...(text === 'boolean' ? { valueSet: 'v' } : values.length > 0 && { values }) };
    }),
  };
  return { version: 1.1, tags: [tag] };
}

/** @param {Element} element */
export function vscodeCss({ cssProperties }) {
  return { version: 1.1, properties: cssProperties.map((each) => described(each)) };
}
