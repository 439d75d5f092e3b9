/** No command of README is overlooked by `make test-commands`, and none of its exceptions has outlived what it was made for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

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
