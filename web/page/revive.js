/** What was put into the page, and could not be fetched for want of a connection, is fetched again. */

/** @import { SnowflakeNca } from '../element/snowflake-nca.js' */

export function revive() {
  // A stylesheet that did not come counts as there for whoever asked for it.
  for (const link of /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll('link[rel=stylesheet]'))) {
    if (!link.sheet) link.replaceWith(link.cloneNode());
  }
  for (const image of document.images) {
    if (image.complete && image.naturalWidth === 0 && image.src) image.setAttribute('src', image.src);
  }
  for (const flake of /** @type {NodeListOf<SnowflakeNca>} */ (document.querySelectorAll('snowflake-nca'))) {
    if (!flake.sim && flake.model) void flake.loadModel(flake.model);
  }
}
