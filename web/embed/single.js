/** The single file: the module, and what it says in all other languages, for it may fetch nothing. */
import { wordsOf } from 'words-of-all';

import { languageOfReader } from '../text/reader.js';
import { speak } from './module.js';

const lang = languageOfReader(['en', ...Object.keys(wordsOf)]) ?? 'en';
if (lang !== 'en') {
  const { element, embed } = wordsOf[lang], heading = document.querySelector('h1');
  document.documentElement.lang = lang;
  document.title = embed.title;
  if (heading) heading.textContent = embed.heading;
  speak(element);
}
