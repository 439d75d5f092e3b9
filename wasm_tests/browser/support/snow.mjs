/**
 * The snow as a hand and an eye have it.
 *
 * @import { Page } from 'puppeteer-core'
 */

/** @param {Page} page @param {number} place */
export const slide = (page, place) => page.$eval('#snow-count', (slider, place) => {
  /** @type {HTMLInputElement} */ (slider).valueAsNumber = place;
  slider.dispatchEvent(new Event('input'));
}, place);

/** What is seen on the canvas, as bytes in straight alpha. @param {Page} page */
export const snowPixels = (page) => page.$eval('#snow-canvas', (canvas) => {
  const { width, height } = /** @type {HTMLCanvasElement} */ (canvas), context = /** @type {CanvasRenderingContext2D} */ (/** @type {HTMLCanvasElement} */ (canvas).getContext('2d'));
  return Array.from(context.getImageData(0, 0, width, height).data);
});

/** Pixels that differ by more than a shade. @param {number[]} a @param {number[]} b */
export const numOther = (a, b) => a.filter((value, i) => i % 4 === 1 && Math.abs(value - b[i]) > 12).length;
