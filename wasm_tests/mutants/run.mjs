/**
 * make test-mutants: mutants of src/, by lot, each before the native tests that come to its line (reach.mjs), the likeliest first, until one fails. What is found goes to
 * build/mutants/log.jsonl, one line a mutant; a run that is begun again leaves out those that stand there. `again` in place of a number tries those once more that survived,
 * now under ASan and UBSan, as `make test` has it: slower, and memory that is never given back is seen as well.
 *
 *     JOBS=2 node wasm_tests/mutants/run.mjs [how many | again] [seed]
 */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { mutantsOf } from './mutate.mjs';
import { reachOf, reachers } from './reach.mjs';
import { Workshop } from './workshop.mjs';

/** @import { Mutant } from './mutate.mjs' @import { Reach } from './reach.mjs' @import { Entry, Test } from './workshop.mjs' */

const ROOT = fileURLToPath(new URL('../../', import.meta.url)), WORK = join(ROOT, 'build/mutants'), LOG = join(WORK, 'log.jsonl'), REACH = join(WORK, 'reach.json');
const ROOMS = ['base', 'kernels', 'grow', 'files', 'train', 'tools', 'cli'];
/** Others' code. */
const NOT_OURS = /stb_image/;

const isAgain = process.argv[2] === 'again', count = isAgain ? Infinity : Number(process.argv[2] || 60), seed = process.argv[3] || '1', numShops = Number(process.env.JOBS) || availableParallelism();

/** By lot, and the same lot for the same seed and sources. @param {Mutant[]} all */
function drawn(all) {
  const lot = (/** @type {Mutant} */ each) => createHash('sha256').update(`${seed} ${each.file} ${each.line} ${each.column} ${each.kind} ${each.text}`).digest('hex');
  return all.map((mutant) => ({ mutant, lot: lot(mutant) })).sort((a, b) => (a.lot < b.lot ? -1 : 1)).slice(0, count).map(({ mutant }) => mutant);
}

/** From the last run, where the sources are those of then. @returns {Promise<Reach>} */
async function knownReach() {
  const shop = new Workshop(join(WORK, 'counting'), 'COVERAGE'), state = createHash('sha256');
  for (const room of [...ROOMS, 'tests'].map((each) => join(ROOT, 'src', each))) for (const name of readdirSync(room).sort()) state.update(name).update(readFileSync(join(room, name)));
  const of = state.digest('hex');
  if (existsSync(REACH)) {
    const kept = JSON.parse(readFileSync(REACH, 'utf8'));
    if (kept.of === of) return kept.reach;
  }
  console.log('Each native test once, to see where it comes to');
  await shop.open(ROOT);
  const reach = await reachOf(shop, (line) => console.log(`  ${line}`));
  writeFileSync(REACH, JSON.stringify({ of, reach }));
  return reach;
}

/** @returns {Entry[]} */
const logged = () => (existsSync(LOG) ? readFileSync(LOG, 'utf8').trim().split('\n').filter(Boolean).map((line) => JSON.parse(line)) : []);
const nameOf = (/** @type {Mutant} */ { file, line, column, kind }) => `${file}:${line}:${column} ${kind}`;
const keyOf = (/** @type {Mutant} */ mutant) => `${nameOf(mutant)} ${mutant.text.trim()}`;

mkdirSync(WORK, { recursive: true });
const files = ROOMS.flatMap((room) => readdirSync(join(ROOT, 'src', room)).filter((name) => name.endsWith('.c') && !NOT_OURS.test(name)).sort().map((name) => `src/${room}/${name}`));
const all = files.flatMap((file) => mutantsOf(file, readFileSync(join(ROOT, file), 'utf8'))), known = new Map(logged().map((entry) => [`${entry.mutant} ${entry.text}`, entry]));
const isLeft = (/** @type {Mutant} */ mutant) => { const entry = known.get(keyOf(mutant)); return isAgain ? entry?.outcome === 'survived' || entry?.outcome === 'unreached' : !entry; };
const chosen = isAgain ? all.filter(isLeft) : drawn(all), left = chosen.filter(isLeft);
console.log(`${all.length} mutants, ${chosen.length} drawn, ${left.length} left`);

/** Those of the file's own name first, then what killed its neighbours before, then the quickest. @param {Test[]} tests @param {Reach} reach @param {Mutant} mutant */
function inTurn(tests, reach, mutant) {
  const stem = String(mutant.file.split('/').pop()).replace('.c', ''), killers = [...known.values()].filter((entry) => entry.mutant.startsWith(`${mutant.file}:`)).map(({ by }) => by), comes = reachers(reach, mutant);
  const chance = (/** @type {string} */ name) => Number(name === stem) + killers.filter((by) => by === name).length;
  return tests.filter(({ name }) => comes(name)).map((test) => ({ test, tookMs: reach.tests[test.name]?.tookMs ?? 0 }))
    .sort((a, b) => chance(b.test.name) - chance(a.test.name) || a.tookMs - b.tookMs);
}

if (left.length > 0) {
  const reach = await knownReach(), waiting = [...left];
  await Promise.all(Array.from({ length: Math.min(numShops, left.length) }, async (_, i) => {
    const shop = isAgain ? new Workshop(join(WORK, `sanitized-${i}`), 'ON') : new Workshop(join(WORK, `shop-${i}`));
    await shop.open(ROOT);
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      const entry = { mutant: nameOf(mutant), text: mutant.text.trim(), ...await shop.judge(mutant, inTurn(shop.tests, reach, mutant)) };
      known.set(keyOf(mutant), entry);
      appendFileSync(LOG, `${JSON.stringify(entry)}\n`);
      console.log(`${entry.outcome.padEnd(9)} ${entry.mutant}: ${entry.text}${entry.by ? ` (${entry.by})` : ''}`);
    }
  }));
}
const entries = chosen.map((mutant) => known.get(keyOf(mutant))), numOf = (/** @type {string} */ outcome) => entries.filter((entry) => entry?.outcome === outcome).length;
const numKilled = numOf('killed'), numMissed = numOf('survived') + numOf('unreached');
console.log(`${numKilled} killed, ${numOf('survived')} survived, ${numOf('unreached')} where no test comes to, ${numOf('same')} no other program, ${numOf('stillborn')} no program at all: ${(100 * numKilled / Math.max(numKilled + numMissed, 1)).toFixed(1)} % of those that could be seen are`);
