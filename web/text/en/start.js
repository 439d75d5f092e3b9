/** The first script of the English page: what is said on the stage, before anything of it is made. The element speaks English by itself. */
import { take } from '../text.js';
import * as page from './page.js';

take(page);
