/** Which cells a wound covers, found for the GPU: the very cells that the core changes. Needs no adapter. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { checkWound } from '../../web/core/check.js';
import { spansOf } from '../../web/gpu/spans.js';
import { loadTestCore, randomNumbers } from '../support/core.js';

/** @import { Wound } from '../../web/core/types.js' */

const SHAPES = /** @type {const} */ (['disc', 'half', 'band']);
const HEIGHT = 23, WIDTH = 37;

/** @type {import('../../web/core/nca.js').Core} */
let core;
before(async () => { core = await loadTestCore(); });

/** @param {Wound} wound @param {boolean} wraps @returns {Uint8Array} [height][width]: 1 where the core clears */
function coveredByCore(wound, wraps) {
  const sim = core.createSim({ height: HEIGHT, width: WIDTH }), model = core.newModel('blog', 1, { edge: wraps ? 'torus' : 'zero' });
  sim.setModel(model);
  sim.state.fill(1);
  sim.stateChanged();
  sim.wound(wound);
  const { state, numChannels } = sim, covered = Uint8Array.from({ length: HEIGHT * WIDTH }, (_, cell) => Number(state[cell * numChannels] === 0));
  sim.destroy();
  return covered;
}

/** @param {Wound} wound @param {boolean} wraps */
function coveredBySpans(wound, wraps) {
  const spans = spansOf(checkWound(wound, SHAPES), { height: HEIGHT, width: WIDTH, wraps }, 7), covered = new Uint8Array(HEIGHT * WIDTH);
  for (let i = 0; i < spans.length; i += 4) {
    assert.ok(spans[i] < HEIGHT && spans[i + 1] < spans[i + 2] && spans[i + 2] <= WIDTH && spans[i + 3] === 7);
    covered.fill(1, spans[i] * WIDTH + spans[i + 1], spans[i] * WIDTH + spans[i + 2]);
  }
  return covered;
}

test('every wound covers the same cells, at the rim and round the edge too', () => {
  const random = randomNumbers(3), seen = { some: 0, all: 0, none: 0 };
  // At quarters of cells and with whole radii many a centre lies on the very rim.
  const numbers = [() => random() * 60, () => Math.round(random() * 120) / 2, () => Math.round(random() * 240) / 4];
  for (let i = 0; i < 3000; i++) {
    const number = numbers[i % 3], shape = SHAPES[Math.floor(i / 3) % 3], angle = i % 2 ? random() * 7 : Math.round(random() * 8) * Math.PI / 4;
    const wound = { shape, x: number(), y: number(), size: Math.abs(number()) / (i % 5 + 1), angle }, wraps = i % 4 < 2, want = coveredByCore(wound, wraps);
    assert.deepEqual(coveredBySpans(wound, wraps), want, JSON.stringify({ ...wound, wraps }));
    const count = want.reduce((sum, value) => sum + value, 0);
    seen[count === 0 ? 'none' : count === want.length ? 'all' : 'some']++;
  }
  assert.ok(seen.some > 1000 && seen.all > 20 && seen.none > 20, JSON.stringify(seen));
});

test('however far off or large', () => {
  for (const shape of SHAPES) {
    for (const x of [-1e30, -9000, 9000, 20000, 3e38]) {
      for (const size of [0, 8000, 1e5, 3e38]) {
        for (const [angle, wraps] of /** @type {const} */ ([[0, false], [Math.PI, true], [1, false]])) {
          const wound = { shape, x, y: 11, size, angle };
          assert.deepEqual(coveredBySpans(wound, wraps), coveredByCore(wound, wraps), JSON.stringify({ ...wound, wraps }));
        }
      }
    }
  }
});
