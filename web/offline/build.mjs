/** A Vite plugin for what makes the page installable and whole without a connection: the service worker with the names of all files, manifests, icons. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transformWithEsbuild } from 'vite';

import { buildTargets } from '../package/browsers.mjs';
import { DEFAULT, languages, pageOf } from '../text/languages.js';
import { ICON_PIXELS, makeIcons } from './icons.mjs';

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
/** --page of the styles by day, which a window has before the page is there, and --night-bottom. */
const PAGE = '#e9f1f8', NIGHT = '#061225';
const iconName = (/** @type {number} */ pixels) => `icon-${pixels}.png`;

/** @param {string} lang */
async function manifestIn(lang) {
  const { page } = await import(`../text/${lang}/markup.js`);
  return JSON.stringify({
    id: './', name: page.title, short_name: page.wordmark, description: page.description, lang, start_url: pageOf(lang), scope: './', display: 'standalone',
    background_color: PAGE, theme_color: NIGHT,
    icons: ICON_PIXELS.map((pixels) => ({ src: iconName(pixels), sizes: `${pixels}x${pixels}`, type: 'image/png', purpose: 'any maskable' })),
  });
}

/** @param {import('rollup').OutputAsset | import('rollup').OutputChunk} file @returns {string | undefined} the language that alone needs it */
function languageOf(file) {
  const inFolder = (/** @type {string} */ lang) => file.type === 'chunk' && file.moduleIds.length > 0 && file.moduleIds.every((id) => id.startsWith(here(`../text/${lang}/`)));
  return Object.keys(languages).find((lang) => file.fileName === `${lang}.html` || inFolder(lang));
}

/** The last of the plugins: what comes after it is not there without a connection. @returns {import('vite').Plugin} */
export function offline() {
  return {
    name: 'offline',
    apply: 'build',
    enforce: 'post',
    transformIndexHtml: {
      order: 'pre',
      handler: () => [
        { tag: 'link', attrs: { rel: 'manifest', href: './manifest-{{lang}}.webmanifest' }, injectTo: 'head' },
        { tag: 'link', attrs: { rel: 'apple-touch-icon', href: `./${iconName(ICON_PIXELS[0])}` }, injectTo: 'head' },
      ],
    },
    async generateBundle(_, bundle) {
      const files = Object.values(bundle).map((file) => (
        { name: file.fileName === 'index.html' ? '' : file.fileName, content: file.type === 'chunk' ? file.code : file.source, lang: languageOf(file) }));
      const add = (/** @type {string} */ name, /** @type {string | Uint8Array} */ content, /** @type {string | undefined} */ lang) => {
        files.push({ name, content, lang });
        this.emitFile({ type: 'asset', fileName: name, source: content });
      };
      for (const { pixels, png } of await makeIcons()) add(iconName(pixels), png, undefined);
      for (const lang of Object.keys(languages)) add(`manifest-${lang}.webmanifest`, await manifestIn(lang), lang);

      files.sort((a, b) => (a.name < b.name ? -1 : 1));
      const version = createHash('sha256');
      for (const { name, content } of files) version.update(`${name}\0`).update(content);
      const namesIn = (/** @type {string | undefined} */ wanted) => files.filter(({ lang = DEFAULT }) => lang === wanted).map(({ name }) => name);
      const others = Object.keys(languages).filter((lang) => lang !== DEFAULT);
      const source = await readFile(here('worker.js'), 'utf8');
      const { code } = await transformWithEsbuild(source, 'service-worker.js', {
        minify: true, target: buildTargets, format: 'iife',
        define: {
          FILES: JSON.stringify(namesIn(DEFAULT)),
          FILES_OF_LANGUAGES: JSON.stringify(Object.fromEntries(others.map((lang) => [`${lang}.html`, namesIn(lang)]))),
          VERSION: JSON.stringify(version.digest('hex').slice(0, 12)),
        },
      });
      this.emitFile({ type: 'asset', fileName: 'service-worker.js', source: code });
    },
  };
}
