/** What a visitor does on the page, step by step, each from a fresh page; numbers of the automaton tell whether it worked. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

import { loadCore } from '../../../web/core/nca.js';
import { readGif } from '../../support/gif.js';
import { epochOf, untilEpoch } from './studio.mjs';

/** @import { Visitor } from './visitor.mjs' */

/** How often the screen is looked at before what it shows is wrong. */
const FRAME_LOOKS = 25;
const SIDE = 50, FNV_START = 0x811c9dc5, FNV_PRIME = 0x01000193;

const bytesOf = async (/** @type {string} */ path) => new Uint8Array(await readFile(new URL(`../../../${path}`, import.meta.url)));

/** The flake of the page in node, to the last bit. @param {number} numSteps */
async function grownInNode(numSteps) {
  const core = await loadCore(await bytesOf('build/wasm/nca.wasm')), sim = core.createSim({ height: SIDE, width: SIDE });
  sim.setModel(core.readModel(await bytesOf('assets/models/snowflake.safetensors')));
  sim.reset(1);
  sim.step(numSteps);
  const bits = new Uint32Array(sim.state.buffer, sim.state.byteOffset, sim.state.length);
  return { bits: bits.reduce((hash, each) => Math.imul(hash ^ each, FNV_PRIME) >>> 0, FNV_START), rgba: sim.rgba() };
}

/** @param {Visitor} visitor @returns {Promise<any[]>} what was done to the flake */
const editsOf = (visitor) => visitor.ask(() => /** @type {any} */ (document.querySelector('#flake')).timeline.record.edits.map((/** @type {any} */ { edit }) => edit));

/** Where the whole grid is seen, of which the flake's own surroundings are shown. @param {Visitor} visitor */
async function gridOf(visitor) {
  const box = await visitor.box('#flake');
  const { first, last } = await visitor.ask((side) => {
    const flake = /** @type {any} */ (document.querySelector('#flake'));
    return { first: flake.placeOf(0, 0), last: flake.placeOf(side, side) };
  }, SIDE);
  return { x: box.x + first.x, y: box.y + first.y, cellPx: (last.x - first.x) / SIDE };
}

/** Drag over the flake: places as shares of the grid. @param {Visitor} visitor @param {[number, number][]} places */
async function drawOn(visitor, places) {
  const { x, y, cellPx } = await gridOf(visitor);
  await visitor.driver.drag(places.map(([across, down]) => ({ x: x + across * SIDE * cellPx, y: y + down * SIDE * cellPx })));
}

/** Draw it so: by the switch on the stage, as a visitor does. @param {Visitor} visitor @param {'cells' | 'fine'} look */
async function drawAs(visitor, look) {
  await visitor.until(() => document.querySelector('.looks') !== null);
  await visitor.click(`.looks label:has([value="${look}"])`);
  await visitor.until((look) => /** @type {any} */ (document.querySelector('#flake')).activeView === look, look);
}

/** The flake has come to that step, which it goes to in its frames. @param {Visitor} visitor @param {number} step */
const untilStep = (visitor, step) => visitor.until((step) => /** @type {any} */ (document.querySelector('#flake')).numSteps === step, step);

