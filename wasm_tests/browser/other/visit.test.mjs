/** The page in the other two engines, where they are installed. Pictures of it for people to look at: build/browsers. */
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { serve } from '../support/browser.mjs';
import * as firefox from './firefox.mjs';
import { STEPS } from './visit.mjs';
import { Visitor } from './visitor.mjs';
import * as webkit from './webkit.mjs';

/** @import { LaunchOptions } from './visitor.mjs' */

const PICTURES = new URL('../../../build/browsers/', import.meta.url);
const DESKTOP = { width: 1200, height: 800 }, PHONE = { width: 390, height: 844 };
/** MiniBrowser makes no window narrower than its buttons. */
const MAX_PHONE_WIDTH = 450;
const SECTIONS = ['.masthead', '.timeline', '.desk', '#more', '#inside', '#compare', '#lesson', '#figure-cell', '#figure-perception', '#figure-channels', '#figure-ice', '#snow', '#train'];

await mkdir(PICTURES, { recursive: true });
const server = await serve();
after(() => server.close());

for (const browser of [firefox, webkit]) {
  const skip = browser.missing();

  /** @param {string} name @param {LaunchOptions} options @param {(visit: (use: (visitor: Visitor) => Promise<void>) => Promise<void>) => void} define */
  const visits = (name, options, define) => describe(`${browser.name}, ${name}`, { skip }, () => {
    /** @type {Visitor} */
    let visitor;
    before(async () => { visitor = new Visitor(await browser.launch(options), server.url); });
    after(() => visitor?.driver.close());
    define(async (use) => {
      await visitor.open();
      try {
        await use(visitor);
      } finally {
        await visitor.driver.screenshot(picture(`${name.replace(' ', '-')}-last`));
      }
      assert.deepEqual(await visitor.troubles(), []);
    });
  });
  const picture = (/** @type {string} */ what) => fileURLToPath(new URL(`${browser.name}-${what}.png`.toLowerCase(), PICTURES));

  visits('desktop', DESKTOP, (visit) => {
    for (const [name, take] of Object.entries(STEPS)) test(name, () => visit((visitor) => take(visitor, browser)));
  });

  for (const [name, options] of Object.entries({ 'light': DESKTOP, 'dark': DESKTOP, 'phone light': PHONE, 'phone dark': PHONE })) {
    const isDark = name.endsWith('dark');
    visits(name, { ...options, isDark }, (visit) => test('looks as it shall', () => visit(async (visitor) => {
      await visitor.until(() => /** @type {any} */ (document.querySelector('#flake')).numSteps > 60);
      await visitor.ask(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
      await visitor.openTrainer();
      const legend = await visitor.box('#gallery legend'), places = Array.from({ length: 400 }, (_, i) => ({ x: legend.x + ((i % 40) / 40) * Math.min(legend.width, 80), y: legend.y + (Math.floor(i / 40) / 10) * legend.height }));
      const lights = (await visitor.coloursAt(places)).map((colour) => colour.reduce((sum, value) => sum + value));
      assert.ok(Math.max(...lights) - Math.min(...lights) > 150, 'the name of the gallery is written on it');
      for (const section of SECTIONS) {
        await visitor.box(section);
        await visitor.ask(() => new Promise((resolve) => setTimeout(resolve, 1500)));
        await visitor.driver.screenshot(picture(`${name.replace(' ', '-')}-${section.replace(/\W/, '')}`));
      }
      const { width, wide, surface } = await visitor.ask(() => ({
        width: innerWidth, wide: document.documentElement.scrollWidth - document.documentElement.clientWidth, surface: getComputedStyle(document.body).color,
      }));
      assert.ok(width === options.width || (options === PHONE && width <= MAX_PHONE_WIDTH), `${width} wide`);
      assert.equal(wide, 0, 'nothing sticks out sideways');
      assert.equal(surface, isDark ? 'rgb(228, 239, 249)' : 'rgb(16, 36, 58)');
    })));
  }
}
