/** Every picture that the page shows has the shape it was made with, in all states of the page and on a phone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { PATIENCE_MS, press, useBrowser } from './support/browser.mjs';
import { isShown, shapesOf } from './support/pictures.mjs';
import { choosePreset, openStudio, untilEpoch, untilState } from './support/studio.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();
const DESKTOP = { width: 1200, height: 800 }, PHONE = { width: 390, height: 844 };
const KEPT_PX = 48, POOL_GRID_CELLS = 40;

/** @param {Page} page @param {string} state for what is said @param {Record<string, number>} wanted how many pictures there are at least, by the selector of where */
async function lookAt(page, state, wanted) {
  for (const screen of [DESKTOP, PHONE]) {
    await page.setViewport(screen);
    const deadline = Date.now() + PATIENCE_MS;
    /** @type {Awaited<ReturnType<typeof shapesOf>>} */
    let shapes;
    /** @type {[string, number][]} */
    let lacking;
    do { // they come when they are loaded
      shapes = await shapesOf(page, Object.keys(wanted));
      lacking = Object.entries(wanted).filter(([where, count]) => shapes.filter(({ places }) => places.includes(where)).length < count);
    } while (lacking.length > 0 && Date.now() < deadline);
    assert.deepEqual(lacking, [], `${state}: pictures that there are`);
    assert.deepEqual(shapes.filter(({ isTrue }) => !isTrue).map(({ words }) => words), [], `${state}, ${screen.width} px wide`);
  }
  await page.setViewport(DESKTOP);
}

test('no picture is smeared: stage, gallery, comparison, lesson, snow, studio, pool and kept runs', () => withPage(async (page) => {
  await lookAt(page, 'the page opened', { '#stage': 1, '#gallery': 1 });
  for (const id of ['compare', 'lesson', 'snow']) await page.$eval(`#${id}`, (section) => section.scrollIntoView({ behavior: 'instant' }));
  await isShown(page, '#trio snowflake-nca');
  await press(page, '#inside > summary');
  await isShown(page, '#inside-channels canvas');
  await openStudio(page);
  await lookAt(page, 'the studio open', { '#stage': 1, '#trio': 3, '#lesson': 20, '#snow': 1, '.target-result': 1 });

  for (const [way, shown] of [['picture', '.suggestions img'], ['draw', '.draw-pad canvas'], ['ice', '.ice-flakes canvas']]) {
    await press(page, `#target-tab-${way}`);
    await isShown(page, shown);
    await lookAt(page, way, { [shown.split(' ')[0]]: 1 });
  }

  await choosePreset(page, 'healing', POOL_GRID_CELLS);
  await press(page, '#train-start');
  await untilEpoch(page, 3);
  await isShown(page, '.pool-row canvas');
  await lookAt(page, 'training', { '.pool-row': 8, '#live-frame': 1 });
  await press(page, '#train-stop');
  await untilState(page, /^Stopped/);
  await isShown(page, '.kept-run canvas');
  await lookAt(page, 'a run kept', { '.kept-run': 1 });
  const kept = await page.$eval('.kept-run canvas', (canvas) => [canvas.clientWidth, canvas.clientHeight]);
  assert.deepEqual(kept, [KEPT_PX, KEPT_PX]);
}));
