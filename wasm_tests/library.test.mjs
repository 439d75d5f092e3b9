/** The C library among others: what it shows to a linker, inside another project, as a shared one, and from the archive of sources alone. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { packC } from '../web/package/c-archive.mjs';

const CORE_ROOMS = ['base', 'kernels', 'grow', 'files', 'train', 'tools'];
const ROOT = fileURLToPath(new URL('../', import.meta.url)), BUILD = join(ROOT, 'build/native');
const MODEL = join(ROOT, 'assets/models/snowflake.safetensors'), PICTURE = join(ROOT, 'assets/targets/snowflake.png');
const PUBLIC_HEADERS = ['nca.h', 'nca_tools.h'];
const CC = process.env.CC ?? 'cc';

const work = mkdtempSync(join(tmpdir(), 'snowflake-library-'));
after(() => rmSync(work, { recursive: true, force: true }));
const run = (/** @type {string} */ program, /** @type {string[]} */ ...args) => execFileSync(program, args, { cwd: work, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 << 20 });
const lines = (/** @type {string} */ text) => text.split('\n').filter(Boolean);
/** @param {string} path @param {string} text */
function write(path, text) {
  mkdirSync(dirname(join(work, path)), { recursive: true });
  writeFileSync(join(work, path), text);
}
/** Configure and build. @param {string} source @param {string} build @param {string[]} options */
function cmake(source, build, ...options) {
  const log = run('cmake', '-S', source, '-B', build, ...options);
  run('cmake', '--build', build, '-j', '2');
  return log;
}

