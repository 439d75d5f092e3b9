/**
 * make test-mutants: mutants of src/, by lot, each before the native tests, the quickest first, until one fails. What is found goes to build/mutants/log.jsonl,
 * one line a mutant; a run that is begun again leaves out those that stand there.
 *
 *     node wasm_tests/mutants/run.mjs [how many] [seed]
 */
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { mutantsOf } from './mutate.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url)), WORK = join(ROOT, 'build/mutants'), TREE = join(WORK, 'tree'), BUILD = join(WORK, 'build'), LOG = join(WORK, 'log.jsonl');
/** What the native build reads. */
const TAKEN = ['CMakeLists.txt', 'LICENSE', 'src', 'assets', 'wasm_tests/golden'];
const ROOMS = ['base', 'kernels', 'grow', 'files', 'train', 'tools', 'cli'];
/** Others' code, and tests that only compile what they write themselves. */
const NOT_OURS = /stb_image/, NOT_OF_IT = /^new_(field|parts)$/;
/** A loop that no longer ends: this many times what the test took of the sound program, and some seconds. */
const PATIENCE = 6, LEAST_MS = 10_000, BUILD_MS = 600_000;

/** @typedef {{ name: string, command: string[], tookMs: number }} Test */
/** @typedef {{ mutant: string, outcome: 'killed' | 'survived' | 'same' | 'stillborn', by?: string, text: string }} Entry same: the compiler made the same of it; stillborn: it would not compile */

const count = Number(process.argv[2] || 60), seed = process.argv[3] || '1';

/** @param {string[]} command @param {number} limitMs @returns {Promise<boolean>} */
function succeeds([program, ...args], limitMs) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: BUILD, stdio: 'ignore', detached: true });
    const timer = setTimeout(() => { try { process.kill(-Number(child.pid), 'SIGKILL'); } catch { /* it has ended by now */ } }, limitMs);
    child.on('close', (code) => { clearTimeout(timer); resolve(code === 0); });
    child.on('error', () => { clearTimeout(timer); resolve(false); });
  });
}

const build = () => succeeds(['cmake', '--build', '.', '-j', '2'], BUILD_MS);
const objectOf = (/** @type {string} */ file) => execFileSync('find', [BUILD, '-name', `${file.split('/').pop()}.o`, '-path', `*/${file}.o`], { encoding: 'utf8' }).trim().split('\n').sort();
const hashOf = (/** @type {string[]} */ paths) => paths.map((path) => createHash('sha256').update(readFileSync(path)).digest('hex')).join();

async function prepare() {
  rmSync(TREE, { recursive: true, force: true });
  mkdirSync(BUILD, { recursive: true });
  for (const each of TAKEN) cpSync(join(ROOT, each), join(TREE, each), { recursive: true });
  execFileSync('cmake', ['-S', TREE, '-B', BUILD, '-DCMAKE_BUILD_TYPE=', '-DCMAKE_C_FLAGS=-O1', '-DNCA_TESTS=ON', '-DNCA_SANITIZE=OFF', '-DNCA_WERROR=OFF'], { env: { ...process.env, CC: 'clang' }, stdio: 'ignore' });
  if (!await build()) throw new Error(`The sound program cannot be built: cmake --build ${BUILD}`);
}

/** The native tests as ctest knows them, the quickest first. @returns {Promise<Test[]>} */
async function timedTests() {
  const { tests } = JSON.parse(execFileSync('ctest', ['--show-only=json-v1'], { cwd: BUILD, encoding: 'utf8' })), timed = [];
  for (const { name, command } of tests) {
    if (NOT_OF_IT.test(name)) continue;
    const began = Date.now(), isSound = await succeeds(command, BUILD_MS);
    if (isSound) timed.push({ name, command, tookMs: Date.now() - began });
    else console.log(`not run: ${name}, which the sound program does not pass here`);
  }
  return timed.sort((a, b) => a.tookMs - b.tookMs);
}

/** By lot, and the same lot for the same seed and sources. @param {import('./mutate.mjs').Mutant[]} all */
function drawn(all) {
  const lot = (/** @type {import('./mutate.mjs').Mutant} */ each) => createHash('sha256').update(`${seed} ${each.file} ${each.line} ${each.column} ${each.kind} ${each.text}`).digest('hex');
  return all.map((mutant) => ({ mutant, lot: lot(mutant) })).sort((a, b) => (a.lot < b.lot ? -1 : 1)).slice(0, count).map(({ mutant }) => mutant);
}

/** @param {import('./mutate.mjs').Mutant} mutant @param {Test[]} tests @returns {Promise<Pick<Entry, 'outcome' | 'by'>>} */
async function judge({ file, line, text }, tests) {
  const path = join(TREE, file), sound = readFileSync(path, 'utf8'), before = hashOf(objectOf(file)), lines = sound.split('\n');
  lines[line - 1] = text;
  try {
    writeFileSync(path, lines.join('\n'));
    if (!await build()) return { outcome: 'stillborn' };
    if (hashOf(objectOf(file)) === before) return { outcome: 'same' };
    const stem = String(file.split('/').pop()).replace('.c', ''), nearest = [...tests].sort((a, b) => Number(b.name === stem) - Number(a.name === stem));
    for (const { name, command, tookMs } of nearest) if (!await succeeds(command, tookMs * PATIENCE + LEAST_MS)) return { outcome: 'killed', by: name };
    return { outcome: 'survived' };
  } finally {
    writeFileSync(path, sound);
    await build();
  }
}

/** @returns {Entry[]} */
const logged = () => (existsSync(LOG) ? readFileSync(LOG, 'utf8').trim().split('\n').filter(Boolean).map((line) => JSON.parse(line)) : []);
const nameOf = (/** @type {import('./mutate.mjs').Mutant} */ { file, line, column, kind }) => `${file}:${line}:${column} ${kind}`;

await prepare();
const files = ROOMS.flatMap((room) => readdirSync(join(TREE, 'src', room)).filter((name) => name.endsWith('.c') && !NOT_OURS.test(name)).sort().map((name) => `src/${room}/${name}`));
const all = files.flatMap((file) => mutantsOf(file, readFileSync(join(TREE, file), 'utf8'))), chosen = drawn(all);
const known = new Map(logged().map((entry) => [`${entry.mutant} ${entry.text}`, entry])), keyOf = (/** @type {import('./mutate.mjs').Mutant} */ mutant) => `${nameOf(mutant)} ${mutant.text.trim()}`;
const left = chosen.filter((mutant) => !known.has(keyOf(mutant)));
console.log(`${all.length} mutants, ${chosen.length} drawn, ${left.length} left`);
const tests = left.length > 0 ? await timedTests() : [];
for (const mutant of left) {
  const entry = { mutant: nameOf(mutant), text: mutant.text.trim(), ...await judge(mutant, tests) };
  known.set(keyOf(mutant), entry);
  appendFileSync(LOG, `${JSON.stringify(entry)}\n`);
  console.log(`${entry.outcome.padEnd(9)} ${entry.mutant}: ${entry.text}${entry.by ? ` (${entry.by})` : ''}`);
}
const entries = chosen.map((mutant) => known.get(keyOf(mutant))), numOf = (/** @type {string} */ outcome) => entries.filter((entry) => entry?.outcome === outcome).length;
console.log(`${numOf('killed')} killed, ${numOf('survived')} survived, ${numOf('same')} no other program, ${numOf('stillborn')} no program at all`);
