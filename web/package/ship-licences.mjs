/** Vite plugins that note of whom the modules in the bundles are, and ship with them all their licences (LICENSE.txt) and the bill of materials (sbom.cdx.json). */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { billOf } from './bill.mjs';
import { PICTURES, licencesOf, packagesIn, partOfNpm, partsOfWasm } from './parts.mjs';

/** `note` is for the bundles of workers, which are made before the page's; `ship` for that. */
export function shipLicences() {
  const names = /** @type {Set<string>} */ (new Set());
  const noteAll = (/** @type {import('rollup').OutputBundle} */ bundle) => {
    for (const name of packagesIn(bundle)) names.add(name);
  };
  const parts = () => [...partsOfWasm(), PICTURES, ...[...names].sort().map(partOfNpm)];
  return {
    note: { name: 'note-licences', generateBundle: (/** @type {unknown} */ _, /** @type {import('rollup').OutputBundle} */ bundle) => noteAll(bundle) },
    ship: {
      name: 'ship-licences',
      apply: /** @type {const} */ ('build'),
      /** @this {import('rollup').PluginContext} @param {unknown} _ @param {import('rollup').OutputBundle} bundle */
      generateBundle(_, bundle) {
        noteAll(bundle);
        this.emitFile({ type: 'asset', fileName: 'LICENSE.txt', source: licencesOf(parts()) });
      },
      /** The page itself never asks for it, so it is no file of the bundle, which are kept offline. @param {import('rollup').NormalizedOutputOptions} options */
      async writeBundle({ dir }) {
        const project = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
        await writeFile(join(String(dir), 'sbom.cdx.json'), `${JSON.stringify(billOf('application', project, parts()), null, 1)}\n`);
      },
    },
  };
}
