/** The house: every room of the sources uses its own things and those of the rooms below, never above, and no two files need each other. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));
/** The lowest first; those of one line do not know each other. nca.h and nca_tools.h, the manual, lie below them all. */
const C_ROOMS = [[''], ['base'], ['kernels'], ['grow'], ['files'], ['train'], ['tools'], ['wasm', 'cli', 'examples'], ['tests', 'fuzz']];
/** cli.h stands for the whole room: messages, files and texts for whoever needs them. */
const UMBRELLAS = ['cli/cli.h'];

const WEB = fileURLToPath(new URL('../web/', import.meta.url));
/** Of the page, likewise; index.html and main.js connect them all. A type that is only named in a comment is no arrow. */
const WEB_ROOMS = [
  ['core'], ['look', 'share', 'runs', 'sound'], ['gpu'], ['training'], ['text'], ['library', 'keep'], ['element'], ['api'], ['page', 'package'], ['lesson', 'compare', 'snow', 'studio', 'offline', 'script'], ['embed', 'docs'], [''],
];

const levelOf = (/** @type {string} */ room) => C_ROOMS.findIndex((rooms) => rooms.includes(room));
const roomOf = (/** @type {string} */ file) => (dirname(file) === '.' ? '' : dirname(file));

/** Every file of C with the files of ours that it includes, as paths from src. */
function includesOf() {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => /\.[ch]$/.test(name));
  return new Map(files.map((file) => {
    const named = Array.from(readFileSync(join(SRC, file), 'utf8').matchAll(/^#include "([^"]+)"/gm), ([, name]) => name);
    return [file, named.map((name) => [join(dirname(file), name), name].find((path) => files.includes(path)) ?? assert.fail(`${file} includes ${name}, which is nowhere`))];
  }));
}

test('a room of the C sources includes only rooms below it', () => {
  const includes = includesOf();
  assert.ok(includes.size > 100);
  for (const [file, named] of includes) {
    const room = roomOf(file);
    assert.ok(levelOf(room) >= 0, `${room}: a room that has no place among the others`);
    for (const other of named) assert.ok(roomOf(other) === room || levelOf(roomOf(other)) < levelOf(room), `${file} includes ${other}, which lies above it or beside`);
  }
});

test('no two files of C include each other, not even by way of others', () => {
  const modules = /** @type {Map<string, Set<string>>} */ (new Map());
  const moduleOf = (/** @type {string} */ file) => join(dirname(file), basename(file).replace(/\.[ch]$/, ''));
  for (const [file, named] of includesOf()) {
    const needs = modules.get(moduleOf(file)) ?? new Set();
    for (const other of named) if (moduleOf(other) !== moduleOf(file) && !UMBRELLAS.includes(other)) needs.add(moduleOf(other));
    modules.set(moduleOf(file), needs);
  }
  const done = new Set();
  const visit = (/** @type {string} */ module, /** @type {string[]} */ way) => {
    assert.ok(!way.includes(module), `a ring: ${[...way, module].join(' > ')}`);
    if (done.has(module)) return;
    for (const other of modules.get(module) ?? []) visit(other, [...way, module]);
    done.add(module);
  };
  for (const module of modules.keys()) visit(module, []);
});

/** Every module of the page with those of ours that it imports, at once or later, as paths from web. */
function importsOf() {
  const files = readdirSync(WEB, { recursive: true, encoding: 'utf8' }).filter((name) => /\.m?js$/.test(name) && !name.endsWith('.config.js'));
  return new Map(files.map((file) => {
    const source = readFileSync(join(WEB, file), 'utf8').replace(/\/\*[^]*?\*\//g, '');
    const named = Array.from(source.matchAll(/(?:\bfrom |\bimport |\bimport\()'(\.[^'?]+\.m?js)/g), ([, name]) => join(dirname(file), name));
    return [file, named.filter((name) => !name.startsWith('..'))];
  }));
}

test('a room of the page imports only rooms below it', () => {
  const imports = importsOf(), levelOf = (/** @type {string} */ room) => WEB_ROOMS.findIndex((rooms) => rooms.includes(room));
  const roomOf = (/** @type {string} */ file) => (file.includes('/') ? file.split('/')[0] : '');
  assert.ok(imports.size > 150 && imports.get('main.js')?.includes('lesson/lesson.js'));
  /** @type {string[]} */
  const faults = [];
  for (const [file, named] of imports) {
    const room = roomOf(file);
    assert.ok(levelOf(room) >= 0, `${room}: a room that has no place among the others`);
    for (const other of named) if (roomOf(other) !== room && levelOf(roomOf(other)) >= levelOf(room)) faults.push(`${file} imports ${other}, which lies above it or beside`);
  }
  assert.deepEqual(faults, []);
});

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8'), ROOT = fileURLToPath(new URL('../', import.meta.url));

test('the README’s file map has every room once, and no file that is not there', () => {
  const rows = README.slice(README.indexOf('## The files'), README.indexOf('## Dependencies')).split('\n').filter((line) => line.startsWith('| `'));
  const named = rows.map((row) => {
    const [, where, what] = row.split('|'), quoted = (/** @type {string} */ cell) => Array.from(cell.matchAll(/`([^`]+)`/g), ([, name]) => name);
    return { rooms: quoted(where), files: quoted(what).filter((name) => /^[\w/-]+\.(c|h|js|mjs)$|^[\w-]+\/$/.test(name)) };
  });
  const rooms = named.flatMap((row) => row.rooms).filter((room) => /^(src|web)\/[\w-]+\/$/.test(room));
  const there = ['src', 'web'].flatMap((side) => readdirSync(join(ROOT, side), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => `${side}/${name}/`));
  assert.deepEqual([...rooms].sort(), there.sort());
  for (const { rooms: own, files } of named) {
    for (const room of own) assert.ok(existsSync(join(ROOT, room)), room);
    // Of files in another room the way is told.
    for (const file of files) assert.ok([...own, ''].some((room) => existsSync(join(ROOT, room, file))) || file === 'markup.js', `${own}: ${file}`);
  }
});

test('the README’s walks, and what else is told in prose, go by files that are there', () => {
  const texts = ['README.md', ...['src', 'web', 'wasm_tests', 'assets'].flatMap((side) => readdirSync(join(ROOT, side), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md') && !name.includes('node_modules') && name !== 'docs/recipes.md').map((name) => `${side}/${name}`))];
  assert.ok(texts.length > 5); // the recipes speak of files in the reader's own project
  for (const text of texts) {
    const ways = Array.from(readFileSync(join(ROOT, text), 'utf8').matchAll(/`((?:src|web|wasm_tests|assets)\/[\w/.-]+)`/g), ([, way]) => way);
    assert.ok(text !== 'README.md' || ways.length > 40);
    for (const way of ways) assert.ok(existsSync(join(ROOT, way)), `${text}: ${way}`);
  }
});
