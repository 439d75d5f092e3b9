/** The pictures that stand for the page where it is installed: its own flake, grown for them. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { loadShowCore } from '../core/show-core.js';
import { flatten } from '../look/bytes.js';
import { cellsOf } from '../look/cells.js';
import { look } from '../look/look.js';
import { pngOf } from '../look/png.js';

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
/** The flake is 40 cells wide: the rest is what a phone may cut off to make it round. */
const SIDE_CELLS = 64, GROWN_STEP = 96, SEED = 1;
/** --night-bottom of the styles. */
const NIGHT = /** @type {const} */ ([6, 18, 37]);
/** Sides, in pixels, that browsers ask for; each cell is a whole number of them. */
export const ICON_PIXELS = Object.freeze([192, 512]);

/** @returns {Promise<{ pixels: number, png: Uint8Array }[]>} */
export async function makeIcons() {
  const core = await loadShowCore(new Uint8Array(await readFile(here('../../build/wasm/nca_show.wasm'))));
  const sim = core.createSim({ height: SIDE_CELLS, width: SIDE_CELLS });
  sim.setModel(core.readWeights(new Uint8Array(await readFile(here('../../assets/models/snowflake.safetensors')))));
  sim.reset(SEED);
  sim.step(GROWN_STEP);
  const flake = flatten(look.paint(cellsOf(sim), 1), NIGHT);
  return Promise.all(ICON_PIXELS.map(async (pixels) => ({ pixels, png: new Uint8Array(await (await pngOf(look.paint(flake, pixels / SIDE_CELLS))).arrayBuffer()) })));
}
