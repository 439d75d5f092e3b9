/** The package as it is published, and projects that install it. */
import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { cp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
export const ROOT = here('../../../');
const run = promisify(execFile);

/** A folder for the tests of a file, removed behind them. */
export function useFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'snowflake-package-'));
  after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Assemble the package, and pack it. @param {string} folder where to @returns {Promise<string>} the tarball */
export async function pack(folder) {
  await run(process.execPath, [join(ROOT, 'web/package/build.mjs'), join(folder, 'package')]);
  await run('npm', ['pack', join(folder, 'package'), '--pack-destination', folder]);
  const name = (await readdir(folder)).find((each) => each.endsWith('.tgz'));
  return join(folder, String(name));
}

// Vite's server sets NODE_ENV, which would keep npm from installing bundlers.
const npmIn = (/** @type {string} */ cwd) => (/** @type {string[]} */ ...args) => run('npm', args, { cwd, env: { ...process.env, NODE_ENV: undefined } });

/**
 * Copy a project, and install what its lock file says.
 * @param {string} name of a folder in projects/
 * @param {string} folder where the copy goes
 * @param {string} [projects] where it is
 * @returns {Promise<string>} the project's folder
 */
export async function installProject(name, folder, projects = here('../projects')) {
  const project = join(folder, name);
  await cp(join(projects, name), project, { recursive: true });
  if ((await readdir(project)).includes('package-lock.json')) await npmIn(project)('ci');
  return project;
}

/**
 * The same, with the tarball, and built.
 * @param {string} name @param {string} folder
 * @param {string} tarball
 * @param {string} [projects]
 * @returns {Promise<string>} the project's folder
 */
export async function buildProject(name, folder, tarball, projects) {
  const project = await installProject(name, folder, projects), npm = npmIn(project);
  await cp(join(ROOT, 'assets/targets/snowflake.png'), join(project, 'src/target.png'));
  // With the lock file in force: without it npm would ask the registry again about every package.
  await npm('install', '--no-save', '--offline', tarball);
  await npm('run', 'build').catch((error) => {
    throw new Error(`${name}: ${error.stdout}${error.stderr}`);
  });
  return project;
}
