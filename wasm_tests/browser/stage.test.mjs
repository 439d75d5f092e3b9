/** The page as a visitor uses it: by mouse, finger and keyboard. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { besides, flake, frames, MANY_FRAMES, textOf, untilHidden, untilSame, useBrowser, waitForFlake } from './support/browser.mjs';
import { handFile } from './support/hand-file.mjs';
import { untilTold } from './support/told.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();

/** The middle of the flake's box in the window. @param {Page} page */
const middleOfFlake = (page) => flake(page, (element) => {
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  const box = element.getBoundingClientRect();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, side: box.width };
});

/** Grown and standing still. @param {Page} page */
async function grow(page) {
  await flake(page, (element) => { element.pause(); element.restart(); element.step(80); });
}

test('a flake grows, comes to rest where it is told to, and the meters follow', () => withPage(async (page) => {
  await flake(page, (element) => { element.restAt = 96; element.restart(); });
  await waitForFlake(page, (element) => element.isResting);
  assert.equal(await flake(page, (element) => element.numSteps), 96);
  assert.ok(await flake(page, (element) => element.numAlive) > 300);
  await page.waitForFunction(() => document.querySelector('#meter-step')?.textContent === '96');
  await untilTold(page, /rests at step 96/);
  await page.click('#play');
  await waitForFlake(page, (element) => element.numSteps > 96);
}));

test('the flake of the page lasts, and closes a wound to its heart', () => withPage(async (page) => {
  const alive = await flake(page, (element) => {
    element.pause();
    element.restart();
    element.step(2000);
    const grown = element.numAlive;
    element.wound(25, 25, 8);
    const wounded = element.numAlive;
    element.step(500);
    return { grown, wounded, healed: element.numAlive };
  });
  assert.ok(alive.grown > 600 && alive.wounded < alive.grown - 60, JSON.stringify(alive));
  assert.ok(Math.abs(alive.healed - alive.grown) < 0.03 * alive.grown, JSON.stringify(alive));
}));

test('the gallery has a picture of each model at once, before any of them is fetched; what is pointed at grows', () => withPage(async (page) => {
  const pictures = () => page.$$eval('#gallery label', (labels) => labels.map((label) => /** @type {HTMLElement | null} */ (label.querySelector('.poster'))?.style.backgroundImage ? label.querySelector('.poster')?.clientWidth ?? 0 : 0));
  assert.ok((await pictures()).length >= 10 && (await pictures()).every((width) => width > 20));
  await page.hover('#gallery label:has([value="snowman"])');
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector('#gallery label:has([value="snowman"]) snowflake-nca'))?.numSteps > 20);
  assert.equal((await pictures()).filter((width) => width === 0).length, 1, 'that one alone');
}));

/** Where the flake is the next time that something happens to it: it goes on at once. @param {Page} page @param {string} type of the event */
async function atNext(page, type) {
  await flake(page, /** @type {any} */ (new Function('element', `element.addEventListener('${type}', () => {
    globalThis.seen = { step: element.numSteps, canUndo: element.timeline.canUndo };
  }, { once: true }); delete globalThis.seen;`)));
  return async () => (await page.waitForFunction('globalThis.seen', { polling: 50 })).jsonValue();
}

