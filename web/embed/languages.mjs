/** A Vite plugin for what is said in other languages than English, of which no script of the element knows: `words-of-all` is all of it, `words-of-fr` a script for a frame. */
import { fileURLToPath } from 'node:url';

import { DEFAULT, languages } from '../text/languages.js';

const TEXT = fileURLToPath(new URL('../text/', import.meta.url));
export const OTHERS = Object.keys(languages).filter((lang) => lang !== DEFAULT);

const MODULES = /** @type {Record<string, string>} */ ({
  'languages-beside': `export default ${JSON.stringify(Object.keys(languages))};`,
  'words-of-all': OTHERS.map((lang) => `import { element as element_${lang} } from '${TEXT}${lang}/element.js'; import { embed as embed_${lang} } from '${TEXT}${lang}/embed.js';\n`).join('')
    + `export const wordsOf = { ${OTHERS.map((lang) => `${lang}: { element: element_${lang}, embed: embed_${lang} }`).join(', ')} };`,
  // A script has no exports: it tells them to its own element of the page.
  ...Object.fromEntries(OTHERS.map((lang) => [`words-of-${lang}`,
    `import { element } from '${TEXT}${lang}/element.js'; document.currentScript.dispatchEvent(new CustomEvent('words', { detail: element }));`])),
});

/** @returns {import('vite').Plugin} */
export const otherLanguages = () => ({
  name: 'other-languages',
  enforce: 'pre',
  resolveId: (id) => (id in MODULES ? `\0${id}` : undefined),
  load: (id) => MODULES[id.slice(1)],
});
