/**
 * Where between the cells the pixels of a finer picture lie: nca_places_of of src/grow/decoder.c.
 *
 * @param {number} scale pixels a cell
 * @returns {Float32Array<ArrayBuffer>} [scale][4]: the cell before a pixel, -1 or 0 cells from its own, how far behind that it is, sine and cosine of its place in its own
 */
export function placesOf(scale) {
  return Float32Array.from(Array.from({ length: scale }, (_, i) => (2 * i + 1 - scale) / (2 * scale)).flatMap((at) => {
    const before = at < 0 ? -1 : 0;
    return [before, at - before, Math.sin(2 * Math.PI * at), Math.cos(2 * Math.PI * at)];
  }));
}
