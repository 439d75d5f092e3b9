/** The studio in three engines: five kinds of goals, each trained, kept over a reload in mid-run, sent to a stranger, and put into another page. */
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { serve } from '../support/browser.mjs';
import { host } from '../support/host.mjs';
import * as chromium from './chromium.mjs';
import * as firefox from './firefox.mjs';
import { epochOf, GOALS, untilEpoch } from './studio.mjs';
import { Visitor } from './visitor.mjs';
import * as webkit from './webkit.mjs';

const PICTURES = new URL('../../../build/browsers/', import.meta.url);
const DESKTOP = { width: 1200, height: 900 };
const FIRST_EPOCHS = 40, MORE_EPOCHS = 10, LEARNT = 0.8;

await mkdir(PICTURES, { recursive: true });
const server = await serve();
after(() => server.close());

for (const engine of [chromium, firefox, webkit]) {
  describe(`${engine.name}, the studio`, { skip: engine.missing() }, () => {
    /** @type {Visitor} */
    let visitor;
    /** Somebody with a browser that has never been here. @type {Visitor} */
    let stranger;
    before(async () => {
      visitor = new Visitor(await engine.launch(DESKTOP), server.url);
      stranger = new Visitor(await engine.launch(DESKTOP), server.url);
    });
    after(async () => {
      await visitor?.driver.close();
      await stranger?.driver.close();
    });

    for (const [name, make] of Object.entries(GOALS)) {
      test(name, async () => {
        await visitor.open();
        await visitor.openTrainer();
        await make(visitor);
        await visitor.untilText('#target-verdict', /^Good to grow/);
        await visitor.click('#train-start');
        await untilEpoch(visitor, 1);
        const first = Number(await visitor.text('#train-loss'));
        await untilEpoch(visitor, FIRST_EPOCHS);
        await visitor.click('#train-pause');
        await visitor.untilText('#train-state', /^Paused/);
        const paused = await epochOf(visitor), loss = Number(await visitor.text('#train-loss'));
        assert.ok(loss < LEARNT * first, `the loss fell from ${first} to ${loss}`);
        await wait(1000); // the transaction that was begun by the pause

        await visitor.open();
        await visitor.openTrainer();
        await visitor.until(() => document.querySelector('#train-resume:not([hidden])') !== null);
        await visitor.click('#train-resume');
        await untilEpoch(visitor, paused + MORE_EPOCHS);
        await visitor.box('.learning');
        await visitor.driver.screenshot(fileURLToPath(new URL(`${engine.name}-studio-${name.replace(/\W+/g, '-')}.png`.toLowerCase(), PICTURES)));
        await visitor.click('#train-stop');
        await visitor.untilText('#train-state', /^Stopped/);
        const epochs = await epochOf(visitor);
        assert.ok(epochs >= paused + MORE_EPOCHS && epochs < paused + 400, `${paused}, then ${epochs}`);

        await visitor.click('#train-share');
        await visitor.until(() => location.hash.startsWith('#m2='));
        await stranger.open(await visitor.ask(() => location.hash));
        await stranger.untilText('#messages', /which came with the link/);
        assert.equal((await stranger.flake('currentModel')).epochs, epochs);

        await visitor.ask(() => { navigator.clipboard.writeText = async (copied) => { Object.assign(globalThis, { copied }); }; });
        await visitor.click('#train-embed');
        await visitor.until(() => 'copied' in globalThis);
        const code = await visitor.ask(() => /** @type {any} */ (globalThis).copied);
        const elsewhere = await host({ '/blog.html': `<!doctype html><title>A blog</title><p>A blog</p>\n${code}` });
        try {
          await stranger.driver.goto(`${elsewhere.url}/blog.html`);
          await stranger.until(() => /** @type {any} */ (document.querySelector('snowflake-nca'))?.numSteps > 20);
          assert.equal(await stranger.ask(() => /** @type {any} */ (document.querySelector('snowflake-nca')).currentModel.epochs), epochs);
        } finally {
          await stranger.driver.goto('about:blank');
          await elsewhere.close();
        }
        assert.deepEqual(await visitor.troubles(), []);
        // Each run leaves the list as it found it.
        await visitor.click('.kept-run button:last-child');
        await visitor.until(() => document.querySelector('.kept-run') === null);
      });
    }
  });
}
