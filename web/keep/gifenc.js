/**
 * The package gifenc, with types. Node takes it for CommonJS, where all it has is under `default`; the bundler finds its real module.
 *
 * Not a typed one: modern-gif takes every frame whole and in RGBA, 119 MB for a film of ours where the indices of one frame at a time do,
 * and finds its own colours and changes; the others are older than this one.
 */
// @ts-expect-error it brings no types
import * as gifenc from 'gifenc';

/**
 * @typedef {[number, number, number]} Colour
 * @typedef {object} Encoder
 * @property {(index: Uint8Array, width: number, height: number, options: { palette?: Colour[], delay: number, repeat?: number,
 *   transparent?: boolean, transparentIndex?: number, dispose?: number }) => void} writeFrame delay in milliseconds
 * @property {() => void} finish
 * @property {() => Uint8Array<ArrayBuffer>} bytes
 *
 * @typedef {object} Gifenc
 * @property {() => Encoder} GIFEncoder
 * @property {(rgba: Uint8Array, maxColours: number, options?: { format: 'rgb565' }) => Colour[]} quantize
 * @property {(palette: Colour[], colour: Colour) => number} nearestColorIndex
 */

export const { GIFEncoder, quantize, nearestColorIndex } = /** @type {Gifenc} */ ('quantize' in gifenc ? gifenc : gifenc.default);
