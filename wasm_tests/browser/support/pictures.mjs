/** The pictures on a page: which there are, and whether each is shown as it is made. @import { Page } from 'puppeteer-core' */

/** Layout is in fractions of a pixel, pictures in whole ones. */
const TOLERANCE_PX = 1.5;

/** @param {Page} page @param {string} selector of a picture, or of the first of several */
export const isShown = (page, selector) => page.waitForFunction((selector) => (document.querySelector(selector)?.getBoundingClientRect().width ?? 0) > 0, {}, selector);

/**
 * Every canvas and image that is shown, those inside of elements too.
 * @param {Page} page
 * @param {string[]} places selectors: told of each picture that is in one
 * @returns {Promise<{ words: string, places: string[], isTrue: boolean }[]>} isTrue: neither axis is drawn out, and neither is nothing
 */
export const shapesOf = (page, places) => page.evaluate((places, tolerance) => {
  /** @type {(root: Document | ShadowRoot) => Element[]} */
  const all = (root) => [...root.querySelectorAll('canvas, img'), ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? all(shadowRoot) : []))];
  return all(document).flatMap((element) => {
    const picture = /** @type {HTMLCanvasElement & HTMLImageElement} */ (element), style = getComputedStyle(picture);
    const host = picture.getRootNode() instanceof ShadowRoot ? /** @type {ShadowRoot} */ (picture.getRootNode()).host : picture;
    const width = picture.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const height = picture.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
    const ownWidth = picture.naturalWidth ?? picture.width, ownHeight = picture.naturalHeight ?? picture.height;
    const isEmpty = picture.tagName === 'CANVAS' && ownWidth === 300 && ownHeight === 150; // as canvases are before anything is drawn
    if (picture.getClientRects().length === 0 || !ownWidth || !ownHeight || isEmpty) return [];
    return [{
      words: `${picture.outerHTML.slice(0, 70)} in ${host.parentElement?.className || host.parentElement?.id}: ${ownWidth}x${ownHeight} shown as ${width}x${height}`,
      places: places.filter((place) => host.closest(place)),
      isTrue: width > 0 && height > 0 && Math.abs(width - (height * ownWidth) / ownHeight) <= tolerance,
    }];
  });
}, places, TOLERANCE_PX);
