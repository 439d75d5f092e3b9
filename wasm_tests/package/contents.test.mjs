/** What is in the package, that node can use it as it is, and that its README tells the truth. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { before, test } from 'node:test';
import { promisify } from 'node:util';

import Ajv from 'ajv';

import { ATTRIBUTES } from '../../web/element/attributes.js';
import { TOOLS } from '../../web/element/tools.js';
import { languages } from '../../web/text/languages.js';
import { buildProject, installProject, pack, ROOT, useFolder } from './support/tarball.mjs';

const run = promisify(execFile);
const MODULES = ['api/bytes', 'api/core', 'api/models', 'api/nca', 'api/react', 'api/trainer', 'api/wasm', 'core/check', 'core/config-list', 'core/crystal', 'core/decoder', 'core/error', 'core/family', 'core/fields', 'core/grow-core', 'core/instantiate', 'core/list-of', 'core/mix', 'core/nca',
  'core/next-task', 'core/once', 'core/probe', 'core/quantise', 'core/recipe', 'core/recipe-list', 'core/refusal', 'core/shape', 'core/show-core', 'core/sim', 'core/trainer', 'core/wasm-object', 'element/attributes', 'element/tools', 'training/checkpoint-file'];
const OTHERS = ['LICENSE', 'NOTICES.md', 'README.md', 'CHANGELOG.md', 'SECURITY.md', 'CITATION.cff', 'package.json', 'sbom.cdx.json', 'custom-elements.json', 'web-types.json', 'vscode.html-custom-data.json',
  'vscode.css-custom-data.json', 'element.js', 'snowflake-nca-script.js', 'api/nca.wasm', 'api/nca_show.wasm'];

const schema = JSON.parse(await readFile(join(ROOT, 'node_modules/custom-elements-manifest/schema.json'), 'utf8'));

const folder = useFolder();
/** @type {string} */
let tarball;
before(async () => {
  tarball = await pack(folder);
  await mkdir(join(folder, 'node'));
  await writeFile(join(folder, 'node/package.json'), '{ "private": true, "type": "module" }');
  await run('npm', ['install', '--no-save', '--no-package-lock', '--offline', tarball], { cwd: join(folder, 'node') });
});

/** Run a module in a project that has the package. @param {string} code */
async function node(code) {
  await writeFile(join(folder, 'node/main.js'), code);
  // Without V8's threads: on a busy machine node 20 can wait for ever when it ends, one of them wanting a garbage collection of the thread that waits.
  const { stdout } = await run(process.execPath, ['--v8-pool-size=0', 'main.js'], { cwd: join(folder, 'node'), timeout: 120_000 });
  return stdout;
}

