/**
 * embed.html, for an iframe: a flake that fills it. Its address says how:
 *
 *     embed.html?model=ice-star&speed=60&size=72&transparent
 *
 * model, goal, mix, flake, view, size, speed, seed, rest-at, autoplay, background, label: as the attributes. transparent: no background.
 * interactive and controls are on unless they are "false". It speaks the language of its reader, or that of `lang=fr`, by the file for it in `words` beside it; else English.
 *
 * Browsers let no frame be transparent whose colour scheme differs from the page's. This one is light; a page with a dark scheme gives its
 * iframe `color-scheme: light`.
 */
import languages from 'languages-beside';

import { languageOfReader } from '../text/reader.js';
import { SnowflakeNca, speak } from './module.js';

const AS_THEY_ARE = ['model', 'goal', 'mix', 'flake', 'view', 'size', 'speed', 'seed', 'rest-at', 'autoplay', 'background', 'label'];
const ON_OR_OFF = ['interactive', 'controls'];
const NIGHT = '#071a34';
const FILLING = 'html, body, main { block-size: 100%; margin: 0; background: none } snowflake-nca { inline-size: 100%; block-size: 100%; aspect-ratio: auto }';

const query = new URLSearchParams(location.search);
const flake = new SnowflakeNca(), sheet = new CSSStyleSheet();
sheet.replaceSync(FILLING);
document.adoptedStyleSheets = [sheet];

if (!query.has('transparent')) flake.background = NIGHT;
for (const name of AS_THEY_ARE) {
  const value = query.get(name);
  if (value !== null) flake.setAttribute(name, value);
}
for (const name of ON_OR_OFF) flake.toggleAttribute(name, query.get(name) !== 'false');
document.querySelector('main')?.append(flake);

const lang = languageOfReader(languages) ?? 'en';
if (lang !== 'en') {
  wordsOf(lang).then((words) => {
    document.documentElement.lang = lang;
    document.title = words.models?.snowflake ?? document.title;
    speak(words);
  }, () => {}); // the file is not there, or is barred: it goes on in English
}

/**
 * A sandboxed frame is of no origin, so that modules want leave from the server there; scripts do not, but Trusted Types bar them.
 * @param {string} lang @returns {Promise<import('../text/element-words.js').GivenWords>}
 */
async function wordsOf(lang) {
  if (self.origin !== 'null') return (await import(/* @vite-ignore */ new URL(`words/${lang}.js`, document.baseURI).href)).element;
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.addEventListener('words', (event) => resolve(/** @type {CustomEvent} */ (event).detail));
    script.addEventListener('error', reject);
    script.src = `words/frame/${lang}.js`;
    document.head.append(script);
  });
}
