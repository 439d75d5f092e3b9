/**
 * Every recipe of web/docs/recipes.md, as it is written: its files go into a project of that tool, the real tool builds it, and the flake grows in a real
 * browser. A tool that is not installed is skipped, and said so.
 */
import assert from 'node:assert/strict';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { preview } from 'vite';

import { launch, newPage } from '../browser/support/browser.mjs';
import { pack, useFolder } from '../package/support/tarball.mjs';
import { filesOf, isThere, titles, tool, write } from './support.mjs';

/**
 * @typedef {object} Recipe
 * @property {string} title in the document
 * @property {[string, string[]]} [needs] a program, and how to ask whether it is there
 * @property {string} [project] a folder of projects/ where the files go
 * @property {(folder: string) => Promise<unknown>} [build]
 * @property {string} [out] where the built site is
 * @property {string} [page] its address on the site
 * @property {string[]} [flakes] what they are called; default: one snowflake
 * @property {boolean} [framed] whether it lives in an iframe
 * @property {boolean} [counts] whether the page says how many steps there were
 * @property {boolean} [rendered] whether the page is made on a server, where the tag goes into it as it is
 */

const EMBED = fileURLToPath(new URL('../../build/embed', import.meta.url));
const IMPORTS = ['-c', 'import IPython, nbconvert, ipykernel'];
/** The one that has Jupyter: what is first in the path need not be the system's. */
const PYTHON = ['python3', '/usr/bin/python3'].find((each) => isThere(each, IMPORTS)) ?? 'python3';
const npmProject = async (/** @type {string} */ folder) => {
  await tool(folder, 'npm', 'ci');
  await tool(folder, 'npm', 'install', '--no-save', '--no-package-lock', tarball);
  await tool(folder, 'npm', 'run', 'build');
};
/** @param {string} title @param {string} project @returns {Recipe} */
const framework = (title, project) => ({ title, project, build: npmProject, out: 'dist', flakes: ['Ice star'], counts: true });

/** @type {Recipe[]} */
const RECIPES = [
  { title: 'Plain HTML' },
  { title: 'An iframe', flakes: ['Ice star'], framed: true },
  {
    title: 'Markdown and Jekyll', needs: ['jekyll', ['--version']], project: 'jekyll', out: '_site', page: 'snow.html',
    build: async (folder) => {
      await mkdir(join(folder, 'assets'));
      await cp(join(EMBED, 'snowflake-nca.js'), join(folder, 'assets/snowflake-nca.js'));
      await tool(folder, 'jekyll', 'build', '--disable-disk-cache', '--future');
    },
  },
  {
    title: 'Hugo', needs: ['hugo', ['version']], project: 'hugo', out: 'public', page: 'posts/snow/', flakes: ['Snowflake', 'Ice star'],
    build: async (folder) => {
      await cp(EMBED, join(folder, 'static'), { recursive: true });
      await tool(folder, 'hugo');
    },
  },
  { title: 'Astro', project: 'astro', build: npmProject, out: 'dist' },
  {
    title: 'Quarto', needs: ['pandoc', ['--version']], page: 'snow.html', // Quarto renders by Pandoc
    build: (folder) => tool(folder, 'pandoc', '--standalone', 'snow.qmd', '--from', 'markdown', '--output', 'snow.html'),
  },
  {
    title: 'Jupyter', needs: [PYTHON, IMPORTS], page: 'notebook.html', framed: true,
    build: async (folder) => {
      await writeFile(join(folder, 'notebook.ipynb'), JSON.stringify(notebookOf(await readFile(join(folder, 'cell.py'), 'utf8'))));
      await tool(folder, PYTHON, '-m', 'nbconvert', '--execute', '--to', 'html', '--template', 'basic', 'notebook.ipynb');
      await Promise.all(['snowflake.html', 'snowflake-nca.js'].map((name) => writeFile(join(folder, name), ''))); // it must do without them
    },
  },
  framework('React', 'react'),
  { ...framework('Next', 'next'), out: 'out', flakes: ['Snowflake', 'Ice star'], rendered: true },
  framework('Vue', 'vue'),
  framework('Svelte', 'svelte'),
  { ...framework('SvelteKit', 'sveltekit'), rendered: true },
];

/** @param {string} source of its one cell */
const notebookOf = (source) => ({
  nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' } },
  cells: [{ id: 'flake', cell_type: 'code', metadata: {}, execution_count: null, outputs: [], source }],
});

const work = useFolder();
/** @type {string} */
let tarball;
/** @type {import('puppeteer-core').Browser} */
let browser;
before(async () => {
  tarball = await pack(work);
  browser = await launch();
});
after(() => browser?.close());

test('every recipe is tested', async () => {
  assert.deepEqual(await titles(), RECIPES.map(({ title }) => title));
});

for (const { title, needs, project, build, out = '.', page: path = '', flakes = ['Snowflake'], framed = false, counts = false, rendered = false } of RECIPES) {
  const missing = needs && !isThere(...needs) && `NOT TESTED: ${needs.flat().join(' ')} does not start here`;
  test(title, { skip: missing || false }, async () => {
    const folder = join(work, title);
    await mkdir(folder);
    await cp(project ? fileURLToPath(new URL(`projects/${project}`, import.meta.url)) : EMBED, folder, { recursive: true });
    await write(folder, await filesOf(title));
    await build?.(folder);
    if (rendered) assert.match(await readFile(join(folder, out, 'index.html'), 'utf8'), /<snowflake-nca model="ice-star" interactive(="")? controls(="")?/);
    const server = await preview({ configFile: false, root: folder, appType: 'mpa', build: { outDir: out }, logLevel: 'error', preview: { port: 0 } });
    const { page, problems, close } = await newPage(browser);
    try {
      await page.goto(`${server.resolvedUrls?.local[0]}${path}`);
      const where = framed ? await (await page.waitForSelector('iframe'))?.contentFrame() : page;
      assert.ok(where, 'there is a frame');
      await where.waitForFunction((count) => document.querySelectorAll('snowflake-nca').length === count, {}, flakes.length);
      for (let i = 0; i < flakes.length; i++) {
        await where.evaluate((i) => document.querySelectorAll('snowflake-nca')[i].scrollIntoView({ block: 'center' }), i);
        await where.waitForFunction((i, wanted) => {
          const { modelTitle: title, numSteps, numAlive } = /** @type {any} */ (document.querySelectorAll('snowflake-nca')[i]);
          return title === wanted && numSteps > 30 && numAlive > 100;
        }, {}, i, flakes[i]);
      }
      if (counts) await page.waitForFunction(() => /^Step [1-9]/.test(document.querySelector('figcaption')?.textContent ?? ''));
      assert.deepEqual(problems.filter((problem) => !problem.includes('/favicon.ico')), []);
    } catch (error) {
      throw new Error(`${title}: ${problems.join('\n')}`, { cause: error });
    } finally {
      await close();
      await server.close();
    }
  });
}
