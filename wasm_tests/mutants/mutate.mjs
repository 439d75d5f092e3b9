/** Mutants of a C file: every place where one small slip could have been made, and the line as it would then read. */

/** @typedef {{ file: string, line: number, column: number, kind: string, text: string }} Mutant the whole line as it would be; line and column from 1 */

/** What looks like code to a pattern and is none: each character becomes one that no pattern has. @param {string} source */
const blank = (source) => source.replace(/\/\*[^]*?\*\/|\/\/.*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|^[ \t]*#(?:.*\\\n)*.*/gm, (text) => text.replace(/[^\n]/g, '\u00b7'));

/** Each finds what it replaces; a function is given what was found, and the line from there on. @type {[string, RegExp, Record<string, string> | ((found: string, rest: string) => string | undefined)][]} */
const KINDS = [
  ['comparison', /(?<= )([<>]=?|[=!]=)(?= )/g, { '<': '<=', '<=': '<', '>': '>=', '>=': '>', '==': '!=', '!=': '==' }],
  ['arithmetic', /(?<= )([+*/%-])(?= )/g, { '+': '-', '-': '+', '*': '+', '/': '*', '%': '/' }],
  ['assignment', /(?<= )([+-]=)(?= )/g, { '+=': '-=', '-=': '+=' }],
  ['logic', /(?<= )(&&|\|\|)(?= )/g, { '&&': '||', '||': '&&' }],
  ['constant', /(?<![\w.·])\d+(?![\w.·])/g, (found) => String(Number(found) + 1)],
  ['truth', /(?<=return )(true|false)(?=;)/g, { true: 'false', false: 'true' }],
  ['condition', /(?<=\b(?:if|while) )\(/g, (_, rest) => negated(rest)],
  ['statement', /^ +(?!return|break|continue|goto|case|default)[\w>.[\]*()-]+(?:\(.*\)| [-+*/|&^]?= .*);$/g, (found) => `${/^ */.exec(found)?.[0]};`],
  ['early', /^(?:static )?void [\w*]+\(.*\) \{$/g, (found) => `${found} return;`],
];

/** `(a) b` becomes `(!(a)) b`. @param {string} rest */
function negated(rest) {
  let depth = 0;
  for (let i = 0; i < rest.length; i++) {
    depth += Number(rest[i] === '(') - Number(rest[i] === ')');
    if (depth === 0) return `(!${rest.slice(0, i + 1)})${rest.slice(i + 1)}`;
  }
  return undefined; // it goes on in the next line
}

/** @param {string} file its name @param {string} source @returns {Mutant[]} */
export function mutantsOf(file, source) {
  const lines = source.split('\n');
  return blank(source).split('\n').flatMap((bare, i) => KINDS.flatMap(([kind, pattern, becomes]) => [...bare.matchAll(pattern)].flatMap((match) => {
    const line = lines[i], rest = line.slice(match.index), found = rest.slice(0, match[0].length);
    const whole = typeof becomes === 'function' ? becomes(found, kind === 'condition' ? rest : found) : becomes[found];
    if (whole === undefined) return [];
    return [{ file, line: i + 1, column: match.index + 1, kind, text: line.slice(0, match.index) + whole + (kind === 'condition' ? '' : rest.slice(found.length)) }];
  })));
}
