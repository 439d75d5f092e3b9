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
