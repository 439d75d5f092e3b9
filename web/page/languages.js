/**
 * In which language somebody reads: that of the address, of their last choice, or of their browser. Only the page without a language in its
 * name gives way to another; who follows a link to de.html reads German.
 */
import { languages } from '../text/languages.js';
import { language } from '../text/text.js';

const KEY = 'language', DEFAULT = 'en';

export function connectLanguages() {
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('.languages a'))) {
    if (link.hreflang === language) link.setAttribute('aria-current', 'page');
    link.addEventListener('click', () => {
      remember(link.hreflang);
      Object.assign(link, { search: withoutLanguage(), hash: location.hash }); // the flake comes along
    });
  }
  const wanted = wantedLanguage();
  if (language === DEFAULT && wanted !== DEFAULT) location.replace(new URL(`./${wanted}.html${withoutLanguage()}${location.hash}`, location.href));
}

function wantedLanguage() {
  const asked = new URLSearchParams(location.search).get('lang');
  return [asked, remembered(), ...navigator.languages.map((each) => each.split('-')[0])].find((each) => each && each in languages) ?? DEFAULT;
}

/** What else the address asks for. */
function withoutLanguage() {
  const query = new URLSearchParams(location.search);
  query.delete('lang');
  const rest = String(query);
  return rest && `?${rest}`;
}

/** A browser may keep nothing for a page. */
function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** @param {string} chosen */
function remember(chosen) {
  try {
    localStorage.setItem(KEY, chosen);
  } catch { /* then it is asked again next time */ }
}
