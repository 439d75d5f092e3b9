/**
 * What `npm ci` installs is the same a year from now: no lock file names what only a registry could say ("latest"), or what stands outside of it (git,
 * tarballs), and each agrees with its package.json. npm itself, offline and with an empty cache, must find nothing to ask.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {Record<string, string>} Ranges by name
 * @typedef {{ version?: string, resolved?: string, integrity?: string, link?: boolean, peerDependenciesMeta?: Record<string, { optional?: boolean }> }
 *   & Partial<Record<typeof KINDS[number], Ranges>>} Package
 * @typedef {Package & { overrides?: Record<string, string | Ranges> }} Manifest package.json
 * @typedef {{ lockfileVersion: number, packages: Record<string, Package> }} Lock package-lock.json
 */

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const KINDS = /** @type {const} */ (['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']);
const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;
/** Versions by number, as ^1.2.3, >=18 <21, 1.x || 2.x; also under another name. All else is a tag, or an address. */
const RANGE = /^(npm:(@[\w.-]+\/)?[\w.-]+@)?[\s\d.^~<>=|vxX*+-]*\d[\w\s.^~<>=|*+-]*$/;
/** "*" and its like: any version there is or ever will be. */
const ANY = /^\s*(|[*xX](\.[*xX])*|>=?\s*0+(\.0+)*)\s*$/;
/** What is nobody's work here: installed, built, or not ours. */
const NOT_OURS = ['node_modules', 'build', 'dist', '.git'];

/** @param {string} folder @returns {string[]} the folders with a package.json, from the root */
function projectsIn(folder) {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true });
  return [
    ...entries.some(({ name }) => name === 'package.json') ? [folder || '.'] : [],
    ...entries.filter((entry) => entry.isDirectory() && !NOT_OURS.includes(entry.name)).flatMap(({ name }) => projectsIn(join(folder, name))),
  ];
}

const read = (/** @type {string[]} */ ...path) => JSON.parse(readFileSync(join(ROOT, ...path), 'utf8'));

/** What is wrong with a package.json. @param {Manifest} manifest @returns {string[]} */
function faultsOfManifest(manifest) {
  const direct = KINDS.flatMap((kind) => Object.entries(manifest[kind] ?? {}));
  return [...direct, ...overridesOf(manifest)].filter(([, version]) => !EXACT.test(version)).map(([name, version]) => `${name} is "${version}", no exact version`);
}

/** Of each package, which version package.json forces on those that ask for it. @param {Manifest} manifest @returns {[string, string][]} */
function overridesOf(manifest) {
  const own = Object.assign({}, ...KINDS.map((kind) => manifest[kind] ?? {}));
  return Object.entries(manifest.overrides ?? {}).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : Object.entries(value)))
    .map(([name, version]) => [name, version.startsWith('$') ? own[version.slice(1)] ?? version : version]);
}

/** What is wrong with a lock file, apart from what npm would find. @param {Lock} lock @param {Manifest} manifest @returns {string[]} */
function faultsOfLock({ lockfileVersion, packages }, manifest) {
  const pinned = new Set(overridesOf(manifest).map(([name]) => name)), faults = lockfileVersion === 3 ? [] : [`it is of version ${lockfileVersion}, not 3`];
  const isLocked = (/** @type {string} */ name) => Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`));
  for (const [path, each] of Object.entries(packages)) {
    if (each.resolved !== undefined) faults.push(`${path} is fetched from ${each.resolved}: npm wrote it without this folder's .npmrc`);
    if (each.link) faults.push(`${path} is a link`);
    if (path !== '' && !each.link && !/^sha512-/.test(each.integrity ?? '')) faults.push(`${path} has no sha512`);
    for (const kind of KINDS) {
      for (const [name, range] of Object.entries(each[kind] ?? {})) {
        const asks = `${path || 'package.json'} asks for ${name} "${range}"`, isOptional = each.peerDependenciesMeta?.[name]?.optional;
        if (ANY.test(range)) {
          if (!pinned.has(name) && (isLocked(name) || !isOptional)) faults.push(`${asks}: name its version in the overrides of package.json`);
        } else if (!RANGE.test(range)) {
          faults.push(`${asks}: name its version in the overrides of package.json, and here too, for npm 9 stumbles over it`);
        }
      }
    }
  }
  return faults;
}

