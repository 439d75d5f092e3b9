/** In which language the page for a frame and the single file speak: that of the address, `?lang=fr`, or else of the reader's browser. English needs nothing. */

/** @param {readonly string[]} languages that there are @returns {string | undefined} undefined: English, or none of them */
export function languageOfReader(languages) {
  const wanted = [new URLSearchParams(location.search).get('lang') ?? '', ...navigator.languages].map((each) => each.split('-')[0].toLowerCase());
  const first = wanted.find((each) => each === 'en' || languages.includes(each));
  return first === 'en' ? undefined : first;
}
