/** No command of README is overlooked by `make test-commands`, and none of its exceptions has outlived what it was made for. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { attempt } from './commands/attempt.mjs';
import { commandsOf, targetsOf } from './commands/documented.mjs';
import { ELSEWHERE, LEFT_OUT, OTHERWISE, documentedCommands, plan } from './commands/plan.mjs';

test('commands are found in sentences, tables, fences and indented blocks', () => {
  const markdown = [
    '`make one` and `step.c`, `make`, `import x`; `nca eval --probe`', '', '    make two   # why', '    make one', '', '| a | `node three.mjs` |', '',
    '```sh', 'export A=~/b', 'cc four.c \\', '  -o four', './five > six', '```', '', '```js', "import 'seven';", '```', '', '```html', '<b>', '```', '',
  ].join('\n');
  assert.deepEqual(commandsOf(markdown), [
    { command: 'make one' }, { command: 'nca eval --probe' }, { command: 'make two', before: [] }, { command: 'node three.mjs' },
    { command: 'cc four.c    -o four', before: ['export A=~/b'] }, { command: './five > six', before: ['export A=~/b'] }, { command: 'node FILE', file: "import 'seven';\n" },
  ]);
  assert.deepEqual(targetsOf('A ?= 1\nB := 2\n.PHONY: one\none: two ## three\n\tfour: five\ntwo-b:\nx/y: z\n'), ['one', 'two-b']);
});

test('what README and Makefile offer is tried, or left out with a reason', () => {
  const tried = plan().map(({ documented }) => documented);
  for (const command of ['make run', 'make test', 'make bench', 'make bench BENCH=page', 'make dev', 'make test-fuzz', 'npm run screenshots', 'mpirun -n 8 nca train picture.png -o flake.safetensors --recipe regenerating --batch 8']) {
    assert.ok(tried.includes(command), command);
  }
  for (const { command } of documentedCommands()) assert.notEqual(tried.includes(command), LEFT_OUT.some((each) => each.command.test(command)), command);
  assert.equal(new Set(tried).size, tried.length, 'each once');
  assert.equal(tried[tried.length - 1], 'make clean');
});

test('every exception is for a command that is still documented', () => {
  const commands = [...documentedCommands().map(({ command }) => command), 'make test-commands'];
  for (const { command } of [...LEFT_OUT, ...OTHERWISE, ...ELSEWHERE]) assert.ok(commands.some((each) => command.test(each)), String(command));
});

const work = mkdtempSync(join(tmpdir(), 'snowflake-attempts-'));
after(() => rmSync(work, { recursive: true, force: true }));

/** What ends ends sooner, and a machine that has much else to do starts a server in it. */
const PATIENCE_S = 5;
/** @param {string} name @param {string} line @param {import('./commands/plan.mjs').Must} must */
const tryOut = (name, line, must) => attempt({ line, must, cwd: work, env: process.env, seconds: PATIENCE_S, goodbyeSeconds: 1, log: join(work, name) });
const serve = (/** @type {string} */ body, says = '') =>
  `node -e "require('http').createServer((_, r) => r.end('${body}')).listen(0, 'localhost', function () { console.log('${says}http://localhost:' + this.address().port + '/'); })"`;

test('a command does as it should, or it is told what it did', async () => {
  /** @type {[string, import('./commands/plan.mjs').Must, boolean, RegExp][]} */
  const cases = [
    ['true', 'end', true, /^ended with 0$/], ['exit 3', 'last', false, /^ended with 3$/], ['exit 3', 'end', false, /^ended with 3$/], ['sleep 60', 'last', true, /^goes on$/],
    ["echo 'not ok 1 - flake'; sleep 60", 'last', false, /^goes on, not ok 1 - flake$/], [serve('<p>'), 'serve', true, /^goes on, .* answers 200$/],
    [serve(''), 'serve', false, / answers nothing$/], [serve('<p>', 'Error: it is not whole\\n'), 'serve', false, /Error: it is not whole$/], ['true', 'serve', false, /^ended with 0$/],
  ];
  await Promise.all(cases.map(async ([line, must, isFine, how], i) => {
    const outcome = await tryOut(`case-${i}`, line, must);
    assert.match(outcome.how, how, line);
    assert.equal(outcome.isFine, isFine, line);
  }));
});

test('nothing of a command is left, not even what left its group', async () => {
  await tryOut('left', 'setsid sleep 60 & echo $!; wait', 'last');
  const pid = Number(readFileSync(join(work, 'left'), 'utf8'));
  assert.ok(pid > 0);
  const isThere = () => existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  for (let i = 0; i < 100 && isThere(); i++) await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(!isThere());
});
