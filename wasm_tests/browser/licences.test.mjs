/** What others made that the page carries: named with its licence in LICENSE.txt, to which the page leads, and in its bill of materials. */
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { billOf } from '../../web/package/bill.mjs';
import { packageOf } from '../../web/package/parts.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url)), SITE = join(ROOT, 'build/site');
const { packages } = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')), project = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
const bill = JSON.parse(await readFile(join(SITE, 'sbom.cdx.json'), 'utf8')), licences = await readFile(join(SITE, 'LICENSE.txt'), 'utf8');

test('all that the page depends on is in the bill, in the locked version, with its licence whole', async () => {
  for (const name of Object.keys(project.dependencies)) {
    const { version, integrity } = packages[`node_modules/${name}`], found = bill.components.find((/** @type {{ purl: string }} */ { purl }) => purl === `pkg:npm/${name}@${version}`);
    assert.equal(found?.hashes[0].content, Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex'), name);
    const folder = join(ROOT, 'node_modules', name), file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
    assert.ok(licences.includes((await readFile(join(folder, String(file)), 'utf8')).trim()), name);
  }
});

test('each part of the bill is in LICENSE.txt, and the page leads there', async () => {
  for (const { name, version = '', licenses: [{ license }] } of bill.components) assert.ok(licences.includes(`\n${[name, version].filter(Boolean).join(' ')} (${license.id})\n`), name);
  assert.ok(licences.startsWith(await readFile(join(ROOT, 'LICENSE'), 'utf8')));
  assert.ok((await readFile(join(SITE, 'index.html'), 'utf8')).includes('href="./LICENSE.txt"'));
});

test('the bill is CycloneDX, and of the same parts always the same', () => {
  assert.deepEqual([bill.bomFormat, bill.specVersion, bill.version, bill.metadata.component.type, bill.metadata.timestamp], ['CycloneDX', '1.5', 1, 'application', undefined]);
  assert.match(bill.serialNumber, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const refs = bill.components.map((/** @type {{ 'bom-ref': string }} */ each) => each['bom-ref']);
  assert.deepEqual([new Set(refs).size, bill.dependencies[0].dependsOn], [refs.length, refs]);
  const a = { name: 'a', license: 'MIT', home: 'https://a.example', purl: 'pkg:generic/a' }, b = { ...a, name: 'b', purl: 'pkg:generic/b' };
  assert.deepEqual(billOf('library', project, [a, b]), billOf('library', project, [b, a]));
  assert.notEqual(billOf('library', project, [a]).serialNumber, billOf('library', project, [b]).serialNumber);
});

test('a module is known for that of its package, wherever it lies', () => {
  const names = { '/a/node_modules/uplot/dist/u.js': 'uplot', '/a/node_modules/@gfx/zopfli/x.js': '@gfx/zopfli', '/a/node_modules/b/node_modules/c/x.js': 'c', '\0vite/preload-helper.js': 'vite', 'C:\\a\\node_modules\\idb\\x.js': 'idb', '/a/web/main.js': undefined };
  assert.deepEqual(Object.keys(names).map(packageOf), Object.values(names));
});
