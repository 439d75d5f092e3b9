/** What of the platform our sources use, and since when browsers have it, by the data of MDN. */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** @typedef {Record<string, string>} Versions by browser, as MDN names it: "safari" is "16.4" */

const data = createRequire(import.meta.url)('@mdn/browser-compat-data');
const NEVER = Infinity;
/** Where the types tell of a member that MDN lists under another name. @type {Readonly<Record<string, string>>} */
const OTHER_NAMES = Object.freeze({ WindowOrWorkerGlobalScope: '', Window: '', CSSStyleDeclaration: '', 'globalThis': '' });

/** @param {string} version */
const numberOf = (version) => Number(/\d+(\.\d+)?/.exec(version)?.[0] ?? NEVER);

/** Since when a browser has a feature, without a flag or a prefix. @param {any} feature of the data @param {string} browser @returns {number} */
function sinceOf(feature, browser) {
  const told = [feature.__compat.support[browser]].flat().filter((each) => each && !each.flags && !each.prefix && !each.alternative_name && !each.version_removed);
  return Math.min(NEVER, ...told.map(({ version_added }) => (typeof version_added === 'string' ? numberOf(version_added) : NEVER)));
}

/** @param {string} path such as "api.Worker.Worker.ecmascript_modules" @param {string} browser @returns {number} */
export function since(path, browser) {
  const feature = path.split('.').reduce((/** @type {any} */ node, name) => node?.[name], data);
  if (!feature?.__compat) throw new Error(`MDN has no ${path}`);
  return sinceOf(feature, browser);
}

/** Those that a browser of these versions may lack. @param {Iterable<[string, any]>} features of the data, by what they are called @param {Versions} versions @returns {string[]} */
const lacking = (features, versions) => [...new Map(features)]
  .filter(([, feature]) => Object.entries(versions).some(([browser, version]) => sinceOf(feature, browser) > numberOf(version))).map(([name]) => name).sort();

/** What our scripts use, as their types tell: "AbortSignal.reason", "structuredClone". @param {string} config the project's tsconfig.json @param {RegExp} sources of which files @param {Versions} versions */
export function newInScripts(config, sources, versions) {
  const { config: settings } = ts.readConfigFile(config, ts.sys.readFile), root = fileURLToPath(new URL('.', `file://${config}`));
  const { fileNames, options } = ts.parseJsonConfigFileContent(settings, ts.sys, root), program = ts.createProgram(fileNames, options), checker = program.getTypeChecker();
  /** @type {Map<string, any>} */
  const used = new Map();
  const note = (/** @type {ts.Node} */ name) => {
    for (const declaration of checker.getSymbolAtLocation(name)?.declarations ?? []) {
      if (!/\/typescript\/lib\/lib\.[\w.]+\.d\.ts$/.test(declaration.getSourceFile().fileName)) continue;
      const owner = /** @type {any} */ (declaration.parent).name?.text?.replace(/Constructor$/, ''), member = name.getText();
      for (const group of [data.api, data.javascript.builtins]) {
        const alone = group[member], within = owner && !(owner in OTHER_NAMES) ? group[owner]?.[member] ?? group[owner]?.[`${member}_static`] : undefined;
        if (within?.__compat) used.set(`${owner}.${member}`, within);
        else if (!(owner && !(owner in OTHER_NAMES)) && alone?.__compat) used.set(member, alone);
      }
    }
  };
  const visit = (/** @type {ts.Node} */ node) => {
    if (ts.isIdentifier(node)) note(node);
    ts.forEachChild(node, visit);
  };
  for (const file of program.getSourceFiles()) if (sources.test(file.fileName)) visit(file);
  return { numUsed: used.size, names: lacking(used, versions) };
}

/** Properties, selectors, at-rules and functions of a style sheet. @param {string} css @param {Versions} versions */
export function newInStyles(css, versions) {
  const plain = css.replace(/\/\*.*?\*\/|"[^"]*"|'[^']*'|url\([^)]*\)/gs, '');
  const found = (/** @type {RegExp} */ pattern, /** @type {any} */ group, sign = '') => [...plain.matchAll(pattern)].flatMap(([, name]) => (
    group[name]?.__compat ? [/** @type {[string, any]} */ ([sign + name, group[name]])] : []));
  const used = [
    ...found(/[{;]\s*([a-z-]+)\s*:(?!:)/g, data.css.properties), ...found(/[\w\s)\]*>+~,&]:{1,2}([a-z-]+)(?=[\s,{(.:[)])(?=[^;}]*\{)/g, data.css.selectors, ':'),
    ...found(/@([a-z-]+)/g, data.css['at-rules'], '@'), ...found(/\b([a-z-]+)\(/g, { ...data.css.types, ...data.css.types.color }),
  ];
  return { numUsed: used.length, names: lacking(used, versions) };
}
