/**
 * The languages that the page is written in, and the modules of each of its rooms: plain modules, for a bundler splits them, an editor finds
 * them and tsc holds each to the English one, which no catalogue of messages can do for its arguments.
 *
 * A new language is a folder beside en/ and de/, an entry here, and its name among the links at the foot of the page.
 */

/** Rooms of the page, each with what it says: the names of `text` are the exports of their modules. What is said on the stage is there from
 * the first moment on: start.js of each language. */
const en = {
  compare: () => [import('./en/compare.js')],
  guests: () => [import('./en/guests.js')],
  lesson: () => [import('./en/lesson.js')],
  snow: () => [import('./en/snow.js')],
  studio: () => [import('./en/studio.js'), import('./en/lesson.js'), import('./en/targets.js'), import('./en/settings.js')],
};

/** @satisfies {{ [Room in keyof typeof en]: () => Promise<object>[] }} */
const de = {
  compare: () => [import('./de/compare.js')],
  guests: () => [import('./de/guests.js')],
  lesson: () => [import('./de/lesson.js')],
  snow: () => [import('./de/snow.js')],
  studio: () => [import('./de/studio.js'), import('./de/lesson.js'), import('./de/targets.js'), import('./de/settings.js')],
};

/** @type {Readonly<Record<string, { [Room in keyof typeof en]: () => Promise<object>[] }>>} */
export const languages = Object.freeze({ en, de });

/** @typedef {keyof typeof en} Room */
