/**
 * Gathers in dist/ what is released, out of what was built: the same sources give the same bytes, whenever, wherever and by whomever they are built.
 *
 *   snowflake-nca.js, embed.html, snowflake.html, models/   the element for other pages      article.html   a page that has them
 *   snowflake-nca-VERSION.tgz   the npm package              snowflake-nca-c-VERSION.tar.gz   the C library and program, as sources
 *   snowflake_nca-VERSION-py3-none-PLATFORM.whl   the Python module, with the library built for this platform
 *   sbom-site.cdx.json, sbom-package.cdx.json   what is in page and npm package (CycloneDX); the page's licences: site/LICENSE.txt
 *   site/   the page                                         api/   the reference             SHA256SUMS    of all of it
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { packC } from './c-archive.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url)), DIST = join(ROOT, 'dist');

/** @param {string} folder @returns {Promise<string[]>} all files in it, as paths from ROOT, sorted in the same way everywhere */
async function filesIn(folder) {
  const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(/** @type {any} */ (entry).parentPath ?? entry.path, entry.name))).sort();
}

const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
await rm(DIST, { recursive: true, force: true });
await mkdir(DIST);
await cp(join(ROOT, 'build/docs'), DIST, { recursive: true });
await cp(join(ROOT, 'build/site'), join(DIST, 'site'), { recursive: true });
for (const name of ['site', 'package']) await cp(join(ROOT, 'build', name, 'sbom.cdx.json'), join(DIST, `sbom-${name}.cdx.json`));
await cp(join(ROOT, 'LICENSE'), join(DIST, 'LICENSE'));
await cp(join(ROOT, 'web/package/NOTICES.md'), join(DIST, 'NOTICES.md'));
execFileSync('npm', ['pack', join(ROOT, 'build/package'), '--pack-destination', DIST, '--silent'], { stdio: ['ignore', 'ignore', 'inherit'] });
for (const name of await readdir(join(ROOT, 'build/python'))) if (name.endsWith('.whl')) await cp(join(ROOT, 'build/python', name), join(DIST, name));
await packC(join(DIST, `snowflake-nca-c-${version}.tar.gz`), `snowflake-nca-c-${version}`);

const sums = [];
for (const file of await filesIn('dist')) {
  sums.push(`${createHash('sha256').update(await readFile(join(ROOT, file))).digest('hex')}  ${relative(DIST, join(ROOT, file))}\n`);
}
await writeFile(join(DIST, 'SHA256SUMS'), sums.join(''));
