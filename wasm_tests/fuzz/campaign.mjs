/**
 * make fuzz-js: each reader of outside bytes in JavaScript in turn, by other seeds each time, until it has had as many inputs as are wanted, those of earlier runs
 * included: it may be stopped at any time and goes on from there. How far it is stands in build/fuzz/state.json, with the seeds that found something, which are tried first until they do
 * no more; what each turn came to in build/fuzz/log.
 *
 *     node wasm_tests/fuzz/campaign.mjs 100000000 [READER...]
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

import { ROOT, fuzz, named } from './readers.mjs';

const FOLDER = `${ROOT}build/fuzz`, STATE = `${FOLDER}/state.json`, LOG = `${FOLDER}/log`;
/** What a stop loses. */
const TURN_MS = 60_000;
/** Seed 1 is that of `make test`. */
const FIRST = { inputs: 0, seed: 2, execs: 1000, found: /** @type {{ seed: number, execs: number }[]} */ ([]) };

const [wanted, ...names] = process.argv.slice(2), readers = named(names);
mkdirSync(FOLDER, { recursive: true });
/** @type {Record<string, typeof FIRST>} */
const state = existsSync(STATE) ? JSON.parse(readFileSync(STATE, 'utf8')) : {};

function keep() {
  writeFileSync(`${STATE}.new`, JSON.stringify(state, null, 2));
  renameSync(`${STATE}.new`, STATE);
}

/** @param {string} line */
function say(line) {
  console.log(line);
  appendFileSync(LOG, `${new Date().toISOString()} ${line}\n`);
}

for (const [name, reader] of readers) {
  const mine = state[name] ??= structuredClone(FIRST);
  for (const { seed, execs } of [...mine.found]) {
    const { fault } = await fuzz(reader, { seed, execs });
    if (fault) throw fault;
    mine.found.shift();
    say(`${name}: seed ${seed} finds nothing any more`);
    keep();
  }
}

for (let left = readers; left.length > 0; left = left.filter(([name]) => state[name].inputs < Number(wanted))) {
  for (const [name, reader] of left) {
    const mine = state[name], { seed, execs } = mine, began = Date.now();
    if (mine.inputs >= Number(wanted)) continue;
    const { inputs, fault } = await fuzz(reader, { seed, execs }), took = Date.now() - began;
    mine.seed++;
    if (fault || inputs === 0) {
      mine.found.push({ seed, execs });
      keep();
      say(`${name}: seed ${seed} finds a fault: FUZZ_SEED=${seed} FUZZ_EXECS=${execs} node --test --test-name-pattern='^${reader.tests}' wasm_tests/${reader.file}.test.mjs`);
      throw fault ?? new Error(`No test begins with “${reader.tests}”`);
    }
    mine.inputs += inputs;
    mine.execs = Math.max(100, Math.round(execs * Math.min(4, TURN_MS / took)));
    keep();
    say(`${name}: ${inputs} inputs by seed ${seed} in ${(took / 1000).toFixed(0)} s, ${mine.inputs} of ${wanted}, no fault`);
  }
}
for (const [name] of readers) console.log(`${name}: ${state[name].inputs} inputs, no fault`);
