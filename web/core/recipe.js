/**
 * A recipe on its way into the core. Which fields it has and what they may be says the core itself (the list in src/nca.h): a new field there is
 * one here.
 *
 * @import { Core } from './nca.js'
 * @import { Recipe } from './types.js'
 */
import { checkOptions, checkWhole, checkWord, isArray, wrong } from './check.js';
import { NcaError } from './error.js';
import { ERR_MEMORY, FIELD_KINDS, RECIPE_NUMBERS, RECIPE_TEXTS } from './fields.js';
import { listOf } from './list-of.js';

/**
 * @typedef {object} RecipeField
 * @property {string} key as JavaScript has it, camel case
 * @property {string} name as C and checkpoints have it
 * @property {'whole' | 'number' | 'word'} kind numbers are floats in C
 * @property {number} count of numbers: 1, but of an array its length
 * @property {number} min
 * @property {number} max both allowed
 * @property {readonly string[]} words that a field of that kind may be, in order
 * @property {string} meaning
 */

/** decay_begin_epoch: decayBeginEpoch. @param {string} name */
const camelCase = (name) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());

/** All fields, in the order of C. @param {Core} core @returns {readonly RecipeField[]} */
export function recipeFieldsOf(core) {
  return listOf(core.exports.nca_recipe_num_fields(), (field) => {
    const number = (/** @type {number} */ what) => core.exports.nca_wasm_recipe_number(field, what);
    const text = (/** @type {number} */ what) => core.textAt(core.exports.nca_wasm_recipe_text(field, what));
    const name = text(RECIPE_TEXTS.name), words = text(RECIPE_TEXTS.words);
    return Object.freeze({
      key: camelCase(name), name, kind: FIELD_KINDS[number(RECIPE_NUMBERS.kind)], count: number(RECIPE_NUMBERS.count), min: number(RECIPE_NUMBERS.min),
      max: number(RECIPE_NUMBERS.max), words: Object.freeze(words ? words.split(' ') : []), meaning: text(RECIPE_TEXTS.meaning),
    });
  });
}

/** Of what a recipe may be based on. @param {Core} core @returns {Recipe['base'][]} */
function recipeBasesOf(core) {
  return /** @type {Recipe['base'][]} */ (core.textAt(core.exports.nca_recipe_bases()).split(' '));
}

/**
 * A recipe that is valid for the core, or not at all.
 * @param {Core} core
 * @param {unknown} recipe what differs from the one it is based on
 * @returns {number} a pointer; free it
 * @throws {NcaError} that names the field
 */
export function putRecipe(core, recipe) {
  const { exports: wasm, recipeFields: fields } = core, bases = recipeBasesOf(core);
  const { base = 'blog', numEpochs = 2000, ...rest } = checkOptions(recipe, 'recipe', ['base', 'numEpochs', ...fields.map(({ key }) => key)]);
  checkWord(base, 'recipe.base', bases);
  checkWhole(numEpochs, 'recipe.numEpochs', 0, Number.MAX_SAFE_INTEGER);
  const values = Object.entries(rest).map(([key, value]) => {
    const field = fields.findIndex((each) => each.key === key);
    return { field, numbers: numbersOf(fields[field], value) };
  });
  const pointer = wasm.nca_wasm_recipe_create(bases.indexOf(base), numEpochs);
  if (!pointer) throw core.errorOf(ERR_MEMORY);
  for (const { field, numbers } of values) numbers.forEach((number, i) => wasm.nca_recipe_set(pointer, field, i, number));
  const fault = wasm.nca_recipe_fault(pointer, 0);
  if (fault < 0) return pointer;
  const { key, count } = fields[fault], wanted = core.textAt(wasm.nca_wasm_recipe_wanted(pointer));
  const numbers = listOf(count, (i) => wasm.nca_recipe_get(pointer, fault, i));
  core.free(pointer);
  throw new NcaError('BAD_ARGUMENT', `The recipe.${key} must be ${camelCase(wanted)}, not ${numbers.join(', ')}.`);
}

/** As C keeps a field. @param {Omit<RecipeField, 'meaning'>} field @param {unknown} value @returns {number[]} @throws {NcaError} that names it */
export function numbersOf(field, value) {
  const name = `recipe.${field.key}`;
  if (field.count === 1) return [numberOf(field, value, name)];
  if (!isArray(value) || value.length !== field.count) throw wrong(name, value, `an array of ${field.count} numbers`);
  return listOf(field.count, (i) => numberOf(field, value[i], `${name}[${i}]`));
}

/** @param {Omit<RecipeField, 'meaning'>} field @param {unknown} value @param {string} name @returns {number} */
function numberOf({ kind, min, max, words }, value, name) {
  if (kind === 'word') return words.indexOf(checkWord(value, name, words));
  if (kind === 'whole') return checkWhole(value, name, min, max);
  const float = typeof value === 'number' ? Math.fround(value) : NaN; // so that an end of the range, as a decimal, is in it
  if (!(float >= min && float <= max)) throw wrong(name, value, `a number from ${Number(min.toPrecision(8))} to ${Number(max.toPrecision(8))}`);
  return float;
}
