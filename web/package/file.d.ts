/** What a bundler makes of a file of the package that is imported: its bytes, or its address. Either way the core takes it. */
declare const file: string | Uint8Array<ArrayBuffer>;
export default file;
