/**
 * The languages that the page is written in, by what each calls itself: what is made for each of them (a page, a manifest, its link at the foot of
 * the page, what is kept of it without a connection, its tests) is made by this table, and no script carries it. A new language is a folder beside
 * en/ and an entry here.
 */
export const languages = Object.freeze({ en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español', ja: '日本語', zh: '简体中文' });

/** The one whose page is that of the folder itself. */
export const DEFAULT = 'en';

/** Its address in the site. @param {string} lang */
export const pageOf = (lang) => (lang === DEFAULT ? './' : `./${lang}.html`);
