/** Builds build/embed: the element as one module, the page for an iframe, the single file for the disk, and the models. */
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, defaultClientConditions } from 'vite';

import { buildTargets } from '../package/browsers.mjs';
import { packagesIn } from '../package/parts.mjs';
import { makeScript } from '../script/make.mjs';
import { OTHERS, otherLanguages } from './languages.mjs';
import { pack } from './pack.mjs';
import { embed } from '../text/en/embed.js';
import { languages } from '../text/languages.js';

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const OUT = here('../../build/embed/'), MODELS = here('../../assets/models/');

const { name, version } = JSON.parse(await readFile(here('../../package.json'), 'utf8'));
const banner = `/*! ${name} ${version}, MIT licence */`;

/** NOTICES.md and sbom.cdx.json of the package are written for what is in the element, so nothing may come into it unseen. */
const KNOWN = ['vite'];
const nothingUnseen = {
  name: 'nothing-unseen',
  generateBundle: (/** @type {unknown} */ _, /** @type {import('rollup').OutputBundle} */ bundle) => {
    const foreign = packagesIn(bundle).filter((name) => !KNOWN.includes(name));
    if (foreign.length > 0) throw new Error(`In the element: ${foreign}. Name them in NOTICES.md and sbom.cdx.json first.`);
  },
};

/** All is in one file, so that there is nothing to fetch before its parts are asked for, as Vite would. */
const nothingAhead = {
  name: 'nothing-ahead',
  enforce: /** @type {const} */ ('pre'),
  load: (/** @type {string} */ id) => (id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load();' : undefined),
};

/**
 * What the language's own objects and Math do when the module is loaded they do as long as it lives: a page that puts others in their place later would come to other steps, silently.
 * What hangs on them, and on arrays and texts, is looked after by host.js.
 */
const TAKEN = ['Array', 'ArrayBuffer', 'Float32Array', 'Float64Array', 'Map', 'Number', 'Object', 'Promise', 'RangeError', 'Reflect', 'Set', 'String', 'Uint32Array', 'Uint8Array', 'Uint8ClampedArray', 'WeakMap'];
const intro = `const {${TAKEN}}=globalThis,Math={};{const own=Object.getOwnPropertyNames(globalThis.Math);for(let i=0;i<own.length;i++)Math[own[i]]=globalThis.Math[own[i]]}`;

/** @param {string} entry @param {'es' | 'iife'} format @param {string} fileName */
async function bundle(entry, format, fileName) {
  await build({
    configFile: false,
    root: here('..'),
    logLevel: 'warn',
    publicDir: false,
    plugins: [pack(), otherLanguages(), nothingAhead, nothingUnseen],
    resolve: { conditions: ['embed', ...defaultClientConditions] }, // which #core and #models of package.json
    build: {
      outDir: OUT,
      emptyOutDir: false,
      target: buildTargets,
      modulePreload: false,
      reportCompressedSize: false,
      rollupOptions: {
        input: entry.startsWith('words-of-') ? entry : here(entry), preserveEntrySignatures: 'strict',
        output: { format, entryFileNames: fileName, banner, intro: fileName.startsWith('words/') ? '' : intro, inlineDynamicImports: true },
      },
    },
  });
}

/** @param {string} name of a page here @param {Record<string, string>} values for its {{names}} */
async function page(name, values) {
  const html = await readFile(here(name), 'utf8');
  await writeFile(OUT + name, html.replace(/\{\{(\w+)\}\}/g, (_, key) => values[key]));
}

const hashOf = (/** @type {string} */ text) => createHash('sha256').update(text).digest('base64');

await rm(OUT, { recursive: true, force: true });
await mkdir(`${OUT}models`, { recursive: true });
await bundle('module.js', 'es', 'snowflake-nca.js');
await bundle('frame.js', 'iife', 'embed.js');
await bundle('single.js', 'es', 'single.js');
for (const lang of Object.keys(languages)) await bundle(`../text/${lang}/element.js`, 'es', `words/${lang}.js`);
for (const lang of OTHERS) await bundle(`words-of-${lang}`, 'iife', `words/frame/${lang}.js`);
await writeFile(`${OUT}snowflake-nca-script.js`, await makeScript(banner));
await page('embed.html', embed);

// What would end the script inside of it. Both stand in strings alone, where the backslash changes nothing.
const scriptText = (await readFile(`${OUT}single.js`, 'utf8')).replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
await rm(`${OUT}single.js`);
const styleText = await readFile(here('snowflake.css'), 'utf8');
await page('snowflake.html', { ...embed, scriptText, styleText, script: hashOf(scriptText), style: hashOf(styleText) });

for (const file of await readdir(MODELS)) if (file.endsWith('.safetensors')) await cp(MODELS + file, `${OUT}models/${file}`);
