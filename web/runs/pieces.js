/**
 * A checkpoint in pieces. It takes many megabytes, is kept every few seconds, and most of it, the states of the pool that were not drawn
 * meanwhile, is as it was: only the pieces that differ are written again.
 *
 * @typedef {object} PieceList
 * @property {number[]} lengths of the pieces, bytes
 * @property {string[]} [marks] of each its SHA-256; none where the browser has none for the page
 */

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {readonly number[]} cuts where it is cut, rising, inside
 * @returns {Promise<PieceList>}
 */
export async function listPieces(bytes, cuts) {
  const ends = [...cuts, bytes.length], lengths = ends.map((end, i) => end - (ends[i - 1] ?? 0)), { subtle } = globalThis.crypto; // plain http has none
  if (!subtle) return { lengths };
  const marks = await Promise.all(ends.map(async (end, i) => textOf(await subtle.digest('SHA-256', bytes.subarray(end - lengths[i], end)))));
  return { lengths, marks };
}

/** Where listPieces() cut. @param {PieceList} list */
export function cutsOf({ lengths }) {
  let at = 0;
  return lengths.slice(0, -1).map((length) => (at += length));
}

/** Of each piece whether it is there already. @param {PieceList} next @param {PieceList | undefined} before */
export const areKept = ({ lengths, marks }, before) => lengths.map((_, i) => marks?.[i] !== undefined && marks[i] === before?.marks?.[i]);

/**
 * @param {PieceList} list
 * @param {readonly unknown[]} pieces as they were kept
 * @returns {Uint8Array<ArrayBuffer> | undefined} undefined: they are not those of the list
 */
export function joinPieces({ lengths }, pieces) {
  const isAll = pieces.length === lengths.length && pieces.every((piece, i) => piece instanceof Uint8Array && piece.length === lengths[i]);
  if (!isAll) return undefined;
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const piece of /** @type {Uint8Array[]} */ (pieces)) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** What a database gives back. @param {unknown} value @returns {value is PieceList} */
export function isPieceList(value) {
  const { lengths, marks } = /** @type {Partial<PieceList>} */ (value ?? {});
  return Array.isArray(lengths) && lengths.every((length) => Number.isSafeInteger(length) && length > 0)
    && (marks === undefined || (Array.isArray(marks) && marks.length === lengths.length && marks.every((mark) => typeof mark === 'string')));
}

/** @param {ArrayBuffer} digest */
const textOf = (digest) => Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
