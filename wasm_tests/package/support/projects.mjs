/** The projects that open in a browser, one per bundler and one without: what their pages must come to. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createServer, preview } from 'vite';

import { loadCore } from '../../../web/core/nca.js';
import { compileShippedWasm } from '../../support/core.js';
import { ROOT } from './tarball.mjs';

/** @import { SnowflakeNca } from '../../../web/element/snowflake-nca.js' */

export const PROJECTS = ['vite', 'webpack', 'esbuild', 'plain'];

/** What the code of each project computes in the page, computed here. @returns {Promise<{ rgba: number[], loss: number }>} */
export async function compute() {
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

/** Runs in the page: whether all is computed and both flakes have grown, of which the code gave the one its model, and an attribute the other. */
export function isDone() {
  const flakes = /** @type {SnowflakeNca[]} */ ([...document.querySelectorAll('snowflake-nca')]), titles = ['Ice feathers', 'Ice bloom'];
  return 'result' in globalThis && flakes.length === titles.length
    && flakes.every(({ modelTitle, numSteps, numAlive }, i) => modelTitle === titles[i] && numSteps > 50 && numAlive > 100);
}

/** Runs in the page. @returns {Awaited<ReturnType<typeof compute>>} */
export const resultOf = () => /** @type {any} */ (globalThis).result;

/** What was built, as any host would serve it. @param {string} project its folder */
export async function serveBuilt(project) {
  return addressed(await preview({ configFile: false, root: project, appType: 'mpa', logLevel: 'error', preview: { port: 0 } }));
}

/** Its sources, as Vite serves them while one works on them, by the project's own settings. @param {string} project its folder */
export async function serveSources(project) {
  const server = await createServer({ configFile: join(project, 'vite.config.js'), root: project, logLevel: 'error', server: { port: 0 } });
  return addressed(await server.listen());
}

/** @param {{ resolvedUrls: import('vite').ResolvedServerUrls | null, close: () => Promise<void> }} server */
function addressed(server) {
  return { url: String(server.resolvedUrls?.local[0]), close: () => server.close() };
}
