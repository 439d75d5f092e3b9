/** All that the page says, in one place: a module of each language for each room of it, so that they can be read, mended or translated. */
import * as compare from './en/compare.js';
import * as errors from './en/errors.js';
import * as lesson from './en/lesson.js';
import * as page from './en/page.js';
import * as settings from './en/settings.js';
import * as snow from './en/snow.js';
import * as studio from './en/studio.js';
import * as targets from './en/targets.js';

export const text = Object.freeze({ ...page, ...compare, ...lesson, ...snow, ...studio, ...targets, ...settings,
  errors: { ...errors.errors, ...targets.errors, ...studio.errors, ...settings.errors } });
