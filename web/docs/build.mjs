/**
 * Builds build/docs from the sources: the reference of element, core and models (TypeDoc, from the JSDoc), with the recipes and the header of the C
 * library as pages of it, and llms.txt; and the article, a page as a blogger would write it.
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
    entryPoints: ['../package/element.d.ts', '../api/core.js', '../api/models.js', '../api/react.js'].map(here),
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
    favicon: here('../../assets/pictures/icon.svg'),
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

/** For machines that read (https://llmstxt.org): what there is, and the same pages as Markdown. */
async function writeForMachines() {
  const { description } = JSON.parse(await readFile(here('../../package.json'), 'utf8'));
  const pages = /** @type {[string, string, string][]} */ ([
    ['package.md', 'The npm package', 'element, core, React, bundlers'], ['recipes.md', 'Recipes', 'a flake in HTML, Jekyll, Hugo, Astro, Quarto, Jupyter, React, Next, Vue, Svelte, SvelteKit; policies and sandboxes'],
    ['element.md', 'The element', 'attributes, methods, events, parts and CSS variables, from the head of its source'], ['c.md', 'The C library', 'its headers whole'],
  ]);
  const [head] = /\/\*\*[^]*?\*\//.exec(await readFile(here('../element/snowflake-nca.js'), 'utf8')) ?? [''];
  const texts = /** @type {Record<string, string>} */ ({
    'package.md': await readFile(here('../package/README.md'), 'utf8'), 'recipes.md': await readFile(here('recipes.md'), 'utf8'), 'c.md': await headerPage(),
    'element.md': `# \`<snowflake-nca>\`\n\n\`\`\`\n${head}\n\`\`\`\n`,
  });
  const list = pages.map(([file, title, about]) => `- [${title}](${file}): ${about}`).join('\n');
  await writeFile(`${OUT}/api/llms.txt`, `# snowflake-nca\n\n> ${description}\n\nThe same as HTML begins at index.html; all of it in one file is llms-full.txt.\n\n## Pages\n\n${list}\n`);
  await writeFile(`${OUT}/api/llms-full.txt`, pages.map(([file]) => texts[file]).join('\n\n'));
  for (const [file] of pages) await writeFile(`${OUT}/api/${file}`, texts[file]);
}

// Time stands still: the highlighter gives up on a line that takes it half a second, and the pages would depend on how busy the machine is.
Date.now = () => 0;
await rm(OUT, { recursive: true, force: true });
await mkdir(WRITTEN, { recursive: true });
await writeReference();
await writeForMachines();
await cp(here('../../build/embed'), OUT, { recursive: true });
for (const name of ['article.html', 'article.css', '../styles/tokens.css']) await cp(here(name), `${OUT}/${basename(name)}`);
await cp(here('../../assets/pictures/icon.svg'), `${OUT}/icon.svg`);
