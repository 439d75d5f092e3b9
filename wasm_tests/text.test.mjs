/** What the page says: all of it from web/text/, every error in a sentence of its own, in every language. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';

import ts from 'typescript';

import { NcaError } from '../web/core/error.js';
import { languages } from '../web/text/languages.js';
import { sentenceOf } from '../web/text/sentence-of.js';
import { learn, text } from '../web/text/text.js';
import '../web/text/en/start.js';
import { writersOf } from '../web/text/writers.js';
import { presets } from '../web/training/presets.js';

await learn('studio');
await learn('guests');

const root = new URL('../', import.meta.url);
const sources = await Promise.all((await readdir(new URL('web', root), { recursive: true })).filter((path) => path.endsWith('.js')).map(async (path) => (
  { path, source: await readFile(new URL(`web/${path}`, root), 'utf8') })));

/** @returns {Promise<Set<string>>} every code, from where it is thrown or told */
async function allCodes() {
  const codes = new Set();
  for (const { source } of sources) {
    for (const [, code] of source.matchAll(/new NcaError\(\s*'(\w+)'/g)) codes.add(code);
    for (const [, code] of source.matchAll(/\bcode: (?:[^'\n]*\? )?'(\w+)'/g)) codes.add(code);
    for (const [, code] of source.matchAll(/\bcode: [^\n]*\? '\w+' : '(\w+)'/g)) codes.add(code);
  }
  const header = await readFile(new URL('src/nca.h', root), 'utf8');
  for (const [, code] of header.matchAll(/X\((NCA_ERR_\w+), -/g)) codes.add(code);
  codes.delete('UNKNOWN'); // what the element says of an error without a code
  return codes;
}

test('every error has a sentence, and every sentence an error', async () => {
  const codes = await allCodes();
  assert.ok(codes.size > 60, String(codes.size));
  assert.deepEqual(Object.keys(text.errors).sort(), [...codes].sort());
});

test('a sentence takes what it needs from the details of its error', () => {
  assert.equal(sentenceOf(new NcaError('NOT_SUPPORTED', undefined, { details: { what: 'ResizeObserver' } })), 'This browser has no ResizeObserver, which the snowflake is shown with.');
  assert.equal(sentenceOf({ code: 'RUNS_LEFT_OUT', details: { count: 1 } }), 'One run that was kept here is damaged and left out.');
  assert.equal(sentenceOf({ code: 'BAD_SETTING', details: { key: 'padding', problem: 'padding' } }), 'The setting “Padding” must leave at least 8 cells for the picture.');
});

/** What only those know who have read the file's format, or this program. */
const JARGON = /\btensors?\b|updater|\bheader|\bKopf\b|offset|dtype|metadata|\bshape|\bNaN\b|\bbias\b|base64|weights file|Gewichtsdatei|Zwischenstand|en-tête|cabecera|décalage|desplazamiento|tenseur|point de reprise/i;

test('what is wrong with a file is said in one sentence, in a visitor’s words', async () => {
  for (const language of Object.keys(languages)) {
    const { coreErrors } = await import(`../web/text/${language}/core-errors.js`);
    for (const [code, sentence] of Object.entries(coreErrors)) {
      if (!/^NCA_ERR_(IMAGE|WEIGHTS|FILE|DISTILL|CHECKPOINT)/.test(code)) continue;
      assert.doesNotMatch(sentence, JARGON, code);
      assert.match(sentence, /^[\p{Lu}\p{Lo}].*[.。]$/u, code);
      assert.doesNotMatch(sentence, /[.!?] |[。！？]./, code);
    }
    assert.match(coreErrors.NCA_ERR_IMAGE_FORMAT, /PNG\W+JPEG\W+WebP/, 'all that can be opened');
  }
});

test('how long a rollout is stands in one place, wherever it is told', async () => {
  const { numStepsMin, numStepsMax } = presets[0].settings;
  for (const language of Object.keys(languages)) {
    const { lesson, training } = await import(`../web/text/${language}/markup.js`), source = await readFile(new URL(`web/text/${language}/markup.js`, root), 'utf8');
    for (const told of [lesson.training.epoch, training.lead]) assert.match(told, new RegExp(`\\b${numStepsMin}\\D+${numStepsMax}(?!\\d)`), language);
    assert.doesNotMatch(source, new RegExp(`(?<!\\d)(${numStepsMin}|${numStepsMax})(?!\\d)`), language);
  }
});

test('every language has a sentence for every error', async () => {
  const rooms = ['page', 'guests', 'studio', 'targets', 'settings'], codes = [...await allCodes()].sort();
  for (const language of Object.keys(languages)) {
    const modules = await Promise.all(rooms.map((room) => import(`../web/text/${language}/${room}.js`)));
    assert.deepEqual(Object.keys(Object.assign({}, ...modules.map(({ errors }) => errors))).sort(), codes, language);
  }
});

/** Modules that each language has. */
const MODULES = (await readdir(new URL('web/text/en', root))).sort();

/** All that is said, by its path. @param {Record<string, any>} node @param {string} [path] @returns {[path: string, words: string | Function][]} */
const saidBy = (node, path = '') => Object.entries(node).flatMap(([key, value]) => (
  value && typeof value === 'object' ? saidBy(value, `${path}.${key}`) : [/** @type {[string, string | Function]} */ ([`${path}.${key}`, value])]));

/** What of its arguments a sentence tells: the place of each, or its name where there are details. @param {Function} sentence @returns {string[]} */
function toldBy(sentence) {
  const source = ts.createSourceFile('', `(${String(sentence)})`, ts.ScriptTarget.ESNext, true), [statement] = source.statements;
  const arrow = /** @type {ts.ArrowFunction} */ (/** @type {ts.ParenthesizedExpression} */ (/** @type {ts.ExpressionStatement} */ (statement).expression).expression);
  const names = arrow.parameters.flatMap(({ name }, place) => (ts.isIdentifier(name)
    ? [{ called: name.text, as: String(place) }] : name.elements.map((each) => ({ called: each.getText(), as: each.getText() }))));
  return names.filter(({ called }) => holds(arrow.body, (node) => ts.isIdentifier(node) && node.text === called)).map(({ as }) => as).sort();
}

test('it finds what a sentence tells', () => {
  assert.deepEqual([() => 'a', (/** @type {number} */ a, /** @type {number} */ b) => `${b}`, (/** @type {{ c: string, d: string }} */ { c, d }) => (d ? c : '')].map(toldBy), [[], ['1'], ['c', 'd']]);
});

for (const language of Object.keys(languages)) {
  test(`nothing is missing, too much or empty, and every sentence tells what the English one does: ${language}`, async () => {
    assert.deepEqual((await readdir(new URL(`web/text/${language}`, root))).sort(), MODULES);
    const { coreErrors } = await import(`../web/text/${language}/core-errors.js`);
    for (const name of MODULES) {
      const [english, other] = await Promise.all(['en', language].map((each) => import(`../web/text/${each}/${name}`)));
      const ofTheCore = (/** @type {string} */ path) => name === 'element.js' && path.replace('.element.errors.', '') in coreErrors; // which speaks English by itself
      const said = new Map(saidBy(other).filter(([path]) => !ofTheCore(path))), wanted = saidBy(english);
      assert.deepEqual([...said.keys()].sort(), wanted.map(([path]) => path).sort(), name);
      for (const [path, words] of wanted) {
        const theirs = said.get(path), where = `${name} ${path}`;
        assert.equal(typeof theirs, typeof words, where);
        if (typeof theirs === 'function') assert.deepEqual(toldBy(theirs), toldBy(/** @type {Function} */ (words)), where);
        else assert.ok(theirs?.trim(), where);
      }
    }
  });
}

/** What no sentence of a language has: how it sets its signs, which an editor does not show. */
const MISSET = /** @type {Record<string, RegExp>} */ ({
  en: /\p{L}'\p{L}| [;:!?]/u,
  fr: /\p{L}'\p{L}|(?<!\u202f)[;!?»]|[^\u202f"]:(?= |$)|«(?!\u202f)/u,
  es: /^[^¿]*\?|^[^¡]*!| [;:!?»]|« /u,
});

test('a name has no marks of where it may be parted, for it goes into files and links; where it is shown it has', async () => {
  for (const language of Object.keys(languages)) {
    const { element } = await import(`../web/text/${language}/element.js`), { stage } = await import(`../web/text/${language}/page.js`);
    for (const name of Object.values(element.models)) {
      assert.doesNotMatch(name, /\u00ad/, language);
      assert.equal(stage.parted(name).replaceAll('\u00ad', ''), name, language);
    }
    if (language === 'de') assert.equal(stage.parted(element.models.snowman), 'Schnee\u00admann');
  }
});

test('sentences are set as their language sets them', async () => {
  for (const [language, misset] of Object.entries(MISSET)) {
    for (const name of MODULES) {
      const found = /** @type {string[]} */ ([]), look = (/** @type {ts.Node} */ node) => {
        if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) if (misset.test(node.text)) found.push(node.text);
        ts.forEachChild(node, look);
      };
      look(ts.createSourceFile(name, await readFile(new URL(`web/text/${language}/${name}`, root), 'utf8'), ts.ScriptTarget.ESNext, true));
      assert.deepEqual(found, [], `${language}/${name}`);
    }
  }
  for (const said of ['C\'est', 'Quoi?', 'Voici:', '«Rapide»', 'Bien !']) assert.match(said, MISSET.fr);
});

/** Beside a 1, or in French a 0 too, the form of many; or a comparison by one. */
const MISCOUNTED = /** @type {Record<string, RegExp>} */ ({
  en: /(?<![\d.,])1(?:\.0)?\s(?!(?:is|was|names|Counts)\b)(?:living )?\p{L}+s\b/u,
  de: /(?<![\d.,–])1(?:,0)?[\s-](?:lebenden )?(?:\p{Lu}\p{L}+en|mal|Schritte)\b/u,
  fr: /(?<![\d.,])[01](?:,0)?\s(?!pas\b)\p{L}+[sx]\b/u,
  es: /(?<![\d.,])1(?:,0)?\s\p{L}+s\b/u,
  ja: /[^\d.]1\.0倍/u,
  zh: /1\.0倍/u,
});
/** What is never told with so few: the least of each number. */
const AT_LEAST = /** @type {Record<string, unknown[]>} */ ({
  '.keep.dear': [1000, 512, 512, 60_000], '.messages.oneOfMany': ['a', 2], '.targets.together': [2], '.targets.full': [2], '.recipe.cost': [8336, 1],
});

test('of one it is told as of one, and what is once as long is as long', async () => {
  for (const [language, miscounted] of Object.entries(MISCOUNTED)) {
    for (const name of MODULES.filter((each) => each !== 'start.js')) {
      for (const [path, words] of saidBy(await import(`../web/text/${language}/${name}`))) {
        if (typeof words !== 'function' || /\.errors\.|\.parted$/.test(path)) continue; // those are given names
        for (const count of [0, 1, 1.04]) {
          if (count % 1 && path !== '.recipe.cost') continue;
          const many = Array.from({ length: words.length }, (_, i) => (typeof AT_LEAST[path]?.[i] === 'string' ? AT_LEAST[path][i] : Math.max(count, Number(AT_LEAST[path]?.[i] ?? 0)))), said = /outcome/.test(path) ? words(1000, ['a'], ['b']) : words(...many);
          assert.doesNotMatch(said, miscounted, `${language}/${name} ${path}`);
        }
      }
    }
  }
  for (const [language, said] of [['en', 'Healed after 1 steps.'], ['en', 'about 1.0 times as long'], ['de', 'nach 1 Schritten'], ['de', 'etwa 1,0-mal so lange'], ['fr', 'sur 0 époques'], ['fr', 'environ 1,0 fois plus'], ['es', 'Viven 1 células'], ['ja', '約1.0倍'], ['zh', '约为1.0倍']]) {
    assert.match(said, MISCOUNTED[language]);
  }
});

test('figures are written as the language writes them', () => {
  const { decimals, error, loss, meter, number, percent } = writersOf('de');
  assert.deepEqual([number(8336), decimals(-0.5, 2), percent(0.5), error(0.0000012), loss(0.25), meter(1234)], ['8.336', '−0,50', '50\u00a0%', '1,2e−6', '0,2500', '1.234']);
  assert.deepEqual([decimals(-0.004, 2), decimals(-0, 1), decimals(-0.006, 2)], ['0,00', '0,0', '−0,01'], 'nothing is less than nothing');
});

/** Where a string becomes part of the page: these are assigned to, and these are called. */
const SINKS = new Set(['textContent', 'innerText', 'title', 'alt', 'placeholder', 'label', 'ariaLabel', 'data']);
const CALLS = new Map([['setText', 1], ['make', 2], ['makeButton', 0], ['tell', 0], ['append', 0], ['Option', 0], ['announce', 0], ['showMessage', 0]]);
const WORD = /\p{L}{2}/u;

/** @param {ts.Node} node @param {(node: ts.Node) => boolean} isIt @returns {boolean} */
const holds = (node, isIt) => isIt(node) || ts.forEachChild(node, (child) => holds(child, isIt) || undefined) === true;
const isText = (/** @type {ts.Node} */ node) => ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'text';

/** Words that stand in the node itself, and not in what it calls. @param {ts.Node} node @returns {boolean} */
function hasWords(node) {
  if (ts.isStringLiteralLike(node)) return WORD.test(node.text);
  if (ts.isTemplateExpression(node)) return WORD.test(node.head.text + node.templateSpans.map(({ literal }) => literal.text).join(' '));
  if (ts.isConditionalExpression(node)) return hasWords(node.whenTrue) || hasWords(node.whenFalse);
  return ts.isBinaryExpression(node) && (hasWords(node.left) || hasWords(node.right));
}

/** @param {ts.Node} node @returns {ts.Node | undefined} what of it is shown, where it shows something */
function shownBy(node) {
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isPropertyAccessExpression(node.left)) return SINKS.has(node.left.name.text) ? node.right : undefined;
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return undefined;
  const name = ts.isPropertyAccessExpression(node.expression) ? node.expression.name.text : ts.isIdentifier(node.expression) ? node.expression.text : '';
  const [attribute, value] = node.arguments ?? [];
  if (name === 'setAttribute' && attribute && ts.isStringLiteralLike(attribute)) return /^(aria-(label|valuetext|description)|title|alt|placeholder|label)$/.test(attribute.text) ? value : undefined;
  return node.arguments?.[CALLS.get(name) ?? Infinity];
}

/** @param {string} path @param {string} source @returns {string[]} what is said there, or glued together of sentences */
function saidIn(path, source) {
  /** @type {string[]} */
  const found = [];
  const look = (/** @type {ts.Node} */ node) => {
    const shown = shownBy(node), joins = ts.isTemplateExpression(node) || (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken);
    if ((shown && hasWords(shown)) || (joins && holds(node, isText))) found.push(`${path}: ${node.getText().slice(0, 100)}`);
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile(path, source, ts.ScriptTarget.ESNext, true));
  return found;
}

test('nothing is said outside of web/text/, and no sentence is glued together', () => {
  assert.deepEqual(sources.filter(({ path }) => !/^(text|docs|core|api)\//.test(path)).flatMap(({ path, source }) => saidIn(path, source)), []);
  for (const said of ["setText(box, 'No room');", "button.title = isOn ? 'Off' : 'On';", 'tell(`${text.a.b} ${name}`);', 'box.append(text.a + name);', "make('p', 'hint', 'Ask me');"]) {
    assert.equal(saidIn('', said).length > 0, true, said);
  }
});
