/** From cells to a picture: the plain look, that of a decoder, its PNG, and cells that come when they come. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, test } from 'node:test';
import { inflateSync } from 'node:zlib';

import { loadCore } from '../web/core/nca.js';
import { enlarge, flatten } from '../web/look/bytes.js';
import { CellFeed, cellsOf } from '../web/look/cells.js';
import { fineLook } from '../web/look/fine-look.js';
import { keepPicture } from '../web/look/keep-picture.js';
import { look } from '../web/look/look.js';
import { pngOf } from '../web/look/png.js';
import { smoothLook } from '../web/look/smooth-look.js';
import { compileShippedWasm, randomNumbers } from './support/core.js';

/** @import { Cells } from '../web/look/cells.js' */
/** @import { Picture } from '../web/look/look.js' */

/** @type {import('../web/core/nca.js').Core} */
let core;
before(async () => { core = await loadCore(await compileShippedWasm()); });

const TIMEOUT = { timeout: 60_000 };

/** Every value of every channel somewhere, transparent colours too. @param {number} height @param {number} width @returns {Cells} */
function randomCells(height, width) {
  const random = randomNumbers(height * 1000 + width);
  return { height, width, rgba: Uint8ClampedArray.from({ length: height * width * 4 }, () => 128 + 127.5 * random()) };
}

describe('the plain look', () => {
  test('makes a square of each cell, and says how large the picture is', TIMEOUT, () => {
    const cells = randomCells(5, 7);
    for (const scale of [1, 2, 3, 9]) {
      const picture = look.paint(cells, scale);
      assert.deepEqual({ height: picture.height, width: picture.width }, look.sizeAt(cells, scale));
      assert.equal(picture.rgba.length, picture.height * picture.width * 4);
      for (let y = 0; y < picture.height; y++) {
        for (let x = 0; x < picture.width; x++) {
          const cell = 4 * (Math.floor(y / scale) * 7 + Math.floor(x / scale)), pixel = 4 * (y * picture.width + x);
          assert.deepEqual(picture.rgba.slice(pixel, pixel + 4), cells.rgba.slice(cell, cell + 4), `${x}, ${y} at ${scale}`);
        }
      }
      const grain = look.grainAt(scale), small = look.paint(cells, scale / grain);
      assert.deepEqual(new Uint8ClampedArray(enlarge(new Uint32Array(small.rgba.buffer), small.width, grain).buffer), picture.rgba, 'its grain enlarged');
    }
  });

  test('before a background is opaque', TIMEOUT, () => {
    const cells = { height: 1, width: 3, rgba: Uint8ClampedArray.of(255, 0, 100, 255, 9, 9, 9, 0, 255, 255, 255, 51) };
    assert.deepEqual([...flatten(look.paint(cells, 1), [10, 20, 30]).rgba], [255, 0, 100, 255, 10, 20, 30, 255, 59, 67, 75, 255]);
  });

  test('keeps what it painted when the grid goes on', TIMEOUT, () => {
    const sim = core.createSim({ height: 9, width: 9 });
    sim.state.fill(1);
    const painted = look.paint(cellsOf(sim), 1), before = painted.rgba.slice();
    sim.clear();
    sim.rgba();
    assert.deepEqual(painted.rgba, before);
    sim.destroy();
  });
});

describe('the look of a decoder', () => {
  /** A flake of a few steps. @param {number} side cells @param {number} numSteps */
  async function grown(side, numSteps) {
    const model = core.readWeights(await readFile(new URL('../assets/models/fine/snowflake-fine.safetensors', import.meta.url))), sim = core.createSim({ height: side, width: side });
    sim.setModel(model);
    sim.reset(5);
    sim.step(numSteps);
    return { model, sim, look: fineLook(model) };
  }

  test('paints one moment, though the flake grows on while it does', TIMEOUT, async () => {
    const { model, sim, look: fine } = await grown(16, 12), scale = 40, whole = core.createDecoder(model, scale).rgba(sim), painting = fine.paint(cellsOf(sim), scale);
    sim.step(20);
    assert.deepEqual((await painting).rgba, whole);
    sim.destroy();
  });

  test('is kept as large as 4,096 pixels, and as 128 a cell', TIMEOUT, async () => {
    for (const [side, cellPixels, pixels] of [[32, 128, 4096], [32, 500, 4096], [60, 500, 4080], [9, 500, 9 * 128], [9, 30, 270]]) {
      const { sim, look: fine } = await grown(side, 0), png = await (await keepPicture(sim, fine, { cellPixels })).arrayBuffer();
      assert.equal(new DataView(png).getUint32(16), pixels, `${side} cells of ${cellPixels}`);
      sim.destroy();
    }
  });

  test('is smooth while the cells are another model’s, with more numbers each', TIMEOUT, async () => {
    const { sim, look: fine } = await grown(9, 12), scale = 5;
    sim.setModel(core.newModel('distill', 3, { channels: 24 }));
    assert.deepEqual(await fine.paint(cellsOf(sim), scale), await smoothLook.paint(cellsOf(sim), scale));
    sim.destroy();
  });

  test('is the decoder’s at its largest scale, and smooth beyond', TIMEOUT, async () => {
    const { model, sim, look: fine } = await grown(3, 1), most = fine.maxScale ?? 0, picture = await fine.paint(cellsOf(sim), most);
    assert.deepEqual(picture.rgba, core.createDecoder(model, most).rgba(sim));
    assert.equal((await fine.paint(cellsOf(sim), most + 1)).width, 3 * (most + 1));
    sim.destroy();
  });
});

