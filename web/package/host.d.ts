/**
 * What the core's types mention of a browser, for programs that are checked without the types of one (`"lib": ["es2022"]`): there these are names and no
 * more. Where the host's own types are, nothing changes.
 */
export {};

declare global {
  interface AbortSignal {}
  interface Blob {}
  interface Response {}
  interface URL {}
  namespace WebAssembly {
    interface Instance {}
    interface Module {}
  }
}
