/** The curves of the comparison: however long a flake lives, they have a bounded number of points, and its newest is among them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import '../../web/text/en/start.js';
import '../support/light-dom/host.mjs';
import { learn } from '../../web/text/text.js';

const { Curves } = await import('../../web/compare/curves.js');
await learn('compare');

test('a curve of a long life has as many points as can be seen, from its first step to its newest', () => {
  const curves = new Curves(['growing']), LAST_STEP = 60_000;
  for (let step = 0; step <= LAST_STEP; step += 3) curves.add(0, step, step === LAST_STEP ? 0.5 : 0.01);
  curves.draw();
  const points = (curves.element.querySelector('polyline')?.getAttribute('points') ?? '').split(' ');
  assert.ok(points.length > 200 && points.length <= 512, String(points.length));
  const [first, newest] = [points[0], points[points.length - 1]].map((point) => Number(point.split(',')[0]));
  assert.equal(first, 0);
  assert.ok(newest > 99.5, `the newest stands at ${newest} of 100`);
  curves.add(0, 3, 0.25); // taken back
  assert.equal(curves.last(0), 0.01, 'too near to the one before to count');
  curves.add(0, 400, 0.25);
  assert.equal(curves.last(0), 0.25);
});
