/** How the page is bundled (build/site), developed and previewed. The sources need no bundler in spirit: Vite only ships them. */
import { cp } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import compression from 'compression';
import { defineConfig } from 'vite';
import { buildTargets } from './web/package/browsers.mjs';
import * as markup from './web/text/en/markup.js';
import { text } from './web/text/text.js';

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/** What the page may do: nothing inline, nothing from elsewhere, no eval. It says so itself, for hosts that send no headers. */
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'";
const SECURITY_HEADERS = { 'Content-Security-Policy': POLICY, 'X-Content-Type-Options': 'nosniff' };

/** Puts the sentences of web/text/ into the markup: {{stage.play}} becomes text.stage.play, or what markup.js has under that name. */
function htmlText() {
  /** @param {string} path @returns {string} */
  const lookUp = (path) => {
    const [value, other] = [markup, text].map((words) => path.split('.').reduce((/** @type {any} */ node, key) => node?.[key], words)).filter(Boolean);
    if (typeof value !== 'string' || other) throw new Error(`web/text/ has ${other ? 'two sentences' : 'no sentence'} ${path}`);
    return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  };
  return {
    name: 'html-text',
    transformIndexHtml: (/** @type {string} */ html) => html.replace(/\{\{([\w.]+)\}\}/g, (_, path) => lookUp(path)),
  };
}

/** Before anything that it binds. The server for development writes styles and scripts into the page, and is without it. */
function policyInPage() {
  return {
    name: 'policy-in-page',
    apply: /** @type {const} */ ('build'),
    transformIndexHtml: () => [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY }, injectTo: /** @type {const} */ ('head-prepend') }],
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
        Object.keys(bundle ?? {}).filter((file) => FIRST.some((pattern) => pattern.test(file))).map((file) => (
          { tag: 'link', attrs: { rel: 'preload', as: 'fetch', crossorigin: true, href: `./${file}` }, injectTo: /** @type {const} */ ('head') })),
    },
  };
}

/** The code that the page gives away for other pages names a module that lies beside it, with its models. */
function shipEmbed() {
  return {
    name: 'ship-embed',
    apply: /** @type {const} */ ('build'),
    closeBundle: () => cp(here('build/embed'), here('build/site'), { recursive: true }),
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

export default defineConfig({
  root: here('web'),
  appType: 'mpa', // what is not there is answered with 404, not with the page
  base: './', // the site works in any folder of any host
  publicDir: false,
  cacheDir: here('node_modules/.vite'),
  plugins: [htmlText(), policyInPage(), preloadFirstFlake(), shipEmbed(), compressPreview()],
  resolve: {
    // The one place that knows where the build leaves the cores.
    alias: [
      { find: /^nca-show\.wasm/, replacement: here('build/wasm/nca_show.wasm') },
      { find: /^nca-core\.wasm/, replacement: here('build/wasm/nca.wasm') },
    ],
  },
  worker: { format: 'es' },
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
