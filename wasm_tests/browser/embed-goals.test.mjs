/** A rule with several goals on a page that is not the project's: asked for in the tag and in a frame's address, and grafted by mouse, finger and keys. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { loadTestCore } from '../support/core.js';
import { GOAL_NAMES, severalGoals } from '../support/several-goals.js';
import { flake, grown, until, useBlogs } from './support/blog.mjs';
import { blog } from './support/host.mjs';

/** @import { SnowflakeNca } from '../../web/element/snowflake-nca.js' */

const { visit } = useBlogs();
const [, FERN, SNOW] = GOAL_NAMES, TAG = '<snowflake-nca model="several.safetensors" interactive style="inline-size: 320px; block-size: 192px"></snowflake-nca>';

/** @type {Record<string, (response: import('node:http').ServerResponse) => void>} */
const pages = {};
before(async () => {
  const core = await loadTestCore(), file = core.writeWeights(severalGoals(core));
  pages['/several.safetensors'] = (response) => { response.writeHead(200).end(file); };
});

const kinds = (/** @type {SnowflakeNca} */ { timeline }) => timeline?.settings.kinds;

test('by its name, and another one by script, as the same flake', () => visit(blog(TAG.replace('interactive', `goal="${FERN}"`)), async (page) => {
  await grown(page);
  assert.deepEqual(await flake(page, kinds), [[0, 1]]);
  const [before, after] = await flake(page, (element) => {
    const before = element.numSteps;
    element.mix = [0.5, 0, 0.5];
    return [before, element.numSteps];
  });
  assert.equal(after, before);
  assert.deepEqual(await flake(page, kinds), [[0.5, 0, 0.5]]);
  assert.deepEqual(await flake(page, (element) => {
    element.undo();
    return [element.goal, element.getAttribute('mix')];
  }), [FERN, null]);
}, { pages }));

test('one that is not there is told of, on the page and to its author', () => visit(blog(TAG.replace('interactive', 'goal="oak"')), async (page, { problems }) => {
  await grown(page);
  assert.match(problems.splice(0).join(), /<snowflake-nca>: This model has no goal “oak”/);
}, { pages }));

test('in the address of a frame', () => visit('<!doctype html><title>A blog</title><iframe src="embed.html?model=several.safetensors&goal=2&controls=false" width="300" height="200"></iframe>', async (page) => {
  const frame = await page.waitForFrame((each) => each.url().includes('embed.html'));
  await grown(frame);
  assert.deepEqual(await flake(frame, kinds), [[0, 0, 1]]);
}, { pages }));

test('a graft by mouse, by finger and by keys, each taken back at once', () => visit(blog(TAG), async (page) => {
  await grown(page);
  await flake(page, (element, [tool, goal]) => {
    element.pause();
    Object.assign(element, { tool, toolGoal: goal });
  }, ['graft', SNOW]);
  const { x, y } = await flake(page, (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  });
  const grafted = () => flake(page, ({ sim }) => sim?.kinds?.reduce((sum, kind) => sum + kind, 0) ?? 0);
  const takenBack = async () => {
    await flake(page, (element) => element.undo());
    await until(page, ({ timeline }) => timeline?.settings.kinds === undefined);
  };
  await page.mouse.move(x - 40, y);
  await page.mouse.down();
  await page.mouse.move(x + 40, y, { steps: 8 });
  await page.mouse.up();
  assert.ok(await grafted() > 40, 'all along the drag');
  await takenBack();
  await page.touchscreen.tap(x, y);
  assert.ok(await grafted() > 8);
  await takenBack();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  assert.ok(await grafted() > 8);
  await takenBack();
  assert.equal(await flake(page, ({ timeline }) => timeline?.canUndo), false);
}, { pages }));
