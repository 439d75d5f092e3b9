/** The flakes of the snowfall that are far off: what they are of. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before } from 'node:test';

import { withoutDetails } from '../../web/core/details.js';
import { NOTHING } from '../../web/gpu/kernels/atlas.js';
import { packWeights } from '../../web/gpu/rule.js';
import { planOf } from '../../web/gpu/plan.js';
import { Blizzard } from '../../web/snow/blizzard.js';
import { drawKinds } from '../../web/snow/falling.js';
import { openBoth, testerOf } from './support.mjs';

/** @type {Awaited<ReturnType<typeof openBoth>>} */
let both;
before(async () => { both = await openBoth(); });
after(() => both.device?.destroy());

const onGpu = testerOf(() => both, 120_000);

onGpu('those that are not wanted any more end; where another rule falls, none of the one before does, and those that begin are of that', async ({ core, device }) => {
  Object.defineProperty(globalThis, 'document', { value: { createElement: () => ({ getContext: () => ({}) }) }, configurable: true });
  const family = core.readModel(new Uint8Array(await readFile(new URL('../../assets/models/ice-family.safetensors', import.meta.url)))), other = { ...family, params: family.params.map((value) => value / 2) };
  const { queue } = device, writeBuffer = queue.writeBuffer.bind(queue), weights = /** @type {number[][]} */ ([]), squares = /** @type {number[][]} */ ([]);
  queue.writeBuffer = (/** @type {GPUBuffer} */ buffer, /** @type {number} */ at, /** @type {any} */ data) => {
    if (buffer.label === 'weights') weights.push([...data]);
    if (buffer.label === 'squares') squares.push([...data].filter((_, i) => i % 4 === 3)); // what begins in each
    writeBuffer(buffer, at, data);
  };
  const blizzard = new Blizzard(device, { isSoftware: true, drawKind: drawKinds(family), sky: { width: 300, height: 200, unitPx: 1 }, onDrawn() {} }), of = (/** @type {typeof family} */ model) => [...packWeights(withoutDetails(model), planOf(withoutDetails(model).config, true))];
  blizzard.setCount(3);
  assert.equal(blizzard.count, 3);
  assert.deepEqual(weights.at(-1), of(family));
  assert.ok(squares.at(-1)?.length === 3 && !squares.at(-1)?.includes(NOTHING));
  blizzard.setCount(1);
  assert.deepEqual([blizzard.count, squares.at(-1)], [1, [NOTHING, NOTHING]], 'those that are not wanted grow no more');
  blizzard.change(drawKinds(other));
  assert.equal(blizzard.count, 0);
  blizzard.setCount(2);
  assert.equal(blizzard.count, 2);
  assert.deepEqual(weights.at(-1), of(other));
  assert.notDeepEqual(of(other), of(family));
  delete (/** @type {any} */ (queue)).writeBuffer;
  blizzard.destroy();
  Reflect.deleteProperty(globalThis, 'document');
});
