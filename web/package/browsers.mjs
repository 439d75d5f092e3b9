/** The browsers that are served: package.json names the first version of each, builds and claims follow it. */
import { readFileSync } from 'node:fs';

/** As browserslist and as Vite call them. */
const VITE_NAMES = /** @type {Record<string, string>} */ ({ chrome: 'chrome', edge: 'edge', firefox: 'firefox', safari: 'safari', ios_saf: 'ios' });

/** The first version by browser, as browserslist names them. @type {Record<string, string>} */
export const browsers = Object.fromEntries(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).browserslist
  .map((/** @type {string} */ each) => each.split(' >= ')));

/** For build.target of Vite. */
export const buildTargets = Object.entries(browsers).map(([name, version]) => VITE_NAMES[name] + version);