test('npm packs what is needed, and nothing else', async () => {
  const { stdout } = await run('tar', ['-tzf', tarball]), files = stdout.trim().split('\n').map((file) => file.replace(/^package\//, ''));
  const models = (await readdir(join(ROOT, 'assets/models'))).filter((file) => file.endsWith('.safetensors')).map((file) => `models/${file}`);
  const words = Object.keys(languages).map((lang) => `words/${lang}.js`), isType = (/** @type {string} */ file) => file.startsWith('types/');
  assert.deepEqual(files.filter((file) => !isType(file)).sort(), [...MODULES.map((name) => `${name}.js`), ...OTHERS, ...models, ...words].sort());
  assert.ok(files.filter(isType).every((file) => file.endsWith('.d.ts')));
});

test('it runs nothing on install, needs nothing else, and says the version of the project', async () => {
  const manifest = JSON.parse(await readFile(join(folder, 'package/package.json'), 'utf8')), project = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  assert.equal(manifest.version, project.version);
  for (const field of ['scripts', 'dependencies', 'optionalDependencies', 'private']) assert.ok(!(field in manifest), field);
  for (const name of Object.keys(manifest.peerDependencies)) assert.ok(manifest.peerDependenciesMeta[name].optional, name);
  assert.match(await readFile(join(folder, 'package/CITATION.cff'), 'utf8'), new RegExp(`^version: ${project.version.replaceAll('.', '\\.')}$`, 'm'));
  assert.ok((await readFile(join(folder, 'package/CHANGELOG.md'), 'utf8')).includes(`\n## ${project.version}\n`));
});

test('its bill of materials names what NOTICES.md names', async () => {
  const bill = JSON.parse(await readFile(join(folder, 'package/sbom.cdx.json'), 'utf8')), notices = await readFile(join(folder, 'package/NOTICES.md'), 'utf8');
  assert.deepEqual([bill.bomFormat, bill.specVersion, bill.metadata.component.type], ['CycloneDX', '1.5', 'library']);
  assert.deepEqual(bill.components.map((/** @type {{ name: string }} */ { name }) => name).sort(), ['Noto Color Emoji', 'emmalloc and the support library of Emscripten', 'jsmn', 'musl libc', 'stb_image', 'vite']);
  for (const { name } of bill.components) assert.ok(notices.toLowerCase().includes(name.toLowerCase()), name);
});

test('where it is known from where it comes the manifest says so, as npm wants it for a proof of that; elsewhere who builds it is told', async () => {
  const build = (/** @type {Record<string, string>} */ addresses) => run(process.execPath, [join(ROOT, 'web/package/build.mjs'), join(folder, 'sourced')], { env: { ...process.env, ...addresses } });
  if (!JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')).repository) assert.match((await build({ SOURCE_URL: '' })).stdout, /names no repository, .*SOURCE_URL/);
  assert.equal((await build({ SOURCE_URL: 'https://example.org/someone/flake', SITE_URL: 'https://example.org/flake' })).stdout, '');
  const { repository, homepage, bugs, publishConfig, engines, files, license } = JSON.parse(await readFile(join(folder, 'sourced/package.json'), 'utf8'));
  assert.deepEqual([repository, homepage, bugs], [{ type: 'git', url: 'git+https://example.org/someone/flake.git' }, 'https://example.org/flake/', 'https://example.org/someone/flake/issues']);
  assert.deepEqual([publishConfig, engines, license], [{ access: 'public', provenance: true }, { node: '>=18.20' }, 'MIT']);
  assert.deepEqual([...files, 'package.json'].sort(), (await readdir(join(folder, 'sourced'))).sort());
});

test('publint and “are the types wrong?” have nothing to say of it', async () => {
  const checks = await installProject('published', folder), npx = (/** @type {string[]} */ ...args) => run('npx', ['--no-install', ...args], { cwd: checks, timeout: 120_000 });
  assert.match((await npx('publint', '--strict', tarball)).stdout, /All good!/);
  // Made of modules alone: who still loads by require() has import(). Its own engine is node 20.
  if (Number(process.versions.node.split('.')[0]) >= 20) assert.match((await npx('attw', tarball, '--profile', 'esm-only')).stdout, /"snowflake-nca\/react"/);
});

test('its custom-elements.json is valid, and tells of all that the element has', async () => {
  const { customElements } = JSON.parse(await readFile(join(folder, 'package/package.json'), 'utf8'));
  const manifest = /** @type {any} */ (JSON.parse(await readFile(join(folder, 'package', customElements), 'utf8'))), ajv = new Ajv({ strict: false });
  const isValid = ajv.compile(schema);
  assert.ok(Boolean(isValid(manifest)), ajv.errorsText(isValid.errors));
  assert.equal(Boolean(isValid({ ...manifest, modules: [{}] })), false, 'not everything is valid');

  const [{ path, declarations: [element] }] = manifest.modules, namesOf = (/** @type {{ name: string }[]} */ each) => each.map(({ name }) => name).sort();
  assert.ok((await readFile(join(folder, 'package', path), 'utf8')).includes(element.tagName));
  assert.deepEqual(namesOf(element.attributes), Object.values(ATTRIBUTES).map(({ name }) => name).sort());
  for (const [property, { name }] of Object.entries(ATTRIBUTES)) assert.ok(element.members.some((/** @type {any} */ each) => each.name === property && each.attribute === name), property);
  for (const { name, type, fieldName } of element.attributes) {
    assert.doesNotMatch(type.text, /any|undefined/, name);
    const { read } = ATTRIBUTES[/** @type {keyof typeof ATTRIBUTES} */ (fieldName)];
    if (/^'/.test(type.text)) for (const [, word] of type.text.matchAll(/'(\w+)'/g)) assert.equal(read(word), word); // a word that it does not know reads as another
  }
  assert.equal(element.attributes.find((/** @type {any} */ { name }) => name === 'tool').type.text, TOOLS.map((word) => `'${word}'`).join(' | '));
  for (const name of ['play', 'loadModel', 'toBlob', 'timeline']) assert.ok(namesOf(element.members).includes(name), name);
  assert.deepEqual(namesOf(element.members), [...new Set(namesOf(element.members))], 'each once, and nothing that any element has');
  for (const { name, type } of element.events) assert.match(type.text, /^CustomEvent<.+>$/, name);

  const files = (await readdir(join(ROOT, 'web/element'))).map((file) => readFile(join(ROOT, 'web/element', file), 'utf8')), source = (await Promise.all(files)).join('\n');
  const emitted = [...source.matchAll(/emit\(this(?:\.#element)?, ([^,)]+)/g)].flatMap(([, argument]) => [...argument.matchAll(/'(\w+)'(?! *\?)/g)].map(([, name]) => name)).filter((name) => name !== 'resting');
  assert.deepEqual(namesOf(element.events), [...new Set(emitted)].sort());
  assert.deepEqual(namesOf(element.cssProperties), [...new Set(source.match(/(?<=var\()--snowflake-[\w-]+/g))].sort());
});

test('what editors read of it tells the same', async () => {
  const read = async (/** @type {string} */ name) => JSON.parse(await readFile(join(folder, 'package', name), 'utf8'));
  const namesOf = (/** @type {{ name: string }[]} */ each) => each.map(({ name }) => name);
  const [{ declarations: [element] }] = (await read('custom-elements.json')).modules, [tag, ...others] = (await read('vscode.html-custom-data.json')).tags;
  assert.deepEqual([tag.name, others, namesOf(tag.attributes)], [element.tagName, [], namesOf(element.attributes)]);
  const attribute = (/** @type {string} */ name) => tag.attributes.find((/** @type {any} */ each) => each.name === name);
  assert.deepEqual(namesOf(attribute('tool').values), [...TOOLS]);
  assert.deepEqual([attribute('interactive').valueSet, attribute('model').values], ['v', undefined]);
  assert.deepEqual(namesOf((await read('vscode.css-custom-data.json')).properties), namesOf(element.cssProperties));

  const { name, version, contributions: { html: { elements: [jetbrains] } } } = await read('web-types.json'), project = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  assert.deepEqual([name, version, jetbrains.name], [project.name, project.version, element.tagName]);
  assert.deepEqual([namesOf(jetbrains.attributes), namesOf(jetbrains.js.events)], [namesOf(element.attributes), namesOf(element.events)]);
  const types = await readFile(join(folder, 'package/types/package/element.d.ts'), 'utf8'), [, told] = types.split('interface SnowflakeNcaEvents');
  assert.deepEqual([...told.matchAll(/^ {2}(\w+): CustomEvent/gm)].map(([, each]) => each).sort(), namesOf(element.events).sort());
  const react = await readFile(join(folder, 'package/api/react.js'), 'utf8');
  assert.deepEqual([...react.matchAll(/\['(\w+)', 'on(\w+)'\]/g)].map(([, each, handler]) => [each, handler.toLowerCase()]).sort(), namesOf(element.events).map((each) => [each, each]).sort());
});

test('no file names a path of the machine that built it', async () => {
  for (const file of await readdir(join(folder, 'package'), { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const path = join(/** @type {any} */ (file).parentPath ?? file.path, file.name), text = await readFile(path, 'latin1');
    for (const name of [ROOT, folder]) assert.ok(!text.includes(name), `${relative(folder, path)} names ${name}`);
  }
});

test('importing the core does nothing: no global is set, no timer is left, nothing is read', async () => {
  const out = await node(`
    const before = new Set(Reflect.ownKeys(globalThis));
    globalThis.fetch = () => { throw new Error('fetched'); };
    WebAssembly.compile = WebAssembly.instantiate = () => { throw new Error('compiled'); };
    await import('snowflake-nca/core');
    await import('snowflake-nca/models');
    await import('snowflake-nca'); // where pages are rendered on a server
    console.log(JSON.stringify({ added: Reflect.ownKeys(globalThis).filter((key) => !before.has(key)).map(String), left: process.getActiveResourcesInfo().filter((what) => !/(TTY|Pipe|File|FS|CloseReq)/.test(what)) }));`);
  assert.deepEqual(JSON.parse(out), { added: [], left: [] });
});

test('every model that it names is there, and grows', async () => {
  const out = await node(`
    import { Nca } from 'snowflake-nca/core';
    import { models } from 'snowflake-nca/models';
    const grown = {};
    for (const [name, url] of Object.entries(models)) {
      const nca = await Nca.load(url);
      nca.step(96);
      grown[name] = [nca.model.height, nca.numAlive];
    }
    console.log(JSON.stringify(grown));`);
  const grown = JSON.parse(out), files = (await readdir(join(ROOT, 'assets/models'))).filter((file) => file.endsWith('.safetensors'));
  assert.deepEqual(Object.keys(grown).sort(), files.map((file) => file.replace('.safetensors', '')).sort());
  for (const [name, [height, numAlive]] of Object.entries(grown)) assert.ok(height >= 32 && numAlive > 300, `${name}: ${numAlive}`);
});

test('training goes on from a checkpoint, and from a model, to the same bits', async () => {
  const out = await node(`
    import assert from 'node:assert/strict';
    import { readFile } from 'node:fs/promises';
    import { Nca, NcaError, Trainer } from 'snowflake-nca/core';
    const target = await readFile(${JSON.stringify(join(ROOT, 'assets/targets/snowflake.png'))});
    const plan = { target, seed: 5, height: 24, width: 20, padding: 2, recipe: { base: 'persistent', numEpochs: 20, poolSize: 12, batch: 2, numStepsMin: 8, numStepsMax: 12 } };
    const whole = await Trainer.create(plan), first = await Trainer.create(plan);
    const losses = [];
    await whole.train(6, { onEpoch: (loss, epoch) => losses.push([epoch, loss]) });
    first.epoch();
    await first.train(2);
    const second = await Trainer.resume(first.checkpoint());
    assert.equal(second.numEpochs, 3);
    await second.train(3);
    assert.deepEqual(second.model().params, whole.model().params);
    assert.deepEqual(losses.map(([epoch]) => epoch), [1, 2, 3, 4, 5, 6]);
    assert.equal(whole.loss, losses[5][1]);

    const saved = await Nca.load(whole.save(), { seed: 2 }), direct = await whole.grow({ seed: 2 });
    saved.step(5);
    direct.step(5);
    assert.deepEqual([saved.height, saved.width, saved.model.epochs], [24, 20, 6]);
    assert.deepEqual(saved.rgba(), direct.rgba());
    direct.reset(3);
    direct.step(5);
    assert.notDeepEqual(saved.rgba(), direct.rgba());

    const on = await Trainer.create({ target, model: whole.model() });
    assert.deepEqual(on.model().params, whole.model().params);

    const abort = new AbortController();
    await on.train(1000, { signal: abort.signal, onEpoch: () => abort.abort() });
    assert.equal(on.numEpochs, 1);
    on.destroy();

    const code = (wanted) => (error) => error instanceof NcaError && error.code === wanted;
    await assert.rejects(Nca.load('nonesuch.safetensors'), code('LOAD_FAILED'));
    await assert.rejects(Nca.load(target), code('NCA_ERR_FILE_PICTURE'));
    await assert.rejects(Nca.load(whole.save(), { height: 0 }), code('BAD_ARGUMENT'));
    await assert.rejects(Trainer.create({ target: whole.save() }), code('NCA_ERR_FILE_MODEL'));
    await assert.rejects(Trainer.create({ target, recipe: { batch: 0 } }), code('BAD_ARGUMENT'));
    console.log('done');`);
  assert.equal(out, 'done\n');
});

test('a TypeScript project compiles against its types, strictly, with those of a browser and without', async () => {
  await buildProject('typescript', folder, tarball);
});

for (const [name, where] of [['react', 'the JSX of React, and its own component'], ['vue', 'the templates of Vue'], ['svelte', 'the templates of Svelte']]) {
  test(`the tag is known to ${where}, with what it takes and tells`, async () => { await buildProject(name, folder, tarball); });
}

test('rendered by React on a server it is the tag with its attributes', async () => {
  const project = join(folder, 'react');
  await writeFile(join(project, 'server.js'), `
    import { createElement as h } from 'react';
    import { renderToString } from 'react-dom/server';
    import { Snowflake } from 'snowflake-nca/react';
    console.log(renderToString(h(Snowflake, { model: 'ice-star', interactive: true, controls: false, autoplay: false, speed: Infinity, restAt: 96, className: 'flake', onStep() {} }, h('img', { alt: '' }))));`);
  const { stdout } = await run(process.execPath, ['server.js'], { cwd: project, timeout: 60_000 });
  assert.equal(stdout, '<snowflake-nca model="ice-star" interactive="" autoplay="false" speed="max" rest-at="96" class="flake"><img alt=""/></snowflake-nca>\n');
});

test('its README can be run as written, in node', async () => {
  const readme = await readFile(join(folder, 'package/README.md'), 'utf8');
  const code = [...readme.matchAll(/```js\n([^]*?)```/g)].map(([, each]) => each).find((each) => each.includes('Trainer'));
  assert.ok(code);
  await cp(join(ROOT, 'assets/targets/snowflake.png'), join(folder, 'node/picture.png'));
  const out = await node(`${code.replace('train(500', 'train(3')}\nconsole.log(rgba.length, grown.numSteps, bytes.length > 30000);`);
  assert.match(out, /^1 0\.\d+\n2 0\.\d+\n3 0\.\d+\n20736 0 true\n$/);
});
