/** The bytes of a link: whole numbers of few bytes where they are small, short texts, a checksum, and letters that any address carries. */

/** Numbers below 2^35, as the codes of a link need them. */
const MAX_VARINT_BYTES = 5;
const CHECKSUM_BYTES = 4;

export class ByteWriter {
  /** @type {number[]} */
  #bytes = [];

  /** @param {number} value 0 or more: seven bits a byte, the lowest first, the eighth says that more follow */
  whole(value) {
    for (; value > 0x7f; value = Math.floor(value / 0x80)) this.#bytes.push((value % 0x80) | 0x80);
    this.#bytes.push(value);
  }

  /** Small ones of either sign are short: 0, -1, 1, -2 become 0, 1, 2, 3. @param {number} value */
  signed(value) {
    this.whole(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** @param {ArrayLike<number>} values each 0..255, or -128..127 */
  bytes(values) {
    for (let i = 0; i < values.length; i++) this.#bytes.push(values[i] & 0xff);
  }

  /** @param {string} value */
  text(value) {
    const bytes = new TextEncoder().encode(value);
    this.whole(bytes.length);
    this.bytes(bytes);
  }

  /** All of it with its checksum, as base64url. */
  finish() {
    const sum = checksum(this.#bytes), bytes = [...this.#bytes, sum & 0xff, (sum >> 8) & 0xff, (sum >> 16) & 0xff, sum >>> 24];
    return btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  }
}

/** Throws a RangeError at anything a ByteWriter did not write. */
export class ByteReader {
  #bytes;
  #at = 0;

  /** @param {string} letters as finish() gave them */
  constructor(letters) {
    if (!/^[\w-]*$/.test(letters) || letters.length % 4 === 1) throw new RangeError('not base64url');
    const decoded = atob(letters.replace(/-/g, '+').replace(/_/g, '/')), bytes = new Uint8Array(decoded.length);
    for (let i = 0; i < decoded.length; i++) bytes[i] = decoded.charCodeAt(i);
    if (bytes.length < CHECKSUM_BYTES) throw new RangeError('no checksum');
    this.#bytes = bytes.slice(0, -CHECKSUM_BYTES);
    const sum = checksum(this.#bytes), stored = bytes.slice(-CHECKSUM_BYTES);
    if (stored.some((byte, i) => byte !== ((sum >>> (8 * i)) & 0xff))) throw new RangeError('wrong checksum');
  }

  whole() {
    let value = 0;
    for (let i = 0; i < MAX_VARINT_BYTES; i++) {
      const byte = this.#next();
      value += (byte & 0x7f) * 0x80 ** i;
      if (byte < 0x80) return value;
    }
    throw new RangeError('too large a number');
  }

  signed() {
    const value = this.whole();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }

  /** @param {number} count @returns {Uint8Array<ArrayBuffer>} a copy */
  bytes(count) {
    if (count > this.#bytes.length - this.#at) throw new RangeError('less than expected');
    return this.#bytes.slice(this.#at, (this.#at += count));
  }

  text() {
    const bytes = this.bytes(this.whole());
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch (error) {
      throw new RangeError('not UTF-8', { cause: error });
    }
  }

  end() {
    if (this.#at !== this.#bytes.length) throw new RangeError('more than expected');
  }

  #next() {
    if (this.#at === this.#bytes.length) throw new RangeError('less than expected');
    return this.#bytes[this.#at++];
  }
}

/** What each byte does to the sum. */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  return sum;
});

/** CRC-32 as in PNG: it notices every single run of up to 32 wrong bits. @param {ArrayLike<number>} bytes */
function checksum(bytes) {
  let sum = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) sum = (sum >>> 8) ^ CRC_TABLE[(sum ^ bytes[i]) & 0xff];
  return ~sum >>> 0;
}