const CRC_TABLE = Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

/** By a table, unlike the writer; of "123456789" it is cbf43926. @param {Uint8Array} bytes */
function crc32(bytes) {
  return ~bytes.reduce((crc, byte) => CRC_TABLE[(crc ^ byte) & 0xff] ^ (crc >>> 8), -1) >>> 0;
}

/** Every chunk whole, and its check right. @param {Uint8Array} bytes */
function chunksOf(bytes) {
  const view = new DataView(bytes.buffer), chunks = [];
  for (let at = 8; at < bytes.length;) {
    const length = view.getUint32(at), body = bytes.subarray(at + 4, at + 8 + length);
    assert.equal(view.getUint32(at + 8 + length), crc32(body));
    chunks.push({ type: String.fromCharCode(...body.subarray(0, 4)), data: body.subarray(4) });
    at += 12 + length;
  }
  return chunks;
}

/** As the core's own reader, stb_image, has it. @param {Uint8Array} file @param {{ height: number, width: number }} size */
function decoded(file, { height, width }) {
  return Uint8ClampedArray.from(core.readTarget(file, { height, width }), (value) => 255 * value);
}

describe('a PNG', () => {
  /** @type {Record<string, Picture>} */
  const pictures = {
    'of noise': randomCells(31, 17), 'of squares': look.paint(randomCells(13, 11), 8), 'of one pixel': randomCells(1, 1),
    'larger than a stored block': look.paint(randomCells(40, 48), 5), 'of nothing': { height: 6, width: 4, rgba: new Uint8ClampedArray(96) },
  };
  for (const [name, picture] of Object.entries(pictures)) {
    test(`${name} holds the very bytes`, TIMEOUT, async () => {
      const blob = await pngOf(picture), file = new Uint8Array(await blob.arrayBuffer()), chunks = chunksOf(file);
      assert.equal(blob.type, 'image/png');
      assert.deepEqual(chunks.map(({ type }) => type), ['IHDR', 'IDAT', 'IEND']);
      if (Math.min(picture.height, picture.width) >= 3) assert.deepEqual(decoded(file, picture), picture.rgba); // no target is smaller
      assert.equal(inflateSync(chunks[1].data).length, picture.height * (1 + 4 * picture.width));
    });
  }

  test('of squares is small', TIMEOUT, async () => {
    const cells = randomCells(72, 72);
    assert.ok((await pngOf(look.paint(cells, 16))).size < 2 * cells.rgba.length);
  });

  test('is the same picture where the browser packs nothing', TIMEOUT, async () => {
    const { CompressionStream } = globalThis;
    try {
      Reflect.deleteProperty(globalThis, 'CompressionStream');
      for (const picture of Object.values(pictures)) {
        const file = new Uint8Array(await (await pngOf(picture)).arrayBuffer()), [, { data }] = chunksOf(file);
        assert.equal(inflateSync(data).length, picture.height * (1 + 4 * picture.width), 'with the right sum, or zlib refuses it');
        if (Math.min(picture.height, picture.width) >= 3) assert.deepEqual(decoded(file, picture), picture.rgba);
      }
    } finally {
      Object.assign(globalThis, { CompressionStream });
    }
  });
});

describe('cells', () => {
  const source = (/** @type {number} */ red, /** @type {Promise<void>} */ when) => (
    { height: 1, width: 1, rgba: () => when.then(() => Uint8ClampedArray.of(red, 0, 0, 255)) });
  const turn = () => new Promise((resolve) => { setImmediate(resolve); });

  test('of the core are there at once', TIMEOUT, () => {
    const sim = core.createSim({ height: 4, width: 3 });
    /** @type {Cells[]} */
    const seen = [];
    new CellFeed((cells) => seen.push(cells)).ask(sim);
    assert.deepEqual(seen.map(({ height, width, rgba }) => [height, width, rgba.length]), [[4, 3, 48]]);
    sim.destroy();
  });

  test('that come later are shown when they come, but none that are older than what is shown', TIMEOUT, async () => {
    /** @type {(() => void)[]} */
    const arrive = [];
    const waiting = () => new Promise((/** @type {(value: void) => void} */ resolve) => { arrive.push(resolve); });
    /** @type {number[]} */
    const seen = [];
    const feed = new CellFeed(({ rgba }) => seen.push(rgba[0]));
    for (const red of [1, 2, 3]) feed.ask(source(red, waiting()));
    assert.deepEqual(seen, []);
    arrive[1]();
    await turn();
    assert.deepEqual(seen, [2], 'it waits for no newer one');
    arrive[0]();
    arrive[2]();
    await turn();
    assert.deepEqual(seen, [2, 3]);
  });
});