describe('another model is chosen in the gallery', () => {
  const names = (/** @type {Page} */ page) => page.$$eval('#gallery input', (inputs) => inputs.map((input) => /** @type {HTMLInputElement} */ (input).value));
  /** @param {Page} page @param {string} name */
  const choose = async (page, name) => {
    const title = await page.$eval(`#gallery label:has([value="${name}"])`, (label) => label.textContent);
    await page.click(`#gallery label:has([value="${name}"])`);
    await page.waitForFunction((want) => /** @type {any} */ (document.querySelector('#flake')).modelTitle === want, {}, title);
  };

  test('it grows what the button shows, from one cell, whatever was there', () => withPage(async (page) => {
    const all = await names(page);
    assert.ok(all.length >= 10 && all[0] === 'snowflake');
    for (const name of [...all.slice(1), all[0]].filter((each) => each !== 'ice-floes' && !each.startsWith('ice-gallery '))) { // of which there is no one picture; which turn into one another: gallery-goals.test.mjs
      await flake(page, (element) => { element.plantSeed(9, 9); element.step(150); element.pause(); });
      const begun = await atNext(page, 'play');
      await choose(page, name);
      assert.deepEqual(await begun(), { step: 0, canUndo: false });
      const { side, padding, likeness } = await flake(page, (element) => {
        element.pause();
        element.restart();
        element.step(96);
        const { currentModel: model, sim } = element;
        /** @type {number | undefined} */
        let likeness;
        return new Promise((resolve) => {
          element.addEventListener('step', (event) => {
            ({ likeness } = /** @type {CustomEvent} */ (event).detail);
            if (likeness !== undefined) resolve({ side: sim?.height ?? 0, padding: ((sim?.height ?? 0) - ((model?.height || 32) - 2 * (model?.padding ?? 0))) / 2, likeness });
          });
          element.step(1);
        });
      });
      assert.ok(side === ({ 'blog-snowflake': 40, 'ice-rosette': 31 }[name] ?? 50) && padding < 0.13 * side, `${name}: the picture fills a grid of ${side}`);
      assert.ok(likeness > (name === 'blog-snowflake' ? 0.8 : 0.9), `${name} is ${likeness} like its picture`);
    }
  }));

  test('of a texture it is said that it is one, and no wound of it heals to a place', () => withPage(async (page) => {
    await choose(page, 'ice-floes');
    await waitForFlake(page, (element) => element.numSteps > 20);
    await page.waitForFunction(() => /^a texture/.test(document.querySelector('#likeness')?.textContent ?? ''));
    await flake(page, (element) => { element.pause(); element.wound(20, 20, 6); element.step(8); });
    await frames(page, 3);
    assert.deepEqual(await page.evaluate(() => ['meter-error', 'meter-healed'].map((id) => document.getElementById(id)?.textContent)), ['a texture', 'a texture']);
  }));

  test('or goes on with the cells that are there, where that is asked for, and can be undone', () => withPage(async (page) => {
    const all = await names(page);
    assert.equal(await page.$eval('#gallery input:checked', (input) => /** @type {HTMLInputElement} */ (input).value), 'snowflake');
    await page.click('#morph');
    await flake(page, (element) => { element.pause(); element.restart(); element.step(120); });
    for (const name of all.slice(1, 5)) {
      const [step, alive] = await flake(page, (element) => [element.numSteps, element.numAlive]);
      await choose(page, name);
      assert.deepEqual(await flake(page, (element) => [element.numSteps, element.numAlive, element.sim?.height]), [step, alive, 50], `${name} keeps the grid`);
      await flake(page, (element) => element.step(5));
    }
    for (let i = 1; i < 5; i++) await page.click('#undo');
    assert.equal(await page.$eval('#gallery input:checked', (input) => /** @type {HTMLInputElement} */ (input).value), 'snowflake');
    await page.focus('#gallery input:checked');
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction((title) => /** @type {any} */ (document.querySelector('#flake')).modelTitle === title, {},
      await page.$eval(`#gallery label:has([value="${all[1]}"])`, (label) => label.textContent));
    await page.click('#restart');
    await waitForFlake(page, (element) => element.numSteps > 60 && element.numAlive > 100);
  }));
});

test('play, pause, one step, restart', () => withPage(async (page) => {
  await page.click('#play');
  assert.equal(await textOf(page, '#play-label'), 'Play');
  const at = await flake(page, (element) => element.numSteps);
  await page.click('#step');
  await page.click('#step');
  assert.equal(await flake(page, (element) => element.numSteps), at + 2);
  const begun = await atNext(page, 'play');
  await page.click('#restart');
  assert.equal(await flake(page, (element) => element.paused), false);
  assert.deepEqual(await begun(), { step: 0, canUndo: false });
}));

test('a seed of several digits is typed while it plays', () => withPage(async (page) => {
  await flake(page, (element) => element.play());
  await page.$eval('#seed', (field) => { field.closest('details')?.setAttribute('open', ''); /** @type {HTMLInputElement} */ (field).select(); });
  for (const digit of '4321') {
    await page.keyboard.type(digit);
    const at = await flake(page, (element) => element.numSteps);
    await page.waitForFunction((from) => /** @type {any} */ (document.querySelector('#flake')).numSteps > from + 6, {}, at);
  }
  await page.keyboard.press('Enter');
  assert.equal(await flake(page, (element) => element.seed), 4321);
}));

