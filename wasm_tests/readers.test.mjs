/** Bytes from outside through the wrapper: what is something else is named, what is hostile costs neither time nor memory, and pictures keep their pixels. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { NcaError } from '../web/core/nca.js';
import { loadTestCore } from './support/core.js';
import { pngOf } from './support/png.js';

/** @type {import('../web/core/nca.js').Core} */
let core;
before(async () => { core = await loadTestCore(); });

const bytesOf = (/** @type {string} */ text) => new TextEncoder().encode(text);
const rejects = (/** @type {() => unknown} */ deed, /** @type {string} */ code) =>
  assert.throws(deed, (error) => error instanceof NcaError && error.code === code && /^[A-Z].*\w\.$/.test(error.message), code);

test('a file that is something else is named, as a model and as a picture', () => {
  const size = { height: 4, width: 4 }, png = pngOf(1, 1, new Uint8Array(5)), model = core.writeWeights(core.newModel('blog', 1));
  /** @type {[Uint8Array, string, string][]} */
  const files = [
    [new Uint8Array(0), 'NCA_ERR_FILE_EMPTY', 'NCA_ERR_FILE_EMPTY'],
    [bytesOf('version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 34076\n'), 'NCA_ERR_FILE_LFS', 'NCA_ERR_FILE_LFS'],
    [bytesOf('<!DOCTYPE html><html>Not found</html>'), 'NCA_ERR_FILE_HTML', 'NCA_ERR_FILE_HTML'],
    [bytesOf('PK\x03\x04\0\0\b\b\0\0\0\0archive/data.pkl'), 'NCA_ERR_FILE_ZIP', 'NCA_ERR_FILE_ZIP'],
    [new Uint8Array(gzipSync(model)), 'NCA_ERR_FILE_COMPRESSED', 'NCA_ERR_FILE_COMPRESSED'],
    [bytesOf('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'NCA_ERR_FILE_PICTURE', 'NCA_ERR_IMAGE_SVG'],
    [Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), 'NCA_ERR_FILE_PICTURE', 'NCA_ERR_IMAGE_JPEG'],
  ];
  for (const [bytes, asModel, asPicture] of files) {
    rejects(() => core.readModel(bytes), asModel);
    rejects(() => core.readTarget(bytes, size), asPicture);
  }
  rejects(() => core.readModel(png), 'NCA_ERR_FILE_PICTURE');
  rejects(() => core.readTarget(model, size), 'NCA_ERR_FILE_MODEL');
});

test('brackets by the hundred thousand do not freeze a page', () => {
  const header = bytesOf(`{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`), file = new Uint8Array(8 + header.length);
  new DataView(file.buffer).setUint32(0, header.length, true);
  file.set(header, 8);
  const started = performance.now();
  rejects(() => core.readModel(file), 'NCA_ERR_WEIGHTS_HEADER');
  rejects(() => core.readModel(header.subarray(5, -1)), 'NCA_ERR_DISTILL_FORMAT');
  assert.ok(performance.now() - started < 500, `${performance.now() - started} ms`);
});

test('a small picture that would unpack to 100 MB takes the memory of a small picture', async () => {
  const fresh = await loadTestCore(), png = pngOf(8, 8, new Uint8Array(100 << 20));
  assert.ok(png.length < 200_000);
  const target = fresh.readTarget(png, { height: 8, width: 8 });
  assert.ok(target.every((value) => value === 0));
  assert.ok(fresh.memoryBytes < 3 << 20, `${fresh.memoryBytes} bytes`);
});

test('a picture of the grid’s own size keeps its pixels, faint ones too, also with padding around it', () => {
  const width = 5, height = 4, rgba = Uint8Array.from({ length: width * height * 4 }, (_, i) => (i % 4 === 3 ? (i >> 2) % 9 : i * 37));
  const rows = Buffer.concat(Array.from({ length: height }, (_, y) => Buffer.from([0, ...rgba.subarray(y * width * 4, (y + 1) * width * 4)])));
  const asBytes = (/** @type {Float32Array} */ target) => Uint8Array.from(target, (value) => Math.round(255 * value));
  assert.deepEqual(asBytes(core.readTarget(pngOf(width, height, rows), { height, width })), rgba);
  const padded = asBytes(core.readTarget(pngOf(width, height, rows), { height: height + 2, width: width + 2, padding: 1 }));
  for (let y = 0; y < height; y++) {
    const begin = ((y + 1) * (width + 2) + 1) * 4;
    assert.deepEqual(padded.subarray(begin, begin + width * 4), rgba.subarray(y * width * 4, (y + 1) * width * 4));
  }
});
