/** The files that web/docs/recipes.md tells readers to write, and the tools that make pages of them. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const RECIPES = new URL('../../web/docs/recipes.md', import.meta.url);
const run = promisify(execFile);

/**
 * The code blocks of a section, by the file name that stands above each.
 * @param {string} title
 * @returns {Promise<Record<string, string>>}
 */
export async function filesOf(title) {
  const text = await readFile(RECIPES, 'utf8');
  const section = text.split(/^## /m).find((each) => each.startsWith(`${title}\n`));
  if (!section) throw new Error(`There is no recipe “${title}”.`);
  const files = [...section.matchAll(/^`([^`\n]+)`\n\n(````?)\w*\n([^]*?)^\2$/gm)].map(([, name, , code]) => [name, code]);
  if (files.length === 0) throw new Error(`The recipe “${title}” names no file.`);
  return Object.fromEntries(files);
}

/** The titles of all recipes: of the sections that hold something to copy. */
export async function titles() {
  return (await readFile(RECIPES, 'utf8')).split(/^## /m).slice(1).filter((each) => each.includes('\n```')).map((each) => each.split('\n', 1)[0]);
}

/** @param {string} folder @param {Record<string, string>} files */
export async function write(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

/** Whether a program can be started. @param {string} program @param {string[]} args */
export function isThere(program, args) {
  const { status, error } = spawnSync(program, args, { stdio: 'ignore' });
  return !error && status === 0;
}

/** @param {string} folder @param {string} program @param {string[]} args */
export async function tool(folder, program, ...args) {
  try {
    return await run(program, args, { cwd: folder, env: { ...process.env, NODE_ENV: undefined, JEKYLL_ENV: 'production', ASTRO_TELEMETRY_DISABLED: '1', NEXT_TELEMETRY_DISABLED: '1' } });
  } catch (error) {
    const { stdout, stderr } = /** @type {{ stdout: string, stderr: string }} */ (error);
    throw new Error(`${program} ${args.join(' ')}:\n${stdout}${stderr}`, { cause: error });
  }
}
