/**
 * make fuzz-js-coverage: which lines of each reader in JavaScript the inputs of its own fuzzer reach (V8 counts). A line is one with a token on it, so no comment; says which are not reached, and fails
 * below 95 % of a reader's.
 *
 *     FUZZ_EXECS=300 node wasm_tests/fuzz/coverage.mjs [READER...]
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { tokenizer } from 'acorn';

import { ROOT, fuzz, named } from './readers.mjs';

const LEAST = 95, EXECS = Number(process.env.FUZZ_EXECS ?? 300), SEED = Number(process.env.FUZZ_SEED ?? 1);

/** @typedef {{ url: string, functions: { ranges: { startOffset: number, endOffset: number, count: number }[] }[] }} Counts of a module, of which an inner range overrules the one around it */

/** @param {Counts | undefined} counts undefined: it was not even loaded @param {string} source @returns {{ line: number, isRun: boolean }[]} */
function linesOf(counts, source) {
  const ranges = (counts?.functions ?? []).flatMap((each) => each.ranges), /** @type {Map<number, boolean>} */ lines = new Map();
  for (const { start, loc } of tokenizer(source, { ecmaVersion: 'latest', sourceType: 'module', locations: true })) {
    const inmost = ranges.filter(({ startOffset, endOffset }) => startOffset <= start && start < endOffset).sort((a, b) => (a.endOffset - a.startOffset) - (b.endOffset - b.startOffset))[0];
    const line = Number(loc?.start.line), isRun = (inmost?.count ?? 0) > 0;
    // What ends a part that ran and is followed by nothing, `}`, does not count against it; else all of a line has to be run.
    if (source.slice(start, start + 1) === '}' && lines.has(line)) continue;
    lines.set(line, (lines.get(line) ?? true) && isRun);
  }
  return [...lines].map(([line, isRun]) => ({ line, isRun }));
}

let code = 0;
for (const [name, reader] of named(process.argv.slice(2))) {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  try {
    const { fault } = await fuzz(reader, { execs: EXECS, seed: SEED, env: { NODE_V8_COVERAGE: folder } });
    if (fault) throw fault;
    /** @type {Counts[]} */
    const counts = readdirSync(folder).flatMap((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')).result);
    const lines = reader.sources.flatMap((path) => {
      const file = `${ROOT}web/${path}`;
      return linesOf(counts.find(({ url }) => url === pathToFileURL(file).href), readFileSync(file, 'utf8')).map((each) => ({ ...each, path }));
    });
    const hit = lines.filter(({ isRun }) => isRun).length, share = 100 * hit / lines.length, missed = lines.filter(({ isRun }) => !isRun).map(({ path, line }) => `\n    web/${path}:${line}`);
    console.log(`${name}: ${hit} of ${lines.length} lines, ${share.toFixed(1)} %${missed.join('')}`);
    if (share < LEAST) code = 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
process.exitCode = code;