/** @typedef {{ renderer: string }} Browser */
/** @type {Readonly<Record<string, (visitor: Visitor, browser: Browser) => Promise<void>>>} */
export const STEPS = Object.freeze({
  async 'a flake grows by itself, to the same bits as anywhere, and the screen shows its cells'(visitor, { renderer }) {
    assert.equal(await visitor.flake('activeRenderer'), renderer);
    await visitor.until(() => Number(document.querySelector('#meter-step')?.textContent) > 30);
    assert.ok(await visitor.flake('numAlive') > 300);
    await visitor.grow(100);
    const { bits, rgba } = await grownInNode(100);
    assert.equal(await visitor.bits(), bits);

    await drawAs(visitor, 'cells');
    await visitor.ask(() => { // what lies over it
      for (const over of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('#stage > :not(#flake)'))) over.style.visibility = 'hidden';
    });
    const { x, y, cellPx } = await gridOf(visitor);
    const box = await visitor.box('#flake'), placeOf = (/** @type {number} */ cell) => ({ x: x + ((cell % SIDE) + 0.5) * cellPx, y: y + (Math.floor(cell / SIDE) + 0.5) * cellPx });
    const isSeen = (/** @type {{ x: number, y: number }} */ { x, y }) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height; // the margins of the grid are not
    const cells = Array.from({ length: SIDE * SIDE }, (_, cell) => cell).filter((cell) => isSeen(placeOf(cell)) && (rgba[4 * cell + 3] > 250 || rgba[4 * cell + 3] === 0));
    const points = cells.map(placeOf);
    const isShown = async () => {
      const colours = await visitor.coloursAt(points);
      return cells.map((cell, i) => {
        if (rgba[4 * cell + 3] === 0) return colours[i][0] < 60; // the night
        return colours[i].every((value, channel) => Math.abs(value - rgba[4 * cell + channel]) <= 8);
      });
    };
    const numIce = cells.filter((cell) => rgba[4 * cell + 3] > 250).length;
    assert.ok(numIce > 200, `${numIce} are ice`);
    let numWrong = Infinity;
    for (let look = 0; look < FRAME_LOOKS && numWrong >= 0.02 * cells.length; look++) { // a browser puts its frame on the screen when it comes to it
      await wait(200);
      numWrong = (await isShown()).filter((is) => !is).length;
    }
    assert.ok(numWrong < 0.02 * cells.length, `${numWrong} of ${cells.length} cells are shown wrong`);
  },

  async 'play, pause, step, back, scrub, undo, redo, restart'(visitor) {
    await visitor.click('#play');
    assert.equal(await visitor.text('#play-label'), 'Play');
    await visitor.grow(100);
    const at100 = await visitor.bits();
    await visitor.flake('wound', 36, 36, 6);
    const wounded = await visitor.bits();
    await visitor.flake('step', 20);
    const at120 = await visitor.bits();
    await visitor.click('#back');
    await untilStep(visitor, 119);
    await visitor.click('#step');
    assert.equal(await visitor.bits(), at120);
    await visitor.click('#time'); // its middle
    const scrubbed = Number(await visitor.ask(() => /** @type {HTMLInputElement} */ (document.querySelector('#time')).value));
    assert.ok(Math.abs(scrubbed - 60) < 6, `at ${scrubbed}`);
    await untilStep(visitor, scrubbed);
    await visitor.focus('#time');
    await visitor.keys('Home');
    await untilStep(visitor, 0);
    await visitor.keys('End');
    await untilStep(visitor, 120);
    assert.equal(await visitor.bits(), at120);
    await visitor.click('#undo');
    await untilStep(visitor, 100);
    assert.equal(await visitor.bits(), at100);
    await visitor.click('#redo');
    assert.equal(await visitor.bits(), wounded);
    await visitor.click('#restart');
    assert.equal(await visitor.flake('paused'), false);
    await visitor.until(() => { const { numSteps } = /** @type {any} */ (document.querySelector('#flake')); return numSteps > 5 && numSteps < 95; });
  },

  async 'the five tools by mouse'(visitor) {
    for (const [tool, places, types] of /** @type {[string, [number, number][], string[]][]} */ ([
      ['wound', [[0.5, 0.2], [0.5, 0.35], [0.5, 0.5]], ['wound disc']],
      ['cut', [[0.3, 0.3], [0.5, 0.5], [0.7, 0.7]], ['wound band']],
      ['half', [[0.5, 0.5], [0.5, 0.7]], ['wound half']],
      ['noise', [[0.5, 0.5]], ['noise disc']],
      ['seed', [[0.11, 0.51]], ['seed']], // in the gap between two arms, where no button of the stage lies over it
    ])) {
      await visitor.grow(100);
      const before = await visitor.flake('numAlive');
      await visitor.click(`.segmented label:has([value="${tool}"])`);
      assert.equal(await visitor.flake('tool'), tool);
      await drawOn(visitor, places);
      const edits = await editsOf(visitor), after = await visitor.flake('numAlive');
      assert.deepEqual([...new Set(edits.map(({ type, wound }) => (wound ? `${type} ${wound.shape}` : type)))], types, tool);
      if (tool === 'wound') assert.ok(edits.length > 5 && after < before - 20, `${edits.length} dabs, ${before} to ${after}`);
      if (tool === 'cut') assert.ok(Math.abs(edits[0].wound.angle - 0.75 * Math.PI) < 0.02 && after < before - 60, `at ${edits[0].wound.angle}, ${before} to ${after}`);
      if (tool === 'half') assert.ok(Math.abs(after - before / 2) < 0.1 * before, `${before} to ${after}`);
      if (tool === 'seed') assert.equal(after, before + 9);
      assert.ok(await visitor.ask(() => /** @type {any} */ (document.querySelector('#flake')).shadowRoot.querySelector('.cut').hidden), 'the line of a cut is gone');
    }
  },

  async 'the five tools by keyboard'(visitor) {
    for (const [i, type] of ['wound', 'wound', 'wound', 'noise', 'seed'].entries()) {
      await visitor.grow(100);
      await visitor.focus('.tools input:checked');
      if (i > 0) await visitor.keys('ArrowRight');
      const before = await visitor.bits();
      await visitor.focus('#flake');
      await visitor.keys('ArrowLeft', 'ArrowUp', ...(i === 2 ? ['.', '.'] : []), ...(i === 4 ? Array(30).fill('ArrowUp') : []));
      assert.ok(await visitor.ask(() => { const brush = /** @type {any} */ (document.querySelector('#flake')).shadowRoot.querySelector('.brush'); return !brush.hidden && brush.offsetWidth >= 8; }));
      await visitor.keys('Enter');
      const edits = await editsOf(visitor);
      assert.deepEqual(edits.map((edit) => edit.type), [type]);
      assert.ok(await visitor.bits() !== before);
    }
    await visitor.keys('z');
    assert.equal((await editsOf(visitor)).length, 0);
    await visitor.keys('s', 's', 'b');
    await untilStep(visitor, 101);
    await visitor.keys('p');
    assert.equal(await visitor.flake('paused'), false);
    await visitor.keys('r');
    assert.ok(await visitor.flake('numSteps') < 100);
    await visitor.keys('Escape');
    assert.equal(await visitor.ask(() => document.activeElement?.id === 'flake'), false);
  },

  async 'the view: buttons, wheel, keys, and moved by hand'(visitor) {
    await visitor.grow(100);
    const view = () => visitor.flake('camera');
    await visitor.focus('#flake');
    const { x, y, cellPx } = await gridOf(visitor), width = SIDE * cellPx, aside = { x: x + 0.75 * width, y: y + 0.5 * width };
    await visitor.driver.wheel(aside, -100);
    await wait(300);
    assert.equal((await view()).zoom, 1, 'the wheel alone scrolls the page');
    await visitor.box('#flake');
    await visitor.driver.wheel(aside, -400, { withCtrl: true });
    await visitor.until(() => /** @type {any} */ (document.querySelector('#flake')).camera.zoom > 1.2);
    const seen = await view();
    assert.ok(seen.x > 0.5, 'towards the pointer');
    await visitor.driver.drag([{ x: x + 0.4 * width, y: y + 0.5 * width }, { x: x + 0.6 * width, y: y + 0.5 * width }], { withShift: true });
    assert.ok((await view()).x < seen.x);
    assert.equal((await editsOf(visitor)).length, 0, 'moving is no wound');
    await visitor.keys('0');
    assert.deepEqual(await view(), { zoom: 1, x: 0.5, y: 0.5 });
    await visitor.keys('+');
    assert.ok((await view()).zoom > 1.1);
    await visitor.click('#zoom-in');
    const larger = (await view()).zoom;
    await visitor.click('#zoom-out');
    assert.ok((await view()).zoom < larger);
    await visitor.click('#zoom-all');
    assert.equal((await view()).zoom, 1);
  },

  async 'a model chosen in the gallery grows from one cell, or goes on with the cells where that is asked for'(visitor) {
    await visitor.grow(120);
    await visitor.click('#gallery label:has([value="snowman"])');
    await visitor.until(() => /** @type {any} */ (document.querySelector('#flake')).modelTitle === 'Snowman');
    assert.ok(await visitor.flake('numSteps') < 120);
    await visitor.click('#gallery label:has([value="snowflake"])');
    await visitor.until(() => /** @type {any} */ (document.querySelector('#flake')).modelTitle === 'Snowflake');
    await visitor.grow(120);
    const before = await visitor.bits();
    await visitor.click('#morph');
    await visitor.click('#gallery label:has([value="ice-star"])');
    await visitor.until(() => /** @type {any} */ (document.querySelector('#flake')).modelTitle === 'Ice star');
    assert.deepEqual([await visitor.bits(), await visitor.flake('numSteps')], [before, 120]);
    await visitor.flake('step', 60);
    await visitor.click('#undo');
    assert.deepEqual([await visitor.flake('modelTitle'), await visitor.bits()], ['Snowflake', before]);
    assert.equal(await visitor.ask(() => /** @type {HTMLInputElement} */ (document.querySelector('#gallery :checked')).value), 'snowflake');
    await visitor.focus('#gallery :checked');
    await visitor.keys('ArrowRight');
    await visitor.until(() => /** @type {any} */ (document.querySelector('#flake')).modelTitle === 'Snow crystals');
  },

  async 'brush, speed, rotation, fire rate, grid'(visitor) {
    await visitor.grow(60);
    await visitor.focus('#brush');
    await visitor.keys('End');
    assert.equal(await visitor.flake('brush'), 8);
    await visitor.driver.drag([await visitor.point('#brush', 0.04), await visitor.point('#brush', 0.5)]);
    assert.ok(Math.abs(await visitor.flake('brush') - 4.25) <= 0.5, 'dragged to the middle');
    await visitor.focus('#speed');
    await visitor.keys('End', 'ArrowLeft');
    assert.deepEqual([await visitor.flake('speed'), await visitor.text('#speed-value')], [300, '300 steps a second']);
    const before = await visitor.bits();
    await visitor.click('#more summary');
    await visitor.focus('#angle');
    await visitor.keys(...Array(9).fill('ArrowRight'));
    assert.deepEqual([await visitor.flake('angle'), await visitor.text('#angle-value')], [45, '45°']);
    await visitor.focus('#fire-rate');
    await visitor.keys('End');
    assert.equal(await visitor.flake('fireRate'), 1);
    await visitor.flake('step', 30);
    await visitor.click('#undo');
    await visitor.click('#undo');
    assert.equal(await visitor.bits(), before);
    await visitor.choose('#size', '512');
    await visitor.until(() => /** @type {any} */ (document.querySelector('#flake')).sim.height === 512);
    await visitor.flake('step', 100);
    assert.ok(await visitor.flake('numAlive') > 300);
    await visitor.flake('play');
    await visitor.until(() => /** @type {any} */ (document.querySelector('#flake')).numSteps > 130);
    await visitor.choose('#size', '');
    await visitor.until(() => /** @type {any} */ (document.querySelector('#flake')).sim.height === 72);
  },

  async 'meters: the error falls, and a wound is told from its healing'(visitor) {
    await visitor.grow(300);
    await visitor.untilText('#meter-error', /e−5$/);
    await drawOn(visitor, [[0.5, 0.5]]);
    await visitor.untilText('#meter-healed', /^wounded$/);
    await visitor.flake('play');
    await visitor.untilText('#meter-healed', /^\d+$/);
    const steps = Number(await visitor.text('#meter-healed'));
    assert.ok(steps > 10 && steps < 500, `${steps} steps`);
  },

  async 'the inside of the cells'(visitor) {
    await visitor.grow(100);
    await visitor.click('#inside summary');
    await visitor.until(() => document.querySelectorAll('#inside-channels canvas').length === 16);
    await visitor.click('.wordmark'); // a mouse that rests where the page has moved the flake beneath it chooses a cell, too
    await visitor.focus('#flake');
    await visitor.keys('ArrowLeft');
    await visitor.untilText('#inside-where', /Column 25, row 26/);
    const { where, shown, values } = await visitor.ask(() => {
      const where = document.querySelector('#inside-where')?.textContent ?? '', [column, row] = (where.match(/\d+/g) ?? []).map(Number), cell = (row - 1) * 50 + column - 1;
      return {
        where, shown: [...document.querySelectorAll('#inside-values .value')].map((value) => Number(value.textContent?.replace('−', '-'))),
        values: /** @type {number[]} */ ([.../** @type {any} */ (document.querySelector('#flake')).sim.state.subarray(cell * 16, (cell + 1) * 16)]),
      };
    });
    assert.deepEqual([shown.length, values.length], [16, 16]);
    for (const [i, value] of values.entries()) assert.ok(Math.abs(shown[i] - value) <= 0.0051, `${where}, channel ${i}: ${shown[i]} shown, ${value} is`);
  },

  async 'three flakes side by side: only one of them heals'(visitor) {
    await visitor.box('#compare');
    await visitor.until(() => [.../** @type {NodeListOf<any>} */ (document.querySelectorAll('#trio snowflake-nca'))].filter((each) => each.numAlive > 0).length === 3);
    const trio = (/** @type {string} */ name, /** @type {number[]} */ ...given) => visitor.ask((name, given) => [...document.querySelectorAll('#trio snowflake-nca')].map((each) => {
      const value = /** @type {any} */ (each)[name];
      return typeof value === 'function' ? void value.call(each, ...given) : value;
    }), name, given);
    await visitor.click('#compare-play');
    assert.deepEqual(await trio('paused'), [true, true, true]);
    await trio('restart');
    await trio('step', 96);
    const before = await trio('numAlive');
    await visitor.click('#compare-half');
    const after = await trio('numAlive');
    before.forEach((count, i) => assert.ok(Math.abs(after[i] - count / 2) < 0.2 * count, `${before} to ${after}`));
    await visitor.click('#trio figure:nth-child(2) snowflake-nca');
    assert.deepEqual(await visitor.ask(() => [...document.querySelectorAll('#trio snowflake-nca')].map((each) => /** @type {any} */ (each).timeline.record.edits.length)), [2, 2, 2]);
    await trio('step', 500);
    const percents = await visitor.ask(() => [...document.querySelectorAll('#trio .meter')].map((meter) => Number(/^([\d.]+)% like its picture at step/.exec(meter.textContent ?? '')?.[1])));
    assert.ok(percents[2] > 99.5 && percents[0] < 90, String(percents));
    await visitor.click('#compare-restart');
    await visitor.until(() => /** @type {any} */ (document.querySelector('#trio snowflake-nca')).numSteps < 400);
  },

  async 'the figures of the lesson are alive'(visitor) {
    await visitor.box('#lesson');
    await visitor.until(() => document.querySelector('#lesson[data-ready]') !== null);
    for (const figure of ['perception', 'update', 'fire', 'life', 'channels', 'training', 'ice']) {
      await visitor.box(`#figure-${figure}`);
    }
    await visitor.until(() => Number(/\d+/.exec(document.querySelector('#lesson-walk [data-part="step"]')?.textContent ?? '')?.[0]) > 30);
    const lit = (/** @type {string} */ selector) => visitor.ask(async (selector) => {
      for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
      const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector(selector));
      return canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data.filter((value, i) => i % 4 === 3 && value > 25).length ?? 0;
    }, selector);
    for (const figure of ['perception [data-part="slope-x"]', 'update [data-part="change"]', 'fire [data-part="mask"]', 'life [data-part="life"]', 'channels canvas', 'ice canvas']) {
      await visitor.box(`#figure-${figure}`);
      assert.ok(await lit(`#figure-${figure}`) > 20, figure);
    }
    const [firing, alive] = ((await visitor.text('#figure-fire [data-part="share"]')).replaceAll(',', '').match(/\d+/g) ?? []).map(Number);
    assert.ok(firing > 0.3 * alive && firing < 0.7 * alive, `${firing} of ${alive}`);

    await visitor.click('#figure-perception label:has([value="disc"])');
    assert.ok(await lit('#figure-perception [data-part="slope-x"]') < 400, 'the edge alone');
    await visitor.driver.drag([await visitor.point('#figure-cell [data-part="frame"]', 20.5 / 48, 30.5 / 48)]);
    await visitor.untilText('#lesson-cell-where', /Column 21, row 31/);
    await visitor.keys('ArrowRight', 'ArrowUp');
    await visitor.untilText('#lesson-cell-where', /Column 22, row 30/);
    await visitor.focus('#lesson-learnt');
    await visitor.keys('Home');
    await visitor.until(() => Number(document.querySelector('#figure-training [data-part="error"]')?.textContent) > 0.1);
    await visitor.keys('End');
    await visitor.until(() => Number(document.querySelector('#figure-training [data-part="error"]')?.textContent) < 0.005);
  },

  async 'it snows, stands still, and goes on'(visitor) {
    const meter = async (/** @type {string} */ id) => Number((await visitor.text(id)).replaceAll(',', ''));
    await visitor.box('#snow-frame');
    await visitor.until(() => Number(document.querySelector('#snow-alive')?.textContent?.replaceAll(',', '')) > 3000);
    await visitor.click('#snow-play');
    // Those that nobody has seen yet grow to their end
    await visitor.until(async () => {
      const steps = () => document.querySelector('#snow-steps')?.textContent, before = steps();
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return steps() === before;
    });
    const still = await meter('#snow-steps');
    await visitor.click('#snow-play');
    await visitor.until((still) => Number(document.querySelector('#snow-steps')?.textContent?.replaceAll(',', '')) > still + 20, still);
    await visitor.focus('#snow-count');
    await visitor.keys('Home');
    assert.equal(await visitor.text('#snow-count-value'), '1 flake');
    await visitor.until(() => Number(document.querySelector('#snow-alive')?.textContent?.replaceAll(',', '')) < 1700);
    const box = await visitor.box('#snow-canvas'), columns = Array.from({ length: 60 }, (_, i) => i);
    const colours = await visitor.coloursAt(columns.flatMap((column) => columns.map((row) => ({ x: box.x + ((column + 0.5) / 60) * box.width, y: Math.max(box.y, 0) + ((row + 0.5) / 60) * Math.min(box.height, 700) }))));
    assert.ok(colours.filter(([, green]) => green > 150).length > 5, 'there is ice in the sky');
  },

  async 'a picture, a GIF, a video where there is one'(visitor) {
    await visitor.catchFiles();
    await visitor.grow(90);
    await drawOn(visitor, [[0.4, 0.5], [0.55, 0.5]]);
    await visitor.flake('step', 60);
    for (const [look, width] of /** @type {const} */ ([['cells', 1144], ['fine', 2068]])) {
      await drawAs(visitor, look);
      const picture = await visitor.save('#keep-picture');
      assert.equal(picture.name, 'snowflake.png');
      assert.equal(new DataView(picture.bytes.buffer, picture.bytes.byteOffset).getUint32(16), width, look);
    }
    await drawAs(visitor, 'cells');
    const film = await visitor.save('#keep-gif'), { width, frames } = readGif(film.bytes);
    assert.ok(film.name === 'snowflake.gif' && width === 440 && frames.length > 60 && frames.length <= 160, `${film.name}, ${width} wide, ${frames.length} frames`);
    if (await visitor.ask(() => /** @type {HTMLElement} */ (document.querySelector('#keep-video')).hidden)) return;
    const video = await visitor.save('#keep-video');
    assert.equal(video.name, 'snowflake.mp4');
    assert.equal(String.fromCharCode(...video.bytes.subarray(4, 8)), 'ftyp');
    assert.ok(video.bytes.length > 20_000, `${video.bytes.length} bytes`);
  },

  async 'a link brings back the very same flake'(visitor) {
    await visitor.grow(90);
    await drawOn(visitor, [[0.4, 0.5], [0.55, 0.5]]);
    await visitor.flake('step', 40);
    await visitor.click('#keep-link');
    await visitor.untilText('#messages', /link/);
    const hash = await visitor.ask(() => location.hash), before = await visitor.bits();
    assert.match(hash, /^#s2=/);
    await visitor.open(hash);
    await visitor.untilText('#messages', /the link tells of/);
    await visitor.until(() => /** @type {any} */ (document.querySelector('#flake')).numSteps === 130);
    assert.deepEqual([await visitor.bits(), await visitor.flake('paused')], [before, true]);
    assert.ok((await editsOf(visitor)).length > 3);
  },

  async 'a model is dropped on the page and saved again'(visitor) {
    const core = await loadCore(await bytesOf('build/wasm/nca.wasm')), snowman = core.readModel(await bytesOf('assets/models/snowman.safetensors'));
    const model = { ...snowman, params: snowman.params.map((each, i) => (i === 100 ? each + 1e-3 : each)), name: 'Mine' }; // by its content it is another one
    await visitor.drop('mine.safetensors', '', core.writeWeights(model));
    await visitor.untilText('#messages', /Growing from Mine/);
    await visitor.flake('pause');
    await visitor.flake('restart');
    await visitor.flake('step', 90);
    assert.ok(await visitor.flake('numAlive') > 300);
    await visitor.untilText('#gallery label:has(:checked)', /^\s*Mine\s*$/); // it is kept before it is shown there
    await visitor.catchFiles();
    const { name, bytes } = await visitor.save('#save-weights');
    assert.equal(name, 'mine.safetensors');
    assert.deepEqual(core.readModel(bytes).params, model.params);
  },

  async 'the studio trains, pauses, goes on, and its weights grow on the stage'(visitor) {
    await visitor.openTrainer();
    await visitor.click('#train-start');
    await untilEpoch(visitor, 1);
    const first = Number(await visitor.text('#train-loss'));
    await untilEpoch(visitor, 50);
    await visitor.click('#train-pause');
    await visitor.untilText('#train-state', /^Paused/);
    let paused = await epochOf(visitor);
    for (let before = NaN; paused !== before; paused = await epochOf(visitor)) { // the epoch under way is counted yet; then it stands, or this never ends
      before = paused;
      await wait(1000);
    }
    const loss = Number(await visitor.text('#train-loss'));
    assert.ok(loss < 0.7 * first, `the loss fell from ${first} to ${loss}`);
    await visitor.click('#train-use');
    await visitor.untilText('#messages', /now grows from the weights of epoch/);
    assert.equal((await visitor.flake('currentModel')).epochs, paused);
    await visitor.click('#train-pause');
    await untilEpoch(visitor, paused + 5);
    await visitor.click('#train-stop');
    await visitor.untilText('#train-state', /^Stopped/);
  },
});
