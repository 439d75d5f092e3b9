/**
 * All that the page says, in its language. The words of a room come with the room: learn() has them before anything of it is made, so that
 * they are read where they are shown, and never kept in a constant.
 *
 * @import * as compare from './en/compare.js'
 * @import * as guests from './en/guests.js'
 * @import * as lesson from './en/lesson.js'
 * @import * as page from './en/page.js'
 * @import * as settings from './en/settings.js'
 * @import * as snow from './en/snow.js'
 * @import * as studio from './en/studio.js'
 * @import * as targets from './en/targets.js'
 * @import { Room } from './languages.js'
 */
import { languages } from './languages.js';
import { writersOf } from './writers.js';

/**
 * @typedef {typeof page & typeof compare & typeof guests & typeof lesson & typeof snow & typeof studio & typeof targets & typeof settings} AllRooms
 * @typedef {typeof page.errors & typeof guests.errors & typeof studio.errors & typeof targets.errors & typeof settings.errors} Errors sentences by code
 * @typedef {Omit<AllRooms, 'errors'> & ReturnType<typeof writersOf> & { errors: Errors }} Text
 */

/** The page's own: each language has a page, as a file of the site. */
export const language = pageLanguage();

export const text = /** @type {Text} */ ({ ...writersOf(language), errors: {} });

/**
 * Fetch what is said in a room of the page.
 * @param {Room} room
 * @param {string} [spoken] for tests: another language than the page's
 */
export async function learn(room, spoken = language) {
  for (const words of await Promise.all(languages[spoken][room]())) take(words);
}

/** From now on it is said so. @param {{ errors?: object }} words exports of a module */
export function take({ errors, ...words }) {
  Object.assign(text, words);
  Object.assign(text.errors, errors);
}

function pageLanguage() {
  const { lang = 'en' } = globalThis.document?.documentElement ?? {};
  return lang in languages ? lang : 'en';
}
