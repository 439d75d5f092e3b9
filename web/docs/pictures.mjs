/**
 * The pictures that come with the page, grown by the core itself: a poster for each model and goal of the gallery (assets/posters/gallery.png), which stand there before
 * anything is fetched, the card that is shown with a link to the page (assets/pictures/card.png), and what one rule grows, as cells and as ice (assets/pictures/goals.png).
 * Usage: npm run pictures
 */
import { readFile, writeFile } from 'node:fs/promises';
import { FIRST_FLAKE, isOfFamily, mixOfFlake } from '../core/family.js';
import { mixOfGoal, weightsOf } from '../core/mix.js';
import { loadCore } from '../core/nca.js';
import { layoutOf } from '../core/shape.js';
import { enlarge, wordsOf } from '../look/bytes.js';
import { allPosters, posterPlaces } from '../page/poster-places.js';
import { pngOf } from '../look/png.js';
import { palettedPngOf } from './paletted.mjs';

/** @import { Picture } from '../look/look.js' */

/** Goals of a rule that grows others, too. */
const OF_GALLERY = ['ice-frost', 'ice-dendrite', 'ice-branch', 'ice-blade', 'ice-plate'];
const GROWN_STEP = 200, SEED = 1;
const CARD = { width: 1200, height: 630, top: [0x04, 0x0b, 0x1a], bottom: [0x1f, 0x4a, 0x77] };
/** The card tells how it grows: at these steps, so large a cell, the middle there. */
const STAGES = [
  { step: 10, cellPixels: 6, x: 120, y: 315 }, { step: 24, cellPixels: 7, x: 245, y: 315 }, { step: 44, cellPixels: 7, x: 440, y: 315 }, { step: GROWN_STEP, cellPixels: 15, x: 850, y: 315 },
];

const core = await loadCore(new Uint8Array(await readFile(new URL('../../build/wasm/nca.wasm', import.meta.url))));

/** @param {string} name @param {number[]} steps in their order @param {string} [goal] of several @returns {Promise<Picture[]>} the cells of its picture, one pixel each */
async function grow(name, steps, goal) {
  const model = core.readModel(new Uint8Array(await readFile(new URL(`../../assets/models/${name}.safetensors`, import.meta.url))));
  const sim = core.createSim(model), { padding } = model, side = model.width - 2 * padding;
  sim.setModel(model);
  if (isOfFamily(model)) sim.setMix(weightsOf(mixOfFlake(FIRST_FLAKE), layoutOf(model.config).goals));
  if (goal) sim.setMix(weightsOf(mixOfGoal((model.goalNames ?? []).indexOf(goal)), layoutOf(model.config).goals));
  sim.reset(SEED);
  return steps.map((step) => {
    sim.step(step - sim.numSteps);
    const all = sim.rgba(), rgba = new Uint8ClampedArray(side * side * 4);
    for (let y = 0; y < side; y++) {
      const from = ((y + padding) * model.width + padding) * 4;
      rgba.set(all.subarray(from, from + side * 4), y * side * 4);
    }
    return { rgba, height: side, width: side };
  });
}

/** @param {string} path in assets @param {Blob} png */
const write = async (path, png) => writeFile(new URL(`../../assets/${path}`, import.meta.url), new Uint8Array(await png.arrayBuffer()));

/** A night sky with flakes on it. @param {Picture[]} flakes one for each stage @returns {Picture} */
function card(flakes) {
  const { width, height, top, bottom } = CARD, rgba = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < rgba.length; i++) rgba[i] = (i & 3) === 3 ? 255 : top[i & 3] + ((bottom[i & 3] - top[i & 3]) * Math.floor(i / 4 / width)) / height;
  for (const [i, { cellPixels, x, y }] of STAGES.entries()) {
    const flake = flakes[i], side = flake.width * cellPixels, left = x - side / 2, above = y - side / 2;
    const large = new Uint8ClampedArray(enlarge(wordsOf(flake.rgba), flake.width, cellPixels).buffer);
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const from = (row * side + column) * 4, to = ((row + above) * width + column + left) * 4, alpha = large[from + 3] / 255;
        for (let channel = 0; channel < 3 && alpha > 0; channel++) rgba[to + channel] = alpha * large[from + channel] + (1 - alpha) * rgba[to + channel];
      }
    }
  }
  return { rgba, width, height };
}

/** All posters side by side. */
async function gallery() {
  const { width, height } = allPosters, rgba = new Uint8ClampedArray(width * height * 4);
  for (const [name, { left, side }] of posterPlaces) {
    const [poster] = OF_GALLERY.includes(name) ? await grow('ice-gallery', [GROWN_STEP], name) : await grow(name, [GROWN_STEP]);
    for (let y = 0; y < side; y++) rgba.set(poster.rgba.subarray(y * side * 4, (y + 1) * side * 4), (y * width + left) * 4);
  }
  return { rgba, width, height };
}

/** All goals of one rule, in rows of so many: as cells, and under them as its decoder draws them. @returns {Promise<Picture>} */
async function goals() {
  const COLUMNS = 6, SCALE = 4, STEP = 400;
  const model = core.readModel(new Uint8Array(await readFile(new URL('../../assets/models/ice-gallery.safetensors', import.meta.url)))), names = model.goalNames ?? [];
  const sim = core.createSim(model), decoder = core.createDecoder(model, SCALE), side = (model.width - 2 * model.padding) * SCALE, inset = model.padding * SCALE;
  const width = COLUMNS * side, height = 2 * Math.ceil(names.length / COLUMNS) * side, rgba = new Uint8ClampedArray(width * height * 4);
  sim.setModel(model);
  for (const i of names.keys()) {
    sim.setMix(weightsOf(mixOfGoal(i), names.length));
    sim.reset(SEED);
    sim.step(STEP);
    const cells = new Uint8ClampedArray(enlarge(wordsOf(sim.rgba()), model.width, SCALE).buffer), ice = decoder.rgba(sim), left = (i % COLUMNS) * side, top = 2 * Math.floor(i / COLUMNS) * side;
    for (const [row, picture] of [cells, ice].entries()) {
      for (let y = 0; y < side; y++) {
        const from = ((y + inset) * model.width * SCALE + inset) * 4;
        rgba.set(picture.subarray(from, from + side * 4), ((top + row * side + y) * width + left) * 4);
      }
    }
  }
  return { rgba, width, height };
}

await write('pictures/goals.png', await pngOf(await goals()));
await write('posters/gallery.png', await palettedPngOf(await gallery()));
await write('pictures/card.png', await pngOf(card(await grow('snowflake', STAGES.map(({ step }) => step)))));