const projects = projectsIn(''), work = mkdtempSync(join(tmpdir(), 'snowflake-npm-'));
after(() => rmSync(work, { recursive: true, force: true }));

test('the rules know what they forbid', () => {
  const bad = { '': '*', tag: 'latest', next: 'next', git: 'git+ssh://git@example.org/a.git', github: 'someone/a', hosted: 'github:someone/a#1.0.0', tarball: 'https://example.org/a.tgz', file: 'file:../a', empty: '', x: 'x', any: '>=0', workspace: 'workspace:*', alias: 'npm:a@latest' };
  const packages = Object.fromEntries(Object.entries(bad).map(([name, range]) => [`node_modules/${name}`, { integrity: 'sha512-a', dependencies: { a: range } }]));
  assert.equal(faultsOfLock({ lockfileVersion: 3, packages }, {}).length, Object.keys(bad).length);
  assert.equal(faultsOfManifest({ dependencies: { ...bad, caret: '^1.0.0' } }).length, Object.keys(bad).length + 1);
  const good = { a: '^1.2.3', b: '1.x || >=2.5.0 || 5.0.0 - 7.2.3', c: '~1.0', d: 'npm:string-width@^4.2.0', e: '>= 0.6', f: '4.0.0-rc.1', g: 'v1.0.0', h: '^3.0.0-0', i: '>=20', j: '2' };
  assert.deepEqual(faultsOfLock({ lockfileVersion: 3, packages: { 'node_modules/a': { integrity: 'sha512-a', dependencies: good } } }, {}), []);
});

for (const project of projects) {
  const manifest = /** @type {Manifest} */ (read(project, 'package.json')), hasLock = existsSync(join(ROOT, project, 'package-lock.json'));
  test(`${project}/package.json`, () => {
    assert.deepEqual(faultsOfManifest(manifest), []);
    assert.ok(hasLock || KINDS.every((kind) => !manifest[kind]), 'it has dependencies, and no lock file');
  });
  if (!hasLock) continue;
  test(`${project}/package-lock.json`, () => assert.deepEqual(faultsOfLock(read(project, 'package-lock.json'), manifest), []));
  test(`npm ci has nothing to ask in ${project}`, () => {
    const copy = join(work, project, 'copy'); // npm 9 removes node_modules even when asked to change nothing
    mkdirSync(copy, { recursive: true });
    for (const file of ['package.json', 'package-lock.json', '.npmrc']) cpSync(join(ROOT, project, file), join(copy, file));
    execFileSync('npm', ['ci', '--dry-run', '--offline', '--ignore-scripts', '--cache', join(work, 'cache')], { cwd: copy, encoding: 'utf8', stdio: 'pipe' });
  });
}

test('nothing that is installed runs a script of its own, and none of them knows a command that only runs behind or before another', () => {
  for (const project of projects.filter((each) => existsSync(join(ROOT, each, 'package-lock.json')))) {
    assert.match(readFileSync(join(ROOT, project, '.npmrc'), 'utf8'), /^ignore-scripts=true$/m, project);
    const { scripts = {} } = read(project, 'package.json'); // npm would leave these out too, without a word
    assert.deepEqual(Object.keys(scripts).filter((name) => /^(pre|post)/.test(name) && name.replace(/^(pre|post)/, '') in scripts || /^(prepare|(pre|post)?install)$/.test(name)), [], project);
  }
});

test('README says of each dependency of the project what it is for', () => {
  const { dependencies, devDependencies, overrides } = read('package.json'), readme = readFileSync(join(ROOT, 'README.md'), 'utf8'), [, told = ''] = readme.split('## Dependencies\n'), [section] = told.split('\n## ');
  for (const name of Object.keys({ ...dependencies, ...devDependencies, ...overrides })) {
    const kind = name.replace(/^(@types\/|bare-).*/, '$1');
    assert.ok(section.includes(name) || section.includes(`${kind}\\*`) , name);
  }
  for (const [, names, versions] of section.matchAll(/^\| ([a-z@][^|:]*) \| ([\d., ]+) \|/gm)) {
    names.split(', ').forEach((name, i) => assert.ok({ ...dependencies, ...devDependencies }[name].startsWith(`${versions.split(', ')[i]}.`), name));
  }
});

test('all projects are found', () => {
  assert.ok(projects.includes('.') && projects.includes(join('wasm_tests', 'bench')), `only ${projects}`);
});
