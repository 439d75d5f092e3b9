/**
 * custom-elements.json: what editors and catalogues read of the element (https://github.com/webcomponents/custom-elements-manifest).
 *
 * Made of what is there: the table of attributes, their types in element.d.ts, the class as tsc sees it, and the comment at the head of the element,
 * which says what each is. (The usual analyzer, @custom-elements-manifest/analyzer, finds the methods alone: to it neither a table nor properties that are
 * made of one say anything, and it brings a TypeScript of its own.)
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

import { ATTRIBUTES } from '../element/attributes.js';

const SCHEMA = '2.1.0', TAG = 'snowflake-nca', MODULE = 'element.js', CLASS = 'SnowflakeNca';
/** What browsers call. */
const CALLBACKS = ['connectedCallback', 'disconnectedCallback', 'attributeChangedCallback', 'connectedMoveCallback', 'adoptedCallback'];
/** What it has from any element: here they are declared again, for each kind of event. */
const INHERITED = ['addEventListener', 'removeEventListener'];

/** @param {string} web the sources @param {string} types where tsc has put the types of them */
export function customElements(web, types) {
  const head = readHead(readFileSync(join(web, 'element/snowflake-nca.js'), 'utf8'));
  const interfaces = membersIn(join(web, 'package/element.d.ts'), 'SnowflakeNcaAttributes'), members = membersIn(join(types, 'element/snowflake-nca.d.ts'), CLASS);
  const told = membersIn(join(web, 'package/element.d.ts'), 'SnowflakeNcaEvents');
  const attributes = Object.entries(ATTRIBUTES).map(([property, { name }]) => ({
    name, type: { text: typeOf(interfaces, name).replace(/ \| undefined$/, '') }, description: head.attributes.get(name) ?? missing(name), fieldName: property,
  }));
  const fields = attributes.map(({ name, type, description, fieldName }) => ({ kind: 'field', name: fieldName, type, description, attribute: name, reflects: true }));
  const own = members.filter(({ name }) => ![...CALLBACKS, ...INHERITED].includes(name) && !(name in ATTRIBUTES)).map(({ isSetter: _, ...member }) => member);
  const declaration = {
    kind: 'class', name: CLASS, tagName: TAG, customElement: true, description: head.summary, superclass: { name: 'HTMLElement' },
    attributes, members: [...fields, ...own],
    events: head.events.map((name) => eventOf(told, name)),
    cssParts: head.parts.map((name) => ({ name })),
    cssProperties: head.variables.map((name) => ({ name })),
  };
  const reference = { name: CLASS, module: MODULE };
  return {
    schemaVersion: SCHEMA,
    modules: [{
      kind: 'javascript-module', path: MODULE, declarations: [declaration],
      exports: [{ kind: 'js', name: CLASS, declaration: reference }, { kind: 'custom-element-definition', name: TAG, declaration: reference }],
    }],
  };
}

/** The comment of the element: a summary, a table of attributes in two columns, and lists of names. @param {string} source */
function readHead(source) {
  const [comment] = /\/\*\*[^]*?\*\//.exec(source) ?? missing('comment'), lines = comment.split('\n').map((line) => line.replace(/^ \* ?/, ''));
  const cells = lines.filter((line) => /^ {2}\S/.test(line)).map((line) => line.trim().split(/\s{2,}/)).flat();
  const attributes = new Map(Array.from({ length: cells.length / 2 }, (_, i) => [cells[2 * i], cells[2 * i + 1]]));
  /** What stands behind a word, up to the next one. @param {string} word */
  const behind = (word) => new RegExp(`^${word}:([^]*?)(?=^[A-Z]\\w*:|^$)`, 'm').exec(lines.join('\n'))?.[1] ?? missing(word);
  const names = (/** @type {string} */ word) => behind(word).replace(/\([^)]*\)/g, '').split(',').map((name) => name.trim());
  return {
    summary: lines.join(' ').match(new RegExp(`<${TAG}>: (.*?\\.)`))?.[1] ?? missing('summary'), attributes,
    events: names('Events'), parts: names('Parts'), variables: names('Variables').map((name) => name.replace(/^-(?!-)/, `--${TAG.split('-')[0]}-`)),
  };
}

/**
 * What a class or interface has for everybody.
 * @param {string} file of types @param {string} name
 */
function membersIn(file, name) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found = source.statements.find((node) => (ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node)) && node.name?.text === name);
  if (!found) return missing(name);
  const all = [.../** @type {ts.ClassDeclaration} */ (found).members].filter(({ name: each }) => each && !ts.isPrivateIdentifier(each)
    && !/#|^__/.test(each.getText())).map((node) => memberOf(node));
  const setters = new Set(all.filter(({ isSetter }) => isSetter).map((each) => each.name));
  return all.filter(({ isSetter }) => !isSetter).map((member) => ('readonly' in member && setters.has(member.name) ? { ...member, readonly: false } : member));
}

/** @param {ts.ClassElement} node */
function memberOf(node) {
  const name = node.name?.getText().replace(/'/g, '') ?? '', [doc] = /** @type {ts.JSDoc[]} */ (ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc));
  const said = ts.getTextOfJSDocComment(doc?.comment)?.trim(), description = said ? { description: said } : {}, isSetter = ts.isSetAccessor(node);
  const text = (/** @type {ts.TypeNode | undefined} */ type) => ({ text: (type?.getText() ?? 'any').replace(/import\("[^"]+"\)\./g, '').replace(/\s+/g, ' ') });
  if (!ts.isMethodDeclaration(node)) {
    return { kind: 'field', name, type: text(/** @type {ts.PropertySignature} */ (/** @type {unknown} */ (node)).type), ...description, ...(ts.isGetAccessor(node) && { readonly: true }), isSetter };
  }
  const parameters = node.parameters.map((each) => ({ name: ts.isIdentifier(each.name) ? each.name.text : 'options', type: text(each.type), ...(each.questionToken && { optional: true }) }));
  return { kind: 'method', name, ...description, parameters, return: { type: text(node.type) }, isSetter };
}

/** With the type of what it tells. @param {ReturnType<typeof membersIn>} told @param {string} name */
function eventOf(told, name) {
  const { description } = /** @type {{ description?: string }} */ (told.find((each) => each.name === name) ?? missing(name));
  return { name, type: { text: typeOf(told, name) }, ...(description && { description }) };
}

/** @param {ReturnType<typeof membersIn>} members @param {string} name */
function typeOf(members, name) {
  const member = members.find((each) => each.name === name);
  return member && 'type' in member && member.type ? member.type.text : missing(name);
}

/** @param {string} what @returns {never} */
function missing(what) {
  throw new Error(`custom-elements.json: there is no ${what} where it should stand.`);
}
