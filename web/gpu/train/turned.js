/** A target in all its turns about the cell of the seed: src/files/turn.c, by cubic convolution. */

/** Of the cells at -1, 0, 1, 2 for a place x in 0 .. 1. @param {number} x */
const cubicWeights = (x) => [x * (-0.5 + x * (1 - 0.5 * x)), 1 + x * x * (-2.5 + 1.5 * x), x * (0.5 + x * (2 - 1.5 * x)), x * x * (-0.5 + 0.5 * x)];

/**
 * @param {Float32Array} targets [N][height][width][4] @param {{ height: number, width: number }} size @param {number} numTurns
 * @returns {Float32Array<ArrayBuffer>} [N][numTurns][height][width][4]
 */
export function turnedTargets(targets, { height, width }, numTurns) {
  const size = height * width * 4, turned = new Float32Array((targets.length / size) * numTurns * size);
  for (let at = 0, to = 0; at < targets.length; at += size) {
    const target = targets.subarray(at, at + size);
    for (let turn = 0; turn < numTurns; turn++, to += size) {
      if (turn === 0) turned.set(target, to);
      else turn1(turned.subarray(to, to + size), target, { height, width }, (2 * Math.PI * turn) / numTurns);
    }
  }
  return turned;
}

/** @param {Float32Array} turned @param {Float32Array} target @param {{ height: number, width: number }} size @param {number} angle */
function turn1(turned, target, { height, width }, angle) {
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)], [middleY, middleX] = [Math.floor(height / 2), Math.floor(width / 2)];
  for (let i = 0; i < height * width; i++) {
    const down = Math.floor(i / width) - middleY, right = (i % width) - middleX;
    const y = middleY + cosine * down - sine * right, x = middleX + sine * down + cosine * right, top = Math.floor(y), left = Math.floor(x);
    const rows = cubicWeights(y - top), columns = cubicWeights(x - left), sums = [0, 0, 0, 0];
    for (let tap = 0; tap < 16; tap++) {
      const row = top - 1 + (tap >> 2), column = left - 1 + (tap & 3);
      if (row < 0 || column < 0 || row >= height || column >= width) continue;
      const weight = rows[tap >> 2] * columns[tap & 3];
      for (let c = 0; c < 4; c++) sums[c] += weight * target[(row * width + column) * 4 + c];
    }
    for (let c = 0; c < 4; c++) turned[i * 4 + c] = Math.min(Math.max(sums[c], 0), 1);
  }
}
