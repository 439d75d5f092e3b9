/** Le premier script de la page française : ce qui se dit sur la scène, et ce que dit l’élément, avant qu’ils ne soient là. */
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
