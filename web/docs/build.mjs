/**
 * Builds build/docs from the sources: the reference of element, core and models (TypeDoc, from the JSDoc), with the recipes and the header of the C
 * library as pages of it; and the article, a page as a blogger would write it.
 */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Application } from 'typedoc';

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const OUT = here('../../build/docs'), WRITTEN = here('../../build/docs-written');

/** @param {string} name @param {string} title @param {string} text Markdown, whose own title gives way */
async function writePage(name, title, text) {
  const path = `${WRITTEN}/${name}.md`;
  await writeFile(path, `---\ntitle: ${title}\n---\n${text.replace(/^# .*\n/, '')}`);
  return path;
}

/** The headers are the manual of the C library, and go in whole. */
async function headerPage() {
  const headers = await Promise.all(['nca.h', 'nca_tools.h'].map((name) => readFile(here(`../../src/${name}`), 'utf8')));
  return [await readFile(here('c.md'), 'utf8'), ...headers.map((header) => `\`\`\`c\n${header}\`\`\`\n`)].join('\n');
}

/** TypeDoc takes one file. */
async function writeStyles() {
  const path = `${WRITTEN}/reference.css`;
  await writeFile(path, (await Promise.all(['../styles/tokens.css', 'reference.css'].map((name) => readFile(here(name), 'utf8')))).join(''));
  return path;
}

async function writeReference() {
  const app = await Application.bootstrapWithPlugins({
    name: 'Snowflake',
    entryPoints: ['../package/element.d.ts', '../api/core.js', '../api/models.js'].map(here),
    tsconfig: here('../../tsconfig.json'),
    readme: await writePage('index', 'Snowflake', await readFile(here('../package/README.md'), 'utf8')),
    navigation: { includeFolders: false },
    projectDocuments: [
      await writePage('recipes', 'Recipes for blogs', await readFile(here('recipes.md'), 'utf8')),
      await writePage('c', 'The C library', await headerPage()),
    ],
    highlightLanguages: ['astro', 'c', 'cmake', 'html', 'javascript', 'jsx', 'markdown', 'python', 'sh', 'svelte', 'typescript', 'vue'],
    out: `${OUT}/api`,
    customCss: await writeStyles(),
    favicon: here('../../assets/targets/snowflake.png'),
    disableSources: true,
    excludePrivate: true,
    excludeProtected: true,
    excludeExternals: true,
    githubPages: false,
    hideGenerator: true,
    sort: ['source-order'],
    validation: { notExported: false },
    treatWarningsAsErrors: true,
  });
  const project = await app.convert();
  if (!project || app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error('The reference could not be made.');
  await app.generateOutputs(project);
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error('The reference could not be written.');
}

// Time stands still: the highlighter gives up on a line that takes it half a second, and the pages would depend on how busy the machine is.
Date.now = () => 0;
await rm(OUT, { recursive: true, force: true });
await mkdir(WRITTEN, { recursive: true });
await writeReference();
await cp(here('../../build/embed'), OUT, { recursive: true });
for (const name of ['article.html', 'article.css', '../styles/tokens.css']) await cp(here(name), `${OUT}/${basename(name)}`);
await cp(here('../../assets/targets/snowflake.png'), `${OUT}/snowflake.png`);
