/** The first script of the English page: what is said on the stage, before anything of it is made. The element speaks English by itself. */
import { speakIn } from '../text.js';
import * as page from './page.js';

speakIn(page, {
  compare: () => [import('./compare.js')],
  guests: () => [import('./guests.js')],
  lesson: () => [import('./lesson.js')],
  snow: () => [import('./snow.js')],
  studio: () => [import('./studio.js'), import('./lesson.js'), import('./targets.js'), import('./settings.js')],
});
