/** Which native test comes to which line of src/: each is run once on a build that counts (clang's coverage). A slip on a line that a test never comes to cannot make it fail. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { isHere } from './workshop.mjs';

/** Their programs are killed, before they have said what they ran: they are taken to come wherever any test does. */
const KILLED = /^(misuse|program_(kills|signals|output))$/;

/** @typedef {{ tests: Record<string, { tookMs: number, lines: Record<string, number[]> | null }>, counted: Record<string, number[]> }} Reach of each test the lines it comes to, null: all; and the lines that are counted at all */

/** @param {string} name */
function llvm(name) {
  const version = execFileSync('clang', ['-dumpversion'], { encoding: 'utf8' }).split('.')[0];
  return isHere(`${name}-${version}`) ? `${name}-${version}` : name;
}

/** @param {string} lcov @param {string} tree @returns {{ all: Record<string, number[]>, run: Record<string, number[]> }} */
function linesOf(lcov, tree) {
  /** @type {Record<string, number[]>} */
  const all = {}, /** @type {Record<string, number[]>} */ run = {};
  let file = '';
  for (const row of lcov.split('\n')) {
    if (row.startsWith('SF:')) file = row.slice(3 + tree.length + 1);
    const [, line, count] = /^DA:(\d+),(\d+)/.exec(row) ?? [];
    if (!line) continue;
    (all[file] ??= []).push(Number(line));
    if (count !== '0') (run[file] ??= []).push(Number(line));
  }
  return { all, run };
}

/** @param {import('./workshop.mjs').Workshop} shop built with COVERAGE @param {(name: string) => void} say @returns {Promise<Reach>} */
export async function reachOf(shop, say) {
  const folder = join(shop.built, 'profiles'), /** @type {Reach} */ reach = { tests: {}, counted: {} }, /** @type {Record<string, Set<number>>} */ counted = {};
  for (const test of shop.tests) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    const began = Date.now(), isPassed = await shop.passes(test, { env: { LLVM_PROFILE_FILE: join(folder, '%4m.profraw') } }), tookMs = Date.now() - began;
    const parts = readdirSync(folder).map((name) => join(folder, name)), objects = test.targets.map((each) => join(shop.built, each));
    /** @type {Record<string, number[]> | null} */
    let lines = null;
    if (parts.length > 0) {
      execFileSync(llvm('llvm-profdata'), ['merge', '-sparse', ...parts, '-o', join(folder, 'all')]);
      const lcov = execFileSync(llvm('llvm-cov'), ['export', '-format=lcov', `-instr-profile=${join(folder, 'all')}`, objects[0], ...objects.slice(1).map((each) => `-object=${each}`)], { encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'ignore'] });
      const { all, run } = linesOf(lcov, shop.tree);
      for (const [file, each] of Object.entries(all)) for (const line of each) (counted[file] ??= new Set()).add(line);
      if (isPassed && !KILLED.test(test.name)) lines = run;
    }
    reach.tests[test.name] = { tookMs, lines };
    say(`${test.name}: ${(tookMs / 1000).toFixed(1)} s${lines ? '' : ', taken to come to every line'}`);
  }
  for (const [file, lines] of Object.entries(counted)) reach.counted[file] = [...lines];
  return reach;
}

/** @param {Reach} reach @param {import('./mutate.mjs').Mutant} mutant @returns {(name: string) => boolean} whether that test can come to it */
export function reachers({ tests, counted }, { file, line }) {
  if (!counted[file]?.includes(line)) return () => true; // a table, say, of which nobody knows who reads it
  const isReached = Object.values(tests).some(({ lines }) => lines?.[file]?.includes(line));
  return (name) => { const lines = tests[name]?.lines; return lines ? Boolean(lines[file]?.includes(line)) : isReached || !tests[name]; };
}
