/**
 * make test-commands: the first minute of every target of the Makefile and of every command of README, in a clone that has a home of its own, so that nothing
 * installed or kept before helps. Takes an hour and more, and the network.
 *
 *     node wasm_tests/commands/run.mjs [part of a command ...]    only those, and what they need
 *     node wasm_tests/commands/run.mjs --list                     what would be tried
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { attempt, endAll } from './attempt.mjs';
import { ELSEWHERE, LEFT_OUT, OTHERWISE, documentedCommands, plan } from './plan.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url)), TAIL_LINES = 40;
const SECONDS = Number(process.env.COMMAND_SECONDS || 60);

const wanted = process.argv.slice(2).filter((each) => each !== '--list');
const trials = plan().filter(({ must, documented }) => wanted.length === 0 || must === 'end' || wanted.some((part) => documented.includes(part)));
for (const { command } of documentedCommands()) {
  const leftOut = LEFT_OUT.find((each) => each.command.test(command));
  if (leftOut) console.log(`not tried: ${command} (${leftOut.why})`);
}
if (process.argv.includes('--list')) {
  for (const { line, folder, must } of trials) console.log(`${must.padEnd(5)} ${folder.padEnd(7)} ${line.split('\n').pop()}`);
  process.exit(0);
}

const scratch = mkdtempSync(join(tmpdir(), 'snowflake-commands-')), within = (/** @type {string[]} */ ...path) => join(scratch, ...path);
process.on('exit', () => {
  endAll(scratch);
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
});
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => process.exit(130));
const env = prepare();

let numFailed = 0;
for (const { line, folder, must, file, documented } of trials) {
  if (file !== undefined) writeFileSync(within(folder, 'readme.mjs'), file);
  if (folder === 'archive') unpackArchive();
  const command = line.replaceAll('FILE', 'readme.mjs'), shown = command.split('\n').pop();
  const { isFine, how, tookMs, output } = await attempt({ line: command, cwd: within(folder), env, must, seconds: SECONDS, log: within('log') });
  const why = [...OTHERWISE, ...ELSEWHERE].find((each) => each.command.test(documented))?.why;
  console.log(`${isFine ? 'ok  ' : 'FAIL'} ${(tookMs / 1000).toFixed(0).padStart(5)} s  ${shown}: ${how}${why ? ` (${why})` : ''}`);
  if (isFine) continue;
  numFailed++;
  console.log(output.trimEnd().split('\n').slice(-TAIL_LINES).map((each) => `    | ${each}`).join('\n'));
}
console.log(`${trials.length - numFailed} of ${trials.length} commands did as they should`);
process.exit(numFailed > 0 ? 1 : 0);

/** The clone, and what README takes for granted: a picture, a program in the path, a project of one's own. @returns {NodeJS.ProcessEnv} */
function prepare() {
  execFileSync('git', ['clone', '--quiet', ROOT, within('clone')]);
  const changes = execFileSync('git', ['status', '--porcelain'], { cwd: ROOT, encoding: 'utf8' });
  if (changes) console.log(`What is not committed is not tried:\n${changes.trimEnd()}`);
  for (const folder of ['home', 'tmp', 'archive', 'project/path']) mkdirSync(within(folder), { recursive: true });
  symlinkSync(within('clone'), within('project/path/to'));
  for (const folder of ['clone', 'project']) cpSync(join(ROOT, 'assets/targets/snowflake.png'), within(folder, 'picture.png'));
  return {
    ...process.env, HOME: within('home'), PATH: [within('clone/build/native'), process.env.PATH].join(delimiter), NO_COLOR: '1',
    npm_config_cache: within('home/npm'), XDG_CACHE_HOME: within('home/cache'), TMPDIR: within('tmp'),
    // Eight processes may be more than there are cores, and the user of a container is often root.
    OMPI_ALLOW_RUN_AS_ROOT: '1', OMPI_ALLOW_RUN_AS_ROOT_CONFIRM: '1', OMPI_MCA_rmaps_base_oversubscribe: '1',
    // What make and npm tell those they start is not for the clone.
    MAKEFLAGS: undefined, MAKELEVEL: undefined, MFLAGS: undefined, MAKEOVERRIDES: undefined, NODE_TEST_CONTEXT: undefined,
  };
}

function unpackArchive() {
  const [archive] = execFileSync('bash', ['-c', 'ls dist/snowflake-nca-c-*.tar.gz'], { cwd: within('clone'), encoding: 'utf8' }).split('\n');
  execFileSync('tar', ['xzf', join(within('clone'), archive), '--strip-components=1', '-C', within('archive')]);
}
