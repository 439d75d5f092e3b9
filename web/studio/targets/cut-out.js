/**
 * Takes the background out of a picture: what can be reached from a corner over pixels that look like that corner.
 *
 * @import { Pixels } from './pixels.js'
 */

/** Alpha from which on a pixel counts as background that can be seen. */
const SOLID_ALPHA = 250;

/** Whether there is a background to take out: all four corners are solid. @param {Pixels} pixels */
export function hasBackground({ rgba, width, height }) {
  return cornersOf(width, height).every((pixel) => rgba[pixel * 4 + 3] >= SOLID_ALPHA);
}

/**
 * A copy without its background. Compared is with the corner itself and not from pixel to pixel: else a soft edge, along which every pixel
 * is like the next, would let the flood into the middle.
 * @param {Pixels} pixels
 * @param {number} tolerance 0..255: how far red, green or blue may be from the corner's
 * @returns {Pixels}
 */
export function cutOutBackground({ rgba, width, height }, tolerance) {
  const cut = rgba.slice(), stack = new Int32Array(width * height);
  for (const corner of cornersOf(width, height)) {
    const red = rgba[corner * 4], green = rgba[corner * 4 + 1], blue = rgba[corner * 4 + 2];
    const visited = new Uint8Array(width * height);
    let size = 0;
    const visit = (/** @type {number} */ pixel) => {
      if (visited[pixel]) return;
      const i = pixel * 4;
      if (Math.abs(rgba[i] - red) > tolerance || Math.abs(rgba[i + 1] - green) > tolerance || Math.abs(rgba[i + 2] - blue) > tolerance) return;
      visited[pixel] = 1;
      stack[size++] = pixel;
    };
    visit(corner);
    while (size > 0) {
      const pixel = stack[--size], x = pixel % width;
      cut.fill(0, pixel * 4, pixel * 4 + 4);
      if (x > 0) visit(pixel - 1);
      if (x < width - 1) visit(pixel + 1);
      if (pixel >= width) visit(pixel - width);
      if (pixel < width * (height - 1)) visit(pixel + width);
    }
  }
  return { rgba: cut, width, height };
}

/** @param {number} width @param {number} height */
function cornersOf(width, height) {
  return [0, width - 1, width * (height - 1), width * height - 1];
}
