/** What web/offline/build.mjs puts in their place: the files of this version of the page, those of its other languages by their page, and its name. */
declare const FILES: readonly string[];
declare const FILES_OF_LANGUAGES: Readonly<Record<string, readonly string[]>>;
declare const VERSION: string;
