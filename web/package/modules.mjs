/** What some modules import, near and far; and their types, which tsc makes from the JSDoc. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/** What a module may import by name: the package itself, and what whoever imports that module has anyway. */
const OTHERS = ['react', 'snowflake-nca'];

/**
 * The modules themselves, and all that they import at run time.
 * @param {string} root @param {string[]} entries paths below root
 * @returns {string[]} paths below root, sorted
 */
export function modulesFrom(root, entries) {
  return closure(root, entries, (path) => ts.preProcessFile(readFileSync(join(root, path), 'utf8'), true, true).importedFiles.map(({ fileName }) => fileName)
    .filter((name) => !OTHERS.includes(name)));
}

/**
 * Write the .d.ts of the entries, and of all that these mention, below `out` in the folders of the sources.
 * @param {string} root @param {string[]} entries .js or .d.ts, below root @param {string} out
 */
export function emitTypes(root, entries, out) {
  const config = ts.getParsedCommandLineOfConfigFile(join(root, '../tsconfig.json'), { noEmit: false, declaration: true, emitDeclarationOnly: true, rootDir: root, outDir: out },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail });
  if (!config) throw new Error('tsconfig.json could not be read.');
  const program = ts.createProgram(entries.map((path) => join(root, path)), config.options);
  /** @type {Map<string, string>} text by path below root */
  const declarations = new Map();
  for (const file of program.getSourceFiles()) {
    if (!file.isDeclarationFile || entries.includes(relative(root, file.fileName))) declarations.set(relative(root, file.fileName), file.text);
  }
  const { diagnostics } = program.emit(undefined, (path, text) => declarations.set(relative(out, path), text));
  diagnostics.forEach(fail);
  const mentioned = (/** @type {string} */ path) => {
    const text = declarations.get(path) ?? '';
    return [...text.matchAll(/(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g)].map(([, name]) => name.replace(/\.js$/, '.d.ts'));
  };
  for (const path of closure(root, entries.map((entry) => entry.replace(/(?<!\.d)\.(js|ts)$/, '.d.ts')), mentioned)) {
    const text = declarations.get(path);
    if (text === undefined) throw new Error(`There are no types of ${path}.`);
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), text);
  }
}

/**
 * @param {string} root @param {string[]} entries @param {(path: string) => string[]} importsOf relative ones, as they are written
 * @returns {string[]}
 */
function closure(root, entries, importsOf) {
  const found = new Set(entries);
  for (const path of found) {
    for (const name of importsOf(path)) {
      if (!name.startsWith('.')) throw new Error(`${path} imports ${name}: the package has no dependencies.`);
      found.add(relative(root, join(root, dirname(path), name)));
    }
  }
  return [...found].sort();
}

/** @param {ts.Diagnostic} diagnostic */
function fail(diagnostic) {
  throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
}
