/** What web/offline/build.mjs puts in their place: the files of this version of the page, and its name. */
declare const FILES: readonly string[];
declare const VERSION: string;
