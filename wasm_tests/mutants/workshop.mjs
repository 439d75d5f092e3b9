/** A copy of the sources, its build and its native tests: where one mutant after the other is put in, built as far as the next test needs it, and taken out. */
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** @typedef {{ name: string, command: string[], targets: string[] }} Test targets: what of the build it runs */
/** @typedef {{ mutant: string, outcome: 'killed' | 'survived' | 'unreached' | 'same' | 'stillborn', by?: string, text: string }} Entry unreached: no test comes to that line; same: the compiler made the same of it; stillborn: it would not compile */

/** What the native build reads. */
const TAKEN = ['CMakeLists.txt', 'LICENSE', 'src', 'assets', 'wasm_tests/golden'];
/** Tests that only compile what they write themselves. */
const NOT_OF_IT = /^new_(field|parts)$/;
const BUILD_MS = 1_200_000;
/** A loop that no longer ends has this many times what the test took of the sound program, and some seconds, of a processor; a program that waits for ever, of the clock. */
const PATIENCE = 4, OF_SANITIZERS = 8, LEAST_S = 5, CLOCK_PATIENCE = 20, LEAST_CLOCK_MS = 120_000;

/** Copies only what differs, so that the build makes only that anew. @param {string} from @param {string} to */
function sync(from, to) {
  if (statSync(from).isDirectory()) {
    mkdirSync(to, { recursive: true });
    const names = readdirSync(from);
    for (const name of readdirSync(to)) if (!names.includes(name)) rmSync(join(to, name), { recursive: true });
    for (const name of names) sync(join(from, name), join(to, name));
  } else if (!isSame(from, to)) cpSync(from, to);
}

/** @param {string} a @param {string} b */
function isSame(a, b) {
  try {
    return readFileSync(a).equals(readFileSync(b));
  } catch { // it is not there yet
    return false;
  }
}

/** @param {string} name of a program @returns {boolean} whether it is here */
export function isHere(name) {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export class Workshop {
  /** @param {string} folder where it is kept from run to run @param {'OFF' | 'ON' | 'COVERAGE'} sanitize ON: slower, and sees what is lost or read beside */
  constructor(folder, sanitize = 'OFF') {
    this.tree = join(folder, 'tree');
    this.built = join(folder, 'build');
    this.sanitize = sanitize;
    /** @type {Map<string, string>} of the sound program: object and its hash */
    this.sound = new Map();
    /** @type {Test[]} */
    this.tests = [];
  }

  /** The sound program, built whole. @param {string} root of the repository */
  async open(root) {
    for (const each of TAKEN) {
      mkdirSync(join(this.tree, each, '..'), { recursive: true });
      sync(join(root, each), join(this.tree, each));
    }
    mkdirSync(this.built, { recursive: true });
    const flags = ['-DCMAKE_BUILD_TYPE=', '-DCMAKE_C_FLAGS=-O1', '-DNCA_TESTS=ON', `-DNCA_SANITIZE=${this.sanitize}`, '-DNCA_WERROR=OFF', ...(isHere('ninja') ? ['-G', 'Ninja'] : [])];
    execFileSync('cmake', ['-S', this.tree, '-B', this.built, ...flags], { env: { ...process.env, CC: 'clang' }, stdio: 'ignore' });
    // ctest tells no command of a program that is not built yet.
    const programs = [...readFileSync(join(this.built, 'CTestTestfile.cmake'), 'utf8').matchAll(/"([^"]+)"/g)].map(([, path]) => path).filter((path) => path.startsWith(`${this.built}/`)).map((path) => basename(path));
    if (!await this.#build([...new Set(programs)])) throw new Error(`The sound program cannot be built: cmake --build ${this.built}`);
    const { tests } = JSON.parse(execFileSync('ctest', ['--show-only=json-v1'], { cwd: this.built, encoding: 'utf8' }));
    this.tests = tests.filter((/** @type {Test} */ { name }) => !NOT_OF_IT.test(name)).map((/** @type {Test} */ { name, command }) => ({
      name, command, targets: [...new Set(command.filter((each) => each.startsWith(`${this.built}/`)).map((each) => basename(each)))],
    }));
    this.sound = this.#objects();
  }

  /** @param {string} source as src/train/adam.c; by default of all @returns {Map<string, string>} */
  #objects(source = '') {
    const paths = execFileSync('find', [this.built, '-name', '*.c.o', '-path', `*${source}.o`], { encoding: 'utf8' }).trim().split('\n').filter((path) => path.endsWith(`${source}.o`));
    return new Map(paths.map((path) => [path, createHash('sha256').update(readFileSync(path)).digest('hex')]));
  }

  /** @param {string[]} targets */
  #build(targets) { return this.#succeeds(['cmake', '--build', '.', '-j', '2', '--target', ...targets], {}, BUILD_MS); }

  /** @param {string[]} command @param {Record<string, string>} env @param {number} limitMs of the clock @returns {Promise<boolean>} */
  #succeeds([program, ...args], env, limitMs) {
    return new Promise((resolve) => {
      const child = spawn(program, args, { cwd: this.built, env: { ...process.env, ...env }, stdio: 'ignore', detached: true });
      const timer = setTimeout(() => { try { process.kill(-Number(child.pid), 'SIGKILL'); } catch { /* it has ended by now */ } }, limitMs);
      child.on('close', (code) => { clearTimeout(timer); resolve(code === 0 || code === 77); }); // 77: not for this processor
      child.on('error', () => { clearTimeout(timer); resolve(false); });
    });
  }

  /** @param {Test} test @param {{ tookMs?: number, env?: Record<string, string> }} [of] what it took of the sound program @returns {Promise<boolean>} whether it passes */
  passes({ command }, { tookMs = 3_600_000, env = {} } = {}) {
    const slow = this.sanitize === 'ON' ? OF_SANITIZERS : 1, limitS = slow * (Math.ceil(tookMs * PATIENCE / 1000) + LEAST_S);
    return this.#succeeds(['bash', '-c', 'ulimit -t "$0"; exec "$@"', String(limitS), ...command], env, slow * (tookMs * CLOCK_PATIENCE + LEAST_CLOCK_MS));
  }

  /**
   * @param {import('./mutate.mjs').Mutant} mutant @param {{ test: Test, tookMs: number }[]} inTurn the tests that come to its line, until one of them fails
   * @returns {Promise<Pick<Entry, 'outcome' | 'by'>>}
   */
  async judge({ file, line, text }, inTurn) {
    if (inTurn.length === 0) return { outcome: 'unreached' };
    const path = join(this.tree, file), whole = readFileSync(path, 'utf8'), lines = whole.split('\n');
    lines[line - 1] = text;
    try {
      writeFileSync(path, lines.join('\n'));
      let hasChanged = false;
      for (const { test, tookMs } of inTurn) {
        if (!await this.#build(test.targets)) return { outcome: 'stillborn' };
        if ([...this.#objects(file)].every(([object, hash]) => this.sound.get(object) === hash)) continue; // so far: this test's program may do without that file
        hasChanged = true;
        if (!await this.passes(test, { tookMs })) return { outcome: 'killed', by: test.name };
      }
      return { outcome: hasChanged ? 'survived' : 'same' };
    } finally {
      writeFileSync(path, whole); // built again with the next one
    }
  }
}
