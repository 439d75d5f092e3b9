/** The readers of outside bytes in JavaScript: by which tests of fuzz-*.test.mjs each is fuzzed, and the files that take its bytes apart. */
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** @typedef {{ tests: string, file: string, sources: string[] }} Reader tests: what their name, or that of their describe(), begins with */

/** @type {Record<string, Reader>} */
export const READERS = {
  'share-link': { tests: 'links of a run', file: 'fuzz-links', sources: ['keep/link.js', 'keep/link-edits.js', 'share/link-letters.js', 'core/bytes.js', 'core/mix-bytes.js'] },
  'model-link': { tests: 'links that carry a model', file: 'fuzz-links', sources: ['share/model-link.js', 'share/model-bytes.js', 'share/weights8.js', 'share/link-letters.js', 'core/bytes.js'] },
  attributes: { tests: 'attributes that make no sense', file: 'fuzz-links', sources: ['element/attributes.js'] },
  list: { tests: 'lists of a gallery', file: 'fuzz-records', sources: ['library/guests.js', 'core/tidy-text.js'] },
  run: { tests: 'kept runs', file: 'fuzz-records', sources: ['runs/record.js', 'training/loss-history.js'] },
  checkpoint: { tests: 'heads of checkpoints', file: 'fuzz-records', sources: ['training/checkpoint-file.js', 'training/packed-checkpoint.js'] },
};

/** Which of them a command line names: by default all. @param {string[]} names @returns {[string, Reader][]} */
export function named(names) {
  const strange = names.filter((name) => !READERS[name]);
  if (strange.length > 0) throw new Error(`There is no reader ${strange.join(', ')}: ${Object.keys(READERS).join(', ')}`);
  return Object.entries(READERS).filter(([name]) => names.length === 0 || names.includes(name));
}

/**
 * @param {Reader} reader @param {{ execs: number, seed: number, env?: Record<string, string> }} by how many inputs of each of its kinds, and which ones
 * @returns {Promise<{ inputs: number, fault?: Error }>} all that was read
 */
export async function fuzz({ tests, file }, { execs, seed, env = {} }) {
  Object.assign(process.env, env, { FUZZ_EXECS: String(execs), FUZZ_SEED: String(seed) });
  const result = { inputs: 0, /** @type {Error | undefined} */ fault: undefined };
  for await (const event of run({ files: [`${ROOT}wasm_tests/${file}.test.mjs`], testNamePatterns: [`^${tests}`] })) {
    const { type, data: told } = /** @type {any} */ (event), isLeaf = told.details?.type !== 'suite' && told.name !== told.file && !/\.mjs$/.test(told.name);
    if (type === 'test:pass' && isLeaf && told.skip === undefined) result.inputs += execs;
    if (type === 'test:fail') result.fault ??= told.details.error.cause ?? told.details.error;
  }
  return result;
}
