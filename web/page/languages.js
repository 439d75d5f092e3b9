/**
 * In which language somebody reads: that of the address, of their last choice, or of their browser. Only the page without a language in its
 * name gives way to another; who follows a link to de.html reads German. Which languages there are, the links at the foot of the page say.
 */
import { languageOfReader } from '../text/reader.js';
import { language } from '../text/text.js';

const KEY = 'language';
/** So long a run may take to be kept where the machine is busy, and nobody waits longer for another page. */
const PATIENCE_MS = 15_000;

/** @typedef {{ hash: () => string, untilKept: () => Promise<unknown> | undefined }} Page hash: of the flake that comes along; untilKept: settles when what trains may be left; undefined: nothing does */

/** @param {Page} page */
export function connectLanguages({ hash, untilKept }) {
  const links = [.../** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('.languages a'))], [ofTheFolder] = links;
  for (const link of links) {
    link.addEventListener('click', (event) => {
      remember(link.hreflang);
      if (link.hreflang === language) return;
      takeAlong(link, hash());
      const kept = event.ctrlKey || event.metaKey || event.shiftKey ? undefined : untilKept(); // in another tab it opens beside this page
      if (!kept) return;
      event.preventDefault();
      void Promise.race([kept, new Promise((resolve) => { setTimeout(resolve, PATIENCE_MS); })]).finally(() => location.assign(link.href));
    });
  }
  const lang = languageOfReader(links.map(({ hreflang }) => hreflang), remembered()), wanted = links.find(({ hreflang }) => hreflang === lang);
  if (language === ofTheFolder?.hreflang && wanted && wanted !== ofTheFolder) location.replace(takeAlong(wanted, location.hash).href);
}

/** The flake comes along, and all else that the address asks for. @param {HTMLAnchorElement} link @param {string} hash */
function takeAlong(link, hash) {
  const query = new URLSearchParams(location.search);
  query.delete('lang');
  return Object.assign(link, { search: String(query), hash });
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
