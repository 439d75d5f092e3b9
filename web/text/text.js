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
 */
import { writersOf } from './writers.js';

/**
 * @typedef {typeof page & typeof compare & typeof guests & typeof lesson & typeof snow & typeof studio & typeof targets & typeof settings} AllRooms
 * @typedef {typeof page.errors & typeof guests.errors & typeof studio.errors & typeof targets.errors & typeof settings.errors} Errors sentences by code
 * @typedef {Omit<AllRooms, 'errors'> & ReturnType<typeof writersOf> & { errors: Errors }} Text
 *
 * @typedef {object} Rooms modules of what is said in each: plain ones, for a bundler splits them, an editor finds them and tsc holds each to the
 *   English one, which no catalogue of messages can do for its arguments. Each language brings its own (start.js), so that none pays for the others.
 * @property {() => [Promise<typeof compare>]} compare
 * @property {() => [Promise<typeof guests>]} guests
 * @property {() => [Promise<typeof lesson>]} lesson
 * @property {() => [Promise<typeof snow>]} snow
 * @property {() => [Promise<typeof studio>, Promise<typeof lesson>, Promise<typeof targets>, Promise<typeof settings>]} studio
 */

/** The page's own: each language has a page, as a file of the site. */
export const language = globalThis.document?.documentElement.lang || 'en';

export const text = /** @type {Text} */ ({ ...writersOf(language), errors: {} });

/** @type {Rooms} */
let rooms;

/**
 * From now on it is said so.
 * @param {typeof page} page what is said on the stage, which is there from the first moment on
 * @param {Rooms} others what is said elsewhere, once it is
 */
export function speakIn(page, others) {
  take(page);
  rooms = others;
}

/** Fetch what is said in a room of the page. @param {keyof Rooms} room */
export async function learn(room) {
  for (const words of await Promise.all(rooms[room]())) take(words);
}

/** @param {{ errors?: object, [name: string]: unknown }} words exports of a module */
function take({ errors, ...words }) {
  Object.assign(text, words);
  Object.assign(text.errors, errors);
}
