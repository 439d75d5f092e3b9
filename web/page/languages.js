/**
 * In which language somebody reads: that of the address, of their last choice, or of their browser. Only the page without a language in its
 * name gives way to another; who follows a link to de.html reads German. Which languages there are, the links at the foot of the page say.
 */
import { language } from '../text/text.js';

const KEY = 'language';

export function connectLanguages() {
  const links = [.../** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('.languages a'))], [ofTheFolder] = links;
  for (const link of links) {
    link.addEventListener('click', () => {
      remember(link.hreflang);
      takeAlong(link);
    });
  }
  const wanted = wantedOf(links);
  if (language === ofTheFolder?.hreflang && wanted && wanted !== ofTheFolder) location.replace(takeAlong(wanted).href);
}

/** @param {HTMLAnchorElement[]} links */
function wantedOf(links) {
  const asked = new URLSearchParams(location.search).get('lang');
  return [asked, remembered(), ...navigator.languages.map((each) => each.split('-')[0])]
    .map((lang) => links.find(({ hreflang }) => hreflang === lang)).find((link) => link);
}

/** The flake comes along, and all else that the address asks for. @param {HTMLAnchorElement} link */
function takeAlong(link) {
  const query = new URLSearchParams(location.search);
  query.delete('lang');
  return Object.assign(link, { search: String(query), hash: location.hash });
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
