/**
 * The tensors of a model, in the order of its parameters, and which of them an optimiser moves as matrices.
 *
 * @import { Layout } from '../../core/shape.js'
 *
 * @typedef {object} Tensor
 * @property {number} begin
 * @property {number} end
 * @property {number} [outputs] of a matrix [outputs][inputs]
 * @property {number} [inputs]
 *
 * @typedef {object} Matrix as Muon has it: its longer side first
 * @property {number} begin in the parameters
 * @property {number} end
 * @property {number} outputs
 * @property {number} inputs
 * @property {number} rows
 * @property {number} columns
 * @property {number} at where it begins among all of them
 * @property {number} squareAt and its squares
 */

/** @param {Layout} layout @returns {Tensor[]} */
export function tensorsOf({ channels: C, hidden: D, perceived: P, decoderWidth: E, w1, b1, w2, b2, decoder }) {
  const layers = E > 0 ? [[E, C + 4], [E, E], [4, E]] : [];
  let at = decoder;
  const ofDecoder = layers.flatMap(([outputs, inputs]) => {
    const begin = at, end = begin + outputs * inputs;
    at = end + outputs;
    return [{ begin, end, outputs, inputs }, { begin: end, end: at }];
  });
  return [{ begin: w1, end: b1, outputs: D, inputs: P }, { begin: b1, end: w2 }, { begin: w2, end: b2, outputs: C, inputs: D }, { begin: b2, end: decoder }, ...ofDecoder];
}

/** Those that learn. @param {{ tensors: readonly Tensor[], learnsFrom: number }} plan learnsFrom: the first parameter that does @returns {Matrix[]} */
export function matricesOf({ tensors, learnsFrom }) {
  let at = 0, squareAt = 0;
  return tensors.flatMap(({ begin, end, outputs = 0, inputs = 0 }) => {
    if (outputs === 0 || begin < learnsFrom) return [];
    const rows = Math.max(outputs, inputs), columns = Math.min(outputs, inputs), matrix = { begin, end, outputs, inputs, rows, columns, at, squareAt };
    at += rows * columns;
    squareAt += columns ** 2;
    return [matrix];
  });
}
