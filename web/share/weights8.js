/**
 * The parameters in little more than a byte each.
 *
 *     W1 [D][P], W2 [C][D], those of a decoder   a row: scale (2), then a byte -127..127 for each weight
 *     b1 [D] of each goal, b2 [C], a decoder's   a vector: exponent (1), then two bytes -32767..32767 for each bias
 *
 * A row's scale makes its largest weight 127. Scales by least squares lose one part in a hundred less and grow nothing better; two bytes
 * for the few biases do, for 1 part in 60 of the length. Deflate would save 5 parts in 100: the bytes are nearly noise.
 *
 * Nothing is lost twice: what was read is written as the same bytes. A scale is the upper half of a float32, so that its products with
 * whole numbers are exact, and the largest one leads back to it; the exponents are of two.
 *
 * @import { ByteReader, ByteWriter } from '../core/bytes.js'
 * @import { Layout } from '../core/shape.js'
 */
import { listOf } from '../core/list-of.js';

const MOST_8 = 127, MOST_16 = 32767;
const LEAST_NORMAL = 2 ** -126, LEAST_EXPONENT = -128;

/** In the order of the parameters: matrices have as many rows, vectors none. @param {Layout} layout */
function tensorsOf({ channels, hidden, perceived, goals, decoderWidth }) {
  const layer = (/** @type {number} */ rows, /** @type {number} */ length) => [{ rows, length }, { rows: 0, length: rows }];
  return [
    { rows: hidden, length: perceived }, ...listOf(goals, () => ({ rows: 0, length: hidden })), ...layer(channels, hidden),
    ...(decoderWidth > 0 ? [...layer(decoderWidth, channels + 4), ...layer(decoderWidth, decoderWidth), ...layer(4, decoderWidth)] : []),
  ];
}

const float = new Float32Array(1), bits = new Uint32Array(float.buffer);

/** The nearest number with 8 bits of mantissa, as its upper 16 bits. @param {number} value 0 or more */
function upperHalfOf(value) {
  float[0] = value;
  return (bits[0] + 0x8000) >>> 16;
}

/** @param {number} half */
function ofUpperHalf(half) {
  bits[0] = half << 16;
  return float[0];
}

/** @param {Float32Array} values */
const largestOf = (values) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** @param {ByteWriter} out @param {Float32Array} params finite @param {Layout} layout */
export function writeParams(out, params, layout) {
  let at = 0;
  for (const { rows, length } of tensorsOf(layout)) {
    if (rows === 0) writeVector(out, params.subarray(at, (at += length)));
    for (let row = 0; row < rows; row++) writeRow(out, params.subarray(at, (at += length)));
  }
}

/** @param {ByteReader} from @param {Layout} layout @returns {Float32Array} where another wrote it, perhaps not finite, or with other bytes for the same numbers */
export function readParams(from, layout) {
  const params = new Float32Array(layout.numParams);
  let at = 0;
  const take = (/** @type {number[]} */ values) => { params.set(values, at); at += values.length; };
  for (const { rows, length } of tensorsOf(layout)) {
    if (rows === 0) take(readVector(from, length));
    for (let row = 0; row < rows; row++) take(readRow(from, length));
  }
  return params;
}

/** @param {ByteWriter} out @param {Float32Array} weights */
function writeRow(out, weights) {
  const wanted = largestOf(weights) / MOST_8, half = wanted < LEAST_NORMAL ? 0 : upperHalfOf(wanted), scale = ofUpperHalf(half);
  out.bytes([half, half >> 8]);
  out.bytes(listOf(weights.length, (i) => (half === 0 ? 0 : Math.round(weights[i] / scale))));
}

/** @param {ByteReader} from @param {number} length */
function readRow(from, length) {
  const view = new DataView(from.bytes(2 + length).buffer), scale = ofUpperHalf(view.getUint16(0, true));
  return listOf(length, (i) => view.getInt8(2 + i) * scale + 0); // never -0
}

/** @param {ByteWriter} out @param {Float32Array} biases */
function writeVector(out, biases) {
  const largest = largestOf(biases);
  let exponent = LEAST_EXPONENT;
  while (largest / 2 ** exponent > MOST_16) exponent++;
  out.bytes([exponent]);
  for (const bias of biases) {
    const whole = Math.round(bias / 2 ** exponent);
    out.bytes([whole, whole >> 8]);
  }
}

/** @param {ByteReader} from @param {number} length */
function readVector(from, length) {
  const view = new DataView(from.bytes(1 + 2 * length).buffer), unit = 2 ** view.getInt8(0);
  return listOf(length, (i) => view.getInt16(1 + 2 * i, true) * unit);
}
