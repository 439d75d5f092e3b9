/** What lies between cells is between their colours: a look that any model can have. Fetched when it is wanted. */
import { sizeAt } from './look.js';
import { openScreen } from './screen.js';
import { smoothPicture, smoothScaleOf } from './smooth.js';
import { SMOOTH_SHADER } from './smooth-shader.js';

/** @import { Look } from './look.js' */

const SMOOTH = Object.freeze({ shader: SMOOTH_SHADER, picture: (/** @type {import('./cells.js').Cells} */ cells) => smoothPicture(cells, smoothScaleOf(cells)) });

export const smoothLook = Object.freeze({
  name: /** @type {const} */ ('smooth'),
  sizeAt,
  grainAt: () => 1,
  paint: smoothPicture,

  /** @type {Look['openScreen']} */
  openScreen: (choice, host) => openScreen(choice, host, SMOOTH),
});
