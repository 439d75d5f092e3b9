/**
 * The C library and program as an archive of sources that a compiler and CMake build alone: with it come, in third_party, the headers of others that it
 * includes, as they lie on the system that packs it. Their licences, MIT, CC0 or public domain, stand in the files themselves.
 */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { create } from 'tar';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** What it takes to build the native library and program. */
const C_SOURCES = ['CMakeLists.txt', 'LICENSE', 'src'];
const THIRD_PARTY = ['stb/stb_image.h', 'stb/stb_image_write.h', 'jsmn.h', 'simde/wasm/simd128.h'];
const SYSTEM = ['/usr/include', '/usr/local/include'];
const EXECUTABLE = 0o111;

const ABOUT = `Headers of others, unchanged; each names its licence.

stb_image.h, stb_image_write.h   Sean Barrett, https://github.com/nothings/stb: public domain, or MIT
jsmn.h                           Serge Zaitsev, https://github.com/zserge/jsmn: MIT
simde                            Evan Nemerson and others, https://github.com/simd-everywhere/simde: MIT; hedley.h: CC0
                                 only what wasm/simd128.h needs
`;

/** @param {string} folder @returns {Promise<string[]>} all files in it, as paths from it, sorted in the same way everywhere */
async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(/** @type {any} */ (entry).parentPath ?? entry.path, entry.name))).sort();
}

/** A header, and those that it includes beside it. @param {string} include where headers lie @param {string} path from there @param {Map<string, Buffer>} found */
async function gather(include, path, found) {
  if (found.has(path)) return;
  const bytes = await readFile(join(include, path));
  found.set(path, bytes);
  for (const [, beside] of bytes.toString('latin1').matchAll(/^[ \t]*#[ \t]*include[ \t]*"([^"]+)"/gm)) await gather(include, join(dirname(path), beside), found);
}

/** @param {string} header @param {Map<string, Buffer>} found */
async function gatherFromSystem(header, found) {
  for (const include of SYSTEM) {
    try {
      return await gather(include, header, found);
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
    }
  }
  throw new Error(`${header} is not on this system; .ci/setup native installs it`);
}

/** Without times, owners, and the modes that a umask left. @param {string} file where to @param {string} name of the folder in it */
export async function packC(file, name) {
  const stage = await mkdtemp(join(tmpdir(), 'snowflake-c-'));
  try {
    for (const each of C_SOURCES) await cp(join(ROOT, each), join(stage, each), { recursive: true });
    const headers = /** @type {Map<string, Buffer>} */ (new Map([['README', Buffer.from(ABOUT)]]));
    for (const header of THIRD_PARTY) await gatherFromSystem(header, headers);
    for (const [path, bytes] of headers) {
      await mkdir(dirname(join(stage, 'third_party', path)), { recursive: true });
      await writeFile(join(stage, 'third_party', path), bytes);
    }
    await create({
      cwd: stage, file, gzip: { level: 9 }, prefix: name, portable: true, mtime: new Date(0),
      onWriteEntry: (entry) => { if (entry.stat) entry.stat.mode = (entry.stat.mode & ~0o777) | (entry.stat.mode & EXECUTABLE ? 0o755 : 0o644); },
    }, await filesIn(stage));
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}
