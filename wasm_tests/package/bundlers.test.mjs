/** The package works from each bundler and without one: in each project the element grows in a real browser, and the core computes the bits it computes here. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { preview } from 'vite';

import { loadCore } from '../../web/core/nca.js';
import { launch, newPage } from '../browser/support/browser.mjs';
import { compileShippedWasm } from '../support/core.js';
import { buildProject, pack, ROOT, useFolder } from './support/tarball.mjs';

const PROJECTS = ['vite', 'webpack', 'esbuild', 'plain'];
const FEATHER = 'Ice feathers';

const folder = useFolder();
/** @type {string} */
let tarball;
/** @type {import('puppeteer-core').Browser} */
let browser;
/** @type {{ rgba: number[], loss: number }} */
let wanted;
before(async () => {
  tarball = await pack(folder);
  browser = await launch();
  wanted = await compute();
});
after(() => browser?.close());

/** What src/main.js of each project computes. */
async function compute() {
  const core = await loadCore(await compileShippedWasm()), star = core.readModel(await readFile(join(ROOT, 'assets/models/ice-star.safetensors')));
  const sim = core.createSim(star);
  sim.setModel(star);
  sim.reset(7);
  sim.step(96);
  const rgba = Array.from(sim.rgba()), size = { height: 32, width: 32 };
  const target = core.readTarget(await readFile(join(ROOT, 'assets/targets/snowflake.png')), { ...size, keepAspect: true });
  const trainer = core.createTrainer({ ...size, seed: 3 }, core.newModel('blog', 3), target);
  trainer.epoch();
  return { rgba, loss: trainer.loss };
}

for (const name of PROJECTS) {
  test(name, async () => {
    const project = await buildProject(name, folder, tarball);
    const server = await preview({ configFile: false, root: project, appType: 'mpa', logLevel: 'error', preview: { port: 0 } });
    const { page, problems, close } = await newPage(browser);
    try {
      await page.goto(String(server.resolvedUrls?.local[0]));
      await page.waitForFunction('window.result');
      assert.deepEqual(await page.evaluate('window.result'), wanted);
      await page.waitForFunction(`(({ title, numSteps, numAlive }) => title === '${FEATHER}' && numSteps > 50 && numAlive > 100)(document.querySelector('snowflake-nca'))`);
      assert.deepEqual(problems, []);
    } catch (error) {
      throw new Error(`${name}: ${problems.join('\n')}`, { cause: error });
    } finally {
      await close();
      await server.close();
    }
  });
}
