/** Every picture that the page shows has the shape it was made with, in all states of the page. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { PATIENCE_MS, press, see, useBrowser } from './support/browser.mjs';
import { isShown, shapesOf } from './support/pictures.mjs';
import { openStudio, untilEpoch, untilState } from './support/studio.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();
const KEPT_PX = 48;

/** @param {Page} page @param {string} state for what is said @param {Record<string, number>} wanted how many pictures there are at least, by the selector of where */
async function lookAt(page, state, wanted) {
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
  assert.deepEqual(shapes.filter(({ isTrue }) => !isTrue).map(({ words }) => words), [], state);
}

test('no picture is smeared: stage, gallery, comparison, lesson, snow, studio and kept runs', () => withPage(async (page) => {
  await lookAt(page, 'the page opened', { '#stage': 1 }); // the posters of the gallery are parts of one picture: gallery-goals.test.mjs
  for (const id of ['compare', 'lesson', 'snow']) await see(page, `#${id}`);
  await isShown(page, '#trio snowflake-nca');
  await press(page, '#inside > summary');
  await isShown(page, '#inside-channels canvas');
  await openStudio(page);
  await lookAt(page, 'the studio open', { '#lesson': 1, '.target-result': 1 }); // the stage is out of sight, and drawn as ice when it is seen again

  for (const [way, shown] of [['picture', '.suggestions img'], ['draw', '.draw-pad canvas'], ['ice', '.ice-flakes canvas']]) {
    await press(page, `#target-tab-${way}`);
    await isShown(page, shown);
    await lookAt(page, way, { [shown.split(' ')[0]]: 1 });
  }

  await press(page, '#train-start');
  await untilEpoch(page, 3);
  await lookAt(page, 'training', { '#live-frame': 1 });
  await press(page, '#train-stop');
  await untilState(page, /^Stopped/);
  await isShown(page, '.kept-run canvas');
  await lookAt(page, 'a run kept', { '.kept-run': 1 });
  const kept = await page.$eval('.kept-run canvas', (canvas) => [canvas.clientWidth, canvas.clientHeight]);
  assert.deepEqual(kept, [KEPT_PX, KEPT_PX]);
}));