test('the speed slider sets steps a second', () => withPage(async (page) => {
  await page.focus('#speed');
  await page.keyboard.press('End');
  assert.equal(await flake(page, (element) => element.speed), Infinity);
  assert.equal(await textOf(page, '#speed-value'), 'as fast as it goes');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await flake(page, (element) => element.speed), 300);
  assert.equal(await textOf(page, '#speed-value'), '300 steps a second');
  await page.keyboard.press('Home');
  assert.equal(await flake(page, (element) => element.speed), 1);
  assert.equal(await page.$eval('#speed', (slider) => slider.getAttribute('aria-valuetext')), '1 step a second');
}));

describe('wounds and seeds', () => {
  test('by mouse: a press, and a longer drag', () => withPage(async (page) => {
    await grow(page);
    const { x, y, side } = await middleOfFlake(page), alive = () => flake(page, (element) => element.numAlive);
    const whole = await alive();
    await page.mouse.click(x, y);
    const pressed = await alive();
    assert.ok(pressed < whole, `${whole} to ${pressed}`);
    await page.mouse.move(x - side / 3, y);
    await page.mouse.down();
    await page.mouse.move(x + side / 3, y, { steps: 4 });
    await page.mouse.up();
    assert.ok(await alive() < pressed - 40, `${pressed} to ${await alive()}`);
  }));

  test('a seed, with the tool chosen by keyboard', () => withPage(async (page) => {
    await flake(page, (element) => { element.pause(); element.restart(); });
    await page.focus('input[name="tool"]:checked');
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
    assert.equal(await flake(page, (element) => element.tool), 'seed');
    const { x, y, side } = await middleOfFlake(page);
    const before = await flake(page, (element) => element.numAlive);
    await page.mouse.click(x - side / 4, y - side / 4);
    assert.equal(await flake(page, (element) => element.numAlive), before + 9);
  }));

  test('by keyboard alone, with a brush that can be seen', () => withPage(async (page) => {
    await grow(page);
    await flake(page, (element) => element.focus());
    const whole = await flake(page, (element) => element.numAlive);
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowLeft');
    assert.ok(await flake(page, (element) => {
      const brush = element.shadowRoot?.querySelector('.brush');
      return brush instanceof HTMLElement && !brush.hidden && brush.offsetWidth > 8;
    }));
    await page.keyboard.press('Enter');
    assert.ok(await flake(page, (element) => element.numAlive) < whole);
    assert.match(await flake(page, (element) => element.shadowRoot?.querySelector('[role=status]')?.textContent ?? ''), /Wounded/);
    await page.keyboard.press('s');
    assert.equal(await flake(page, (element) => element.numSteps), 81);
    await page.keyboard.press('r');
    assert.equal(await flake(page, (element) => element.numSteps), 0);
    await page.keyboard.press('p');
    assert.equal(await flake(page, (element) => element.paused), false);
  }));

  test('by finger: a drag sideways draws at once, a tap too, and then a finger draws whichever way it goes', () => withPage(async (page) => {
    await grow(page);
    const { x, y, side } = await middleOfFlake(page), alive = () => flake(page, (element) => element.numAlive), whole = await alive();
    const touchAction = () => flake(page, (element) => {
      const frame = element.shadowRoot?.querySelector('.frame');
      return frame ? getComputedStyle(frame).touchAction : '';
    });
    const drag = async (/** @type {(share: number) => readonly [number, number]} */ along) => {
      const finger = await page.touchscreen.touchStart(...along(-1 / 3));
      for (let i = -2; i <= 3; i++) await finger.move(...along(i / 9));
      await finger.end();
    };
    assert.equal(await touchAction(), 'pan-y', 'up and down it scrolls the page');
    await drag((share) => [x + side * share, y]);
    const drawn = await alive();
    assert.ok(drawn < whole - 20);
    assert.equal(await touchAction(), 'none');
    await page.touchscreen.tap(x, y - side / 9);
    const tapped = await alive();
    assert.ok(tapped < drawn);
    await drag((share) => [x, y + side * share]);
    assert.ok(await alive() < tapped - 20);
  }, { width: 390, height: 844, touch: true }));

  test('a resting flake that is touched wakes', () => withPage(async (page) => {
    await flake(page, (element) => { element.restAt = 96; element.restart(); });
    await waitForFlake(page, (element) => element.isResting);
    const { x, y } = await middleOfFlake(page);
    await page.mouse.click(x, y);
    assert.equal(await flake(page, (element) => element.paused), false);
  }));
});

