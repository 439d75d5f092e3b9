/** The first script of the Japanese page: what is said on the stage, and by the element, before anything of it is made. */
import { speak } from '../element-words.js';
import { speakIn } from '../text.js';
import { element } from './element.js';
import * as page from './page.js';

speak(element);
speakIn(page, {
  compare: () => [import('./compare.js')],
  guests: () => [import('./guests.js')],
  lesson: () => [import('./lesson.js')],
  snow: () => [import('./snow.js')],
  studio: () => [import('./studio.js'), import('./lesson.js'), import('./targets.js'), import('./settings.js')],
});
