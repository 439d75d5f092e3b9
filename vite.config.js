/** How the page is bundled (build/site), developed and previewed. The sources need no bundler in spirit: Vite only ships them. */
import { createHash } from 'node:crypto';
import { cp, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import compression from 'compression';
import { defineConfig, preprocessCSS, transformWithEsbuild } from 'vite';
import { readAddresses, withAddresses } from './web/package/addresses.mjs';
import { buildTargets } from './web/package/browsers.mjs';
import { shipLicences } from './web/package/ship-licences.mjs';
import { offline } from './web/offline/build.mjs';
import { DEFAULT, languages, pageOf } from './web/text/languages.js';

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/** What the page may do: nothing inline but its first styles, no eval, and from elsewhere only models that an address of the page names (?model=, ?gallery=). It says so itself, for hosts that send no headers, and so once and not with every file. */
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src *; img-src 'self' blob: data:; worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'";
const SECURITY_HEADERS = { 'X-Content-Type-Options': 'nosniff' };

/** The sentences of the markup, of which scripts carry only those that they use too. @param {string} lang @returns {Promise<object[]>} */
const markupWords = (lang) => Promise.all(['markup', 'page', 'lesson', 'snow'].map((room) => import(`./web/text/${lang}/${room}.js`)));

/** The first is that of the page of the folder, which gives way to the others. @param {string} lang */
const linksToLanguages = (lang) => Object.entries(languages).map(([each, itsName]) => (
  `<a href="${pageOf(each)}" hreflang="${each}" lang="${each}"${each === lang ? ' aria-current="page"' : ''}>${itsName}</a>`)).join('\n      ');

/** {{stage.play}} becomes the sentence of that name. @param {string} html @param {string} lang */
async function inLanguage(html, lang) {
  const modules = await markupWords(lang);
  /** @param {string} path @returns {string} */
  const lookUp = (path) => {
    if (path === 'lang') return lang;
    const [value, other] = modules.map((words) => path.split('.').reduce((/** @type {any} */ node, key) => node?.[key], words)).filter(Boolean);
    if (typeof value !== 'string' || other) throw new Error(`web/text/${lang}/ has ${other ? 'two sentences' : 'no sentence'} ${path}`);
    return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  };
  return html.replace('<!-- languages -->', linksToLanguages(lang)).replace(/\{\{([\w.]+)\}\}/g, (_, path) => lookUp(path));
}

/** Scripts are asked for behind what is painted first: of two that a browser deems as urgent as each other it hands a slow line to both. @param {string} html */
const scriptsLast = (html) => html.replace(/<(script type="module"|link rel="modulepreload")/g, '<$1 fetchpriority="low"');

/**
 * A page for each language, so that it is there from the first paint on and needs no script: index.html is the English one, de.html the
 * German one and so on, and all are made of the same markup. The first script of each is what its language says on the stage.
 */
function pagesOfLanguages() {
  const START = /\n *<script type="module" src="\.\/text\/\{\{lang\}\}\/start\.js"><\/script>/, HELD = '<!-- start -->';
  const startOf = (/** @type {string} */ lang) => here(`web/text/${lang}/start.js`), langs = Object.keys(languages);
  const langOf = (/** @type {string} */ path) => langs.find((lang) => path.endsWith(`/${lang}.html`)) ?? DEFAULT;
  return [
    {
      name: 'pages-of-languages',
      apply: /** @type {const} */ ('serve'),
      transformIndexHtml: {
        order: /** @type {const} */ ('pre'),
        handler: (/** @type {string} */ html, /** @type {import('vite').IndexHtmlTransformContext} */ { path }) => inLanguage(html, langOf(path)),
      },
      configureServer: (/** @type {import('vite').ViteDevServer} */ server) => {
        server.middlewares.use((request, response, next) => {
          const path = (request.url ?? '').replace(/[?#].*/, '');
          if (!langs.some((lang) => path === `/${lang}.html`)) return next();
          readFile(here('web/index.html'), 'utf8').then((html) => server.transformIndexHtml(path, html)).then((html) => {
            response.setHeader('Content-Type', 'text/html');
            response.end(html);
          }).catch(next);
        });
      },
    },
    {
      name: 'build-pages-of-languages',
      apply: /** @type {const} */ ('build'),
      enforce: /** @type {const} */ ('post'),
      /** @this {import('rollup').PluginContext} */
      buildStart() {
        for (const lang of langs) this.emitFile({ type: 'chunk', id: startOf(lang), name: `start-${lang}` });
      },
      transformIndexHtml: { order: /** @type {const} */ ('pre'), handler: (/** @type {string} */ html) => html.replace(START, `\n  ${HELD}`) },
      /** @this {import('rollup').PluginContext} @param {object} _ @param {import('rollup').OutputBundle} bundle */
      async generateBundle(_, bundle) {
        const page = /** @type {import('rollup').OutputAsset} */ (bundle['index.html']), html = String(page.source);
        const addresses = await readAddresses(), { site } = addresses;
        const alternates = site ? langs.map((lang) => `<link rel="alternate" hreflang="${lang}" href="${new URL(pageOf(lang), site)}">`) : []; // a crawler takes no other address
        for (const lang of langs) {
          const start = /** @type {import('rollup').OutputChunk} */ (Object.values(bundle).find((file) => file.type === 'chunk' && file.facadeModuleId === startOf(lang)));
          const preloads = start.imports.map((file) => `<link rel="modulepreload" crossorigin href="./${file}">`);
          const tags = [`<script type="module" crossorigin src="./${start.fileName}"></script>`, ...preloads.filter((tag) => !html.includes(tag)), ...alternates];
          const source = scriptsLast(await inLanguage(withAddresses(html.replace(HELD, tags.join('\n  ')), pageOf(lang), addresses), lang));
          if (lang === DEFAULT) page.source = source;
          else this.emitFile({ type: 'asset', fileName: `${lang}.html`, source });
        }
      },
    },
  ];
}

/**
 * The styles of what is seen first lie in the page itself, and its policy knows them by their hash: a file of their own is a way there and back before
 * anything is seen. All others are a file that is asked for where the first of them is needed, for the whole would not fit into a connection's first
 * flight (14 kB). For hosts whose own policy allows no style in a page the first are a file too (page/first-styles.js).
 */
function firstStylesInPage() {
  const FIRST = '<link rel="stylesheet" href="./styles/first.css">', HELD = '<!-- first styles -->', OTHERS = /\n *<link rel="stylesheet" crossorigin href="\.\/assets\/index-[\w-]+\.css">/;
  const DESK = /\n *<div class="desk">/;
  /** @type {import('vite').ResolvedConfig} */
  let config;
  let styles = '', reference = '';
  return {
    name: 'first-styles-in-page',
    enforce: /** @type {const} */ ('post'), // when the page is there
    apply: /** @type {const} */ ('build'), // the server for development writes styles and scripts into the page
    configResolved: (/** @type {import('vite').ResolvedConfig} */ resolved) => { config = resolved; },
    /** @this {import('rollup').PluginContext} */
    async buildStart() {
      const path = here('web/styles/first.css'), { code } = await preprocessCSS(await readFile(path, 'utf8'), path, config);
      styles = (await transformWithEsbuild(code, path, { loader: 'css', minify: true, target: buildTargets, sourcemap: false })).code.trim();
      if (styles.includes('url(')) throw new Error('What the first styles name would be sought beside the page.');
      reference = this.emitFile({ type: 'asset', name: 'first.css', source: styles });
    },
    transformIndexHtml: { order: /** @type {const} */ ('pre'), handler: (/** @type {string} */ html) => html.replace(FIRST, HELD) },
    /** @this {import('rollup').PluginContext} @param {object} _ @param {import('rollup').OutputBundle} bundle */
    generateBundle(_, bundle) {
      const page = /** @type {import('rollup').OutputAsset} */ (bundle['index.html']), html = String(page.source), [others] = OTHERS.exec(html) ?? [];
      if (!others || !html.includes(HELD) || !DESK.test(html)) throw new Error('The page has no place for its styles.');
      const hash = createHash('sha256').update(styles).digest('base64'), policy = POLICY.replace("style-src 'self'", `style-src 'self' 'sha256-${hash}'`);
      page.source = html.replace(others, '').replace(DESK, (desk) => others + desk)
        .replace(HELD, () => `<style data-file="./${this.getFileName(reference)}">${styles}</style>`)
        .replace('<head>', `<head>\n  <meta http-equiv="Content-Security-Policy" content="${policy}">`); // before anything that it binds
    },
  };
}

/** What the first flake needs beside the scripts is fetched at once, and not only when they ask for it. */
function preloadFirstFlake() {
  const FIRST = [/nca_show-[\w-]+\.wasm$/, /\/snowflake-[\w-]{8}\.safetensors$/];
  return {
    name: 'preload-first-flake',
    transformIndexHtml: {
      order: /** @type {const} */ ('post'),
      handler: (/** @type {string} */ html, /** @type {import('vite').IndexHtmlTransformContext} */ { bundle }) =>
        FIRST.flatMap((pattern) => Object.keys(bundle ?? {}).filter((file) => pattern.test(file))).map((file) => ( // in this order: that of the bundle is by chance
          { tag: 'link', attrs: { rel: 'preload', as: 'fetch', crossorigin: true, href: `./${file}` }, injectTo: /** @type {const} */ ('head') })),
    },
  };
}

/** The code that the page gives away for other pages names a module that lies beside it, with its models. */
function shipEmbed() {
  return {
    name: 'ship-embed',
    apply: /** @type {const} */ ('build'),
    writeBundle: (/** @type {import('rollup').NormalizedOutputOptions} */ { dir }) => cp(here('build/embed'), String(dir), { recursive: true }),
  };
}

/** What `make run` serves is compressed, as any web host does it; Vite's preview alone is not. */
function compressPreview() {
  return {
    name: 'compress-preview',
    configurePreviewServer: (/** @type {import('vite').PreviewServer} */ server) => {
      server.middlewares.use(/** @type {import('vite').Connect.NextHandleFunction} */ (compression({ filter: () => true })));
    },
  };
}

const licences = shipLicences(); // to which the foot of the page leads

export default defineConfig({
  root: here('web'),
  appType: 'mpa', // what is not there is answered with 404, not with the page
  base: './', // the site works in any folder of any host
  publicDir: false,
  cacheDir: here('node_modules/.vite'),
  plugins: [firstStylesInPage(), pagesOfLanguages(), preloadFirstFlake(), licences.ship, offline(), shipEmbed(), compressPreview()],
  resolve: {
    // The one place that knows where the build leaves the cores.
    alias: [
      { find: /^nca-show\.wasm/, replacement: here('build/wasm/nca_show.wasm') },
      { find: /^nca-crystal\.wasm/, replacement: here('build/wasm/nca_crystal.wasm') },
      { find: /^nca-core\.wasm/, replacement: here('build/wasm/nca.wasm') },
    ],
  },
  worker: { format: 'es', plugins: () => [licences.note] },
  build: {
    outDir: here('build/site'),
    emptyOutDir: true,
    target: buildTargets,
    assetsInlineLimit: 0, // data: URLs would be against the policy above
    modulePreload: { polyfill: false },
  },
  server: { fs: { allow: [here('.')] } },
  optimizeDeps: { entries: ['index.html'] }, // the other pages ask for what only a build has
  preview: { host: 'localhost', headers: SECURITY_HEADERS },
});