test('who prefers less motion gets a grown flake that stands still, and may play it', () => withPage(async (page) => {
  assert.deepEqual(await flake(page, (element) => [element.paused, element.numSteps]), [true, 96]);
  await page.waitForFunction(() => /e−4$/.test(document.querySelector('#meter-error')?.textContent ?? ''));
  const begun = await atNext(page, 'play');
  await page.click('#play');
  assert.deepEqual(await begun(), { step: 0, canUndo: false });
  await waitForFlake(page, (element) => element.numSteps > 2);
}, { media: { 'prefers-reduced-motion': 'reduce' } }));

test('no work off screen, none in a hidden tab, and it goes on afterwards', () => withPage(async (page) => {
  const stepOf = () => flake(page, (element) => element.numSteps);
  const standsStill = async (seen = page) => { // in a hidden tab no frame comes, so that those of another one are counted
    const numSteps = await stepOf();
    await frames(seen, MANY_FRAMES);
    assert.equal(await stepOf(), numSteps);
  };
  const goesOn = async () => page.waitForFunction((numSteps) => /** @type {any} */ (document.querySelector('#flake')).numSteps > numSteps, {}, await stepOf());
  await page.evaluate(() => { document.body.style.paddingTop = '300vh'; });
  await untilSame(page, stepOf); // it is told in the browser's own time
  await standsStill();
  await page.evaluate(() => { document.body.style.paddingTop = ''; });
  await goesOn();
  const other = await besides(page);
  await other.bringToFront();
  await untilHidden(page);
  await standsStill(other);
  await other.close();
  await page.bringToFront();
  await goesOn();
}));

test('weights are saved, opened by drop, and wrong files are answered in words', () => withPage(async (page) => {
  const drop = (/** @type {string} */ name, /** @type {string} */ type, /** @type {string} */ content) => handFile(page, 'drop', name, type, Buffer.from(content));
  await waitForFlake(page, (element) => element.numSteps > 3);
  await drop('broken.safetensors', '', 'not weights at all');
  await untilTold(page, /no model file.*goes on/);
  const [params, title] = await flake(page, (element) => [Array.from(element.currentModel?.params ?? []), element.currentModel?.name]);
  const json = JSON.stringify(distillJson(/** @type {number[]} */ (params)));
  await drop('ex3_mine.json', 'application/json', json.slice(0, 3000));
  await page.waitForFunction(() => document.querySelectorAll('.message.error').length === 2);
  await drop('ex3_mine.json', 'application/json', json);
  await untilTold(page, /Growing from ex3_mine.json/);
  assert.ok(await flake(page, (element) => { element.pause(); element.restart(); element.step(96); return element.numAlive; }) > 300, `${title} in eight bits grows`);
  // It joins the gallery when it has been put by.
  await page.waitForFunction(() => document.querySelector('#gallery label:has(:checked)')?.textContent === 'ex3_mine.json');
  await drop('notes.txt', 'text/plain', 'hello');
  await untilTold(page, /Only a picture to train on, or a model/);
  assert.ok(await flake(page, (element) => element.numAlive) > 0);
  const same = await page.evaluate(async () => {
    const element = /** @type {import('../../web/element/snowflake-nca.js').SnowflakeNca} */ (document.querySelector('#flake'));
    const model = element.currentModel;
    if (!model) throw new Error('no model');
    return (await element.loadModel(model)) && element.currentModel === model;
  });
  assert.ok(same);
}));

/** Weights as Distill's article published its models: bytes [inputs + 1][outputs] a layer, the last row the bias. @param {number[]} params */
function distillJson(params) {
  const layer = (/** @type {number} */ inputs, /** @type {number} */ outputs, /** @type {number} */ weight, /** @type {number} */ bias) => {
    const scaleOf = (/** @type {number} */ begin, /** @type {number} */ size) => 2 * Math.max(...params.slice(begin, begin + size).map(Math.abs));
    const weightScale = scaleOf(weight, inputs * outputs), biasScale = scaleOf(bias, outputs);
    const byte = (/** @type {number} */ value, /** @type {number} */ scale) => Math.round((value / scale + 0.5) * 255);
    const bytes = Array.from({ length: (inputs + 1) * outputs }, (_, i) => {
      const input = Math.floor(i / outputs), output = i % outputs;
      return input < inputs ? byte(params[weight + output * inputs + input], weightScale) : byte(params[bias + output], biasScale);
    });
    return { in_ch: inputs, out_ch: outputs, weight_scale: weightScale, bias_scale: biasScale, type: 'uint8', data_b64: Buffer.from(bytes).toString('base64') };
  };
  return [layer(48, 128, 0, 6144), layer(128, 16, 6272, 8320)];
}
