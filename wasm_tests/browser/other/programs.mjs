/** Where programs are, as the shell finds them. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first of them that is installed. @param {string[]} names @returns {string | undefined} */
export function findProgram(...names) {
  return names.flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name))).find((path) => existsSync(path));
}
