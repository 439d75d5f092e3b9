/** What the documents name is there, and what is there is named where a reader looks for it: options, targets, attributes, events, models, functions, and figures that lie in files here. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { models } from '../web/api/models.js';
import { FIRST_FLAKE } from '../web/core/family.js';
import { layoutOf, USUAL_LAYOUT } from '../web/core/shape.js';
import { ATTRIBUTES } from '../web/element/attributes.js';
import { TOOLS } from '../web/element/tools.js';
import { languages } from '../web/text/languages.js';
import { presets } from '../web/training/presets.js';
import { commandsOf, targetsOf } from './commands/documented.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url)), NCA = join(ROOT, 'build/native/nca');
const read = (/** @type {string} */ path) => readFileSync(join(ROOT, path), 'utf8');
const README = read('README.md'), HARDENING = read('wasm_tests/HARDENING.md'), RECIPES = read('web/docs/recipes.md'), PACKAGE = read('web/package/README.md'), MODELS = read('assets/models/README.md'), PYTHON = read('src/python/README.md');
/** Named as it is, and not as a part of something longer. @param {string} text @param {string} name */
const names = (text, name) => text.includes(`\`${name}\``);
/** @param {string} text @param {readonly string[]} all @returns {string[]} */
const unnamed = (text, all) => all.filter((name) => !names(text, name));
/** The columns of each row of a table that begins with a name. @param {string} text @param {string} from a heading @returns {Map<string, string[]>} */
const tableUnder = (text, from) => {
  const [, under = ''] = `\n${text}`.split(`\n${from}\n`), [section] = under.split(/\n#{1,3} /);
  return new Map([...section.matchAll(/^\| `([\w.-]+)` \|(.*)\|$/gm)].map(([, name, rest]) => [name, rest.split('|').map((cell) => cell.trim())]));
};
const filesIn = (/** @type {string} */ folder, /** @type {RegExp} */ kind) => readdirSync(join(ROOT, folder)).filter((name) => kind.test(name));

const help = (/** @type {string[]} */ ...command) => execFileSync(NCA, [...command, '--help'], { encoding: 'utf8' });
const COMMANDS = [...help().matchAll(/^ {2}(\w+) +\S/gm)].map(([, name]) => name);

test('every command of `nca` is in README, and no document gives one an option that it does not have', () => {
  assert.ok(COMMANDS.includes('train') && COMMANDS.length >= 8);
  for (const name of COMMANDS) assert.match(README, new RegExp(`\\bnca ${name}\\b`), name);
  let numOptions = 0;
  for (const path of ['README.md', 'assets/models/README.md', 'assets/targets/README.md', 'wasm_tests/HARDENING.md', 'src/python/README.md']) {
    for (const { command } of commandsOf(read(path))) {
      const [, name, rest] = /\bnca (\w+)\b(.*)/.exec(command) ?? [];
      if (!name) continue;
      assert.ok(COMMANDS.includes(name), `${path}: ${command}`);
      const known = [...help(name).matchAll(/(?<![\w-])--?[a-z][\w-]*/g)].map(([option]) => option);
      for (const [option] of rest.matchAll(/(?<=\s)--?[a-z][\w-]*/g)) {
        assert.ok(known.includes(option) || option === '--help', `${path}: ${command}: ${option}`);
        numOptions++;
      }
    }
  }
  assert.ok(numOptions > 50, `${numOptions} options`);
});

test('every target of the Makefile says in a line what it does and is told of, and none is that is not there', () => {
  const makefile = read('Makefile'), targets = targetsOf(makefile), forPeople = [...makefile.matchAll(/^([\w-]+):.* ## \S/gm)].map(([, name]) => name);
  const inside = targets.filter((name) => !forPeople.includes(name));
  assert.deepEqual(inside.filter((name) => !/^(setup(-\w+)?|clean)$/.test(name)), []);
  const told = README + HARDENING + MODELS;
  for (const name of forPeople) assert.match(told, new RegExp(`(?:\\bmake |\`)${name}(?![\\w-])`), name);
  for (const path of ['README.md', 'wasm_tests/HARDENING.md', 'assets/models/README.md', 'src/python/README.md', 'web/docs/recipes.md', 'web/docs/c.md', 'web/package/SECURITY.md']) {
    for (const [, name] of read(path).matchAll(/`make ([a-z][\w-]*)|^ {4}make ([a-z][\w-]*)/gm)) if (name) assert.ok(targets.includes(name), `${path}: make ${name}`);
  }
});

test('what is measured and what is run by node is where it is said to be', () => {
  const sections = filesIn('wasm_tests/bench/sections', /\.mjs$/).map((name) => name.replace('.mjs', '')), named = [...README.matchAll(/\bBENCH="?([a-z]+(?: [a-z]+)*)/g)].flatMap(([, list]) => list.split(' '));
  assert.ok(named.length > 5);
  assert.deepEqual(named.filter((name) => !sections.includes(name)), []);
  let numScripts = 0;
  for (const path of ['README.md', 'wasm_tests/HARDENING.md', 'assets/models/README.md', 'assets/targets/README.md']) {
    for (const [way] of read(path).matchAll(/\bwasm_tests\/[\w/.{},-]+\.mjs\b/g)) {
      const [, before = way, either = '', after = ''] = /^(.*)\{(.*)\}(.*)$/.exec(way) ?? [];
      for (const each of either.split(',')) assert.ok(existsSync(join(ROOT, before + each + after)), `${path}: ${way}`);
      numScripts++;
    }
  }
  assert.ok(numScripts > 15);
});

test('recipes and the README of the package name every attribute and event of the element, its tools and its models', () => {
  const attributes = Object.values(ATTRIBUTES).map(({ name }) => name), [, told = ''] = /interface SnowflakeNcaEvents \{([^]*?)\n\}/.exec(read('web/package/element.d.ts')) ?? [];
  const events = [...told.matchAll(/^ {2}(\w+): CustomEvent/gm)].map(([, name]) => name);
  assert.ok(attributes.length > 20 && events.length > 10);
  for (const text of [RECIPES, PACKAGE]) assert.deepEqual(unnamed(text, [...attributes, ...events]), []);
  assert.deepEqual(unnamed(RECIPES, [...TOOLS, ...Object.keys(models)]), []);
  assert.deepEqual(unnamed(PACKAGE, Object.keys(languages)), []);
  for (const text of [RECIPES, read('web/element/snowflake-nca.js')]) assert.match(text, new RegExp(`4294967295.*\\b${FIRST_FLAKE}\\b`), 'the flake of a family that grows where none is named');
});

test('what the address of embed.html takes is told of', () => {
  const source = read('web/embed/frame.js'), [head] = source.split('*/'), [, list = ''] = /const AS_THEY_ARE = \[(.*)\];/.exec(source) ?? [];
  const taken = [...list.matchAll(/'([\w-]+)'/g)].map(([, name]) => name), frame = RECIPES.split('## An iframe')[1].split('\n## ')[0];
  assert.ok(taken.length > 10);
  assert.deepEqual(unnamed(frame, [...taken, 'transparent']), []);
  for (const name of taken) assert.match(head, new RegExp(`(?:^| |,)${name}\\b`, 'm'), name);
});

test('the README of the Python module names all that it exports', () => {
  const [, list = ''] = /^__all__ = \[([^]*?)\]/m.exec(read('src/python/snowflake_nca/__init__.py')) ?? [], exported = [...list.matchAll(/"(\w+)"/g)].map(([, name]) => name);
  assert.ok(exported.length > 20);
  const there = /** @type {const} */ ([...exported, 'snowflake_nca.torch', 'snowflake_nca.convert', 'snowflake_nca.onnx']);
  assert.deepEqual(there.filter((name) => !new RegExp(`\`(?:nca\\.)?${name}[\`(.]`).test(PYTHON)), []);
  const conversions = [...read('src/python/snowflake_nca/convert.py').matchAll(/^def (\w+_\w+)\(/gm)].map(([, name]) => name).filter((name) => !name.startsWith('_'));
  assert.deepEqual(unnamed(PYTHON, conversions), []);
});

test('the page of the C library names each part of its headers, in their order', () => {
  const page = read('web/docs/c.md');
  let at = 0;
  for (const header of ['nca.h', 'nca_tools.h']) {
    at = page.indexOf(`\`${header}\`:`, at);
    assert.ok(at >= 0, header);
    const parts = [...read(`src/${header}`).matchAll(/^\/\* -{10,} ([^:(*]+?)s?(?:[:(].*)? \*\/$/gm)].map(([, part]) => part.trim());
    assert.ok(parts.length >= 5, `${parts}`);
    for (const part of parts) {
      at = page.indexOf(part.split(',')[0], at);
      assert.ok(at >= 0, `${header}: ${part}`);
    }
  }
});

/** As the tables write it. @param {number} error */
const short = (error) => error.toExponential(1).replace('+', '');
/** @typedef {{ step: number, mean: number, worst: number }} Age */
/** @param {Age[]} ages @param {readonly number[]} steps */
const errorsAt = (ages, steps) => steps.map((step) => { const age = ages.find((each) => each.step === step); return age ? short(age.mean) : '-'; });

test('the tables of assets/models have every model, and say what its probe reports', () => {
  const files = filesIn('assets/models', /\.safetensors$/).map((name) => name.replace('.safetensors', ''));
  assert.deepEqual([...tableUnder(MODELS, '# Bundled models').keys()].sort(), files.sort());
  assert.deepEqual(Object.keys(models).sort(), files);
  const good = tableUnder(MODELS, '## How good they are'), probe = (/** @type {string} */ name) => JSON.parse(read(`assets/models/probes/${name}.json`));
  assert.deepEqual([...good.keys()].sort(), files.filter((name) => !['ice-family', 'ice-floes', 'ice-gallery'].includes(name)));
  for (const [name, cells] of good) {
    const { lasting, healing, wide_lasting: wide, wide_healing: healed, two_seeds: two } = probe(name), last = (/** @type {Age[]} */ ages) => short(ages[ages.length - 1].mean);
    const worst = Math.max(...lasting.filter((/** @type {Age} */ { step }) => step >= 200).map((/** @type {Age} */ each) => each.worst));
    assert.deepEqual(cells, [...errorsAt(lasting, [96, 200, 1000, 10_000, 100_000]), short(worst), `${healing.num_healed}`, last(wide), `${healed.num_healed}`, last(two)], name);
  }
  const goals = tableUnder(MODELS, '## ice-gallery'), reports = /** @type {{ goal: string, lasting: Age[], healing: { num_healed: number } }[]} */ (probe('ice-gallery').goals);
  assert.deepEqual([...goals.keys()], reports.map(({ goal }) => goal));
  for (const { goal, lasting, healing } of reports) assert.deepEqual(goals.get(goal), [...errorsAt(lasting, [96, 200, 1000, 10_000]), `${healing.num_healed}`], goal);
  const { lasting } = probe('snowflake');
  assert.ok(README.includes(errorsAt(lasting, [96, 200, 1000, 100_000]).join(' / ')), 'README of the snowflake');
});

test('the targets are of the sizes and licences that are told, and so are the models in the package', () => {
  const text = read('assets/targets/README.md'), pictures = filesIn('assets/targets', /\.png$/), sides = { 'ice-floes': 48, 'ice-frost': 320, 'ice-dendrite': 320, 'ice-branch': 320, 'ice-blade': 320, 'ice-plate': 320 };
  assert.deepEqual(unnamed(text, pictures), []);
  for (const name of pictures) {
    const bytes = readFileSync(join(ROOT, 'assets/targets', name)), side = /** @type {Record<string, number>} */ (sides)[name.replace('.png', '')] ?? 128;
    assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [side, side], name);
  }
  const row = read('web/package/NOTICES.md').split('\n').find((line) => line.includes('Noto Color Emoji')) ?? '', paths = [...row.matchAll(/models\/([\w-]+)(\*?)/g)];
  for (const name of filesIn('assets/models', /\.safetensors$/)) {
    const bytes = readFileSync(join(ROOT, 'assets/models', name)), { __metadata__: { license } } = JSON.parse(bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE(0))).toString());
    const isNoticed = paths.some(([, path, star]) => (star ? name.startsWith(path) : name === `${path}.safetensors`));
    assert.equal(isNoticed, /Apache/.test(license), `${name}: ${license}`);
  }
});

test('numbers that README and the models’ README tell of the sources are those', () => {
  const gallery = layoutOf({ channels: 24, hidden: 320, goals: 12, decoder: 32 }), numDecoder = layoutOf({ decoder: 32 }).numParams - USUAL_LAYOUT.numParams;
  assert.ok(README.includes(`by one rule of ${gallery.numParams.toLocaleString('en')} numbers`));
  assert.ok(README.includes(`${numDecoder.toLocaleString('en')} parameters\nwhere these are 32 wide`));
  const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'], constant = (/** @type {string} */ path, /** @type {string} */ name) => Number(new RegExp(`\\b${name} = (\\d+)`).exec(read(path))?.[1]);
  assert.ok(README.toLowerCase().includes(` ${words[presets.length]} presets (`));
  assert.ok(README.includes(`its models (${constant('web/library/guests.js', 'MAX_MODELS')} at most)`));
  assert.ok(README.includes(`up to ${words[constant('web/studio/targets/goal-tray.js', 'MAX_GOALS')]} of them by one rule`));
  for (const lang of Object.keys(languages)) assert.ok(lang === 'en' || README.includes(`${lang}.js`), lang);
  for (const { name, settings } of presets.filter((each) => ['quick', 'healing'].includes(each.name))) assert.ok(MODELS.includes(`| **${name}, ${settings.numEpochs.toLocaleString('en')} epochs** |`), name);
  const [, deeds = ''] = read('wasm_tests/browser/hostile.test.mjs').split('const DEEDS = {\n'), numDeeds = [...deeds.split('\n};')[0].matchAll(/^ {2}'[^']+': /gm)].length;
  assert.ok(HARDENING.includes(`: ${numDeeds} deeds (`) && HARDENING.includes(`of ${2 * numDeeds}, `), `${numDeeds}`);
});
