/** The first script of the Japanese page: what is said on the stage, and by the element, before anything of it is made. */
import { speak } from '../element-words.js';
import { take } from '../text.js';
import { element } from './element.js';
import * as page from './page.js';

speak(element);
take(page);
