/** What is released: whole, as its checksums say, and the same byte for byte when it is built again elsewhere, by somebody else. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url)), DIST = join(ROOT, 'dist');
const LARGE_OUTPUT = { maxBuffer: 64 << 20 };

/** For LD_PRELOAD: the clock is four hundred days ahead. The time since the machine started stays as it is. */
const LATER = `#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/time.h>
#include <time.h>
enum { AHEAD_S = 400 * 24 * 3600 };
int clock_gettime(clockid_t clock, struct timespec *at) {
  int (*real)(clockid_t, struct timespec *) = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
  const int result = real(clock, at);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) at->tv_sec += AHEAD_S;
  return result;
}
int gettimeofday(struct timeval *restrict at, void *restrict zone) {
  struct timespec now;
  (void)zone;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
  *at = (struct timeval){ now.tv_sec, now.tv_nsec / 1000 };
  return 0;
}
time_t time(time_t *at) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (at) *at = now.tv_sec;
  return now.tv_sec;
}
`;

/** @type {string} */
let folder;
before(async () => { folder = await mkdtemp(join(tmpdir(), 'snowflake-dist-')); });
after(() => rm(folder, { recursive: true, force: true }));

/** @param {string} dist @returns {Promise<Record<string, string>>} by path */
async function sumsOf(dist) {
  const lines = (await readFile(join(dist, 'SHA256SUMS'), 'utf8')).trim().split('\n');
  return Object.fromEntries(lines.map((line) => line.split('  ').reverse()));
}

test('every file has its checksum, and nothing is missing', async () => {
  const found = /** @type {Record<string, string>} */ ({});
  for (const entry of await readdir(DIST, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name === 'SHA256SUMS') continue;
    const path = join(/** @type {any} */ (entry).parentPath ?? entry.path, entry.name);
    found[relative(DIST, path)] = createHash('sha256').update(await readFile(path)).digest('hex');
  }
  assert.deepEqual(await sumsOf(DIST), found);
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  assert.ok(Object.keys(found).some((name) => name.startsWith(`snowflake_nca-${version}-py3-none-`) && name.endsWith('.whl')), 'the Python wheel');
  for (const name of ['snowflake-nca.js', 'embed.html', 'embed.js', 'snowflake.html', 'article.html', 'models/snowflake.safetensors', 'site/index.html', 'api/index.html',
    'LICENSE', 'NOTICES.md', 'sbom-site.cdx.json', 'sbom-package.cdx.json', 'site/LICENSE.txt', `snowflake-nca-${version}.tgz`, `snowflake-nca-c-${version}.tar.gz`]) assert.ok(name in found, name);
});

test('the C sources are all that it takes to build library and program', async () => {
  const name = (await readdir(DIST)).find((each) => /-c-.*\.tar\.gz$/.test(each));
  await run('tar', ['-xzf', join(DIST, String(name)), '-C', folder]);
  const sources = join(folder, String(name).replace(/\.tar\.gz$/, ''));
  await run('cmake', ['-S', sources, '-B', join(folder, 'c'), '-DCMAKE_BUILD_TYPE=Release'], LARGE_OUTPUT);
  await run('cmake', ['--build', join(folder, 'c'), '-j', '2'], LARGE_OUTPUT);
  const { stdout } = await run(join(folder, 'c/nca'), ['eval', join(ROOT, 'assets/models/snowflake.safetensors'), '--target', join(ROOT, 'assets/targets/snowflake.png'), '--json']);
  assert.ok(JSON.parse(stdout.split('\n')[0]));
});

test('built again in another folder, on another day, by somebody with another umask, language and time zone, it is the same', async () => {
  const copy = join(folder, 'a folder', 'elsewhere');
  const { stdout } = await run('git', ['-C', ROOT, 'ls-files', '--cached', '--others', '--exclude-standard', '-z'], LARGE_OUTPUT);
  for (const path of stdout.split('\0').filter(Boolean)) {
    await mkdir(dirname(join(copy, path)), { recursive: true });
    await cp(join(ROOT, path), join(copy, path)).catch((error) => { if (error.code !== 'ENOENT') throw error; }); // removed, but not yet for git
  }
  await cp(join(ROOT, 'node_modules'), join(copy, 'node_modules'), { recursive: true, verbatimSymlinks: true });
  await writeFile(join(folder, 'day.c'), LATER);
  await run('cc', ['-shared', '-fPIC', '-O1', '-o', join(folder, 'day.so'), join(folder, 'day.c'), '-ldl']);
  const preload = { LD_PRELOAD: join(folder, 'day.so') };
  const { stdout: year } = await run(process.execPath, ['-p', 'new Date().getFullYear()'], { env: { ...process.env, ...preload } });
  assert.ok(Number(year) > new Date().getFullYear(), 'it is another day');
  await run('sh', ['-c', 'umask 077 && exec make dist'], { cwd: copy, env: { ...process.env, ...preload, TZ: 'Pacific/Auckland', LC_ALL: 'C', MAKEFLAGS: '', MAKELEVEL: '' }, ...LARGE_OUTPUT });
  assert.deepEqual(await sumsOf(join(copy, 'dist')), await sumsOf(DIST));
});
