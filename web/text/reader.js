/** In which language a page speaks to its reader: that of the address, `?lang=fr`, of their last choice, or of their browser. Regions (fr-CA) do not matter. */

/** @param {readonly string[]} languages that there are @param {string | null} [remembered] @returns {string | undefined} undefined: none of them is wanted */
export const languageOfReader = (languages, remembered) => [new URLSearchParams(location.search).get('lang'), remembered, ...navigator.languages]
  .map((each) => each?.split('-')[0].toLowerCase()).find((each) => languages.includes(each ?? ''));
