/** The npm package in the other two engines: the page of a project of each bundler, and of one without. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { compute, isDone, PROJECTS, resultOf, serveBuilt } from '../../package/support/projects.mjs';
import { buildProject, pack, useFolder } from '../../package/support/tarball.mjs';
import * as firefox from './firefox.mjs';
import { Visitor } from './visitor.mjs';
import * as webkit from './webkit.mjs';

const ENGINES = [firefox, webkit];

const folder = useFolder();
/** Folders of the built projects, by name. @type {Map<string, string>} */
const built = new Map();
/** @type {Awaited<ReturnType<typeof compute>>} */
let wanted;
before(async () => {
  if (ENGINES.every((engine) => engine.missing())) return;
  const tarball = await pack(folder);
  for (const name of PROJECTS) built.set(name, await buildProject(name, folder, tarball));
  wanted = await compute();
});

for (const engine of ENGINES) {
  describe(`${engine.name}, projects that use the package`, { skip: engine.missing() }, () => {
    /** @type {Visitor} */
    let visitor;
    before(async () => { visitor = new Visitor(await engine.launch({ width: 900, height: 700 }), 'about:blank'); });
    after(() => visitor?.driver.close());

    for (const name of PROJECTS) {
      test(`${name}: its page grows and computes what it shall`, async () => {
        const server = await serveBuilt(String(built.get(name)));
        try {
          await visitor.driver.goto(server.url);
          await visitor.until(isDone);
          assert.deepEqual(await visitor.ask(resultOf), wanted);
          assert.deepEqual(visitor.driver.problems, []);
        } finally {
          visitor.driver.problems.splice(0);
          await visitor.driver.goto('about:blank');
          await server.close();
        }
      });
    }
  });
}
