/** A reader of animated GIF for the tests: plain, strict, and independent of the writer. */
import assert from 'node:assert/strict';

/** @typedef {{ delay: number, pixels: Uint32Array, numDrawn: number }} GifFrame delay in hundredths of a second; pixels 0xBBGGRR as a viewer shows them */

/** @param {Uint8Array} bytes */
export function readGif(bytes) {
  let at = 0;
  const byte = () => { assert.ok(at < bytes.length, 'it ends too early'); return bytes[at++]; };
  const short = () => byte() | (byte() << 8);
  const letters = (/** @type {number} */ count) => String.fromCharCode(...Array.from({ length: count }, byte));
  const table = (/** @type {number} */ flags) => Array.from({ length: 2 << (flags & 7) }, () => byte() | (byte() << 8) | (byte() << 16));
  const blocks = () => {
    const all = [];
    for (let size; (size = byte()) > 0;) for (let i = 0; i < size; i++) all.push(byte());
    return all;
  };

  assert.equal(letters(6), 'GIF89a');
  const width = short(), height = short(), flags = byte();
  at += 2;
  const globalTable = flags & 0x80 ? table(flags) : [], shown = new Uint32Array(width * height);
  /** @type {GifFrame[]} */
  const frames = [];
  let loops, delay = 0, transparent = -1;
  for (let kind; (kind = byte()) !== 0x3b;) {
    if (kind === 0x21) {
      const label = byte(), data = blocks();
      if (label === 0xff && String.fromCharCode(...data.slice(0, 11)) === 'NETSCAPE2.0') loops = data[12] | (data[13] << 8);
      if (label === 0xf9) {
        delay = data[1] | (data[2] << 8);
        transparent = data[0] & 1 ? data[3] : -1;
        assert.equal((data[0] >> 2) & 7, 1, 'a frame stays where it is');
      }
      continue;
    }
    assert.equal(kind, 0x2c);
    assert.deepEqual([short(), short(), short(), short()], [0, 0, width, height]);
    const own = byte(), colours = own & 0x80 ? table(own) : globalTable, minBits = byte(), indices = inflateLzw(blocks(), minBits);
    assert.equal(indices.length, width * height);
    let numDrawn = 0;
    indices.forEach((index, i) => {
      assert.ok(index < colours.length, 'every index has a colour');
      if (index === transparent) return;
      shown[i] = colours[index];
      numDrawn++;
    });
    frames.push({ delay, pixels: shown.slice(), numDrawn });
  }
  assert.equal(at, bytes.length, 'nothing comes after the end');
  return { width, height, loops, frames };
}

/** @param {number[]} data @param {number} minBits */
function inflateLzw(data, minBits) {
  const clear = 1 << minBits, end = clear + 1;
  /** @type {number[]} */
  const out = [];
  /** @type {number[][]} */
  let words = [];
  let bits = 0, at = 0, before = -1;
  const restart = () => {
    words = Array.from({ length: end + 1 }, (_, i) => [i]);
    bits = minBits + 1;
    before = -1;
  };
  restart();
  for (;;) {
    let code = 0;
    for (let i = 0; i < bits; i++, at++) code |= ((data[at >> 3] >> (at & 7)) & 1) << i;
    if (code === end) return out;
    if (code === clear) {
      restart();
      continue;
    }
    if (before >= 0 && words.length < 4096) words.push([...words[before], (words[code] ?? words[before])[0]]);
    assert.ok(words[code], 'a code that stands for something');
    out.push(...words[code]);
    before = code;
    if (words.length === 1 << bits && bits < 12) bits++;
  }
}
