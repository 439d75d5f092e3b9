/** Pointers whose end nobody tells of; and where on the grid they are. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { frames, grown, inside, setPixelRatio } from '../support/light-dom/host.mjs';

/** @import { SnowflakeNca } from '../../web/element/snowflake-nca.js' */

const TIMEOUT = { timeout: 60_000 };

/** @param {SnowflakeNca} element @param {string} type @param {{ x?: number, y?: number, buttons?: number } & PointerEventInit} [init] */
function point(element, type, { x = 150, y = 150, ...init } = {}) {
  const frame = inside(element, '.frame');
  frame.dispatchEvent(new PointerEvent(type, { pointerId: 1, isPrimary: true, pointerType: 'mouse', clientX: x, clientY: y, button: 0, buttons: 1, bubbles: true, ...init }));
}

/** @param {Record<string, string>} [attributes] */
async function still(attributes = {}) {
  const element = await grown({ paused: '', interactive: '', ...attributes });
  element.step(80);
  await frames(2);
  /** @type {any[]} */
  const wounds = [];
  element.addEventListener('wound', (event) => wounds.push(/** @type {CustomEvent} */ (event).detail));
  return { element, wounds };
}

test('a press whose end was lost wounds no longer: the button is up', TIMEOUT, async () => {
  const { element, wounds } = await still();
  point(element, 'pointerdown');
  point(element, 'pointermove', { x: 160 });
  const numDone = wounds.length;
  assert.ok(numDone > 1);
  point(element, 'pointermove', { x: 200, buttons: 0 });
  point(element, 'pointermove', { x: 240, buttons: 0 });
  assert.equal(wounds.length, numDone);
  point(element, 'pointermove', { x: 250, buttons: 1 }); // pressed elsewhere, and dragged in
  assert.equal(wounds.length, numDone);
  element.remove();
});

describe('a cut that was begun is not made', () => {
  /** @type {Record<string, (element: SnowflakeNca) => void>} */
  const ends = {
    'where the pointer is taken away': (element) => point(element, 'pointercancel'),
    'where its capture is lost': (element) => point(element, 'lostpointercapture'),
    'where the button is up': (element) => point(element, 'pointermove', { buttons: 0 }),
    'where the window loses the focus': () => window.dispatchEvent(new Event('blur')),
    'where another tool is taken': (element) => { element.tool = 'wound'; },
    'where it is interactive no longer': (element) => { element.interactive = false; },
    'where it is moved in the document': (element) => { element.remove(); document.body.append(element); },
  };
  for (const [where, end] of Object.entries(ends)) {
    test(where, TIMEOUT, async () => {
      const { element, wounds } = await still({ tool: 'cut' });
      point(element, 'pointerdown', { x: 100 });
      point(element, 'pointermove', { x: 200 });
      assert.equal(inside(element, '.cut').hidden, false);
      end(element);
      assert.equal(inside(element, '.cut').hidden, true);
      point(element, 'pointermove', { x: 210 });
      point(element, 'pointerup', { buttons: 0 });
      assert.deepEqual(wounds, []);
      element.remove();
    });
  }
  test('but it is where the button is lifted', TIMEOUT, async () => {
    const { element, wounds } = await still({ tool: 'cut' });
    point(element, 'pointerdown', { x: 100 });
    point(element, 'pointermove', { x: 200 });
    point(element, 'pointerup', { buttons: 0 });
    point(element, 'lostpointercapture', { buttons: 0 });
    assert.equal(wounds.length, 1);
    element.remove();
  });
});

test('a finger that is gone counts no more', TIMEOUT, async () => {
  const { element, wounds } = await still(), touch = { pointerType: 'touch' };
  inside(element, '.frame').focus();
  point(element, 'pointerdown', { ...touch, pointerId: 5 }); // whose end is lost
  const numDone = wounds.length;
  point(element, 'pointerdown', { ...touch, pointerId: 6 });
  point(element, 'pointermove', { ...touch, pointerId: 6, x: 180 });
  assert.ok(wounds.length > numDone, 'one finger draws; two would move the view');
  element.remove();
});

test('another density of pixels, in a box that keeps its size: the middle stays the middle', TIMEOUT, async () => {
  const { element, wounds } = await still();
  try {
    for (const ratio of [1, 2, 1.25, 0.5]) {
      setPixelRatio(ratio);
      await frames(1);
      point(element, 'pointerdown');
      point(element, 'pointerup', { buttons: 0 });
      const { x, y } = /** @type {{ x: number, y: number }} */ (wounds.pop()), canvas = /** @type {HTMLCanvasElement} */ (inside(element, 'canvas'));
      assert.ok(Math.abs(x - 36) < 0.5 && Math.abs(y - 36) < 0.5, `cell ${x}, ${y} at ${ratio} pixels a pixel`);
      assert.deepEqual([canvas.width, canvas.style.width], [300 * ratio, '300px']);
    }
  } finally {
    setPixelRatio(1);
  }
  element.remove();
});

describe('the first finger on a flake', () => {
  const finger = { pointerType: 'touch' };

  test('draws at once where it goes to the side', TIMEOUT, async () => {
    const { element, wounds } = await still();
    point(element, 'pointerdown', { ...finger, x: 100 });
    assert.equal(wounds.length, 0, 'it may yet scroll');
    point(element, 'pointermove', { ...finger, x: 120, y: 155 });
    point(element, 'pointermove', { ...finger, x: 160, y: 120 });
    const numDone = wounds.length;
    assert.ok(numDone > 4, String(numDone));
    assert.ok(wounds[0].x < wounds[1].x, 'from where it came down');
    point(element, 'pointerup', { ...finger, x: 160, y: 120, buttons: 0 });
    assert.equal(wounds.length, numDone, 'it was no tap');
    element.remove();
  });

  test('scrolls where it goes up or down', TIMEOUT, async () => {
    const { element, wounds } = await still();
    point(element, 'pointerdown', { ...finger });
    point(element, 'pointermove', { ...finger, x: 156, y: 120 });
    point(element, 'pointercancel', { ...finger, x: 156, y: 120, buttons: 0 });
    assert.equal(wounds.length, 0);
    element.remove();
  });

  test('moves and magnifies with a second one', TIMEOUT, async () => {
    const { element, wounds } = await still();
    point(element, 'pointerdown', { ...finger, x: 100 });
    point(element, 'pointerdown', { ...finger, x: 200, pointerId: 2, isPrimary: false });
    point(element, 'pointermove', { ...finger, x: 50 });
    assert.deepEqual([wounds.length, element.camera.zoom], [0, 1.5]);
    element.remove();
  });
});
