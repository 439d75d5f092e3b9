/**
 * What the figures of the lesson show, as one picture for paper (assets/posters/lesson.png): who prints before they were near the lesson has no canvas that
 * was ever drawn on. Twelve tiles of a cell a pixel, four in a row, by data-poster of their canvases; the channels, sixteen more; and the ice. Needs a built
 * page. Usage: npm run pictures
 */
import { writeFile } from 'node:fs/promises';

import { newPage, launch, openPage, serve } from './support/browser.mjs';

const SIDE = 48, IN_A_ROW = 4, STEP = 64;
/** Colours are so coarse: nobody sees it on paper, and it weighs half as much. */
const COARSE = 16;

const server = await serve(), browser = await launch(), { page } = await newPage(browser, { width: 1440, height: 900 });
await openPage(page, server.url);
await page.$eval('#lesson', (lesson) => lesson.scrollIntoView({ behavior: 'instant' }));
await page.waitForSelector('#lesson[data-ready]');
await page.$eval('#lesson-walk input', (slider, step) => {
  /** @type {HTMLInputElement} */ (slider).value = String(step);
  slider.dispatchEvent(new Event('input', { bubbles: true }));
}, STEP);
const png = await page.evaluate(async (side, inARow, coarse) => {
  dispatchEvent(new Event('beforeprint')); // which draws all figures
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const large = side * inARow, atlas = document.createElement('canvas'), context = /** @type {CanvasRenderingContext2D} */ (atlas.getContext('2d'));
  const all = /** @type {HTMLCanvasElement[]} */ ([...document.querySelectorAll('#lesson canvas')]), tiles = all.filter(({ dataset }) => dataset.poster), rows = tiles.length / inARow;
  const channels = all.filter((canvas) => canvas.closest('#figure-channels')), ice = all.find((canvas) => canvas.closest('#figure-ice'));
  [atlas.width, atlas.height] = [large, (rows + 2 * inARow) * side];
  for (const tile of tiles) {
    const [column, row] = String(tile.dataset.poster).split(' ').map(Number);
    context.drawImage(tile, column * side, row * side, side, side);
  }
  for (const [i, channel] of channels.entries()) context.drawImage(channel, (i % inARow) * side, (rows + Math.floor(i / inARow)) * side, side, side);
  if (ice) context.drawImage(ice, 0, (rows + inARow) * side, large, large);
  const picture = context.getImageData(0, 0, atlas.width, atlas.height);
  context.putImageData(new ImageData(picture.data.map((value, i) => (picture.data[i | 3] < coarse ? 0 : Math.round(value / coarse) * coarse)), atlas.width), 0, 0);
  return atlas.toDataURL().split(',')[1];
}, SIDE, IN_A_ROW, COARSE);
await writeFile(new URL('../../assets/posters/lesson.png', import.meta.url), Buffer.from(png, 'base64'));
await browser.close();
await server.close();
