/**
 * Draws `ice-floes.png`, a texture without an edge: ice that broke into floes, which are what lies nearest to each of some points.
 * S. Worley, "A cellular texture basis function", 1996. Usage: node floes.mjs
 */
import { writeFile } from 'node:fs/promises';

import { pngOf } from '../../web/look/png.js';

const SIDE = 48, NUM_FLOES = 16;
const SAMPLES = 4; // a pixel is the mean of so many squared
const WATER_PIXELS = 1.6, RIM_PIXELS = 4.5; // half the width of a crack; from there to where a floe is white
const WATER = [0x12, 0x3f, 0x7a], RIM = [0x6f, 0xb4, 0xe6], SNOW = [0xf2, 0xfa, 0xff];

/** Numbers in 0..1, the same ones each time (lowbias32). @param {number} seed */
function* random(seed) {
  for (let i = 1; ; i++) {
    let x = Math.imul(seed + i, 0x9e3779b9);
    x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
    x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
    yield ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
  }
}

/** Of two places, the nearer way round. */
const between = (a, b) => Math.abs(a - b - SIDE * Math.round((a - b) / SIDE));
const distance = ([ax, ay], [bx, by]) => Math.hypot(between(ax, bx), between(ay, by));

/** Points apart from each other: each the one of many candidates that is furthest from all before it (D. Mitchell, 1991). */
function points() {
  const numbers = random(7), next = () => [numbers.next().value * SIDE, numbers.next().value * SIDE], all = [next()];
  while (all.length < NUM_FLOES) {
    const candidates = Array.from({ length: 12 }, next), room = place => Math.min(...all.map(point => distance(point, place)));
    all.push(candidates.reduce((best, place) => (room(place) > room(best) ? place : best)));
  }
  return all;
}

const mix = (a, b, share) => a.map((value, i) => value + (b[i] - value) * share);
const smooth = x => { const t = Math.min(Math.max(x, 0), 1); return t * t * (3 - 2 * t); };

/** @param {number[]} place @param {number[][]} floes */
function colour(place, floes) {
  const [nearest, second] = floes.map(point => distance(point, place)).sort((a, b) => a - b);
  const inside = (second - nearest) / 2;
  if (inside < WATER_PIXELS) return mix(WATER, RIM, smooth((inside - WATER_PIXELS + 1) / 1));
  return mix(RIM, SNOW, smooth((inside - WATER_PIXELS) / (RIM_PIXELS - WATER_PIXELS)));
}

const floes = points(), rgba = new Uint8ClampedArray(SIDE * SIDE * 4).fill(255);
for (let i = 0; i < SIDE * SIDE; i++) {
  let sum = [0, 0, 0];
  for (let s = 0; s < SAMPLES * SAMPLES; s++) {
    const place = [i % SIDE + (s % SAMPLES + 0.5) / SAMPLES, Math.floor(i / SIDE) + (Math.floor(s / SAMPLES) + 0.5) / SAMPLES];
    sum = colour(place, floes).map((value, c) => value + sum[c]);
  }
  rgba.set(sum.map(value => value / (SAMPLES * SAMPLES)), i * 4);
}
const png = await pngOf({ rgba, width: SIDE, height: SIDE });
await writeFile(new URL('ice-floes.png', import.meta.url), new Uint8Array(await png.arrayBuffer()));
