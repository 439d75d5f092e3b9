/** The package works from each bundler and without one: in each project two flakes grow in a real browser, and the core computes the bits it computes here. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';

import { launch, newPage } from '../browser/support/browser.mjs';
import { host } from '../browser/support/host.mjs';
import { compute, isDone, PROJECTS, resultOf, serveBuilt, serveSources } from './support/projects.mjs';
import { buildProject, pack, ROOT, useFolder } from './support/tarball.mjs';

const run = promisify(execFile);

const folder = useFolder();
/** @type {string} */
let tarball;
/** @type {import('puppeteer-core').Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof compute>>} */
let wanted;
before(async () => {
  tarball = await pack(folder);
  browser = await launch();
  wanted = await compute();
});
after(() => browser?.close());

/** @param {{ url: string, close: () => Promise<void> }} server of the project */
async function visit(server) {
  const { page, problems, close } = await newPage(browser);
  try {
    await page.goto(server.url);
    await page.waitForFunction(isDone);
    assert.deepEqual(await page.evaluate(resultOf), wanted);
    assert.deepEqual(problems, []);
  } catch (error) {
    throw new Error(problems.join('\n'), { cause: error });
  } finally {
    await close();
    await server.close();
  }
}

for (const name of PROJECTS) {
  describe(name, () => {
    /** @type {string} */
    let project;
    before(async () => { project = await buildProject(name, folder, tarball); });

    test('its page grows and computes what it shall', async () => visit(await serveBuilt(project)));

    test('nothing of what is published names a path of the machine', async () => {
      for (const entry of await readdir(join(project, 'dist'), { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const path = join(/** @type {any} */ (entry).parentPath ?? entry.path, entry.name), text = await readFile(path, 'latin1');
        for (const each of [ROOT, folder, 'file:///']) assert.ok(!text.includes(each), `${relative(project, path)} names ${each}`);
      }
    });

    if (name === 'vite') test('and so does its page while one works on it', async () => visit(await serveSources(project)));
    if (name === 'esbuild') {
      for (const format of ['esm', 'iife']) test(`${format}, the models left behind: a sentence and an event for the one that is named, and the other grows`, () => leftBehind(project, format));
    }
  });
}

/** @param {string} project @param {string} format */
async function leftBehind(project, format) {
  await writeFile(join(project, 'src/element.js'), "import 'snowflake-nca';");
  await run('npx', ['esbuild', 'src/element.js', '--bundle', `--format=${format}`, `--outfile=bare/${format}.js`, '--log-level=error'], { cwd: project });
  const server = await host({
    '/blog.html': `<!doctype html><title>A blog</title>
      <script>addEventListener('error', ({ detail }) => { globalThis.heard = detail?.code; }, true);</script>
      <script ${format === 'esm' ? 'type="module"' : 'defer'} src="bare/main.js"></script>
      <snowflake-nca style="width: 300px"></snowflake-nca><snowflake-nca style="width: 300px" model="ice-star"></snowflake-nca>`,
    '/bare/main.js': await readFile(join(project, `bare/${format}.js`), 'utf8'),
  });
  const { page, problems, close } = await newPage(browser);
  try {
    await page.goto(`${server.url}/blog.html`);
    await page.waitForFunction(() => {
      const [inside, named] = /** @type {any[]} */ ([...document.querySelectorAll('snowflake-nca')]);
      return inside.numSteps > 20 && inside.numAlive > 20 && named.shadowRoot.querySelector('.message').textContent === 'The weights could not be fetched.';
    });
    assert.equal(await page.evaluate('heard'), 'LOAD_FAILED');
  } catch (error) {
    throw new Error(problems.join('\n'), { cause: error });
  } finally {
    await close();
    await server.close();
  }
}
