/** Cells of other kinds in the studio: chosen in plain words, trained, stopped, resumed, saved, opened again, and grown on the stage. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { costOf } from '../../web/training/model-cost.js';
import { parseSafetensors } from '../support/safetensors.js';
import { flake, press, textOf, useBrowser, waitForFlake } from './support/browser.mjs';
import { giveFile } from './support/choose-file.mjs';
import { handFile } from './support/hand-file.mjs';
import { catchFiles, save } from './support/saved-files.mjs';
import { epochOf, openStudio, setParameter, untilEpoch, untilKept, untilState } from './support/studio.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();

/** What stands in a field, and why it cannot be changed. @param {Page} page @param {string} key */
const field = async (page, key) => ({
  ...await page.$eval(`#parameter-${key}`, (input) => ({ value: /** @type {HTMLInputElement} */ (input).value, isDisabled: /** @type {HTMLInputElement} */ (input).disabled })),
  why: await textOf(page, `#parameter-${key}-why`),
});

/** @param {Page} page @param {string} kind @param {number} side of its grid */
async function chooseKind(page, kind, side) {
  await press(page, `#kind-${kind} + .card`);
  await page.waitForFunction((wanted) => /** @type {HTMLCanvasElement} */ (document.querySelector('#goal')).width === wanted, {}, side);
}

test('cells that see no direction: in a smaller size, stopped, resumed after a reload, saved as a run and opened again', () => withPage(async (page, { url }) => {
  await openStudio(page);
  assert.deepEqual(await field(page, 'turns'), { value: '1', isDisabled: true, why: 'Cells that see a direction grow the picture as it stands.' });
  await chooseKind(page, 'isotropic', 41);
  assert.deepEqual(await field(page, 'turns'), { value: '12', isDisabled: false, why: '' });
  await setParameter(page, 'channels', '12');
  await setParameter(page, 'hidden', '60');
  assert.match(await textOf(page, '#parameter-hidden-problem'), /one of the numbers that its arrows offer/);
  await setParameter(page, 'hidden', '64');
  const { numParams } = costOf({ channels: 12, hidden: 64, filters: 'isotropic' });
  assert.match(await textOf(page, '#model-cost'), new RegExp(`${numParams.toLocaleString('en')} numbers to learn.*0\\.\\d times`));
  await press(page, '#train-start');
  await untilEpoch(page, 3);
  await press(page, '#train-stop');
  await untilState(page, /^Stopped/);
  const stopped = await epochOf(page);
  await untilKept(page, stopped);
  await page.goto(`${url}#train`);
  await page.reload();
  await openStudio(page);
  await page.waitForSelector('#train-resume:not([hidden])');
  await press(page, '#train-resume');
  await untilEpoch(page, stopped + 2);
  assert.equal((await field(page, 'channels')).value, '12', 'the form shows the run');
  await press(page, '#train-stop');
  await untilState(page, /^Stopped/);

  await catchFiles(page);
  const { bytes: weights } = await save(page, 'train-save'), { bytes: run, name } = await save(page, 'train-save-run'), { metadata } = parseSafetensors(weights);
  assert.deepEqual([metadata.channels, metadata.hidden, metadata.filters, metadata.turns], ['12', '64', 'isotropic', '12']);
  assert.match(name, /\.checkpoint$/);
  await handFile(page, 'drop', 'small.safetensors', '', weights);
  await waitForFlake(page, ({ currentModel, sim }) => currentModel?.turns === 12 && sim?.numChannels === 12);

  const at = await epochOf(page);
  await giveFile(page, '#train-open-run', 'run.checkpoint', run, () => untilEpoch(page, at + 2));
  assert.deepEqual([(await field(page, 'hidden')).value, await page.$eval('#kind-isotropic', (radio) => /** @type {HTMLInputElement} */ (radio).checked)], ['64', true]);
  await press(page, '#train-stop');
  await untilState(page, /^Stopped/);
}));

test('a texture: what does not fit has its reason; it is trained, resumed, and goes on round the edge on the stage', () => withPage(async (page) => {
  await openStudio(page);
  await chooseKind(page, 'texture', 40);
  assert.deepEqual(await field(page, 'padding'), { value: '0', isDisabled: true, why: 'A texture fills the grid.' });
  assert.deepEqual(await field(page, 'turns'), { value: '1', isDisabled: true, why: 'A texture is compared wherever its parts lie, so turning it changes nothing.' });
  await press(page, '#train-start');
  await untilEpoch(page, 3);
  await press(page, '#train-stop');
  await untilState(page, /^Stopped/);
  const stopped = await epochOf(page);
  await press(page, '#train-continue');
  await untilEpoch(page, stopped + 2);
  await press(page, '#train-stop');
  await untilState(page, /^Stopped/);
  await press(page, '#train-use');
  await waitForFlake(page, ({ currentModel }) => currentModel?.match === 'texture');
  assert.deepEqual(await flake(page, (element) => { const { alive, edge } = element.currentModel?.config ?? {}; return [alive, edge]; }), ['none', 'torus']);
  await page.select('#train-from', 'ice-rosette');
  await page.waitForFunction(() => /** @type {HTMLInputElement} */ (document.querySelector('#kind-isotropic')).checked);
  assert.deepEqual(await field(page, 'filters'), { value: 'isotropic', isDisabled: true, why: 'The weights that it begins with have their own.' });
  assert.equal((await field(page, 'turns')).value, '12');
}));