/** The functions that the headers declare: names before a bracket that follow a type. */
function declared() {
  const names = PUBLIC_HEADERS.flatMap((header) => {
    const text = readFileSync(join(ROOT, 'src', header), 'utf8').replace(/\/\*[^]*?\*\//g, '').replace(/\\\n/g, ' ').replace(/^[ \t]*#.*$/gm, '');
    return [...text.matchAll(/^[A-Za-z_][\w \t]*[ *](nca_\w+)\(/gm)].map(([, name]) => name);
  });
  assert.ok(names.includes('nca_step') && names.includes('nca_probe_run'));
  return [...new Set(names)].sort();
}

const shown = (/** @type {string[]} */ ...nm) => lines(run('nm', '--defined-only', ...nm)).map((line) => line.split(' ')).filter((words) => words.length === 3)
  .map(([, , name]) => name).sort();
const link = () => run('sh', '-c', `sed -n 's/^Libs:.*-lnca//p' "${join(BUILD, 'snowflake-nca.pc')}"`).trim().split(/\s+/);
const build = (/** @type {string} */ program, /** @type {string[]} */ ...args) =>
  run(CC, '-I', join(BUILD, 'include'), ...args.slice(0, 1), join(BUILD, 'libnca.a'), ...args.slice(1), ...link(), '-o', program);

test('a linker sees the functions of the headers and no other name', () => {
  assert.deepEqual(shown('-g', join(BUILD, 'libnca.a')), declared());
});

test('a program may have functions of the names that are used inside, and decoders of its own', () => {
  const inside = [...new Set(shown(join(BUILD, 'libnca_core.a')).filter((name) => /^(nca|stbi|jsmn)_\w+$/.test(name)))].filter((name) => !declared().includes(name));
  assert.ok(inside.length > 80 && inside.some((name) => name.startsWith('nca_dense_forward')) && inside.some((name) => name.startsWith('stbi_')), `${inside.length} names`);
  write('own.c', `#include <nca.h>
#include <stdio.h>
#include <stdlib.h>
${inside.map((name) => `void ${name}(void) { abort(); }`).join('\n')}
static unsigned char bytes[1 << 20];
static float target[32 * 32 * 4];
static nca_model model;
static size_t load(const char *path) { FILE *file = fopen(path, "rb"); return file ? fread(bytes, 1, sizeof bytes, file) : 0; }
int main(int argc, char **argv) {
  const nca_target_desc desc = { .height_cells = 32, .width_cells = 32 };
  if (argc != 3 || !nca_self_test()) return 2;
  const int picture = nca_target_read(target, &desc, bytes, load(argv[1])), read = nca_weights_read(&model, bytes, load(argv[2]));
  printf("%s %s\\n", nca_status_name(picture), nca_status_name(read));
}
`);
  build('own', 'own.c');
  assert.equal(run('./own', PICTURE, MODEL), 'NCA_OK NCA_OK\n');
});

test('a thread with a stack of 128 KB reads, trains by Muon, saves and goes on', () => {
  write('thread.c', `#include <nca.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
static unsigned char bytes[1 << 21];
static float target[32 * 32 * 4], state[32 * 32 * 4];
static nca_model model;
static int result = 1;
static void *live(void *path) {
  const nca_target_desc desc = { .height_cells = 32, .width_cells = 32, .premultiplied = true };
  FILE *file = fopen(((char **)path)[1], "rb");
  if (nca_target_read(target, &desc, bytes, fread(bytes, 1, sizeof bytes, file)) < 0) return NULL;
  fclose(file);
  file = fopen(((char **)path)[2], "rb");
  if (nca_weights_read(&model, bytes, fread(bytes, 1, sizeof bytes, file)) != NCA_OK) return NULL;
  nca_recipe recipe = nca_recipe_growing(9);
  recipe.num_steps_min = 8, recipe.num_steps_max = 12;
  nca_trainer *trainer = nca_trainer_create(&(nca_trainer_desc){ .height_cells = 32, .width_cells = 32, .recipe = recipe }, &model, target), *again;
  if (nca_train_epoch(trainer) != NCA_OK) return NULL;
  const size_t size = nca_checkpoint_write_head(bytes, sizeof bytes, trainer, &model, 9);
  if (nca_trainer_resume(&again, &(nca_trainer_desc){ .num_threads = 1 }, bytes, size) != NCA_OK || nca_train_epoch(again) != NCA_OK) return NULL;
  nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = 32, .width_cells = 32 });
  nca_sim_set_model(sim, &model);
  nca_sim_reset(sim, 1);
  nca_step(sim, 20);
  nca_sim_inspect(sim, NULL, NULL);
  result = !(nca_self_test() && nca_sim_loss(sim, target) > 0);
  return NULL;
}
int main(int argc, char **argv) {
  pthread_attr_t small;
  pthread_t thread;
  (void)argc;
  if (pthread_attr_init(&small) || pthread_attr_setstacksize(&small, 128 << 10) || pthread_create(&thread, &small, live, argv)) return 2;
  pthread_join(thread, NULL);
  return result;
}
`);
  build('thread', 'thread.c', '-pthread');
  run('./thread', PICTURE, MODEL);
});

const STB = `#define STB_IMAGE_IMPLEMENTATION
#include <stb/stb_image.h>
`;
const READS = `#include <nca.h>
#include <stdio.h>
unsigned char *engine_load(const char *path, int *width, int *height);
int main(int argc, char **argv) {
  static unsigned char bytes[1 << 20];
  static float target[32 * 32 * 4];
  const nca_target_desc desc = { .height_cells = 32, .width_cells = 32 };
  FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
  int width = 0, height = 0;
  if (!file) return 1;
  const char *name = nca_status_name(nca_target_read(target, &desc, bytes, fread(bytes, 1, sizeof bytes, file)));
  printf("%s, engine: %s\\n", name, engine_load(argv[1], &width, &height) ? "a picture" : "nothing");
}
`;
const ENGINE = 'unsigned char *engine_load(const char *path, int *width, int *height) { int channels; return stbi_load(path, width, height, &channels, 4); }\n';

test('a program with an stb_image of its own, of another kind, and each reads what it can', () => {
  write('jpeg.c', `#define STBI_ONLY_JPEG\n${STB}${READS}${ENGINE}`);
  build('jpeg', 'jpeg.c', '-lm');
  assert.equal(run('./jpeg', PICTURE), 'NCA_OK, engine: nothing\n');
});

test('another library with an stb_image is linked before or behind it', () => {
  write('app.c', READS);
  write('engine.c', `${STB}${ENGINE}`);
  run(CC, '-c', 'engine.c', '-o', 'engine.o');
  run('ar', 'rcs', 'libengine.a', 'engine.o');
  build('behind', 'app.c', 'libengine.a');
  run(CC, '-I', join(BUILD, 'include'), 'app.c', 'libengine.a', join(BUILD, 'libnca.a'), ...link(), '-o', 'before');
  for (const program of ['./before', './behind']) assert.equal(run(program, PICTURE), 'NCA_OK, engine: a picture\n');
});

test('the example of the manual is a program, and grows', () => {
  const manual = readFileSync(join(ROOT, 'src/nca.h'), 'utf8'), example = /^ \* EXAMPLE\n((?: \* {3}.*\n)+)/m.exec(manual)?.[1].replace(/^ \*/gm, '').replaceAll(') ...', ') return 1;');
  assert.ok(example?.includes('nca_step'));
  write('manual.c', `#include <nca.h>\n#include <stdio.h>\nint main(int argc, char **argv) {\n  static uint8_t bytes[1 << 20], pixels[72 * 72 * 4];\n  FILE *file = fopen(argv[argc - 1], "rb");\n  const size_t size_bytes = file ? fread(bytes, 1, sizeof bytes, file) : 0;\n${example}
  int alive = 0;\n  for (size_t i = 3; i < sizeof pixels; i += 4) alive += pixels[i] > 25;\n  printf("%d", alive);\n}\n`);
  build('manual', 'manual.c', '-Wall', '-Wextra', '-Werror');
  assert.ok(Number(run('./manual', MODEL)) > 300);
});

test('one number is the version of header, library, CMake and npm', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  write('version.c', '#include <nca.h>\n#include <stdio.h>\nint main(void) { printf("%d.%d.%d %s %s\\n", NCA_VERSION_MAJOR, NCA_VERSION_MINOR, NCA_VERSION_PATCH, NCA_VERSION, nca_version()); }\n');
  build('version', 'version.c');
  assert.equal(run('./version').trim(), `${version} ${version} ${version}`);
  assert.match(readFileSync(join(BUILD, 'CMakeCache.txt'), 'utf8'), new RegExp(`^CMAKE_PROJECT_VERSION:STATIC=${version.replaceAll('.', '\\.')}$`, 'm'));
});

test('inside another project it is one target, and nothing of that project changes', () => {
  cpSync(join(ROOT, 'src/examples/grow.c'), join(work, 'outer/grow.c'));
  write('outer/CMakeLists.txt', `cmake_minimum_required(VERSION 3.18)
project(outer C)
set(before "\${CMAKE_BUILD_TYPE} \${CMAKE_C_FLAGS_RELEASE} \${CMAKE_C_STANDARD}")
include(FetchContent)
FetchContent_Declare(snowflake-nca SOURCE_DIR "${ROOT}")
FetchContent_MakeAvailable(snowflake-nca)
message(STATUS "before: \${before}")
message(STATUS "after: \${CMAKE_BUILD_TYPE} \${CMAKE_C_FLAGS_RELEASE} \${CMAKE_C_STANDARD}")
if(TARGET nca)
  message(FATAL_ERROR "the program came along")
endif()
add_executable(grow grow.c)
target_link_libraries(grow PRIVATE snowflake-nca::nca)
install(TARGETS grow)
`);
  const log = cmake('outer', 'outer-build'); // without a build type, as most do
  assert.equal(log.match(/before: (.*)/)?.[1], log.match(/after: (.*)/)?.[1]);
  const seen = execFileSync(join(work, 'outer-build/grow'), [MODEL]);
  assert.equal(seen.length, 72 * 72 * 4 + 'P7\nWIDTH 72\nHEIGHT 72\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n'.length);
  run('cmake', '--install', 'outer-build', '--prefix', join(work, 'outer-there'));
  assert.deepEqual(readdirSync(join(work, 'outer-there'), { recursive: true }).sort(), ['bin', 'bin/grow']);
  assert.deepEqual(readdirSync(join(work, 'outer-build/_deps/snowflake-nca-build/include')).sort(), PUBLIC_HEADERS, 'and no other header is in the way of theirs');
  assert.ok(!/-Werror/.test(run('grep', '-rh', 'C_FLAGS', 'outer-build', '--include=flags.make')));

  write('inner/CMakeLists.txt', `cmake_minimum_required(VERSION 3.18)\nproject(inner C)\nadd_subdirectory("${ROOT}" nca EXCLUDE_FROM_ALL)\nif(NOT TARGET snowflake-nca::nca)\n  message(FATAL_ERROR "no target")\nendif()\n`);
  run('cmake', '-S', 'inner', '-B', 'inner-build', '-DCMAKE_BUILD_TYPE=Debug', '-DNCA_MPI=OFF');
});

test('as a shared library it shows the same names, says which version it is, and is found by CMake and pkg-config', () => {
  cmake(ROOT, 'shared', '-DBUILD_SHARED_LIBS=ON', '-DCMAKE_BUILD_TYPE=Release', '-DNCA_MPI=OFF');
  assert.deepEqual(shown('-D', join(work, 'shared/libnca.so')), declared());
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')), [major, minor] = version.split('.');
  assert.match(run('readelf', '-d', 'shared/libnca.so'), new RegExp(`SONAME.*\\[libnca\\.so\\.${major}\\.${minor}\\]`));
  const prefix = join(work, 'shared-there');
  run('cmake', '--install', 'shared', '--prefix', prefix);
  const found = readdirSync(prefix, { recursive: true }).map(String), folder = join(prefix, dirname(String(found.find((file) => file.endsWith('libnca.so')))));
  const env = { ...process.env, PKG_CONFIG_PATH: join(folder, 'pkgconfig'), CMAKE_PREFIX_PATH: prefix, LD_LIBRARY_PATH: folder };
  const flags = execFileSync('pkg-config', ['--cflags', '--libs', 'snowflake-nca'], { env, encoding: 'utf8' }).trim().split(/\s+/);
  assert.ok(!flags.includes('-lm') && !flags.includes('-lgomp'), 'what it needs it brings itself');
  run(CC, join(ROOT, 'src/examples/grow.c'), ...flags, '-o', 'shared-grow');
  cpSync(join(ROOT, 'src/examples'), join(work, 'example'), { recursive: true });
  execFileSync('cmake', ['-S', 'example', '-B', 'example-build'], { cwd: work, env });
  execFileSync('cmake', ['--build', 'example-build'], { cwd: work, env });
  const [by, alone] = ['./shared-grow', 'example-build/grow'].map((program) => execFileSync(program, [MODEL], { cwd: work, env }));
  assert.deepEqual(by, alone);
  assert.match(execFileSync(join(prefix, 'bin/nca'), ['--version'], { encoding: 'utf8', env: {} }), /^nca /, 'the program needs none of that');
});

test('the archive of sources needs a compiler and CMake alone', async () => {
  await packC(join(work, 'c.tar.gz'), 'c');
  run('tar', '-xzf', 'c.tar.gz');
  cmake('c', 'c-build', '-DCMAKE_BUILD_TYPE=Debug');
  const depends = run('sh', '-c', 'find c-build -name "*.d" -exec cat {} +');
  for (const header of ['stb_image.h', 'stb_image_write.h', 'jsmn.h', 'simd128.h']) {
    const paths = [...depends.matchAll(new RegExp(`\\S*/${header.replace('.', '\\.')}(?=\\s)`, 'g'))].map(([path]) => path);
    assert.ok(paths.length > 0, header);
    for (const path of paths) assert.ok(path.startsWith(join(work, 'c/third_party/')), `${path} is the system's`);
  }
  for (const header of ['stb/stb_image.h', 'stb/stb_image_write.h', 'jsmn.h', 'simde/simde-common.h', 'simde/hedley.h']) {
    assert.match(readFileSync(join(work, 'c/third_party', header), 'utf8'), /MIT|Permission is hereby granted|Public Domain/i, header);
  }
  assert.match(run('c-build/nca', 'grow', MODEL, '--steps', '3', '-o', 'flake.png', '--json'), /"/);
});

test('a compiler that would come to other bits is refused, with a sentence', () => {
  const options = { '-ffast-math': /-ffast-math/, '-ffinite-math-only': /-ffast-math/, ...(process.arch === 'x64' ? { '-mfpmath=387': /-mfpmath=sse/ } : {}) };
  for (const [option, says] of Object.entries(options)) {
    for (const source of CORE_ROOMS.flatMap((room) => readdirSync(join(ROOT, 'src', room)).map((name) => join(room, name))).filter((name) => name.endsWith('.c') && name !== 'base/status.c')) {
      const { status, stderr } = spawnSync('gcc', ['-std=c11', option, '-DNCA_WIDE_ISA=none', '-DNCA_WIDE_LANES=4', '-fsyntax-only', '-I', join(ROOT, 'src'), join(ROOT, 'src', source)], { encoding: 'utf8' });
      assert.notEqual(status, 0, `${source} with ${option}`);
      assert.match(stderr, says);
    }
  }
  // Nobody can tell when it compiles whether products are contracted, nor how a program that uses the library is linked: the self-test looks.
  write('ask.c', '#include <nca.h>\nint main(void) { return !nca_self_test(); }\n');
  build('plain', 'ask.c');
  run('./plain');
  build('fast', 'ask.c', '-ffast-math');
  if (process.arch === 'x64' && /gcc/i.test(run(CC, '--version'))) assert.equal(spawnSync(join(work, 'fast')).status, 1);
});

test('without SIMDe it says so', () => {
  const { stderr } = spawnSync('cmake', ['-S', ROOT, '-B', 'plain-build', '-DNCA_SIMDE=OFF', '-DNCA_BUILD_PROGRAM=OFF'], { cwd: work, encoding: 'utf8' });
  assert.match(stderr, /Without SIMDe .*one number at a time/s);
  assert.match(run(join(BUILD, 'nca'), '--kernels'), /^(avx512|avx2|neon|simd128)(, fused on request)?\n$/);
});
