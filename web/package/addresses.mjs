/**
 * Where the page will stand, and where its sources are: no build knows that by itself. Both come from package.json (`homepage`, `repository`), or, before
 * those, from the environment (SITE_URL, SOURCE_URL). Without them the page names no sources, and all its addresses are relative.
 */
import { readFile } from 'node:fs/promises';

/** @typedef {{ site?: string, source?: string }} Addresses site: ends with a slash */

/** @param {string | undefined} given @param {string} name who says so @returns {string | undefined} */
function checked(given, name) {
  if (!given) return undefined;
  if (!URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol)) throw new Error(`${name} must be an address that begins with https://, not ${given}.`);
  return new URL(given).href;
}

/** As npm allows it: a name of two parts at GitHub, or an address for git. @param {string | { url: string } | undefined} repository */
function pageOfRepository(repository) {
  const url = typeof repository === 'object' ? repository.url : repository;
  return url?.replace(/^(?:github:)?([\w.-]+\/[\w.-]+)$/, 'https://github.com/$1').replace(/^git\+/, '').replace(/^(?:ssh:\/\/)?git@([\w.-]+)[:/]/, 'https://$1/').replace(/\.git$/, '');
}

/** @param {{ homepage?: string, repository?: string | { url: string } }} about package.json @param {Record<string, string | undefined>} env @returns {Addresses} */
export function addressesOf({ homepage, repository }, { SITE_URL, SOURCE_URL }) {
  const site = checked(SITE_URL || homepage, SITE_URL ? 'SITE_URL' : 'The homepage of package.json');
  return { site: site?.replace(/\/?$/, '/'), source: checked(SOURCE_URL || pageOfRepository(repository), SOURCE_URL ? 'SOURCE_URL' : 'The repository of package.json') };
}

/** Of this build. @returns {Promise<Addresses>} */
export const readAddresses = async () => addressesOf(JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')), process.env);

/**
 * The page as it says where it is: crawlers want to be told the whole address, of the picture too.
 * @param {string} html
 * @param {string} page of it, as its address ends
 * @param {Addresses} addresses
 */
export function withAddresses(html, page, { site, source }) {
  const link = source ? `<a href="${source.replaceAll('&', '&amp;')}">{{page.source}}</a>` : '', withSource = html.replace('<!-- source -->', () => link);
  if (!site) return withSource;
  const at = (/** @type {string} */ path) => new URL(path, site).href;
  return withSource
    .replace(/(<meta property="og:image" content=")([^"]+)/, (_, tag, path) => tag + at(path))
    .replace('<meta property="og:type"', `<meta property="og:url" content="${at(page)}">\n  <link rel="canonical" href="${at(page)}">\n  <meta property="og:type"`);
}
