/** What web/embed/pack.mjs makes of files. */
declare module '*?packed' {
  /** Base64 of the file, compressed by gzip. */
  const packed: string;
  export default packed;
}
declare module '*?letters' {
  /** Base64url of the model in 8-bit weights, as web/share/model-bytes.js writes it. */
  const letters: string;
  export default letters;
}
/** What the element and the single file say in each language but English. */
declare module 'words-of-all' {
  export const wordsOf: Record<string, { element: import('../text/en/element.js').ElementWords, embed: typeof import('../text/en/embed.js').embed }>;
}
/** The codes of these languages. */
declare module 'languages-beside' {
  const languages: string[];
  export default languages;
}
