/** What `cmake --install` leaves can be moved, and used by CMake and pkg-config; the example then grows the flake that the wasm grows. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { loadCore } from '../web/core/nca.js';
import { compileShippedWasm } from './support/core.js';

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const BUILD = here('../build/native'), MODEL = here('../assets/models/snowflake.safetensors');
const SIDE_CELLS = 72, NUM_STEPS = 96, SEED = 1; // of src/examples/grow.c

const work = mkdtempSync(join(tmpdir(), 'snowflake-install-')), prefix = join(work, 'there');
const run = (/** @type {string} */ program, /** @type {string[]} */ ...args) => execFileSync(program, args, { cwd: work, encoding: 'utf8', env });
const refuses = (/** @type {string} */ program, /** @type {string[]} */ ...args) => spawnSync(program, args, { cwd: work, encoding: 'utf8', env });
/** @type {NodeJS.ProcessEnv} */
let env = process.env;
/** @type {string[]} */
let files;
/** @type {Uint8ClampedArray} */
let pixels;

before(async () => {
  run('cmake', '--install', BUILD, '--prefix', join(work, 'first'));
  renameSync(join(work, 'first'), prefix);
  files = filesIn(prefix);
  const pkgconfig = files.find((file) => file.endsWith('snowflake-nca.pc'));
  assert.ok(pkgconfig, 'there is a file for pkg-config');
  env = { ...process.env, PKG_CONFIG_PATH: join(prefix, dirname(pkgconfig)), CMAKE_PREFIX_PATH: prefix };
  cpSync(here('../src/examples'), join(work, 'example'), { recursive: true });

  const core = await loadCore(await compileShippedWasm()), sim = core.createSim({ height: SIDE_CELLS, width: SIDE_CELLS });
  sim.setModel(core.readWeights(readFileSync(MODEL)));
  sim.reset(SEED);
  sim.step(NUM_STEPS);
  pixels = sim.rgba().slice();
});
after(() => rmSync(work, { recursive: true, force: true }));

/** @param {string} folder @returns {string[]} */
function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile())
    .map((entry) => relative(prefix, join(/** @type {any} */ (entry).parentPath ?? entry.path, entry.name))).sort();
}

const cc = (/** @type {string[]} */ ...args) => run(process.env.CC ?? 'cc', ...args, ...run('pkg-config', '--cflags', '--libs', 'snowflake-nca').trim().split(/\s+/));

/** @param {string} program the example, built */
function growsTheFlake(program) {
  const pam = execFileSync(program, [MODEL], { cwd: work }), header = 'P7\nWIDTH 72\nHEIGHT 72\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n';
  assert.equal(pam.subarray(0, header.length).toString(), header);
  assert.deepEqual(pam.subarray(header.length), Buffer.from(pixels));
}

test('only what a user needs is installed, and it names no path of the machine that built it', () => {
  const names = files.map((file) => file.replace(/^lib\/[^/]*-linux-gnu[^/]*\//, 'lib/'));
  assert.deepEqual(names.sort(), [
    'bin/nca', 'include/snowflake-nca/nca.h', 'include/snowflake-nca/nca_tools.h', 'lib/cmake/snowflake-nca/snowflake-nca-config-version.cmake', 'lib/cmake/snowflake-nca/snowflake-nca-config.cmake',
    'lib/cmake/snowflake-nca/snowflake-nca-release.cmake', 'lib/cmake/snowflake-nca/snowflake-nca.cmake', 'lib/libnca.a', 'lib/pkgconfig/snowflake-nca.pc',
    'share/bash-completion/completions/nca', 'share/doc/snowflake-nca/LICENSE', 'share/fish/vendor_completions.d/nca.fish',
    'share/man/man1/nca.1', 'share/zsh/site-functions/_nca',
  ]);
  for (const file of files.filter((each) => each !== 'bin/nca')) {
    const text = readFileSync(join(prefix, file), 'latin1');
    for (const path of [work, here('..')]) assert.ok(!text.includes(path), `${file} names ${path}`);
  }
});

test('the example builds with find_package', () => {
  run('cmake', '-S', 'example', '-B', 'cmake');
  run('cmake', '--build', 'cmake');
  growsTheFlake(join(work, 'cmake/grow'));
});

test('the example builds with pkg-config, without a warning, and refuses what is no model', () => {
  cc('-std=c11', '-Wall', '-Wextra', '-Wpedantic', '-Werror', 'example/grow.c', '-o', 'grow');
  growsTheFlake(join(work, 'grow'));
  const refused = refuses('./grow', 'example/grow.c');
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /^example\/grow\.c: the weights file has no valid safetensors header\n$/);
});

test('the header is C++ too, and the library goes into a shared one', () => {
  writeFileSync(join(work, 'plugin.cc'), '#include <nca.h>\nextern "C" int works() { return nca_self_test(); }\n');
  run('c++', '-shared', '-fPIC', '-Wl,--no-undefined', '-Wall', '-Werror', 'plugin.cc', ...run('pkg-config', '--cflags', '--libs', 'snowflake-nca').trim().split(/\s+/), '-o', 'plugin.so');
  assert.ok(existsSync(join(work, 'plugin.so')));
});

test('all say the same version, and another one is refused', () => {
  const { version } = JSON.parse(readFileSync(here('../package.json'), 'utf8'));
  assert.equal(run('pkg-config', '--modversion', 'snowflake-nca').trim(), version);
  assert.equal(run(join(prefix, 'bin/nca'), '--version').trim(), `nca ${version}`);
  const script = readFileSync(join(work, 'example/CMakeLists.txt'), 'utf8');
  writeFileSync(join(work, 'example/CMakeLists.txt'), script.replace(/snowflake-nca [\d.]+/, 'snowflake-nca 0.99'));
  const refused = refuses('cmake', '-S', 'example', '-B', 'refused');
  assert.notEqual(refused.status, 0);
  assert.match(refused.stderr, /compatible with\s+requested version "0\.99"/);
});
