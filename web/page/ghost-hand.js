/**
 * A hand that nobody has: it draws on the grown flake, which heals, and comes again, until somebody touches anything. So it is seen what can be done.
 *
 * What it does is a rehearsal (web/core/timeline.js): the visitor cannot undo it, no link and no picture has it, and with the first touch the flake
 * is as if it had not been.
 *
 * @import { SnowflakeNca } from '../element/snowflake-nca.js'
 */
import { setHidden } from './dom.js';

/** Grown, and looked at for a moment. */
const BEGIN_STEP = 150;
/** Until it has healed, and was whole for a moment. */
const PAUSE_STEPS = 200;
const STROKE_MS = 1000;
const BRUSH_CELLS = 4;
/** From where to where, in shares of the grid; and which part of the way the finger is down. */
const STROKES = Object.freeze([
  { from: { x: 0.2, y: 0.28 }, to: { x: 0.84, y: 0.66 } },
  { from: { x: 0.82, y: 0.24 }, to: { x: 0.34, y: 0.86 } },
  { from: { x: 0.16, y: 0.6 }, to: { x: 0.86, y: 0.44 } },
]);
const DOWN = { from: 0.15, to: 0.85 };
/** Where the tip of the finger is in the picture of the hand, as shares of its side. */
const TIP = { x: 0.44, y: 0.1 };
const TOUCHES = ['pointerdown', 'keydown', 'click', 'input', 'drop'];

/** @param {SnowflakeNca} flake @param {HTMLElement} hand lies over it */
export function connectGhostHand(flake, hand) {
  const lessMotion = matchMedia('(prefers-reduced-motion: reduce)');
  let nextStep = BEGIN_STEP, numStrokes = 0, frame = 0;

  const stroke = () => {
    const { from, to } = STROKES[numStrokes++ % STROKES.length], startMs = performance.now();
    /** @type {{ x: number, y: number } | undefined} */
    let last;
    const move = (/** @type {number} */ nowMs) => {
      const { sim } = flake, part = Math.min((nowMs - startMs) / STROKE_MS, 1), share = eased(part);
      if (!sim) return end();
      const place = { x: (from.x + (to.x - from.x) * share) * sim.width, y: (from.y + (to.y - from.y) * share) * sim.height };
      show(hand, flake, place, Math.min(1, 6 * part, 6 * (1 - part)));
      if (share > DOWN.from && share < DOWN.to) {
        for (const { x, y } of between(last ?? place, place)) flake.rehearse({ type: 'wound', wound: { shape: 'disc', x, y, size: BRUSH_CELLS, angle: 0 } });
        last = place;
      }
      frame = part < 1 ? requestAnimationFrame(move) : 0;
      setHidden(hand, frame === 0);
      nextStep = flake.numSteps + PAUSE_STEPS;
    };
    frame = requestAnimationFrame(move);
  };
  const follow = () => {
    if (frame === 0 && flake.numSteps >= nextStep && !flake.paused && !lessMotion.matches) stroke();
  };
  const begin = () => {
    nextStep = BEGIN_STEP; // another flake grows
  };
  const end = () => {
    cancelAnimationFrame(frame);
    flake.endRehearsal();
    hand.remove();
    flake.removeEventListener('step', follow);
    flake.removeEventListener('ready', begin);
    for (const type of ['edit', 'pause']) flake.removeEventListener(type, end);
    for (const type of TOUCHES) removeEventListener(type, end, { capture: true });
  };
  flake.addEventListener('step', follow);
  flake.addEventListener('ready', begin);
  for (const type of ['edit', 'pause']) flake.addEventListener(type, end);
  for (const type of TOUCHES) addEventListener(type, end, { capture: true, passive: true });
}

/** Slow, fast, slow. @param {number} part */
const eased = (part) => part * part * (3 - 2 * part);

/** Discs that leave no gap. @param {{ x: number, y: number }} from @param {{ x: number, y: number }} to */
function between(from, to) {
  const count = Math.max(1, Math.ceil((2 * Math.hypot(to.x - from.x, to.y - from.y)) / BRUSH_CELLS));
  return Array.from({ length: count }, (_, i) => ({ x: from.x + ((to.x - from.x) * (i + 1)) / count, y: from.y + ((to.y - from.y) * (i + 1)) / count }));
}

/** @param {HTMLElement} hand @param {SnowflakeNca} flake @param {{ x: number, y: number }} cell @param {number} opacity */
function show(hand, flake, cell, opacity) {
  if (!flake.sim) return;
  const { x, y } = flake.placeOf(cell.x, cell.y);
  setHidden(hand, false);
  const { width } = hand.getBoundingClientRect();
  hand.style.transform = `translate(${x - TIP.x * width}px, ${y - TIP.y * width}px)`;
  hand.style.opacity = String(opacity);
}
