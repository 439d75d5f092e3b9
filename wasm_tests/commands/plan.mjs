/** What is tried, where and how: all that is documented, but for what stands here with its reason. */
import { readFileSync, readdirSync } from 'node:fs';

import { commandsOf, targetsOf } from './documented.mjs';

/**
 * @typedef {'end' | 'serve' | 'last'} Must end: with 0, however long it takes. serve: answer at the address that it prints. last: for a minute, or end with 0
 * @typedef {{ line: string, folder: string, must: Must, file?: string, documented: string }} Trial folder: of the scratch, where it is run
 */

const here = (/** @type {string} */ path) => new URL(`../../${path}`, import.meta.url);

/** Not tried. @type {{ command: RegExp, why: string }[]} */
export const LEFT_OUT = [
  { command: /^apt-get install /, why: 'it changes the machine; .ci/setup installs the same packages for the tests' },
  { command: /^make test-commands$/, why: 'it is this one' },
];

/** Tried otherwise than written. @type {{ command: RegExp, as: string, why: string }[]} */
export const OTHERWISE = [
  { command: /^python3 -m http\.server$/, as: 'python3 -u -m http.server 0', why: 'its usual port may be somebody’s' },
  { command: /^nca eval --probe$/, as: 'nca eval flake.safetensors --target picture.png --probe', why: 'only named there' },
  { command: /^nca import$/, as: 'nca import src/fuzz/corpus/distill/whole.json -o imported.safetensors', why: 'only named there' },
  {
    command: /^pip install build\/python\//, why: 'Debian wants an environment for it, and its NumPy',
    as: '/usr/bin/python3 -m venv --system-site-packages build/venv && build/venv/bin/pip install --no-index build/python/snowflake_nca-*.whl',
  },
  { command: /^nca ice$/, as: 'nca ice -o ice.png --side 16 --steps 8', why: 'only named there' },
];

/** Where README says that one is somewhere else: the archive unpacked, or a project of one's own. @type {{ command: RegExp, folder: string, why: string }[]} */
export const ELSEWHERE = [
  { command: /^cmake -S \. -B build\/native && cmake --build build\/native$/, folder: 'archive', why: 'it is for the archive of C sources' },
  { command: /^npm install path\/to\/dist\//, folder: 'project', why: 'it is for another project, in which path/to is the way to the clone' },
  { command: /^node FILE$/, folder: 'project', why: 'its imports are of the installed package' },
];

/** More that README tells of without writing it out. */
const UNWRITTEN = [
  'make train MODELS=ice-star', 'make probe MODELS=snowflake',
  ...readdirSync(here('wasm_tests/bench/sections')).map((file) => `make bench BENCH=${file.replace('.mjs', '')}`),
  'cmake -S src/examples -B build/examples -DCMAKE_PREFIX_PATH=~/.local && cmake --build build/examples && build/examples/grow assets/models/snowflake.safetensors >build/examples/flake.pam',
  ...['train', 'grow', 'eval', 'import', 'mean', 'ice'].map((name) => `nca ${name} --help`),
];

/** The rest needs what these make. */
const MUST_END = /^(make (setup\S*|native|wasm|python|site|embed|package|docs|dist|clean)$|cmake |cc |npm install |\/usr\/bin\/python3 -m venv )/;
const MUST_SERVE = /^(make (run|dev)\b|python3 -u -m http\.server)/;

/** Everything, in an order in which it works. @returns {Trial[]} */
export function plan() {
  const targets = targetsOf(readFileSync(here('Makefile'), 'utf8')).map((name) => `make ${name}`);
  const documented = documentedCommands(), written = documented.map(({ command }) => command);
  const unwritten = [...targets, ...UNWRITTEN].filter((command) => !written.includes(command) && command !== 'make clean').map((command) => ({ command }));
  return [...documented, ...unwritten, { command: 'make clean' }].filter(({ command }) => !LEFT_OUT.some((each) => each.command.test(command))).map((each) => {
    const { command, before = [], file } = /** @type {import('./documented.mjs').Command} */ (each);
    const tried = OTHERWISE.find((other) => other.command.test(command))?.as ?? command;
    return {
      line: [...before, tried].join('\n'), folder: ELSEWHERE.find((other) => other.command.test(command))?.folder ?? 'clone',
      must: MUST_END.test(tried) ? 'end' : MUST_SERVE.test(tried) ? 'serve' : 'last', documented: command, ...(file !== undefined && { file }),
    };
  });
}

/** README's. */
export const documentedCommands = () => commandsOf(readFileSync(here('README.md'), 'utf8'));
