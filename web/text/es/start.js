/** El primer script de la página en español: lo que se dice en el escenario, y lo que dice el elemento, antes de que estén. */
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
